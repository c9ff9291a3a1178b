from datetime import date, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

QUIET_DAYS = 21  # open days without an event before a house is said to be quiet
LOOK_BACK = timedelta(days=180)
AUGUST = 8


class ResidenceCoachingVisit(models.Model):
    """« Suivi de mon réseau », the coordinator's home: who needs her this week.

    First who asked for a talk, then whom she has not met for longest. Nothing about
    wrap-ups, nothing late, nobody ranked by what she does.
    """

    _inherit = "residence.coaching.visit"

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
                lambda one, who=person: who in one.animator_ids
            )
            rows.append(
                {
                    "id": person.id,
                    "name": person.name,
                    **{name: values.get(person.id) for name, values in facts.items()},
                    "places": [places[one.id] for one in theirs],
                }
            )
        rows.sort(key=self._get_network_rank)
        for row in rows:
            row.update(self._describe_dates(row))
        return {
            "people": rows,
            "places": [places[one.id] for one in residences if not one.animator_ids],
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
        closed = residences._get_closed_days_of_each(
            (now - LOOK_BACK).date(), now.date() + timedelta(days=1)
        )
        return {
            residence.id: {
                "id": residence.id,
                "name": residence.name,
                **self._get_calm(residence, held.get(residence), closed[residence.id]),
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
