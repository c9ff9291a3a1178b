"""A refusal says the same whether there is something or not, and logs nothing typed."""

import re
from functools import partial

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common.base import MODULE
from ..common.peers import PeerCommon

UNIQUE = re.compile(r"\bUNIQUE\b|\bEXCLUDE\b")

# what the whole landlord shares, and whoever may make one reads all of them
EVERYBODYS = {
    "residence.age.bracket",
    "residence.document",
    "residence.funding.axis",
    "residence.funding.scheme",
}


class RefusalCommon(PeerCommon):
    """``far`` and ``empty`` are houses of another landlord, where nobody here works.

    ``rows`` has, of each model, what is there already and the same that is not.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env["res.company"].create({"name": "Other landlord"})
        cls.far, cls.empty = (
            cls._new_residence(name, 30, company_id=company.id, code=name)
            for name in ("Far", "Empty")
        )
        cls.rows = {}
        cls._add_people()
        cls._add_events()
        cls._add_house(company)
        cls._add_peers(company)

    @classmethod
    def _add(cls, model, common, taken, free, make=True):
        if make:
            cls.env[model].create({**common, **taken})
        cls.rows.setdefault(model, []).append(({**common, **taken}, {**common, **free}))

    @classmethod
    def _add_people(cls):
        cls._add(
            "residence.resident",
            {"residence_id": cls.far.id, "dwelling": "A02"},
            {"name": "Odette V."},
            {"name": "Zoé Q."},
        )
        people = cls._new_resident("One", "B1", cls.far)
        people |= cls._new_resident("Two", "B2", cls.far)
        cls._add(
            "residence.presence",
            {"event_id": cls._new_event(cls.far).id},
            {"resident_id": people[0].id},
            {"resident_id": people[1].id},
        )
        ideas = cls.env["residence.idea"].create(
            [{"name": name, "residence_id": cls.far.id} for name in "ab"]
        )
        cls._add(
            "residence.idea.author",
            {"name": "Odette V."},
            {"idea_id": ideas[0].id},
            {"idea_id": ideas[1].id},
        )
        cls._add(
            "residence.key",
            {"residence_id": cls.far.id, "holder": "Odette V."},
            {"name": "Hall 1"},
            {"name": "Hall 2"},
        )

    @classmethod
    def _add_events(cls):
        space = cls._new_space(cls.far, "Salle", 30)
        cls._add(
            "residence.booking",
            {"space_id": space.id},
            {"start": "2026-07-01 10:00:00", "stop": "2026-07-01 12:00:00"},
            {"start": "2026-07-02 10:00:00", "stop": "2026-07-02 12:00:00"},
        )
        event = cls._new_event(cls.far)
        cls._add(
            "residence.attendance",
            {"event_id": event.id, "quantity": 3},
            {"age_bracket_id": cls.adults.id},
            {"age_bracket_id": cls.elders.id},
        )
        axes = cls.env["residence.funding.axis"].search([], limit=2)
        cls._add(
            "residence.funding.allocation",
            {"event_id": event.id, "share": 10},
            {"axis_id": axes[0].id},
            {"axis_id": axes[1].id},
        )
        cls._add(
            "residence.event",
            {
                "residence_id": cls.far.id,
                "event_type_id": cls.open_door.id,
                "animator_id": False,
                "state": "done",
            },
            {"start": "2026-05-04 10:00:00", "stop": "2026-05-04 12:00:00"},
            {"start": "2026-05-05 10:00:00", "stop": "2026-05-05 12:00:00"},
        )
        series = cls.env["residence.event.series"].create(
            {
                "residence_id": cls.far.id,
                "event_type_id": cls.meal.id,
                "start": "2026-06-05 10:00:00",
                "stop": "2026-06-05 12:00:00",
                "rrule": "FREQ=WEEKLY;BYDAY=FR;COUNT=2",
            }
        )
        cls._add(
            "residence.series.date",
            {"event_series_id": series.id},
            {"date": "2026-06-05"},
            {"date": "2026-06-06"},
        )

    @classmethod
    def _add_house(cls, company):
        far, empty = ({"residence_id": one.id} for one in (cls.far, cls.empty))
        cls._add("residence.briefing", {"body": "x"}, far, empty)
        cls._add("residence.programme.share", {}, far, empty)
        cls._add("residence.review", far, {"year": 2025}, {"year": 2024})
        stranger = cls.users["away_animator"].id
        cls._add("residence.coaching.talk", {"animator_id": stranger}, far, empty)
        house = {"company_id": company.id, "dwelling_count": 3, "name": "House"}
        cls._add("residence.residence", house, {"code": "X1"}, {"code": "X2"})
        scheme = cls.env.ref(f"{MODULE}.funding_scheme_tfpb")
        convention = {
            "scheme_id": scheme.id,
            "company_id": company.id,
            "residence_ids": cls.far.ids,
            "city": "Brest",
            "allowance_amount": 10,
        }
        cls._add(
            "residence.funding.convention", convention, {"year": 2025}, {"year": 1}
        )
        made = cls.env["residence.funding.convention"].search(
            [("company_id", "=", company.id)]
        )
        cls._add(
            "residence.funding.column",
            {"convention_id": made.id, "sheet": "programme", "label": "x"},
            {"key": "axis"},
            {"key": "action"},
        )

    @classmethod
    def _add_peers(cls, company):
        people = cls.outsiders
        group = cls.env["residence.peer.group"].create(
            {"name": "Far", "company_id": company.id, "member_ids": people.ids}
        )
        cls._add(
            "residence.peer.acceptance",
            {"group_id": group.id},
            {"partner_id": people[0].id},
            {"partner_id": people[1].id},
        )
        held, other = (cls._new_session(group, days=days) for days in (-7, -14))
        held.attendance_ids.filtered(lambda row: row.partner_id != people[0]).unlink()
        cls._add(
            "residence.peer.attendance",
            {"session_id": held.id},
            {"partner_id": people[0].id},
            {"partner_id": people[1].id},
            make=False,
        )
        sessions = {"session_id": held.id}, {"session_id": other.id}
        cls._add("residence.peer.synthesis", {"body": "x"}, *sessions)
        cls._add("residence.peer.mood", {}, *sessions)

    @classmethod
    def _new_rows_at_home(cls):
        """Return a row of one's own for each model that a row can be moved in."""
        home = {"residence_id": cls.home.id}
        event = cls._new_event()
        person = cls._new_resident("Hers", "C1")
        idea = cls.env["residence.idea"].create({**home, "name": "Hers"})
        axis = cls.env["residence.funding.axis"].search([], limit=1)
        slot = {"start": "2026-08-01 10:00:00", "stop": "2026-08-01 12:00:00"}
        values = {
            "residence.idea.author": {"idea_id": idea.id, "name": "Hers"},
            "residence.key": {**home, "name": "Hers", "holder": "Hers"},
            "residence.booking": {"space_id": cls.hall.id, **slot},
            "residence.attendance": {
                "event_id": event.id,
                "age_bracket_id": cls.youth.id,
                "quantity": 3,
            },
            "residence.funding.allocation": {
                "event_id": event.id,
                "axis_id": axis.id,
                "share": 10,
            },
            "residence.briefing": {**home, "body": "x"},
            "residence.review": {**home, "year": 2020},
        }
        rows = {model: cls.env[model].create(vals) for model, vals in values.items()}
        rows["residence.event"] = event
        rows["residence.resident"] = cls._new_resident("Moves", "C2")
        rows["residence.presence"] = cls._new_presences(event, person)
        return rows

    def _try(self, attempt):
        """Return how ``attempt`` is refused, None if it is not; nothing is left."""
        try:
            with self.env.cr.savepoint():
                attempt()
                self.env.flush_all()
                raise Done
        except Done:
            return None
        except (UserError, IntegrityError) as refusal:
            return type(refusal).__name__, str(refusal)
        finally:
            self.env.invalidate_all(flush=False)


class Done(Exception):
    """Raised to undo what went through."""


@tagged("security")
class TestRefusals(RefusalCommon):
    def _get_unique_models(self):
        """Return the names of ours that hold something unique and a role may make."""
        made = self.env["ir.model.access"].search([("perm_create", "=", True)])
        makers = set(made.model_id.mapped("model"))
        return {
            model._name
            for model in map(self.env.get, self.registry)
            if model._original_module == MODULE
            and model._name in makers
            and not model._transient
            and any(
                UNIQUE.search(one.get_definition(self.registry))
                for one in model._table_objects.values()
            )
        }

    def test_each_unique_model_is_attacked(self):
        missing = self._get_unique_models() - self.rows.keys() - EVERYBODYS
        self.assertFalse(missing)

    def test_made_elsewhere(self):
        """Whether it is there or not, one refusal."""
        told = []
        for model, pairs in self.rows.items():
            for name, user in self.users.items():
                rows = self.env[model].with_user(user)
                for pair in pairs:
                    answers = [
                        self._try(partial(rows.create, dict(vals))) for vals in pair
                    ]
                    if None in answers or answers[0] != answers[1]:
                        told.append((model, name, answers))
        self.assertFalse(told, f"{len(told)} told apart")

    def test_moved_elsewhere(self):
        """Written so as to be somebody else's: the same refusal."""
        told = []
        for model, row in self._new_rows_at_home().items():
            for name, user in self.users.items():
                for pair in self.rows[model]:
                    answers = [
                        self._try(partial(row.with_user(user).write, dict(vals)))
                        for vals in pair
                    ]
                    if None in answers or answers[0] != answers[1]:
                        told.append((model, name, answers))
        self.assertFalse(told, f"{len(told)} told apart")
