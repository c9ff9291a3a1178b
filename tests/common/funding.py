from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .base import MODULE, ResidenceCommon

REFUSALS = (UserError, IntegrityError)  # AccessError is a UserError


class FundingRecords:
    """Conventions, lines and shares, for whoever tests them."""

    @classmethod
    def _get_axis(cls, number=7, scheme="tfpb"):
        return cls.env.ref(f"{MODULE}.funding_axis_{scheme}_{number}")

    @classmethod
    def _get_scheme(cls, code="tfpb"):
        return cls.env.ref(f"{MODULE}.funding_scheme_{code}")

    @classmethod
    def _new_convention(cls, residences=None, **values):
        """Make last year's TFPB convention of a residence, home's unless told."""
        residences = residences or cls.home
        return cls.env["residence.funding.convention"].create(
            {
                "scheme_id": cls._get_scheme().id,
                "residence_ids": residences.ids,
                "city": residences[0].name,
                "year": 2025,
                "allowance_amount": 1000,
                **values,
            }
        )

    @classmethod
    def _new_funding_line(cls, convention, **values):
        """Make a line by hand of 200 €, of which 100 € are claimed."""
        return cls.env["residence.funding.line"].create(
            {
                "convention_id": convention.id,
                "axis_id": cls._get_axis().id,
                "name": "Zzsecret action",
                "planned_amount": 200,
                "planned_valued": 100,
                "actual_amount": 200,
                "actual_valued": 100,
                **values,
            }
        )

    def _assert_refused(self, attempt, pattern="."):
        """Check that what is tried raises a sentence, and leaves nothing behind."""
        with mute_logger("odoo.sql_db"):
            try:
                with self.env.cr.savepoint():
                    attempt()
                    self.env.flush_all()
            except REFUSALS as refusal:
                self.assertRegex(str(refusal), pattern)
            else:
                self.fail("not refused")
        self.env.invalidate_all()

    @classmethod
    def _share(cls, event, axis=None, share=100.0):
        """Give an axis a share of an event."""
        return cls.env["residence.funding.allocation"].create(
            {
                "event_id": event.id,
                "axis_id": (axis or cls._get_axis()).id,
                "share": share,
            }
        )


class ConventionCommon(FundingRecords, ResidenceCommon):
    def setUp(self):
        super().setUp()
        self.home.priority_district_code = "QN07699M"
        self.env["residence.event.type"].search([]).default_axis_id = False
        self.living = self._get_axis(7)

    def _new_meal(self, day="2025-06-03", **values):
        """Make a meal of 100 € spent (80 € planned), 80 % of it for axis 7."""
        event = self._new_event(
            start=f"{day} 10:00:00",
            stop=f"{day} 12:00:00",
            planned_cost=80,
            actual_cost=100,
            state="done",
            **values,
        )
        self._share(event, self.living, 80)
        self.env.flush_all()
        return event

    def _new_events_line(self, convention, **values):
        return self.env["residence.funding.line"].create(
            {
                "convention_id": convention.id,
                "axis_id": self.living.id,
                "name": "Repas",
                "origin": "events",
                **values,
            }
        )
