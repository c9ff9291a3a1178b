from odoo import api, models


class ResidenceSheets(models.AbstractModel):
    """What the words of the workbooks mean, for their notes and below their tables."""

    _inherit = "residence.sheets"

    @api.model
    def _get_definition_lines(self, *names):
        definitions = self._get_definitions()
        return tuple(definitions[name][1] for name in names)

    @api.model
    def _get_definitions(self):
        """Return {name: (topic, definition)}: each stands here, and nowhere else."""
        return {
            "participations": (
                self.env._("Participations"),
                self.env._(
                    "Participations are visits: one person at ten events makes ten."
                ),
            ),
            "blank": (
                self.env._("Blank"),
                self.env._("Blank: not measured, which is not 0."),
            ),
            "average": (
                self.env._("Average and median"),
                self.env._(
                    "Average and median: of the events where people were counted. On "
                    "total rows: of all of them, never an average of averages."
                ),
            ),
            "rate": (
                self.env._("Per 100 dwellings"),
                self.env._(
                    "Per 100 dwellings: people present at an average event that was "
                    "counted, for 100 dwellings; residents, then all, people from "
                    "outside included. Dwellings: those of today."
                ),
            ),
            "households": (
                self.env._("Households"),
                self.env._(
                    "Households, % of the dwellings: at an average event where they "
                    "were counted, or are those of the people named."
                ),
            ),
            "held": (
                self.env._("Held, of planned"),
                self.env._(
                    "Held, of the events planned up to today: those cancelled, and "
                    "those without a wrap-up, are planned and not held."
                ),
            ),
            "many": (
                self.env._("Ten people or more"),
                self.env._(
                    "Ten people or more: of the events where people were counted."
                ),
            ),
            "intergenerational": (
                self.env._("Several generations"),
                self.env._(
                    "Several generations: at least two present, of the events whose "
                    "generations are known. “Age not specified” is none."
                ),
            ),
            "people": (self.env._("Different people"), self._get_people_note()),
            "helpers": (
                self.env._("Who lent a hand"),
                self.env._(
                    "Different people who lent a hand or led: of those who gave their "
                    "name. Time given: as residents said it, never in euros."
                ),
            ),
            "coverage": (
                self.env._("Dwellings with a house"),
                self.env._(
                    "Dwellings with a house: those of residences that are delivered, "
                    "and whose shared house has a name."
                ),
            ),
            "passages": (
                self.env._("Open door and baskets"),
                self.env._(
                    "Passages at the open door and baskets are never added to "
                    "participations."
                ),
            ),
            "compared": (
                self.env._("Compared periods"),
                self.env._(
                    "Month, year to date: up to the last day of the period, or today "
                    "where it is still to come. Same period, a year before: the same "
                    "days."
                ),
            ),
            "ages": (
                self.env._("Ages"),
                self.env._(
                    "Ages: participations by age as somebody judged it by eye, never a "
                    "birth date. Where generations alone were counted, the detail is "
                    "not known and stands apart. SENACS's groups overlap at 25 years: "
                    "here 25 is with the young."
                ),
            ),
            "claimed": (
                self.env._("Expenses claimed"),
                self.env._(
                    "Claimed: the share of an expense that this funder is asked for; "
                    "each euro once, whatever the funders. Hours are never turned into "
                    "euros."
                ),
            ),
            "by_hand": (
                self.env._("Typed by hand"),
                self.env._(
                    "Women and men, GIR, residents on 31 December, moves: counts typed "
                    "in the convention, of nobody in particular. Columns left blank "
                    "are not noted in Residence Life: fill them in here."
                ),
            ),
            "attendance": (
                self.env._("Attendance rate"),
                self.env._(
                    "Attendance rate: present, for 100 members expected. Excused "
                    "members were expected."
                ),
            ),
        }
