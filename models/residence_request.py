from odoo import api, fields, models
from odoo.tools import SQL

KEEP_DAYS = 7


class ResidenceRequest(models.Model):
    """Requests already answered, so that a tap sent twice counts once.

    A phone on a patchy network repeats a request whose answer it never got. Each
    « +1 » carries a random token; the second time, the token is here already.
    Nobody has rights on this model: it holds nothing but random tokens.
    """

    _name = "residence.request"
    _description = "Answered Request"
    _log_access = False

    token = fields.Char(required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)

    _token_unique = models.Constraint(
        "UNIQUE(token)", "This request was already answered."
    )

    @api.model
    def _is_first(self, token):
        """Return True the first time ``token`` is seen, False afterwards.

        Two transactions with one token wait for each other on the unique index.
        """
        self.env.cr.execute(
            SQL(
                """INSERT INTO residence_request (token, date)
                   VALUES (%s, %s) ON CONFLICT (token) DO NOTHING""",
                token,
                fields.Datetime.now(),
            )
        )
        return bool(self.env.cr.rowcount)

    @api.autovacuum
    def _gc_requests(self):
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEEP_DAYS)
        self.search([("date", "<", limit)]).unlink()
