from odoo.exceptions import AccessError

from ..common.base import ResidenceCommon


class TestOccupancy(ResidenceCommon):
    """On 12 May 2026 at 11:00 in Paris, looking back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["residence.booking"].create(
            [
                {
                    "space_id": cls.hall.id,
                    "start": f"{start}:00",
                    "stop": f"{stop}:00",
                    "state": state,
                }
                for start, stop, state in (
                    ("2026-05-06 16:00", "2026-05-06 17:30", "confirmed"),
                    ("2026-05-07 16:00", "2026-05-07 18:30", "cancelled"),
                    ("2026-01-07 16:00", "2026-01-07 20:00", "confirmed"),
                    ("2025-05-07 16:00", "2025-05-07 20:00", "confirmed"),
                    ("2026-05-13 16:00", "2026-05-13 20:00", "confirmed"),
                )
            ]
        )
        # a meal of two hours, two hours before and three quarters of one after
        event = cls._new_event(space_id=cls.hall.id, extra_space_ids=cls.kitchen.ids)
        event.state = "planned"

    def test_hours_without_opening_hours(self):
        hall = self.hall.with_user(self.animator)
        self.assertEqual((hall.month_hours, hall.year_hours), (6.25, 10.25))
        self.assertFalse(hall.month_occupancy or hall.year_occupancy)
        self.assertEqual(self.kitchen.month_hours, 4.75)

    def test_share_of_opening_hours(self):
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Wednesdays",
                "tz": "Europe/Paris",
                "attendance_ids": [
                    (5, 0, 0),
                    (
                        0,
                        0,
                        {
                            "name": "Wednesday",
                            "dayofweek": "2",
                            "hour_from": 14,
                            "hour_to": 19,
                            "day_period": "afternoon",
                        },
                    ),
                ],
            }
        )
        self.hall.resource_calendar_id = calendar
        hall = self.hall.with_user(self.coordinator)
        # Wednesdays from 12 April to 12 May: 15, 22, 29 April, 6 May
        self.assertAlmostEqual(hall.month_occupancy, 6.25 / 20)
        # 52 of them in a year
        self.assertAlmostEqual(hall.year_occupancy, 10.25 / 260)

    def test_the_pivot_says_the_same(self):
        rows = (
            self.env["residence.booking"]
            .with_user(self.animator)
            .formatted_read_group(
                [
                    ("state", "=", "confirmed"),
                    ("start", ">=", "2025-05-12 09:00:00"),
                    ("start", "<", "2026-05-12 09:00:00"),
                ],
                ["space_id"],
                ["hours:sum"],
            )
        )
        hours = {row["space_id"][0]: row["hours:sum"] for row in rows}
        spaces = self.hall | self.kitchen
        self.assertEqual(hours, {space.id: space.year_hours for space in spaces})

    def test_queries_do_not_grow_with_spaces(self):
        def read(spaces):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            spaces.read(["month_hours", "month_occupancy", "year_hours"])
            return self.env.cr.sql_log_count - before

        spaces = self.env["residence.space"].with_user(self.administrator).search([])
        read(spaces)
        more = self.env["residence.space"].create(
            [
                {"name": f"Room {number}", "residence_id": self.home.id}
                for number in range(10)
            ]
        )
        self.assertLessEqual(
            read(spaces | more.with_user(self.administrator)), read(spaces)
        )

    def test_not_the_direction_s(self):
        hall = self.hall.with_user(self.management)
        for name in ("month_hours", "year_occupancy"):
            with self.subTest(name), self.assertRaises(AccessError):
                hall.read([name])
        both = self.away_hall.with_user(self.users["animator_management"])
        self.env["residence.booking"].create(
            {
                "space_id": self.away_hall.id,
                "start": "2026-05-06 16:00:00",
                "stop": "2026-05-06 17:30:00",
            }
        )
        self.assertEqual(both.month_hours, 0, "of bookings she may read: none")
