from odoo import api, fields, models
from odoo.tools import SQL

# A query that speaks of these sees sessions beside events.
SESSION_NAMES = {
    "kind",
    "sessions",
    "session_hours",
    "sessions_missing",
    "attendances_present",
    "attendances_expected",
}
THEME_SESSIONS = 3  # of one group and season, before a theme is anybody else's


class ResidenceActivityReport(models.Model):
    """Peer sessions, as the direction sees them: held, hours, how many came.

    No group, no place, no hour, no theme on a session's row. Themes are rows of their
    own, by group and season (1 September to 31 August): those alone that the group
    passed on at three sessions or more, without saying which ones. A season is fixed:
    with dates of one's own, one would find the sessions by trying.
    """

    _inherit = "residence.activity.report"

    _depends = {
        "residence.peer.session": [
            "company_id",
            "date",
            "expected_count",
            "group_id",
            "hours",
            "present_count",
            "shared_theme_ids",
            "state",
            "stop",
        ],
    }

    grain = fields.Selection(
        selection_add=[
            ("peer_session", "Peer session"),
            ("peer_theme", "Theme passed on"),
        ]
    )
    sessions_missing = fields.Integer(
        "Sessions to note",
        readonly=True,
        help="Over, and nobody has noted them yet: figures are provisional.",
    )
    attendances_present = fields.Integer(
        "Present at sessions", readonly=True, help="Of those expected."
    )
    attendances_expected = fields.Integer("Expected at sessions", readonly=True)
    peer_theme_id = fields.Many2one(
        "residence.peer.theme", "Theme Passed On", readonly=True
    )
    # For the record rules alone: figures are not broken down by group.
    peer_group = fields.Integer(
        readonly=True, aggregator=None, exportable=False, groups=fields.NO_ACCESS
    )

    @api.model
    def _get_columns(self):
        return {
            **super()._get_columns(),
            "sessions_missing": "int4",
            "attendances_present": "int4",
            "attendances_expected": "int4",
            "peer_theme_id": "int4",
            "peer_group": "int4",
        }

    @api.model
    def _get_leaves(self):
        return {
            **super()._get_leaves(),
            "peer_session": (3, self._select_peer_session),
            "peer_theme": (4, self._select_peer_theme),
        }

    @api.model
    def _get_followed(self):
        return {**super()._get_followed(), "residence.peer.theme": {"name"}}

    @api.model
    def _get_grains(self, names):
        if "peer_theme_id" in names:
            return ["peer_theme"]
        grains = super()._get_grains(names)
        if "event" in grains and names & SESSION_NAMES:
            grains = [*grains, "peer_session"]
        return grains

    @api.model
    def _select_peer_session(self):
        """One row per session that was held, or is over and not noted yet."""
        now = fields.Datetime.now()

        def when_held(term):
            return SQL("CASE WHEN t.state = 'done' THEN %s END", SQL(term))

        return {
            "source": SQL("residence_peer_session"),
            "where": SQL(
                "(t.state = 'done' OR (t.state = 'planned' AND t.stop < %s))", now
            ),
            "kind": SQL("'peer_session'"),
            "date": "date",
            "company_id": "company_id",
            "state": "state",
            "sessions": SQL("CASE WHEN t.state = 'done' THEN 1 ELSE 0 END"),
            "sessions_missing": SQL("CASE WHEN t.state = 'done' THEN 0 ELSE 1 END"),
            "session_hours": when_held("t.hours"),
            "attendances_present": when_held("t.present_count"),
            "attendances_expected": when_held("t.expected_count"),
            "peer_group": "group_id",
        }

    @api.model
    def _select_peer_theme(self):
        """One row per theme that a group passed on often enough in a season.

        Its number is a place in the list: one of a session would tell which.
        """
        source = SQL(
            """(SELECT ROW_NUMBER() OVER (
                           ORDER BY s.group_id, s.season, r.residence_peer_theme_id
                       )::int4 AS id,
                       s.group_id, s.company_id, s.season AS date,
                       r.residence_peer_theme_id AS theme_id
                  FROM (SELECT id, group_id, company_id,
                               (DATE_TRUNC('year', date - INTERVAL '8 months')
                                + INTERVAL '8 months')::date AS season
                          FROM residence_peer_session
                         WHERE state = 'done') s
                  JOIN residence_peer_session_shared_theme_rel r
                    ON r.residence_peer_session_id = s.id
                 GROUP BY s.group_id, s.company_id, s.season,
                          r.residence_peer_theme_id
                HAVING COUNT(*) >= %s)""",
            THEME_SESSIONS,
        )
        return {
            "source": source,
            "where": SQL("TRUE"),
            "kind": SQL("'peer_session'"),
            "date": "date",
            "company_id": "company_id",
            "state": SQL("'done'"),
            "peer_theme_id": "theme_id",
            "peer_group": "group_id",
        }
