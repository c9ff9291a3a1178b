from odoo import api, fields, models
from odoo.tools import SQL

MANY_PEOPLE = 10


class ResidenceActivityReport(models.Model):
    """Regularity, not only averages: numerators, and what each is a share of.

    Held is a share of planned; ten people or more, of counted; several generations,
    of those whose generations are known; households, of the dwellings of the events
    where they were counted; partners, of held.
    """

    _inherit = "residence.activity.report"

    _depends = {
        "residence.event": ["generation_count", "partner_count", "partner_ids"],
    }

    detail_bracket_id = fields.Many2one(
        "residence.age.bracket",
        "Age Bracket Counted",
        readonly=True,
        help="The detailed bracket, or the generation where no detail was counted.",
    )
    events_ten_or_more = fields.Integer(
        "With ten people or more", readonly=True, help="Of the events counted."
    )
    events_by_generation = fields.Integer(
        "Counted by generation",
        readonly=True,
        help="Of the events counted: those where some ages are known, or nobody came. "
        "A total typed as one number tells nothing of generations.",
    )
    events_intergenerational = fields.Integer(
        "With several generations",
        readonly=True,
        help="At least two generations present, of the events counted by generation. "
        "“Age not specified” is none.",
    )
    events_households_counted = fields.Integer(
        "Households counted",
        readonly=True,
        help="Events held where somebody counted the households present.",
    )
    events_with_partners = fields.Integer(
        "With partners", readonly=True, help="Of the events held."
    )

    @api.model
    def _get_regularity_terms(self, is_done, has_people, one_if):
        """Return the SQL of these measures on a row of the leaf of events.

        :param SQL is_done, has_people: whether it was held, and its people counted.
        :param one_if: turns a condition into 1 or 0, and NULL for the open door.
        """
        by_generation = SQL(
            """(%s AND (t.generation_count > 0 OR (
                t.attendance_count = 0 AND t.counting_mode = 'generations')))""",
            has_people,
        )

        def one_where(measured, condition):
            return SQL(
                "CASE WHEN %s THEN CASE WHEN %s THEN 1 ELSE 0 END END",
                measured,
                condition,
            )

        return {
            "events_ten_or_more": one_where(
                has_people, SQL("t.attendance_count >= %s", MANY_PEOPLE)
            ),
            "events_by_generation": one_if(by_generation),
            "events_intergenerational": one_where(
                by_generation, SQL("t.generation_count >= 2")
            ),
            "events_households_counted": one_if(
                SQL("(%s AND t.household_count > 0)", is_done)
            ),
            "events_with_partners": one_if(
                SQL("(%s AND t.partner_count > 0)", is_done)
            ),
        }
