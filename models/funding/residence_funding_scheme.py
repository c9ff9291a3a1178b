from odoo import fields, models


class ResidenceFundingScheme(models.Model):
    """« Dispositif »: somebody who funds, with axes of their own (TFPB, AVP, CFPPA).

    Data, because funders change their lists: nothing in the code depends on a code but
    which workbook it fills.
    """

    _name = "residence.funding.scheme"
    _description = "Funding Scheme"
    _order = "sequence, code, id"

    code = fields.Char(
        required=True, help="tfpb, avp, cfppa, senacs: which workbook it fills."
    )
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    needs_district = fields.Boolean(
        string="Priority Districts Only",
        help="The usual axis of a type is proposed in residences of a priority "
        "district only.",
    )
    is_by_action = fields.Boolean(
        string="One Convention per Action",
        help="A residence may have several conventions a year; otherwise there is one "
        "per landlord, municipality, district and year.",
    )
    axis_ids = fields.One2many("residence.funding.axis", "scheme_id", string="Axes")

    _code_unique = models.Constraint(
        "UNIQUE(code)", "“Code”: another scheme has it already."
    )
