from odoo import api, models

from ..tools.sheet import Column

CODE = "avp"
AMOUNTS = ("planned_amount", "actual_amount", "actual_valued")
COUNTS = ("session_count", "participation_count")
# Typed in the convention, and blank where nobody did.
RESIDENTS = ("elderly_count", "disabled_count", "entry_count", "exit_count")


class ResidenceSheets(models.AbstractModel):
    """« AVP » (habitat inclusif): one row per convention, and per spending domain.

    No national model was found; these are the columns that departments' notices ask
    for (registre départemental d'aide sociale; arrêté of the CNSA).
    """

    _inherit = "residence.sheets"

    @api.model
    def _get_avp_sheets(self, period, residences):
        if not self._reads_conventions():
            return [self._get_axes_sheet(CODE, period, residences)]
        conventions = self._get_conventions(CODE, period, residences)
        return [
            self._get_avp_convention_sheet(conventions, period, residences),
            self._get_avp_domain_sheet(conventions, period, residences),
        ]

    @api.model
    def _get_avp_convention_sheet(self, conventions, period, residences):
        _ = self.env._
        in_hand = _("On 31 December, typed by hand")

        def people(key, label, **options):
            return Column(key, label, "int", 9.5, total=True, people=True, **options)

        columns = (
            Column("name", _("Place"), width=30),
            Column("year", _("Year"), width=7),
            Column("carrier", _("Carrier (3P)"), width=22),
            Column("date_from", _("Agreed from"), "date", 11),
            Column("date_to", _("Agreed until"), "date", 11),
            Column("cnsa_rate", _("CNSA share"), "percent", 8),
            people("resident_count", _("Residents agreed on")),
            Column("per_resident", _("Amount per resident and year"), "money", 12),
            Column("granted", _("Granted"), "money", 12, total=True),
            Column("planned_amount", _("Planned expense"), "money", 12, total=True),
            Column("actual_amount", _("Actual expense"), "money", 12, total=True),
            people("elderly_count", _("Elderly residents"), band=in_hand, page=True),
            people("disabled_count", _("Disabled residents"), band=in_hand),
            people("entry_count", _("Moved in"), band=in_hand),
            people("exit_count", _("Moved out"), band=in_hand),
            Column("months", _("Months of AVP"), "int", 9, total=True, band=in_hand),
            Column("bodies", _("Residents' bodies"), width=20, band=in_hand),
            Column(
                "project_date", _("Shared life project of"), "date", 12, band=in_hand
            ),
            Column("charter", _("Charter signed"), width=9, band=in_hand),
            Column("partners", _("Different partners"), "int", 10),
            Column("difficulties", _("Difficulties"), width=44, wrap=True, page=True),
            Column("prospects", _("Prospects"), width=44, wrap=True),
        )
        rows = [self._get_avp_row(one) for one in conventions]
        return self._get_scheme_sheet(
            CODE,
            columns,
            rows,
            period,
            residences,
            key="conventions",
            title=_("Places"),
        )

    @api.model
    def _get_avp_row(self, convention):
        measured = any(convention[name] for name in RESIDENTS[:2])
        [(partners,)] = self.env["residence.activity.report"]._read_group(
            self._get_domain(convention._get_period(), convention.residence_ids),
            aggregates=["partners:count_distinct"],
        )
        return {
            "name": convention.name,
            "year": str(convention.year),
            "carrier": convention.carrier or None,
            "date_from": convention.date_from or None,
            "date_to": convention.date_to or None,
            "cnsa_rate": convention.cnsa_rate / 100 if convention.cnsa_rate else None,
            "resident_count": convention.resident_count or None,
            "per_resident": convention.amount_per_resident or None,
            "granted": convention.allowance_amount,
            "planned_amount": convention.planned_amount,
            "actual_amount": convention.actual_amount,
            **{name: convention[name] if measured else None for name in RESIDENTS},
            "months": convention.month_count or None,
            "project_date": convention.project_date or None,
            "charter": self.env._("Yes") if convention.has_charter else None,
            "partners": partners or None,
            "difficulties": convention.difficulties or None,
            "prospects": convention.prospects or None,
        }

    @api.model
    def _get_avp_domain_sheet(self, conventions, period, residences):
        _ = self.env._

        def money(key, label):
            return Column(key, label, "money", 13, total=True)

        columns = (
            Column("name", _("Place"), width=30),
            Column("axis", _("Spending domain"), width=46),
            Column("actions", _("Actions"), "int", 9, total=True),
            Column("session_count", _("Sessions held"), "int", 10, total=True),
            Column(
                "participation_count",
                _("Participations"),
                "int",
                12,
                total=True,
                people=True,
            ),
            money("planned_amount", _("Planned expense")),
            money("actual_amount", _("Actual expense")),
            money("actual_valued", _("Actual, claimed")),
        )
        rows = [
            {
                "name": convention.name,
                "axis": axis.display_name,
                "actions": len(lines),
                **{name: sum(lines.mapped(name)) for name in AMOUNTS},
                **{name: sum(lines.mapped(name)) or None for name in COUNTS},
            }
            for convention in conventions
            for axis, lines in convention.line_ids.grouped("axis_id").items()
        ]
        return self._get_scheme_sheet(
            CODE,
            columns,
            rows,
            period,
            residences,
            key="domains",
            title=_("Spending domains"),
        )
