"""A residence, its people and a meal to note, for what is done in a browser."""

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase

from .base import MODULE, ROLES, new_users

PHONE = "390x844"
PC = "1366x768"


class TourCommon(HttpCase):
    """One residence with last week's meal to note, and one user per role.

    A browser's clock cannot be frozen: dates are relative, in a time zone where it is
    now noon, so that today stays today whatever the hour of the run.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.now = fields.Datetime.now().replace(minute=0, second=0)
        cls.tz = f"Etc/GMT{cls.now.hour - 12:+d}"
        roles_of = {role: [role] for role in ROLES}
        cls.users = new_users(cls.env, roles_of, "tour", "Tour", tz=cls.tz)
        cls.home = cls.env["residence.residence"].create(
            {
                "name": "Les Tamaris",
                "house_name": "Projects House",
                "dwelling_count": 60,
                "tz": cls.tz,
                "animator_ids": cls.users["animator"].ids,
                "coordinator_id": cls.users["coordinator"].id,
            }
        )
        cls.hall = cls.env["residence.space"].create(
            {"residence_id": cls.home.id, "name": "Hall", "capacity": 30}
        )
        cls.brackets = {
            name: cls.env.ref(f"{MODULE}.age_bracket_{name}")
            for name in ("children", "youth", "adults", "elders", "unspecified")
        }
        cls.meal = cls._new_meal(days=-5, name="Autumn meal")

    @classmethod
    def _new_meal(cls, days=0, hours=0, **values):
        start = cls.now + timedelta(days=days, hours=hours)
        return cls.env["residence.event"].create(
            {
                "residence_id": cls.home.id,
                "event_type_id": cls.env.ref(f"{MODULE}.event_type_meal").id,
                "start": start,
                "stop": start + timedelta(hours=2),
                "space_id": cls.hall.id,
                "setup_minutes": 0,
                "cleanup_minutes": 0,
                "state": "planned",
                **values,
            }
        )

    def _start(self, tour, role="animator", path="/odoo"):
        self.start_tour(path, f"residence_{tour}", login=f"tour_{role}")

    def _get_counts(self, event):
        quantities = {
            line.age_bracket_id: line.quantity for line in event.attendance_ids
        }
        return [quantities.get(bracket) for bracket in self.brackets.values()]
