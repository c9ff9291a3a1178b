from odoo import api, fields, models

from ...tools import demo, local_time

TZ = "Europe/Paris"


class ResidenceEvent(models.Model):
    """The demo's events: three years counted back from the day of installation.

    Hundreds of records with relative dates are no XML, and a data file can only call
    a model's method: this one, from ``data/residence_event_demo.xml`` and nowhere
    else (as Odoo's own ``account/demo`` does). It is private, so no client reaches
    it, and without that file it does nothing. What happens when is decided in
    ``tools/demo``, which knows no Odoo.
    """

    _inherit = "residence.event"

    @api.model
    def _load_demo(self):
        """Create the events and the loans of the demo, relative to now."""
        now = local_time.to_local(fields.Datetime.now(), TZ).replace(tzinfo=None)
        quiet = self.with_context(tracking_disable=True, mail_create_nosubscribe=True)
        quiet.create([self._prepare_demo_event(item) for item in demo.programme(now)])
        self.env["residence.booking"].create(
            [self._prepare_demo_loan(item) for item in demo.loans(now)]
        )
        series = self.env["residence.event.series"].create(
            [self._prepare_demo_series(item) for item in demo.series(now)]
        )
        baskets = series[0].event_ids.sorted("start")
        baskets[0].expected_count, baskets[1].expected_count = 23, 11
        self.env["residence.booking.series"].create(
            [self._prepare_demo_loan(item) for item in demo.loan_series(now)]
        )

    @api.model
    def _prepare_demo_event(self, item):
        """Return the values of an event from one dict of ``tools/demo``."""
        vals = dict(item)
        counts = {
            self._get_demo_id(f"age_bracket_{name}"): quantity
            for name, quantity in vals.pop("counts").items()
        }
        return {
            **self._prepare_demo_series(vals),
            "attendance_ids": self._get_count_commands(counts),
        }

    @api.model
    def _prepare_demo_series(self, item):
        """Return the values that events and series of ``tools/demo`` share."""
        vals = dict(item)
        residence, kind = vals.pop("residence"), vals.pop("kind")
        spaces = [
            self._get_demo_id(f"space_{residence}_{name}")
            for name in vals.pop("spaces")
        ]
        partners = [
            self._get_demo_id(f"partner_{name}") for name in vals.pop("partners")
        ]
        animator = vals.pop("animator")
        return {
            **vals,
            "residence_id": self._get_demo_id(f"residence_{residence}"),
            "event_type_id": self._get_demo_id(f"event_type_{kind}"),
            "start": local_time.to_utc(vals["start"], TZ),
            "stop": local_time.to_utc(vals["stop"], TZ),
            "space_id": spaces[0] if spaces else False,
            "extra_space_ids": [fields.Command.set(spaces[1:])],
            "partner_ids": [fields.Command.set(partners)],
            "animator_id": animator and self._get_demo_id(f"user_{animator}"),
        }

    @api.model
    def _prepare_demo_loan(self, item):
        """Return the values of a loan from one dict of ``tools/demo``."""
        vals = dict(item)
        space, partner = vals.pop("space"), vals.pop("partner")
        return {
            **vals,
            "space_id": self._get_demo_id(f"space_{space}"),
            "partner_id": self._get_demo_id(f"partner_{partner}"),
            "start": local_time.to_utc(vals["start"], TZ),
            "stop": local_time.to_utc(vals["stop"], TZ),
        }

    def _get_demo_id(self, name):
        return self.env.ref(f"residence_community.{name}").id
