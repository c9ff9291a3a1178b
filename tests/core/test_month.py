"""One month of a house, lived by its animator; the workbook against a hand count."""

import io
from datetime import date, datetime

from freezegun import freeze_time
from openpyxl import load_workbook
from pdfminer.high_level import extract_text

from odoo.tests import Form, tagged

from ...tools.period import Period
from ..common.base import MODULE, ResidenceCommon

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))

# Kept by hand while the month below was written; nothing here is computed.
#   meals       2 June 15 (2 from outside), 9 June 13, 16 June 18 (3 from outside),
#               23 June 1 counted, then three named: 3
#   couture     18 June 6 (1 from outside), with residents
#   evening     24 June 11, by residents, without her
#   baskets     5 June 18 of 19, 11 June (moved from the 12th) 20 of 20, 19 June
#               cancelled, 26 June 21 of 22
#   open door   1 June 3 passages
# Named: Odette at three meals and the couture, Bernard at two, Yamina at two, Lola at
# two, Colette at the couture: five people, all for the first time this month.
MEALS = {"events": 4, "participations": 49, "external": 5, "people": 4, "spent": 237.4}
OVERVIEW = {
    "meal": MEALS,
    "other": {"events": 1, "participations": 6, "external": 1, "people": 2},
    "club": {"events": 1, "participations": 11, "external": 0},
    "basket": {"events": 3, "baskets": 59},
    "open_door": {"passages": 3},
    "All types": {
        "events": 9,
        "participations": 66,
        "external": 6,
        "people": 5,
        "newcomers": 5,
        "baskets": 59,
        "passages": 3,
        "hours": 7,
        "spent": 260,
    },
}
HEADINGS = {
    "events": "Number held",
    "participations": "Participations",
    "external": "of which from outside",
    "people": "Different people named",
    "newcomers": "First visits, named",
    "baskets": "Baskets Collected",
    "passages": "Passages (open door)",
    "hours": "Time Given by Residents (h)",
    "spent": "Spent",
}


@tagged("post_install", "-at_install")  # papers are printed
class TestMonth(ResidenceCommon):
    """Told in the order of the days; each step is what a screen calls."""

    def setUp(self):
        super().setUp()
        self._print_in_english()
        self.events = self.env["residence.event"].with_user(self.animator)
        self.uid = self.animator.id

    def _at(self, moment):
        """Live a moment of the month, in UTC: two hours less than in Paris."""
        freezer = freeze_time(f"2026-06-{moment}")
        self.addCleanup(freezer.stop)
        freezer.start()
        self.env.invalidate_all()

    def _new_resident(self, name, dwelling):
        return super()._new_resident(name, dwelling).with_user(self.animator)

    def _wrap_up(self, event, counts=None, people=(), **values):
        """Save the one page of the wrap-up: what its widgets send, in one request."""
        event = event.with_user(self.animator)
        if counts:
            values["attendance_grid"] = [
                {**row, "quantity": counts.get(row["bracket_id"])}
                for row in event.attendance_grid
            ]
        if people:
            values["presence_grid"] = [
                {"resident_id": one.id, "role": "participant"} for one in people
            ]
        event.write(values)
        event.action_done()
        self.assertEqual(event.state, "done")

    def _plan(self, kind, start, stop, **values):
        return self.events.create(
            {
                "residence_id": self.home.id,
                "event_type_id": kind.id,
                "start": start,
                "stop": stop,
                "state": "planned",
                **values,
            }
        )

    def test_a_month(self):
        odette = self._new_resident("Odette V.", "A02")
        bernard = self._new_resident("Bernard L.", "A05")
        yamina = self._new_resident("Yamina K.", "A11")
        colette = self._new_resident("Colette R.", "B01")
        self._at("01 08:00")
        basket_days = self._plan_baskets()
        meals = [
            self._plan(
                self.meal, f"2026-06-{day:02} 10:00:00", f"2026-06-{day:02} 12:00"
            )
            for day in (2, 9, 16, 23)
        ]
        for tap in range(3):
            self.events.tap_open_door(self.home.id, f"door-{tap}-of-june-first")
        self._at("02 12:30")
        self._wrap_up(
            meals[0],
            {self.children.id: 2, self.adults.id: 4, self.elders.id: 9},
            [odette, bernard],
            external_count=2,
            actual_cost=60,
        )
        self._at("03 09:00")
        couture = self._turn_an_idea_into_a_workshop()
        for paper in ("poster", "flyer_4", "sign_in"):
            self._check_paper(couture, paper)
        self._at("05 17:00")
        self._wrap_up(basket_days[0], basket_ordered_count=19, basket_count=18)
        self._at("08 09:00")
        # the farm comes a day earlier; the week after, not at all
        basket_days[1].write({"start": "2026-06-11 15:00", "stop": "2026-06-11 16:30"})
        basket_days[2].action_cancel()
        self._at("09 12:30")
        counts = {self.adults.id: 3, self.elders.id: 10}
        self._wrap_up(meals[1], counts, [odette, yamina], actual_cost=55.5)
        self._at("11 17:00")
        self._wrap_up(basket_days[1], basket_ordered_count=20, basket_count=20)
        self._at("16 12:30")
        counts = {self.children.id: 2, self.adults.id: 7, self.elders.id: 9}
        self._wrap_up(meals[2], counts, [bernard], external_count=3, actual_cost=82.4)
        lola = self._note_a_newcomer(meals[2], bernard)
        self._at("18 13:00")
        self._wrap_up(
            couture,
            {self.unspecified.id: 6},
            [odette, colette],
            external_count=1,
            volunteer_hours=4,
            actual_cost=22.6,
        )
        self.assertEqual(couture.idea_id.state, "done")
        self._at("23 12:30")
        people = [odette, yamina, lola]
        self._wrap_up(meals[3], {self.adults.id: 1}, people, actual_cost=39.5)
        self.assertEqual(meals[3].attendance_count, 3)
        self._settle_the_evening()
        self._at("26 17:00")
        self._wrap_up(basket_days[3], basket_ordered_count=22, basket_count=21)

        self._at("30 16:00")
        self.assertFalse(self.events.env["residence.today"].get_today()["to_complete"])
        before = self._read_workbook()
        self._check_by_hand(before)
        odette.action_erase()
        self.assertFalse(
            self.env["residence.resident"].search([("name", "ilike", "odette")])
        )
        after = self._read_workbook()
        self.assertEqual(after, before)
        self.assertEqual(meals[0].presence_ids.resident_id.sorted("id")[0], odette)

    def _plan_baskets(self):
        series = self.env["residence.event.series"].with_user(self.animator)
        form = Form(series.with_context(residence_series_draft=1))
        form.residence_id = self.home
        form.event_type_id = self.basket
        form.space_id = self.hall
        form.start = datetime(2026, 6, 5, 15)
        form.stop = datetime(2026, 6, 5, 16, 30)
        form.end_type = "count"
        form.count = 4
        series = form.save()
        series.action_start()
        events = series.event_ids.sorted("start")
        days = [str(event.date) for event in events]
        self.assertEqual(days, [f"2026-06-{day:02}" for day in (5, 12, 19, 26)])
        return events

    def _turn_an_idea_into_a_workshop(self):
        ideas = self.env["residence.idea"].with_user(self.animator)
        self.assertTrue(ideas.note_idea(self.home.id, "Couture", "an-idea-of-june-3"))
        idea = ideas.search([("name", "=", "Couture")])
        idea.tap_support("a-support-of-june-3")
        event = self.events.browse(idea.action_make_event()["res_id"])
        event.write({"start": "2026-06-18 08:00", "stop": "2026-06-18 10:00"})
        event.action_plan()
        self.assertEqual(idea.state, "accepted")
        return event

    def _check_paper(self, event, paper):
        """Print, and read what it says: no resident has a name on paper."""
        reports = self.env["ir.actions.report"].with_user(self.animator)
        reports = reports.with_context(force_report_rendering=True)
        pdf, kind = reports._render_qweb_pdf(f"{MODULE}.paper_{paper}", event.ids)
        self.assertEqual(kind, "pdf")
        text = extract_text(io.BytesIO(pdf))
        with self.subTest(paper=paper):
            self.assertIn("Couture", text)
            self.assertIn("18 June", text)
            self.assertNotIn("Odette", text)

    def _note_a_newcomer(self, event, *there):
        """The system makes whoever is typed with no record yet."""
        rows = [{"resident_id": one.id, "role": "participant"} for one in there]
        rows.append({"name": "Lola I.", "dwelling": "D06", "role": "co_organizer"})
        event.presence_grid = rows
        lola = event.presence_ids.resident_id.filtered(
            lambda one: one.name == "Lola I."
        )
        self.assertTrue(
            event.presence_ids.filtered(lambda one: one.resident_id == lola).is_newcomer
        )
        return lola

    def _settle_the_evening(self):
        """Residents hold it without her; the morning after, she hears that it was."""
        evening = self._plan(
            self.club,
            "2026-06-24 17:00",
            "2026-06-24 20:00",
            led_by="residents",
            animator_id=False,
        )
        self._at("25 07:00")
        card = self.events.env["residence.today"].get_today()["to_complete"][0]
        self.assertEqual((card["id"], card["to_settle"]), (evening.id, True))
        self._wrap_up(evening, {self.unspecified.id: 11}, volunteer_hours=3)

    def _read_workbook(self):
        """Return {type: {heading: value}} of the Overview, and the rows of Events."""
        target = io.BytesIO()
        sheets = self.env["residence.sheets"].with_user(self.management)
        places = self.env["residence.residence"].with_env(sheets.env)
        sheets._write_workbook(target, "activity", JUNE, places)
        book = load_workbook(target, data_only=True)
        rows = list(book["Overview"].iter_rows(values_only=True))
        top = next(place for place, row in enumerate(rows) if "Residence" in row)
        overview = {}
        for row in rows[top + 1 :]:
            # the period's own columns come first, those it is compared with repeat them
            cells = dict(zip(reversed(rows[top]), reversed(row), strict=True))
            overview[
                cells["Residence"] if cells["Residence"] == "Total" else cells["Type"]
            ] = cells
        events = list(book["Events"].iter_rows(values_only=True))
        return overview, events

    def _check_by_hand(self, workbook):
        overview, events = workbook
        for kind, figures in OVERVIEW.items():
            name = kind
            if kind != "All types":
                name = self.env.ref(f"{MODULE}.event_type_{kind}").name
            for key, figure in figures.items():
                with self.subTest(kind=kind, figure=key):
                    self.assertEqual(overview[name][HEADINGS[key]], figure)
        text = str(events)
        for name in ("Odette", "Lola", "Bernard", "A02"):
            self.assertNotIn(name, text)
