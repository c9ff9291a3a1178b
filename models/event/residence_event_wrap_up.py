from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# What « Comme la dernière fois » fills in beside the counts.
REPEATED_FIELDS = ("external_count", "actual_cost", "staff_hours", "volunteer_hours")


class ResidenceEvent(models.Model):
    """The wrap-up (« bilan ») of an event: opened, begun from the last one, saved."""

    _inherit = "residence.event"

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
                raise UserError(event._word_missing_count())
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

    def _word_missing_count(self):
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

    def _after_report(self):
        """Return what the screen does once a wrap-up is saved."""
        return {
            "type": "ir.actions.client",
            "tag": "residence_report_saved",
            "params": {"event_ids": self.ids},
        }

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
