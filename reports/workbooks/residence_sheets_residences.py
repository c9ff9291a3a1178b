from odoo import api, fields, models
from odoo.tools import SQL

from ...models.people.residence_activity_report import DISTINCT
from ...tools.sheet import Column, Ratio, Sheet, Total
from .residence_sheets_notes import DEFINITIONS
from .residence_sheets_terms import PeriodTerms

READS_ALL = (
    "residence_community.group_management",
    "residence_community.group_administrator",
)
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


class ResidenceSheets(models.AbstractModel):
    """« Résidences »: one row per residence, by name: never a ranking.

    Regularity and not only averages; who leads; means; the same period a year before.
    The sums of each residence, and of all, come from one query.
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
                **derive(groups.get(place.id, {}), place),
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

        average, residents_rate, overall_rate = self._get_rate_columns(band=band)
        residents, base = self._get_rate_base_columns(band=band)
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
            average,
            residents_rate,
            overall_rate,
            people("unique_people", self.env._("Different people named")),
            people("newcomers", self.env._("First visits, named"), total=True),
            Column(
                "household_share",
                self.env._("Households, % of the dwellings"),
                "percent",
                9,
                ratio=Ratio("households", "household_base"),
                band=band,
            ),
            people("passages", self.env._("Passages (open door)"), total=True),
            # for the formulas of these rates
            residents,
            base,
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
        band = self.env._("Same period, a year before: %s", self._format_period(before))

        def number(key, label, kind="int", width=11, **options):
            return Column(
                f"before_{key}", label, kind, width, total=True, band=band, **options
            )

        average, residents_rate, _overall = self._get_rate_columns("before_", band=band)
        return (
            number("events", self.env._("Number held"), page=True),
            number("participations", self.env._("Participations"), people=True),
            average,
            residents_rate,
            number("actual_cost", self.env._("Spent"), "money", 12),
            number("events_counted", self.env._("Number counted"), hidden=True),
            *self._get_rate_base_columns("before_", band=band),
        )

    @api.model
    def _read_residences(self, period, residences):
        """Return {residence id, None for all: values by column's key}."""
        passed = period.until(fields.Date.context_today(self))
        before = self._get_periods(period)["before"]
        asked = PeriodTerms(self, (period, before), residences)
        query = asked.query
        if query.is_empty():
            return {}
        terms = {name: asked.total(name, period) for name in SUMS}
        terms["due"] = asked.total("events_planned", passed)
        terms["median"] = asked.median(period)
        terms |= {name: asked.distinct(name, period) for name in DISTINCT}
        terms |= {f"before_{name}": asked.total(name, before) for name in BEFORE}
        place = asked.field("residence_id")
        query.groupby = SQL("GROUPING SETS ((%s), ())", place)
        rows = self.env.execute_query(query.select(place, *terms.values()))
        return {
            place_id: dict(zip(terms, values, strict=True))
            for place_id, *values in rows
        }


def derive(sums, residence):
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
