from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import MODULE

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
