from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from ..common.base import ResidenceCommon


class TestAgeBracket(ResidenceCommon):
    def _new(self, name, **values):
        return self.env["residence.age.bracket"].create({"name": name, **values})

    def test_rows_asked_for(self):
        brackets = self.env["residence.age.bracket"]
        self.assertEqual(
            brackets._get_rows(),
            self.children + self.youth + self.adults + self.elders + self.unspecified,
        )
        detailed = brackets._get_rows(detailed=True)
        self.assertEqual(len(detailed), 9)
        self.assertNotIn(self.elders, detailed)
        self.assertIn(self.adults, detailed)

    def test_detailed_within_its_generation(self):
        self._new("70 ans et plus", parent_id=self.elders.id, min_age=70)
        with self.assertRaises(ValidationError):
            self._new("50-65", parent_id=self.elders.id, min_age=50, max_age=65)
        with self.assertRaises(ValidationError):
            self._new("20 et plus", parent_id=self.youth.id, min_age=20)

    def test_two_levels_only(self):
        with self.assertRaises(ValidationError):
            self._new(
                "75",
                parent_id=self.elders.child_ids[1].id,
                min_age=75,
                max_age=75,
            )

    @mute_logger("odoo.sql_db")
    def test_ages_in_order_and_one_unspecified(self):
        for refusal, values in (
            (IntegrityError, {"min_age": 30, "max_age": 20}),
            (IntegrityError, {"min_age": -1}),
            (ValidationError, {"is_unspecified": True}),
        ):
            with (
                self.subTest(values),
                self.assertRaises(refusal),
                self.env.cr.savepoint(),
            ):
                self._new("x", **values)
