from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.sheet import Column, Sheet, Subtotal, Total
from .residence_sheets_notes import DEFINITIONS
from .residence_sheets_terms import PeriodTerms

PERIODS = ("asked", "month", "year", "before")
# What is summed over the period asked for; in this order in the query.
SUMS = (
    "events",
    "events_counted",
    "participations",
    "external_participations",
    "passages",
    "baskets",
    "newcomers",
    "volunteer_hours",
    "planned_cost",
    "actual_cost",
)
BRIEF_SUMS = ("events", "participations")  # over the other periods
EVENT_COUNTS = ("events", "events_counted", *(f"{key}_events" for key in PERIODS[1:]))


class ResidenceSheets(models.AbstractModel):
    """« Synthèse »: one row per residence and type, and what they sum up to."""

    _inherit = "residence.sheets"

    @api.model
    def _get_activity_sheets(self, period, residences):
        return [
            self._get_summary_sheet(period, residences),
            self._get_events_sheet(period, residences),
        ]

    @api.model
    def _get_summary_sheet(self, period, residences):
        columns = self._get_summary_columns(period)
        return Sheet(
            "summary",
            self.env._("Overview"),
            columns,
            self._get_summary_rows(columns, period, residences),
            heading=self._get_heading(
                self.env._("Residence Life: summary of the activity"),
                period,
                residences,
            ),
            warning=self._get_warning(period, residences),
            notes=self._get_definition_lines(*DEFINITIONS["activity"]),
            empty=self._get_empty(),
            frozen=2,
        )

    @api.model
    def _get_periods(self, period):
        """Return the periods that are compared, by key of PERIODS.

        What has not happened yet is not compared with a whole past period.
        """
        passed = period.until(fields.Date.context_today(self))
        return {
            "asked": period,
            "month": passed.month(),
            "year": passed.year_to_date(),
            "before": passed.year_before(),
        }

    @api.model
    def _get_summary_columns(self, period):
        labels = {
            key: self._format_period(one)
            for key, one in self._get_periods(period).items()
        }
        bands = {
            "month": self.env._("Month: %s", labels["month"]),
            "year": self.env._("Year to date: %s", labels["year"]),
            "before": self.env._("Same period, a year before: %s", labels["before"]),
        }
        average, residents_rate, overall_rate = self._get_rate_columns()
        columns = [
            Column("residence", self.env._("Residence"), width=27),
            Column("type", self.env._("Type"), width=25),
            Column("dwellings", self.env._("Dwellings"), "int", 9),
            Column("events", self.env._("Number held"), "int", 9, total=True),
            Column(
                "events_counted", self.env._("Number counted"), "int", 9, total=True
            ),
            Column(
                "participations",
                self.env._("Participations"),
                "int",
                11.5,
                total=True,
                people=True,
            ),
            Column(
                "external_participations",
                self.env._("of which from outside"),
                "int",
                10,
                total=True,
                people=True,
                part_of="participations",
            ),
            average,
            Column(
                "median",
                self.env._("Median"),
                "float",
                8,
                people=True,
                tells="participations",  # of two events, half their sum
            ),
            residents_rate,
            overall_rate,
            *self._get_people_columns(),
            Column(
                "passages",
                self.env._("Passages (open door)"),
                "int",
                8.5,
                total=True,
                people=True,
                page=True,
            ),
            Column("baskets", self.env._("Baskets Collected"), "int", 7.5, total=True),
            Column(
                "volunteer_hours",
                self.env._("Time Given by Residents (h)"),
                "float",
                9.5,
                total=True,
            ),
            Column(
                "planned_cost", self.env._("Planned Budget"), "money", 12, total=True
            ),
            Column("actual_cost", self.env._("Spent"), "money", 12, total=True),
        ]
        for key, band in bands.items():
            columns += [
                Column(
                    f"{key}_events",
                    self.env._("Number held"),
                    "int",
                    9,
                    total=True,
                    band=band,
                ),
                Column(
                    f"{key}_participations",
                    self.env._("Participations"),
                    "int",
                    11.5,
                    total=True,
                    band=band,
                    people=True,
                    tells="participations",  # where these are the same events
                ),
            ]
        return (*columns, *self._get_rate_base_columns())

    @api.model
    def _get_summary_rows(self, columns, period, residences):
        """Yield a row per residence and type, a subtotal per residence, a total."""

        def as_row(values):
            return tuple(values.get(column.key) for column in columns)

        groups = self._read_summary(period, residences)
        kinds = self.env["residence.event.type"].with_context(active_test=False)
        kinds = kinds.search_fetch([], ["name", "counting_mode"])
        found = False
        for place in self._get_residences(residences):
            here = {"residence": place.name, "dwellings": place.dwelling_count}
            rows = [
                as_row({**here, "type": kind.name, **_derive(sums, place, kind)})
                for kind in kinds
                if (sums := groups.get((place.id, kind.id)))
            ]
            yield from rows
            found = found or bool(rows)
            if rows:
                alone = self._get_undivided(groups[place.id, None])
                label = self.env._("All types")
                yield Subtotal(as_row({**here, "type": label, **alone}))
        if found:
            alone = self._get_undivided(groups[None, None])
            yield Total(as_row({"residence": self.env._("Total"), **alone}))

    @api.model
    def _read_summary(self, period, residences):
        """Return the sums by residence and type, by residence, and of all.

        :return: {(residence id, type id), None on totals: values by column's key}:
            SUMS and the median over the period asked for, BRIEF_SUMS over each other.
        """
        periods = self._get_periods(period)
        asked = PeriodTerms(self, periods.values(), residences)
        query = asked.query
        if query.is_empty():
            return {}
        terms = {name: asked.total(name, periods["asked"]) for name in SUMS}
        terms["median"] = asked.median(periods["asked"])
        terms["unique_people"] = asked.distinct("unique_people", periods["asked"])
        for key in PERIODS[1:]:
            for name in BRIEF_SUMS:
                terms[f"{key}_{name}"] = asked.total(name, periods[key])
        place, kind = asked.field("residence_id"), asked.field("event_type_id")
        query.groupby = SQL("GROUPING SETS ((%s, %s), (%s), ())", place, kind, place)
        rows = self.env.execute_query(query.select(place, kind, *terms.values()))
        return {
            (place_id, kind_id): dict(zip(terms, values, strict=True))
            for place_id, kind_id, *values in rows
        }


def _derive(sums, residence, kind):
    """Return the sums of a residence's events of one kind with what follows of them."""
    sums = dict(sums)
    if kind.counting_mode != "passages":
        # how many were held is always known: 0, and never blank
        for key in EVENT_COUNTS:
            sums[key] = sums[key] or 0
    counted, people = sums["events_counted"], sums["participations"]
    if counted:
        residents = people - sums["external_participations"]
        base = counted * residence.dwelling_count
        sums |= {
            "average": people / counted,
            "residents": residents,
            "base": base,
            "residents_rate": 100 * residents / base,
            "overall_rate": 100 * people / base,
        }
    return sums
