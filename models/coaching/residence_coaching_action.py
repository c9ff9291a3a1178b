from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

OPEN_STATES = ("todo", "doing")


class ResidenceCoachingAction(models.Model):
    """A next step that an animator and her coordinator agreed on.

    Read by the two of them, closed in one tap. Nothing says that it is late.
    """

    _name = "residence.coaching.action"
    _description = "Next Step"
    _inherit = "residence.confidential"
    _order = "is_open desc, due_date, id"

    visit_id = fields.Many2one(
        "residence.coaching.visit",
        string="Support Meeting",
        required=True,
        index=True,
        # a cascade would silently delete what the deleter may not even see
        ondelete="restrict",
    )
    name = fields.Char(string="Next Step", required=True)
    owner = fields.Selection(
        [
            ("animator", "The animator"),
            ("coordinator", "The coordination"),
            ("both", "Both together"),
        ],
        string="Who Does It",
        required=True,
        default="animator",
    )
    due_date = fields.Date(string="By When")
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
        copy=False,
    )
    is_open = fields.Boolean(compute="_compute_is_open", store=True, precompute=True)
    done_date = fields.Date(
        string="Done On", compute="_compute_is_open", store=True, precompute=True
    )
    # the meeting's, for the record rules
    animator_id = fields.Many2one(
        related="visit_id.animator_id", store=True, precompute=True, index=True
    )
    coordinator_id = fields.Many2one(
        related="visit_id.coordinator_id", store=True, precompute=True, index=True
    )
    shared_with_id = fields.Many2one(
        related="visit_id.shared_with_id", store=True, precompute=True
    )
    residence_id = fields.Many2one(
        related="visit_id.residence_id", store=True, precompute=True
    )
    company_id = fields.Many2one(
        related="visit_id.company_id", store=True, precompute=True
    )

    @api.depends("state")
    def _compute_is_open(self):
        today = fields.Date.context_today(self)
        for action in self:
            action.is_open = action.state in OPEN_STATES
            action.done_date = False if action.is_open else today

    @api.model_create_multi
    def create(self, vals_list):
        """Take only meetings of the user's own, before anything is inserted."""
        self.browse().check_access("create")
        if not self.env.su:
            default = self.default_get(["visit_id"]).get("visit_id")
            vals_list = [{"visit_id": default, **vals} for vals in vals_list]
            visits = self.env["residence.coaching.visit"].browse(
                {vals["visit_id"] for vals in vals_list} - {None, False}
            )
            if any(not vals["visit_id"] for vals in vals_list):
                raise UserError(self.env._("“Meeting”: choose one."))
            visits._check_planner()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            if "visit_id" in vals:
                raise UserError(
                    self.env._("A next step belongs to its meeting: it stays there.")
                )
            self._check_changes(vals)
        return super().write(vals)

    def _check_changes(self, vals):
        """Raise where the animator would change more than how far it is."""
        theirs = self.filtered(lambda action: action.coordinator_id != self.env.user)
        if theirs and not vals.keys() <= {"state"}:
            raise AccessError(
                self.env._("The coordination words next steps; you say how far it is.")
            )

    def action_done(self):
        """« C'est fait », in one tap."""
        self.state = "done"

    def action_drop(self):
        """It will not be done, and that is fine."""
        self.state = "dropped"

    def action_reopen(self):
        """Take it back: it was tapped by mistake, or there is more to do."""
        self.state = "todo"

    def _get_card(self):
        """Return what a line about a next step shows to the two people."""
        self.ensure_one()
        owners = dict(self._fields["owner"]._description_selection(self.env))
        due = self.due_date
        return {
            "id": self.id,
            "name": self.name,
            "owner": owners[self.owner],
            "due": (due and format_date(self.env, due, date_format="d MMM")) or "",
        }
