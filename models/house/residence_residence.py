import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from odoo.addons.base.models.res_partner import _tz_get

from ...tools import french_days, local_time

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

SCHOOL_ZONES = [
    ("a", "Zone A"),
    ("b", "Zone B"),
    ("c", "Zone C"),
    ("corse", "Corsica"),
    ("guadeloupe", "Guadeloupe"),
    ("guyane", "French Guiana"),
    ("martinique", "Martinique"),
    ("mayotte", "Mayotte"),
    ("reunion", "Réunion"),
]
TERRITORIES = [
    ("mainland", "Mainland France and Corsica"),
    ("alsace_moselle", "Alsace and Moselle"),
    *SCHOOL_ZONES[4:],
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
    """A building, or a few neighbouring ones, with a shared house in it.

    Who runs it, how many of the landlord's dwellings have a shared house, and on which
    days nothing happens there, or not the usual.
    """

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
    housed_dwelling_count = fields.Integer(
        string="Dwellings with a House",
        compute="_compute_housed_dwelling_count",
        store=True,
        help="The residence's dwellings, once it is delivered and its house has a "
        "name; else 0.",
    )
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
    school_zone = fields.Selection(
        SCHOOL_ZONES,
        compute="_compute_from_postcode",
        store=True,
        readonly=False,
        precompute=True,
        help="Whose school holidays are shown where dates are chosen.",
    )
    holiday_territory = fields.Selection(
        TERRITORIES,
        string="Public Holidays",
        compute="_compute_from_postcode",
        store=True,
        readonly=False,
        precompute=True,
        help="Where the residence stands: Alsace and Moselle have two days more, "
        "each overseas department has one.",
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

    @api.depends("dwelling_count", "house_name", "phase")
    def _compute_housed_dwelling_count(self):
        for residence in self:
            has_house = residence.house_name and residence.phase != "amu"
            residence.housed_dwelling_count = has_house and residence.dwelling_count

    @api.depends("partner_id.zip")
    def _compute_from_postcode(self):
        """Take zone and territory from the address, and keep what was chosen."""
        for residence in self:
            postcode = residence.partner_id.zip or ""
            if postcode:
                residence.school_zone = french_days.school_zone_of(postcode)
                residence.holiday_territory = french_days.territory_of(postcode)
            residence.school_zone = residence.school_zone or False
            residence.holiday_territory = residence.holiday_territory or "mainland"

    @api.constrains("priority_district_code")
    def _check_priority_district_code(self):
        for residence in self:
            self._check_district_code(residence.priority_district_code)

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

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def copy_data(self, default=None):
        return [
            dict(vals, name=self.env._("%s (copy)", residence.name), code=False)
            for residence, vals in zip(self, super().copy_data(default), strict=True)
        ]

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

    @api.model
    def _get_coverage(self, companies):
        """Return how many dwellings of some landlords have a house, and of how many.

        All dwellings: those that the landlord's settings say, where they are more than
        those of the residences noted here.

        :return: {company: (dwellings with a house, all dwellings)}, of the active
            residences that the user may read.
        """
        groups = self._read_group(
            [("company_id", "in", companies.ids)],
            ["company_id"],
            ["housed_dwelling_count:sum", "dwelling_count:sum"],
        )
        return {
            company: (housed or 0, max(dwellings, company.residence_dwelling_stock))
            for company, housed, dwellings in groups
        }

    def _get_day_of(self, moment):
        """Return the day that the residence's calendar shows at a moment, naive UTC."""
        self.ensure_one()
        return local_time.to_local(moment, self.tz).date()

    def _get_closed_days(self, first, last):
        """Return {day: name} of the days when the house is closed, both included."""
        self.ensure_one()
        return self.env["residence.closing"]._get_closed_days(self, first, last)[self]

    def _filter_open(self, days):
        """Return the residences whose house is open on their day of ``days``.

        :param dict days: the day of each residence.
        """
        if not self:
            return self
        spread = [days[residence] for residence in self]
        closings = self.env["residence.closing"]
        closed = closings._get_closed_days(self, min(spread), max(spread))
        return self.filtered(lambda residence: days[residence] not in closed[residence])

    def _get_school_holidays(self, first, last):
        """Return {day: name} of the school holidays of its zone, both included."""
        self.ensure_one()
        holidays = self.env["residence.school.holiday"]
        return holidays._get_holidays(self.school_zone, first, last)

    def _get_public_holidays(self, first, last):
        """Return {day: name} of the public holidays, both ends included."""
        self.ensure_one()
        names = self._get_public_holiday_names()
        days = french_days.holidays_between(
            first, last, self.holiday_territory or french_days.MAINLAND
        )
        return {day: names[key] for day, key in days.items()}

    @api.model
    def _get_public_holiday_names(self):
        return {
            "new_year": self.env._("New Year's Day"),
            "good_friday": self.env._("Good Friday"),
            "easter_monday": self.env._("Easter Monday"),
            "labour": self.env._("Labour Day"),
            "victory": self.env._("Victory Day 1945"),
            "ascension": self.env._("Ascension Day"),
            "whit_monday": self.env._("Whit Monday"),
            "national": self.env._("Bastille Day"),
            "assumption": self.env._("Assumption"),
            "all_saints": self.env._("All Saints' Day"),
            "armistice": self.env._("Armistice 1918"),
            "christmas": self.env._("Christmas"),
            "saint_stephen": self.env._("Saint Stephen's Day"),
            "abolition": self.env._("Abolition of Slavery"),
        }

    def _describe_day(self, day):
        """Return what is special about a day, in a sentence; empty on usual days."""
        self.ensure_one()
        parts = [
            *self._get_public_holidays(day, day).values(),
            *(
                self.env._("House closed: %s", name)
                for name in self._get_closed_days(day, day).values()
            ),
            *(
                self.env._("School holidays: %s", name)
                for name in self._get_school_holidays(day, day).values()
            ),
        ]
        if not parts:
            return ""
        return self.env._(
            "%(day)s: %(what)s.",
            day=format_date(self.env, day, date_format="EEEE d MMMM"),
            what=" · ".join(parts),
        )

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

    @staticmethod
    def _normalised(vals):
        """Return ``vals`` with codes as they are written officially."""
        vals = with_official_district(vals)
        if "code" in vals:
            vals["code"] = (vals["code"] or "").strip() or False
        return vals
