"""The dashboard: the report's own figures, for its roles alone, never an error."""

import json

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.spreadsheet.utils.validate_data import fields_in_spreadsheet

from ..common.base import MODULE, ResidenceCommon
from ..common.dashboard import lines_of, look
from ..common.tours import PC, PHONE, TourCommon

MODEL = "residence.activity.report"
READERS = ("coordinator", "management", "administrator")


class TestDashboard(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dashboard = cls.env.ref(f"{MODULE}.spreadsheet_dashboard")
        cls.content = json.loads(cls.dashboard.spreadsheet_data)
        figures = cls.content["sheets"][0]["figures"]
        cls.charts = [
            one["data"] for one in figures if one["data"]["type"].startswith("odoo_")
        ]
        cls.pivots = list(cls.content["pivots"].values())

    def test_reads_the_report_alone(self):
        by_model = fields_in_spreadsheet(self.content)
        self.assertEqual(set(by_model), {MODEL})
        report = self.env[MODEL]
        self.assertLessEqual(by_model[MODEL], set(report._fields))
        self.assertFalse(self.content["lists"])
        self.assertEqual(len(self.charts), 5)

    def test_filters_reach_every_figure(self):
        filters = {one["id"] for one in self.content["globalFilters"]}
        self.assertEqual(filters, {"period", "residence"})
        for source in (*self.charts, *self.pivots):
            chains = {key: one["chain"] for key, one in source["fieldMatching"].items()}
            self.assertEqual(set(chains), filters)
            self.assertLessEqual(set(chains.values()), set(self.env[MODEL]._fields))
            self.assertEqual(
                source["actionXmlId"], f"{MODULE}.residence_activity_report_action"
            )

    def test_every_figure_may_be_asked(self):
        """As each role: the queries of pivots and charts pass the rules."""
        queries = [
            (
                [pivot_row["fieldName"] for pivot_row in pivot["rows"]],
                [
                    f"{one['fieldName']}:{one.get('aggregator', 'sum')}"
                    for one in pivot["measures"]
                ],
                pivot["domain"],
            )
            for pivot in self.pivots
        ] + [
            (
                chart["metaData"]["groupBy"],
                [f"{chart['metaData']['measure']}:sum"],
                chart["searchParams"]["domain"],
            )
            for chart in self.charts
        ]
        for role in READERS:
            report = self.env[MODEL].with_user(self.users[role])
            for groupby, measures, domain in queries:
                with self.subTest(role=role, groupby=groupby, measures=measures):
                    report.formatted_read_group(domain, groupby, measures)

    def test_who_reads_it(self):
        for name, user in self.users.items():
            with self.subTest(name):
                readable = self.dashboard.with_user(user).has_access("read")
                expected = any(role in name for role in READERS)
                self.assertEqual(readable, expected)
                menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
                menu = self.env.ref(f"{MODULE}.menu_dashboard")
                self.assertEqual(menu.id in menus, expected)

    def test_titles_are_translated(self):
        """All words that people see are source strings of this module."""
        cells = [
            content
            for sheet in self.content["sheets"]
            for content in sheet["cells"].values()
        ]
        shown = [
            content
            for content in self.content["sheets"][0]["cells"].values()
            if not content.startswith("=")
        ]
        self.assertFalse(shown, "plain words are not translated")
        self.assertTrue(any('_t("' in content for content in cells))


@tagged("post_install", "-at_install")
class TestDashboardScreen(TourCommon):
    browser_size = PC
    drawn = 12  # those within the screen
    roles = READERS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.content = json.loads(
            cls.env.ref(f"{MODULE}.spreadsheet_dashboard").spreadsheet_data
        )
        cls.lines = lines_of(cls.content["sheets"][1])
        cls.path = f"/odoo/action-{MODULE}.residence_dashboard_action"

    @classmethod
    def _fill(cls):
        """Two meals held today, one a year ago to the day, one not noted; a door."""
        back = cls.now - relativedelta(years=1) - cls.now
        held = [
            (-3, (2, 1, 4, 9), 2, "residents"),
            (-5, (0, 0, 3, 0), 0, "animator"),
            (back.days * 24 - 3, (1, 0, 5, 5), 1, "shared"),
        ]
        for hours, people, external, led_by in held:
            meal = cls._new_meal(hours=hours, space_id=False, led_by=led_by)
            names = ("children", "youth", "adults", "elders")
            meal.write(
                {
                    "attendance_ids": [
                        (
                            0,
                            0,
                            {
                                "age_bracket_id": cls.brackets[name].id,
                                "quantity": number,
                            },
                        )
                        for name, number in zip(names, people, strict=True)
                    ],
                    "external_count": external,
                    "actual_cost": 78.5,
                    "planned_cost": 80,
                    "volunteer_hours": 2.5,
                    "state": "done",
                }
            )
        cls._new_meal(hours=-8, space_id=False)
        cls._new_meal(
            hours=-7,
            space_id=False,
            event_type_id=cls.env.ref(f"{MODULE}.event_type_open_door").id,
            passage_count=12,
            state="done",
        )
        other = cls.env["residence.residence"].create(
            {"name": "Elsewhere", "dwelling_count": 40, "tz": cls.tz}
        )
        cls._new_meal(
            hours=-4, space_id=False, residence_id=other.id, state="done"
        ).attendance_ids = [
            (0, 0, {"age_bracket_id": cls.brackets["adults"].id, "quantity": 10})
        ]

    def _expect(self, user):
        """Return what the cells of sums hold, by the report's own _read_group."""
        self.env.flush_all()
        report = self.env[MODEL].with_user(user).with_context(lang="en_US")
        today = fields.Date.today()
        measures = {
            one["fieldName"]: one["aggregator"]
            for one in self.content["pivots"]["1"]["measures"]
        }
        cells = []
        for column, last in ((1, today), (2, today - relativedelta(years=1))):
            domain = [
                ("date", ">=", last + relativedelta(month=1, day=1)),
                ("date", "<=", last),
            ]
            [values] = report._read_group(
                domain, [], [f"{name}:{how}" for name, how in measures.items()]
            )
            sums = dict(zip(measures, values, strict=True))
            for name, value in sums.items():
                shown = "" if value is None or value is False else float(value)
                cells.append(["data", self.lines[name], column, shown])
            if sums["dwellings_counted"]:
                residents = sums["participations"] - sums["external_participations"]
                rate = 100 * residents / sums["dwellings_counted"]
                cells.append(["data", self.lines["residents_rate"], column, rate])
        return cells

    def _check(self, login, cells):
        self.browser_js(
            self.path,
            look(cells, self.drawn),
            "odoo.isReady === true",
            login=login,
            timeout=90,
        )

    def test_figures_of_each_role(self):
        self._fill()
        seen = {}
        for role in self.roles:
            with self.subTest(role):
                cells = self._expect(self.users[role])
                self._check(f"tour_{role}", cells)
                [seen[role]] = [
                    value
                    for _sheet, line, column, value in cells
                    if line == self.lines["participations"] and column == 1
                ]
        # hers: 16 + 3 people; the landlord's: 10 more
        expected = {"coordinator": 19, "management": 29, "administrator": 29}
        self.assertEqual(seen, {role: expected[role] for role in self.roles})

    def test_nothing_was_ever_noted(self):
        company = self.env["res.company"].create({"name": "Empty landlord"})
        user = new_test_user(
            self.env,
            "tour_empty",
            f"base.group_user,{MODULE}.group_management",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        cells = self._expect(user)
        self.assertEqual({value for *_place, value in cells}, {""})
        for name, words in {
            "held": 0,
            "residents_rate": "–",
            "actual_cost": "–",
        }.items():
            cells.append(["data", self.lines[name], 3, words])
        self._check("tour_empty", cells)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_closed_without_a_role(self):
        dashboard = self.env.ref(f"{MODULE}.spreadsheet_dashboard")
        new_test_user(self.env, "tour_nobody", "base.group_user")
        for login, status in (
            ("tour_nobody", 403),
            ("tour_animator", 403),
            ("tour_management", 200),
        ):
            with self.subTest(login):
                self.authenticate(login, login)
                answer = self.url_open(f"/spreadsheet/dashboard/data/{dashboard.id}")
                self.assertEqual(answer.status_code, status)


@tagged("post_install", "-at_install")
class TestDashboardPhone(TestDashboardScreen):
    """The same at phone width, where only cards and charts are drawn."""

    browser_size = PHONE
    drawn = 21
    roles = ("management",)
    touch_enabled = True
    test_closed_without_a_role = None  # no screen
