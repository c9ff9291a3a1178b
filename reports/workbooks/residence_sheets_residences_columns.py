from odoo import api, models

from ...tools.sheet import Column, Ratio


class ResidenceSheets(models.AbstractModel):
    """« Résidences »: the columns of figures, in bands."""

    _inherit = "residence.sheets"

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
        band = self.env._(
            "Same period, a year before: %s", self._get_period_label(before)
        )

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
