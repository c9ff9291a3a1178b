import unittest
from collections import Counter, defaultdict
from datetime import date, timedelta

from ...tools.demo import RESIDENTS, make_presences, programme, resident_values
from .test_demo import MORNINGS, count_people


class TestDemoResidents(unittest.TestCase):
    """Who lives there and who was noted, on many days of installation."""

    def test_photo_agreements(self):
        """11 said yes, one of whom withdrew it; 4 no; nobody asked the others."""
        today = date(2026, 5, 12)
        values = [resident_values(one, today) for one in RESIDENTS["tamaris"]]
        answers = Counter(one.get("image_consent", "unknown") for one in values)
        self.assertEqual(answers, {"yes": 11, "no": 4, "unknown": 9})
        self.assertEqual(sum("image_consent_withdrawn" in one for one in values), 1)
        for one in values:
            given = one.get("image_consent_date")
            for name in ("image_consent_withdrawn", "image_consent_until"):
                self.assertTrue(name not in one or given < one[name] <= today)

    def test_one_per_dwelling_and_name(self):
        for house, people in RESIDENTS.items():
            with self.subTest(house):
                self.assertEqual(len({one.key for one in people}), len(people))

    def each(self):
        """Yield for every day tried: what it is, {event key: event}, the presences."""
        for now in MORNINGS:
            today = now.date()
            for house in RESIDENTS:
                events = {
                    number: {
                        "key": number,
                        "day": event["start"].date(),
                        "kind": event["kind"],
                        "counts": event["counts"],
                        "external": event.get("external_count", 0),
                        "led_by": event["led_by"],
                        "households": event.get("declared_households", 0),
                    }
                    for number, event in enumerate(programme(now))
                    if event["residence"] == house and event["state"] == "done"
                }
                presences = list(make_presences(house, events.values(), today))
                yield {"now": now, "house": house}, today, events, presences

    def test_within_the_counts(self):
        for what, _today, events, presences in self.each():
            named = defaultdict(Counter)
            generation = {one.key: one.generation for one in RESIDENTS[what["house"]]}
            for event, resident, role in presences:
                named[event][generation[resident]] += 1
                if role == "lead":
                    self.assertEqual(events[event]["led_by"], "residents")
            with self.subTest(**what):
                self.assertEqual(
                    len({(event, one) for event, one, _role in presences}),
                    len(presences),
                )
                for key, counter in named.items():
                    counts = events[key]["counts"]
                    room = count_people(events[key]) - events[key]["external"]
                    self.assertLessEqual(counter.total(), room)
                    beyond = sum(
                        max(0, people - counts.get(name, 0))
                        for name, people in counter.items()
                    )
                    self.assertLessEqual(beyond, counts.get("unspecified", 0))

    def test_somebody_for_the_purge_and_somebody_new(self):
        for what, today, events, presences in self.each():
            last = {}
            for event, resident, _role in presences:
                day = events[event]["day"]
                last[resident] = max(last.get(resident, day), day)
            with self.subTest(**what):
                if what["house"] == "grand_large":
                    self.assertIn("serge", last)
                    continue
                long_ago = [
                    one for one, day in last.items() if day < today - timedelta(730)
                ]
                self.assertEqual(long_ago, ["raymond"])
                self.assertGreaterEqual(len(last), 20)
