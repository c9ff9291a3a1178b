import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common.base import MODULE, ResidenceCommon


def make_photo(width=2400, height=1200):
    """Return a photo, in base64."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "orange").save(stream, "JPEG")
    return base64.b64encode(stream.getvalue())


class TestSpent(ResidenceCommon):
    """« Dépensé » is one number, typed or summed, never both."""

    def setUp(self):
        super().setUp()
        self.event = self._new_event(state="planned").with_user(self.animator)

    def _form(self, event=None):
        view = f"{MODULE}.residence_event_view_form_report"
        return Form(event or self.event, view=view)

    def test_typed_without_lines(self):
        with self._form() as form:
            form.actual_cost = 82.4
        self.assertEqual(self.event.actual_cost, 82.4)
        self.event.summary = "Soup"
        self.assertEqual(self.event.actual_cost, 82.4)
        self.assertEqual(self._new_event(actual_cost=70).actual_cost, 70)

    def test_lines_are_summed(self):
        self.event.actual_cost = 82.4
        with self._form() as form:
            form.shows_costs = True
            with form.cost_ids.new() as line:
                self.assertEqual(line.amount, 82.4, "what was typed is not lost")
                line.amount = 14.6
            with form.cost_ids.new() as line:
                self.assertFalse(line.amount, "proposed once")
                line.kind = "supplies"
                line.amount = 30
            self.assertEqual(form.actual_cost, 44.6)
            with self.assertRaises(AssertionError):
                form.actual_cost = 50  # read-only
        self.assertEqual(self.event.actual_cost, 44.6)
        self.event.cost_ids[0].amount = 20
        self.assertEqual(self.event.actual_cost, 50)
        self.event.cost_ids[0].unlink()
        self.assertEqual(self.event.actual_cost, 30)
        self.event.cost_ids.unlink()
        self.assertEqual(self.event.actual_cost, 0)
        self.event.actual_cost = 12
        self.assertEqual(self.event.actual_cost, 12)

    def test_a_second_truth_is_refused(self):
        self.event.cost_ids = [(0, 0, {"amount": 14.6})]
        with self.assertRaisesRegex(ValidationError, "14.60"):
            self.event.actual_cost = 15
        self.event.actual_cost = 14.6
        with self.assertRaises(ValidationError):
            self._new_event(actual_cost=5, cost_ids=[(0, 0, {"amount": 14.6})])

    @mute_logger("odoo.sql_db")
    def test_amounts_are_more_than_zero(self):
        for amount in (0, -3):
            with self.assertRaises(Exception) as refusal, self.env.cr.savepoint():
                self.event.cost_ids = [(0, 0, {"amount": amount})]
                self.env.flush_all()
            self.assertIn("residence_event_cost_amount", str(refusal.exception))
            self.env.invalidate_all()

    def test_a_photo_is_made_smaller(self):
        self.event.cost_ids = [(0, 0, {"amount": 14.6, "receipt": make_photo()})]
        content = base64.b64decode(self.event.cost_ids.receipt)
        self.assertEqual(Image.open(io.BytesIO(content)).size, (1600, 800))

    def test_what_is_no_photo(self):
        with self.assertRaises(UserError):
            text = base64.b64encode(b"not a photo")
            self.event.cost_ids = [(0, 0, {"amount": 14.6, "receipt": text})]

    def test_copies_start_from_nothing(self):
        self.event.cost_ids = [(0, 0, {"amount": 14.6})]
        again = self.event.copy()
        self.assertFalse(again.cost_ids)
        self.assertFalse(again.actual_cost)

    def test_repeated_cost_fits_the_detail(self):
        """« Comme la dernière fois » gives the number, never somebody's lines."""
        self.event.cost_ids = [(0, 0, {"amount": 14.6})]
        self._new_count(self.event, adults=3).action_done()
        offer = self.event.get_last_count(
            self.home.id, self.meal.id, "2026-05-12 09:00:00"
        )
        self.assertEqual(offer["actual_cost"], 14.6)


@tagged("security")
class TestReceipts(ResidenceCommon):
    def test_readable_by_who_reads_the_event(self):
        event = self._new_event(
            cost_ids=[(0, 0, {"amount": 9, "receipt": make_photo()})]
        )
        line = event.cost_ids
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", line._name),
                ("res_id", "=", line.id),
                ("res_field", "=", "receipt"),
            ]
        )
        self.assertTrue(attachment)
        for role in ("animator", "coordinator", "administrator"):
            theirs = attachment.with_user(self.users[role])
            self.assertTrue(theirs.read(["datas"])[0]["datas"], role)
        for role in ("away_animator", "away_coordinator", "management", "nobody"):
            with self.subTest(role):
                user = self.users[role]
                with self.assertRaises(AccessError):
                    attachment.with_user(user).read(["datas"])
                with self.assertRaises(AccessError):
                    line.with_user(user).read(["receipt"])


class TestContributions(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school = cls.env["res.partner"].create(
            {"name": "École", "is_company": True}
        )

    def test_money_and_hours_apart(self):
        event = self._new_event(state="planned").with_user(self.animator)
        with Form(event) as form:
            form.shows_costs = True
            with form.contribution_ids.new() as line:
                line.partner_id = self.school
                line.amount = 150
            with form.contribution_ids.new() as line:
                line.partner_id = self.school
                line.amount = 12
                line.kind = "hours"
                self.assertFalse(line.amount, "hours are no euros")
                line.hours = 2.5
        self.assertEqual(event.contribution_amount, 150)
        self.assertEqual(event.contribution_hours, 2.5)
        self.assertFalse(event.actual_cost)

    @mute_logger("odoo.sql_db")
    def test_one_measure(self):
        event = self._new_event()
        for values in (
            {"kind": "money", "amount": 0},
            {"kind": "hours", "hours": 0},
            {"kind": "hours", "hours": 2, "amount": 30},
            {"kind": "money", "hours": 2, "amount": 30},
            {"kind": "money", "amount": -1},
        ):
            with (
                self.subTest(values),
                self.assertRaises(Exception) as refusal,
                self.env.cr.savepoint(),
            ):
                line = {"partner_id": self.school.id, **values}
                event.contribution_ids = [(0, 0, line)]
                self.env.flush_all()
            self.assertIn("one_measure", str(refusal.exception))
            self.env.invalidate_all()

    def test_organisations_only(self):
        person = self.env["res.partner"].create({"name": "Odette"})
        with self.assertRaisesRegex(ValidationError, "organisation"):
            line = {"partner_id": person.id, "amount": 3}
            self._new_event(contribution_ids=[(0, 0, line)])
        with self.assertRaisesRegex(ValidationError, "organisation"):
            self._new_event(event_type_id=self.basket.id, grower_id=person.id)


class TestBaskets(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.farm, cls.other_farm = cls.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in ("Farm", "Other")]
        )
        cls.basket.write({"default_basket_price": 11, "default_grower_id": cls.farm.id})

    def _terms(self, event):
        return event.basket_price, event.grower_id

    def test_from_the_type_then_from_the_last(self):
        kind = {"event_type_id": self.basket.id}
        first = self._new_event(days=-14, **kind)
        self.assertEqual(self._terms(first), (11, self.farm))
        first.write({"basket_price": 12, "grower_id": self.other_farm.id})
        second = self._new_event(days=-7, **kind)
        self.assertEqual(self._terms(second), (12, self.other_farm))
        self.assertEqual(
            self._terms(self._new_event(self.away, **kind)), (11, self.farm)
        )
        typed = self._new_event(basket_price=9, **kind)
        self.assertEqual(self._terms(typed), (9, self.other_farm))
        self.assertEqual(self._terms(self._new_event()), (0, self.farm.browse()))

    def test_total(self):
        with Form(
            self._new_event(event_type_id=self.basket.id),
            view=f"{MODULE}.residence_event_view_form_report",
        ) as form:
            form.basket_ordered_count = 23
            self.assertEqual(form.basket_total, 253)

    def test_a_change_of_type_forgets_them(self):
        event = self._new_event(event_type_id=self.basket.id)
        event.event_type_id = self.meal
        self.assertEqual(self._terms(event), (0, self.farm.browse()))

    def test_queries_do_not_grow_with_dates(self):
        def create(count):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["residence.event"].create(
                [
                    {
                        "residence_id": self.home.id,
                        "event_type_id": self.basket.id,
                        "start": f"2027-01-{day:02} 16:00:00",
                        "animator_id": False,
                    }
                    for day in range(1, count + 1)
                ]
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        create(1)
        self.assertLessEqual(create(25), create(3))


class TestStaffHours(ResidenceCommon):
    def test_no_screen_sums_them(self):
        """The team's time is nobody's measure: no pivot, no total of a list."""
        field = self.env["residence.event"].fields_get(["staff_hours"])["staff_hours"]
        self.assertFalse(field.get("aggregator"))
