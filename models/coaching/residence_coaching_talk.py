from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class ResidenceCoachingTalk(models.Model):
    """« J'aimerais un temps d'échange »: who asks, and nothing else.

    No reason is stored. It is there until the coordination plans a meeting or the
    animator takes it back, and goes once they have met: nobody counts who asks.
    """

    _name = "residence.coaching.talk"
    _description = "Talk Asked For"
    _inherit = "residence.confidential"
    _order = "date, id"
    _rec_name = "residence_id"
    _rec_names_search = ["residence_id"]

    animator_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
    )
    residence_id = fields.Many2one(
        "residence.residence", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, precompute=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    # the meeting that answers; not on screens, it may be another coordinator's
    visit_id = fields.Many2one(
        "residence.coaching.visit",
        index="btree_not_null",
        ondelete="cascade",
        copy=False,
        groups=fields.NO_ACCESS,
    )
    is_answered = fields.Boolean(
        compute="_compute_is_answered", store=True, precompute=True
    )

    _one_open = models.UniqueIndex(
        "(animator_id, residence_id) WHERE visit_id IS NULL",
        "You have asked for a talk already.",
    )

    @api.depends("visit_id")
    def _compute_is_answered(self):
        for talk in self:
            # sudo: whether there is a meeting, and nothing of it
            talk.is_answered = bool(talk.sudo().visit_id)

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse what is asked for others before anything is inserted: a failed
        insertion would say that they asked."""
        self.browse().check_access("create")
        if not self.env.su:
            mine = self.env["residence.residence"]._get_mine()
            for vals in vals_list:
                if (
                    vals.get("animator_id", self.env.uid) != self.env.uid
                    or vals.get("residence_id") not in mine.ids
                ):
                    raise self._make_confidential_error()
        return super().create(vals_list)

    @api.model
    def ask(self, residence_id):
        """Ask the coordination of a residence for a talk; twice asks once.

        :return: the id of what is asked.
        """
        self.browse().check_access("create")
        residences = self.env["residence.residence"]._get_mine()
        residence = residences.filtered(lambda place: place.id == residence_id)
        if not residence:
            raise AccessError(self.env._("Ask from a residence whose team you are in."))
        asked = self._get_open().filtered(lambda talk: talk.residence_id == residence)
        return (asked or self.create({"residence_id": residence.id})).id

    def take_back(self):
        """Take it back: nothing of it stays."""
        self.exists().unlink()

    @api.model
    def _get_open(self):
        """Return what the user asks for and nobody has answered yet."""
        return self.search(
            Domain("animator_id", "=", self.env.uid) & Domain("is_answered", "=", False)
        )

    @api.autovacuum
    def _gc_talks(self):
        """Forget those that a meeting answered, once it was held."""
        self.search([("visit_id.state", "=", "done")]).unlink()
