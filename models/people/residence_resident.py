from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.names import fold, fold_dwelling, person_key

LONGEST = 80  # a name or a dwelling; more is somebody's story
OF_AGE = 18


class ResidenceResident(models.Model):
    """Somebody who lives in a residence, as little of them as is of use.

    Not a contact: every employee reads ``res.partner``. No birth date, an age bracket;
    of a minor, the bracket and whom to call; and no free comment about anybody. No
    chatter either: what is erased must not live on in messages. How people are
    forgotten is in ``residence_resident_erasure.py``.

    May this person be photographed? It is seen beside the name, before the photo. What
    counts is the statement that was signed last; earlier ones are not kept. That of a
    minor is signed by both parents, or by the one who alone has parental authority
    (French Civil Code, art. 371-1 and 372-2: using a child's image is no usual act).

    Residents come from the landlord's list too: what it lacks is said before its first
    line.
    """

    _name = "residence.resident"
    _description = "Resident"
    _named_by = ("name", "dwelling")
    _inherit = ["residence.named"]
    _order = "name, id"
    _check_company_auto = True
    _sealed_once_made = ("residence_id",)

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
    image_consent = fields.Selection(
        [("unknown", "Not asked"), ("yes", "Yes"), ("no", "No")],
        string="Photos",
        required=True,
        default="unknown",
        help="What this person, or the parents, signed. Not asked means no photo.",
    )
    image_consent_date = fields.Date(
        string="Given On",
        compute="_compute_image_consent_date",
        store=True,
        readonly=False,
        precompute=True,
    )
    image_consent_until = fields.Date(
        string="Valid Until", help="Leave empty where the statement has no end."
    )
    image_consent_withdrawn = fields.Date(
        string="Withdrawn On", help="From that day on: no photo, and no publication."
    )
    guardian_signed = fields.Boolean(string="Signed by a Parent")
    second_guardian_signed = fields.Boolean(string="Signed by the Other Parent")
    has_sole_guardian = fields.Boolean(
        string="One Parent Alone Has Authority", help="One signature is then enough."
    )
    image_status = fields.Selection(
        [
            ("yes", "Photo allowed"),
            ("no", "No photo"),
            ("unsigned", "A parent's signature is missing"),
            ("expired", "Agreement to be renewed"),
            ("unknown", "Not asked: no photo"),
        ],
        string="Photo",
        compute="_compute_image_status",
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
            shown = [name for name in value if isinstance(name, str)]
            keys = [fold(name) for name in shown]
            return Domain("search_key", "in", keys) | Domain("name", "in", shown)
        return super()._search_display_name(operator, value)

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

    @api.depends("image_consent")
    def _compute_image_consent_date(self):
        """An agreement is dated today unless somebody says otherwise."""
        for resident in self:
            if resident.image_consent != "yes":
                resident.image_consent_date = False
            elif not resident.image_consent_date:
                resident.image_consent_date = fields.Date.context_today(resident)

    @api.depends(
        "image_consent",
        "image_consent_until",
        "image_consent_withdrawn",
        "is_minor",
        "guardian_signed",
        "second_guardian_signed",
        "has_sole_guardian",
    )
    def _compute_image_status(self):
        today = fields.Date.context_today(self)
        for resident in self:
            status = resident.image_consent
            if status == "yes":
                until = resident.image_consent_until
                if resident.image_consent_withdrawn:
                    status = "no"
                elif not resident._is_image_signed():
                    status = "unsigned"
                elif until and until < today:
                    status = "expired"
            resident.image_status = status

    @api.depends("name", "dwelling")
    def _compute_keys(self):
        for resident in self:
            resident.search_key = person_key(resident.name, resident.dwelling)
            resident.dwelling_key = fold_dwelling(resident.dwelling) or False

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

    @api.constrains(
        "image_consent_date", "image_consent_until", "image_consent_withdrawn"
    )
    def _check_image_dates(self):
        today = fields.Date.context_today(self)
        for resident in self:
            given = resident.image_consent_date
            if given and given > today:
                raise ValidationError(
                    self.env._(
                        "“Given On”: %s is still to come. Type the day of the "
                        "signature.",
                        format_date(self.env, given),
                    )
                )
            for name in ("image_consent_until", "image_consent_withdrawn"):
                day = resident[name]
                if day and given and day < given:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s”: %(day)s comes before “Given On”, %(given)s. "
                            "Check both dates.",
                            field=self._fields[name]._description_string(self.env),
                            day=format_date(self.env, day),
                            given=format_date(self.env, given),
                        )
                    )

    def copy_data(self, default=None):
        raise UserError(
            self.env._("One person, one record: note somebody else instead.")
        )

    @api.model
    @api.readonly
    def get_import_templates(self):
        return [
            {
                "label": self.env._("List of residents to fill in"),
                "template": "/residence_community/static/import/habitants.csv",
            }
        ]

    @api.model
    def load(self, fields, data):
        problem = self._get_import_problem([name for name in fields if name])
        if problem:
            rows = {"from": 0, "to": max(len(data) - 1, 0)}
            error = {"type": "error", "message": problem, "rows": rows, "record": 0}
            return {"ids": False, "messages": [error], "nextrow": 0}
        return super().load(fields, self._spell_generations(fields, data))

    def action_view_presences(self):
        """Open the events where the resident was noted."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_presence_action"
        )
        return dict(action, domain=[("resident_id", "=", self.id)])

    def _is_image_signed(self):
        """Return whether all who must sign did; adults do by saying yes."""
        self.ensure_one()
        others = self.second_guardian_signed or self.has_sole_guardian
        return not self.is_minor or (self.guardian_signed and others)

    def _get_row(self):
        """Return what a list of names shows of the resident."""
        self.ensure_one()
        return {
            "resident_id": self.id,
            "name": self.name,
            "dwelling": self.dwelling or "",
            "image": self.image_status,
        }

    @api.model
    def _spell_generations(self, columns, rows):
        """Return the rows with « Aînés » as the bracket's whole name, ages included.

        Only where one bracket alone begins with it; the rest is for Odoo to refuse.
        """
        if "age_bracket_id" not in columns:
            return rows
        column = columns.index("age_bracket_id")
        names = {}
        brackets = self.env["residence.age.bracket"].search_fetch(Domain.TRUE, ["name"])
        for name in brackets.mapped("name"):
            word = name.partition("(")[0].strip().casefold()
            names[word] = False if word in names else name
        return [
            [
                *row[:column],
                names.get(row[column].strip().casefold()) or row[column],
                *row[column + 1 :],
            ]
            for row in rows
        ]

    @api.model
    def _get_import_problem(self, columns):
        """Return why a list with these columns cannot be read, False if it can."""
        names = {column.split("/")[0] for column in columns}
        unknown = sorted(names - self._fields.keys() - {".id"})
        if unknown:
            return self.env._(
                "Unknown column: %s. A list of residents has a name, a dwelling, a "
                "residence and a generation: start from the template.",
                ", ".join(unknown),
            )
        if names & {"id", ".id"}:
            return False  # corrections to people who are there
        if "name" not in names:
            return self.env._(
                "No column “Name”: choose which one of your list holds the names."
            )
        residence = self.default_get(["residence_id"]).get("residence_id")
        if "residence_id" not in names and not residence:
            return self.env._(
                "No column “Residence”: you have several, so the list must say which "
                "one each person lives in."
            )
        return False
