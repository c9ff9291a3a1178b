"""What else in a house bears the name of somebody who is erased."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common.base import ResidenceCommon
from ..common.security import SecurityCommon

NAME, FOLDED = "Zoé Ébène-Q.", "zoe ebene q"
HERS, ANOTHERS = "02 35 00 00 07", "02 35 99 99 99"


@tagged("security")
class TestErasureWizard(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zoe = cls._new_resident(NAME, "C03", phone=HERS)
        keys = cls.env["residence.key"]
        cls.hall, cls.cellar, cls.other_house = keys.create(
            [
                {
                    "name": name,
                    "residence_id": residence.id,
                    "holder": "ZOE EBENE Q",
                    "phone": phone,
                }
                for name, residence, phone in (
                    ("Hall", cls.home, "+33 2 35 00 00 07"),
                    ("Cave", cls.home, ANOTHERS),
                    ("Hall", cls.away, HERS),
                )
            ]
        )
        cls.idea = cls.env["residence.idea"].create(
            {"name": "Un loto", "residence_id": cls.home.id}
        )
        cls.author = cls.env["residence.idea.author"].create(
            {"idea_id": cls.idea.id, "name": NAME}
        )
        cls.event = cls._new_event(name=f"Anniversaire de {NAME}")
        words = f"{NAME} apporte le gâteau"
        cls.event.message_post(body=words)
        cls._new_event(name="Zoé Ébène-Quentin expose")

    def _open(self, user=None):
        resident = self.zoe.with_user(user or self.animator)
        return (
            self.env["residence.erasure.wizard"]
            .browse(resident.action_open_erasure()["res_id"])
            .with_user(user or self.animator)
        )

    def _get_line(self, wizard, record):
        key = f"{record._name},{record.id}"
        return wizard.line_ids.filtered(lambda line: line.key == key)

    def test_every_place_is_listed(self):
        wizard = self._open()
        ticked = {
            record: (line.is_register, line.is_erased)
            for record in (self.hall, self.cellar, self.author, self.event)
            if (line := self._get_line(wizard, record))
        }
        self.assertEqual(
            ticked,
            {
                self.hall: (True, True),
                self.cellar: (True, False),  # another phone, maybe another Zoé
                self.author: (True, False),
                self.event: (False, False),
            },
        )
        self.assertFalse(self._get_line(wizard, self.other_house))
        messages = [line for line in wizard.line_ids if "mail.message" in line.key]
        self.assertEqual(len(messages), 1)
        self.assertEqual(len(wizard.line_ids), 5)

    def test_what_is_ticked_goes(self):
        wizard = self._open()
        self._get_line(wizard, self.author).is_erased = True
        wizard.action_erase()
        self.assertEqual(self.zoe.name, "Erased person")
        self.assertEqual((self.hall.holder, self.hall.phone), ("Erased person", False))
        self.assertEqual(self.cellar.holder, "ZOE EBENE Q")
        self.assertFalse(self.author.exists())
        self.assertTrue(self.idea.exists())
        log = self.env["residence.erasure"].search([], limit=1)
        self.assertEqual((log.person_count, log.place_count), (1, 2))
        self.assertNotIn(FOLDED, str(log.read()).casefold())
        self.assertTrue(wizard.action_erase(), "twice is once")
        self.assertEqual(self.env["residence.erasure"].search([], limit=1), log)

    def test_key_that_came_back(self):
        self.hall.action_return()
        self._open().action_erase()
        self.assertEqual((self.hall.holder, self.hall.phone), (False, False))

    def test_a_hand_made_line_erases_nothing_else(self):
        wizard = self._open()
        wizard.line_ids = [
            Command.create({"key": f"residence.key,{self.other_house.id}"}),
            Command.create({"key": f"residence.event,{self.event.id}"}),
        ]
        wizard.line_ids.is_erased = True
        wizard.action_erase()
        self.assertEqual(self.other_house.holder, "ZOE EBENE Q")
        self.assertTrue(self.event.exists())

    def test_key_that_never_came_back(self):
        self.patch(
            type(self.env["ir.cron"]), "_commit_progress", lambda *_a, **_k: 3600
        )
        self.hall.given_on = "2020-01-01"
        self.env["residence.resident"]._cron_purge()
        self.assertEqual((self.hall.holder, self.hall.phone), ("Erased person", False))
        self.assertEqual(self.cellar.holder, "ZOE EBENE Q")


@tagged("security")
class TestErasureWizardRights(SecurityCommon):
    def test_who_may_not_erase_is_shown_nothing(self):
        resident = self.residents[self.home]
        for name in ("coordinator", "management", "nobody"):
            with self.subTest(name), self.assertRaises(AccessError):
                resident.with_user(self.users[name]).action_open_erasure()
        foreign = self.residents[self.away].with_user(self.users["animator"])
        with self.assertRaises(AccessError):
            foreign.action_open_erasure()
