from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

MOVING = {"start", "stop", "space_id", "place", "state"}


class ResidenceEvent(models.Model):
    """« Prévenir les partenaires ? » once an announced event has moved.

    What partners were last told is kept until they are told again; a move taken back
    asks for nothing. Nothing is ever sent by itself: a draft is opened.
    """

    _inherit = "residence.event"

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

    def write(self, vals):
        if not MOVING & vals.keys():
            return super().write(vals)
        before = {
            event: (event.start, event.place_name)
            for event in self
            if event.published_on
            and event.state == "planned"
            and event.partner_ids
            and not event.told_start
        }
        result = super().write(vals)
        for event, (start, place) in before.items():
            if (event.start, event.place_name) != (start, place):
                # sudo: whoever wrote the event, rights checked, has moved it
                event.sudo().write({"told_start": start, "told_place": place})
        return result

    def message_post(self, **kwargs):
        message = super().message_post(**kwargs)
        if self.env.context.get("residence_tells_partners"):
            self.action_partners_told()
        return message

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
            event.write(
                {
                    "told_start": False,
                    "told_place": False,
                    "told_cancelled": event.state == "cancelled",
                }
            )

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
            when=self._get_when_text(self.told_start, self.told_place),
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

    def _get_when_text(self, start, place):
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
            "now": event._get_when_text(event.start, event.place_name),
            "before": event.told_start
            and event._get_when_text(event.told_start, event.told_place),
            "is_cancelled": item.is_cancelled,
        }
