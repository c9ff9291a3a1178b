from odoo.tests import tagged

from ..common.tours import PHONE, TourCommon


@tagged("post_install", "-at_install")
class TestPresenceTours(TourCommon):
    """Names, noted standing up on a phone; and not shown to who may not read them."""

    browser_size = PHONE
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.odette, cls.ines = cls.env["residence.resident"].create(
            [
                {
                    "name": name,
                    "dwelling": dwelling,
                    "residence_id": cls.home.id,
                    "image_consent": consent,
                }
                for name, dwelling, consent in (
                    ("Odette V.", "A02", "yes"),
                    ("Inès O.", "B07", "no"),
                )
            ]
        )
        last = cls._new_meal(days=-12, name="Soup")
        cls.env["residence.presence"].create(
            {"event_id": last.id, "resident_id": cls.odette.id}
        )
        last.state = "done"

    def test_noted(self):
        self._start("names_noted")
        noted = {
            presence.resident_id.name: (presence.role, presence.is_newcomer)
            for presence in self.meal.presence_ids
        }
        self.assertEqual(
            noted,
            {
                "Inès O.": ("participant", True),
                "Odette V.": ("co_organizer", False),
                "Lola I.": ("participant", True),
                "Gaston P.": ("participant", True),
            },
        )
        self.assertEqual(self.meal.attendance_count, 4, "raised by three names")
        self.assertEqual(self.meal.named_households, 3)

    def test_hidden_from_the_coordination(self):
        self.env["residence.presence"].create(
            {"event_id": self.meal.id, "resident_id": self.odette.id}
        )
        path = f"/odoo/bilan/{self.meal.id}"
        self._start("names_hidden", role="coordinator", path=path)
