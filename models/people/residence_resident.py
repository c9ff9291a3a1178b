from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.names import fold, fold_dwelling, person_key

LONGEST = 80  # a name or a dwelling; more is somebody's story
OF_AGE = 18


class ResidenceResident(models.Model):
    """Somebody who lives in a residence, as little of them as is of use.

    Not a contact: every employee reads ``res.partner``. No birth date, an age bracket;
    of a minor, the bracket and whom to call; and no free comment about anybody. No
    chatter either: what is erased must not live on in messages. The agreement to be
    photographed is in ``residence_resident_consent.py``, how people are forgotten in
    ``residence_resident_erasure.py``.
    """

    _name = "residence.resident"
    _description = "Resident"
    _named_by = ("name", "dwelling")
    _inherit = ["residence.named"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(
        required=True, help="First name and initial are enough: Odette V."
    )
    residence_id = fields.Many2one(
        "residence.residence",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env["residence.residence"]._get_default(),
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, precompute=True
    )
    active = fields.Boolean(
        default=True, help="Untick for somebody who moved out: no longer proposed."
    )
    dwelling = fields.Char(help="As it is written on the door: A02.")
    age_bracket_id = fields.Many2one(
        "residence.age.bracket",
        string="Generation",
        domain="[('is_unspecified', '=', False)]",
        ondelete="restrict",
        index="btree_not_null",  # deleting a bracket looks for them
    )
    is_minor = fields.Boolean(
        string="Minor",
        compute="_compute_is_minor",
        store=True,
        readonly=False,
        precompute=True,
        help="Under 18: no contact of their own, and both parents sign for photos.",
    )
    phone = fields.Char()
    # also what Odoo's « Privacy Lookup » finds people by (with their name)
    email = fields.Char()
    guardian_name = fields.Char(
        string="Parent or Guardian",
        compute="_compute_guardian",
        store=True,
        readonly=False,
        precompute=True,
    )
    guardian_phone = fields.Char(
        string="Their Phone",
        compute="_compute_guardian",
        store=True,
        readonly=False,
        precompute=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Linked Contact",
        check_company=True,
        domain="[('is_company', '=', False)]",
        ondelete="set null",
        index="btree_not_null",  # deleting or merging contacts looks for them
        copy=False,
        help="Every employee of the landlord reads contacts. Leave empty unless this "
        "person is one for another reason.",
    )
    # what is compared when people type; dwellings tell households apart
    search_key = fields.Char(
        compute="_compute_keys", store=True, precompute=True, exportable=False
    )
    dwelling_key = fields.Char(
        compute="_compute_keys", store=True, precompute=True, exportable=False
    )
    presence_ids = fields.One2many("residence.presence", "resident_id")
    presence_count = fields.Integer(compute="_compute_presence_count")
    last_presence_date = fields.Date(
        string="Last Came",
        compute="_compute_last_presence_date",
        store=True,
        copy=False,
    )

    # a double tap, or the same list imported twice, makes nobody double
    _one_per_dwelling = models.UniqueIndex(
        "(residence_id, search_key) WHERE active",
        "Somebody of that name is noted in that dwelling already.",
    )

    @api.depends("age_bracket_id")
    def _compute_is_minor(self):
        for resident in self:
            oldest = resident.age_bracket_id.max_age
            resident.is_minor = bool(oldest and oldest < OF_AGE)

    @api.depends("is_minor")
    def _compute_guardian(self):
        """Drop whom to call for a child once the child is of age."""
        for resident in self:
            if not resident.is_minor:
                resident.guardian_name = resident.guardian_phone = False

    @api.depends("name", "dwelling")
    def _compute_keys(self):
        for resident in self:
            resident.search_key = person_key(resident.name, resident.dwelling)
            resident.dwelling_key = fold_dwelling(resident.dwelling) or False

    def _get_own_name(self):
        dwelling = f" ({self.dwelling})" if self.dwelling else ""
        return f"{self.name or ''}{dwelling}"

    @api.model
    def _search_display_name(self, operator, value):
        """Find people by what is typed: any part of words, in any order.

        « odet a02 » finds Odette V. (A02), « ines » Inès.
        """
        if operator in ("like", "ilike") and isinstance(value, str):
            words = fold(value).split()
            return Domain.AND([Domain("search_key", "like", word) for word in words])
        if operator == "in":  # a list that is imported has names as they are shown
            shown = [one for one in value if isinstance(one, str)]
            keys = [fold(one) for one in shown]
            return Domain("search_key", "in", keys) | Domain("name", "in", shown)
        return super()._search_display_name(operator, value)

    def _compute_presence_count(self):
        counts = dict(
            self.env["residence.presence"]._read_group(
                [("resident_id", "in", self.ids)], ["resident_id"], ["__count"]
            )
        )
        for resident in self:
            resident.presence_count = counts.get(resident, 0)

    @api.depends("presence_ids.date")
    def _compute_last_presence_date(self):
        """Also what makes two people who note one person at once wait for each other:
        both write this row, PostgreSQL refuses the second, Odoo runs it again."""
        dates = dict(
            self.env["residence.presence"]._read_group(
                [("resident_id", "in", self.ids)], ["resident_id"], ["date:max"]
            )
        )
        for resident in self:
            resident.last_presence_date = dates.get(resident, False)

    @api.constrains("name", "dwelling")
    def _check_texts(self):
        for resident in self:
            for name in ("name", "dwelling"):
                if len(resident[name] or "") > LONGEST:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s”: at most %(maximum)s characters.",
                            field=self._fields[name]._description_string(self.env),
                            maximum=LONGEST,
                        )
                    )
            if not fold(resident.name):
                raise ValidationError(
                    self.env._(
                        "“Name”: type at least a letter. A first name and an initial "
                        "are enough."
                    )
                )

    @api.constrains("is_minor", "phone", "email", "partner_id")
    def _check_minor(self):
        for resident in self:
            if resident.is_minor and (
                resident.phone or resident.email or resident.partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "“%s” is a minor: note how to reach a parent or guardian, not "
                        "the child. Empty the phone, the e-mail and the linked "
                        "contact.",
                        resident.name,
                    )
                )

    @api.constrains("residence_id")
    def _check_residence(self):
        """Names stay with the people who may read them, presences with their house."""
        for resident in self:
            if resident.presence_ids.residence_id - resident.residence_id:
                raise ValidationError(
                    self.env._(
                        "“%s” came to events of another residence: archive this "
                        "person here, and note them again where they live now.",
                        resident.name,
                    )
                )

    def copy_data(self, default=None):
        raise UserError(
            self.env._("One person, one record: note somebody else instead.")
        )

    def action_view_presences(self):
        """Open the events where the resident was noted."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_presence_action"
        )
        return dict(action, domain=[("resident_id", "=", self.id)])

    def _get_row(self):
        """Return what a list of names shows of the resident."""
        self.ensure_one()
        return {
            "resident_id": self.id,
            "name": self.name,
            "dwelling": self.dwelling or "",
            "image": self.image_status,
        }
