from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class ResidencePresence(models.Model):
    """Somebody was there: a name within an event's count, which stands without it.

    What figures need of a person is ``person_key``: it tells two people apart, and
    leads to nobody once they are forgotten. No one reads it, whatever their role.
    """

    _name = "residence.presence"
    _description = "Presence"
    _inherit = ["residence.scoped"]
    _scoped_by = ("event_id",)
    _order = "id"
    _rec_name = "resident_id"

    event_id = fields.Many2one("residence.event", required=True, ondelete="cascade")
    # Empty once the person is forgotten: their presence still counts, without them.
    resident_id = fields.Many2one("residence.resident", ondelete="restrict")
    role = fields.Selection(
        [
            ("participant", "Participant"),
            ("co_organizer", "Lent a hand"),
            ("lead", "Led it"),
        ],
        required=True,
        default="participant",
    )
    is_newcomer = fields.Boolean(
        string="First Visit",
        readonly=True,
        copy=False,
        help="The first event of the residence where this person was noted. Found by "
        "the system.",
    )
    person_key = fields.Integer(
        compute="_compute_person_key",
        store=True,
        aggregator=None,
        groups=fields.NO_ACCESS,
    )
    date = fields.Date(related="event_id.date", store=True, precompute=True)
    residence_id = fields.Many2one(
        related="event_id.residence_id", store=True, precompute=True
    )
    company_id = fields.Many2one(
        related="event_id.company_id", store=True, precompute=True
    )
    image_status = fields.Selection(related="resident_id.image_status")

    # Also how the people of an event are found, and the different people of many
    # events counted without reading the table (1.1 million rows).
    _one_per_person = models.UniqueIndex(
        "(event_id, person_key)", "This person is noted at this event already."
    )
    # the events of a person, the last one, and deleting the person
    _by_resident = models.Index("(resident_id, date) WHERE resident_id IS NOT NULL")
    # which of a person's presences is the first, the person being forgotten or not
    _by_person = models.Index("(person_key)")

    @api.depends("resident_id")
    def _compute_person_key(self):
        for presence in self:
            if presence.resident_id:
                presence.person_key = presence.resident_id.id

    @api.constrains("event_id", "resident_id")
    def _check_resident(self):
        for presence in self:
            event, resident = presence.event_id, presence.resident_id
            if not resident:
                raise ValidationError(self.env._("“Resident”: choose who was there."))
            # sudo: told apart from an id of another residence without naming anybody
            if resident.sudo().residence_id != event.residence_id:
                raise ValidationError(
                    self.env._(
                        "“Resident”: only people of %s are noted here. Others are "
                        "counted, without a name.",
                        event.residence_id.name,
                    )
                )
            if resident.erased_on:
                raise ValidationError(
                    self.env._("“Resident”: this person's name was erased.")
                )
        self.event_id._check_names_fit()

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [
            {name: value for name, value in vals.items() if name != "is_newcomer"}
            for vals in vals_list
        ]
        presences = super().create(vals_list)
        presences._raise_counts()
        self._update_newcomers(presences._get_person_keys())
        return presences

    def write(self, vals):
        if not {"event_id", "resident_id", "is_newcomer"} & vals.keys():
            return super().write(vals)
        before = self._get_person_keys()
        result = super().write(vals)
        self._raise_counts()
        self._update_newcomers(before | self._get_person_keys())
        return result

    def unlink(self):
        keys = self._get_person_keys()
        result = super().unlink()
        self._update_newcomers(keys)
        return result

    def _get_person_keys(self):
        # sudo: the key is nobody's to read; it goes no further than the query below
        return set(self.sudo().mapped("person_key"))

    @api.model
    def _update_newcomers(self, person_keys):
        """Set which presence of each person is the first, in one query.

        The first by the events' start, cancelled ones left out. A person belongs to
        one residence, so it is the first there.
        """
        if not person_keys:
            return
        self.flush_model(["event_id", "resident_id", "person_key", "is_newcomer"])
        self.env["residence.event"].flush_model(["start", "state"])
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE residence_presence presence
                   SET is_newcomer = ranked.is_first
                  FROM (SELECT one.id,
                               event.state <> 'cancelled' AND ROW_NUMBER() OVER (
                                   PARTITION BY one.person_key
                                   ORDER BY event.state = 'cancelled', event.start,
                                            event.id
                               ) = 1 AS is_first
                          FROM residence_presence one
                          JOIN residence_event event ON event.id = one.event_id
                         WHERE one.person_key = ANY(%s)) ranked
                 WHERE ranked.id = presence.id
                   AND presence.is_newcomer IS DISTINCT FROM ranked.is_first
                RETURNING presence.id""",
                list(person_keys),
            )
        )
        changed = self.browse(row[0] for row in rows)
        changed.invalidate_recordset(["is_newcomer"], flush=False)
        changed.modified(["is_newcomer"])

    def _raise_counts(self):
        """Raise the counts of events where more people are named than were counted."""
        for event, presences in self.grouped("event_id").items():
            event._count_at_least(event.named_count, presences.resident_id)
