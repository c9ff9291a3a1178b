import hashlib
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

from ...tools import local_time, programme, share_text

# What the hall, the public page, an agenda or a message may know of an event: an
# allow-list. A place and a title, never a note, a cost, a count or a person.
PUBLIC_FIELDS = (
    "name",
    "start",
    "stop",
    "space_id",
    "place",
    "bring",
    "state",
    "revision",
    "revised_on",
    "moved_on",
    "residence_id",
)
MOVING = {"start", "stop", "space_id", "place", "state"}
WATCHED = {"name", "bring", *MOVING}
# Moments of an open door are counted, not announced: nobody comes « to » them.
UNANNOUNCED = ("passages",)
ONE_EVENING = timedelta(hours=12)  # past midnight, still the same day for people


class ResidenceEvent(models.Model):
    """An event on the programme: what is public of it, and since when it changed.

    « Prévenir les partenaires ? » is asked once an announced event has moved. What
    partners were last told is kept until they are told again; a move taken back asks
    for nothing. Nothing is ever sent by itself: a draft is opened.
    """

    _inherit = "residence.event"

    bring = fields.Char(
        string="To Bring",
        help="A plate, a pair of scissors: shown to everybody. No one's name.",
    )
    published_on = fields.Datetime(copy=False, readonly=True)
    revision = fields.Integer(
        copy=False,
        readonly=True,
        help="Grows when what the public knows changes: SEQUENCE of iCalendar.",
    )
    revised_on = fields.Datetime(copy=False, readonly=True)
    moved_on = fields.Datetime(
        copy=False, readonly=True, help="Since when its day, time or place is another."
    )

    told_start = fields.Datetime(
        copy=False, readonly=True, help="When partners believe it is, if that is wrong."
    )
    told_place = fields.Char(copy=False, readonly=True)
    told_cancelled = fields.Boolean(copy=False, readonly=True)
    partner_notice = fields.Char(compute="_compute_partner_notice")

    @api.depends(
        "start",
        "stop",
        "place_name",
        "state",
        "partner_ids.email",
        "published_on",
        "told_start",
        "told_place",
        "told_cancelled",
    )
    def _compute_partner_notice(self):
        for event in self:
            event.partner_notice = event._has_news() and " ".join(
                filter(None, (event._get_news_text(), event._get_phone_text()))
            )

    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.now()
        for vals in vals_list:
            if vals.get("state") in ("planned", "done"):
                vals["published_on"] = now
        return super().create(vals_list)

    def write(self, vals):
        if not WATCHED & vals.keys():
            return super().write(vals)
        told = self._get_what_partners_know() if MOVING & vals.keys() else {}
        before = {event: event._get_public_state() for event in self}
        result = super().write(vals)
        self._note_publication()
        self._note_revision(before)
        self._note_move(told)
        return result

    def message_post(self, **kwargs):
        message = super().message_post(**kwargs)
        if self.env.context.get("residence_tells_partners"):
            self.action_partners_told()
        return message

    @api.readonly
    def action_copy_text(self):
        """Copy the event's text, by the browser."""
        return self._get_copy_action(self.get_share_text())

    def action_tell_partners(self):
        """Open a draft to the partner organisations; nothing leaves by itself."""
        self.ensure_one()
        self.check_access("write")
        partners = self.partner_ids.filtered("email")
        if not partners:
            raise UserError(
                self.env._(
                    "None of the partners of “%s” has a mail address: write one on "
                    "its card, or phone them and tap “They Know”.",
                    self.name,
                )
            )
        template = self.env.ref("residence_community.residence_event_mail_moved")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tell the Partners"),
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_template_id": template.id,
                "default_partner_ids": partners.ids,
                # shows to whom it goes: to these partners, and to no follower
                "default_composition_comment_option": "forward",
                "residence_tells_partners": True,
            },
        }

    def action_partners_told(self):
        """Note that the partners know: by mail, or somebody phoned."""
        self.check_access("write")
        for event in self:
            event._unseal().write(
                {
                    "told_start": False,
                    "told_place": False,
                    "told_cancelled": event.state == "cancelled",
                }
            )

    def _note_publication(self):
        """Remember when each first came on the programme."""
        new = self.filtered(
            lambda event: event.state in ("planned", "done") and not event.published_on
        )
        if new:
            # sudo: whoever wrote the event, rights checked, has put it there
            new.sudo().write({"published_on": fields.Datetime.now()})

    def _note_revision(self, before):
        """Number each change that the public sees, from the states ``before``."""
        now = fields.Datetime.now()
        for event in self.filtered("published_on"):
            after = event._get_public_state()
            if after == before[event]:
                continue
            vals = {"revision": event.revision + 1, "revised_on": now}
            if after["when_and_where"] != before[event]["when_and_where"]:
                vals["moved_on"] = now
            # sudo: as above, and no second look at the rules for each event
            event.sudo().write(vals)

    def _get_what_partners_know(self):
        """Return {event: (start, place)} of those whose partners know where it is."""
        return {
            event: (event.start, event.place_name)
            for event in self
            if event.published_on
            and event.state == "planned"
            and event.partner_ids
            and not event.told_start
        }

    def _note_move(self, told):
        """Keep what partners were ``told`` of each event that is elsewhere now."""
        for event, (start, place) in told.items():
            if (event.start, event.place_name) != (start, place):
                # sudo: whoever wrote the event, rights checked, has moved it
                event.sudo().write({"told_start": start, "told_place": place})

    def _get_public_state(self):
        """Return what the public knows, to be compared with what it will know."""
        self.ensure_one()
        return {
            "when_and_where": (self.start, self.stop, self.place_name),
            "what": (self.name, self.bring, self.state == "cancelled"),
        }

    @api.model
    def _get_programme_domain(self):
        """Return the events that are, or were, announced; drafts never are."""
        held = Domain("state", "in", ("planned", "done"))
        dropped = Domain("state", "=", "cancelled") & Domain(
            "published_on", "!=", False
        )
        announced = Domain("counting_mode", "not in", UNANNOUNCED)
        return announced & (held | dropped)

    @api.model
    def _get_public_fields(self):
        return PUBLIC_FIELDS

    def _get_programme_items(self):
        """Return the events as ``Item``: all that leaves for the hall or the street."""
        # two parameters read once for all; sudo: a secret salt, it is hashed below
        salt = self.env["ir.config_parameter"].sudo().get_param("database.uuid") or ""
        return [event._get_programme_item(salt) for event in self]

    def _get_programme_item(self, salt):
        tz = self._get_tz()
        return programme.Item(
            uid=self._get_public_uid(salt),
            title=programme.shorten(self.name, programme.MAX_TITLE),
            start=local_time.to_local(self.start, tz),
            stop=local_time.to_local(self.stop, tz),
            place=programme.shorten(self.place_name, programme.MAX_PLACE),
            bring=programme.shorten(self.bring, programme.MAX_PLACE),
            is_cancelled=self.state == "cancelled",
            is_moved=bool(self.moved_on),
            revision=self.revision,
            revised_on=self.revised_on,
        )

    def _get_public_uid(self, salt):
        """Return an identifier that never changes and tells nothing."""
        digest = hashlib.sha256(f"{salt}/residence.event/{self.id}".encode())
        return f"{digest.hexdigest()[:32]}@vie-en-residence"

    @api.readonly
    def get_share_text(self):
        """Return the text for WhatsApp or an SMS: no name, under 1,000 signs."""
        self.ensure_one()
        self.check_access("read")
        event = self.with_context(lang=self.residence_id._get_paper_lang())
        (item,) = event._get_programme_items()
        residence = event.residence_id
        house = residence.house_name or residence.name
        head = item.title
        if item.is_cancelled:
            head = event._format_cancelled(head)
        lines = [
            event._format_day(item),
            event._format_hours(item),
            ", ".join(part for part in (item.place, house) if part),
        ]
        if item.bring:
            lines.append(event.env._("To bring: %s", item.bring))
        return share_text.fit(head, lines, "", lambda left: "")

    @api.model
    def _get_copy_action(self, text):
        return {
            "type": "ir.actions.client",
            "tag": "residence_copy_text",
            "params": {"text": text},
        }

    @api.model
    def _format_cancelled(self, title):
        return self.env._("CANCELLED: %s", title)

    @api.model
    def _format_day(self, item):
        """Return the day of an item, « Mardi 12 mai »."""
        text = format_date(self.env, item.start.date(), date_format="EEEE d MMMM")
        return text[:1].upper() + text[1:]

    @api.model
    def _format_hour(self, moment):
        pattern = self.env._("HH:mm")  # translated: in French, 12h00
        naive = moment.replace(tzinfo=None)
        return format_datetime(self.env, naive, "UTC", pattern)

    @api.model
    def _format_hours(self, item):
        """Return « 12h00 – 14h00 », or until which day it lasts."""
        start, stop = self._format_hour(item.start), self._format_hour(item.stop)
        if item.start.date() == item.stop.date():
            return f"{start} – {stop}"
        last = format_date(self.env, item.stop.date(), date_format="EEEE d MMMM")
        if item.stop - item.start < ONE_EVENING:
            return f"{start} – {stop}"
        return self.env._("%(start)s, until %(day)s", start=start, day=last)

    @api.model
    def _get_item_words(self, item):
        """Return an item as the papers and the public page write it."""
        return {
            "day": self._format_day(item),
            "start": self._format_hour(item.start),
            "stop": self._format_hour(item.stop),
            "hours": self._format_hours(item),
            "is_one_day": item.start.date() == item.stop.date(),
            "title": programme.no_break(item.title),
            "place": programme.no_break(item.place),
            "bring": programme.no_break(item.bring),
            "is_cancelled": item.is_cancelled,
            "is_moved": item.is_moved and not item.is_cancelled,
        }

    def _has_news(self):
        """Return whether partners believe something that is no longer so."""
        self.ensure_one()
        if not (self.partner_ids and self.published_on and self.stop):
            return False
        if self.stop < fields.Datetime.now():
            return False
        if self.state == "cancelled":
            return not self.told_cancelled
        if self.state != "planned":
            return False
        here = (self.start, self.place_name or "")
        is_moved = self.told_start and here != (self.told_start, self.told_place or "")
        return bool(self.told_cancelled or is_moved)

    def _get_news_text(self):
        """Return one sentence: what it was, what it is."""
        if self.state == "cancelled":
            return self.env._("Cancelled. Tell the partners?")
        if not self.told_start or self.told_cancelled:
            return self.env._("On again. Tell the partners?")
        return self.env._(
            "Moved: it was %(when)s. Tell the partners?",
            when=self._format_when(self.told_start, self.told_place),
        )

    def _get_phone_text(self):
        """Return whom no mail reaches; empty where each partner has an address."""
        unreached = self.partner_ids.filtered(lambda partner: not partner.email)
        if not unreached:
            return ""
        return self.env._(
            "Without a mail address, to be phoned: %s.",
            ", ".join(unreached.mapped("name")),
        )

    def _format_when(self, start, place):
        """Return « mardi 12 mai, 12h00 (Grande salle) »."""
        pattern = self.env._("EEEE d MMMM, HH:mm")  # translated: in French, 12h00
        when = format_datetime(self.env, start, self._get_tz(), pattern)
        return f"{when} ({place})" if place else when

    def _get_partner_words(self):
        """Return what the draft says, in the language of the papers."""
        self.ensure_one()
        event = self.with_context(lang=self.residence_id._get_paper_lang())
        (item,) = event._get_programme_items()
        house = event.residence_id.house_name or event.residence_id.name
        return {
            "title": item.title,
            "house": house,
            "now": event._format_when(event.start, event.place_name),
            "before": event.told_start
            and event._format_when(event.told_start, event.told_place),
            "is_cancelled": item.is_cancelled,
        }
