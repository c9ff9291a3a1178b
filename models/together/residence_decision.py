from odoo import api, fields, models
from odoo.fields import Domain

OPEN_STATES = ("todo", "doing")


class ResidenceDecision(models.Model):
    """What a consultation meeting decided: who takes care of it, and by when."""

    _name = "residence.decision"
    _description = "Decision"
    _inherit = "residence.scoped"
    _order = "is_open desc, due_date, id desc"

    name = fields.Char(string="Decision", required=True, help="No one's name.")
    event_id = fields.Many2one(
        "residence.event",
        string="Meeting",
        ondelete="set null",
        index="btree_not_null",
        domain="[('event_type_id.is_consultation', '=', True)]",
    )
    residence_id = fields.Many2one(
        "residence.residence",
        compute="_compute_residence_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, precompute=True
    )
    date = fields.Date(
        string="Decided On",
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Followed by (team)",
        domain="[('share', '=', False)]",
        ondelete="set null",
    )
    owner = fields.Char(
        string="Who Takes Care of It",
        help="A role rather than a name: the landlord's technical service, the garden "
        "group…",
    )
    owner_label = fields.Char(string="In Charge", compute="_compute_owner_label")
    due_date = fields.Date(string="Due")
    state = fields.Selection(
        [
            ("todo", "To do"),
            ("doing", "In progress"),
            ("done", "Completed"),
            ("dropped", "Given up"),
        ],
        string="Status",
        required=True,
        default="todo",
        group_expand=True,
        copy=False,
    )
    is_open = fields.Boolean(compute="_compute_is_open", store=True, precompute=True)
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )
    done_date = fields.Date(
        string="Done On", compute="_compute_is_open", store=True, precompute=True
    )

    @api.depends("event_id.residence_id")
    def _compute_residence_id(self):
        default = self.env["residence.residence"]._get_default()
        for decision in self:
            place = decision.event_id.residence_id or decision.residence_id
            decision.residence_id = place or default

    @api.depends("event_id.date")
    def _compute_date(self):
        for decision in self:
            decision.date = (
                decision.event_id.date
                or decision.date
                or fields.Date.context_today(decision)
            )

    @api.depends("owner", "user_id.name")
    def _compute_owner_label(self):
        for decision in self:
            names = [decision.owner, decision.user_id.name]
            decision.owner_label = ", ".join(filter(None, names))

    @api.depends("state")
    def _compute_is_open(self):
        today = fields.Date.context_today(self)
        for decision in self:
            decision.is_open = decision.state in OPEN_STATES
            decision.done_date = today if decision.state == "done" else False

    @api.depends("is_open", "due_date")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for decision in self:
            due = decision.due_date
            decision.is_overdue = bool(decision.is_open and due and due < today)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("is_open", "=", True) & Domain("due_date", "<", today)

    def action_done(self):
        """« C'est fait », in one tap."""
        self.state = "done"

    def action_reopen(self):
        """Take it back: it was tapped by mistake, or there is more to do."""
        self.state = "todo"
