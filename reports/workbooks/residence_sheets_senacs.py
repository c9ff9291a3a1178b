from odoo import api, models

from ...models.people.residence_activity_report import DISTINCT
from ...tools.sheet import Column

CODE = "senacs"
MEASURES = (
    "events",
    "events_resident_led",
    "events_shared",
    "participations",
    "newcomers",
    "volunteer_hours",
    "actual_cost",
    "contribution_amount",
)


class ResidenceSheets(models.AbstractModel):
    """« SENACS »: one row per place and year, in the order of the CAF's survey.

    Its published indicators: people reached, ages, residents' initiatives, events,
    volunteers, partners, budget. What is not noted here is left blank, to be filled in.
    """

    _inherit = "residence.sheets"

    @api.model
    def _get_senacs_sheets(self, period, residences):
        if not self._reads_conventions():
            return [self._get_axes_sheet(CODE, period, residences)]
        conventions = self._get_conventions(CODE, period, residences)
        generations = self._get_generations(period, residences)
        rows = [
            row
            for convention in conventions
            for row in self._get_senacs_rows(convention, residences)
        ]
        return [
            self._get_scheme_sheet(
                CODE,
                self._get_senacs_columns(generations),
                rows,
                period,
                residences,
                key="places",
                title=self.env._("Places"),
            )
        ]

    @api.model
    def _get_senacs_columns(self, generations):
        ages = self.env._("Participations, by age")
        by_hand = self.env._("To fill in: not noted in Residence Life")

        def number(key, label, **options):
            return Column(key, label, "int", 12, **options)

        def money(key, label):
            return Column(key, label, "money", 12, total=True)

        return (
            Column("place", self.env._("Place"), width=28),
            Column("year", self.env._("Year"), width=7),
            number("unique_people", self.env._("Different people named"), people=True),
            number(
                "newcomers", self.env._("First visits, named"), people=True, total=True
            ),
            number(
                "participations", self.env._("Participations"), people=True, total=True
            ),
            *(
                number(
                    f"generation_{bracket.id}",
                    bracket.name,
                    people=True,
                    total=True,
                    part_of="participations",
                    band=ages,
                )
                for bracket in generations
            ),
            number(
                "events_resident_led",
                self.env._("Residents' initiatives"),
                total=True,
                page=True,
            ),
            number(
                "events_shared", self.env._("Led by the team and residents"), total=True
            ),
            number("events", self.env._("Number held"), total=True),
            number("helpers", self.env._("Volunteers in activities"), people=True),
            Column(
                "volunteer_hours", self.env._("Hours given"), "float", 10, total=True
            ),
            number("partners", self.env._("Different partners")),
            money("actual_cost", self.env._("Spent on events")),
            money("contribution_amount", self.env._("Brought by Partners")),
            money("granted", self.env._("Granted")),
            number(
                "governance",
                self.env._("Volunteers in governance"),
                band=by_hand,
                page=True,
            ),
            number("staff", self.env._("Employees"), band=by_hand),
            Column(
                "full_time",
                self.env._("Full-time equivalents"),
                "float",
                10,
                band=by_hand,
            ),
            Column("costs", self.env._("Running costs"), "money", 12, band=by_hand),
            Column("income", self.env._("Income by funder"), width=30, band=by_hand),
            number("hosted", self.env._("Associations hosted"), band=by_hand),
        )

    @api.model
    def _get_senacs_rows(self, convention, residences):
        """Return a row per residence of a convention, of ``residences`` if given."""
        report = self.env["residence.activity.report"]
        places = convention.residence_ids
        if residences:
            places &= residences
        domain = self._get_domain(convention._get_period(), places)
        sums = {
            place: values
            for place, *values in report._read_group(
                domain,
                ["residence_id"],
                [
                    *(f"{name}:sum" for name in MEASURES),
                    *(f"{name}:count_distinct" for name in DISTINCT),
                ],
            )
        }
        ages = report._read_group(
            domain, ["residence_id", "age_bracket_id"], ["participations:sum"]
        )
        rows = []
        for place in self._get_residences(places):
            values = sums.get(place, [None] * (len(MEASURES) + len(DISTINCT)))
            row = {
                name: None if value is False else value
                for name, value in zip((*MEASURES, *DISTINCT), values, strict=True)
            }
            row |= {
                f"generation_{bracket.id}": number
                for where, bracket, number in ages
                if where == place
            }
            row |= {"place": place.name, "year": str(convention.year)}
            if len(places) == 1:
                row["granted"] = convention.allowance_amount
            row["events"] = row["events"] or 0
            rows.append(row)
        return rows
