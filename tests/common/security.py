"""Records of every model in three residences, for tests that attack each of them."""

import base64

from odoo import Command

from .base import ResidenceCommon, new_photo
from .coaching import CoachingRecords
from .funding import FundingRecords
from .peers import PeerRecords

SECRET = "Zzsecret"


PHOTO = base64.b64encode(new_photo())


class SecurityCommon(FundingRecords, CoachingRecords, PeerRecords, ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.spaces = {
            cls.home: cls.hall,
            cls.shared_home: cls._new_space(cls.shared_home, "Salle", 30),
            cls.away: cls.away_hall,
        }
        cls.events = {
            residence: cls._new_count(
                cls._new_event(
                    residence,
                    state="planned",
                    space_id=space.id,
                    name=f"{SECRET} {residence.name}",
                    summary=f"{SECRET} phrase",
                    note=f"{SECRET} note",
                    animator_id=cls.animator.id,
                    actual_cost=82,
                ),
                adults=4,
                elders=9,
            )
            for residence, space in cls.spaces.items()
        }
        for event in cls.events.values():
            event.action_done()
        cls.residents = {
            residence: cls._new_resident(f"{SECRET} habitant", "A02", residence)
            for residence in cls.events
        }
        cls.presences = {
            residence: cls._new_presences(event, cls.residents[residence])
            for residence, event in cls.events.items()
        }
        cls.env.flush_all()

    PREPARED = {  # what a row of each needs beside its residence or its event
        "residence.event.cost": {"amount": 14.6},
        "residence.event.photo": {"image": PHOTO},
        "residence.event.contribution": {"amount": 100},
        "residence.idea": {"name": f"{SECRET} idea"},
        "residence.idea.author": {"name": f"{SECRET} author"},
        "residence.decision": {"name": f"{SECRET} decision"},
        "residence.key": {"name": f"{SECRET} key", "holder": f"{SECRET} holder"},
        "residence.loan.agreement": {"date_end": "2026-12-31"},
        "residence.review": {"year": 2025, "opening": f"{SECRET} words"},
    }

    def _make_prepared(self, model):
        """Make a row of ``model`` in each of the three residences."""
        partner = self.env["res.partner"].create({"name": "Gym", "is_company": True})
        made = []
        for residence, event in self.events.items():
            links = {
                "residence_id": residence.id,
                "event_id": event.id,
                "partner_id": partner.id,
            }
            if model == "residence.idea.author":
                idea = {"name": "Club", "residence_id": residence.id}
                links["idea_id"] = self.env["residence.idea"].create(idea).id
            fields = self.env[model]._fields
            links = {
                name: value
                for name, value in links.items()
                if name in fields and not fields[name].related
            }
            made.append(self.env[model].create(links | self.PREPARED[model]))
        return made

    def _get_records(self, model):
        """Return three records of ``model``: of home, of shared home, of away."""
        if model in self.PREPARED:
            return self._make_prepared(model)
        make = getattr(self, f"_make_{model.replace('.', '_')}", None)
        return make() if make else [self.env[model].search([], limit=1)] * 3

    def _make_residence_residence(self):
        return list(self.events)

    def _make_residence_space(self):
        return list(self.spaces.values())

    def _make_residence_event(self):
        return list(self.events.values())

    def _make_residence_attendance(self):
        return [event.attendance_ids[0] for event in self.events.values()]

    def _make_residence_booking(self):
        return [event.booking_ids for event in self.events.values()]

    def _make_residence_resident(self):
        return list(self.residents.values())

    def _make_residence_presence(self):
        return list(self.presences.values())

    def _make_residence_erasure(self):
        for residence in self.events:
            self._new_resident("Erased", "Z1", residence).action_erase()
        return list(self.env["residence.erasure"].search([], order="id", limit=3))

    def _make_residence_activity_report(self):
        report = self.env["residence.activity.report"]
        return [
            report.search([("residence_id", "=", residence.id)], limit=1)
            for residence in self.events
        ]

    def _make_residence_programme_share(self):
        for residence in self.events:
            residence.action_share_programme()
        return [residence._get_share() for residence in self.events]

    def _make_residence_request(self):
        requests = self.env["residence.request"].sudo()
        requests._claim_token("token")
        return [requests.search([], limit=1)] * 3

    def _make_residence_export(self):
        return self.env["residence.export"].create(
            [
                {
                    "user_id": user.id,
                    "key": "activity",
                    "date_from": "2026-01-01",
                    "date_to": "2026-12-31",
                }
                for user in (self.animator, self.coordinator, self.management)
            ]
        )

    def _make_residence_event_series(self):
        return self._make_series("residence.event.series", event_type_id=self.club.id)

    def _make_residence_booking_series(self):
        return self._make_series("residence.booking.series", purpose=f"{SECRET} loan")

    def _make_residence_series_date(self):
        return [one.date_ids for one in self._make_residence_event_series()]

    def _make_residence_closing(self):
        dates = {"date_from": "2026-08-01", "date_to": "2026-08-21"}
        return [
            self.env["residence.closing"].create(
                {"name": "Congés", "residence_id": residence.id, **dates}
            )
            for residence in self.events
        ]

    def _make_residence_funding_allocation(self):
        return [
            self.env["residence.funding.allocation"].create(
                {"event_id": event.id, "axis_id": self._get_axis().id, "share": 50}
            )
            for event in self.events.values()
        ]

    def _make_residence_funding_convention(self):
        found = self.env["residence.funding.convention"].search([], order="id")
        return list(found) or [self._new_convention(one) for one in self.events]

    def _make_residence_funding_line(self):
        return [
            self._new_funding_line(one)
            for one in self._make_residence_funding_convention()
        ]

    def _make_residence_funding_evidence(self):
        return [
            self.env["residence.funding.evidence"].create(
                {"line_id": line.id, "file": PHOTO, "file_name": f"{SECRET}.jpg"}
            )
            for line in self._make_residence_funding_line()
        ]

    def _make_residence_funding_column(self):
        return [
            self.env["residence.funding.column"].create(
                {"convention_id": one.id, "key": "axis", "label": f"{SECRET} column"}
            )
            for one in self._make_residence_funding_convention()
        ]

    def _make_series(self, model, **values):
        """Return a draft series of each residence: it has made nothing yet."""
        return [
            self.env[model].create(
                {
                    "residence_id": residence.id,
                    "space_id": space.id,
                    "start": "2026-06-02 10:00:00",
                    "stop": "2026-06-02 12:00:00",
                    "rrule": "FREQ=WEEKLY;BYDAY=TU",
                    "date_ids": [Command.create({"date": "2026-06-09"})],
                    "state": "draft",
                    **values,
                }
            )
            for residence, space in self.spaces.items()
        ]
