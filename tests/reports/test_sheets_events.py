"""The sheet of events: what the events say, residence by residence."""

from datetime import date, datetime, time

import pytz

from ...tools.period import Period
from ..common.figures import count
from ..common.workbooks import YEAR, WorkbookCommon


class TestEventsSheet(WorkbookCommon):
    def rows(self, **options):
        table = self.table(self.open(**options)["Events"])
        return [dict(row) for row in table if isinstance(row[0][1], date)], table

    def test_agrees_with_the_events(self):
        rows, table = self.rows()
        events = self.in_period(YEAR).sorted(lambda one: (one.date, one.start, one.id))
        self.assertEqual(len(rows), len(events))
        paris = pytz.timezone("Europe/Paris")
        for row, event in zip(rows, events, strict=True):
            start = pytz.utc.localize(event.start).astimezone(paris)
            expected = count(event)
            lines = {
                line.generation_id.name: line.quantity for line in event.attendance_ids
            }
            with self.subTest(event.name):
                self.assertEqual(row["Date"], datetime.combine(event.date, time()))
                self.assertEqual(row["Time"], start.time())
                self.assertEqual(row["Residence"], event.residence_id.name)
                self.assertEqual(row["Type"], event.event_type_id.name)
                self.assertEqual(row["Title"], event.name)
                for bracket in self.env["residence.age.bracket"]._get_rows():
                    self.assertEqual(row[bracket.name], lines.get(bracket.name))
                self.assertEqual(row["Participations"], expected["participations"])
                self.assertEqual(row["Households"], expected["households"])
                self.assertEqual(
                    row["Different people named"], expected["unique_people"]
                )
                self.assertEqual(row["First visits, named"], expected["newcomers"])
                self.assertEqual(row["Planned Budget"], expected["planned_cost"])
                self.assertEqual(row["Spent"], expected["actual_cost"])
        total = dict(next(row for row in table if row[2][1] == "Total"))
        expected = count(self.in_period(YEAR))
        self.assertEqual(total["Participations"], expected["participations"])
        self.assertEqual(total["Spent"], expected["actual_cost"])
        self.assertEqual(total["Elders (60 and over)"], 15)

    def test_labels_and_text(self):
        row = next(row for row in self.rows()[0] if row["Participations"] == 18)
        self.assertEqual(row["Title"], "=Repas d'été")  # text, no formula
        self.assertEqual(row["What We Keep"], "On refait la soupe")
        self.assertEqual((row["Status"], row["Who led it?"]), ("Held", "The team"))
        cells = {
            cell.data_type
            for row in self.open(formulas=True)["Events"].iter_rows()
            for cell in row
            if str(cell.value).startswith("=Repas")
        }
        self.assertEqual(cells, {"s"})

    def test_each_residence_has_its_clock(self):
        island = self._new_residence("Le Piton", 30, tz="Indian/Reunion")
        self._new_event(island, days=-6, hour=21)  # one in the morning, the day after
        row = next(row for row in self.rows()[0] if row["Residence"] == "Le Piton")
        self.assertEqual((row["Date"].day, row["Time"]), (7, time(1, 0)))

    def test_archived_generation_stays_where_it_was_counted(self):
        self.elders.active = False
        self.assertIn(self.elders.name, self.rows()[0][0])
        january = Period(date(2026, 1, 1), date(2026, 1, 2))
        self.assertNotIn(self.elders.name, self.rows(period=january)[0][0])

    def test_archived_residence_keeps_its_name(self):
        self.away.active = False
        self.assertIn("Les Quatre-Vents", {row["Residence"] for row in self.rows()[0]})

    def test_split(self):
        book = self.open(max_rows=12)
        self.assertIn("Events (2)", book.sheetnames)
        rows = [
            row
            for tab in book
            if tab.title.startswith("Events")
            for row in self.table(tab)
            if isinstance(row[0][1], date)
        ]
        self.assertEqual(len(rows), len(self.in_period(YEAR)))

    def test_queries_do_not_grow_with_events(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.write_workbook()
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        for days in range(1, 15):
            event = self._new_event(days=-days - 20, hour=8 + days % 8)
            self._new_count(event, adults=days, children=2).state = "done"
        self.assertEqual(queries(), few)

    def test_residences_of_the_reader(self):
        for role, names in (
            ("animator", {"Les Tamaris"}),
            ("coordinator", {"Les Tamaris"}),
            ("away_animator", {"Les Quatre-Vents"}),
            ("administrator", {"Les Tamaris", "Les Quatre-Vents"}),
        ):
            with self.subTest(role):
                rows, _table = self.rows(user=self.users[role])
                self.assertEqual({row["Residence"] for row in rows}, names)
