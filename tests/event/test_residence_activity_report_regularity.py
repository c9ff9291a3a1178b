"""Regularity: ten people or more, several generations, dwellings with a house."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common.base import ResidenceCommon

MEASURES = ("events_ten_or_more", "events_by_generation", "events_intergenerational")


class TestRegularity(ResidenceCommon):
    def measures(self, event):
        """Return the measures of one event, None where nothing was measured."""
        self.env.flush_all()
        [row] = self.env["residence.activity.report"]._read_group(
            [("source_id", "=", event.id)],
            aggregates=[f"{one}:sum" for one in MEASURES],
        )
        return tuple(None if value is False else value for value in row)

    def held(self, kind=None, **quantities):
        values = {"event_type_id": kind.id} if kind else {}
        event = self._new_event(state="done", **values)
        return self._new_count(event, **quantities)

    def test_ten_people_is_many(self):
        self.assertEqual(self.measures(self.held(elders=9))[0], 0)
        self.assertEqual(self.measures(self.held(elders=10))[0], 1)
        self.assertEqual(self.measures(self.held(elders=9, unspecified=1))[0], 1)

    def test_two_generations(self):
        for quantities, expected in (
            ({"elders": 5}, 0),
            ({"elders": 5, "children": 0}, 0),
            ({"elders": 5, "children": 1}, 1),
            # no generation: somebody whose age nobody noted
            ({"elders": 5, "unspecified": 4}, 0),
        ):
            with self.subTest(quantities):
                event = self.held(**quantities)
                self.assertEqual(self.measures(event)[1:], (1, expected))

    def test_detailed_brackets_are_of_their_generation(self):
        event = self.held()
        for number, names in enumerate((["60_69"], ["60_69", "90"], ["90", "11_17"])):
            event.attendance_ids.unlink()
            event.attendance_ids = [
                (0, 0, {"age_bracket_id": bracket.id, "quantity": 3})
                for bracket in (
                    self.env.ref(f"residence_community.age_bracket_{name}")
                    for name in names
                )
            ]
            with self.subTest(names):
                self.assertEqual(self.measures(event)[1:], (1, int(number == 2)))

    def test_unknown_ages_are_blank(self):
        """Not 0: a total tells nothing of generations."""
        for event in (self.held(unspecified=20), self.held(self.club, unspecified=20)):
            self.assertEqual(self.measures(event), (1, 0, None))
        uncounted = self._new_event(state="done")
        self.assertEqual(self.measures(uncounted), (None, 0, None))
        planned = self._new_count(self._new_event(), elders=4, children=9)
        self.assertEqual(self.measures(planned), (None, 0, None))

    def test_nobody_came(self):
        self.assertEqual(self.measures(self.held(elders=0, children=0)), (0, 1, 0))

    def test_open_door_is_no_event(self):
        door = self.held(self.open_door)
        door.passage_count = 30
        self._new_count(door, elders=15, children=3)
        self.assertEqual(self.measures(door), (None, None, None))

    def test_a_bracket_that_becomes_unspecified(self):
        event = self.held(elders=5, children=1)
        self.assertEqual(event.generation_count, 2)
        self.unspecified.is_unspecified = False
        self.env.flush_all()
        self.children.is_unspecified = True
        self.assertEqual(event.generation_count, 1)


class TestCoverage(ResidenceCommon):
    def coverage(self, role="management"):
        residences = self.env["residence.residence"].with_user(self.users[role])
        return residences._get_coverage(self.env.company).get(self.env.company)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        everything = cls.env["residence.residence"].search([])
        (everything - cls.home - cls.shared_home - cls.away).active = False

    def test_dwellings_with_a_house(self):
        self.assertEqual(self.coverage(), (0, 140))
        self.home.house_name = "Maison des Projets"
        self.shared_home.house_name = "La Passerelle"
        self.assertEqual(self.coverage(), (104, 140))
        self.home.dwelling_count = 70
        self.shared_home.phase = "amu"  # a house that is not built yet
        self.assertEqual(self.coverage(), (70, 150))
        self.away.active = False
        self.assertEqual(self.coverage(), (70, 114))

    def test_of_all_the_landlord_s_dwellings(self):
        self.home.house_name = "Maison des Projets"
        with Form(self.env["res.config.settings"]) as settings:
            settings.residence_dwelling_stock = 30_000
        settings.record.execute()
        self.assertEqual(self.coverage(), (60, 30_000))
        # a number from before the last residence came
        self.env.company.residence_dwelling_stock = 100
        self.assertEqual(self.coverage(), (60, 140))

    def test_below_zero(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env.company.residence_dwelling_stock = -1
            self.env.flush_all()

    def test_as_the_user(self):
        self.home.house_name = "Maison des Projets"
        self.assertEqual(self.coverage("animator"), (60, 60))
        with self.assertRaises(AccessError):
            self.coverage("nobody")
