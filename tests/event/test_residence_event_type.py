from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..common.base import ResidenceCommon


class TestEventType(ResidenceCommon):
    def test_counting_mode_is_kept_once_counted(self):
        self.meal.counting_mode = "total"  # nothing counted yet
        self.meal.counting_mode = "generations"
        self._new_count(self._new_event(state="planned"), adults=3)
        self.meal.name = "Repas"
        with self.assertRaisesRegex(UserError, "already counted"):
            self.meal.counting_mode = "total"

    @mute_logger("odoo.sql_db")
    def test_limits(self):
        for values in (
            {"setup_minutes": -1},
            {"cleanup_minutes": 1441},
            {"default_duration": 0},
            {"default_hour": 24},
        ):
            with (
                self.subTest(values),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.meal.write(values)
                self.meal.flush_recordset()
