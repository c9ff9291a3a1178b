from odoo import http
from odoo.http import request

# Nothing to index, no address to leak to other sites, nothing to run or to fetch.
HEADERS = [
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex, nofollow, noarchive"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
]
PAGE_HEADERS = [
    *HEADERS,
    ("Content-Type", "text/html; charset=utf-8"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    ),
]
FEED_HEADERS = [
    *HEADERS,
    ("Content-Type", "text/calendar; charset=utf-8"),
    ("Content-Disposition", 'inline; filename="programme.ics"'),
]
PAGE = "residence_community.programme_page"
PAGE_NOT_FOUND = "residence_community.programme_page_not_found"


class ResidenceProgramme(http.Controller):
    """The programme of a residence, for whoever has its address. No account, no cookie.

    The token is the permission. What comes out is made of ``tools.programme.Item``:
    titles, times and places. An address that never was, is no more, or is that of a
    residence put away gets the same answer, to the octet.
    """

    @http.route(
        [
            "/residence_community/programme/",
            "/residence_community/programme/<path:token>",
        ],
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
    )
    def page(self, token=None, **_parameters):
        """Send the page of the eight coming weeks, without a line of JavaScript."""
        residence = self._find(token)
        if not residence:
            return self._send_not_found()
        html = self._render(
            residence.env.lang,
            PAGE,
            {
                "brand": residence._get_paper_brand(),
                "days": residence._get_public_programme(),
                "feed_path": f"/residence_community/programme/{token}/programme.ics",
                "lang": residence.env.lang,
            },
        )
        return request.make_response(html, PAGE_HEADERS)

    @http.route(
        "/residence_community/programme/<string:token>/programme.ics",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
    )
    def feed(self, token, **_parameters):
        """Send the same as an iCalendar feed, to which an agenda subscribes."""
        residence = self._find(token)
        if not residence:
            return self._send_not_found()
        return request.make_response(residence._get_public_feed(), FEED_HEADERS)

    def _find(self, token):
        """Return the residence of ``token``, in its own language; none if none."""
        residence = request.env["residence.programme.share"]._find_residence(token)
        if residence:
            residence = residence.with_context(lang=residence._get_paper_lang())
        return residence

    def _send_not_found(self):
        lang = request.env["residence.residence"]._get_paper_lang()
        html = self._render(lang, PAGE_NOT_FOUND, {"lang": lang})
        return request.make_response(html, PAGE_HEADERS, status=404)

    def _render(self, lang, template, values):
        qweb = request.env["ir.qweb"].with_context(lang=lang)
        return qweb._render(template, values)
