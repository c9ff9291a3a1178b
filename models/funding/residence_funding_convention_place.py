from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..house.residence_residence import with_official_district


class ResidenceFundingConvention(models.Model):
    """Where a convention is in force, and that no other claims the same place."""

    _inherit = "residence.funding.convention"

    residence_ids = fields.Many2many(
        "residence.residence",
        "residence_funding_convention_residence_rel",
        "convention_id",
        "residence_id",
        string="Residences",
        domain="[('company_id', '=', company_id)]",
        check_company=True,
        required=True,
    )
    city = fields.Char(
        string="Municipality",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
    )
    priority_district_code = fields.Char(
        string="Priority District",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        help="The district's code (code QPV), such as QN07699M.",
    )
    dwelling_count = fields.Integer(
        string="Dwellings",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        help="The landlord's own in the district, whether a residence has a house or "
        "not.",
    )

    _dwellings_positive = models.Constraint(
        "CHECK(dwelling_count > 0)", "“Dwellings”: at least 1 in the convention."
    )
    _one_per_place = models.UniqueIndex(
        "(company_id, scheme_id, year, LOWER(COALESCE(city, '')),"
        " COALESCE(priority_district_code, ''))"
        " WHERE is_by_action IS NOT TRUE AND active",
        "There is a convention of this scheme for the same landlord, municipality, "
        "district and year already: complete that one.",
    )

    @api.depends("residence_ids")
    def _compute_place(self):
        """Propose the residences' municipality, district and dwellings."""
        for convention in self:
            places = convention.residence_ids
            for name in ("city", "priority_district_code"):
                if not convention[name] and places:
                    convention[name] = places[:1][name]
            proposed = sum(places.mapped("dwelling_count"))
            before = sum(convention._origin.residence_ids.mapped("dwelling_count"))
            if not convention.dwelling_count or convention.dwelling_count == before:
                convention.dwelling_count = proposed

    @api.constrains("residence_ids")
    def _check_residences(self):
        for convention in self:
            if not convention.residence_ids:
                raise ValidationError(
                    self.env._(
                        "“Residences” of “%s”: choose one at least. Its events fill "
                        "the lines.",
                        convention.name,
                    )
                )

    @api.constrains("priority_district_code", "residence_ids")
    def _check_district(self):
        for convention in self:
            code = convention.priority_district_code
            self.env["residence.residence"]._check_district_code(code)
            others = convention.residence_ids.filtered(
                lambda place, code=code: (
                    code and place.priority_district_code not in (False, code)
                )
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "“Residences”: %(residence)s is in the district %(other)s, not "
                        "in %(code)s. Make a convention for each district.",
                        residence=others[0].name,
                        other=others[0].priority_district_code,
                        code=code,
                    )
                )

    @api.constrains("residence_ids", "year", "scheme_id", "active")
    def _check_overlap(self):
        """A residence's year is in one convention of a scheme, or euros count twice."""
        for convention in self.filtered("active"):
            if convention.is_by_action:
                convention.line_ids._check_claimed_once()
                continue
            # sudo: one that the user may not read claims euros as well; only its
            # place, scheme and year are told
            other = self.sudo().search(
                Domain("id", "!=", convention.id)
                & Domain("scheme_id", "=", convention.scheme_id.id)
                & Domain("year", "=", convention.year)
                & Domain("residence_ids", "in", convention.residence_ids.ids),
                limit=1,
            )
            if other:
                shared = other.residence_ids & convention.residence_ids
                raise ValidationError(
                    self.env._(
                        "“Residences”: %(residence)s is in another convention of "
                        "%(scheme)s for %(year)s already, %(other)s. Its expenses "
                        "would be claimed twice.",
                        residence=shared[:1].name,
                        scheme=convention.scheme_id.name,
                        year=convention.year,
                        other=other._get_proposed_name(),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalised(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._normalised(vals))

    @staticmethod
    def _normalised(vals):
        """Return ``vals`` with places as they are written officially."""
        vals = with_official_district(vals)
        if vals.get("city"):
            vals["city"] = " ".join(vals["city"].split())
        return vals
