import unittest

from ...tools.demo import peers
from ...tools.demo.dates import TUESDAY, is_closed
from .test_demo import DAYS


class TestDemoPeers(unittest.TestCase):
    """The season of the demo, on many days: always whole, always over."""

    def test_season(self):
        for today in DAYS:
            season = peers.season(today)
            with self.subTest(today):
                self.assertEqual(len(season), 8)
                self.assertLess(season[-1]["stop"].date(), today)
                self.assertLess((today - season[0]["start"].date()).days, 2 * 366)
                statuses = [
                    status
                    for session in season
                    for status in session["statuses"].values()
                ]
                self.assertEqual(len(statuses), 56)
                self.assertEqual(statuses.count("present"), 47)
                hours = sum(
                    (session["stop"] - session["start"]).total_seconds() / 3600
                    for session in season
                )
                self.assertEqual(hours, 20)
                modes = [session["mode"] for session in season]
                self.assertEqual((modes.count("video"), modes.count("on_site")), (6, 2))
                self.assertEqual(sum(bool(one["weather"]) for one in season), 5)
                for session in season:
                    people = list(session["statuses"].values()).count("present")
                    weather = sum(session["weather"] or [people])
                    self.assertEqual(weather, people, "one face each")
                    self.assertLessEqual(
                        set(session["passed_on"]), set(session["themes"])
                    )
                passed_on = [one for session in season for one in session["passed_on"]]
                self.assertEqual(passed_on, [peers.PASSED_ON] * 3)

    def test_what_comes_and_what_is_to_note(self):
        for today in DAYS:
            with self.subTest(today):
                for session in peers.coming(today):
                    self.assertGreater(session["start"].date(), today)
                    self.assertFalse(is_closed(session["start"].date()))
                last = peers.to_note(today)["start"].date()
                self.assertLess(last, today)
                self.assertEqual(last.weekday(), TUESDAY)
