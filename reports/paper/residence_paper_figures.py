import base64

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.image import image_data_uri, image_process

from ...models.event.residence_event_photo import PRINTABLE
from ...models.people.residence_activity_report import DISTINCT
from ...tools import local_time

# Summed over a period, by residence.
SUMS = (
    "events",
    "events_counted",
    "events_planned",
    "events_ten_or_more",
    "events_by_generation",
    "events_intergenerational",
    "events_shared",
    "events_resident_led",
    "reports_missing",
    "participations",
    "external_participations",
    "newcomers",
    "passages",
    "baskets",
    "volunteer_hours",
    "planned_cost",
    "actual_cost",
    "contribution_amount",
    "contribution_hours",
)
# DISTINCT: counted anew over several residences, never added
NAMES = (*SUMS, *DISTINCT)
PHOTO_SIZE = (900, 640)
PHOTO_QUALITY = 82


class ResidencePaperFigures(models.AbstractModel):
    """The figures that papers show, and what the yearly review prints beside them.

    Figures are asked of ``residence.activity.report`` as the user. None is what nobody
    measured.

    Beside them is the only way round the rights. The direction has no right on events,
    ideas, names, bookings or photos, and needs none: each method that asks
    ``_check_figures_access`` first answers in superuser mode with numbers, names of
    organisations, or pictures that somebody allowed to be published; of residences
    whose figures the user may read. Never a record.
    """

    _name = "residence.paper.figures"
    _description = "Figures on Paper"

    @api.model
    def _get_sums(self, residences, period):
        """Return {residence: {measure: sum}}, and what they sum up to under None.

        "base" is the denominator of the rates per 100 dwellings: dwellings × counted
        events, so that a total is no average of averages.
        """
        report = self.env["residence.activity.report"]
        domain = self._get_domain(residences, period)
        measures = [f"{name}:sum" for name in SUMS]
        measures += [f"{name}:count_distinct" for name in DISTINCT]
        rows = report._read_group(domain, ["residence_id"], measures)
        [total] = report._read_group(domain, aggregates=measures)
        figures = {place: _measured(sums) for place, *sums in rows}
        for place, sums in figures.items():
            sums["base"] = (sums["events_counted"] or 0) * place.dwelling_count
        figures[None] = _measured(total)
        figures[None]["base"] = sum(sums.get("base", 0) for sums in figures.values())
        for sums in figures.values():
            sums.update(_derive(sums))
        return figures

    @api.model
    def _add_up(self, group):
        """Return the sums of several residences as one, None of no residence.

        Different people are unknown then: some may be the same."""
        if not group:
            return None
        added = {
            name: _total([sums[name] for sums in group]) for name in (*SUMS, "base")
        }
        added |= dict.fromkeys(DISTINCT)
        return added | _derive(added)

    @api.model
    def _get_no_sums(self):
        """Return the sums of where nothing was measured."""
        nothing = dict.fromkeys((*NAMES, "base"))
        return nothing | _derive(nothing)

    @api.model
    def _get_months(self, residences, period, measure="participations"):
        """Return {first day of a month: sum}, of the months where there is one."""
        rows = self.env["residence.activity.report"]._read_group(
            self._get_domain(residences, period), ["date:month"], [f"{measure}:sum"]
        )
        return {month: _blank(people) for month, people in rows}

    @api.model
    def _get_generations(self, residences, period):
        """Return [(generation, participations)], in the order of the generations."""
        rows = self.env["residence.activity.report"]._read_group(
            self._get_domain(residences, period),
            ["age_bracket_id"],
            ["participations:sum"],
        )
        return sorted(rows, key=lambda row: (row[0].sequence, row[0].id))

    @api.model
    def _get_types(self, residences, period):
        """Return [(type, events held, participations)] of what was held, most first."""
        rows = self.env["residence.activity.report"]._read_group(
            self._get_domain(residences, period) & Domain("events", ">", 0),
            ["event_type_id"],
            ["events:sum", "participations:sum"],
        )
        rows = [(kind, events, _blank(people)) for kind, events, people in rows]
        return sorted(rows, key=lambda row: (-row[1], row[0].sequence, row[0].id))

    @api.model
    def _get_sentences(self, residences, period, limit):
        """Return [(date, title, « Ce qu'on retient »)] of events that have one, spread
        over the period: the direction reads both, as the event's form says."""
        rows = self.env["residence.activity.report"].search_fetch(
            self._get_domain(residences, period)
            & Domain("summary", "!=", False)
            & Domain("state", "=", "done"),
            ["date", "name", "summary"],
            order="date, id",
        )
        first = {row.summary.strip(): row for row in reversed(rows)}  # each said once
        rows = [row for row in rows if first.get(row.summary.strip()) == row]
        return [(row.date, row.name, row.summary) for row in self._spread(rows, limit)]

    @api.model
    def _spread(self, rows, limit):
        """Return at most ``limit`` of ``rows``, evenly apart."""
        if len(rows) <= limit:
            return rows
        step = len(rows) / limit
        return [rows[int(place * step)] for place in range(limit)]

    @api.model
    def _get_domain(self, residences, period):
        return (
            Domain("residence_id", "in", residences.ids)
            & Domain("date", ">=", period.first)
            & Domain("date", "<=", period.last)
        )

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
        rows = [
            (partner.name, events) for partner, events in rows if partner.is_company
        ]
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


def _blank(value):
    """Return a sum, None where PostgreSQL had nothing to add up."""
    return None if value is False else value


def _total(values):
    """Return what ``values`` sum up to, None where none of them was measured."""
    measured = [value for value in values if value is not None]
    return sum(measured) if measured else None


def _measured(sums):
    return dict(zip(NAMES, map(_blank, sums), strict=True))


def _derive(sums):
    """Return the ratios of sums, computed last; None without a denominator."""
    people, events = sums["participations"], sums["events"]
    carried = (sums["events_shared"] or 0) + (sums["events_resident_led"] or 0)
    residents = (people or 0) - (sums["external_participations"] or 0)

    def ratio(numerator, denominator, factor=1):
        return factor * numerator / denominator if denominator else None

    return {
        "average": ratio(people or 0, sums["events_counted"]),
        "residents_rate": ratio(residents, sums["base"], 100),
        "overall_rate": ratio(people or 0, sums["base"], 100),
        "many_share": ratio(sums["events_ten_or_more"] or 0, sums["events_counted"]),
        "mixed_share": ratio(
            sums["events_intergenerational"] or 0, sums["events_by_generation"]
        ),
        "carried": carried if events else None,
        "carried_share": ratio(carried, events),
    }


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
