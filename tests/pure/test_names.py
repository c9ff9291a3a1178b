import unittest

from ...tools.names import fold, fold_dwelling, read_presences

ROLES = ("participant", "lead")


class TestFold(unittest.TestCase):
    def test_what_people_type(self):
        self.assertEqual(fold("Thi-Mai D.", "A14"), "thi mai d a14")
        self.assertEqual(fold("  INÈS   O. "), "ines o")
        self.assertEqual(fold("Œuvre", "ﬁn"), "œuvre fin")
        self.assertEqual(fold(False, None, "…"), "")

    def test_dwellings(self):
        for text in ("B07", "b 07", "B-07", " b.07 "):
            self.assertEqual(fold_dwelling(text), "b07")
        self.assertEqual(fold_dwelling(False), "")


class TestReadPresences(unittest.TestCase):
    def test_rows(self):
        self.assertEqual(
            read_presences(
                [
                    {"resident_id": 7, "role": "lead", "name": "Odette V."},
                    {"resident_id": 7, "role": "participant"},
                    {"name": "  Lola   I. ", "dwelling": "d 06"},
                    {"name": "lola i", "dwelling": "D06"},
                ],
                ROLES,
            ),
            [
                {
                    "resident_id": 7,
                    "role": "lead",
                    "name": "Odette V.",
                    "dwelling": "",
                },
                {
                    "resident_id": None,
                    "role": "participant",
                    "name": "Lola I.",
                    "dwelling": "d 06",
                },
            ],
        )

    def test_junk(self):
        for junk in (
            "Odette",
            {"resident_id": 1},
            ["Odette"],
            [{"resident_id": "1"}],
            [{"resident_id": True}],
            [{"resident_id": 1, "role": "boss"}],
            [{"name": "…"}],
            [{}],
            [{"name": 12}],
            [{"name": "Odette", "dwelling": ["A02"]}],
        ):
            with self.subTest(junk), self.assertRaises(ValueError):
                read_presences(junk, ROLES)
