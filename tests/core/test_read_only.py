"""What is marked as only reading, called as a browser does, on a read-only cursor.

A write would make Odoo call it again on another cursor, and nobody would notice.
"""

from functools import wraps
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tools import config

from ..common.base import MODULE
from ..common.security import SecurityCommon

BEFORE = "2026-05-12 09:00:00"


@tagged("post_install", "-at_install")
class TestReadOnly(SecurityCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.assertTrue(config["db_replica_host"], "without it nothing is proved")

    def _find_marked(self):
        """Return (model, method) of all that this module marks, on any model."""
        marked = set()
        for model in self.env:
            kind = self.env.registry[model]
            is_mixin = kind._abstract and kind._inherit_children
            if not model.startswith("residence.") or is_mixin:
                continue
            for name in dir(kind):
                method = getattr(kind, name)
                if getattr(method, "_readonly", False) and MODULE in method.__module__:
                    marked.add((model, name))
        return marked

    def _get_calls(self):
        """Return {(model, method): (user, record, arguments)}."""
        event, home = self.events[self.home], self.home
        group = self._get_records("residence.peer.group")[0]
        session = self._get_records("residence.peer.session")[0]
        session.video_url = "https://video.example.com/room"
        resident = self.residents[home]
        idea, agreement, series, job, loans = (
            self._get_records(f"residence.{model}")[0]
            for model in (
                "idea",
                "loan.agreement",
                "event.series",
                "export",
                "booking.series",
            )
        )
        document = self.env["residence.document"].search([], limit=1)
        before = (home.id, event.event_type_id.id, BEFORE)
        week = ("week", "2026-05-12")
        return {
            self.animator: {
                event: {
                    "action_open_toolbox": (),
                    "action_open_report": (),
                    "action_open_papers": (),
                    "action_copy_text": (),
                    "action_open_series": (),
                    "action_make_series": (),
                    "action_apply_to_series": (),
                    "get_share_text": (),
                },
                self.env["residence.today"]: {"get_today": ()},
                event.browse(): {
                    "get_last_count": before,
                    "get_roster": before,
                },
                event.booking_ids: {
                    "action_open_event": (),
                    "action_open_series": (),
                    "action_make_series": (),
                },
                home: {
                    "action_view_events": (),
                    "action_view_bookings": (),
                    "action_edit_briefing": (),
                    "action_copy_programme": week,
                    "action_print_programme": week,
                    "get_programme_text": week,
                },
                home.space_ids[0]: {"action_open_occupancy": ()},
                series: {"action_open_events": ()},
                loans: {"action_open_bookings": ()},
                idea: {"action_open_events": ()},
                agreement: {"action_open_bookings": ()},
                job: {"action_again": ()},
                resident.browse(): {"get_import_templates": ()},
                document: {"action_open_current": (), "action_open_plain": ()},
                document.browse(): {"action_open_all": ()},
                group: {"action_view_sessions": ()},
                session: {
                    "action_join": (),
                    "action_open_synthesis": (),
                    "action_open_note": (),
                    "action_open_entry": (),
                },
                self.env["residence.coaching.visit"]: {"get_support": ()},
            },
            self.coordinator: {
                self.env["residence.coaching.visit"]: {"get_network": ()},
            },
        }

    def test_each_on_a_read_only_cursor(self):
        calls, called = self._get_calls(), set()
        for user, records in calls.items():
            self.authenticate(user.login, user.login)
            for record, methods in records.items():
                for name, arguments in methods.items():
                    called.add((record._name, name))
                    with self.subTest(model=record._name, method=name):
                        self.assertEqual(self._call(record, name, arguments), [True])
        self.assertEqual(called, self._find_marked())

    def _call(self, record, name, arguments):
        """Call by HTTP; return whether the cursor was read-only, each time it ran."""
        seen, kind = [], self.env.registry[record._name]
        method = getattr(kind, name)

        @wraps(method)
        def look(records, *args, **kwargs):
            seen.append(records.env.cr.readonly)
            return method(records, *args, **kwargs)

        ids = [record.ids] if record else []
        with patch.object(kind, name, look):
            self.make_jsonrpc_request(
                f"/web/dataset/call_kw/{record._name}/{name}",
                {
                    "model": record._name,
                    "method": name,
                    "args": [*ids, *arguments],
                    "kwargs": {},
                },
            )
        return seen
