from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize


class ResidencePeerGuest(models.TransientModel):
    """Add somebody without an account to a group, or correct the address of one.

    Contacts are everybody's in Odoo, and a coordinator, who is often from outside, may
    not write them all. Here she makes the one she needs, and corrects those of her own
    groups that nobody else looks after.
    """

    _name = "residence.peer.guest"
    _description = "Somebody Without an Account"

    group_id = fields.Many2one(
        "residence.peer.group", required=True, ondelete="cascade"
    )
    candidate_ids = fields.Many2many("res.partner", compute="_compute_candidate_ids")
    partner_id = fields.Many2one(
        "res.partner",
        string="Correct",
        domain="[('id', 'in', candidate_ids)]",
        help="Left empty: somebody new.",
    )
    name = fields.Char(
        compute="_compute_details", store=True, readonly=False, required=True
    )
    email = fields.Char(
        string="Mail Address",
        compute="_compute_details",
        store=True,
        readonly=False,
        help="For the invitations, and nothing else.",
    )
    employer = fields.Char(
        string="Landlord or Organisation",
        compute="_compute_details",
        store=True,
        readonly=False,
    )
    part = fields.Selection(
        [("member", "Member"), ("facilitator", "Facilitator")],
        string="Takes Part as",
        required=True,
        default="member",
    )

    @api.depends("group_id")
    def _compute_candidate_ids(self):
        for guest in self:
            guest.candidate_ids = guest._get_candidates()

    @api.depends("partner_id")
    def _compute_details(self):
        for guest in self:
            person = guest.partner_id & guest._get_candidates()
            guest.name = person.name
            guest.email = person.email
            guest.employer = person.parent_id.name or person.company_name

    def _get_candidates(self):
        """Return the people of the group without an account."""
        people = self.group_id._origin._get_people()
        # sudo: only whether somebody has an account here, whoever may see it
        everyone = people.sudo().with_context(active_test=False)
        return people.browse(everyone.filtered(lambda person: not person.user_ids).ids)

    def action_add(self):
        """Write the contact and put it on the group.

        :raise UserError: where the address is none, or belongs to somebody else.
        """
        self.ensure_one()
        self.group_id.check_access("write")
        if self.email and not email_normalize(self.email):
            raise UserError(
                self.env._("“Mail Address”: write it as in name@example.com.")
            )
        person = self.partner_id & self._get_candidates()
        known = self._find_known()
        if person and known - person:
            raise UserError(
                self.env._(
                    "“Mail Address”: somebody else has it. Choose that person in "
                    "“Members”."
                )
            )
        values = {"name": self.name.strip(), "email": self.email}
        if person:
            if not person.parent_id:
                values["company_name"] = self.employer
            # sudo: a contact of her group, without an account, as checked above
            person.sudo().write(values)
        else:
            # sudo: a new contact, of these three details alone
            person = known or person.sudo().create(
                {
                    **values,
                    "company_name": self.employer,
                    "lang": self.group_id.coordinator_id.lang,
                }
            ).sudo(False)
        if self.part == "facilitator":
            self.group_id.facilitator_id = person
        elif not self.partner_id:
            self.group_id.member_ids = [Command.link(person.id)]
        return {"type": "ir.actions.act_window_close"}

    def _find_known(self):
        """Return whom the user already finds under that address: one contact each."""
        address = email_normalize(self.email or "")
        if not address:
            return self.env["res.partner"]
        return self.env["res.partner"].search(
            [("email_normalized", "=", address)], limit=1
        )
