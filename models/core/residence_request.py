from odoo import api, fields, models
from odoo.tools import SQL

# A phone keeps what it could not send for 30 days: tokens outlive it.
KEEP_DAYS = 31


class ResidenceRequest(models.Model):
    """Requests already answered, so that what is sent twice counts once.

    A phone on a patchy network repeats a request whose answer it never got. Each
    « +1 » and each saved bilan carries a random token; the second time, the token is
    here already, with the row it made. Nobody has rights on this model: it holds
    nothing but random tokens and numbers.
    """

    _name = "residence.request"
    _description = "Answered Request"
    _log_access = False

    token = fields.Char(required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    made_id = fields.Integer(help="The row that the request made, if it made one.")

    _token_unique = models.Constraint(
        "UNIQUE(token)", "This request was already answered."
    )

    @api.model
    def _claim_token(self, token, made_id=None):
        """Note ``token`` as answered; return whether it was not before.

        Two transactions with one token wait for each other on the unique index.

        :param int made_id: id of the row that the request made, if it made one.
        """
        self.env.cr.execute(
            SQL(
                """INSERT INTO residence_request (token, date, made_id)
                   VALUES (%s, %s, %s) ON CONFLICT (token) DO NOTHING""",
                token,
                fields.Datetime.now(),
                made_id,
            )
        )
        return bool(self.env.cr.rowcount)

    @api.model
    def _get_made(self, tokens):
        """Return {token: id of the row made} of the tokens that were seen."""
        rows = self.env.execute_query(
            SQL(
                "SELECT token, made_id FROM residence_request WHERE token = ANY(%s)",
                list(tokens),
            )
        )
        return dict(rows)

    @api.autovacuum
    def _gc_requests(self):
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEEP_DAYS)
        self.search([("date", "<", limit)]).unlink()
