from datetime import date, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

PAST_MEETINGS = 20
QUIET_DAYS = 21  # open days without an event before a house is said to be quiet
LOOK_BACK = timedelta(days=180)
AUGUST = 8


class ResidenceCoachingVisit(models.Model):
    """What two screens show of meetings, each to its own user.

    « Mon accompagnement » to the animator, and its part of « Today ». « Suivi de mon
    réseau », the coordinator's home: who needs her this week. First who asked for a
    talk, then whom she has not met for longest. Nothing about wrap-ups, nothing late,
    nobody ranked by what she does.
    """

    _inherit = "residence.coaching.visit"

    @api.model
    @api.readonly
    def get_support(self):
        """Return what « Mon accompagnement » shows to the user, in her language."""
        mine = Domain("animator_id", "=", self.env.uid)
        past = self.search(
            mine & Domain("state", "=", "done"), limit=PAST_MEETINGS, order="start desc"
        )
        coming = self.search(mine & Domain("state", "=", "planned"), order="start")
        steps = self.env["residence.coaching.action"].search(
            mine & Domain("is_open", "=", True)
        )
        return {
            "talks": self._get_talks(),
            "coming": [visit._get_card() for visit in coming],
            "steps": [step._get_card() for step in steps],
            "past": [visit._get_card() for visit in past],
        }

    @api.model
    def _get_talks(self):
        """Return whom the user may ask for a talk, and whether she has.

        One line per coordination: {"residence_id", "coordinator" (named where there
        are several), "talk_id" (None unless asked)}.
        """
        residences = self.env["residence.residence"]._get_mine()
        asked = {
            talk.residence_id.coordinator_id: talk.id
            for talk in self.env["residence.coaching.talk"]._get_open()
        }
        places = {}
        for residence in residences:
            if residence.coordinator_id not in (self.env.user, self.env["res.users"]):
                places.setdefault(residence.coordinator_id, residence)
        return [
            {
                "residence_id": residence.id,
                "coordinator": coordinator.name if len(places) > 1 else "",
                "talk_id": asked.get(coordinator),
            }
            for coordinator, residence in places.items()
        ]

    @api.model
    def _get_next_meeting(self):
        """Return the user's next meeting in words that anybody may see, or None."""
        visit = self.search(
            Domain("animator_id", "=", self.env.uid) & Domain("state", "=", "planned"),
            order="start",
            limit=1,
        )
        if not visit:
            return None
        card = visit._get_card()
        return {
            "id": visit.id,
            "name": self.env._("Meeting"),
            "day": card["day"],
            "hour": card["hour"],
        }

    def _get_card(self):
        """Return what a line about a meeting shows to the two people it is between."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        hours, minutes = divmod(round(self.hour * 60), 60)
        return {
            "id": self.id,
            "day": format_date(self.env, self.date, date_format="EEE d MMM y"),
            "hour": f"{hours:02d}:{minutes:02d}" if self.hour else "",
            "kind": kinds[self.kind],
            "video_url": (self.kind == "video" and self.video_url) or "",
        }

    @api.model
    @api.readonly
    def get_network(self):
        """Return what the screen shows to the user, in her language.

        The same few queries for one team or for forty.

        :return: dict of ``people`` (in the order of the docstring), ``places`` (her
            residences without a team) and ``sessions`` (her peer groups' next ones).
        """
        residences = self.env["residence.residence"].search(
            [("coordinator_id", "=", self.env.uid)]
        )
        people = residences.animator_ids - self.env.user
        facts = self._get_people_facts(people)
        places = self._get_places(residences)
        rows = []
        for person in people:
            theirs = residences.filtered(
                lambda residence, who=person: who in residence.animator_ids
            )
            rows.append(
                {
                    "id": person.id,
                    "name": person.name,
                    **{name: values.get(person.id) for name, values in facts.items()},
                    "places": [places[residence.id] for residence in theirs],
                }
            )
        rows.sort(key=self._get_network_rank)
        for row in rows:
            row.update(self._describe_dates(row))
        return {
            "people": rows,
            "places": [
                places[residence.id]
                for residence in residences
                if not residence.animator_ids
            ],
        }

    @staticmethod
    def _get_network_rank(row):
        return (
            row["asked"] or date.max,
            row["last"] or date.min,
            row["name"],
        )

    @api.model
    def _get_people_facts(self, people):
        """Return {fact: {person id: value}}; dates as dates, for sorting."""
        mine = Domain("animator_id", "in", people.ids)
        met = mine & Domain("coordinator_id", "=", self.env.uid)
        talks = self.env["residence.coaching.talk"].search(
            mine & Domain("is_answered", "=", False)
        )
        coming = self.search(met & Domain("state", "=", "planned"), order="start desc")
        return {
            "asked": {talk.animator_id.id: talk.date for talk in talks},
            "last": {
                person.id: day
                for person, day in self._read_group(
                    met & Domain("state", "=", "done"), ["animator_id"], ["date:max"]
                )
            },
            "next": {visit.animator_id.id: visit._get_card() for visit in coming},
            "steps": {
                person.id: count
                for person, count in self.env["residence.coaching.action"]._read_group(
                    met & Domain("is_open", "=", True), ["animator_id"], ["__count"]
                )
            },
        }

    @api.model
    def _describe_dates(self, row):
        """Return the dates of a row as they are read: a day, weeks ago."""
        today = fields.Date.context_today(self)
        last, asked = row["last"], row["asked"]
        return {
            "asked": asked and format_date(self.env, asked, date_format="EEE d MMM"),
            "last": last and format_date(self.env, last, date_format="d MMM y"),
            "weeks": (today - last).days // 7 if last else None,
        }

    @api.model
    def _get_places(self, residences):
        """Return {residence id: what a line says of the house}."""
        now = fields.Datetime.now()
        here = Domain("residence_id", "in", residences.ids)
        events = self.env["residence.event"]
        on = here & Domain("counting_mode", "!=", "passages")
        held = dict(
            events._read_group(
                on
                & Domain("state", "in", ("planned", "done"))
                & Domain("start", "<=", now)
                & Domain("start", ">", now - LOOK_BACK),
                ["residence_id"],
                ["start:max"],
            )
        )
        ahead = (
            on & Domain("state", "in", ("draft", "planned")) & Domain("start", ">", now)
        )
        first = dict(events._read_group(ahead, ["residence_id"], ["start:min"]))
        coming = {
            event.residence_id: event
            for event in events.search(
                ahead & Domain("start", "in", list(set(first.values())))
            )
            if event.start == first[event.residence_id]
        }
        closed = self.env["residence.closing"]._get_closed_days(
            residences, (now - LOOK_BACK).date(), now.date() + timedelta(days=1)
        )
        return {
            residence.id: {
                "id": residence.id,
                "name": residence.name,
                **self._get_calm(residence, held.get(residence), closed[residence]),
                "event": self._get_event_line(coming.get(residence)),
            }
            for residence in residences
        }

    @api.model
    def _get_calm(self, residence, last, closed):
        """Return why nothing happens in a house, "" where it closes or in August.

        :param last: when the last event began, None for none lately.
        :param closed: {day: name} of its closed days.
        """
        today = residence._get_day_of(fields.Datetime.now())
        begin = residence._get_day_of(last or fields.Datetime.now() - LOOK_BACK)
        count = sum(
            day.month != AUGUST and day not in closed
            for day in map(
                date.fromordinal, range(begin.toordinal() + 1, today.toordinal() + 1)
            )
        )
        is_open = today.month != AUGUST and today not in closed
        return {
            "closed": closed.get(today, ""),
            "is_quiet": is_open and count >= QUIET_DAYS and residence.phase != "amu",
        }

    @api.model
    def _get_event_line(self, event):
        if not event:
            return None
        return {
            "id": event.id,
            "name": event.name,
            "day": format_datetime(self.env, event.start, event._get_tz(), "EEE d MMM"),
        }
