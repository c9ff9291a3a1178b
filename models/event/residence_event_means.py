from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ResidenceEvent(models.Model):
    """The means of an event: what was spent, what partners brought, the baskets.

    « Dépensé » is one number. Where somebody itemises it, it is the sum of the lines;
    where nobody does, it is typed: never two truths.
    """

    _inherit = "residence.event"

    cost_ids = fields.One2many(
        "residence.event.cost", "event_id", string="Expense", copy=False
    )
    shows_costs = fields.Boolean(
        string="Itemise",
        compute="_compute_shows_costs",
        readonly=False,
        help="Expenses line by line, receipts, partners' contributions.",
    )
    actual_cost = fields.Monetary(
        string="Spent",
        compute="_compute_actual_cost",
        store=True,
        readonly=False,
        copy=False,
    )
    unitemised_cost = fields.Monetary(
        string="Spent, Not Itemised Yet",
        compute="_compute_unitemised_cost",
        help="What was typed as one number: the first line starts from it.",
    )
    contribution_ids = fields.One2many(
        "residence.event.contribution",
        "event_id",
        string="Partners' Contributions",
        copy=False,
    )
    contribution_amount = fields.Monetary(
        string="Brought by Partners", compute="_compute_contributions", store=True
    )
    contribution_hours = fields.Float(
        string="Hours Brought by Partners",
        compute="_compute_contributions",
        store=True,
    )
    # optional, and never summed by person: no total, no pivot
    staff_hours = fields.Float(
        string="Team's Time (h)",
        help="Preparation included. Optional.",
        aggregator=None,
        copy=False,
    )
    basket_price = fields.Monetary(
        string="Price of a Basket",
        compute="_compute_basket_terms",
        store=True,
        readonly=False,
        precompute=True,
    )
    grower_id = fields.Many2one(
        "res.partner",
        compute="_compute_basket_terms",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('is_company', '=', True)]",
        index="btree_not_null",
        help="An organisation, never a private person.",
    )
    basket_total = fields.Monetary(
        string="Price of the Baskets Ordered", compute="_compute_basket_total"
    )

    _basket_price_positive = models.Constraint(
        "CHECK(basket_price >= 0)", "“Price of a Basket” cannot be below 0."
    )

    @api.depends("cost_ids", "contribution_ids")
    def _compute_shows_costs(self):
        for event in self:
            event.shows_costs = bool(event.cost_ids or event.contribution_ids)

    @api.depends("cost_ids.amount")
    def _compute_actual_cost(self):
        """Sum the lines: only a change of theirs leads here, not what is typed."""
        for event in self:
            event.actual_cost = sum(event.cost_ids.mapped("amount"))

    @api.depends("actual_cost", "cost_ids")
    def _compute_unitemised_cost(self):
        for event in self:
            event.unitemised_cost = 0 if event.cost_ids else event.actual_cost

    @api.depends("contribution_ids.amount", "contribution_ids.hours")
    def _compute_contributions(self):
        for event in self:
            event.contribution_amount = sum(event.contribution_ids.mapped("amount"))
            event.contribution_hours = sum(event.contribution_ids.mapped("hours"))

    @api.depends("event_type_id", "residence_id")
    def _compute_basket_terms(self):
        """Propose the last basket's price and grower, the type's before the first."""
        habits = {}
        for event in self:
            kind = event.event_type_id
            if kind.counting_mode != "baskets":
                event.update({"basket_price": 0, "grower_id": False})
                continue
            key = (event.residence_id, kind)
            if key not in habits:
                habits[key] = self._get_basket_habit(*key)
            price, grower = habits[key]
            event.basket_price = event.basket_price or price
            event.grower_id = event.grower_id or grower

    @api.depends("basket_price", "basket_ordered_count")
    def _compute_basket_total(self):
        for event in self:
            event.basket_total = event.basket_price * event.basket_ordered_count

    @api.constrains("actual_cost", "cost_ids")
    def _check_spent_is_its_lines(self):
        for event in self.filtered("cost_ids"):
            total = sum(event.cost_ids.mapped("amount"))
            if event.currency_id.compare_amounts(event.actual_cost, total):
                raise ValidationError(
                    self.env._(
                        "“Spent” of “%(event)s” is the sum of its lines, %(total)s: "
                        "change the lines, or remove them all and type one number.",
                        event=event.name,
                        total=event.currency_id.format(total),
                    )
                )

    @api.constrains("grower_id")
    def _check_grower_is_organisation(self):
        for event in self:
            if event.grower_id and not event.grower_id.is_company:
                raise ValidationError(
                    self.env._(
                        "“Grower”: %s is a person. Choose an organisation.",
                        event.grower_id.name,
                    )
                )

    @api.model
    def _get_basket_habit(self, residence, kind):
        """Return the price and grower of the last basket of a type, or the type's."""
        last = self.search(
            Domain("residence_id", "=", residence._origin.id)
            & Domain("event_type_id", "=", kind._origin.id)
            & (Domain("basket_price", ">", 0) | Domain("grower_id", "!=", False)),
            order="start desc, id desc",
            limit=1,
        )
        return (
            last.basket_price or kind.default_basket_price,
            last.grower_id or kind.default_grower_id,
        )
