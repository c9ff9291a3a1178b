import os
import tempfile

from werkzeug.wsgi import wrap_file

from odoo import fields, http
from odoo.http import content_disposition, request

from ..tools.period import Period, civil_year, parse_date, parse_ids

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARAMETERS = {"date_from", "date_to", "residence_ids", "external"}
WEB_CLIENT = {"debug", "db"}  # what Odoo itself may add to an address


class ExportError(Exception):
    """A request that gets a sentence instead of a workbook.

    :param int status: of HTTP. ``str()`` is the sentence, in the user's language.
    """

    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status = status


class ResidenceExport(http.Controller):
    """Workbooks over HTTP: a registered key, never the name of a model."""

    @http.route(
        "/residence_community/export/<string:key>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def export(self, key, **_parameters):
        """Send the workbook ``key`` as a file; or a sentence, with 400 to 413.

        ``date_from`` and ``date_to``: YYYY-MM-DD, both included, by the clock of each
        residence; the current civil year without them. ``residence_ids``: ids
        separated by commas; without it, all that the user may read. Present, it names
        at least one: an empty list is a mistake, and everything would be a surprise.
        ``external=1``: meant for outside, small counts of people are hidden.
        """
        try:
            period, residences, external = self._read_request(key)
        except ExportError as error:
            return request.make_response(
                str(error),
                [("Content-Type", "text/plain; charset=utf-8")],
                status=error.status,
            )
        return self._send(key, period, residences, external)

    def _read_request(self, key):
        """Return the period and residences asked for, and whether it is for outside.

        :raise ExportError: where the user may not have that, or nobody could.
        """
        env = request.env
        sheets = env["residence.sheets"]
        if not env["residence.activity.report"].has_access("read"):
            raise ExportError(
                403,
                request.env._(
                    "Workbooks are for the roles of this application: ask for one."
                ),
            )
        if not sheets._is_available(key):
            raise ExportError(404, request.env._("There is no such workbook."))
        values = self._get_parameters()
        period = self._get_period(values)
        residences = self._get_residences(values.get("residence_ids"))
        external = self._get_external(values)
        rows, _missing = sheets._count_rows(key, period, residences)
        limit = sheets._get_row_limit()
        if rows > limit:
            raise ExportError(413, sheets._get_too_long(rows, limit))
        return period, residences, external

    def _get_parameters(self):
        """Return the parameters of the address: each once, and none that is not ours.

        A parameter with a slip of the pen would give figures of another period.
        """
        arguments = request.httprequest.args
        unknown = set(arguments) - PARAMETERS - WEB_CLIENT
        if unknown:
            raise ExportError(
                400,
                request.env._(
                    "This address has a part that is not known here. It may have: %s.",
                    ", ".join(sorted(PARAMETERS)),
                ),
            )
        for name in PARAMETERS:
            if len(arguments.getlist(name)) > 1:
                raise ExportError(400, request.env._("“%s” is there twice.", name))
        return {name: arguments[name] for name in PARAMETERS if name in arguments}

    def _get_period(self, values):
        year = civil_year(fields.Date.context_today(request.env.user))
        first = self._get_day(values, "date_from", year.first)
        last = self._get_day(values, "date_to", year.last)
        if first > last:
            raise ExportError(400, request.env._("“date_from” comes after “date_to”."))
        return Period(first, last)

    def _get_day(self, values, name, default):
        if name not in values:
            return default
        try:
            return parse_date(values[name])
        except ValueError as error:
            raise ExportError(
                400,
                request.env._(
                    "“%s”: write a day of the calendar, such as 2026-05-31.", name
                ),
            ) from error

    def _get_external(self, values):
        if values.get("external", "1") != "1":
            raise ExportError(
                400, request.env._("“external”: write 1, or leave it out.")
            )
        return "external" in values

    def _get_residences(self, text):
        env = request.env
        residences = env["residence.residence"].with_context(active_test=False)
        if text is None:
            return residences
        try:
            ids = parse_ids(text)
        except ValueError as error:
            raise ExportError(
                400,
                env._(
                    "“residence_ids”: write numbers separated by commas, or nothing."
                ),
            ) from error
        residences = residences.search([("id", "in", ids)])
        if len(residences) < len(ids):
            # the same for one that does not exist and one that is not theirs
            raise ExportError(404, env._("There is no such residence."))
        return residences

    def _send(self, key, period, residences, external):
        """Return the response that streams the workbook, from a file without a name."""
        sheets = request.env["residence.sheets"]
        # it has no name on the disk: nothing is left behind, whatever happens
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the response
        try:
            sheets._write_workbook(file, key, period, residences, external=external)
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            name = sheets._get_file_name(key, period, external=external)
            headers = [
                ("Content-Type", XLSX),
                ("Content-Length", str(size)),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ]
            body = wrap_file(request.httprequest.environ, file)
            response = request.make_response(body, headers)
            response.direct_passthrough = True
            response.call_on_close(file.close)
        except BaseException:
            file.close()
            raise
        return response
