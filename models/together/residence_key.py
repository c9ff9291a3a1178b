from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain


class ResidenceKey(models.Model):
    """A line of the register of keys: who has which one, since when.

    Whoever holds a key is a resident's name: this has the rights of names. A name goes
    by itself some time after the key came back, or was handed over where it never did,
    as residents' names do.
    """

    _name = "residence.key"
    _description = "Key Handed Over"
    _inherit = "residence.scoped"
    _order = "is_out desc, given_on desc, id desc"

    name = fields.Char(
        string="Key", required=True, help="What is written on it: Hall, no. 2."
    )
    residence_id = fields.Many2one(
        "residence.residence",
        required=True,
        ondelete="cascade",
        index=True,
        default=lambda self: self.env["residence.residence"]._get_default(),
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, precompute=True
    )
    space_id = fields.Many2one(
        "residence.space",
        domain="[('residence_id', '=', residence_id)]",
        ondelete="set null",
        index="btree_not_null",
    )
    holder = fields.Char(string="Held by")
    phone = fields.Char()
    given_on = fields.Date(
        "Handed Over On", required=True, default=fields.Date.context_today
    )
    returned_on = fields.Date(copy=False)
    is_out = fields.Boolean(
        string="Out", compute="_compute_is_out", store=True, precompute=True
    )

    _returned_after_given = models.Constraint(
        "CHECK(returned_on >= given_on)",
        "“Returned On” comes after “Handed Over On”.",
    )
    _held_once = models.UniqueIndex(
        "(residence_id, lower(name)) WHERE returned_on IS NULL",
        "This key is out already: note that it came back first.",
    )
    _held_by_someone = models.Constraint(
        "CHECK(returned_on IS NOT NULL OR COALESCE(TRIM(holder), '') <> '')",
        "“Held by”: type who has the key.",
    )

    @api.depends("returned_on")
    def _compute_is_out(self):
        for key in self:
            key.is_out = not key.returned_on

    def action_return(self):
        """Note that the key came back, today."""
        for key in self:
            key.returned_on = max(key.given_on, fields.Date.context_today(key))

    def _erase_name(self):
        """Forget who has, or had, the keys; one that is out stays out."""
        for key in self:
            holder = self.env._("Erased person") if key.is_out else False
            key.write({"holder": holder, "phone": False})

    @api.model
    def _purge_names(self):
        """Forget who had a key, so long after it came back, or was handed over."""
        today = fields.Date.today()
        for [company] in self._read_group([("holder", "!=", False)], ["company_id"]):
            limit = today - relativedelta(months=company.residence_retention_months)
            self.search(
                Domain("company_id", "=", company.id)
                & Domain("holder", "not in", (False, self.env._("Erased person")))
                & (
                    Domain("returned_on", "<", limit)
                    | Domain("returned_on", "=", False) & Domain("given_on", "<", limit)
                )
            )._erase_name()
