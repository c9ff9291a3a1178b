"""The season of the « Groupe Estuaire »."""

from odoo import fields
from odoo.fields import Command

from ...tools import local_time
from ...tools.demo import peers
from ..peers.residence_peer_mood import FACES
from .records import TZ, get_record

LINK = "https://visio.example/groupe-estuaire"


def load(env):
    """Create a season that is over, what peers wrote then, and what comes next."""
    now = local_time.to_local(fields.Datetime.now(), TZ)
    group = get_record(env, "peer_group_estuary")
    held = env["residence.peer.session"].create(
        [
            _prepare_session_vals(env, group, item, state="done")
            for item in peers.season(now.date())
        ]
    )
    env["residence.peer.session"].create(
        _prepare_session_vals(env, group, peers.to_note(now.date()), state="planned")
    )
    planned = env["residence.peer.session"].create(
        [
            _prepare_session_vals(env, group, item, state="planned")
            for item in peers.coming(now.date())
        ]
    )
    env["residence.peer.invitation"].create(
        [
            {"session_id": session.id, "partner_id": partner.id}
            for session in planned
            for partner in group._get_people()
        ]
    )
    author = get_record(env, "user_nadege")
    texts = env["residence.peer.synthesis"].with_user(author)
    approved, _draft = texts.create(
        [
            {"session_id": held[1].id, "body": peers.APPROVED},
            {"session_id": held[-1].id, "body": peers.DRAFT},
        ]
    )
    approved.action_approve()
    env["residence.peer.note"].with_user(author).create(
        {"session_id": held[-1].id, "body": peers.NOTE}
    )
    env["residence.peer.mood"].create(
        [
            {
                "session_id": session.id,
                **dict(zip(FACES, item["weather"], strict=True)),
            }
            for session, item in zip(held, peers.season(now.date()), strict=True)
            if item["weather"]
        ]
    )


def _prepare_session_vals(env, group, item, state):
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
            Command.link(get_record(env, f"peer_theme_{name}").id)
            for name in item.get("themes", ())
        ],
        "shared_theme_ids": [
            Command.link(get_record(env, f"peer_theme_{name}").id)
            for name in item.get("passed_on", ())
        ],
        "attendance_ids": [
            Command.create({"partner_id": _get_member(env, name).id, "status": status})
            for name, status in statuses.items()
        ],
    }


def _get_member(env, name):
    if name in ("nadege", "rachid"):
        return get_record(env, f"user_{name}").partner_id
    return get_record(env, f"partner_peer_{name}")
