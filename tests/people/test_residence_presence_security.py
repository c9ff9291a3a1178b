"""Names: the team of a residence reads them, and no one else by any channel."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common.base import MODULE
from ..common.rights import VERBS
from ..common.security import SECRET, SecurityCommon

NAMELESS = ("coordinator", "coordinator_management", "away_animator", "management")


@tagged("security")
class TestNamesThroughTheEvent(SecurityCommon):
    """The coordinator reads, writes and exports the event: never who was there."""

    def setUp(self):
        super().setUp()
        self.event = self.events[self.home]
        self.hers = self.event.with_user(self.coordinator)
        self.resident = self.residents[self.home]
        self.presence = self.presences[self.home]
        self.env.invalidate_all()

    def assertNameless(self, value):
        self.assertNotIn(f"{SECRET} habitant", str(value))

    def test_read(self):
        self.assertFalse(self.hers.presence_ids)
        self.assertFalse(self.hers.presence_grid)
        self.assertEqual(self.hers.names_access, "none")
        [values] = self.hers.read()
        self.assertNameless(values)
        self.assertEqual(values["presence_ids"], [])
        self.assertEqual(values["named_count"], 1, "how many, she may know")

    def test_web_read(self):
        person = {"fields": {"resident_id": {"fields": {"display_name": {}}}}}
        [values] = self.hers.web_read({"presence_ids": person, "presence_grid": {}})
        self.assertEqual(values["presence_ids"], [])
        self.assertFalse(values["presence_grid"])

    def test_saved_by_her_with_names_unseen(self):
        """What the system counts in superuser mode leaves nothing in her cache."""
        person = {"fields": {"resident_id": {"fields": {"display_name": {}}}}}
        rows = [{"bracket_id": self.elders.id, "quantity": 12}]
        [values] = self.hers.web_save(
            {"attendance_grid": rows, "start": "2026-05-05 11:00:00"},
            {"presence_ids": person, "presence_grid": {}},
        )
        self.assertEqual(values["presence_ids"], [])
        self.assertFalse(values["presence_grid"])
        self.assertTrue(self.presence.exists())

    def test_her_empty_list_takes_no_name_off(self):
        self.hers.presence_grid = []
        self.hers.write({"presence_ids": [Command.clear()]})
        self.assertTrue(self.presence.exists())

    def test_forms(self):
        for view in ("", "_report"):
            form = Form(self.hers, view=f"{MODULE}.residence_event_view_form{view}")
            self.assertEqual(form.names_access, "none")
            form.summary = "Bien"
            form.save()
        self.assertTrue(self.presence.exists())

    def test_export(self):
        rows = self.hers.export_data(
            ["presence_ids/resident_id/name", "presence_ids/id", "named_count"]
        )
        self.assertNameless(rows)
        self.assertNotIn("residence_presence", str(rows))

    def test_search_by_name(self):
        for role in ("coordinator", "coordinator_management", "away_animator"):
            model = self.env["residence.event"].with_user(self.users[role])
            for domain in (
                [("presence_ids.resident_id.name", "ilike", SECRET)],
                [("presence_ids.resident_id", "ilike", SECRET)],
                [("presence_ids.resident_id", "in", self.resident.ids)],
                [("presence_ids", "any", [("resident_id.dwelling", "=", "A02")])],
                [("presence_ids.role", "=", "participant")],
            ):
                with self.subTest(role=role, domain=domain):
                    self.assertNotIn(self.event, model.search(domain))

    def test_search_by_not_having_a_name(self):
        """What « not » leaves out would tell as much."""
        model = self.hers.browse()
        inner = [("resident_id.name", "ilike", SECRET)]
        self.assertIn(self.event, model.search([("presence_ids", "not any", inner)]))
        theirs = self.event.with_user(self.animator).browse()
        found = theirs.search([("presence_ids", "not any", inner)])
        self.assertNotIn(self.event, found, "or the test proves nothing")

    def test_groups(self):
        for groupby in ("presence_ids", "presence_ids.resident_id"):
            with self.subTest(groupby):
                try:
                    groups = self.hers.browse().formatted_read_group(
                        [], [groupby], ["__count"]
                    )
                except (AccessError, ValueError):
                    continue
                self.assertNameless(groups)

    def test_chatter(self):
        self.env.cr.flush()  # changes are followed from the next transaction on
        event = self.event.with_context(tracking_disable=False, mail_notrack=False)
        event.with_user(self.animator).write(
            {"presence_grid": [{"name": f"{SECRET} habitant", "dwelling": "C01"}]}
        )
        event.action_reopen()
        self.env.cr.flush()
        messages = self.env["mail.message"].search(
            [("model", "=", "residence.event"), ("res_id", "=", self.event.id)]
        )
        self.assertTrue(messages)
        self.assertNameless(messages.mapped("body"))
        self.assertNameless(messages.sudo().tracking_value_ids.read())

    def test_refusals_count_and_name_nobody(self):
        with self.assertRaises(UserError) as refusal:
            self.hers.action_reopen()
            self.hers.action_done_uncounted()
        self.assertNameless(refusal.exception)

    def test_roster(self):
        for role in NAMELESS:
            model = self.env["residence.event"].with_user(self.users[role])
            with self.subTest(role):
                try:
                    roster = model.get_roster(
                        self.home.id, self.meal.id, "2026-06-01 00:00:00"
                    )
                except AccessError:
                    continue
                self.assertFalse(roster["residents"] or roster["last"])

    def test_deleting_the_event(self):
        """She may; the names go with it, unread."""
        event = self._new_event(state="planned")
        self._new_presences(event, self.resident)
        self.env.invalidate_all()
        event.with_user(self.coordinator).unlink()
        self.assertTrue(self.presence.is_newcomer)


@tagged("security")
class TestNames(SecurityCommon):
    def setUp(self):
        super().setUp()
        self.resident = self.residents[self.home]
        self.presence = self.presences[self.home]
        self.env.invalidate_all()

    def test_foreign_names(self):
        for role in NAMELESS:
            resident = self.resident.with_user(self.users[role])
            for attempt in (
                lambda one: one.read(["name"]),
                lambda one: one.web_read({"display_name": {}}),
                lambda one: one.export_data(["name"]),
                lambda one: one.write({"name": "x"}),
                lambda one: one.unlink(),
                lambda one: one.action_erase(),
                lambda one: one.action_view_presences(),
            ):
                with self.subTest(role), self.assertRaises(AccessError):
                    attempt(resident)

    def test_names_are_not_completed(self):
        for role in ("coordinator", "coordinator_management"):
            for model in ("residence.resident", "residence.presence"):
                theirs = self.env[model].with_user(self.users[role])
                with self.subTest(role=role, model=model):
                    self.assertFalse(theirs.name_search("a"))
                    self.assertFalse(theirs.name_search(SECRET))
                    self.assertFalse(theirs._read_group([], ["create_uid"]))

    def test_foreign_id_in_a_presence_of_one_s_own(self):
        event = self.events[self.away].with_user(self.users["away_animator"])
        presences = event.env["residence.presence"]
        for attempt in (
            lambda: presences.create(
                {"event_id": event.id, "resident_id": self.resident.id}
            ),
            lambda: (
                self.presences[self.away]
                .with_user(self.users["away_animator"])
                .write({"resident_id": self.resident.id})
            ),
            lambda: event.write({"presence_grid": [{"resident_id": self.resident.id}]}),
            lambda: event.write({"presence_ids": [Command.link(self.presence.id)]}),
        ):
            with self.assertRaises(UserError) as refusal, self.env.cr.savepoint():
                attempt()
                self.env.flush_all()
            self.assertNotIn(f"{SECRET} habitant", str(refusal.exception))
            self.assertNotIn(self.home.name, str(refusal.exception))

    def test_key_is_nobody_s(self):
        for role in ("animator", "administrator", "administrator_animator"):
            mine = self.presence.with_user(self.users[role])
            self.assertNotIn("person_key", mine.fields_get())
            for attempt in (
                lambda one: one.read(["person_key"]),
                lambda one: one.export_data(["person_key"]),
                lambda one: one.search([("person_key", "=", 1)]),
                lambda one: one.search([], order="person_key"),
                lambda one: one._read_group([], ["person_key"]),
                lambda one: one._read_group([], [], ["person_key:array_agg"]),
                lambda one: one.write({"person_key": 1}),
            ):
                with self.subTest(role), self.assertRaises(AccessError):
                    attempt(mine)

    def test_contacts_know_nothing(self):
        """An employee who reads the linked contact does not learn who it is."""
        partner = self.env["res.partner"].create({"name": "Bernadette"})
        self.resident.partner_id = partner
        theirs = partner.with_user(self.users["nobody"])
        self.assertEqual(theirs.name, "Bernadette")
        self.assertNotIn(SECRET, str(theirs.read()))


@tagged("security")
class TestCoordinatorAllowed(SecurityCommon):
    """Ticked by the landlord, for one residence: she reads, and changes nothing."""

    def setUp(self):
        super().setUp()
        self.home.with_user(self.administrator).coordinator_reads_names = True
        self.records = self.residents[self.home] | self.residents[self.away]

    def test_reads_hers_only(self):
        for records in (self.residents, self.presences):
            home, shared, away = (
                one.with_user(self.coordinator) for one in records.values()
            )
            allowed = "".join(v for v in VERBS if home.has_access(VERBS[v]))
            self.assertEqual(allowed, "r")
            self.assertEqual(home.search([]), home)
            self.assertFalse(shared.has_access("read") or away.has_access("read"))
            other = home.with_user(self.users["away_coordinator"])
            self.assertFalse(other.has_access("read"))
            self.assertFalse(home.with_user(self.management).has_access("read"))

    def test_screen(self):
        hers = self.events[self.home].with_user(self.coordinator)
        self.assertEqual(hers.names_access, "read")
        self.assertEqual(len(hers.presence_grid), 1)
        form = Form(hers, view=f"{MODULE}.residence_event_view_form_report")
        form.summary = "Bien"
        form.save()
        with self.assertRaises(AccessError):
            hers.presence_grid = []

    def test_untick(self):
        resident = self.residents[self.home].with_user(self.coordinator)
        self.assertTrue(resident.has_access("read"))
        self.home.with_user(self.administrator).coordinator_reads_names = False
        self.assertFalse(resident.has_access("read"))

    def test_ticked_by_the_administration_alone(self):
        for role in ("coordinator", "animator", "management", "animator_management"):
            home = self.home.with_user(self.users[role])
            self.assertNotIn("coordinator_reads_names", home.fields_get())
            with self.subTest(role), self.assertRaises(AccessError):
                home.write({"coordinator_reads_names": True})

    def test_no_way_round_through_the_team(self):
        """She writes her residences: not herself, nor a colleague, into a team."""
        home = self.home.with_user(self.coordinator)
        other = self.users["away_coordinator"]
        for user in (self.coordinator, other):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                home.write({"animator_ids": [Command.link(user.id)]})
        home.write({"animator_ids": [Command.link(self.users["away_animator"].id)]})
        self.home.with_user(self.administrator).animator_ids += other
        home.write({"name": "Les Tamaris", "animator_ids": [Command.link(other.id)]})
        self.assertIn(other, self.home.animator_ids)
