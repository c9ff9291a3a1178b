import io
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from PIL import Image

from odoo import fields

from odoo.addons.base.tests.common import BaseCommon

MODULE = "residence_community"
ROLES = ("animator", "coordinator", "management", "administrator")
NOW = "2026-05-12 09:00:00"  # a Tuesday, summer time: 11:00 in Paris


def new_photo(width=40, height=30, kind="JPEG", **params):
    """Return the bytes of a photo, one plain colour."""
    target = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(target, kind, **params)
    return target.getvalue()


def new_users(env, roles_of, prefix, first_name, **values):
    """Return internal users by name, made in one go: ten apart take four times as long.

    All may export, or attacks would prove nothing. Nobody is invited by mail.

    :param dict roles_of: roles by name; the login and the password are
        ``{prefix}_{name}``.
    :param values: what all of them have.
    """
    allowed = [env.ref(f"base.group_{name}") for name in ("user", "allow_export")]
    users = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            [
                {
                    "name": f"{first_name} {name}",
                    "login": f"{prefix}_{name}",
                    "password": f"{prefix}_{name}",
                    "email": f"{prefix}_{name}@example.com",
                    "group_ids": [
                        group.id
                        for group in (
                            *allowed,
                            *(env.ref(f"{MODULE}.group_{role}") for role in roles),
                        )
                    ],
                    **values,
                }
                for name, roles in roles_of.items()
            ]
        )
    )
    return dict(zip(roles_of, users.with_env(env), strict=True))


class ResidenceCommon(BaseCommon):
    """Two residences, one user per role and per pair of roles, one frozen day.

    ``home`` has an animator and a coordinator; ``away`` has its own, so that each
    test has a foreign record to try its teeth on.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.users = cls._new_users(
            animator=["animator"],
            coordinator=["coordinator"],
            management=["management"],
            administrator=["administrator"],
            animator_management=["animator", "management"],
            coordinator_management=["coordinator", "management"],
            administrator_animator=["administrator", "animator"],
            nobody=[],
            away_animator=["animator"],
            away_coordinator=["coordinator"],
        )
        cls.animator = cls.users["animator"]
        cls.coordinator = cls.users["coordinator"]
        cls.management = cls.users["management"]
        cls.administrator = cls.users["administrator"]
        team = [name for name in cls.users if name.split("_")[-1] == "animator"]
        team = [name for name in team if name != "away_animator"]
        team.append("animator_management")
        cls.home = cls._new_residence(
            "Les Tamaris",
            60,
            animator_ids=[user.id for user in map(cls.users.get, team)],
            coordinator_id=cls.coordinator.id,
        )
        cls.shared_home = cls._new_residence(
            "Le Grand Large",
            44,
            animator_ids=[cls.users["away_animator"].id],
            coordinator_id=cls.users["coordinator_management"].id,
        )
        cls.away = cls._new_residence(
            "Les Quatre-Vents",
            36,
            animator_ids=[cls.users["away_animator"].id],
            coordinator_id=cls.users["away_coordinator"].id,
        )
        cls.hall = cls._new_space(cls.home, "Grande salle", 49)
        cls.kitchen = cls._new_space(cls.home, "Cuisine partagée", 8)
        cls.away_hall = cls._new_space(cls.away, "Salle", 30)
        cls.meal = cls.env.ref(f"{MODULE}.event_type_meal")
        cls.club = cls.env.ref(f"{MODULE}.event_type_club")
        cls.basket = cls.env.ref(f"{MODULE}.event_type_basket")
        cls.open_door = cls.env.ref(f"{MODULE}.event_type_open_door")
        cls.children, cls.youth, cls.adults, cls.elders, cls.unspecified = (
            cls.env.ref(f"{MODULE}.age_bracket_{name}")
            for name in ("children", "youth", "adults", "elders", "unspecified")
        )

    @classmethod
    def _print_in_english(cls):
        """Have papers and public pages in English, whatever languages are installed."""
        residences = type(cls.env["residence.residence"])
        cls.startClassPatcher(
            patch.object(residences, "_get_paper_lang", lambda self: "en_US")
        )

    @classmethod
    def _new_users(cls, **roles_of):
        return new_users(cls.env, roles_of, "rc", "Secret")

    @classmethod
    def _new_user(cls, name, *roles):
        return cls._new_users(**{name: roles})[name]

    @classmethod
    def _new_residence(cls, name, dwellings, **values):
        return cls.env["residence.residence"].create(
            {"name": name, "dwelling_count": dwellings, "tz": "Europe/Paris", **values}
        )

    @classmethod
    def _new_space(cls, residence, name, capacity):
        return cls.env["residence.space"].create(
            {"residence_id": residence.id, "name": name, "capacity": capacity}
        )

    @classmethod
    def _new_event(cls, residence=None, *, days=-7, hour=10, **values):
        """Make an event: a meal at home last Tuesday noon (Paris), unless told."""
        start = fields.Datetime.to_datetime(NOW).replace(hour=hour)
        start += timedelta(days=days)
        return cls.env["residence.event"].create(
            {
                "residence_id": (residence or cls.home).id,
                "event_type_id": cls.meal.id,
                "start": start,
                "stop": start + timedelta(hours=2),
                "animator_id": False,
                **values,
            }
        )

    @classmethod
    def _new_count(cls, event, **quantities):
        """Count an event: ``_new_count(event, adults=4, elders=9)``."""
        event.attendance_ids = [
            (0, 0, {"age_bracket_id": getattr(cls, name).id, "quantity": quantity})
            for name, quantity in quantities.items()
        ]
        return event

    @classmethod
    def _new_resident(cls, name="Odette V.", dwelling="A02", residence=None, **values):
        """Note somebody who lives at home, unless told otherwise."""
        return cls.env["residence.resident"].create(
            {
                "name": name,
                "dwelling": dwelling,
                "residence_id": (residence or cls.home).id,
                **values,
            }
        )

    @classmethod
    def _new_presences(cls, event, *residents, **values):
        """Name residents at an event, in one batch."""
        return cls.env["residence.presence"].create(
            [
                {"event_id": event.id, "resident_id": resident.id, **values}
                for resident in residents
            ]
        )
