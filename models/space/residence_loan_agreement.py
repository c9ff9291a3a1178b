from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

REMIND_DAYS = (30, 7)  # before the insurance ends


class ResidenceLoanAgreement(models.Model):
    """« Convention de prêt de salle »: which spaces, until when, insured until when.

    The team is reminded of an insurance that ends: 30 days before, and 7. One activity
    per member of the team, without a mail, and the same one the second time if it is
    still there. Noting the new expiry takes them away.
    """

    _name = "residence.loan.agreement"
    _description = "Loan Agreement"
    _named_by = ("partner_id.name", "date_end")
    _inherit = ["residence.scoped", "residence.thread", "mail.activity.mixin"]
    _order = "date_end desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        string="Association",
        required=True,
        domain="[('is_company', '=', True)]",
        check_company=True,
        ondelete="restrict",
        index=True,
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
    space_ids = fields.Many2many(
        "residence.space",
        string="Spaces",
        domain="[('residence_id', '=', residence_id)]",
        help="Left empty: all spaces of the residence.",
    )
    date_start = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date(string="Until", required=True)
    insurance_expiry = fields.Date(
        string="Insured Until",
        tracking=True,
        help="The last day of the association's liability insurance. The team is "
        "reminded 30 days and 7 days before.",
    )
    reminded_days = fields.Integer(
        copy=False, help="How many days before the expiry the team was last reminded."
    )
    contact = fields.Char(help="Whom to call at the association: a role, or a person.")
    contact_phone = fields.Char(string="Phone")
    state = fields.Selection(
        [("coming", "To come"), ("current", "In force"), ("expired", "Expired")],
        string="Status",
        compute="_compute_state",
        search="_search_state",
    )
    notice = fields.Text(compute="_compute_notice")
    booking_ids = fields.One2many("residence.booking", "agreement_id")
    booking_count = fields.Integer(compute="_compute_booking_count")
    active = fields.Boolean(default=True)

    _dates_in_order = models.Constraint(
        "CHECK(date_end >= date_start)", "“Until” must not come before “From”."
    )

    def _get_own_name(self):
        return self.env._(
            "%(partner)s, until %(day)s",
            partner=self.partner_id.name or "",
            day=format_date(self.env, self.date_end) or "…",
        )

    @api.depends("date_start", "date_end")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            if agreement.date_end and agreement.date_end < today:
                agreement.state = "expired"
            elif agreement.date_start and agreement.date_start > today:
                agreement.state = "coming"
            else:
                agreement.state = "current"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domains = {
            "expired": Domain("date_end", "<", today),
            "coming": Domain("date_start", ">", today),
            "current": Domain("date_start", "<=", today)
            & Domain("date_end", ">=", today),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends("date_start", "date_end", "insurance_expiry")
    def _compute_notice(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            lines = agreement._describe_gaps(max(today, agreement.date_start or today))
            agreement.notice = "\n".join(lines)

    def _compute_booking_count(self):
        counts = dict(
            self.env["residence.booking"]._read_group(
                [("agreement_id", "in", self.ids), ("state", "=", "confirmed")],
                ["agreement_id"],
                ["__count"],
            )
        )
        for agreement in self:
            agreement.booking_count = counts.get(agreement._origin, 0)

    @api.constrains("partner_id")
    def _check_organisation(self):
        for agreement in self:
            if not agreement.partner_id.is_company:
                raise ValidationError(
                    self.env._(
                        "“Association”: %s is a person. Choose an organisation.",
                        agreement.partner_id.name,
                    )
                )

    @api.constrains("residence_id", "space_ids")
    def _check_spaces_of_residence(self):
        for agreement in self:
            if agreement.space_ids.residence_id - agreement.residence_id:
                raise ValidationError(
                    self.env._(
                        "“Spaces”: choose spaces of %s only.",
                        agreement.residence_id.name,
                    )
                )

    def write(self, vals):
        if "insurance_expiry" not in vals:
            return super().write(vals)
        result = super().write({"reminded_days": 0, **vals})
        # sudo: a colleague's reminder goes too, whoever noted the new certificate
        self.sudo()._get_reminders().unlink()
        return result

    @api.readonly
    def action_open_bookings(self):
        """Open the loans made under the agreement."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_booking_action"
        )
        action["domain"] = list(Domain("agreement_id", "=", self.id))
        action["context"] = {
            "default_agreement_id": self.id,
            "default_partner_id": self.partner_id.id,
        }
        return action

    @api.model
    def _cron_remind_insurance(self):
        """Remind the teams, once per stage; called every day."""
        today = fields.Date.today()
        due = self.search(
            [
                ("insurance_expiry", ">=", today),
                ("insurance_expiry", "<=", today + timedelta(days=max(REMIND_DAYS))),
                ("date_end", ">=", today),
            ]
        )
        for agreement in due:
            left = (agreement.insurance_expiry - today).days
            stage = min(days for days in REMIND_DAYS if left <= days)
            if not agreement.reminded_days or stage < agreement.reminded_days:
                agreement._remind_team()
                agreement.reminded_days = stage

    def _covers(self, space):
        """Return whether the agreement lends a space."""
        self.ensure_one()
        own = space.residence_id == self.residence_id
        return own and (not self.space_ids or space in self.space_ids)

    def _describe_gaps(self, day):
        """Return a sentence for all that the agreement does not hold on a day."""
        self.ensure_one()
        lines = []
        values = {
            "partner": self.partner_id.name or "",
            "day": format_date(self.env, day),
        }
        if self.date_end and not (self.date_start or day) <= day <= self.date_end:
            lines.append(
                self.env._(
                    "The agreement with %(partner)s is not in force on %(day)s.",
                    **values,
                )
            )
        if not self.insurance_expiry:
            lines.append(self.env._("No insurance is noted for %(partner)s.", **values))
        elif self.insurance_expiry < day:
            lines.append(
                self.env._(
                    "The insurance of %(partner)s is known until %(expiry)s only: ask "
                    "for the new certificate.",
                    expiry=format_date(self.env, self.insurance_expiry),
                    **values,
                )
            )
        return lines

    def _get_reminders(self):
        """Return the reminders that nobody has marked as done."""
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("automated", "=", True),
            ]
        )

    def _remind_team(self):
        """Give each member of the team an activity, unless they have it still."""
        self.ensure_one()
        reminded = self._get_reminders().user_id
        team = self.residence_id.animator_ids.filtered("active")
        for user in team - reminded:
            speaking = self.with_context(
                lang=user.lang, mail_activity_quick_update=True
            )
            speaking.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.insurance_expiry,
                summary=speaking.env._(
                    "Insurance of %(partner)s: ends on %(day)s",
                    partner=self.partner_id.name,
                    day=format_date(speaking.env, self.insurance_expiry),
                ),
                user_id=user.id,
            )
