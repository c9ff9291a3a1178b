from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class ResidenceEvent(models.Model):
    """Who was there: names, within the counts and apart from them.

    The lines per bracket are the totals. Naming somebody beyond them raises them; a
    total below the people named is refused. What is stored here are numbers: the names
    are in ``residence.presence``, which fewer people may read.
    """

    _inherit = "residence.event"

    presence_ids = fields.One2many("residence.presence", "event_id", copy=False)
    named_count = fields.Integer(
        string="People Named", compute="_compute_named", store=True, copy=False
    )
    newcomer_count = fields.Integer(
        string="First Visits", compute="_compute_named", store=True, copy=False
    )
    helper_count = fields.Integer(
        string="People Who Lent a Hand or Led",
        compute="_compute_named",
        store=True,
        copy=False,
        help="Of the people named.",
    )
    named_households = fields.Integer(
        string="Households Named",
        compute="_compute_named",
        store=True,
        copy=False,
        help="Different dwellings of the people named.",
    )
    # dwellings of people whose name was erased since, and of no one else there
    erased_households = fields.Integer(
        copy=False, readonly=True, groups=fields.NO_ACCESS
    )

    @api.depends(
        "presence_ids",
        "presence_ids.is_newcomer",
        "presence_ids.role",
        "presence_ids.resident_id.dwelling_key",
        "erased_households",
    )
    def _compute_named(self):
        """Count in SQL: no name enters the cache of somebody who may not read it."""
        presences = self.env["residence.presence"]
        presences.flush_model(["event_id", "resident_id", "is_newcomer", "role"])
        self.env["residence.resident"].flush_model(["dwelling_key"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT presence.event_id,
                       COUNT(*),
                       COUNT(*) FILTER (WHERE presence.is_newcomer),
                       COUNT(*) FILTER (WHERE presence.role <> 'participant'),
                       COUNT(DISTINCT resident.dwelling_key)
                  FROM residence_presence presence
             LEFT JOIN residence_resident resident
                    ON resident.id = presence.resident_id
                 WHERE presence.event_id = ANY(%s)
              GROUP BY presence.event_id""",
                self._origin.ids,
            )
        )
        counts = {event_id: numbers for event_id, *numbers in rows}
        for event in self:
            named, newcomers, helpers, households = counts.get(
                event._origin.id, (0, 0, 0, 0)
            )
            event.named_count = named
            event.newcomer_count = newcomers
            event.helper_count = helpers
            event.named_households = households + event.erased_households

    @api.depends("named_households")
    def _compute_household_count(self):
        """Correct a count by the names, which prove some; names alone count nothing.

        Few are named: their dwellings are no measure of the households present.
        """
        result = super()._compute_household_count()
        for event in self.filtered("declared_households"):
            event.household_count = max(event.household_count, event.named_households)
        return result

    @api.constrains("attendance_count")
    def _check_named(self):
        for event in self:
            if event.attendance_count < event.named_count:
                raise ValidationError(
                    self.env._(
                        "“How many were we?”: the total, %(count)s, is below the "
                        "number of names, %(named)s. Take off the names of people who "
                        "were not there, or correct the total.",
                        count=event.attendance_count,
                        named=event.named_count,
                    )
                )

    @api.constrains("residence_id", "start", "event_type_id")
    def _check_names_fit(self):
        """People are noted once it began, where they live, never at an open door."""
        now = fields.Datetime.now()
        presences = self.env["residence.presence"].with_context(active_test=False)
        for event in self.filtered("named_count"):
            if event.counting_mode == "passages":
                raise ValidationError(
                    self.env._(
                        "“%s” counts passages: nobody is noted by name there.",
                        event.name,
                    )
                )
            if event.start > now:
                raise ValidationError(
                    self.env._(
                        "“%s” has not started yet: who was there is noted afterwards.",
                        event.name,
                    )
                )
            # sudo: whose names they are is not asked, only of which residence
            if presences.sudo().search_count(
                [
                    ("event_id", "=", event.id),
                    ("resident_id.residence_id", "not in", event.residence_id.ids),
                    ("resident_id", "!=", False),
                ],
                limit=1,
            ):
                raise ValidationError(
                    self.env._(
                        "“Residence”: people of the former one are noted at this "
                        "event. Take their names off first."
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if {"start", "state"} & vals.keys():
            presences = self.filtered("named_count")._get_all_presences()
            presences._find_newcomers(presences._get_person_keys())
        return result

    def unlink(self):
        self.check_access("unlink")
        self.filtered("named_count")._get_all_presences().unlink()
        return super().unlink()

    def _get_all_presences(self):
        """Return all presences, in superuser mode: for numbers, and to go with events.

        Searched, not read from ``presence_ids``: the cache is the user's, too.
        """
        # sudo: first visits depend on dates, on nobody's rights; and who may delete an
        # event need not read its names
        return (
            self.env["residence.presence"].sudo().search([("event_id", "in", self.ids)])
        )

    def _count_at_least(self, people, residents):
        """Raise the count to ``people``, in the rows of the last of ``residents``.

        Nothing where that many were counted already.
        """
        self.ensure_one()
        counts = {line.age_bracket_id: line.quantity for line in self.attendance_ids}
        beyond = people - sum(counts.values())
        if beyond <= 0:
            return
        for resident in residents[-beyond:]:
            bracket = self._get_counted_bracket(resident.age_bracket_id, counts)
            counts[bracket] = counts.get(bracket, 0) + 1
        self.write(
            {
                "attendance_ids": self._get_count_commands(
                    {bracket.id: quantity for bracket, quantity in counts.items()}
                )
            }
        )

    def _get_counted_bracket(self, bracket, counts):
        """Return the row in which somebody of ``bracket`` is counted here.

        A generation and its detailed brackets are never counted together.
        """
        unspecified = bracket._get_unspecified()
        if not bracket or self.counting_mode != "generations":
            return unspecified
        generation = bracket.parent_id or bracket
        if bracket in counts or generation in counts:
            return bracket if bracket in counts else generation
        details = generation.child_ids
        if any(one in counts for one in details) or (
            details and self.residence_id.detailed_brackets
        ):
            return bracket if bracket in details else unspecified
        return generation
