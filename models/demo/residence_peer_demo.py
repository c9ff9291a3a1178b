from odoo import api, fields, models
from odoo.fields import Command

from ...tools import local_time
from ...tools.demo import peers
from ..peers.residence_peer_mood import FACES

TZ = "Europe/Paris"
LINK = "https://visio.example/groupe-estuaire"


class ResidencePeerSession(models.Model):
    """The demo's season of the « Groupe Estuaire », relative to now.

    Called by ``data/residence_peer_session_demo.xml`` and by nothing else, as for the
    demo's events (``residence_event_demo.py``).
    """

    _inherit = "residence.peer.session"

    @api.model
    def _load_demo(self):
        """Create a season that is over, what peers wrote then, and what comes next."""
        now = local_time.to_local(fields.Datetime.now(), TZ)
        group = self.env.ref("residence_community.peer_group_estuary")
        held = self.create(
            [
                self._prepare_demo_session(group, item, state="done")
                for item in peers.season(now.date())
            ]
        )
        self.create(
            self._prepare_demo_session(
                group, peers.to_note(now.date()), state="planned"
            )
        )
        planned = self.create(
            [
                self._prepare_demo_session(group, item, state="planned")
                for item in peers.coming(now.date())
            ]
        )
        self.env["residence.peer.invitation"].create(
            [
                {"session_id": session.id, "partner_id": partner.id}
                for session in planned
                for partner in group._get_people()
            ]
        )
        author = self._get_demo_record("user_nadege")
        texts = self.env["residence.peer.synthesis"].with_user(author)
        approved, _draft = texts.create(
            [
                {"session_id": held[1].id, "body": peers.APPROVED},
                {"session_id": held[-1].id, "body": peers.DRAFT},
            ]
        )
        approved.action_approve()
        self.env["residence.peer.note"].with_user(author).create(
            {"session_id": held[-1].id, "body": peers.NOTE}
        )
        self.env["residence.peer.mood"].create(
            [
                {
                    "session_id": session.id,
                    **dict(zip(FACES, item["weather"], strict=True)),
                }
                for session, item in zip(held, peers.season(now.date()), strict=True)
                if item["weather"]
            ]
        )

    @api.model
    def _prepare_demo_session(self, group, item, state):
        """Return the values of a session from one dict of ``tools/demo``."""
        is_video = item["mode"] == "video"
        statuses = item.get("statuses", {})
        return {
            "group_id": group.id,
            "start": local_time.to_utc(item["start"], TZ),
            "stop": local_time.to_utc(item["stop"], TZ),
            "state": state,
            "mode": item["mode"],
            "video_url": is_video and LINK,
            "place": not is_video and "Le Havre",
            "situation_count": item.get("situation_count", 0),
            "theme_ids": [
                Command.link(self._get_demo_record(f"peer_theme_{name}").id)
                for name in item.get("themes", ())
            ],
            "shared_theme_ids": [
                Command.link(self._get_demo_record(f"peer_theme_{name}").id)
                for name in item.get("passed_on", ())
            ],
            "attendance_ids": [
                Command.create(
                    {"partner_id": self._get_demo_member(name).id, "status": status}
                )
                for name, status in statuses.items()
            ],
        }

    @api.model
    def _get_demo_member(self, name):
        if name in ("nadege", "rachid"):
            return self._get_demo_record(f"user_{name}").partner_id
        return self._get_demo_record(f"partner_peer_{name}")

    @api.model
    def _get_demo_record(self, name):
        return self.env.ref(f"residence_community.{name}")
