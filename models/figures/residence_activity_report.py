from odoo import fields, models


class ResidenceActivityReport(models.Model):
    """The one set of numbers: pivots, workbooks, PDFs and dashboards read it.

    A projection, not a permission: it selects no person, and no sentence other than
    ``summary``, of which the event's form says that the direction reads it. What was
    not measured is NULL, never 0.

    Rows have a grain. 'event': one row per event, all measures but generations.
    'generation': one row per line of an event's count, participations only. A query
    sees one grain, chosen by whether ``age_bracket_id`` takes part: no total is ever
    doubled, and PostgreSQL plans the other leaf away.
    """

    _name = "residence.activity.report"
    _description = "Activity Figures"
    _auto = False
    _order = "date desc, id desc"

    # Where a row comes from, for this file's own use.
    grain = fields.Selection(
        [
            ("event", "Event"),
            ("generation", "Generation"),
            ("coaching", "Support meeting"),
            ("peer_session", "Peer session"),
            ("peer_theme", "Theme passed on"),
            ("allocation", "Funding share"),
        ],
        readonly=True,
        exportable=False,
    )
    row_id = fields.Integer(readonly=True, aggregator=None, exportable=False)
    source_id = fields.Integer("Event Number", readonly=True, aggregator=None)

    kind = fields.Selection(
        [
            ("event", "Event"),
            ("peer_session", "Peer session"),
            ("coaching", "Support meeting"),
            ("open_door", "Open door"),
        ],
        readonly=True,
    )
    name = fields.Char("Title", readonly=True)
    date = fields.Date(readonly=True, help="In the residence's time zone.")
    start = fields.Datetime(readonly=True)
    residence_id = fields.Many2one("residence.residence", readonly=True)
    company_id = fields.Many2one("res.company", "Landlord", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    phase = fields.Selection(related="residence_id.phase")
    priority_district_code = fields.Char(related="residence_id.priority_district_code")
    event_type_id = fields.Many2one("residence.event.type", "Type", readonly=True)
    age_bracket_id = fields.Many2one(
        "residence.age.bracket", "Generation", readonly=True
    )
    summary = fields.Text("What We Keep", readonly=True)

    events = fields.Integer("Events held", readonly=True)
    events_counted = fields.Integer(
        "Events counted", readonly=True, help="Held, and somebody counted the people."
    )
    events_planned = fields.Integer(
        "Events planned", readonly=True, help="Still planned, held or cancelled."
    )
    events_cancelled = fields.Integer("Events cancelled", readonly=True)
    reports_missing = fields.Integer(
        "Wrap-ups missing",
        readonly=True,
        help="Over, and nobody has said yet how it went: figures are provisional.",
    )
    participations = fields.Integer(
        readonly=True, help="One person at ten events makes ten."
    )
    external_participations = fields.Integer(
        "of which from outside", readonly=True, help="Part of the participations."
    )
    unique_people = fields.Integer(
        "Different people",
        readonly=True,
        aggregator="count_distinct",
        help="Of those whose name was noted: one person at ten events makes one. Never "
        "a sum: the people of a year are not those of its months added up.",
    )
    newcomers = fields.Integer(
        "First visits", readonly=True, help="Of those whose name was noted."
    )
    households = fields.Integer(readonly=True)
    passages = fields.Integer(
        readonly=True, help="Open door. Never added to participations."
    )
    baskets = fields.Integer("Baskets Collected", readonly=True)
    volunteer_hours = fields.Float("Time Given by Residents (h)", readonly=True)
    planned_cost = fields.Monetary("Planned Budget", readonly=True)
    actual_cost = fields.Monetary("Spent", readonly=True)
    sessions = fields.Integer(readonly=True)
    session_hours = fields.Float("Hours of sessions", readonly=True)
