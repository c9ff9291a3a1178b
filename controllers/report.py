import json
from urllib.parse import parse_qs, urlsplit

from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.web.controllers.report import ReportController

PROGRAMME = "/report/pdf/residence_community.paper_programme"


class ResidenceReport(ReportController):
    """A programme's file is named for its house and period, like the other papers.

    Odoo names a file for its records, and has none where options are given instead.
    """

    @http.route()
    def report_download(self, data, context=None, token=None, readonly=True):
        response = super().report_download(data, context, token, readonly)
        address = urlsplit(json.loads(data)[0])
        options = parse_qs(address.query).get("options")
        if response and address.path == PROGRAMME and options:
            # it has been printed: the options are good, and the rights were checked
            choice = json.loads(options[0])
            residence = request.env["residence.residence"].browse(
                choice["residence_id"]
            )
            name = residence._get_programme_file_name(choice["kind"], choice["day"])
            response.headers.set(
                "Content-Disposition", content_disposition(f"{name}.pdf")
            )
        return response
