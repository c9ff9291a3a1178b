from odoo import api, models
from odoo.fields import Domain

from ...tools.sheet import Column

CODE = "cfppa"
OLD = 60  # from it on, ages are told by ten years (CFPPA)


class ResidenceSheets(models.AbstractModel):
    """« CFPPA »: one row per action: who came, by age, sex and GIR; what it cost.

    Sex and GIR are counts typed in the convention, never noted of a person.
    """

    _inherit = "residence.sheets"

    @api.model
    def _get_cfppa_sheets(self, period, residences):
        if not self._reads_conventions():
            return [self._get_axes_sheet(CODE, period, residences)]
        conventions = self._get_conventions(CODE, period, residences)
        brackets = self._get_old_brackets()
        rows = [self._get_cfppa_row(convention, brackets) for convention in conventions]
        return [
            self._get_scheme_sheet(
                CODE,
                self._get_cfppa_columns(brackets),
                rows,
                period,
                residences,
                key="actions",
                title=self.env._("Actions"),
            )
        ]

    @api.model
    def _get_old_brackets(self):
        """Return the detailed brackets from 60 years on."""
        brackets = self.env["residence.age.bracket"].with_context(active_test=False)
        return brackets.search([("min_age", ">=", OLD), ("parent_id", "!=", False)])

    @api.model
    def _get_cfppa_columns(self, brackets):
        ages = self.env._("Participations, by age")
        typed = self.env._("Different people, typed by hand")

        def people(key, label, band="", **options):
            return Column(key, label, "int", 11.5, people=True, band=band, **options)

        def summed(key, label, band="", **options):
            return people(key, label, band, total=True, **options)

        def money(key, label, **options):
            return Column(key, label, "money", 12, total=True, **options)

        return (
            Column("name", self.env._("Action"), width=30),
            Column("axis", self.env._("Theme"), width=28),
            Column("city", self.env._("Municipality"), width=15),
            Column("dates", self.env._("Dates"), width=21),
            Column(
                "session_planned", self.env._("Sessions planned"), "int", 9, total=True
            ),
            Column("session_count", self.env._("Sessions held"), "int", 9, total=True),
            summed("participations", self.env._("Participations")),
            people("unique_people", self.env._("Different people named")),
            summed("newcomers", self.env._("First visits, named")),
            *(
                summed(
                    f"age_{bracket.id}",
                    bracket.name,
                    ages,
                    part_of="participations",
                    page=not place,
                )
                for place, bracket in enumerate(brackets)
            ),
            summed(
                "age_old",
                self.env._("60 and over, detail not counted"),
                ages,
                part_of="participations",
            ),
            summed("age_young", self.env._("Under 60"), ages, part_of="participations"),
            summed(
                "age_unknown",
                self.env._("Age not noted"),
                ages,
                part_of="participations",
            ),
            summed("women_count", self.env._("Women"), typed, page=True),
            summed("men_count", self.env._("Men"), typed),
            summed("unknown_sex_count", self.env._("Women or men, unknown"), typed),
            summed("gir_1_4_count", self.env._("GIR 1 to 4"), typed),
            summed("gir_5_6_count", self.env._("GIR 5 and 6"), typed),
            summed("no_gir_count", self.env._("Without a GIR"), typed),
            summed("caregiver_count", self.env._("Caregivers"), typed),
            Column(
                "unmeasured",
                self.env._("Sessions not measured"),
                "int",
                10,
                total=True,
                band=typed,
            ),
            money("cost", self.env._("Total cost"), page=True),
            money("granted", self.env._("CFPPA")),
            money("cofunding", self.env._("Co-funding")),
            Column("assessment", self.env._("Assessment"), width=44),
        )

    @api.model
    def _get_cfppa_row(self, convention, brackets):
        lines = convention.line_ids
        period = convention._get_period()
        first, last = convention.date_from, convention.date_to
        sexes = ("women_count", "men_count", "unknown_sex_count")
        girs = ("gir_1_4_count", "gir_5_6_count", "no_gir_count")
        gir_measured, carers = convention.is_gir_measured, convention.caregiver_count
        typed = {
            **dict.fromkeys(sexes, convention.is_sex_measured),
            **dict.fromkeys(girs, gir_measured),
            "caregiver_count": gir_measured or carers,
        }
        dated = type(period)(first or period.first, last or period.last)
        return {
            "name": convention.name,
            "axis": ", ".join(lines.axis_id.mapped("display_name")) or None,
            "city": convention.city or None,
            "dates": self._format_period(dated),
            "session_planned": sum(lines.mapped("session_planned")) or None,
            "session_count": sum(lines.mapped("session_count")),
            "participations": sum(lines.mapped("participation_count")) or None,
            **self._get_cfppa_people(convention, brackets),
            **{
                name: convention[name] if measured else None
                for name, measured in typed.items()
            },
            "unmeasured": convention.unmeasured_count or None,
            "cost": convention.actual_amount,
            "granted": convention.allowance_amount,
            "cofunding": convention.cofunding_amount or None,
            "assessment": " ".join(filter(None, lines.mapped("assessment"))) or None,
        }

    @api.model
    def _get_cfppa_people(self, convention, brackets):
        """Return different people, first visits and ages of an action's events; of
        lines by hand, the people that were typed; of a closed review, those kept."""
        lines = convention.line_ids
        # people of two lists cannot be told apart: one line alone is known
        values = {"unique_people": (len(lines) == 1 and lines.people_count) or None}
        # of a closed review, the events say no more who came once they have changed
        by_hand = lines.filtered(lambda line: line.origin == "manual")
        if by_hand or not lines or convention.notice:
            return values
        report = self.env["residence.activity.report"]
        domain = self._get_axis_domain(convention)
        [(people, newcomers)] = report._read_group(
            domain, aggregates=["unique_people:count_distinct", "axis_newcomers:sum"]
        )
        events = report.search(domain).mapped("source_id")
        groups = report._read_group(
            Domain("source_id", "in", events),
            ["detail_bracket_id"],
            ["participations:sum"],
        )
        if len(lines) > 1:
            values["unique_people"] = people or None
        if people and newcomers is not False:
            values["newcomers"] = newcomers
        for bracket, number in groups:
            if bracket in brackets:
                key = f"age_{bracket.id}"
            elif bracket.is_unspecified:
                key = "age_unknown"
            else:
                key = "age_old" if bracket.min_age >= OLD else "age_young"
            values[key] = values.get(key, 0) + number
        return values
