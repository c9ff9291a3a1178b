from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResidenceAgeBracket(models.Model):
    """Ages as a person judges them by eye, never a birth date.

    The top level are the generations. A residence may count by the detailed
    brackets below them; each belongs to one generation, so totals add up once.
    """

    _name = "residence.age.bracket"
    _description = "Age Bracket"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    parent_id = fields.Many2one(
        "residence.age.bracket",
        string="Generation",
        domain="[('parent_id', '=', False), ('is_unspecified', '=', False)]",
        ondelete="restrict",
        index=True,
    )
    child_ids = fields.One2many("residence.age.bracket", "parent_id")
    min_age = fields.Integer(string="From (years)")
    max_age = fields.Integer(
        string="To (years)", help="Leave 0 where there is no upper limit."
    )
    is_unspecified = fields.Boolean(
        string="Age not specified",
        help="People whose age nobody noted, and totals typed as one number.",
    )
    active = fields.Boolean(default=True)

    _ages_in_order = models.Constraint(
        "CHECK(min_age >= 0 AND (max_age = 0 OR max_age >= min_age))",
        "“To (years)” must be at least “From (years)”, or 0 for no upper limit.",
    )
    _one_unspecified = models.UniqueIndex(
        "(is_unspecified) WHERE is_unspecified",
        "There is already a bracket for people whose age is not specified.",
    )

    @api.constrains("parent_id", "child_ids", "min_age", "max_age")
    def _check_within_generation(self):
        for bracket in self | self.child_ids:
            parent = bracket.parent_id
            if not parent:
                continue
            if parent.parent_id or bracket.child_ids:
                raise ValidationError(
                    self.env._(
                        "“%(bracket)s”: a detailed bracket belongs to a generation, "
                        "and a generation to none.",
                        bracket=bracket.name,
                    )
                )
            above = parent.max_age and (
                not bracket.max_age or bracket.max_age > parent.max_age
            )
            if bracket.min_age < parent.min_age or above:
                raise ValidationError(
                    self.env._(
                        "“%(bracket)s” must lie within the ages of “%(generation)s”.",
                        bracket=bracket.name,
                        generation=parent.name,
                    )
                )

    @api.model
    def _get_unspecified(self):
        """Return the bracket of people whose age nobody noted (may be empty)."""
        return self.with_context(active_test=False).search(
            [("is_unspecified", "=", True)], limit=1
        )

    @api.model
    def _get_rows(self, *, detailed=False):
        """Return the brackets that a count asks for, in order.

        :param detailed: replace each generation by its detailed brackets, if any.
        """
        generations = self.search([("parent_id", "=", False)])
        if not detailed:
            return generations
        rows = self.browse()
        for generation in generations:
            rows += generation.child_ids or generation
        return rows
