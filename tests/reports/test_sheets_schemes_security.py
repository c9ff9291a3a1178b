"""The workbooks of funders, by role: who is offered them, and what stays out."""

from odoo.tests import tagged

from ..common.base import ROLES
from ..common.workbooks import SchemesCommon


@tagged("security")
class TestSchemesByRole(SchemesCommon):
    CODES = ("senacs", "avp", "cfppa")

    def test_offered_where_in_use_to_who_reads_it(self):
        for code in self.CODES:
            for role in self.users:
                available = self.sheets.with_user(self.users[role])._is_available(code)
                self.assertFalse(available, f"{code} {role}")
        for code in self.CODES:
            self.new_convention(code)
        readers = {
            "coordinator",
            "management",
            "administrator",
            "animator_management",
            "coordinator_management",
            "administrator_animator",
        }
        for code in self.CODES:
            found = {
                role
                for role, user in self.users.items()
                if self.sheets.with_user(user)._is_available(code)
            }
            with self.subTest(code):
                self.assertEqual(found, readers)

    def test_foreign_residences_and_names_stay_out(self):
        """A convention of both: who coordinates one reads the figures of one."""
        for code in self.CODES:
            self.new_convention(
                code, residence_ids=[(6, 0, (self.home | self.away).ids)]
            )
        for code in self.CODES:
            for role in (*ROLES[1:], "animator_management"):
                book = self.open(code, self.users[role])
                text = str([list(tab.values) for tab in book])
                with self.subTest(code=code, role=role):
                    self.assertNotIn("Secret", text)
        rows = self.rows(self.open("senacs", self.coordinator)["Places"])
        self.assertEqual([row["Place"] for row in rows], ["Les Tamaris", "Total"])

    def test_notes_come_last(self):
        for code in self.CODES:
            self.new_convention(code)
            book = self.open(code)
            notes = str(list(book["Notes"].values))
            with self.subTest(code):
                self.assertEqual(book.sheetnames[-1], "Notes")
                self.assertIn("Typed by hand", notes)
                self.assertIn("2 events without a wrap-up", notes)
                for tab in book:
                    self.assertEqual(tab.page_setup.paperSize, 9)
