"""Who may do what: every cell of rights.py, then attacks on each channel."""

# What a test posts is nobody's to translate; in tests/ itself it would not be asked.
# pylint: disable=translation-required

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common.rights import MATRIX, VERBS, WIZARDS
from ..common.security import SECRET, SecurityCommon

REFUSALS = (UserError, IntegrityError)  # AccessError is a UserError


@tagged("security")
class TestMatrix(SecurityCommon):
    def test_every_model_has_its_line(self):
        ours = {
            model
            for model in self.env
            if model.startswith("residence.") and not self.env[model]._abstract
        }
        self.assertEqual(ours, MATRIX.keys() | WIZARDS)

    def test_every_cell(self):
        for model, roles in MATRIX.items():
            records = self._get_records(model)
            for role, cells in roles.items():
                for record, expected in zip(records, cells, strict=True):
                    self.assertTrue(record, model)
                    mine = record.with_user(self.users[role]).with_env(
                        record.with_user(self.users[role]).env(su=False)
                    )
                    allowed = "".join(v for v in VERBS if mine.has_access(VERBS[v]))
                    with self.subTest(model=model, role=role, record=record):
                        self.assertEqual(allowed, expected)

    def test_search_finds_what_may_be_read(self):
        """Rules filter searches exactly as they refuse reads."""
        for model, roles in MATRIX.items():
            records = self._get_records(model)
            ids = [record.id for record in records]
            for role, cells in roles.items():
                user_model = self.env[model].with_user(self.users[role])
                expected = {
                    record.id
                    for record, cell in zip(records, cells, strict=True)
                    if "r" in cell
                }
                with self.subTest(model=model, role=role):
                    if not user_model.has_access("read"):
                        with self.assertRaises(AccessError):
                            user_model.search([("id", "in", ids)])
                        continue
                    found = user_model.search([("id", "in", ids)])
                    self.assertEqual(set(found.ids), expected)

    def test_wizard_is_one_s_own(self):
        wizard = self.env["residence.export.wizard"].with_user(self.management)
        mine = wizard.create({})
        with self.assertRaises(AccessError):
            mine.with_user(self.administrator).read(["date_from"])
        nobody = wizard.with_user(self.users["nobody"])
        with self.assertRaises(AccessError):
            nobody.create({})


@tagged("security")
class TestForeignRecords(SecurityCommon):
    """The gestionnaire of another residence finds nothing of it, on any channel."""

    def setUp(self):
        super().setUp()
        self.event = self.events[self.home]
        self.foreign = self.event.with_user(self.users["away_animator"])
        self.model = self.foreign.browse()

    def _assert_refused(self, attempt):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            attempt()
            self.env.flush_all()

    def test_read_write_unlink_copy_export(self):
        for attempt in (
            lambda: self.foreign.read(["name"]),
            lambda: self.foreign.web_read({"name": {}}),
            lambda: self.foreign.write({"name": "x"}),
            self.foreign.unlink,
            self.foreign.copy,
            lambda: self.foreign.export_data(["name", "summary"]),
            self.foreign.action_reopen,
            self.foreign.action_cancel,
            self.foreign.action_done,
            self.foreign.action_done_uncounted,
            self.foreign.action_repeat_next_week,
            self.foreign.action_expect_one,
            lambda: self.foreign.tap_expected("token"),
            lambda: self.foreign.message_post(body="x"),
            lambda: self.foreign.attendance_ids,
            lambda: self.event.booking_ids.with_user(self.foreign.env.user).read(),
        ):
            self._assert_refused(attempt)

    def test_search_by_hidden_text(self):
        for domain in (
            [("name", "ilike", SECRET)],
            [("summary", "ilike", SECRET)],
            [("note", "ilike", SECRET)],
            [("residence_id.name", "ilike", "Tamaris")],
            [("booking_ids.space_id.name", "ilike", "Grande")],
            [("attendance_ids.quantity", "=", 9)],
            [("message_ids.body", "ilike", "Created")],
        ):
            with self.subTest(domain):
                self.assertNotIn(self.event, self.model.search(domain))

    def test_groups_count_own_rows_only(self):
        (group,) = self.model._read_group([], [], ["__count", "actual_cost:sum"])
        self.assertEqual(group[0], 2, "shared home and away")
        groups = self.model.formatted_read_group([], ["residence_id"], ["__count"])
        self.assertNotIn(self.home.id, [row["residence_id"][0] for row in groups])
        report = self.env["residence.activity.report"].with_user(self.foreign.env.user)
        groups = report.formatted_read_group([], ["residence_id"], ["events:sum"])
        self.assertNotIn(self.home.id, [row["residence_id"][0] for row in groups])

    def test_names_are_not_completed(self):
        for model in ("residence.event", "residence.residence", "residence.space"):
            rows = self.env[model].with_user(self.foreign.env.user).name_search("a")
            records = self.env[model].browse(row[0] for row in rows)
            with self.subTest(model):
                self.assertFalse(
                    {"Les Tamaris", self.hall.name} & set(records.mapped("name"))
                )

    def test_refusals_name_nothing(self):
        """A form full of somebody else's ids says nothing about them."""
        slot = {"start": str(self.event.start), "stop": str(self.event.stop)}
        booking = self.env["residence.booking"].with_user(self.foreign.env.user)
        with self.assertRaises(AccessError) as refusal:
            booking.onchange(
                {**slot, "space_id": self.hall.id, "state": "confirmed"},
                ["space_id"],
                {"notice": {}},
            )
        self.assertNotIn(SECRET, str(refusal.exception))
        with self.assertRaises(Exception) as refusal, self.env.cr.savepoint():
            booking.create({**slot, "space_id": self.hall.id})
        self.assertNotIn(SECRET, str(refusal.exception))
        self.assertNotIn(self.hall.name, str(refusal.exception))

    @mute_logger("odoo.sql_db")
    def test_foreign_ids_in_own_records(self):
        own = self.events[self.away].with_user(self.users["away_animator"])
        for values in (
            {"space_id": self.hall.id},
            {"residence_id": self.home.id},
            {"attendance_ids": [Command.link(self.event.attendance_ids[0].id)]},
            {"booking_ids": [Command.delete(self.event.booking_ids.id)]},
        ):
            with self.subTest(values):
                try:
                    with self.env.cr.savepoint():
                        own.write(values)
                        self.env.flush_all()
                except REFUSALS as refusal:
                    self.assertNotIn(SECRET, str(refusal))
                else:
                    self.fail("not refused")
                self.env.invalidate_all()

    def test_attachments(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "photo.txt",
                "raw": b"visages",
                "res_model": "residence.event",
                "res_id": self.event.id,
            }
        )
        for user in (self.users["away_animator"], self.management):
            with self.subTest(user.name):
                theirs = attachment.with_user(user)
                self._assert_refused(lambda theirs=theirs: theirs.read(["raw"]))
                self.assertFalse(theirs.search([("id", "=", attachment.id)]))

    def test_followers_and_mentions(self):
        """Who left the team gets no mail and keeps no message."""
        stranger = self.users["away_animator"].partner_id
        outside = self.env["res.partner"].create(
            {"name": "École", "email": "ecole@example.com"}
        )
        self.env["mail.followers"].create(
            {
                "res_model": "residence.event",
                "res_id": self.event.id,
                "partner_id": stranger.id,
                "subtype_ids": self.env.ref("mail.mt_comment").ids,
            }
        )
        message = self.event.with_user(self.animator).message_post(
            body=f"{SECRET} confidence",
            partner_ids=[stranger.id, outside.id],
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        notified = message.notified_partner_ids | message.partner_ids
        self.assertNotIn(stranger, notified)
        self.assertIn(outside, notified)
        theirs = message.with_user(self.users["away_animator"])
        self._assert_refused(lambda: theirs.read(["body"]))
        self.assertFalse(theirs.search([("body", "ilike", SECRET)]))

    def test_activities(self):
        activity = self.event.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=f"{SECRET} appel",
            user_id=self.animator.id,
        )
        theirs = activity.with_user(self.users["away_animator"])
        self._assert_refused(lambda: theirs.read(["summary"]))


@tagged("security")
class TestDirection(SecurityCommon):
    """The direction reads figures; never a person, whatever else it is."""

    def setUp(self):
        super().setUp()
        self.report = self.env["residence.activity.report"].with_user(self.management)

    def test_no_team_on_a_residence(self):
        home = self.home.with_user(self.management)
        fields = home.fields_get()
        for name in ("animator_ids", "coordinator_id"):
            with self.subTest(name):
                self.assertNotIn(name, fields)
                with self.assertRaises(AccessError):
                    home.read([name])
                with self.assertRaises(AccessError):
                    home.search([(name, "=", self.animator.id)])
                with self.assertRaises(AccessError):
                    home._read_group([], [name], ["__count"])

    def test_no_person_in_the_report(self):
        kinds = {"res.users", "res.partner", "residence.event"}
        for name, field in self.report._fields.items():
            with self.subTest(name):
                self.assertNotIn(field.comodel_name, kinds)
        self.assertNotIn("staff_hours", self.report._fields)

    def test_team_not_reached_through_the_residence(self):
        """Nor by someone who also animates, whose role may read the team."""
        for role in ("management", "animator_management", "coordinator_management"):
            report = self.report.with_user(self.users[role])
            for path in ("residence_id.animator_ids", "residence_id.coordinator_id"):
                with self.subTest(role=role, path=path):
                    with self.assertRaises(AccessError):
                        report.search([(path, "=", self.animator.id)])
                    with self.assertRaises(AccessError):
                        report._read_group([], [path], ["events:sum"])
            with self.assertRaises(AccessError):
                inner = [("animator_ids", "in", self.animator.ids)]
                report.search([("residence_id", "any", inner)])
            with self.assertRaises(AccessError):
                report.search([("residence_id.create_uid", "=", self.animator.id)])

    def test_nothing_of_the_event_but_title_and_summary(self):
        rows = self.report.search([]).read()
        text = str(rows)
        self.assertIn(f"{SECRET} phrase", text)
        self.assertNotIn(f"{SECRET} note", text)
        self.assertNotIn(self.animator.name, text)
        message = self.events[self.home].message_post(body=f"{SECRET} chatter")
        theirs = message.with_user(self.management)
        self.assertFalse(theirs.search([("body", "ilike", SECRET)]))
        with self.assertRaises(AccessError):
            theirs.read(["body"])
