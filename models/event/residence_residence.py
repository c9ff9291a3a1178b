from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date, format_datetime

from ...tools import local_time
from .residence_event_photo import PRINTABLE

NEXT_DATES = 3
NEXT_WEEKS = 8  # as on the public page of the programme


class Residence(models.Model):
    """A residence at a glance, in a car park before the mayor arrives; its open door.

    Figures and dates come through the report: the direction has no right on events.
    The open door: people who drop in, counted as passages, one record a day.
    """

    _inherit = "residence.residence"

    event_count = fields.Integer(
        compute="_compute_figures", string="Events over twelve months"
    )
    counted_event_count = fields.Integer(
        compute="_compute_figures", string="Events counted over twelve months"
    )
    participation_count = fields.Integer(
        compute="_compute_figures", string="Participations over twelve months"
    )
    participants_per_100 = fields.Float(
        compute="_compute_figures",
        string="Participants per 100 dwellings",
        digits=(16, 1),
        help="Average of residents present at the events counted over twelve months "
        "(people from outside left out), for 100 dwellings.",
    )
    residents_share = fields.Float(
        compute="_compute_figures",
        string="Led or shared by residents",
        help="Of the events held over twelve months.",
    )
    missing_report_count = fields.Integer(
        compute="_compute_figures", string="Wrap-ups missing over twelve months"
    )
    next_dates = fields.Text(
        compute="_compute_next_dates",
        help="In the residence's time zone: what is planned over eight weeks.",
    )
    cleared_photo = fields.Image(
        compute="_compute_cleared_photo",
        string="Last Photo That May Be Shown",
        help="Of the photos whose answer says that they may be shown.",
    )
    cleared_photo_words = fields.Char(compute="_compute_cleared_photo")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_figures(self):
        """Twelve months up to today, from the report: the same numbers everywhere."""
        today = fields.Date.context_today(self)
        figures = self.env["residence.activity.report"]._get_residence_figures(
            self, today - relativedelta(years=1, days=-1), today
        )
        for residence in self:
            figure = figures.get(residence.id, {})
            residence.event_count = figure.get("events", 0)
            residence.counted_event_count = figure.get("events_counted", 0)
            residence.participation_count = figure.get("participations", 0)
            residence.participants_per_100 = figure.get("residents_per_100", 0.0)
            residence.residents_share = figure.get("residents_share", 0.0)
            residence.missing_report_count = figure.get("reports_missing", 0)

    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_next_dates(self):
        """One line per date: the day, the hour and the title, nothing else."""
        now = fields.Datetime.now()
        coming = self.env["residence.activity.report"].search_fetch(
            Domain("residence_id", "in", self.ids)
            & Domain("kind", "=", "event")
            & Domain("state", "=", "planned")
            & Domain("start", ">=", now)
            & Domain("start", "<", now + timedelta(weeks=NEXT_WEEKS)),
            ["residence_id", "start", "name"],
            order="start, id",
        )
        for residence in self:
            here = coming.filtered(
                lambda row, at=residence._origin: row.residence_id == at
            )
            residence.next_dates = "\n".join(
                residence._format_next_date(row) for row in here[:NEXT_DATES]
            )

    @api.depends_context("lang")
    def _compute_cleared_photo(self):
        """The picture and its date, nothing else, to whoever may read the residence."""
        places = self._origin
        places.check_access("read")
        photos = places._get_cleared_photos()
        for residence in self:
            photo = photos.get(residence._origin.id)
            residence.cleared_photo = photo and photo.image
            residence.cleared_photo_words = photo and self.env._(
                "Photo taken on %s",
                format_date(self.env, photo.event_id.date, date_format="d MMMM yyyy"),
            )

    @api.readonly
    def action_view_events(self):
        """Open the residence's events; for the direction, its figures."""
        self.ensure_one()
        if self.env["residence.event"].has_access("read"):
            xmlid = "residence_community.residence_event_action"
        else:
            xmlid = "residence_community.residence_activity_report_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = list(Domain("residence_id", "=", self.id))
        action["context"] = {"default_residence_id": self.id}
        return action

    def _format_next_date(self, row):
        """Return « mar. 12 mai, 12:00 – Repas partagé »."""
        day, hour = (
            format_datetime(self.env, row.start, tz=self.tz, dt_format=pattern)
            for pattern in ("EEE d MMM", "HH:mm")
        )
        return self.env._(
            "%(day)s, %(hour)s – %(title)s", day=day, hour=hour, title=row.name
        )

    def _get_cleared_photos(self):
        """Return the last photo of each residence that may be shown, as sudo.

        sudo: the direction has no right on photos; the team answered, photo by photo,
        that these may be shown.

        :return: {residence id: photo}
        """
        photos = self.env["residence.event.photo"].sudo()
        photos.flush_model(["event_id", "residence_id", "consent"])
        self.env["residence.event"].flush_model(["state", "start"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (photo.residence_id) photo.residence_id, photo.id
                  FROM residence_event_photo photo
                  JOIN residence_event event ON event.id = photo.event_id
                 WHERE photo.residence_id IN %s
                   AND photo.consent IN %s
                   AND event.state = 'done'
              ORDER BY photo.residence_id, event.start DESC, photo.id DESC
                """,
                tuple(self.ids) or (None,),
                PRINTABLE,
            )
        )
        return {place_id: photos.browse(photo_id) for place_id, photo_id in rows}

    def _get_open_doors(self, days):
        """Return the open-door card of each residence: passages so far today."""
        events = self.env["residence.event"].search(
            [
                ("residence_id", "in", self.ids),
                ("date", "in", list(set(days.values()))),
                ("counting_mode", "=", "passages"),
                ("state", "=", "done"),
            ]
        )
        passages = {}
        for event in events:
            if event.date == days[event.residence_id]:
                residence = event.residence_id
                passages[residence] = passages.get(residence, 0) + event.passage_count
        return [
            {
                "residence_id": residence.id,
                "residence": residence.name,
                "house": residence.house_name or residence.name,
                "passages": passages.get(residence, 0),
            }
            for residence in self
        ]

    def _get_open_door(self, moment):
        """Return one residence's open door of the day of a moment (naive UTC).

        Empty before the first tap.
        """
        self.ensure_one()
        return self.env["residence.event"].search(
            [
                ("residence_id", "=", self.id),
                ("date", "=", local_time.to_local(moment, self.tz).date()),
                ("counting_mode", "=", "passages"),
                ("state", "=", "done"),
                ("space_id", "=", False),
            ],
            limit=1,
        )

    def _create_open_door(self, moment):
        """Return the open door of the day of a moment; two first taps make one."""
        self.ensure_one()
        kind = self.env["residence.event.type"].search(
            [("counting_mode", "=", "passages")], limit=1
        )
        if not kind:
            raise UserError(
                self.env._(
                    "No event type counts passages. Ask for one in Configuration, "
                    "Event Types."
                )
            )
        start = moment.replace(second=0, microsecond=0)
        # Of two first taps at once, the second waits here, is refused by PostgreSQL
        # and run again by Odoo: it then finds the record of the first.
        day = local_time.to_local(start, self.tz).date()
        self.env["residence.request"]._claim_token(f"open-door/{self.id}/{day}")
        return self.env["residence.event"].create(
            {
                "residence_id": self.id,
                "event_type_id": kind.id,
                "start": start,
                "stop": start + timedelta(hours=kind.default_duration),
                "place": self.house_name or self.name,
                "space_id": False,
                "state": "done",
            }
        )
