from datetime import timedelta

from odoo.tests import tagged

from ..common.tours import PHONE, TourCommon


@tagged("post_install", "-at_install", "peers")
class TestPeerToursPhone(TourCommon):
    """The relay member, on a phone, once the session is over."""

    browser_size = PHONE
    touch_enabled = True

    def test_entry(self):
        relay = self.users["animator"]
        others = self.env["res.partner"].create(
            [{"name": "Yannick"}, {"name": "Mouna"}]
        )
        group = self.env["residence.peer.group"].create(
            {
                "name": "Estuary",
                "coordinator_id": self.users["coordinator"].id,
                "relay_id": relay.id,
                "member_ids": [*relay.partner_id.ids, *others.ids],
            }
        )
        session = self.env["residence.peer.session"].create(
            {
                "group_id": group.id,
                "start": self.now - timedelta(hours=4),
                "stop": self.now - timedelta(hours=2),
                "state": "planned",
            }
        )
        self._start("peer_entry", path=f"/odoo/seances/{session.id}")
        self.env.invalidate_all()
        self.assertEqual(session.state, "done")
        self.assertEqual((session.present_count, session.expected_count), (2, 3))
        mood = self.env["residence.peer.mood"].with_user(relay).search([])
        self.assertEqual((mood.sunny, mood.cloudy), (2, 1))
