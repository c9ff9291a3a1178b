import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

# Codes of the priority districts since 2024: QN, department, number, letter
# (data.gouv.fr, « Quartiers prioritaires de la politique de la ville », 2024).
PRIORITY_DISTRICT = re.compile(r"QN(?:\d{3}|02[AB])\d{2}[A-Z]")

# What decides who sees a residence; record rules cache what they read there.
TEAM_FIELDS = {"animator_ids", "coordinator_id", "company_id"}

# The life of a residence, in its order.
PHASES = [
    ("amu", "Before delivery (AMU)"),
    ("moving_in", "Moving in"),
    ("launch", "Launch"),
    ("steady", "Everyday life"),
    ("empowerment", "Empowerment"),
    ("self_management", "Self-management"),
]

TEAM_GROUPS = ",".join(
    f"residence_community.group_{role}" for role in ("animator", "administrator")
)


def with_official_district(vals):
    """Return a copy of ``vals``, the district's code as it is written officially."""
    vals = dict(vals)
    if vals.get("priority_district_code"):
        code = vals["priority_district_code"].replace(" ", "").upper()
        vals["priority_district_code"] = code
    return vals


class Residence(models.Model):
    """A building, or a few neighbouring ones, with a shared house in it."""

    _name = "residence.residence"
    _description = "Residence"
    _order = "name, id"
    _rec_names_search = ["name", "code", "house_name", "partner_id.city"]
    _check_company_auto = True

    name = fields.Char(required=True)
    code = fields.Char(help="The landlord's own property code.")
    house_name = fields.Char(
        string="Shared House", help="What tenants call it: Maison des Projets…"
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Landlord",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Address", check_company=True, ondelete="restrict"
    )
    city = fields.Char(related="partner_id.city")
    dwelling_count = fields.Integer(string="Dwellings", required=True)
    phase = fields.Selection(PHASES, required=True, default="launch")
    tz = fields.Selection(
        _tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self.env.company.partner_id.tz or "Europe/Paris",
    )
    priority_district_code = fields.Char(
        string="Priority District",
        help="The district's code (code QPV), such as QN07699M.",
    )
    detailed_brackets = fields.Boolean(
        string="Detailed Age Brackets",
        help="Count by the detailed brackets instead of the generations.",
    )
    # Hidden from the direction: figures by residence must not become figures by
    # person (Labour Code L2312-38; design: staff are not measured).
    animator_ids = fields.Many2many(
        "res.users",
        "residence_residence_animator_rel",
        "residence_id",
        "user_id",
        string="Team",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        groups=TEAM_GROUPS,
    )
    coordinator_id = fields.Many2one(
        "res.users",
        string="Coordination",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        index=True,
        groups=TEAM_GROUPS,
    )
    space_ids = fields.One2many("residence.space", "residence_id", string="Spaces")

    _code_unique = models.UniqueIndex(
        "(company_id, code) WHERE code IS NOT NULL",
        "“Code”: another residence of this landlord has it already.",
    )
    _dwellings_positive = models.Constraint(
        "CHECK(dwelling_count > 0)",
        "“Dwellings”: at least 1. All rates are computed from it.",
    )

    @api.constrains("priority_district_code")
    def _check_priority_district_code(self):
        for residence in self:
            self._check_district_code(residence.priority_district_code)

    @api.model
    def _check_district_code(self, code):
        """Raise ValidationError where ``code`` is not a priority district's."""
        if code and not PRIORITY_DISTRICT.fullmatch(code):
            raise ValidationError(
                self.env._(
                    "“Priority District”: %(code)s is not the code of a district. It "
                    "reads QN, three characters for the department, two digits and a "
                    "letter: QN07699M. Leave it empty outside one.",
                    code=code,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        residences = super().create([self._normalised(vals) for vals in vals_list])
        self.env.registry.clear_cache()
        return residences

    def write(self, vals):
        result = super().write(self._normalised(vals))
        if TEAM_FIELDS & vals.keys():
            # the evaluated record rules hold the user's residences as constants
            self.env.registry.clear_cache()
        return result

    def copy_data(self, default=None):
        return [
            dict(vals, name=self.env._("%s (copy)", residence.name), code=False)
            for residence, vals in zip(self, super().copy_data(default), strict=True)
        ]

    @staticmethod
    def _normalised(vals):
        """Return ``vals`` with codes as they are written officially."""
        vals = with_official_district(vals)
        if "code" in vals:
            vals["code"] = (vals["code"] or "").strip() or False
        return vals

    def _read_group_groupby(self, alias, groupby_spec, query):
        """Check the right to the field grouped by: Odoo 19 forgets many2many ones."""
        name = groupby_spec.partition(":")[0].partition(".")[0]
        self._check_field_access(self._fields[name], "read")
        return super()._read_group_groupby(alias, groupby_spec, query)

    @api.model
    def _get_mine(self):
        """Return the residences that the user animates, archived ones left out."""
        return self.search([("animator_ids", "in", self.env.uid)])

    @api.model
    def _get_default(self):
        """Return the only residence that the user animates: none where several."""
        mine = self._get_mine()
        return mine if len(mine) == 1 else self.browse()
