from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import UserError, ValidationError
from odoo.tests import BaseCase, Form

from ...tools.counting import read_grid
from ..common.base import ResidenceCommon
from ..common.steady import STEADY


class TestReadGrid(BaseCase):
    def test_junk(self):
        for junk in (
            "9",
            {"bracket_id": 1},
            [{"quantity": 1}],
            [{"bracket_id": "1", "quantity": 1}],
            [{"bracket_id": 1, "quantity": 1.5}],
            [{"bracket_id": 1, "quantity": "7"}],
            [{"bracket_id": 1, "quantity": True}],
        ):
            with self.subTest(junk), self.assertRaises(ValueError):
                read_grid(junk)


class TestEventCount(ResidenceCommon):
    def setUp(self):
        super().setUp()
        self.event = self._new_event(state="planned")

    def _grid(self, **quantities):
        rows = self.event.attendance_grid
        for name, quantity in quantities.items():
            bracket = getattr(self, name)
            next(r for r in rows if r["bracket_id"] == bracket.id)["quantity"] = (
                quantity
            )
        return rows

    def test_one_row_per_generation(self):
        rows = self.event.attendance_grid
        self.assertEqual([row["quantity"] for row in rows], [None] * 5)
        self.assertEqual(rows[0]["name"], self.children.name)
        self.home.detailed_brackets = True
        self.assertEqual(len(self.event.attendance_grid), 9)

    def test_the_meal_of_18(self):
        grid = self._grid(children=2, youth=2, adults=4, elders=9, unspecified=1)
        self.event.with_user(self.animator).write(
            {"attendance_grid": grid, "external_count": 2, "declared_households": 13}
        )
        self.assertEqual(self.event.attendance_count, 18)
        self.assertEqual(self.event.household_count, 13)
        self.event.action_done()
        self.assertTrue(self.event.is_counted)

    def test_nobody_came_is_a_count(self):
        self.event.attendance_grid = self._grid(adults=0)
        self.assertTrue(self.event.is_counted)
        self.event.action_done()
        self.assertEqual(
            (self.event.attendance_count, self.event.is_counted), (0, True)
        )

    def test_clearing_is_blank_again(self):
        self.event.attendance_grid = self._grid(adults=4)
        self.event.attendance_grid = self._grid(adults=None)
        self.assertFalse(self.event.is_counted or self.event.attendance_ids)

    def test_wrap_up_asks_for_the_count(self):
        with self.assertRaisesRegex(UserError, "Not counted"):
            self.event.action_done()
        self.event.action_done_uncounted()
        self.assertEqual((self.event.state, self.event.is_counted), ("done", False))

    def test_not_counted_drops_what_was_typed(self):
        self.event.write({"attendance_grid": self._grid(adults=3), "external_count": 1})
        self.event.action_done_uncounted()
        self.assertFalse(self.event.attendance_ids or self.event.external_count)

    def test_asked_by_mode(self):
        basket = self._new_event(event_type_id=self.basket.id, state="planned")
        self.assertFalse(basket.attendance_grid)
        with self.assertRaisesRegex(UserError, "Baskets Collected"):
            basket.action_done()
        basket.write({"basket_ordered_count": 14, "basket_count": 12})
        basket.action_done()
        self.assertEqual(basket.attendance_count, 0, "baskets are no participations")
        meeting = self._new_event(event_type_id=self.club.id, state="planned")
        self.assertEqual(len(meeting.attendance_grid), 1)
        self.club.counting_mode = "none"
        meeting.action_done()

    def test_total_typed_as_one_number(self):
        self.event.write({"attendance_count": 12, "external_count": 3})
        self.assertEqual(self.event.attendance_ids.age_bracket_id, self.unspecified)
        self.event.attendance_grid = self._grid(adults=4)
        self.assertEqual(self.event.attendance_count, 16)
        self.event.attendance_count = 20
        self.assertEqual(self.event.attendance_ids.sorted().mapped("quantity"), [4, 16])
        with self.assertRaises(ValidationError):
            self.event.attendance_count = 3  # fewer than the 4 adults

    def test_imported_total(self):
        result = self.env["residence.event"].load(
            [
                "name",
                "residence_id",
                "event_type_id",
                "start",
                "stop",
                "state",
                "attendance_count",
                "external_count",
            ],
            [
                [
                    "Repas",
                    "Les Tamaris",
                    self.meal.name,
                    "2026-05-05 10:00:00",
                    "2026-05-05 12:00:00",
                    "done",
                    "17",
                    "2",
                ]
            ],
        )
        self.assertFalse(result["messages"])
        event = self.env["residence.event"].browse(result["ids"])
        self.assertEqual((event.attendance_count, event.is_counted), (17, True))

    def test_bad_numbers(self):
        for values in (
            {"attendance_grid": self._grid(adults=-1)},
            {"attendance_grid": self._grid(adults=5000)},
            {"attendance_grid": self._grid(adults=1500, elders=1500)},
            {"attendance_grid": self._grid(adults=2), "external_count": 3},
            {"attendance_grid": self._grid(adults=2), "declared_households": 3},
            {"attendance_grid": [{"bracket_id": self.adults.id, "quantity": "dix"}]},
            {"attendance_grid": "junk"},
            {"attendance_count": -1},
            {"passage_count": 5000},
        ):
            with (
                self.subTest(values),
                self.assertRaises(ValidationError),
                self.env.cr.savepoint(),
            ):
                self.event.write(values)
                self.env.flush_all()
        self.assertFalse(self.event.attendance_ids)

    def test_fewer_people_than_outsiders_later(self):
        self.event.write({"attendance_grid": self._grid(adults=5), "external_count": 4})
        line = self.event.attendance_ids
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            line.quantity = 3
            self.env.flush_all()

    def test_generation_or_its_details(self):
        self._new_count(self.event, elders=3)
        detail = self.elders.child_ids[0]
        with self.assertRaisesRegex(ValidationError, "either"):
            self.event.attendance_ids = [
                (0, 0, {"age_bracket_id": detail.id, "quantity": 1})
            ]

    def test_detailed_counts_keep_their_generation(self):
        detail = self.elders.child_ids[0]
        self.event.attendance_ids = [
            (0, 0, {"age_bracket_id": detail.id, "quantity": 2})
        ]
        self.assertEqual(self.event.attendance_ids.generation_id, self.elders)

    def test_lines_follow_their_event(self):
        self._new_count(self.event, adults=5)
        self.event.action_done()
        line = self.event.attendance_ids
        self.assertEqual(line.state, "done")
        self.event.led_by = "residents"
        self.assertEqual(line.led_by, "residents")
        self.assertEqual(line.date, self.event.date)

    def test_like_last_time(self):
        self._new_count(self.event, adults=4, elders=9)
        self.event.write({"external_count": 2, "actual_cost": 82.4})
        self.event.action_done()
        uncounted = self._new_event(days=-2, state="planned")
        uncounted.action_done_uncounted()
        events = self.env["residence.event"].with_user(self.animator)
        asked = (self.home.id, self.meal.id, "2026-05-12 10:00:00")
        last = events.get_last_count(*asked)
        self.assertEqual(last["rows"], {self.adults.id: 4, self.elders.id: 9})
        self.assertEqual((last["external_count"], last["actual_cost"]), (2, 82.4))
        self.assertEqual(events.get_last_count(*asked[:2], "2026-05-01 00:00:00"), {})
        foreign = events.with_user(self.users["away_animator"])
        self.assertEqual(foreign.get_last_count(*asked), {})

    def test_past_event_in_one_screen(self):
        form = Form(
            self.env["residence.event"].with_user(self.animator),
            "residence_community.residence_event_view_form_report",
        )
        form.event_type_id = self.meal
        form.start = "2026-05-06 10:00:00"
        rows = [dict(row) for row in form.attendance_grid]
        rows[3]["quantity"] = 9
        form.attendance_grid = rows
        event = form.save()
        event.external_count = 1
        event.action_done()
        self.assertEqual((event.state, event.attendance_count), ("done", 9))

    @STEADY
    @given(
        st.lists(st.one_of(st.none(), st.integers(0, 300)), min_size=5, max_size=5),
        st.integers(0, 400),
    )
    def test_total_is_the_sum_and_contains_outsiders(self, quantities, external):
        self.env.invalidate_all()
        event = self._new_event()
        rows = event.attendance_grid
        for row, quantity in zip(rows, quantities, strict=True):
            row["quantity"] = quantity
        total = sum(quantity or 0 for quantity in quantities)
        values = {"attendance_grid": rows, "external_count": external}
        if external > total:
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                event.write(values)
            return
        event.write(values)
        self.assertEqual(event.attendance_count, total)
        self.assertEqual(
            event.is_counted, any(quantity is not None for quantity in quantities)
        )
