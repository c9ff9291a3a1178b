from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools import local_time

FIRST_DAYS = 7  # of a month, when the month before is told where nothing is yet
MEASURES = (
    "participations",
    "newcomers",
    "events_resident_led",
)


class ResidenceToday(models.AbstractModel):
    """A good word from the animator's own month: who came, who led."""

    _inherit = "residence.today"

    @api.model
    def _get_cards(self):
        """Add ``good_word``."""
        return {**super()._get_cards(), "good_word": self._get_good_word()}

    @api.model
    def _get_good_word(self):
        """Return {"month", "parts"}: what went well in the residences the user
        animates, None where there is nothing good to tell. Compared with nobody."""
        residences = self.env["residence.residence"]._get_mine()
        if not residences:
            return None
        now = fields.Datetime.now()
        today = local_time.to_local(now, residences[0].tz).date()
        first = today.replace(day=1)
        parts = self._get_good_parts(residences, first, today)
        if not parts and today.day <= FIRST_DAYS:
            last = first - timedelta(days=1)
            first = last.replace(day=1)
            parts = self._get_good_parts(residences, first, last)
        if not parts:
            return None
        month = format_date(self.env, first, date_format="MMMM")
        return {"month": month, "parts": parts}

    @api.model
    def _get_good_parts(self, residences, date_from, date_to):
        ((people, newcomers, led),) = self.env["residence.activity.report"]._read_group(
            Domain("residence_id", "in", residences.ids)
            & Domain("date", ">=", date_from)
            & Domain("date", "<=", date_to),
            [],
            [f"{name}:sum" for name in MEASURES],
        )
        parts = [
            (
                people,
                self.env._("1 participation"),
                self.env._("%s participations", people),
            ),
            (
                newcomers,
                self.env._("1 first visit"),
                self.env._("%s first visits", newcomers),
            ),
            (
                led,
                self.env._("1 event led by residents"),
                self.env._("%s events led by residents", led),
            ),
        ]
        return [one if count == 1 else many for count, one, many in parts if count]
