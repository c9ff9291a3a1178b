from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...tools.names import person_key, read_presences


class ResidenceEvent(models.Model):
    """« Qui était là ? »: names, within the counts and apart from them.

    The lines per bracket are the totals. Naming somebody beyond them raises them; a
    total below the people named is refused. What is stored here are numbers: the names
    are in ``residence.presence``, which fewer people may read, and the screen asks for
    them as ``presence_grid``.
    """

    _inherit = "residence.event"

    presence_ids = fields.One2many("residence.presence", "event_id", copy=False)
    presence_grid = fields.Json(
        compute="_compute_presence_grid",
        readonly=False,
        string="Who was there?",
        exportable=False,
        help="[{resident_id, name, dwelling, role, is_newcomer, image}, …]. Written as "
        "a whole; a row without resident_id makes a new resident.",
    )
    names_access = fields.Selection(
        [("none", "None"), ("read", "Read"), ("write", "Write")],
        compute="_compute_names_access",
        exportable=False,
        help="What the user may do with the names of this event.",
    )
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

    @api.depends("presence_ids", "presence_ids.role", "presence_ids.is_newcomer")
    @api.depends_context("uid")
    def _compute_presence_grid(self):
        """As the user: who may not read the names has no rows."""
        rows = {}
        for presence in self._origin._get_readable_presences():
            resident = presence.resident_id
            rows.setdefault(presence.event_id.id, []).append(
                {
                    **resident._get_row(),
                    "role": presence.role,
                    "is_newcomer": presence.is_newcomer,
                }
            )
        for event in self:
            event.presence_grid = rows.get(event._origin.id, [])

    @api.depends("residence_id")
    @api.depends_context("uid")
    def _compute_names_access(self):
        """For the screen alone: what protects the names are the record rules."""
        residents = self.env["residence.resident"]
        writes = reads = self.env["residence.residence"]
        if residents.has_access("read"):
            residences = self.residence_id
            writes = residences._filter_names_access("write")
            reads = (residences - writes)._filter_names_access("read")
        for event in self:
            residence = event.residence_id._origin
            event.names_access = (
                "write"
                if residence in writes
                else "read"
                if residence in reads
                else "none"
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

    @api.model_create_multi
    def create(self, vals_list):
        grids = [vals.get("presence_grid") for vals in vals_list]
        vals_list = [
            {name: value for name, value in vals.items() if name != "presence_grid"}
            for vals in vals_list
        ]
        events = super().create(vals_list)
        for event, grid in zip(events, grids, strict=True):
            event._name_people(event._read_presence_grid(grid))
        return events

    def write(self, vals):
        """Write the events, take names off and note others, find first visits anew."""
        rows = []
        if "presence_grid" in vals:
            vals = dict(vals)
            rows = self._read_presence_grid(vals.pop("presence_grid"))
            # before the counts, which may not be below the names
            self._unname_people(rows)
        result = super().write(vals)
        if {"start", "state"} & vals.keys():
            presences = self.filtered("named_count")._get_all_presences()
            presences._update_newcomers(presences._get_person_keys())
        for event in self if rows else ():
            event._name_people(rows)
        return result

    def unlink(self):
        self.check_access("unlink")
        self.filtered("named_count")._get_all_presences().unlink()
        return super().unlink()

    @api.model
    @api.readonly
    def get_roster(self, residence_id, event_type_id, before):
        """Return the people whom the user may note in a residence, by name.

        :param before: moment (naive UTC, ISO) before which « la dernière fois » began.
        :return: dict with ``residents`` (rows, with what is compared when one types)
            and ``last``: ``label``, ``date`` and resident ``ids`` of the last event of
            that type where somebody was named, empty where there is none.
        """
        domain = [("residence_id", "=", residence_id)]
        residents = self.env["residence.resident"].search(domain)
        last = self.search(
            [
                *domain,
                ("event_type_id", "=", event_type_id),
                ("start", "<", before),
                ("state", "!=", "cancelled"),
                ("named_count", ">", 0),
            ],
            limit=1,
        )
        ids = last._get_readable_presences().resident_id.filtered("active").ids
        return {
            "residents": [
                {**resident._get_row(), "key": resident.search_key}
                for resident in residents
            ],
            "last": {
                "label": last.name,
                "date": fields.Date.to_string(last.date),
                "ids": ids,
            }
            if ids
            else {},
        }

    def _read_presence_grid(self, grid):
        """Return the rows of ``presence_grid``, checked; raise ValidationError."""
        roles = [role for role, _label in self.presence_ids._fields["role"].selection]
        try:
            return read_presences(grid or [], roles)
        except ValueError as error:
            raise ValidationError(
                self.env._("“Who was there?”: this list of names cannot be read.")
            ) from error

    def _unname_people(self, rows):
        """Take off the presences, of those the user may read, that ``rows`` lack."""
        kept = {row["resident_id"] for row in rows}
        presences = self._get_readable_presences()
        presences.filtered(
            lambda presence: presence.resident_id.id not in kept
        ).unlink()

    def _name_people(self, rows):
        """Note the people of ``rows`` who are not yet, and the roles that changed."""
        self.ensure_one()
        if not rows:
            return
        noted = {
            presence.resident_id.id: presence
            for presence in self._get_readable_presences()
        }
        new = {}
        for row, resident_id in zip(rows, self._get_resident_ids(rows), strict=True):
            values = {"resident_id": resident_id, "role": row["role"]}
            if resident_id not in noted:
                new.setdefault(resident_id, {"event_id": self.id, **values})
            elif noted[resident_id].role != row["role"]:
                noted[resident_id].role = row["role"]
        self.env["residence.presence"].create(list(new.values()))

    def _get_resident_ids(self, rows):
        """Return the resident's id of each row; people not noted yet are made."""
        ids = {row["resident_id"] for row in rows if row["resident_id"]}
        people = self.env["residence.resident"].with_context(active_test=False)
        here = [("residence_id", "=", self.residence_id.id), ("erased_on", "=", False)]
        if people.search_count([("id", "in", list(ids)), *here]) < len(ids):
            raise ValidationError(
                self.env._(
                    "“Who was there?”: only people of %s are noted here. Others are "
                    "counted, without a name.",
                    self.residence_id.name,
                )
            )
        made = self.residence_id._get_or_make_residents(
            [row for row in rows if not row["resident_id"]]
        )
        return [
            row["resident_id"] or made[person_key(row["name"], row["dwelling"])]
            for row in rows
        ]

    def _get_readable_presences(self):
        """Return the presences whose names the user may read; erased ones have none."""
        presences = self.env["residence.presence"]
        if not presences.has_access("read"):
            return presences
        return presences.search(
            [
                ("event_id", "in", self.ids),
                ("resident_id", "!=", False),
                ("resident_id.erased_on", "=", False),
            ]
        )

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
        if any(detail in counts for detail in details) or (
            details and self.residence_id.detailed_brackets
        ):
            return bracket if bracket in details else unspecified
        return generation

    def _get_cell_label(self, cell):
        name, *path = cell.split("/")
        if name == "presence_grid":
            return self.env["residence.resident"].browse(int(path[0])).display_name
        return super()._get_cell_label(cell)
