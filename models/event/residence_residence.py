from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError

from ...tools import local_time


class Residence(models.Model):
    """The open door: people who drop in, counted as passages, one record a day."""

    _inherit = "residence.residence"

    def _get_open_doors(self, days):
        """Return the open-door card of each residence: passages so far today."""
        events = self.env["residence.event"].search(
            [
                ("residence_id", "in", self.ids),
                ("date", "in", list(set(days.values()))),
                ("counting_mode", "=", "passages"),
                ("state", "=", "done"),
            ]
        )
        passages = {}
        for event in events:
            if event.date == days[event.residence_id]:
                residence = event.residence_id
                passages[residence] = passages.get(residence, 0) + event.passage_count
        return [
            {
                "residence_id": residence.id,
                "residence": residence.name,
                "house": residence.house_name or residence.name,
                "passages": passages.get(residence, 0),
            }
            for residence in self
        ]

    def _get_open_door(self, moment):
        """Return one residence's open door of the day of a moment (naive UTC).

        Empty before the first tap.
        """
        self.ensure_one()
        return self.env["residence.event"].search(
            [
                ("residence_id", "=", self.id),
                ("date", "=", local_time.to_local(moment, self.tz).date()),
                ("counting_mode", "=", "passages"),
                ("state", "=", "done"),
                ("space_id", "=", False),
            ],
            limit=1,
        )

    def _create_open_door(self, moment):
        """Return the open door of the day of a moment; two first taps make one."""
        self.ensure_one()
        kind = self.env["residence.event.type"].search(
            [("counting_mode", "=", "passages")], limit=1
        )
        if not kind:
            raise UserError(
                self.env._(
                    "No event type counts passages. Ask for one in Configuration, "
                    "Event Types."
                )
            )
        start = moment.replace(second=0, microsecond=0)
        # Of two first taps at once, the second waits here, is refused by PostgreSQL
        # and run again by Odoo: it then finds the record of the first.
        day = local_time.to_local(start, self.tz).date()
        self.env["residence.request"]._claim_token(f"open-door/{self.id}/{day}")
        return self.env["residence.event"].create(
            {
                "residence_id": self.id,
                "event_type_id": kind.id,
                "start": start,
                "stop": start + timedelta(hours=kind.default_duration),
                "place": self.house_name or self.name,
                "space_id": False,
                "state": "done",
            }
        )
