from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...models.house.residence_residence import SCHOOL_ZONES
from ...tools import french_days, local_time
from ...tools.recurrence import Clock, Rule, RuleError, add_years, plan

FIRST_HOUR, LENGTH = 14, 2.5  # what such groups usually do
DATES = 8
MAX_YEARS = 2
LAST_WEEK = 4  # the fifth Tuesday of a month is its last one
LENGTHS = (0.25, 12)  # hours, as a session has


class ResidencePeerSeason(models.TransientModel):
    """Plan a season from a rhythm: the dates first, then all its sessions at once.

    Holidays, closed houses and colleagues' known conflicts are shown before anything is
    made. A day off is shown and left out, as the reader may think otherwise. Of people
    without an account, nothing is known, and the screen says so.
    """

    _name = "residence.peer.season"
    _description = "Plan a Season"

    group_id = fields.Many2one(
        "residence.peer.group",
        required=True,
        ondelete="cascade",
        default=lambda self: self._default_group_id(),
    )
    company_id = fields.Many2one(related="group_id.company_id")
    start = fields.Datetime(
        "First Date", required=True, default=lambda self: self._default_start()
    )
    hours = fields.Float(
        "Length", required=True, default=LENGTH, help="Usually 1 h 30 to 3 h."
    )
    frequency = fields.Selection(
        [
            ("weekly", "Every n weeks, on the same day"),
            ("monthly", "Every n months, on the same weekday"),
        ],
        string="Rhythm",
        required=True,
        default="monthly",
    )
    interval = fields.Integer("Every", required=True, default=1)
    count = fields.Integer("Number of Sessions", required=True, default=DATES)
    school_zone = fields.Selection(
        SCHOOL_ZONES,
        string="School Holidays",
        compute="_compute_school_zone",
        store=True,
        readonly=False,
        help="Whose school holidays are shown.",
    )
    skip_school_holidays = fields.Boolean("Leave out the school holidays", default=True)
    mode = fields.Selection(
        [("video", "Video"), ("on_site", "On site")], required=True, default="video"
    )
    video_url = fields.Char("Video Link")
    space_id = fields.Many2one("residence.space", check_company=True)
    place = fields.Char()
    line_ids = fields.One2many(
        "residence.peer.season.line",
        "season_id",
        string="Dates",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    notice = fields.Text(compute="_compute_notice")
    unknown_notice = fields.Text(related="group_id.unknown_notice", related_sudo=False)
    send_mails = fields.Boolean("Send the invitations", default=True)
    mail_notice = fields.Text(compute="_compute_mail")
    mail_preview = fields.Html(compute="_compute_mail", sanitize=False)

    @api.model
    def _default_group_id(self):
        groups = self.env["residence.peer.group"].search(
            [("coordinator_id", "=", self.env.uid)], limit=2
        )
        return groups if len(groups) == 1 else False

    @api.model
    def _default_start(self):
        """Return next month's same weekday, at the usual hour."""
        tz = self.env.user.tz or "Europe/Paris"
        today = local_time.to_local(fields.Datetime.now(), tz).date()
        return local_time.at_hour(today + timedelta(days=28), FIRST_HOUR, tz)

    @api.depends("group_id")
    def _compute_school_zone(self):
        for season in self:
            postcode = season.group_id.company_id.zip or ""
            season.school_zone = postcode and french_days.school_zone_of(postcode)

    @api.depends(
        *("group_id", "start", "hours", "frequency", "interval", "count"),
        *("school_zone", "skip_school_holidays", "mode", "space_id"),
    )
    def _compute_line_ids(self):
        for season in self:
            group = season.group_id._origin
            if not group.sudo(False)._filtered_access("read"):
                season.line_ids = [Command.clear()]
                continue
            season.line_ids = [
                Command.clear(),
                *(Command.create(date) for date in season._get_dates()),
            ]

    @api.depends("line_ids", "start", "group_id")
    def _compute_notice(self):
        for season in self:
            is_empty = season.start and season.group_id and not season.line_ids
            season.notice = is_empty and self.env._(
                "“Every” and “Number of sessions”: from 1 up, over two years at most."
            )

    @api.depends(
        "line_ids.is_kept", "group_id", "video_url", "mode", "place", "space_id"
    )
    def _compute_mail(self):
        """Show what each person will get, before anything is sent."""
        for season in self:
            people = season.group_id._get_people()
            reached = people.filtered("email_normalized")
            kept = season.line_ids.filtered("is_kept")
            lines = [
                self.env._(
                    "%(people)s people get one mail with %(dates)s dates.",
                    people=len(reached),
                    dates=len(kept),
                )
            ]
            if people - reached:
                lines.append(
                    self.env._(
                        "Without a mail address: %s.",
                        ", ".join((people - reached).mapped("name")),
                    )
                )
            season.mail_notice = "\n".join(lines)
            season.mail_preview = self.env["ir.qweb"]._render(
                "residence_community.residence_peer_mail_invitation",
                {
                    "group": season.group_id.name,
                    "sender": season.group_id.coordinator_id.name,
                    "requests": [season._get_preview(line) for line in kept],
                    "cancels": [],
                },
            )

    def action_plan(self):
        """Make the sessions, tell everyone once, and show them.

        :raise UserError: where no date is left, or the group is not the user's.
        """
        self.ensure_one()
        self.group_id.check_access("write")
        kept = self.line_ids.filtered("is_kept")
        if not kept:
            raise UserError(self.env._("“Dates”: keep at least one."))
        sessions = self.env["residence.peer.session"].create(
            [self._prepare_session(line) for line in kept]
        )
        if self.send_mails:
            sessions._send_invitations()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_peer_session_action"
        )
        return {
            **action,
            "domain": [("id", "in", sessions.ids)],
            "context": {"default_group_id": self.group_id.id},
            "target": "main",
        }

    def _get_preview(self, line):
        session = self.env["residence.peer.session"].new(self._prepare_session(line))
        return {
            "when": session._format_when(),
            "where": session.where,
            "url": session._get_link(),
            "is_changed": False,
        }

    def _prepare_session(self, line):
        """Return the values of one session."""
        is_video = self.mode == "video"
        return {
            "group_id": self.group_id.id,
            "start": line.start,
            "stop": line.stop,
            "state": "planned",
            "mode": self.mode,
            "video_url": is_video and self.video_url,
            "space_id": not is_video and self.space_id.id,
            "place": not is_video and self.place,
        }

    def _get_tz(self):
        return self.group_id.tz or "Europe/Paris"

    def _get_dates(self):
        """Return the values of the season's lines, in order; none without a rhythm."""
        if not self.start:
            return []
        first, rule = self._get_rule()
        last = add_years(first, MAX_YEARS)
        days_off = self._get_days_off(first, last)
        school = self._get_school_days(first, last)
        reasons = {**school, **days_off} if self.skip_school_holidays else days_off
        try:
            rule.check(first)
            made = plan(rule, first, last, reasons=reasons)
        except RuleError:
            return []
        clock = self._get_clock()
        named = {**school, **days_off}
        dates = [
            {
                "start": clock.on(day)[0],
                "stop": clock.on(day)[1],
                "is_kept": is_kept,
                "remark": named.get(day, ""),
            }
            for days, is_kept in (
                (made.days, True),
                ([day for day, _reason in made.skipped], False),
            )
            for day in days
        ]
        self._add_remarks(dates)
        return sorted(dates, key=lambda date: date["start"])

    def _get_rule(self):
        """Return the first day, and the rule that goes on from it."""
        first = local_time.to_local(self.start, self._get_tz()).date()
        week = (first.day - 1) // 7 + 1
        position = week if week <= LAST_WEEK else -1
        return first, Rule(
            self.frequency,
            interval=self.interval,
            weekdays=(first.weekday(),),
            position=position if self.frequency == "monthly" else 0,
            count=self.count,
        )

    def _get_clock(self):
        shortest, longest = LENGTHS
        length = timedelta(hours=min(max(self.hours, shortest), longest))
        return Clock.of(self.start, self.start + length, self._get_tz())[0]

    def _get_days_off(self, first, last):
        """Return {day: name} of the public holidays, and of the house's closing."""
        house = self.space_id.residence_id if self.mode == "on_site" else None
        postcode = self.group_id.company_id.zip or ""
        names = self.env["residence.residence"]._get_public_holiday_names()
        days = french_days.holidays_between(
            first, last, french_days.territory_of(postcode)
        )
        closed = house._get_closed_days(first, last) if house else {}
        return {
            **{day: self.env._("House closed: %s", closed[day]) for day in closed},
            **{day: names[key] for day, key in days.items()},
        }

    def _get_school_days(self, first, last):
        """Return {day: name} of the school holidays of the zone, both ends included."""
        holidays = self.env["residence.school.holiday"]._get_holidays(
            self.school_zone, first, last
        )
        return {
            day: self.env._("School holidays: %s", name)
            for day, name in holidays.items()
        }

    def _add_remarks(self, dates):
        """Say of each date who is busy, and whether the space is taken."""
        slots = [(date["start"], date["stop"]) for date in dates]
        busy = self.group_id._origin._get_busy(slots)
        bookings = self.env["residence.booking"]
        taken = bookings
        if self.mode == "on_site" and self.space_id:
            space = self.space_id._origin.id
            taken = bookings._get_blocking([(space, *slot) for slot in slots])
        for date, names in zip(dates, busy, strict=True):
            blocks = taken.filtered(
                lambda booking, date=date: (
                    booking.start < date["stop"] and booking.stop > date["start"]
                )
            )
            parts = [date["remark"], *blocks._describe_blocks()]
            if names:
                parts.append(self.env._("Busy: %s", ", ".join(names)))
            date["remark"] = " · ".join(filter(None, parts))
