"""What the tests of series share."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID

from odoo.addons.base.models.ir_cron import IrCron

from .base import ResidenceCommon

FRIDAY = datetime(2026, 5, 15, 15)  # 17:00 in Paris
HOUR = timedelta(hours=1)


class SeriesCommon(ResidenceCommon):
    @classmethod
    def _new_series(cls, rrule="FREQ=WEEKLY;BYDAY=FR;COUNT=6", user=None, **values):
        start = values.pop("start", FRIDAY)
        return (
            cls.env["residence.event.series"]
            .with_user(user or cls.animator)
            .create(
                {
                    "residence_id": cls.home.id,
                    "event_type_id": cls.basket.id,
                    "space_id": cls.hall.id,
                    "start": start,
                    "stop": values.pop("stop", start + 1.5 * HOUR),
                    "rrule": rrule,
                    **values,
                }
            )
        )

    @classmethod
    def _get_days(cls, series):
        return [str(event.date) for event in series.event_ids.sorted("start")]

    def _close(self, first, last):
        self.env["residence.closing"].create(
            {"name": "Congés", "date_from": first, "date_to": last}
        )

    def _run_cron(self):
        """Run the cron without its commits."""
        with patch.object(IrCron, "_commit_progress", return_value=60):
            self.env["residence.event.series"].with_user(SUPERUSER_ID)._cron_extend()
        self.env.invalidate_all()
