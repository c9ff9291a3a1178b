from odoo import api, models

from ...tools.sheet import Column, Ratio, Sheet, Total

SCHEME = "tfpb"
KEYS = {"tfpb_programme": "programme", "tfpb_review": "review"}
TAB = 26  # characters: room for a number, and for the part of a long sheet
RATES = {
    "planned_rate": Ratio("planned_valued", "planned_amount"),
    "actual_rate": Ratio("actual_valued", "actual_amount"),
}
MONEY = (
    "planned_amount",
    "own_funding",
    "other_funding",
    "planned_valued",
    "actual_amount",
    "gap_amount",
    "actual_valued",
)
COUNTS = ("session_count", "participation_count")
TEXTS = ("axis", "action", "schedule", "assessment", "renewal", "evidence")
PAGES = ("actual_amount", "assessment")  # where a printed page begins
WIDTHS = {"axis": 34, "action": 44, "schedule": 20, "assessment": 40, "renewal": 16}


class ResidenceSheets(models.AbstractModel):
    """« Abattement TFPB »: programme and review, one tab per convention.

    Its columns are those that départements commonly ask for; each convention may
    rename, reorder and hide them (``residence.funding.column``). A hidden column stays
    in the file, for the formulas that need it.
    """

    _inherit = "residence.sheets"

    @api.model
    def _is_available(self, key):
        if key in KEYS and not self._is_scheme_in_use(SCHEME):
            return False
        return super()._is_available(key)

    @api.model
    def _count_rows(self, key, period, residences):
        if key not in KEYS:
            return super()._count_rows(key, period, residences)
        _events, missing = self._count(period, residences)
        if self.env["residence.funding.convention"].has_access("read"):
            conventions = self._get_conventions(SCHEME, period, residences)
            return len(conventions.line_ids), missing
        return len(self._read_axes(SCHEME, period, residences)), missing

    @api.model
    def _get_tfpb_programme_sheets(self, period, residences):
        return self._get_tfpb_sheets("programme", period, residences)

    @api.model
    def _get_tfpb_review_sheets(self, period, residences):
        return self._get_tfpb_sheets("review", period, residences)

    @api.model
    def _get_tfpb_sheets(self, sheet, period, residences):
        if not self.env["residence.funding.convention"].has_access("read"):
            return [self._get_axes_sheet(SCHEME, period, residences)]
        conventions = self._get_conventions(SCHEME, period, residences)
        if not conventions:
            return [self._get_no_convention_sheet(SCHEME, period, residences)]
        taken = set()
        sheets = [
            self._get_convention_sheet(sheet, convention, _tab(convention, taken))
            for convention in conventions
        ]
        if sheet == "review":
            sheets.append(self._get_evidence_sheet(conventions, period, residences))
        return sheets

    @api.model
    def _get_convention_sheet(self, sheet, convention, title):
        columns = self._get_convention_columns(sheet, convention)
        to_check = convention.line_ids.axis_id.filtered("is_to_check")
        notes = [
            self.env._(
                "Rate: claimed, of the expense; computed from the amounts, blank where "
                "the expense is 0."
            ),
            self.env._(
                "Only what exceeds ordinary management is claimed. Hours are never "
                "turned into euros: the cost of a post is typed."
            ),
            self.env._(
                "Lines from events: expenses and participations of the events that "
                "give the axis a share, the share alone being claimed."
            ),
        ]
        if to_check:
            notes.append(
                self.env._(
                    "To check against your convention: %s.",
                    ", ".join(to_check.mapped("display_name")),
                )
            )
        return Sheet(
            "convention",
            title,
            columns,
            self._get_convention_rows(columns, convention),
            heading=self._get_convention_heading(sheet, convention),
            warning=self._get_convention_warning(sheet, convention),
            notes=tuple(notes),
            empty=self.env._("This convention has no action yet."),
            frozen=2,
            wrap=True,
        )

    @api.model
    def _get_convention_rows(self, columns, convention):
        """Yield a row per line, then the total; nothing where there is no line."""
        keys = [column.key for column in columns]
        lines = self.env["residence.funding.line"]
        renewals, evidence = (
            dict(lines._fields[name]._description_selection(self.env))
            for name in ("renewal", "evidence_state")
        )
        for line in convention.line_ids.sorted():
            values = {
                "axis": line.axis_id.display_name,
                "action": line.name,
                "schedule": line.schedule or None,
                "dwellings": convention.dwelling_count,
                "assessment": line.assessment or None,
                "renewal": renewals.get(line.renewal),
                "evidence": evidence[line.evidence_state],
                **{name: line[name] for name in MONEY},
                **{name: line[name] or None for name in (*COUNTS, *RATES)},
            }
            yield tuple(values[key] for key in keys)
        if convention.line_ids:
            shown = (column.key for column in columns if not column.hidden)
            first = next((key for key in shown if key in TEXTS), None)
            yield Total(self.env._("Total") if key == first else None for key in keys)

    @api.model
    def _get_convention_heading(self, sheet, convention):
        valued, balance = convention.actual_valued, convention.balance_amount
        title = self.env._("TFPB allowance: review of %s", convention.year)
        if sheet == "programme":
            title = self.env._("TFPB allowance: programme of %s", convention.year)
            valued = convention.planned_valued
            balance = convention.allowance_amount - valued
        money = convention.currency_id.format
        return (
            title,
            convention.name,
            self.env._("Landlord: %s", convention.company_id.name),
            self.env._(
                "Municipality: %(city)s – Priority district: %(district)s",
                city=convention.city or "–",
                district=convention.priority_district_code or "–",
            ),
            self.env._(
                "Dwellings: %(dwellings)s – Year: %(year)s",
                dwellings=convention.dwelling_count,
                year=convention.year,
            ),
            self.env._(
                "Residences: %s", ", ".join(convention.residence_ids.mapped("name"))
            ),
            self.env._("Allowance: %s", money(convention.allowance_amount)),
            self.env._("Claimed in all: %s", money(valued)),
            self.env._("Left to justify: %s", money(balance)),
            self.env._("Made on %s", self._format_now()),
        )

    @api.model
    def _get_convention_warning(self, sheet, convention):
        """Return what nobody may overlook: changed since, missing, provisional."""
        if sheet == "programme":
            return ""
        lines = [convention.notice or ""]
        missing = convention.missing_evidence_count
        if missing == 1:
            lines.append(self.env._("1 piece of evidence is missing."))
        elif missing:
            lines.append(self.env._("%s pieces of evidence are missing.", missing))
        if convention.state != "closed":
            places = self._get_residences(convention.residence_ids)
            rows, due = self._count(convention._get_period(), places)
            if rows and due:
                lines.append(self._get_warning(convention._get_period(), places))
        return " ".join(line for line in lines if line)

    @api.model
    def _get_evidence_sheet(self, conventions, period, residences):
        columns = (
            Column("convention", self.env._("Convention"), width=36),
            Column("axis", self.env._("Axis"), width=40),
            Column("action", self.env._("Action"), width=52),
            Column(
                "actual_valued",
                self.env._("Actual, claimed for the TFPB"),
                "money",
                14,
                total=True,
            ),
        )
        return Sheet(
            "evidence",
            self.env._("Missing evidence"),
            columns,
            self._get_evidence_rows(conventions),
            heading=self._get_heading(
                self.env._("TFPB allowance: missing evidence"), period, residences
            ),
            empty=self.env._("No piece of evidence is missing."),
            frozen=1,
            wrap=True,
        )

    @api.model
    def _get_evidence_rows(self, conventions):
        missing = conventions.line_ids.filtered(
            lambda line: line.evidence_state == "missing"
        )
        for line in missing:
            yield (
                line.convention_id.name,
                line.axis_id.display_name,
                line.name,
                line.actual_valued,
            )
        if missing:
            yield Total((self.env._("Total"), None, None, None))

    @api.model
    def _get_convention_columns(self, sheet, convention):
        """Return the columns as the convention's funder wants them."""
        columns = convention.column_ids.sorted()
        wanted = columns.filtered(lambda column: column.sheet == sheet)
        by_key = {column.key: column for column in wanted}
        labels = self.env["residence.funding.column"]._get_labels(sheet)
        order = [*(key for key in by_key if key in labels)]
        order += [key for key in labels if key not in by_key]
        return tuple(
            _column(
                key,
                by_key[key].label if key in by_key else labels[key],
                key in by_key and by_key[key].is_hidden,
            )
            for key in order
        )


def _tab(convention, taken):
    """Return a name for a convention's tab, and add it to those ``taken``."""
    parts = (convention.year, convention.city, convention.priority_district_code)
    title = " ".join(str(part) for part in parts if part)[:TAB]
    name, number = title, 1
    while name.lower() in taken:
        number += 1
        name = f"{title} {number}"
    taken.add(name.lower())
    return name


def _column(key, label, hidden):
    """Return a column of a convention's sheet."""
    if key in TEXTS:
        return Column(
            key, label, "text", WIDTHS.get(key, 14), hidden=hidden, page=key in PAGES
        )
    if key in RATES:
        return Column(key, label, "percent", 11, ratio=RATES[key], hidden=hidden)
    kind, width = ("money", 14) if key in MONEY else ("int", 11)
    return Column(
        key,
        label,
        kind,
        width,
        total=key != "dwellings",
        hidden=hidden,
        people=key == "participation_count",
        page=key in PAGES,
    )
