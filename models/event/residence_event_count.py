from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain

from ...tools.counting import read_grid
from .residence_attendance import MAX_PEOPLE

# What « Comme la dernière fois » fills in beside the counts.
REPEATED_FIELDS = ("external_count", "actual_cost", "staff_hours", "volunteer_hours")


class ResidenceEvent(models.Model):
    """« Combien étions-nous ? »: the counts of an event, and its wrap-up (« bilan »).

    The lines per bracket are the totals. The team and the speakers are not counted.
    What nobody measured stays blank, which is not 0: ``is_counted`` says so. How many
    generations and partners there were is stored on the event, so that the report reads
    one table.
    """

    _inherit = "residence.event"

    attendance_ids = fields.One2many(
        "residence.attendance", "event_id", string="How many were we?", copy=False
    )
    attendance_grid = fields.Json(
        compute="_compute_attendance_grid",
        readonly=False,
        string="How many were we? (grid)",
        help="The rows that the count asks for: "
        "[{bracket_id, name, quantity or null}, …]. Written as a whole.",
    )
    attendance_count = fields.Integer(
        string="Participations",
        compute="_compute_attendance_count",
        store=True,
        readonly=False,
        copy=False,
        help="People present, all ages. One person at ten events makes ten.",
    )
    external_count = fields.Integer(
        string="of whom from outside the residence", copy=False
    )
    is_counted = fields.Boolean(
        string="Counted",
        compute="_compute_is_counted",
        store=True,
        copy=False,
        help="Somebody counted. Where nobody did, figures stay blank: not 0.",
    )
    generation_count = fields.Integer(
        string="Generations Present",
        compute="_compute_generation_count",
        store=True,
        copy=False,
        help="Of the count. People whose age was not noted are of none: 0 where no "
        "age is known.",
    )
    declared_households = fields.Integer(
        string="Households Present",
        copy=False,
        help="Leave 0 where nobody counted them: names alone do not count them.",
    )
    household_count = fields.Integer(
        string="Households", compute="_compute_household_count", store=True
    )
    basket_ordered_count = fields.Integer(string="Baskets Ordered", copy=False)
    basket_count = fields.Integer(string="Baskets Collected", copy=False)
    passage_count = fields.Integer(
        string="Passages",
        copy=False,
        help="Open door: each visit is one. Never added to participations.",
    )
    partner_count = fields.Integer(
        string="Number of Partners",
        compute="_compute_partner_count",
        store=True,
        copy=False,
    )

    _counts_positive = models.Constraint(
        """CHECK(external_count >= 0 AND declared_households >= 0
                 AND basket_ordered_count >= 0 AND basket_count >= 0
                 AND passage_count >= 0)""",
        "Counts cannot be below 0.",
    )

    @api.depends(
        "attendance_ids.quantity",
        "attendance_ids.age_bracket_id",
        "event_type_id",
        "residence_id.detailed_brackets",
    )
    def _compute_attendance_grid(self):
        brackets = self.env["residence.age.bracket"]
        rows = {
            detailed: brackets._get_rows(detailed=detailed)
            for detailed in (False, True)
        }
        unspecified = brackets._get_unspecified()
        for event in self:
            mode = event.counting_mode or event.event_type_id.counting_mode
            counts = {
                line.age_bracket_id: line.quantity for line in event.attendance_ids
            }
            asked = brackets.browse()
            if mode == "generations":
                asked = rows[event.residence_id.detailed_brackets]
            elif mode == "total":
                asked = unspecified
            # what was counted otherwise before stays on the screen
            asked |= brackets.union(*counts).sorted() - asked
            event.attendance_grid = [
                {
                    "bracket_id": bracket.id,
                    "name": bracket.name if mode != "total" else self.env._("Total"),
                    "quantity": counts.get(bracket),
                }
                for bracket in asked
            ]

    @api.depends("attendance_ids.quantity")
    def _compute_attendance_count(self):
        for event in self:
            event.attendance_count = sum(event.attendance_ids.mapped("quantity"))

    @api.depends(
        "attendance_ids", "basket_count", "basket_ordered_count", "passage_count"
    )
    def _compute_is_counted(self):
        for event in self:
            event.is_counted = bool(
                event.attendance_ids
                or event.basket_count
                or event.basket_ordered_count
                or event.passage_count
            )

    @api.depends(
        "attendance_ids.quantity",
        "attendance_ids.generation_id",
        "attendance_ids.generation_id.is_unspecified",
    )
    def _compute_generation_count(self):
        for event in self:
            lines = event.attendance_ids.filtered("quantity")
            generations = lines.generation_id
            event.generation_count = len(generations) - len(
                generations.filtered("is_unspecified")
            )

    @api.depends("declared_households")
    def _compute_household_count(self):
        for event in self:
            event.household_count = event.declared_households

    @api.depends("partner_ids")
    def _compute_partner_count(self):
        for event in self:
            event.partner_count = len(event.partner_ids)

    @api.constrains("external_count", "attendance_count")
    def _check_people(self):
        for event in self:
            if event.attendance_count > MAX_PEOPLE:
                raise ValidationError(
                    self.env._(
                        "“How many were we?”: %(count)s people are more than "
                        "%(maximum)s. Check the numbers.",
                        count=event.attendance_count,
                        maximum=MAX_PEOPLE,
                    )
                )
            if event.external_count > event.attendance_count:
                raise ValidationError(
                    self.env._(
                        "“From outside the residence”: %(external)s people of "
                        "%(total)s in all. Outsiders are part of the total.",
                        external=event.external_count,
                        total=event.attendance_count,
                    )
                )

    @api.constrains("declared_households", "attendance_count")
    def _check_households(self):
        for event in self:
            if 0 < event.attendance_count < event.declared_households:
                raise ValidationError(
                    self.env._(
                        "“Households Present”: %(households)s households for "
                        "%(people)s people.",
                        households=event.declared_households,
                        people=event.attendance_count,
                    )
                )

    @api.constrains("basket_count", "basket_ordered_count", "passage_count")
    def _check_other_counts(self):
        for event in self:
            highest = max(
                event.basket_count, event.basket_ordered_count, event.passage_count
            )
            if highest > MAX_PEOPLE:
                raise ValidationError(
                    self.env._("Counts: type a number from 0 to %s.", MAX_PEOPLE)
                )

    @api.readonly
    def action_open_report(self):
        """Open the wrap-up (« bilan ») of the event."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_event_action_report"
        )
        return dict(action, res_id=self.id)

    def action_done(self):
        """Save the wrap-up: the event was held, and counted as its type asks.

        :raise UserError: where the type asks for a count and none was typed.
        """
        for event in self:
            if event.counting_mode != "none" and not event.is_counted:
                raise UserError(event._format_missing_count())
        self.state = "done"
        return self._after_report()

    def action_done_uncounted(self):
        """Save the wrap-up of an event where nobody counted: blank, not 0."""
        self.attendance_ids.unlink()
        self.write(
            {
                "state": "done",
                "external_count": 0,
                "basket_count": 0,
                "basket_ordered_count": 0,
            }
        )
        return self._after_report()

    @api.model
    @api.readonly
    def get_last_count(self, residence_id, event_type_id, before):
        """Return the count of the previous event of a type, to start from.

        :param before: moment (naive UTC, ISO) before which it must have started.
        :return: dict with ``label``, ``rows`` ({bracket id: quantity}) and the
            repeated fields; empty where there is none.
        """
        last = self.search(
            Domain("residence_id", "=", residence_id)
            & Domain("event_type_id", "=", event_type_id)
            & Domain("start", "<", before)
            & Domain("state", "=", "done")
            & Domain("is_counted", "=", True),
            limit=1,
        )
        if not last:
            return {}
        return {
            "label": last.display_name,
            "date": fields.Date.to_string(last.date),
            "rows": {
                line.age_bracket_id.id: line.quantity for line in last.attendance_ids
            },
            **{name: last[name] for name in REPEATED_FIELDS},
        }

    def _after_report(self):
        """Return what the screen does once a wrap-up is saved."""
        return {
            "type": "ir.actions.client",
            "tag": "residence_report_saved",
            "params": {"event_ids": self.ids},
        }

    def _format_missing_count(self):
        """Return what to type, by the name it has on the screen of its type."""
        if self.counting_mode == "baskets":
            return self.env._(
                "“Baskets Ordered” and “Baskets Collected”: type the numbers, or "
                "choose “Not counted”."
            )
        if self.counting_mode == "passages":
            return self.env._("“Passages”: type the number, or choose “Not counted”.")
        return self.env._(
            "“How many were we?”: type the numbers, 0 included, or choose “Not "
            "counted”."
        )

    def _counts_to_lines(self, vals):
        """Return ``vals`` with the grid, or the total, turned into lines.

        Done before writing, so that the checks see counts and outsiders together.
        A total typed as one number (list, import) is people of no specified age.
        """
        vals = dict(vals)
        total = vals.pop("attendance_count", None)
        if "attendance_grid" in vals:
            try:
                counts = read_grid(vals.pop("attendance_grid") or [])
            except (AttributeError, ValueError) as error:
                raise ValidationError(
                    self.env._("“How many were we?”: type whole numbers only.")
                ) from error
        elif total is None or "attendance_ids" in vals:
            return vals
        else:
            unspecified = self.env["residence.age.bracket"]._get_unspecified()
            known = self.attendance_ids.filtered(
                lambda line: line.age_bracket_id != unspecified
            )
            counts = {unspecified.id: total - sum(known.mapped("quantity"))}
        vals["attendance_ids"] = self._get_count_commands(counts)
        return vals

    def _get_count_commands(self, counts):
        """Return the commands that make the lines what ``counts`` says.

        :param dict counts: bracket id: people present, None where not counted.
            Brackets left out keep what they have.
        """
        lines = {line.age_bracket_id.id: line for line in self.attendance_ids}
        commands = []
        for bracket_id, quantity in counts.items():
            line = lines.get(bracket_id)
            if quantity is None:
                commands += [Command.delete(line.id)] if line else []
            elif not line:
                values = {"age_bracket_id": bracket_id, "quantity": quantity}
                commands.append(Command.create(values))
            elif line.quantity != quantity:
                commands.append(Command.update(line.id, {"quantity": quantity}))
        return commands
