from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command, Domain

from odoo.addons.base.models.res_partner import _tz_get

# What decides who reads what; record rules cache what they read there.
TEAM_FIELDS = {"member_ids", "coordinator_id", "relay_id", "company_id"}
USUAL_SIZE = (5, 10)  # analysedespratiquesprofessionnelles.fr: 5 to 10 people


class ResidencePeerGroup(models.Model):
    """Peers who meet, in confidence: who they are, and what they agreed on.

    Read by its members and its coordinator, by nobody else whatever their other
    roles: the limits are global record rules. The coordinator organises and is never
    a member, not even of a group that she handed over: what members write for each
    other was not written for her.

    Of its members it knows when those who have an account are busy, and says of whom
    nothing is known.
    """

    _name = "residence.peer.group"
    _description = "Peer Group"
    _inherit = ["residence.peer.named"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Landlord",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    coordinator_id = fields.Many2one(
        "res.users",
        string="Coordination",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        default=lambda self: self.env.user,
    )
    facilitator_id = fields.Many2one(
        "res.partner",
        help="From outside the teams, without authority over anyone in the group.",
    )
    relay_id = fields.Many2one(
        "res.users",
        string="Relay Member",
        index="btree_not_null",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="A member with an account, who notes who came.",
    )
    member_ids = fields.Many2many(
        "res.partner",
        "residence_peer_group_member_rel",
        "group_id",
        "partner_id",
        string="Members",
        help="No account is needed: colleagues of other landlords may take part.",
    )
    member_count = fields.Integer(compute="_compute_member_count")
    method = fields.Selection(
        [
            ("practice", "Practice analysis"),
            ("codevelopment", "Codevelopment"),
            ("gease", "GEASE"),
            ("exchange", "Exchange between peers"),
        ],
        default="practice",
        required=True,
    )
    tz = fields.Selection(
        _tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self.env.company.partner_id.tz or "Europe/Paris",
    )
    charter = fields.Text(help="What the group agreed on: confidentiality, rhythm.")
    acceptance_ids = fields.One2many(
        "residence.peer.acceptance", "group_id", string="Charter Accepted"
    )
    is_accepted_by_me = fields.Boolean(compute="_compute_is_mine")
    is_member = fields.Boolean(compute="_compute_is_mine")
    is_coordinator = fields.Boolean(compute="_compute_is_mine")
    session_ids = fields.One2many("residence.peer.session", "group_id")
    session_count = fields.Integer(compute="_compute_session_count")
    notice = fields.Text(compute="_compute_notice")
    # Once coordinator, never a member: nobody hands a group over to read it.
    past_coordinator_ids = fields.Many2many(
        "res.users",
        "residence_peer_group_past_coordinator_rel",
        copy=False,
        groups=fields.NO_ACCESS,
    )
    unknown_notice = fields.Text(compute="_compute_unknown_notice")

    @api.depends("member_ids")
    def _compute_member_count(self):
        for group in self:
            group.member_count = len(group.member_ids)

    @api.depends_context("uid")
    @api.depends("member_ids", "coordinator_id", "acceptance_ids")
    def _compute_is_mine(self):
        me = self.env.user.partner_id
        for group in self:
            group.is_member = me in group.member_ids._origin
            group.is_coordinator = group.coordinator_id == self.env.user
            group.is_accepted_by_me = me in group.acceptance_ids.partner_id

    def _compute_session_count(self):
        counts = dict(
            self.env["residence.peer.session"]._read_group(
                [("group_id", "in", self.ids), ("state", "!=", "cancelled")],
                ["group_id"],
                ["__count"],
            )
        )
        for group in self:
            group.session_count = counts.get(group, 0)

    @api.depends("member_ids", "facilitator_id")
    def _compute_notice(self):
        """Say what is worth a second look: never an obstacle."""
        fewest, most = USUAL_SIZE
        for group in self:
            lines = []
            people = group._get_people()
            if group.member_ids and not fewest <= len(group.member_ids) <= most:
                lines.append(
                    self.env._(
                        "%(count)s members: such groups usually have %(fewest)s to "
                        "%(most)s.",
                        count=len(group.member_ids),
                        fewest=fewest,
                        most=most,
                    )
                )
            unreached = people.filtered(lambda person: not person.email)
            if unreached:
                lines.append(
                    self.env._(
                        "Without a mail address, so without invitations: %s.",
                        ", ".join(unreached.mapped("name")),
                    )
                )
            group.notice = "\n".join(lines)

    def _compute_unknown_notice(self):
        for group in self:
            unknown = group._get_people() - group._get_colleagues().partner_id
            group.unknown_notice = (
                self.env._("Diary not known: %s", ", ".join(unknown.mapped("name")))
                if unknown
                else ""
            )

    @api.constrains("member_ids", "coordinator_id", "past_coordinator_ids")
    def _check_coordinator_is_no_member(self):
        for group in self:
            # sudo: who coordinated before is nobody's to read
            organisers = group.coordinator_id | group.sudo().past_coordinator_ids
            if organisers.partner_id & group.member_ids:
                raise ValidationError(
                    self.env._(
                        "“Members”: who coordinates a group, or did, is not one of its "
                        "members. What they write for each other stays theirs."
                    )
                )

    @api.onchange("member_ids")
    def _onchange_member_ids(self):
        left = self._origin.member_ids - self.member_ids._origin
        if self.relay_id.partner_id in left:
            self.relay_id = False

    @api.model_create_multi
    def create(self, vals_list):
        groups = super().create(vals_list)
        groups._after_team_change()
        return groups

    def write(self, vals):
        if "coordinator_id" in vals:
            for group in self:
                # sudo: the trace is kept from everyone, so that nobody removes it
                group.sudo().past_coordinator_ids = [
                    Command.link(group.coordinator_id.id)
                ]
        result = super().write(vals)
        if "member_ids" in vals and "relay_id" not in vals:
            # sudo: who hands a group over has no right to it any more
            self.sudo()._drop_relays_who_left()
        if TEAM_FIELDS & vals.keys():
            self._after_team_change()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def copy_data(self, default=None):
        return [
            dict(vals, name=self.env._("%s (copy)", group.name))
            for group, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def action_accept_charter(self):
        """Note that I accept the charter, today."""
        self.ensure_one()
        acceptance = self.env["residence.peer.acceptance"]
        acceptance._accept(self, self.env.user.partner_id)

    def action_add_guest(self):
        """Add somebody who has no account, or correct an address."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_peer_guest_action"
        )
        return dict(action, context={"default_group_id": self.id})

    @api.readonly
    def action_view_sessions(self):
        """Open the group's sessions."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_peer_session_action"
        )
        action["domain"] = [("group_id", "=", self.id)]
        action["context"] = {"default_group_id": self.id}
        return action

    def _drop_relays_who_left(self):
        """A relay is a member: taken off the members, she reads nothing any more."""
        gone = self.filtered(
            lambda group: group.relay_id.partner_id not in group.member_ids
        )
        gone.filtered("relay_id").relay_id = False

    def _after_team_change(self):
        """Follow a change of members, relay, coordinator or landlord."""
        # sudo: who hands a group over has no right to it any more
        groups = self.sudo()
        for group in groups:
            relay = group.relay_id.partner_id
            if relay and relay not in group.member_ids:
                group.member_ids = [Command.link(relay.id)]
        # the evaluated record rules hold the user's groups as constants
        self.env.registry.clear_cache()
        upcoming = groups.session_ids.filtered(
            lambda session: session.state in ("draft", "planned")
        )
        upcoming._sync_attendances()
        upcoming._sync_calendar()

    def _get_people(self):
        """Return those whom dates concern: the members, and the facilitator."""
        return self.member_ids | self.facilitator_id

    def _get_colleagues(self):
        """Return the accounts of the people of the group who work here."""
        # sudo: which contact has an account; only its diary is asked for, below
        users = self.sudo()._get_people().user_ids
        return users.filtered(lambda user: not user.share)

    def _get_busy(self, slots, ignored=()):
        """Return, per slot, the names of the colleagues who are busy then.

        :param slots: (start, stop), naive UTC.
        :param ignored: sessions that may be in the way, such as those being moved.
        """
        # whatever mode a screen computes in: only of groups that the user may read
        self.sudo(False).check_access("read")
        users = self._get_colleagues()
        if not (users and slots):
            return [[] for _slot in slots]
        first, last = min(slot[0] for slot in slots), max(slot[1] for slot in slots)
        within = Domain("start", "<", last) & Domain("stop", ">", first)
        # sudo: that somebody is busy at that hour, never with what: the calendar
        # shows as much to every colleague
        events = self.env["residence.event"].sudo()
        found = [
            (event.start, event.stop, event.animator_id.partner_id)
            for event in events.search(
                within
                & Domain("animator_id", "in", users.ids)
                & Domain("state", "in", ("draft", "planned"))
            )
        ]
        meetings = self.env["calendar.event"].sudo()
        for meeting in meetings.search(
            within
            & Domain("show_as", "=", "busy")
            & Domain("partner_ids", "in", users.partner_id.ids)
        ):
            people = meeting.partner_ids & users.partner_id
            found.append((meeting.start, meeting.stop, people))
        sessions = self.env["residence.peer.session"].sudo()
        for session in sessions.search(
            within
            & Domain("group_id.member_ids", "in", users.partner_id.ids)
            & Domain("state", "=", "planned")
            & Domain("id", "not in", [session.id for session in ignored])
        ):
            people = session.group_id.member_ids & users.partner_id
            found.append((session.start, session.stop, people))
        return [
            sorted(
                {
                    person.name
                    for begin, end, people in found
                    if begin < stop and end > start
                    for person in people
                }
            )
            for start, stop in slots
        ]
