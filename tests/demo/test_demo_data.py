from datetime import datetime, time, timedelta
from itertools import pairwise

from freezegun import freeze_time

from odoo import fields
from odoo.modules import Manifest
from odoo.tests import TransactionCase
from odoo.tools.convert import convert_file

from ...tools import local_time
from ...tools.demo import loan_series, loans, programme, series
from ...tools.recurrence import parse
from ..common.base import MODULE
from ..pure.test_demo import DAYS


class DemoCommon(TransactionCase):
    """The demo in a database: as installed, or loaded here where there is none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.env.ref(f"{MODULE}.residence_tamaris", raise_if_not_found=False):
            return
        cls.startClassPatcher(freeze_time("2026-05-12 09:00:00"))
        for name in Manifest.for_addon(MODULE)["demo"]:
            convert_file(cls.env, MODULE, name, {}, "init", noupdate=True)

    def ref(self, name):
        return self.env.ref(f"{MODULE}.{name}")


class TestDemoData(DemoCommon):
    def test_roles(self):
        for login, role in {
            "nadege": "animator",
            "rachid": "animator",
            "solene": "coordinator",
            "helene": "management",
        }.items():
            user = self.ref(f"user_{login}")
            with self.subTest(login=login):
                self.assertTrue(user.has_group(f"{MODULE}.group_{role}"))
                self.assertEqual((user.login, user.lang), (login, "fr_FR"))
                self.assertEqual(user.company_id.currency_id.name, "EUR")
                on_today = user.action_id.id == self.ref("residence_today_action").id
                self.assertEqual(on_today, role == "animator")
                self.assertEqual(
                    user.has_group("base.group_allow_export"), login == "helene"
                )

    def test_home(self):
        for login, due in (("nadege", "12:00"), ("rachid", "10:00")):
            with self.subTest(login=login):
                user = self.ref(f"user_{login}")
                home = self.env["residence.today"].with_user(user).get_today()
                self.assertIn(due, [card["hour"] for card in home["to_complete"]])
                self.assertTrue(home["next"])
                self.assertEqual(len(home["open_door"]), 1)

    def test_spaces_are_booked(self):
        """Hall and kitchen from two hours before the meal to 45 minutes after."""
        meals = self.env["residence.event"].search(
            [
                ("residence_id", "=", self.ref("residence_tamaris").id),
                ("event_type_id", "=", self.ref("event_type_meal").id),
                ("state", "in", ("planned", "done")),
            ]
        )
        self.assertEqual(len(meals), 18 + 22 + 22 + 1)
        for meal in meals:
            start = local_time.to_local(meal.start, "Europe/Paris")
            self.assertEqual((start.hour, start.minute), (12, 0))
            spaces = meal.booking_ids.space_id.mapped("name")
            self.assertCountEqual(spaces, ["Grande salle", "Cuisine partagée"])
            self.assertEqual(
                {(booking.start, booking.stop) for booking in meal.booking_ids},
                {(meal.start - timedelta(hours=2), meal.stop + timedelta(minutes=45))},
            )

    def test_no_overlap(self):
        """On other days of installation too: PostgreSQL would refuse the whole demo."""
        for day in DAYS:
            now = datetime.combine(day, time(9, 10))
            slots = [
                (loan["space"], loan["start"], loan["stop"])
                for loan in [*loans(now), *each_date(loan_series(now))]
            ]
            for event in [*programme(now), *each_date(series(now))]:
                kind = self.ref(f"event_type_{event['kind']}")
                start = event["start"] - timedelta(minutes=kind.setup_minutes)
                stop = event["stop"] + timedelta(minutes=kind.cleanup_minutes)
                slots += [
                    (f"{event['residence']}_{space}", start, stop)
                    for space in event["spaces"]
                ]
            with self.subTest(day=day):
                for first, second in pairwise(sorted(slots)):
                    if first[0] == second[0]:
                        self.assertLessEqual(first[2], second[1])

    def test_loans_to_the_gym_association(self):
        bookings = self.env["residence.booking"].search(
            [("partner_id", "=", self.ref("partner_gym").id)]
        )
        self.assertGreater(len(bookings), 30)
        self.assertTrue(any(loan.stop > fields.Datetime.now() for loan in bookings))

    def test_series(self):
        """Baskets, the club and the gym class run on, and skip what they must."""
        tamaris = self.ref("residence_tamaris")
        self.assertEqual(tamaris.school_zone, "b")
        found = self.env["residence.event.series"].search([])
        self.assertEqual(found.residence_id, tamaris)
        self.assertEqual(set(found.mapped("state")), {"active"})
        baskets = found.filtered(
            lambda one: one.event_type_id == self.ref("event_type_basket")
        )
        self.assertEqual(
            (baskets.rrule, baskets.end_type), ("FREQ=WEEKLY;BYDAY=FR", "never")
        )
        events = baskets.event_ids.sorted("start")
        self.assertGreater(len(events), 15)
        self.assertEqual(events.mapped("expected_count")[:2], [23, 11])
        self.assertFalse(
            [
                event
                for event in events
                if tamaris._get_closed_days(event.date, event.date)
            ]
        )
        loans = self.env["residence.booking.series"].search([])
        self.assertTrue(loans.skip_school_holidays)
        days = {tamaris._get_day_of(one.start) for one in loans.booking_ids}
        school = tamaris._get_school_holidays(min(days), max(days))
        self.assertFalse(days & school.keys())
        self.assertGreater(len(days), 8)

    def test_empty_residence(self):
        self.assertFalse(
            self.env["residence.event"].search_count(
                [("residence_id", "=", self.ref("residence_quatre_vents").id)]
            )
        )
        self.assertFalse(self.ref("residence_quatre_vents").space_ids)

    def test_names_are_within_the_counts(self):
        """Nobody's name raised a count; those of 24 months ago are to be erased."""
        presences = self.env["residence.presence"].search(
            [("residence_id", "=", self.ref("residence_tamaris").id)]
        )
        self.assertGreater(len(presences), 300)
        self.assertTrue(any(presences.mapped("is_newcomer")))
        people = presences.resident_id
        self.assertEqual(people, people.filtered("last_presence_date"))
        today = fields.Date.context_today(people)
        due = people.filtered(lambda resident: resident.purge_date <= today)
        self.assertEqual(due.mapped("name"), ["Raymond W."])
        residents = self.env["residence.resident"].search(
            [("residence_id", "=", self.ref("residence_tamaris").id)]
        )
        self.assertEqual(len(residents), 24)
        self.assertEqual(
            residents.filtered("is_minor").mapped("guardian_name"), ["Mme U."]
        )

    def test_peers(self):
        """A season over: 8 sessions, 20 h, 47 of 56, one theme that is passed on."""
        report = self.env["residence.activity.report"].with_user(
            self.ref("user_helene")
        )
        sessions = self.env["residence.peer.session"].search([("state", "=", "done")])
        self.assertEqual(sessions.group_id, self.ref("peer_group_estuary"))
        [sums] = report._read_group(
            [("kind", "=", "peer_session")],
            aggregates=[
                "sessions:sum",
                "session_hours:sum",
                "attendances_present:sum",
                "attendances_expected:sum",
                "sessions_missing:sum",
            ],
        )
        self.assertEqual(sums, (8, 20, 47, 56, 1))
        [(theme,)] = report._read_group([], ["peer_theme_id"])
        self.assertEqual(theme, self.ref("peer_theme_with_residents"))
        nadege = self.ref("user_nadege")
        for model, count in (
            ("residence.peer.mood", 5),
            ("residence.peer.synthesis", 2),
            ("residence.peer.note", 1),
        ):
            records = self.env[model].with_user(nadege)
            self.assertEqual(records.search_count([]), count, model)
        texts = self.env["residence.peer.synthesis"].with_user(self.ref("user_solene"))
        self.assertEqual(texts.search([]).state, "approved")
        self.assertFalse(
            self.env["mail.mail"].search([("is_residence_confidential", "=", True)]),
            "the demo writes to nobody",
        )

    def test_support_meetings(self):
        """Nine and five held, six next steps, one talk asked for."""
        visits = self.env["residence.coaching.visit"]
        held = {
            residence.name: count
            for residence, count in visits._read_group(
                [("state", "=", "done")], ["residence_id"], ["__count"]
            )
        }
        self.assertEqual(held, {"Les Tamaris": 9, "Le Grand Large": 5})
        large = [("residence_id", "=", self.ref("residence_grand_large").id)]
        kinds = dict(visits._read_group(large, ["kind"], ["__count"]))
        self.assertEqual(kinds, {"visit": 2, "video": 3})
        steps = self.env["residence.coaching.action"]
        states = dict(steps._read_group([], ["state"], ["__count"]))
        self.assertEqual(states, {"done": 3, "todo": 2, "dropped": 1})
        talk = self.env["residence.coaching.talk"].search([])
        self.assertEqual(talk.animator_id, self.ref("user_rachid"))


def each_date(items):
    """Yield the dates of series over half a year, holidays and closings included."""
    for item in items:
        first = item["start"].date()
        for day in parse(item["rrule"], first).days(first):
            shift = day - first
            if shift > timedelta(days=183):
                break
            yield {
                **item,
                "start": item["start"] + shift,
                "stop": item["stop"] + shift,
            }
