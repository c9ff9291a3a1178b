from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.names import person_key, read_presences


class ResidenceEvent(models.Model):
    """« Qui était là ? »: the names of an event as the screen asks for them."""

    _inherit = "residence.event"

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
            reads = residences._filter_names_access("read")
        for event in self:
            residence = event.residence_id._origin
            event.names_access = (
                "write"
                if residence in writes
                else "read"
                if residence in reads
                else "none"
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
        if "presence_grid" not in vals:
            return super().write(vals)
        vals = dict(vals)
        rows = self._read_presence_grid(vals.pop("presence_grid"))
        # before the counts, which may not be below the names
        self._unname_people(rows)
        super().write(vals)
        for event in self:
            event._name_people(rows)
        return True

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
        presences.filtered(lambda one: one.resident_id.id not in kept).unlink()

    def _name_people(self, rows):
        """Note the people of ``rows`` who are not yet, and the roles that changed."""
        self.ensure_one()
        if not rows:
            return
        noted = {one.resident_id.id: one for one in self._get_readable_presences()}
        new = {}
        for row, resident_id in zip(rows, self._get_resident_ids(rows), strict=True):
            values = {"resident_id": resident_id, "role": row["role"]}
            if resident_id not in noted:
                new.setdefault(resident_id, {"event_id": self.id, **values})
            elif noted[resident_id].role != row["role"]:
                noted[resident_id].role = row["role"]
        self.env["residence.presence"].create(list(new.values()))

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

    def _get_cell_label(self, cell):
        name, *path = cell.split("/")
        if name == "presence_grid":
            return self.env["residence.resident"].browse(int(path[0])).display_name
        return super()._get_cell_label(cell)
