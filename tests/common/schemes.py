"""Workbooks of funders, opened again, with what it takes to fill them."""

from .base import MODULE
from .figures import FiguresCommon
from .workbooks import YEAR, WorkbookOpener


class SchemesCommon(WorkbookOpener, FiguresCommon):
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
