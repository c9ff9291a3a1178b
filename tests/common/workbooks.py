"""Workbooks, written as a user gets them and opened again."""

import io
from datetime import date

from openpyxl import load_workbook

from ...tools.period import civil_year
from .base import MODULE
from .figures import FiguresCommon

YEAR = civil_year(date(2026, 5, 12))


class WorkbookOpener:
    """Writes and opens workbooks; ``workbook`` is the key of the usual one."""

    workbook, period = "activity", YEAR

    def write_workbook(
        self, key=None, user=None, period=None, residences=None, **options
    ):
        """Return the workbook as a user gets it, in a file."""
        target = io.BytesIO()
        sheets = self.env["residence.sheets"].with_user(user or self.management)
        places = (residences or self.env["residence.residence"]).with_env(sheets.env)
        self.env.flush_all()
        sheets._write_workbook(
            target, key or self.workbook, period or self.period, places, **options
        )
        return target

    def open(self, *arguments, formulas=False, **options):
        target = self.write_workbook(*arguments, **options)
        return load_workbook(target, data_only=not formulas)


class WorkbookCommon(WorkbookOpener, FiguresCommon):
    """The activity workbook."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sheets = cls.env["residence.sheets"]
        cls.all_residences = cls.env["residence.residence"]

    def table(self, tab):
        """Return the rows below the headings, as lists of (heading, value)."""
        rows = list(tab.iter_rows(values_only=True))
        top = next(place for place, row in enumerate(rows) if "Residence" in row)
        return [list(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]

    def in_period(self, period, events=None):
        events = self.figures_of if events is None else events
        return events.filtered(lambda event: event.date in period)


class SchemesCommon(WorkbookOpener, FiguresCommon):
    """Workbooks of funders, with what it takes to fill them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sheets = cls.env["residence.sheets"]
        cls.events = cls.figures_of.filtered(
            lambda one: one.date in YEAR and one.residence_id == cls.home
        )

    @classmethod
    def new_convention(cls, code, **values):
        return cls.env["residence.funding.convention"].create(
            {
                "scheme_id": cls.env.ref(f"{MODULE}.funding_scheme_{code}").id,
                "residence_ids": [(6, 0, cls.home.ids)],
                "year": 2026,
                "allowance_amount": 1200,
                **values,
            }
        )

    @classmethod
    def share(cls, event, axis, share=100):
        cls.env["residence.funding.allocation"].search(
            [("event_id", "=", event.id)]
        ).unlink()
        return cls.env["residence.funding.allocation"].create(
            {
                "event_id": event.id,
                "axis_id": cls.env.ref(f"{MODULE}.funding_axis_{axis}").id,
                "share": share,
            }
        )

    def rows(self, tab):
        """Return the rows of a tab, {heading: value}; its total last."""
        rows = list(tab.iter_rows(values_only=True))
        heads = ("Place", "Action", "Residence")
        top = next(at for at, row in enumerate(rows) if row[0] in heads)
        table = []
        for row in rows[top + 1 :]:
            if row[0] is None:
                break
            table.append(dict(zip(rows[top], row, strict=True)))
        return table
