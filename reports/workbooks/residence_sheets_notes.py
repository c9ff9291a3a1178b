from dataclasses import replace

from odoo import api, models
from odoo.fields import Domain

from ...tools.privacy import mask_sheet, without_people
from ...tools.sheet import Column, Sheet

# Which definitions each workbook needs, in their order.
DEFINITIONS = {
    "activity": (
        "participations",
        "blank",
        "average",
        "rate",
        "people",
        "passages",
        "compared",
    ),
    "residences": (
        "participations",
        "blank",
        "average",
        "rate",
        "households",
        "held",
        "many",
        "intergenerational",
        "people",
        "helpers",
        "coverage",
        "passages",
        "compared",
    ),
    "senacs": ("participations", "blank", "people", "helpers", "ages", "by_hand"),
    "avp": ("participations", "blank", "claimed", "by_hand"),
    "cfppa": ("participations", "blank", "people", "ages", "claimed", "by_hand"),
    "tfpb_programme": ("blank", "claimed"),
    "tfpb_review": ("participations", "blank", "claimed"),
    "peer_sessions": ("attendance",),
}
OF_SESSIONS = ("peer_sessions",)  # about no event


class ResidenceSheets(models.AbstractModel):
    """« Notes », the last sheet of every workbook: what was counted, what was not.

    And what the words mean, for that sheet and below the tables.
    """

    _inherit = "residence.sheets"

    @api.model
    def _get_notes_sheet(self, key, period, residences, *, external=False):
        """Return the sheet that says what a reader must know of the workbook."""
        columns = (
            Column("topic", self.env._("Topic"), width=30),
            Column("note", self.env._("Note"), width=105),
        )
        return Sheet(
            "notes",
            self.env._("Notes"),
            columns,
            self._get_note_rows(key, period, residences, external),
            heading=self._get_notes_heading(key, period, residences),
            warning=(
                "" if key in OF_SESSIONS else self._get_warning(period, residences)
            ),
            wrap=True,
            filters=False,
        )

    @api.model
    def _get_notes_heading(self, key, period, residences):
        title = self.env._("Residence Life: notes and definitions")
        if key in OF_SESSIONS:
            return self._get_peer_heading(title, period, residences)
        return self._get_heading(title, period, residences)

    @api.model
    def _get_note_rows(self, key, period, residences, external):
        """Yield (topic, note)."""
        yield (
            self.env._("Source"),
            self.env._(
                "What was noted in Residence Life, as the screens of figures and the "
                "other workbooks say it: the same numbers everywhere. What a funder "
                "asks for beside it was typed in the convention."
            ),
        )
        yield (
            self.env._("Days"),
            self.env._(
                "An event is of the day it starts, by the clock of its residence."
            ),
        )
        if external:
            yield (
                self.env._("Meant for outside"),
                self.env._(
                    "Counts of people from 1 to 4 are hidden (%(below)s), and so is "
                    "what would tell them (%(hidden)s). A total that is shown is the "
                    "true one, hidden counts included.",
                    below=self._get_below(),
                    hidden=self._get_hidden(),
                ),
            )
        if key not in OF_SESSIONS:
            yield from self._get_missing_rows(period, residences)
            yield from self._get_unmeasured_rows(period, residences)
        definitions = self._get_definitions()
        for name in DEFINITIONS[key]:
            yield definitions[name]

    @api.model
    def _get_missing_rows(self, period, residences):
        """Yield who lacks wrap-ups: by residence, never by person."""
        topic = self.env._("Wrap-ups missing")
        groups = self.env["residence.activity.report"]._read_group(
            self._get_domain(period, residences) & Domain("reports_missing", "=", 1),
            ["residence_id"],
            ["reports_missing:sum"],
        )
        if not groups:
            yield topic, self.env._("None: these figures are final.")
        for residence, missing in groups:
            note = self.env._(
                "%(residence)s: %(missing)s over, and nobody has said how it went. "
                "Figures are provisional.",
                residence=residence.name,
                missing=missing,
            )
            yield topic, note

    @api.model
    def _get_unmeasured_rows(self, period, residences):
        """Yield what nobody measured, and at how many events somebody did."""
        report = self.env["residence.activity.report"]
        domain = self._get_domain(period, residences)
        names = (
            "events",
            "events_counted",
            "events_by_generation",
            "events_households_counted",
        )
        [sums] = report._read_group(
            domain, aggregates=[f"{name}:sum" for name in names]
        )
        held, counted, known, households = (number or 0 for number in sums)
        named = report.search_count(domain & Domain("unique_people", ">", 0))
        topic = self.env._("What was measured")
        for note in (
            self.env._(
                "People: at %(counted)s of %(held)s events held. The others are in no "
                "average.",
                counted=counted,
                held=held,
            ),
            self.env._(
                "Generations: at %(known)s of %(counted)s events counted.",
                known=known,
                counted=counted,
            ),
            self.env._(
                "Households: at %(households)s of %(held)s events held.",
                households=households,
                held=held,
            ),
            self.env._(
                "Names, for different people and first visits: at %(named)s of "
                "%(held)s events held. Names are optional.",
                named=named,
                held=held,
            ),
        ):
            yield topic, note

    @api.model
    def _for_outside(self, sheet):
        """Return a sheet as it may leave the house."""
        if sheet.detail:
            note = self.env._(
                "Counts of people are in the overview: here, event by event, they "
                "would tell what is hidden there."
            )
            return replace(without_people(sheet), notes=(*sheet.notes, note))
        return mask_sheet(sheet, self._get_below(), self._get_hidden())

    @api.model
    def _get_below(self):
        return self.env._("< 5")

    @api.model
    def _get_hidden(self):
        return self.env._("hidden")

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
                    "were counted. Names alone count none."
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
