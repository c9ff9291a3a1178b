"""Nothing is slipped into another residence, whichever way it belongs to it."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common.base import ResidenceCommon


@tagged("security")
class TestScoped(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env["res.partner"].create({"name": "Gym", "is_company": True})
        cls.own, cls.foreign = (
            cls._new_event(residence) for residence in (cls.home, cls.away)
        )
        ideas = cls.env["residence.idea"]
        cls.idea = ideas.create({"name": "Club", "residence_id": cls.home.id})
        cls.foreign_idea = ideas.create({"name": "X", "residence_id": cls.away.id})
        by_event = {"event_id": (cls.own, cls.foreign)}
        by_residence = {"residence_id": (cls.home, cls.away)}
        slot = {"start": "2026-06-01 10:00:00", "stop": "2026-06-01 12:00:00"}
        cls.rows = {
            "residence.event": (
                {"event_type_id": cls.meal.id, "animator_id": False, **slot},
                by_residence,
            ),
            "residence.attendance": (
                {"age_bracket_id": cls.adults.id, "quantity": 3},
                by_event,
            ),
            "residence.booking": (slot, {"space_id": (cls.hall, cls.away_hall)}),
            "residence.event.cost": ({"amount": 14.6}, by_event),
            "residence.event.contribution": (
                {"amount": 5, "partner_id": cls.partner.id},
                by_event,
            ),
            "residence.idea": ({"name": "Sewing"}, by_residence),
            "residence.idea.author": (
                {"name": "Odette V."},
                {"idea_id": (cls.idea, cls.foreign_idea)},
            ),
            "residence.decision": ({"name": "Ten o'clock"}, by_residence),
            "residence.key": ({"name": "Hall 2", "holder": "Odette V."}, by_residence),
            "residence.loan.agreement": (
                {"partner_id": cls.partner.id, "date_end": "2026-12-31"},
                by_residence,
            ),
        }

    def _assert_refused(self, attempt):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            attempt()
            self.env.flush_all()
        self.env.invalidate_all()

    def test_made_or_moved_elsewhere(self):
        for model, (values, links) in self.rows.items():
            [(link, (own, foreign))] = links.items()
            # who reads the figures of all residences too is no better off
            for role in ("animator", "animator_management"):
                with self.subTest(model=model, role=role), self.env.cr.savepoint():
                    rows = self.env[model].with_user(self.users[role])
                    row = rows.create({**values, link: own.id})
                    self._assert_refused(
                        lambda row=row, link=link, to=foreign: row.write({link: to.id})
                    )
                    self.assertEqual(row[link].id, own.id)
                    row.sudo().unlink()
                    self._assert_refused(
                        lambda rows=rows, values=values, link=link, to=foreign: (
                            rows.create({**values, link: to.id})
                        )
                    )

    def test_what_follows_the_event_is_not_written_by_hand(self):
        """The residence that a row keeps of its event is what figures are read by."""
        mine = self.env(user=self.animator)
        presence = self._new_presences(self.own, self._new_resident())
        axis = self.env["residence.funding.axis"].search([], limit=1)
        rows = [
            self.env[model].create({**values, name: own.id})
            for model, (values, links) in self.rows.items()
            for name, (own, _foreign) in links.items()
            if name == "event_id" and "residence_id" in self.env[model]._fields
        ]
        rows.append(presence)
        rows.append(
            self.env["residence.funding.allocation"].create(
                {"event_id": self.own.id, "axis_id": axis.id}
            )
        )
        company = self.env["res.company"].create({"name": "Other"})
        self.assertGreaterEqual(len(rows), 5)
        for row in rows:
            for values in (
                {"residence_id": self.away.id},
                {"company_id": company.id},
            ):
                with (
                    self.subTest(model=row._name, values=values),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    row.with_env(mine).write(values)
                self.env.invalidate_all()

    def test_foreign_rows_on_every_verb(self):
        for model, (values, links) in self.rows.items():
            [(link, (own, _foreign))] = links.items()
            row = self.env[model].create({**values, link: own.id})
            for role in ("away_animator", "management", "coordinator_management"):
                theirs = row.with_user(self.users[role])
                for attempt in (
                    lambda row=theirs: row.read(),
                    lambda row=theirs: row.web_read({"display_name": {}}),
                    lambda row=theirs, vals=values: row.write(dict(vals)),
                    lambda row=theirs: row.unlink(),
                    lambda row=theirs: row.copy(),
                    lambda row=theirs: row.export_data(["display_name"]),
                ):
                    with self.subTest(model=model, role=role):
                        self._assert_refused(attempt)

    def test_nothing_found_nor_grouped_by_others(self):
        for model, (values, links) in self.rows.items():
            [(link, (own, _foreign))] = links.items()
            row = self.env[model].create({**values, link: own.id})
            theirs = self.env[model].with_user(self.users["away_animator"])
            with self.subTest(model):
                self.assertNotIn(row, theirs.search([]))
                names = theirs.name_search("")
                self.assertNotIn(row.id, [name[0] for name in names])
                groups = theirs._read_group([], ["residence_id"], ["__count"])
                self.assertNotIn(self.home, [group[0] for group in groups])
