"""A peer group with what it holds in confidence, and everyone who must not read it."""

from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user

from .base import MODULE, NOW, ResidenceCommon

SECRET = "Zzsecret"


class PeerCommon(ResidenceCommon):
    """``group`` is the coordinator's: two colleagues, two people without account.

    ``held`` was held a week ago, with a validated text; ``draft_session`` two weeks
    ago, with a draft; ``coming`` is in a week. ``away_group`` is someone else's.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = {
            name: cls.users[name].partner_id
            for name in ("animator", "animator_management")
        }
        cls.outsiders = cls.env["res.partner"].create(
            [
                {"name": f"Outsider {number}", "email": f"out{number}@example.com"}
                for number in (1, 2)
            ]
        )
        cls.facilitator = cls.env["res.partner"].create(
            {"name": "Facilitator", "email": "facilitator@example.com"}
        )
        cls.group = cls.env["residence.peer.group"].create(
            {
                "name": f"{SECRET} group",
                "coordinator_id": cls.coordinator.id,
                "relay_id": cls.animator.id,
                "facilitator_id": cls.facilitator.id,
                "member_ids": [
                    *(partner.id for partner in cls.members.values()),
                    *cls.outsiders.ids,
                ],
                "charter": f"{SECRET} charter",
                "tz": "Europe/Paris",
            }
        )
        cls.away_group = cls.env["residence.peer.group"].create(
            {
                "name": "Away group",
                "coordinator_id": cls.users["away_coordinator"].id,
                "relay_id": cls.users["away_animator"].id,
                "member_ids": cls.users["away_animator"].partner_id.ids,
            }
        )
        cls.held = cls._new_session(days=-7)
        cls.draft_session = cls._new_session(days=-14)
        cls.coming = cls._new_session(days=7)

    @classmethod
    def _new_session(cls, group=None, *, days=7, hour=13, **values):
        start = fields.Datetime.to_datetime(NOW).replace(hour=hour)
        start += timedelta(days=days)
        return cls.env["residence.peer.session"].create(
            {
                "group_id": (group or cls.group).id,
                "start": start,
                "stop": start + timedelta(hours=2, minutes=30),
                "state": "planned",
                "video_url": f"https://video.example.com/{SECRET}",
                **values,
            }
        )

    @classmethod
    def _hold(cls, session, present=3, **values):
        """Note a session: the first ones are present, the others absent."""
        rows = session.attendance_ids.sorted("id")
        rows[:present].status = "present"
        rows[present:].status = "absent"
        session.write({"state": "done", **values})
        return session


class ConfidenceCommon(PeerCommon):
    """What peers keep for themselves, and the attackers of the issue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._hold(cls.held)
        cls._hold(cls.draft_session)
        member = cls.animator
        texts = cls.env["residence.peer.synthesis"].with_user(member)
        cls.approved = texts.create(
            {"session_id": cls.held.id, "body": f"{SECRET} approved"}
        )
        cls.approved.action_approve()
        cls.draft = texts.create(
            {"session_id": cls.draft_session.id, "body": f"{SECRET} draft"}
        )
        cls.note = (
            cls.env["residence.peer.note"]
            .with_user(member)
            .create({"session_id": cls.held.id, "body": f"{SECRET} note"})
        )
        cls.mood = (
            cls.env["residence.peer.mood"]
            .with_user(member)
            .create({"session_id": cls.held.id, "sunny": 77, "storm": 1})
        )
        cls._new_attackers()
        cls.env.flush_all()
        cls.env.invalidate_all()
        # what the class made is not in a user's cache any more: attacks read the base
        for name in ("approved", "draft", "note", "mood"):
            record = getattr(cls, name)
            setattr(cls, name, cls.env[record._name].browse(record.id))

    @classmethod
    def _new_attackers(cls):
        every_role = ",".join(
            [
                *("base.group_system", "base.group_erp_manager", "base.group_no_one"),
                *("base.group_partner_manager", "base.group_allow_export"),
                *(
                    f"{MODULE}.group_{role}"
                    for role in ("coordinator", "management", "administrator")
                ),
            ]
        )
        cls.settings = new_test_user(
            cls.env, "rc_settings", f"base.group_user,{every_role}", name="Settings"
        )
        cls.former = cls._new_user("former", "animator")
        cls.group.member_ids += cls.former.partner_id
        cls.former_note = (
            cls.env["residence.peer.note"]
            .with_user(cls.former)
            .create({"session_id": cls.held.id, "body": "mine for ever"})
        )
        cls.group.member_ids -= cls.former.partner_id
        cls.portal = new_test_user(cls.env, "rc_portal", "base.group_portal")
        # a member of the group, but without any role: an account is not enough
        cls.roleless = cls._new_user("roleless")
        cls.group.member_ids += cls.roleless.partner_id
        cls.strangers = {
            "direction": cls.management,
            "administrator": cls.administrator,
            "settings": cls.settings,
            "animator of another group": cls.users["away_animator"],
            "coordinator of another group": cls.users["away_coordinator"],
            "former member": cls.former,
            "administrator and animator": cls.users["administrator_animator"],
            "coordinator and management": cls.users["coordinator_management"],
            "nobody": cls.users["nobody"],
            "member without a role": cls.roleless,
            "portal": cls.portal,
            "public": cls.env.ref("base.public_user"),
        }


def _cells(animator="", coordinator="", both=None):
    """Return the cells of a model: groups of home, of shared home, of away.

    Roles add up to what the group's people may do, and to nothing more.
    """
    none = ("", "", "")
    home = (animator, "", "")
    return {
        "animator": (both if both is not None else animator, "", ""),
        "coordinator": (coordinator, "", ""),
        "management": none,
        "administrator": none,
        "animator_management": home,
        "coordinator_management": ("", coordinator, ""),
        "administrator_animator": home,
        "nobody": none,
    }


# ``animator`` is the relay member; the others with her role are plain members
PEER_MATRIX = {
    "residence.peer.group": _cells("r", "rwcu"),
    "residence.peer.session": _cells("r", "rwc", "rw"),
    "residence.peer.attendance": _cells("r", "rwcu", "rw"),
    "residence.peer.acceptance": _cells("r", "rwcu"),
    "residence.peer.mood": _cells("rwc"),
    "residence.peer.synthesis": _cells("rwcu"),
    "residence.peer.note": _cells("", "", "rwcu"),
    "residence.peer.invitation": _cells(),
}


class PeerRecords:
    """Three groups, and one record each of what hangs on them: for the matrix."""

    def _make_residence_peer_group(self):
        if not hasattr(self, "peer_groups"):
            members = ("animator", "animator_management", "administrator_animator")
            away = self.users["away_animator"]
            self.peer_groups = self.env["residence.peer.group"].create(
                [
                    {
                        "name": coordinator,
                        "coordinator_id": self.users[coordinator].id,
                        "relay_id": members[0].id,
                        "member_ids": [user.partner_id.id for user in members],
                    }
                    for coordinator, members in (
                        ("coordinator", [self.users[name] for name in members]),
                        ("coordinator_management", [away]),
                        ("away_coordinator", [away]),
                    )
                ]
            )
        return list(self.peer_groups)

    def _make_residence_peer_session(self):
        groups = self._make_residence_peer_group()
        if not groups[0].session_ids:
            self.env["residence.peer.session"].create(
                [
                    {
                        "group_id": group.id,
                        "start": "2026-05-05 13:00:00",
                        "stop": "2026-05-05 15:00:00",
                        "state": "planned",
                    }
                    for group in groups
                ]
            )
        return [group.session_ids for group in groups]

    def _make_residence_peer_attendance(self):
        sessions = self._make_residence_peer_session()
        return [session.attendance_ids[0] for session in sessions]

    def _make_residence_peer_acceptance(self):
        acceptances = self.env["residence.peer.acceptance"].search([])
        return list(acceptances) or [
            self.env["residence.peer.acceptance"].create(
                {"group_id": group.id, "partner_id": group.member_ids[0].id}
            )
            for group in self._make_residence_peer_group()
        ]

    def _make_residence_peer_mood(self):
        return self._make_of_members("residence.peer.mood")

    def _make_residence_peer_synthesis(self):
        return self._make_of_members("residence.peer.synthesis")

    def _make_residence_peer_note(self):
        return self._make_of_members("residence.peer.note")

    def _make_residence_peer_invitation(self):
        return self._make_of_members(
            "residence.peer.invitation", partner_id=self.env.user.partner_id.id
        )

    def _make_of_members(self, model, **values):
        """Make a record per session, by the relay member of its group."""
        rows = self.env[model].browse()
        for session in self._make_residence_peer_session():
            user = self.env.user if values else session.group_id.relay_id
            rows += (
                self.env[model]
                .with_user(user)
                .create({"session_id": session.id, **values})
                .with_env(self.env)
            )
        return list(rows)
