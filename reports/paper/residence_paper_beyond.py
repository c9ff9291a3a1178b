import base64

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.image import image_data_uri, image_process

from ...models.event.residence_event_photo import PRINTABLE
from ...tools import local_time

PHOTO_SIZE = (900, 640)
PHOTO_QUALITY = 82


class ResidencePaperFigures(models.AbstractModel):
    """What the yearly review prints beside the figures: the only way round the rights.

    The direction has no right on events, ideas, names, bookings or photos, and needs
    none: each method here answers in superuser mode with numbers, names of
    organisations, or pictures that somebody allowed to be published; of residences
    whose figures the user may read, which is checked first. Never a record.
    """

    _inherit = "residence.paper.figures"

    @api.model
    def _check_figures_access(self, residences):
        """Raise AccessError unless the user reads the figures of all ``residences``."""
        self.env["residence.activity.report"].check_access("read")
        residences.check_access("read")

    @api.model
    def _get_partners(self, residences, period):
        """Return [(organisation's name, events held where it was a partner)].

        Organisations alone: a person among the partners is left out.
        """
        self._check_figures_access(residences)
        # sudo: names of organisations, and at how many events each was
        rows = (
            self.env["residence.event"]
            .sudo()
            ._read_group(
                self._get_held_domain(residences, period), ["partner_ids"], ["__count"]
            )
        )
        rows = [(one.name, events) for one, events in rows if one.is_company]
        return sorted(rows, key=lambda row: row[0].casefold())

    @api.model
    def _get_idea_counts(self, residences, period):
        """Return {state: ideas} of those that came to that state within the period."""
        self._check_figures_access(residences)
        # sudo: how many, not which
        rows = (
            self.env["residence.idea"]
            .sudo()
            ._read_group(
                Domain("residence_id", "in", residences.ids)
                & Domain("state_date", ">=", period.first)
                & Domain("state_date", "<=", period.last),
                ["state"],
                ["__count"],
            )
        )
        return dict(rows)

    @api.model
    def _get_occupancy(self, residence, period):
        """Return [(space, hours booked, share of the opening hours or None)].

        Setup and clean-up are part of it; what is still to come is not used yet.
        """
        self._check_figures_access(residence)
        since = local_time.day_bounds(period.first, residence.tz)[0]
        until = local_time.day_bounds(period.last, residence.tz)[1]
        until = min(until, fields.Datetime.now())
        # sudo: hours by space, and nothing of what they were booked for
        spaces = residence.sudo().space_ids
        booked = spaces._get_booked_hours(since, until)
        opened = spaces._get_opening_hours(since, until) if since < until else {}
        return [
            (
                space.name,
                booked.get(space, 0.0),
                booked.get(space, 0.0) / opened[space] if opened.get(space) else None,
            )
            for space in spaces
        ]

    @api.model
    def _get_photos(self, residences, period, limit):
        """Return [(picture as a data URI, event's title, day)], one per event.

        Only photos of which somebody said that they may be shown, spread over the
        period; small enough to print, and never the file itself.
        """
        self._check_figures_access(residences)
        # sudo: pictures allowed to be published, and titles, which figures show too
        photos = self.env["residence.event.photo"].sudo()
        photos = photos.search(
            Domain("consent", "in", PRINTABLE)
            & Domain("event_id", "any", self._get_held_domain(residences, period))
        )._printable()
        first = {}
        for photo in photos:
            first.setdefault(photo.event_id, photo)
        chosen = sorted(first.values(), key=lambda photo: photo.event_id.start)
        return [
            (source, photo.event_id.name, photo.event_id.date)
            for photo in self._spread(chosen, limit)
            if (source := _shrink(photo))
        ]

    @api.model
    def _get_held_domain(self, residences, period):
        return self._get_domain(residences, period) & Domain("state", "=", "done")


def _shrink(photo):
    """Return a photo as a data URI that is small enough to print, empty if lost."""
    image = photo.with_context(bin_size=False).image
    if not image:
        return ""  # a copy of the database without its files
    picture = base64.b64decode(image)
    small = image_process(
        picture, size=PHOTO_SIZE, quality=PHOTO_QUALITY, output_format="JPEG"
    )
    return image_data_uri(base64.b64encode(small))
