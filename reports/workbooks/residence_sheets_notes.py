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
    """« Notes », the last sheet of every workbook: what was counted, what was not."""

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
