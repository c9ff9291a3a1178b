from freezegun import freeze_time

from ..common.workbooks import SchemesCommon

AGES = "60 and over, detail not counted"


class TestClosedAction(SchemesCommon):
    """The CFPPA's workbook of a review that was closed."""

    def test_kept(self):
        """What was handed in stays; what events alone say is blank once they change,
        and the sheet says so."""
        axis = self.env.ref("residence_community.funding_axis_cfppa_activity")
        line = {"axis_id": axis.id, "name": "Séances", "origin": "events"}
        action = self.new_convention("cfppa", line_ids=[(0, 0, line)])
        self.share(self.last_meal, "cfppa_activity")
        with freeze_time("2027-01-10 09:00:00"):
            action.action_close()
            self._assert_row((18, 2, 9))
            self.last_meal.attendance_ids[-1].quantity += 1
            self.env.invalidate_all()
            tab = self._assert_row((18, 2, None))
            said = [cell or "" for [cell] in tab.iter_rows(max_col=1, values_only=True)]
            self.assertTrue(any("have changed" in cell for cell in said), said)

    def _assert_row(self, expected):
        """Check participations, different people and ages; return the tab."""
        tab = self.open("cfppa")["Actions"]
        row, _total = self.rows(tab)
        keys = ("Participations", "Different people named", AGES)
        self.assertEqual(tuple(row[key] for key in keys), expected)
        return tab
