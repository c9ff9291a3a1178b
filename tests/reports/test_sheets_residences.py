"""The workbook of residences, opened again and held to a plain count."""

from datetime import date

from ...tools.period import Period
from ..common.figures import FiguresCommon, count, counts_people, rates
from ..common.workbooks import YEAR, WorkbookOpener

NUMBERS = {  # heading: measure
    "Number planned": "events_planned",
    "Number held": "events",
    "Number cancelled": "events_cancelled",
    "Number counted": "events_counted",
    "Participations": "participations",
    "of which from outside": "external_participations",
    "Different people named": "unique_people",
    "First visits, named": "newcomers",
    "Passages (open door)": "passages",
    "Different people who lent a hand or led": "helpers",
    "Different partners": "partners",
    "Baskets Collected": "baskets",
    "Time Given by Residents (h)": "volunteer_hours",
    "Planned Budget": "planned_cost",
    "Spent": "actual_cost",
    "Brought by Partners": "contribution_amount",
}
ALWAYS_KNOWN = ("events_planned", "events", "events_cancelled", "events_counted")
SHARES = {  # heading: numerator, denominator
    "Ten people or more": ("events_ten_or_more", "events_counted"),
    "Several generations": ("events_intergenerational", "events_by_generation"),
    "Led by residents": ("events_resident_led", "events"),
    "Led by the team and residents": ("events_shared", "events"),
    "With partners": ("events_with_partners", "events"),
}


class ResidencesCommon(WorkbookOpener, FiguresCommon):
    workbook = "residences"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["residence.residence"].search(
            [("id", "not in", (cls.home | cls.away | cls.shared_home).ids)]
        ).active = False

    def rows(self, tab):
        """Return {place: {heading: value}}, the first of each heading."""
        rows = list(tab.iter_rows(values_only=True))
        top = next(at for at, row in enumerate(rows) if row[0] == "Residence")
        return {
            row[0]: dict(reversed(list(zip(rows[top], row, strict=True))))
            for row in rows[top + 1 :]
            if row[1] or row[5]
        }

    def events_of(self, name, period):
        return self.figures_of.filtered(
            lambda event: (
                event.date in period and name in ("Total", event.residence_id.name)
            )
        )


class TestResidencesSheet(ResidencesCommon):
    def check(self, name, row, period):
        events = self.events_of(name, period)
        expected = count(events)
        for heading, measure in NUMBERS.items():
            value = expected[measure]
            if measure in ALWAYS_KNOWN:
                value = value or 0
            with self.subTest(place=name, heading=heading):
                self.assertEqual(row[heading], value)
        for heading, (above, below) in SHARES.items():
            value = expected[above] / expected[below] if expected[below] else 0
            with self.subTest(place=name, heading=heading):
                self.assertAlmostEqual(row[heading] or 0, value)
        average, middle, residents, everyone = rates(events)
        self.assertAlmostEqual(row["Average"] or 0, average or 0)
        self.assertAlmostEqual(row["Median"] or 0, middle or 0)
        self.assertAlmostEqual(row["Residents per 100 dwellings"] or 0, residents or 0)
        self.assertAlmostEqual(row["All, per 100 dwellings"] or 0, everyone or 0)
        passed = events.filtered(lambda event: event.date <= date(2026, 5, 12))
        due = count(passed)["events_planned"]
        share = (expected["events"] or 0) / due if due else 0
        self.assertAlmostEqual(row["Held, of planned"] or 0, share)
        measured = events.filtered(
            lambda one: one.state == "done" and one.household_count
        )
        base = sum(one.residence_id.dwelling_count for one in measured)
        share = sum(measured.mapped("household_count")) / base if base else 0
        self.assertAlmostEqual(row["Households, % of the dwellings"] or 0, share)

    def test_agrees_with_a_plain_count(self):
        for period in (YEAR, Period(date(2026, 4, 1), date(2026, 5, 3))):
            rows = self.rows(self.open(period=period)["Residences"])
            self.assertEqual(
                list(rows),
                ["Le Grand Large", "Les Quatre-Vents", "Les Tamaris", "Total"],
            )
            for name, row in rows.items():
                self.check(name, row, period)
        self.assertEqual(rows["Le Grand Large"]["Number held"], 0)
        self.assertIsNone(rows["Le Grand Large"]["Participations"])

    def test_the_year_before(self):
        tab = self.open()["Residences"]
        headings = list(tab.iter_rows(values_only=True))
        top = next(at for at, row in enumerate(headings) if row[0] == "Residence")
        band = next(
            at
            for at, label in enumerate(headings[top - 1])
            if label and "a year before" in label
        )
        total = next(row for row in headings if row[0] == "Total")
        events = self.events_of("Total", YEAR.until(date(2026, 5, 12)).year_before())
        expected = count(events)
        self.assertTrue(expected["events"])
        self.assertEqual(
            (total[band], total[band + 1], total[band + 4]),
            (expected["events"], expected["participations"], expected["actual_cost"]),
        )
        self.assertAlmostEqual(total[band + 3], rates(events)[2])

    def test_dwellings_with_a_house(self):
        self.home.house_name = "Maison des Projets"
        text = str([row[:1] for row in self.open()["Residences"].values])
        self.assertIn("60 of 140 dwellings have a shared house (43 %)", text)
        row = self.rows(self.open()["Residences"])["Total"]
        self.assertAlmostEqual(row["With a house, %"], 60 / 140)
        # who reads a part of the residences is told no share of all
        text = str(list(self.open(user=self.animator)["Residences"].values))
        self.assertNotIn("have a shared house", text)

    def test_each_reads_their_own(self):
        for role, names in (
            ("animator", ["Les Tamaris", "Total"]),
            ("coordinator", ["Les Tamaris", "Total"]),
            ("away_coordinator", ["Les Quatre-Vents", "Total"]),
            ("administrator", ["Le Grand Large", "Les Quatre-Vents", "Les Tamaris"]),
        ):
            rows = self.rows(self.open(user=self.users[role])["Residences"])
            with self.subTest(role):
                self.assertEqual(list(rows)[: len(names)], names)
                self.assertNotIn("secret", str(rows).lower())

    def test_archived_residences_stay_where_they_count(self):
        self.away.active = self.shared_home.active = False
        rows = self.rows(self.open()["Residences"])
        self.assertEqual(list(rows), ["Les Quatre-Vents", "Les Tamaris", "Total"])

    def test_printed_on_pages(self):
        for key, title in (("residences", "Residences"), ("activity", "Events")):
            tab = self.open(key)[title]
            self.assertEqual(tab.page_setup.orientation, "landscape")
            self.assertEqual(tab.page_setup.paperSize, 9)
            self.assertTrue(tab.col_breaks.brk)
            self.assertTrue(tab.print_title_cols)
            self.assertGreaterEqual(tab.page_setup.scale or 100, 45)


class TestNotes(ResidencesCommon):
    def notes(self, **options):
        """Return {topic: notes}."""
        notes = {}
        for topic, note, *_more in self.open(**options)["Notes"].values:
            if note:
                notes.setdefault(topic, []).append(note)
        return notes

    def test_what_was_not_measured(self):
        notes = self.notes()
        events = self.events_of("Total", YEAR)
        held = events.filtered(
            lambda one: one.state == "done" and one.counting_mode != "passages"
        )
        counted = held.filtered(counts_people)
        self.assertLess(len(counted), len(held))
        self.assertIn(
            f"People: at {len(counted)} of {len(held)} events held. The others are in "
            "no average.",
            notes["What was measured"],
        )
        known = count(events)["events_by_generation"]
        self.assertIn(
            f"Generations: at {known} of {len(counted)} events counted.",
            notes["What was measured"],
        )
        [missing] = notes["Wrap-ups missing"]
        self.assertIn("Les Tamaris: 2 over", missing)
        self.due.unlink()
        self.assertIn("final", str(self.notes()["Wrap-ups missing"]))

    def test_last_in_every_workbook(self):
        for key in ("activity", "residences", "peer_sessions"):
            with self.subTest(key):
                book = self.open(key)
                self.assertEqual(book.sheetnames[-1], "Notes")
                self.assertIsNone(book["Notes"].auto_filter.ref)


class TestForOutside(ResidencesCommon):
    def test_small_counts_are_hidden(self):
        """6 elders, 4 people elsewhere, 2 from outside: neither shown nor told."""
        inside = self.rows(self.open()["Residences"])
        outside = self.rows(self.open(external=True)["Residences"])
        self.assertEqual(inside["Les Quatre-Vents"]["Participations"], 4)
        self.assertEqual(outside["Les Quatre-Vents"]["Participations"], "< 5")
        self.assertEqual(outside["Les Quatre-Vents"]["Average"], "hidden")
        self.assertNotEqual(outside["Les Tamaris"]["Participations"], 38)
        self.assertEqual(outside["Les Tamaris"]["of which from outside"], "< 5")
        self.assertEqual(
            outside["Les Tamaris"]["Spent"], inside["Les Tamaris"]["Spent"]
        )
        for key in ("activity", "residences"):
            for tab in self.open(key, external=True):
                if tab.title == "Notes":
                    self.assertIn("Meant for outside", str(list(tab.values)))
        text = str(list(self.open()["Notes"].values))
        self.assertNotIn("Meant for outside", text)

    def get_people(self):
        """Return the headings that count people."""
        return {
            "Participations",
            "of which from outside",
            "Different people named",
            "First visits, named",
            "Households",
            "Passages (open door)",
            "Residents counted",
            "Median",
            *self.env["residence.age.bracket"]._get_rows().mapped("name"),
        }

    def test_events_are_listed_without_counts(self):
        """Added up by residence and type they would tell what the overview hides."""

        def spent(rows):
            column = next(row.index("Spent") for row in rows if "Spent" in row)
            return [row[column] for row in rows]

        inside, outside = (
            list(self.open("activity", **options)["Events"].values)
            for options in ({}, {"external": True})
        )
        shown = {value for row in outside for value in row}
        self.assertTrue(self.get_people() & {one for row in inside for one in row})
        self.assertFalse(self.get_people() & shown)
        self.assertIn("=Repas d'été", shown)
        found = [value for value in spent(outside) if value]
        self.assertEqual(found, [value for value in spent(inside) if value])
        self.assertGreater(len(found), 2)
        self.assertIn("in the overview", str(outside[-3:]))

    def test_no_small_count_is_left(self):
        """Whatever the sheet: every heading that counts people is looked at."""
        people = self.get_people()
        found = 0
        for key in ("activity", "residences"):
            for tab in self.open(key, external=True):
                rows = list(tab.values)
                top = next(
                    (at for at, row in enumerate(rows) if "Residence" in row), None
                )
                for row in rows[top + 1 :] if top else ():
                    for heading, value in zip(rows[top], row, strict=True):
                        if heading in people and isinstance(value, (int, float)):
                            found += 1
                            with self.subTest(tab=tab.title, heading=heading):
                                self.assertFalse(0 < value < 5, row)
        self.assertGreater(found, 20)
