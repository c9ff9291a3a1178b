from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common.base import MODULE
from ..common.tours import PC, PHONE, TourCommon


@tagged("post_install", "-at_install")
class TestPhoneTours(TourCommon):
    """What the animator does standing up, on a phone, with a thumb."""

    browser_size = PHONE
    touch_enabled = True

    def _new_last_meal(self):
        last = self._new_meal(days=-12, name="Soup")
        last.write(
            {
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "age_bracket_id": self.brackets[name].id,
                            "quantity": quantity,
                        },
                    )
                    for name, quantity in [
                        ("children", 3),
                        ("adults", 5),
                        ("elders", 9),
                    ]
                ],
                "external_count": 1,
                "actual_cost": 78.5,
                "staff_hours": 5,
            }
        )
        last.state = "done"

    def test_report_keypad(self):
        saved = []
        event_class = self.env.registry["residence.event"]
        web_save = event_class.web_save

        def count_saves(records, *args, **kwargs):
            saved.append(records.ids)
            return web_save(records, *args, **kwargs)

        with patch.object(event_class, "web_save", count_saves):
            self._start("report_keypad")
        self.assertEqual(saved, [self.meal.ids], "saving sends one request")
        self.assertEqual(self.meal.state, "done")
        self.assertEqual(self._get_counts(self.meal), [2, 2, 4, 9, 1])
        self.assertEqual(self.meal.external_count, 2)

    def test_report_reopen(self):
        self._start("report_reopen")
        self.assertEqual(self.meal.state, "planned")
        self.assertEqual(self.meal.attendance_count, 15, "reopening loses nothing")

    def test_report_last_time(self):
        self._new_last_meal()
        self._start("report_last_time")
        self.assertEqual(self._get_counts(self.meal), [3, None, 5, 9, None])
        self.assertEqual(self.meal.external_count, 1)
        self.assertEqual(self.meal.actual_cost, 78.5)
        self.assertEqual(self.meal.staff_hours, 5)

    def test_report_left(self):
        """Leaving a form saves it: what nobody looked at must not be stored."""
        self._new_last_meal()
        self._start("report_left")
        self.assertEqual(self.meal.state, "planned")
        self.assertEqual(self._get_counts(self.meal), [None, None, 6, None, None])
        self.assertFalse(self.meal.external_count)
        self.assertFalse(self.meal.actual_cost)

    def test_report_unsent(self):
        """A phone that closes the page before the network is back forgets nothing."""
        self._start("report_unsent")
        self.assertEqual(self._get_counts(self.meal), [None, None, 1, None, None])

    def test_unsent_report(self):
        """No network when the button is pressed: kept, then sent once."""
        self._start("unsent_report")
        self.assertEqual(self.meal.state, "done")
        self.assertEqual(self._get_counts(self.meal), [2, 2, 4, 9, 1])
        self.assertEqual(self.meal.external_count, 2)

    def test_unsent_left(self):
        """Leaving a form without a network leaves it, and loses nothing."""
        self._start("unsent_left")
        self.assertEqual(self._get_counts(self.meal), [None, None, 1, None, None])
        self.assertEqual(self.meal.state, "planned")

    @mute_logger("odoo.http")  # refusals are logged
    def test_unsent_conflict(self):
        self._start("unsent_conflict")
        self.assertEqual(self._get_counts(self.meal), [2, 2, 4, 9, 1])
        self.assertEqual(self.meal.state, "done")

    @mute_logger("odoo.http")  # refusals are logged
    def test_unsent_refused(self):
        self._start("unsent_refused")
        self.assertEqual(self._get_counts(self.meal), [2, 0, 0, 0, 0])
        self.assertEqual(self.meal.external_count, 2)

    @mute_logger("odoo.http")  # refusals are logged
    def test_unsent_settled(self):
        """An evening without the team, counted without a network, then refused."""
        self.meal.is_without_team = True
        self._start("unsent_settled")
        self.assertEqual(self._get_counts(self.meal), [2, 0, 0, 0, 0])
        self.assertEqual(self.meal.external_count, 2)

    def test_report_photos(self):
        """Two taps, beside what is typed; a file that is no photo loses nothing."""
        self._start("report_photos")
        self.assertEqual(self.meal.photo_ids.mapped("consent"), ["nobody", "private"])
        self.assertEqual(self._get_counts(self.meal), [2, 2, 4, 9, 1])

    def test_report_externals(self):
        self._start("report_externals")
        self.assertEqual(self._get_counts(self.meal), [2, 0, 0, 0, 0])
        self.assertEqual(self.meal.external_count, 1)

    def test_open_door(self):
        self._start("open_door")
        doors = self.env["residence.event"].search(
            [
                ("residence_id", "=", self.home.id),
                ("counting_mode", "=", "passages"),
            ]
        )
        self.assertEqual(doors.mapped("passage_count"), [2])
        self.assertEqual(doors.attendance_count, 0, "passages are no participations")

    def test_sign_up(self):
        meal = self._new_meal(hours=3, name="Evening meal", expected_count=17)
        self._start("sign_up")
        self.assertEqual(meal.expected_count, 18)

    def _new_party(self):
        start = self.now + timedelta(days=2)
        return self.env["residence.event"].create(
            {
                "residence_id": self.home.id,
                "event_type_id": self.env.ref(f"{MODULE}.event_type_party").id,
                "name": "Summer party",
                "start": start,
                "stop": start + timedelta(hours=2),
                "note": "Zzsecret note",
                "animator_id": self.users["animator"].id,
                "state": "planned",
            }
        )

    def test_papers(self):
        party = self._new_party()
        self._start("papers")
        self.assertEqual({"poster", "flyer_4"}, party.printed_papers.keys())

    def test_copy_text(self):
        self._new_party()
        self._start("copy_text")

    def test_today_empty(self):
        self._start("today_empty")

    def _new_meeting(self, **values):
        return self.env["residence.coaching.visit"].create(
            {
                "animator_id": self.users["animator"].id,
                "coordinator_id": self.users["coordinator"].id,
                "residence_id": self.home.id,
                **values,
            }
        )

    def test_support(self):
        meeting = self._new_meeting(date=self.now.date() + timedelta(days=9))
        self._start("support")
        self.assertEqual(meeting.body, "The garden group carries itself")
        talk = self.env["residence.coaching.talk"].search([])
        self.assertEqual(talk.animator_id, self.users["animator"])

    def test_support_steps(self):
        meeting = self._new_meeting(date=self.now.date() - timedelta(days=9))
        meeting.action_ids = [(0, 0, {"name": "Call the town hall"})]
        self._start("support_steps", path="/odoo/mon-accompagnement")
        self.assertEqual(meeting.action_ids.state, "done")

    def test_network(self):
        """The coordinator's home, on a train: who asks is first, one tap answers."""
        self.env["residence.coaching.talk"].create(
            {
                "animator_id": self.users["animator"].id,
                "residence_id": self.home.id,
            }
        )
        self._start("network", "coordinator")
        talk = self.env["residence.coaching.talk"].search([])
        self.assertTrue(talk.is_answered)

    def test_today_no_residence(self):
        self._start("today_no_residence", "coordinator", "/odoo/aujourdhui")


@tagged("post_install", "-at_install")
class TestComputerTours(TourCommon):
    """The shared computer of the office, and those who work in one."""

    browser_size = PC

    def test_report_keyboard(self):
        self._start("report_keyboard")
        self.assertEqual(self._get_counts(self.meal), [12, 2, 7, None, None])

    def test_unsent_answer(self):
        """A past event arrives, its answer is lost: sent again, it is made once."""
        events = self.env["residence.event"]
        before = events.search([])
        self._start("unsent_answer")
        made = events.search([]) - before
        self.assertEqual(len(made), 1)
        self.assertEqual((made.state, made.attendance_count), ("done", 4))

    def test_unsent_logout(self):
        self._start("unsent_logout")
        self.assertEqual(self._get_counts(self.meal), [2, 0, 0, 0, 0])

    def test_menus_coordinator(self):
        self._start("menus_coordinator", "coordinator", self._get_menu_path())

    def test_menus_management(self):
        self._start("menus_management", "management", self._get_menu_path())

    def test_menus_administrator(self):
        self._start("menus_administrator", "administrator", self._get_menu_path())

    def _get_menu_path(self):
        """Return the address of the application's first screen that all may open."""
        return f"/odoo/action-{MODULE}.residence_residence_action"
