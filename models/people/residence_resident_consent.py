from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class ResidenceResident(models.Model):
    """May this person be photographed? Seen beside the name, before the photo.

    What counts is the statement that was signed last; earlier ones are not kept. A
    minor's is signed by both parents, or by the one who alone has parental authority
    (French Civil Code, art. 371-1 and 372-2: using a child's image is no usual act).
    """

    _inherit = "residence.resident"

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

    def _is_image_signed(self):
        """Return whether all who must sign did; adults do by saying yes."""
        self.ensure_one()
        others = self.second_guardian_signed or self.has_sole_guardian
        return not self.is_minor or (self.guardian_signed and others)

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
