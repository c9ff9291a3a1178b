from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.misc import clean_context

from ...tools import local_time

MAX_LENGTH = 200
STATES = [
    ("proposed", "Proposed"),
    ("discussed", "Under discussion"),
    ("accepted", "Taken up"),
    ("done", "Carried out"),
    ("not_now", "Not for now"),
]


class ResidenceIdea(models.Model):
    """An idea heard on the stairs: one line, how many support it, what became of it.

    Who had it is optional and lives apart, with the rights of names
    (``residence_idea_author.py``): nothing here names anybody.
    """

    _name = "residence.idea"
    _description = "Idea"
    _inherit = "residence.scoped"
    _order = "state_date desc, id desc"

    name = fields.Char(
        string="Idea",
        required=True,
        size=MAX_LENGTH,
        help="One line. It may be printed on the programme: no one's name.",
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
    state = fields.Selection(
        STATES,
        string="Status",
        required=True,
        default="proposed",
        index=True,
        group_expand=True,
        copy=False,
    )
    state_date = fields.Date(
        string="Since",
        compute="_compute_state_date",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
    )
    support_count = fields.Integer(
        string="Supports", copy=False, help="How many would like it. Nobody is listed."
    )
    event_type_id = fields.Many2one(
        "residence.event.type",
        string="Type",
        help="What kind of event it would make.",
    )
    event_ids = fields.One2many("residence.event", "idea_id", string="Events")
    event_count = fields.Integer(compute="_compute_event_count")
    author_ids = fields.One2many("residence.idea.author", "idea_id", copy=False)
    who = fields.Char(
        compute="_compute_who",
        inverse="_inverse_who",
        help="Optional. Whoever may not read the residents' names does not see it.",
    )
    names_access = fields.Selection(
        [("none", "None"), ("read", "Read"), ("write", "Write")],
        compute="_compute_names_access",
        exportable=False,
        help="What the user may do with the name of who had it.",
    )

    _support_positive = models.Constraint(
        "CHECK(support_count >= 0)", "“Supports” cannot be below 0."
    )

    @api.depends("state")
    def _compute_state_date(self):
        for idea in self:
            idea.state_date = fields.Date.context_today(idea)

    def _compute_event_count(self):
        counts = dict(
            self.env["residence.event"]._read_group(
                [("idea_id", "in", self.ids)], ["idea_id"], ["__count"]
            )
        )
        for idea in self:
            idea.event_count = counts.get(idea._origin, 0)

    @api.depends("author_ids.name")
    @api.depends_context("uid")
    def _compute_who(self):
        """Read as the user: the rules of the names decide."""
        authors = self.env["residence.idea.author"].search_fetch(
            [("idea_id", "in", self._origin.ids)], ["idea_id", "name"]
        )
        names = {author.idea_id: author.name for author in authors}
        for idea in self:
            idea.who = names.get(idea._origin)

    def _inverse_who(self):
        """Write as the user: who may not read names stores none."""
        for idea in self:
            author = self.env["residence.idea.author"].search(
                [("idea_id", "=", idea.id)]
            )
            name = (idea.who or "").strip()
            if not name:
                author.unlink()
            elif author:
                author.name = name
            else:
                author.create({"idea_id": idea.id, "name": name})

    @api.depends("residence_id")
    @api.depends_context("uid")
    def _compute_names_access(self):
        """For the screen alone: what protects the name are the record rules."""
        residences = self.residence_id
        writes = residences._filter_names_access("write")
        reads = (residences - writes)._filter_names_access("read")
        for idea in self:
            place = idea.residence_id
            idea.names_access = (
                "write" if place in writes else "read" if place in reads else "none"
            )

    @api.constrains("name")
    def _check_name(self):
        for idea in self:
            if not idea.name.strip():
                raise ValidationError(self.env._("“Idea”: type it in one line."))

    @api.model
    def note_idea(self, residence_id, name, token):
        """Note an idea from « Today », in one line.

        :param str token: random, made by the screen; the same one counts once.
        :return: True where it was noted, False where it had been already.
        """
        self.check_access("create")
        if not self.env["residence.request"]._claim_token(token):
            return False
        self.create({"residence_id": residence_id, "name": name})
        return True

    def tap_support(self, token, delta=1):
        """Count one more who would like it, or take one back.

        :param str token: random, made by the screen; the same one counts once.
        :return: how many support it.
        """
        self.ensure_one()
        if delta not in (1, -1):
            raise UserError(self.env._("Supports: one person at a time."))
        self.check_access("write")
        # of two taps at once PostgreSQL refuses one, and Odoo runs it again
        if self.env["residence.request"]._claim_token(token):
            self.support_count = max(0, self.support_count + delta)
        return self.support_count

    def action_make_event(self):
        """Make an event of it, to be prepared, and open it: date and place to choose.

        The same day next week, at its type's usual hour.
        """
        self.ensure_one()
        # the board gives its columns' state as a default: the idea's, not the event's
        env = self.env(context=clean_context(self.env.context))
        return {
            "type": "ir.actions.act_window",
            "res_model": "residence.event",
            "res_id": env["residence.event"].create(self._prepare_event()).id,
            "views": [(False, "form")],
        }

    @api.readonly
    def action_open_events(self):
        """Open the events that were made of it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "residence.event",
            "domain": list(Domain("idea_id", "=", self.id)),
            "views": [(False, "list"), (False, "form")],
        }

    def _prepare_event(self):
        """Return the values of the event that comes of it."""
        kind = self.event_type_id or self.env.ref(
            "residence_community.event_type_other", raise_if_not_found=False
        )
        kind = kind or self.env["residence.event.type"].search([], limit=1)
        tz = self.residence_id.tz
        day = local_time.to_local(fields.Datetime.now(), tz).date()
        start = local_time.at_hour(day + relativedelta(weeks=1), kind.default_hour, tz)
        return {
            "name": self.name,
            "idea_id": self.id,
            "residence_id": self.residence_id.id,
            "event_type_id": kind.id,
            "start": start,
            "led_by": "shared",
        }

    def _follow_events(self):
        """Make the ideas what their events are: taken up, carried out once held.

        A wrap-up that is reopened takes « carried out » back.
        """
        for idea in self:
            states = set(idea.event_ids.mapped("state"))
            if "done" in states:
                state = "done"
            elif states - {"cancelled"}:
                state = "accepted"
            else:
                continue
            if idea.state != state:
                idea.state = state
