"""No path of fields leads from a figure to a person, on any channel."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common.figures import FiguresCommon

SUMS = ["events:sum"]


@tagged("security")
class TestReportLeadsToNobody(FiguresCommon):
    """No path of fields leads from a figure to a person, whatever the roles."""

    ROLES = ("management", "animator_management", "administrator_animator")
    PATHS = (
        "residence_id.animator_ids",
        "residence_id.animator_ids.name",
        "residence_id.coordinator_id",
        "residence_id.create_uid",
        "residence_id.write_uid.login",
        "residence_id.partner_id.user_ids",
        "residence_id.company_id.partner_id",
        "residence_id.space_ids.booking_ids",
        "company_id.user_ids",
        "company_id.create_uid",
        "event_type_id.create_uid",
        "age_bracket_id.write_uid",
    )

    def each(self):
        """Yield every report that a user may try each path on."""
        for path in self.PATHS:
            for role in self.ROLES:
                yield self.report.with_user(self.users[role]), path
        yield self.report.sudo(), self.PATHS[0]

    def assertRefused(self, method, *arguments):
        with self.assertRaises(AccessError):
            method(*arguments)

    def test_domains(self):
        for report, path in self.each():
            head, rest = path.split(".", 1)
            nested = [(rest, "!=", False)]
            either = [
                "|",
                ("events", "=", 1),
                (head, "any", ["|", ("id", "=", 1), *nested]),
            ]
            for domain in (
                [(path, "!=", False)],
                [(head, "any", nested)],
                [(head, "not any", nested)],
                ["!", (head, "any", nested)],
                either,
            ):
                with self.subTest(user=report.env.user.login, domain=domain):
                    self.assertRefused(report.search, domain)
                    self.assertRefused(report.search_count, domain)
                    self.assertRefused(report._read_group, domain)

    def test_domains_in_domains(self):
        inner = [("company_id", "any", [("partner_id.name", "ilike", "a")])]
        self.assertRefused(self.report.search, [("residence_id", "any", inner)])

    def test_groups(self):
        for report, path in self.each():
            with self.subTest(user=report.env.user.login, path=path):
                self.assertRefused(report._read_group, [], [path], SUMS)
                self.assertRefused(report.formatted_read_group, [], [path], SUMS)
                self.assertRefused(report.web_read_group, [], [path], SUMS)
                sets = [[], [path]]
                self.assertRefused(report.formatted_read_grouping_sets, [], sets, SUMS)

    def test_exports_and_reads(self):
        for report, path in self.each():
            specification = {}
            for name in reversed(path.split(".")):
                specification = {name: {"fields": specification}}
            with self.subTest(user=report.env.user.login, path=path):
                rows = report.search([], limit=1)
                self.assertRefused(rows.export_data, [path.replace(".", "/")])
                self.assertRefused(rows.web_read, specification)
                self.assertRefused(report.web_search_read, [], specification)

    def test_search_panels(self):
        for role in self.ROLES:
            report = self.report.with_user(self.users[role])
            for name in ("animator_ids", "coordinator_id", "create_uid"):
                inner = {"comodel_domain": [(name, "!=", False)]}
                with self.subTest(role=role, name=name):
                    for options in (inner, {"group_by": name}):
                        with self.assertRaises(AccessError):
                            report.search_panel_select_multi_range(
                                "residence_id", **options
                            )
                    with self.assertRaises(AccessError):
                        report.search_panel_select_range("residence_id", **inner)
        found = self.report.search_panel_select_multi_range(
            "residence_id", group_by="phase", enable_counters=True
        )
        self.assertEqual(len(found["values"]), 2)

    def test_order(self):
        """Odoo itself orders by no path."""
        for path in ("residence_id.animator_ids", "residence_id.coordinator_id"):
            with self.subTest(path), self.assertRaises(ValueError):
                self.report.search([], order=path)

    def test_nobody_signs_a_figure(self):
        for name in ("create_uid", "write_uid", "create_date", "staff_hours"):
            self.assertNotIn(name, self.report._fields)

    def test_places_may_be_followed(self):
        home = [("residence_id", "=", self.home.id)]
        for domain in (
            [("residence_id.name", "=", self.home.name)],
            [("residence_id", "any", [("dwelling_count", "=", 60)])],
            [("residence_id.company_id.name", "!=", False), *home],
            [("residence_id", "ilike", "tamaris")],
            [("event_type_id.counting_mode", "!=", False), *home],
            [("date.month_number", "!=", 13), *home],
        ):
            with self.subTest(domain):
                rows = self.report.search(domain)
                self.assertEqual(rows, self.report.search(home))
        phases = self.report._read_group([], ["residence_id.phase"], ["events:sum"])
        self.assertEqual(phases, [("launch", 8)])
        self.report.search(home, limit=1).export_data(["residence_id/name", ".id"])
        with self.assertRaises(ValueError):
            self.report.search([("residence_id.name.nothing", "=", 1)])
