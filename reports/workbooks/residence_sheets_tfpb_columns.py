from odoo import api, models

from ...tools.sheet import Column, Ratio

RATES = {
    "planned_rate": Ratio("planned_valued", "planned_amount"),
    "actual_rate": Ratio("actual_valued", "actual_amount"),
}
MONEY = (
    "planned_amount",
    "own_funding",
    "other_funding",
    "planned_valued",
    "actual_amount",
    "gap_amount",
    "actual_valued",
)
COUNTS = ("session_count", "participation_count")
TEXTS = ("axis", "action", "schedule", "assessment", "renewal", "evidence")
PAGES = ("actual_amount", "assessment")  # where a printed page begins
WIDTHS = {"axis": 34, "action": 44, "schedule": 20, "assessment": 40, "renewal": 16}


class ResidenceSheets(models.AbstractModel):
    """The columns of the TFPB's sheets.

    Those that départements commonly ask for; each convention may rename, reorder and
    hide them (``residence.funding.column``). A hidden column stays in the file, for the
    formulas that need it.
    """

    _inherit = "residence.sheets"

    @api.model
    def _get_convention_columns(self, sheet, convention):
        """Return the columns as the convention's funder wants them."""
        columns = convention.column_ids.sorted()
        wanted = columns.filtered(lambda one: one.sheet == sheet)
        by_key = {one.key: one for one in wanted}
        labels = self.env["residence.funding.column"]._get_labels(sheet)
        order = [*(key for key in by_key if key in labels)]
        order += [key for key in labels if key not in by_key]
        return tuple(
            _column(
                key,
                by_key[key].label if key in by_key else labels[key],
                key in by_key and by_key[key].is_hidden,
            )
            for key in order
        )


def _column(key, label, hidden):
    """Return a column of a convention's sheet."""
    if key in TEXTS:
        return Column(
            key, label, "text", WIDTHS.get(key, 14), hidden=hidden, page=key in PAGES
        )
    if key in RATES:
        return Column(key, label, "percent", 11, ratio=RATES[key], hidden=hidden)
    kind, width = ("money", 14) if key in MONEY else ("int", 11)
    return Column(
        key,
        label,
        kind,
        width,
        total=key != "dwellings",
        hidden=hidden,
        people=key == "participation_count",
        page=key in PAGES,
    )
