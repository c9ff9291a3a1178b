import unittest
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta

from ...tools.demo import loan_series, loans, programme, series, texts
from ...tools.demo.dates import TUESDAY, last_open, years

TYPES = {
    "meal": (18, 22, 22),
    "workshop": (6, 10, 10),
    "basket": (30, 46, 46),
    "club": (6, 16, 24),
    "consultation": (4, 4, 5),
    "party": (2, 2, 2),
    "outing": (1, 1, 1),
    "other": (3, 3, 3),
    "open_door": (150, 172, 190),
}
DAYS = [
    date(2026, 5, 12),  # a Tuesday
    date(2028, 2, 29),
    date(2027, 1, 1),
    date(2026, 3, 30),  # after the nights when clocks change
    date(2026, 10, 26),
    date(2026, 8, 12),  # closed
    date(2026, 8, 26),  # open, but no meals in August
    date(2026, 12, 28),
    *(date(2026, 1, 1) + timedelta(days=97 * step) for step in range(12)),
]
MORNINGS = [datetime.combine(day, time(9, 10)) for day in DAYS]


# A Saturday with a club from 10 to 12, at all hours.
HOURS = [
    datetime.combine(date(2026, 5, 9), time(hour, 30))
    for hour in (0, 11, 12, 17, 18, 19, 20, 23)
]
CLOSED = {(8, day) for day in range(1, 22)}
CLOSED |= {(12, day) for day in range(24, 32)} | {(1, 1), (1, 2)}


def is_closed(event):
    return (event["start"].month, event["start"].day) in CLOSED


def count_people(event):
    return sum(event["counts"].values())


class TestDemoProgramme(unittest.TestCase):
    """The pure programme, on many days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.programmes = {now: programme(now) for now in MORNINGS + HOURS}

    def each_year(self):
        """Yield for every day tried: what it is, year 0 to 2, Les Tamaris's events."""
        for now, events in self.programmes.items():
            for year, (first, last) in enumerate(years(now.date())):
                yield (
                    {"now": now, "year": year},
                    year,
                    [
                        event
                        for event in events
                        if event["residence"] == "tamaris"
                        and event["state"] != "cancelled"
                        and first <= event["start"].date() <= last
                    ],
                )

    def test_events_per_type(self):
        """The CFPPA's sessions beside, which a civil year has: test_demo_funding.py."""
        for what, year, events in self.each_year():
            with self.subTest(**what):
                counts = Counter(event["kind"] for event in events)
                counts.pop("prevention", None)
                self.assertEqual(counts, {kind: TYPES[kind][year] for kind in TYPES})

    def test_meals(self):
        """18.9 the third year, before last Tuesday's wrap-up and after it."""
        for what, year, events in self.each_year():
            with self.subTest(**what):
                meals = [
                    e for e in events if e["kind"] == "meal" and e["state"] == "done"
                ]
                people = [count_people(meal) for meal in meals]
                mean = sum(people) / len(people)
                outside = sum(meal["external_count"] for meal in meals) / len(meals)
                self.assertEqual(round(mean, 1), (15.4, 17.3, 18.9)[year])
                self.assertEqual(round(outside, 1), 1.6)
                self.assertEqual(min(people) == 9, year == 0)
                self.assertEqual(max(people) == 27, year == 2)
                self.assertTrue(all(9 <= number <= 27 for number in people))
                self.assertGreater(len(set(people)), 5, "a believable scatter")
                known = [meal for meal in meals if meal["declared_households"]]
                self.assertEqual(len(known), 8 if year == 2 else 0)
                if year == 2:
                    self.assertEqual(round(100 * mean / 60, 1), 31.5)
                    self.assertEqual(round(100 * (mean - outside) / 60, 1), 28.8)
                    after = (sum(people) + 18) / (len(people) + 1)
                    self.assertEqual(round(after, 1), 18.9)

    def test_generations_of_meals(self):
        for now, events in self.programmes.items():
            with self.subTest(now=now):
                meals = [e for e in events if e["kind"] == "meal" and e["counts"]]
                total = sum(map(count_people, meals))
                for key, share in {
                    "children": 12,
                    "youth": 10,
                    "adults": 25,
                    "elders": 48,
                    "unspecified": 5,
                }.items():
                    people = sum(meal["counts"][key] for meal in meals)
                    self.assertAlmostEqual(100 * people / total, share, delta=4)

    def test_last_tuesday(self):
        for now, events in self.programmes.items():
            with self.subTest(now=now):
                day = last_open(now.date(), TUESDAY)
                meals = [
                    event
                    for event in events
                    if (event["residence"], event["kind"]) == ("tamaris", "meal")
                    and event["state"] != "cancelled"
                    and event["start"].date() <= day
                ]
                before, last = sorted(meals, key=lambda event: event["start"])[-2:]
                self.assertEqual(last["start"], datetime.combine(day, time(12)))
                self.assertEqual(last["stop"], datetime.combine(day, time(14)))
                self.assertEqual(
                    (last["state"], last["expected_count"]), ("planned", 18)
                )
                self.assertFalse(last["counts"])
                self.assertEqual(list(before["counts"].values()), [2, 2, 4, 8, 1])

    def test_last_tuesday_is_strictly_before(self):
        self.assertEqual(last_open(date(2026, 5, 12), TUESDAY), date(2026, 5, 5))
        self.assertEqual(last_open(date(2026, 5, 13), TUESDAY), date(2026, 5, 12))
        self.assertEqual(last_open(date(2026, 8, 24), TUESDAY), date(2026, 7, 28))
        self.assertEqual(last_open(date(2026, 8, 26), TUESDAY), date(2026, 8, 25))

    def test_who_led(self):
        for what, year, events in self.each_year():
            with self.subTest(**what):
                held = [e for e in events if e["kind"] != "open_door"]
                counts = Counter(e["led_by"] for e in held if e["state"] == "done")
                total = sum(counts.values())
                shares = {key: round(100 * counts[key] / total) for key in counts}
                residents, both = ((4, 20), (14, 33), (27, 38))[year]
                self.assertEqual(
                    (shares["residents"], shares["shared"]), (residents, both)
                )

    def test_baskets_workshops_open_doors(self):
        for what, year, events in self.each_year():
            with self.subTest(**what):
                by_kind = defaultdict(list)
                for event in events:
                    by_kind[event["kind"]].append(event)
                ordered = [e["basket_ordered_count"] for e in by_kind["basket"]]
                self.assertEqual(sum(ordered) / len(ordered), (14, 19, 23)[year])
                for basket in by_kind["basket"]:
                    left = basket["basket_ordered_count"] - basket["basket_count"]
                    self.assertIn(left, range(3))
                for workshop in by_kind["workshop"]:
                    self.assertIn(workshop["external_count"], range(8, 12))
                    self.assertIn(workshop["counts"]["elders"], range(4, 8))
                for morning in by_kind["open_door"]:
                    self.assertIn(morning["passage_count"], range(4, 12))
                    self.assertFalse(morning["spaces"])

    def test_spent(self):
        """22 meals, 10 workshops, 2 feasts, an outing: about 3,240 € with last
        Tuesday's; what funders pay last civil year is in test_demo_funding.py."""
        for what, year, events in self.each_year():
            with self.subTest(**what):
                spent = sum(
                    event.get("actual_cost", 0)
                    for event in events
                    if event["kind"] != "prevention"
                )
                usual = (2740, 3240, 3157.6)[year]
                self.assertAlmostEqual(spent, usual, delta=usual / 8)

    def test_exceptions(self):
        for now, events in self.programmes.items():
            with self.subTest(now=now):
                due = [
                    (event["residence"], event["kind"])
                    for event in events
                    if event["state"] in ("draft", "planned") and event["stop"] < now
                ]
                self.assertCountEqual(
                    due, [("tamaris", "meal"), ("grand_large", "club")]
                )
                states = Counter(event["state"] for event in events)
                self.assertEqual(states["cancelled"], 3)
                self.assertGreaterEqual(states["draft"], 1)
                done = [event for event in events if event["state"] == "done"]
                self.assertTrue(all(event["stop"] < now for event in done))
                self.assertEqual(sum(not event["animator"] for event in done), 2)
                uncounted = [
                    event
                    for event in done
                    if not event["counts"]
                    and event["kind"] not in ("basket", "open_door")
                ]
                self.assertEqual(len(uncounted), 1)

    def test_closed(self):
        """Closed, the house holds nothing: its residents walk outside."""
        for now, events in self.programmes.items():
            with self.subTest(now=now):
                for event in events:
                    if is_closed(event):
                        self.assertEqual(
                            (event["name"], event["spaces"]), (texts.WALK, ())
                        )
                    if event["start"].month == 8 and event["kind"] == "meal":
                        self.assertNotEqual(event["state"], "done")
                for loan in loans(now):
                    self.assertFalse(is_closed(loan))

    def test_something_today_and_this_week(self):
        for now, events in self.programmes.items():
            with self.subTest(now=now):
                days = defaultdict(set)
                for event in events:
                    if event["stop"] > now:
                        self.assertIn(event["state"], ("draft", "planned"))
                        days[event["residence"]].add(event["start"].date())
                for house in ("tamaris", "grand_large"):
                    self.assertIn(now.date(), days[house])
                    coming = min(days[house] - {now.date()})
                    self.assertLessEqual((coming - now.date()).days, 7)

    def test_what_comes_back(self):
        """The next Friday, Saturday and Wednesday that are not over yet."""
        for now in self.programmes:
            loans_before = [loan["start"] for loan in loans(now)]
            for item, weekday in zip(
                [*series(now), *loan_series(now)], (4, 5, 2), strict=True
            ):
                with self.subTest(now=now, rrule=item["rrule"]):
                    self.assertEqual(item["start"].weekday(), weekday)
                    self.assertGreater(item["stop"], now)
                    self.assertLessEqual((item["start"].date() - now.date()).days, 7)
            self.assertLess(max(loans_before), item["start"])

    def test_same_every_time(self):
        now = MORNINGS[0]
        self.assertEqual(programme(now), self.programmes[now])
        evening = programme(now.replace(hour=21))
        self.assertEqual(
            [event for event in evening if event["start"].date() != now.date()],
            [e for e in self.programmes[now] if e["start"].date() != now.date()],
        )

    def test_words(self):
        """Every word was typed in texts.py: no name comes in by another door."""
        known = set(texts_of(vars(texts))) | {
            texts.MEALS[0].format(season=season) for season in texts.SEASONS.values()
        }
        for now, events in self.programmes.items():
            with self.subTest(now=now):
                for event in events:
                    for key in ("name", "note", "summary"):
                        self.assertIn(event.get(key, ""), known | {""})


def texts_of(value):
    """Yield every string in nested tuples and dicts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_of(part)
