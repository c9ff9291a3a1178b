from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from ..common.base import ResidenceCommon


class TestSpace(ResidenceCommon):
    @mute_logger("odoo.sql_db")
    def test_capacity_of_nobody(self):
        for capacity in (0, -1):
            with (
                self.subTest(capacity),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._new_space(self.home, "Placard", capacity)

    def test_opening_hours_are_pointed_out(self):
        self.hall.resource_calendar_id = self.env["resource.calendar"].create(
            {
                "name": "Mardi matin",
                "tz": "Europe/Paris",
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Mardi",
                            "dayofweek": "1",
                            "hour_from": 8,
                            "hour_to": 14,
                            "day_period": "morning",
                        },
                    )
                ],
            }
        )
        inside = self._new_event(days=7, space_id=self.hall.id)  # 12:00-14:00
        outside = self._new_event(days=7, hour=11, space_id=self.hall.id)
        self.assertFalse(inside.notice)
        self.assertIn("Grande salle", outside.notice)
        outside.action_plan()  # pointed out, not refused
