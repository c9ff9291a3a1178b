from odoo import http
from odoo.http import request
from odoo.tools import consteq

HEADERS = [
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Content-Type", "text/html; charset=utf-8"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    ),
]
PAGE = "residence_community.monthly_mail_page"
PAGE_NOT_FOUND = "residence_community.monthly_mail_page_not_found"


class ResidenceMonthlyMail(http.Controller):
    """Where a reader of the mail of the month stops it, without signing in.

    Opening the page changes nothing: what scans mails opens their links. The token is
    the permission; a wrong one and an unknown reader get the same answer.
    """

    @http.route(
        "/residence_community/monthly_mail/<int:user_id>/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,  # sent by mail programs, which have no session
        save_session=False,
    )
    def unsubscribe(self, user_id, token, **_parameters):
        """Ask (GET), or stop the mail for this reader (POST)."""
        # sudo: nobody is signed in; only what the token is for is changed
        reader = request.env["res.users"].sudo().browse(user_id).exists()
        lang = request.env["residence.residence"]._get_paper_lang()
        if not reader or not self._is_token_of(reader, token):
            return self._send(PAGE_NOT_FOUND, lang, status=404)
        is_done = request.httprequest.method == "POST"
        if is_done:
            reader.residence_monthly_mail = False
        return self._send(PAGE, reader.lang or lang, is_done=is_done)

    def _is_token_of(self, reader, token):
        # consteq raises on letters with accents
        return token.isascii() and consteq(reader._get_monthly_mail_token(), token)

    def _send(self, template, lang, status=200, **values):
        qweb = request.env["ir.qweb"].with_context(lang=lang)
        html = qweb._render(template, {"lang": lang, **values})
        return request.make_response(html, HEADERS, status=status)
