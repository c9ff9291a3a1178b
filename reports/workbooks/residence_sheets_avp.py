from odoo import api, models

from ...tools.sheet import Column

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
        in_hand = self.env._("On 31 December, typed by hand")

        def people(key, label, **options):
            return Column(key, label, "int", 13, total=True, people=True, **options)

        columns = (
            Column("name", self.env._("Place"), width=30),
            Column("year", self.env._("Year"), width=7),
            Column("carrier", self.env._("Carrier (3P)"), width=22),
            Column("date_from", self.env._("Agreed from"), "date", 13),
            Column("date_to", self.env._("Agreed until"), "date", 13),
            Column("cnsa_rate", self.env._("CNSA share"), "percent", 8),
            people("resident_count", self.env._("Residents agreed on")),
            Column(
                "per_resident", self.env._("Amount per resident and year"), "money", 12
            ),
            Column("granted", self.env._("Granted"), "money", 12, total=True),
            Column(
                "planned_amount", self.env._("Planned expense"), "money", 12, total=True
            ),
            Column(
                "actual_amount", self.env._("Actual expense"), "money", 12, total=True
            ),
            people(
                "elderly_count",
                self.env._("Elderly residents"),
                band=in_hand,
                page=True,
            ),
            people("disabled_count", self.env._("Disabled residents"), band=in_hand),
            people("entry_count", self.env._("Moved in"), band=in_hand),
            people("exit_count", self.env._("Moved out"), band=in_hand),
            Column(
                "months",
                self.env._("Months of AVP"),
                "int",
                9,
                total=True,
                band=in_hand,
            ),
            Column("bodies", self.env._("Residents' bodies"), width=20, band=in_hand),
            Column(
                "project_date",
                self.env._("Shared life project of"),
                "date",
                12,
                band=in_hand,
            ),
            Column("charter", self.env._("Charter signed"), width=9, band=in_hand),
            Column("partners", self.env._("Different partners"), "int", 10),
            Column("difficulties", self.env._("Difficulties"), width=44, page=True),
            Column("prospects", self.env._("Prospects"), width=44),
        )
        rows = [self._get_avp_row(convention) for convention in conventions]
        return self._get_scheme_sheet(
            CODE,
            columns,
            rows,
            period,
            residences,
            key="conventions",
            title=self.env._("Places"),
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

        def money(key, label):
            return Column(key, label, "money", 13, total=True)

        columns = (
            Column("name", self.env._("Place"), width=30),
            Column("axis", self.env._("Spending domain"), width=46),
            Column("actions", self.env._("Actions"), "int", 9, total=True),
            Column("session_count", self.env._("Sessions held"), "int", 10, total=True),
            Column(
                "participation_count",
                self.env._("Participations"),
                "int",
                12,
                total=True,
                people=True,
            ),
            money("planned_amount", self.env._("Planned expense")),
            money("actual_amount", self.env._("Actual expense")),
            money("actual_valued", self.env._("Actual, claimed")),
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
            title=self.env._("Spending domains"),
        )
