from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.sheet import Column, Ratio, Sheet, Total
from .residence_sheets_notes import DEFINITIONS

# Sums over the period asked for.
SUMS = (
    "events_planned",
    "events",
    "events_cancelled",
    "events_counted",
    "events_ten_or_more",
    "events_by_generation",
    "events_intergenerational",
    "events_households_counted",
    "events_shared",
    "events_resident_led",
    "events_with_partners",
    "reports_missing",
    "participations",
    "external_participations",
    "households",
    "newcomers",
    "passages",
    "baskets",
    "volunteer_hours",
    "planned_cost",
    "actual_cost",
    "contribution_amount",
)
DISTINCT = ("unique_people", "helpers", "partners")
# The same period, a year before.
BEFORE = (
    "events",
    "events_counted",
    "participations",
    "external_participations",
    "actual_cost",
)
# How many there were is always known: 0, and never blank.
KNOWN = ("events_planned", "events", "events_cancelled", "events_counted", "due")
AMOUNTS = ("planned_cost", "actual_cost", "contribution_amount")
READS_ALL = (
    "residence_community.group_management",
    "residence_community.group_administrator",
)


class ResidenceSheets(models.AbstractModel):
    """« Résidences »: one row per residence, by name: never a ranking.

    Regularity and not only averages; who leads; means; the same period a year before.
    """

    _inherit = "residence.sheets"

    @api.model
    def _get_residences_sheets(self, period, residences):
        columns = self._get_residences_columns(period)
        heading = self._get_heading(
            self.env._("Residence Life: residences"), period, residences
        )
        return [
            Sheet(
                "residences",
                self.env._("Residences"),
                columns,
                self._get_residences_rows(columns, period, residences),
                heading=(*heading, *self._get_coverage_lines(residences)),
                warning=self._get_warning(period, residences),
                notes=self._get_definition_lines(*DEFINITIONS["residences"][:4]),
                empty=self.env._("No residence yet."),
                frozen=1,
            )
        ]

    @api.model
    def _get_coverage_lines(self, residences):
        """Return a line per landlord, for who reads all of their residences."""
        if not any(map(self.env.user.has_group, READS_ALL)):
            return ()
        companies = residences.company_id or self.env.companies
        coverage = self.env["residence.residence"]._get_coverage(companies)
        return tuple(
            self.env._(
                "%(landlord)s: %(housed)s of %(all)s dwellings have a shared house "
                "(%(share)s %%).",
                landlord=company.name,
                housed=housed,
                all=dwellings,
                share=round(100 * housed / dwellings),
            )
            for company, (housed, dwellings) in coverage.items()
        )

    @api.model
    def _get_residences_columns(self, period):
        return (
            *self._get_place_columns(),
            *self._get_regularity_columns(),
            *self._get_reach_columns(),
            *self._get_together_columns(),
            *self._get_before_columns(period),
        )

    @api.model
    def _get_place_columns(self):
        return (
            Column("residence", self.env._("Residence"), width=25),
            Column("code", self.env._("Code"), width=9),
            Column("city", self.env._("Municipality"), width=15),
            Column("phase", self.env._("Phase"), width=18),
            Column("district", self.env._("Priority District"), width=11),
            Column("dwellings", self.env._("Dwellings"), "int", 9, total=True),
            Column(
                "housed", self.env._("Dwellings with a House"), "int", 9, total=True
            ),
            Column(
                "coverage",
                self.env._("With a house, %"),
                "percent",
                8,
                ratio=Ratio("housed", "dwellings"),
            ),
        )

    @api.model
    def _get_regularity_columns(self):
        band = self.env._("Regularity")

        def number(key, label, **options):
            return Column(key, label, "int", 11, total=True, band=band, **options)

        def share(key, label, *of):
            return Column(key, label, "percent", 11, ratio=Ratio(*of), band=band)

        return (
            number("events_planned", self.env._("Number planned"), page=True),
            number("events", self.env._("Number held")),
            number("events_cancelled", self.env._("Number cancelled")),
            number("reports_missing", self.env._("Wrap-ups missing")),
            share("held_share", self.env._("Held, of planned"), "events", "due"),
            number("events_counted", self.env._("Number counted")),
            Column(
                "median",
                self.env._("Median"),
                "float",
                8,
                band=band,
                people=True,
                tells="participations",  # of two events, half their sum
            ),
            share(
                "many",
                self.env._("Ten people or more"),
                "events_ten_or_more",
                "events_counted",
            ),
            share(
                "intergenerational",
                self.env._("Several generations"),
                "events_intergenerational",
                "events_by_generation",
            ),
            # for the formulas of these shares
            number("due", self.env._("Planned up to today"), hidden=True),
            number("events_ten_or_more", self.env._("Ten people or more"), hidden=True),
            number(
                "events_by_generation", self.env._("Generations known"), hidden=True
            ),
            number(
                "events_intergenerational",
                self.env._("Several generations"),
                hidden=True,
            ),
        )

    @api.model
    def _get_reach_columns(self):
        band = self.env._("Reach")

        def people(key, label, **options):
            return Column(key, label, "int", 10.5, band=band, people=True, **options)

        def rate(key, label, kind, *of):
            return Column(key, label, kind, 9, ratio=Ratio(*of), band=band)

        residents = people(
            "residents",
            self.env._("Residents counted"),
            total=True,
            hidden=True,
            part_of="participations",
        )
        return (
            people(
                "participations", self.env._("Participations"), total=True, page=True
            ),
            people(
                "external_participations",
                self.env._("of which from outside"),
                total=True,
                part_of="participations",
            ),
            rate(
                "average",
                self.env._("Average"),
                "float",
                "participations",
                "events_counted",
            ),
            rate(
                "residents_rate",
                self.env._("Residents per 100 dwellings"),
                "float",
                "residents",
                "base",
                100,
            ),
            rate(
                "overall_rate",
                self.env._("All, per 100 dwellings"),
                "float",
                "participations",
                "base",
                100,
            ),
            people("unique_people", self.env._("Different people named")),
            people("newcomers", self.env._("First visits, named"), total=True),
            rate(
                "household_share",
                self.env._("Households, % of the dwellings"),
                "percent",
                "households",
                "household_base",
            ),
            people("passages", self.env._("Passages (open door)"), total=True),
            # for the formulas of these rates
            residents,
            Column(
                "base",
                self.env._("Dwellings × counted"),
                "int",
                total=True,
                hidden=True,
            ),
            people("households", self.env._("Households"), total=True, hidden=True),
            Column(
                "household_base",
                self.env._("Dwellings × households counted"),
                "int",
                total=True,
                hidden=True,
            ),
        )

    @api.model
    def _get_together_columns(self):
        band = self.env._("Done together, and means")

        def share(key, numerator, label, **options):
            ratio = Ratio(numerator, "events")
            return Column(key, label, "percent", 9, ratio=ratio, band=band, **options)

        def money(key, label):
            return Column(key, label, "money", 12, total=True, band=band)

        return (
            share(
                "resident_share",
                "events_resident_led",
                self.env._("Led by residents"),
                page=True,
            ),
            share(
                "shared_share",
                "events_shared",
                self.env._("Led by the team and residents"),
            ),
            Column(
                "helpers",
                self.env._("Different people who lent a hand or led"),
                "int",
                11,
                band=band,
                people=True,
            ),
            Column(
                "volunteer_hours",
                self.env._("Time Given by Residents (h)"),
                "float",
                9.5,
                total=True,
                band=band,
            ),
            share("partner_share", "events_with_partners", self.env._("With partners")),
            Column("partners", self.env._("Different partners"), "int", 10, band=band),
            Column(
                "baskets",
                self.env._("Baskets Collected"),
                "int",
                9,
                total=True,
                band=band,
            ),
            money("planned_cost", self.env._("Planned Budget")),
            money("actual_cost", self.env._("Spent")),
            money("contribution_amount", self.env._("Brought by Partners")),
            *(
                Column(key, label, "int", total=True, hidden=True)
                for key, label in {
                    "events_resident_led": self.env._("Led by residents"),
                    "events_shared": self.env._("Led by the team and residents"),
                    "events_with_partners": self.env._("With partners"),
                }.items()
            ),
        )

    @api.model
    def _get_before_columns(self, period):
        before = self._get_periods(period)["before"]
        band = self.env._(
            "Same period, a year before: %s", self._get_period_label(before)
        )

        def number(key, label, kind="int", width=11, **options):
            return Column(
                f"before_{key}", label, kind, width, total=True, band=band, **options
            )

        return (
            number("events", self.env._("Number held"), page=True),
            number("participations", self.env._("Participations"), people=True),
            Column(
                "before_average",
                self.env._("Average"),
                "float",
                9,
                band=band,
                ratio=Ratio("before_participations", "before_events_counted"),
            ),
            Column(
                "before_residents_rate",
                self.env._("Residents per 100 dwellings"),
                "float",
                11,
                band=band,
                ratio=Ratio("before_residents", "before_base", 100),
            ),
            number("actual_cost", self.env._("Spent"), "money", 12),
            number("events_counted", self.env._("Number counted"), hidden=True),
            number(
                "residents", self.env._("Residents counted"), hidden=True, people=True
            ),
            number("base", self.env._("Dwellings × counted"), hidden=True),
        )

    @api.model
    def _get_residences_rows(self, columns, period, residences):
        """Yield a row per residence, then the total; archived ones where they count."""
        groups = self._read_residences(period, residences)
        phases = dict(
            self.env["residence.residence"]
            ._fields["phase"]
            ._description_selection(self.env)
        )
        places = self._get_residences(residences).filtered(
            lambda place: place.active or place.id in groups
        )
        for place in places:
            values = {
                "residence": place.name,
                "code": place.code or None,
                "city": place.city or None,
                "phase": phases[place.phase],
                "district": place.priority_district_code or None,
                "dwellings": place.dwelling_count,
                "housed": place.housed_dwelling_count,
                **_derive(groups.get(place.id, {}), place),
            }
            for column in columns:
                ratio = column.ratio
                if ratio and values.get(ratio.denominator):
                    above = values.get(ratio.numerator)
                    if above is not None:
                        below = values[ratio.denominator]
                        values[column.key] = above / below * ratio.factor
            yield tuple(values.get(column.key) for column in columns)
        if places:
            alone = groups.get(None, {})
            alone = {name: alone.get(name) for name in ("median", *DISTINCT)}
            alone["residence"] = self.env._("Total")
            yield Total(alone.get(column.key) for column in columns)

    @api.model
    def _read_residences(self, period, residences):
        """Return {residence id, None for all: values by column's key}."""
        report = self.env["residence.activity.report"]
        passed = period.until(fields.Date.context_today(self))
        before = self._get_periods(period)["before"]
        domain = self._get_period_domain(period) | self._get_period_domain(before)
        if residences:
            domain &= Domain("residence_id", "in", residences.ids)
        query = report._search(domain)
        if query.is_empty():
            return {}

        def field(name):
            return report._field_to_sql(report._table, name, query)

        def within(one):
            return SQL("%s BETWEEN %s AND %s", field("date"), one.first, one.last)

        def total(name, one):
            term = SQL("SUM(%s) FILTER (WHERE %s)", field(name), within(one))
            return SQL("%s::float8", term) if name in AMOUNTS else term

        terms = {name: total(name, period) for name in SUMS}
        terms["due"] = total("events_planned", passed)
        terms["median"] = SQL(
            "percentile_cont(0.5) WITHIN GROUP (ORDER BY %s) FILTER (WHERE %s)",
            field("participations"),  # NULL, and left out, where nobody counted
            within(period),
        )
        for name in DISTINCT:
            terms[name] = report._count_distinct(name, query, within(period))
        terms |= {f"before_{name}": total(name, before) for name in BEFORE}
        place = field("residence_id")
        query.groupby = SQL("GROUPING SETS ((%s), ())", place)
        rows = self.env.execute_query(query.select(place, *terms.values()))
        return {
            place_id: dict(zip(terms, values, strict=True))
            for place_id, *values in rows
        }


def _derive(sums, residence):
    """Return the sums of a residence with what rates are computed from."""
    sums = dict(sums)
    for name in (*KNOWN, "before_events"):
        sums[name] = sums.get(name) or 0
    for prefix in ("", "before_"):
        counted = sums.get(f"{prefix}events_counted")
        if counted:
            sums[f"{prefix}residents"] = (
                sums[f"{prefix}participations"]
                - sums[f"{prefix}external_participations"]
            )
            sums[f"{prefix}base"] = counted * residence.dwelling_count
    measured = sums.get("events_households_counted")
    if measured:
        sums["household_base"] = measured * residence.dwelling_count
    sums["reports_missing"] = sums.get("reports_missing") or None
    return sums
