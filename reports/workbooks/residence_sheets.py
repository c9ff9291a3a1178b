from dataclasses import replace

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

from ...tools.xlsx import write_xlsx

# key: the method that returns the workbook's sheets
WORKBOOKS = {
    "activity": "_get_activity_sheets",
    "residences": "_get_residences_sheets",
    "tfpb_programme": "_get_tfpb_programme_sheets",
    "tfpb_review": "_get_tfpb_review_sheets",
    "avp": "_get_avp_sheets",
    "senacs": "_get_senacs_sheets",
    "cfppa": "_get_cfppa_sheets",
    "peer_sessions": "_get_peer_sheets",
}
SHOWN_RESIDENCES = 8  # named at the top of a sheet; the others are counted
ROW_LIMIT = 100_000  # unless residence_community.export_row_limit says otherwise
RESIDENCE_FIELDS = ["name", "code", "dwelling_count", "tz", "company_id"]
FETCHED_ROWS = 2000  # at a time, from PostgreSQL

# Codes of a language's date format that Excel has, too.
EXCEL_DATES = {
    "%d": "dd",
    "%-d": "d",
    "%m": "mm",
    "%-m": "m",
    "%b": "mmm",
    "%B": "mmmm",
    "%y": "yy",
    "%Y": "yyyy",
}


class ResidenceSheets(models.AbstractModel):
    """The workbooks, by key: what they show, never how they are drawn.

    Rows come from ``residence.activity.report`` as the user, record rules included;
    nothing here is read in superuser mode. A workbook is a key in WORKBOOKS and the
    method it names, in a file of its own; docs/contributing.md has the steps.
    """

    _name = "residence.sheets"
    _description = "Workbooks"

    @api.model
    def _is_available(self, key):
        """Return whether the user may download the workbook ``key``."""
        return key in WORKBOOKS and self.env["residence.activity.report"].has_access(
            "read"
        )

    @api.model
    def _write_workbook(  # noqa: PLR0913 named
        self,
        target,
        key,
        period,
        residences,
        *,
        external=False,
        watch=None,
        **options,
    ):
        """Write a workbook, in the user's language; notes and definitions come last.

        :param target: path, or binary file open for writing.
        :param Period period: days of the events, by each residence's own clock.
        :param residences: the ones asked for; empty for all that the user may read.
        :param external: meant for outside: small counts of people are hidden.
        :param watch: called with the rows of each sheet; returns them as they pass.
        """
        sheets = getattr(self, WORKBOOKS[key])(period, residences)
        if external:
            sheets = map(self._for_outside, sheets)
        if watch:
            sheets = [replace(sheet, rows=watch(sheet.rows)) for sheet in sheets]
        notes = self._get_notes_sheet(key, period, residences, external=external)
        sheets = [*sheets, notes]
        write_xlsx(target, sheets, formats=self._get_formats(residences), **options)

    @api.model
    def _get_file_name(self, key, period, *, external=False):
        label = {
            "activity": self.env._("activity"),
            "residences": self.env._("residences"),
            "avp": "avp",
            "senacs": "senacs",
            "cfppa": "cfppa",
            "tfpb_programme": self.env._("tfpb-programme"),
            "tfpb_review": self.env._("tfpb-review"),
            "peer_sessions": self.env._("peer-sessions"),
        }[key]
        house = self.env._("residence-community")
        outside = self.env._("_outside") if external else ""
        return f"{house}_{label}_{period.first}_{period.last}{outside}.xlsx"

    @api.model
    def _get_domain(self, period, residences):
        """Return the domain of a period's figures."""
        return (
            Domain("residence_id", "in", residences.ids) if residences else Domain.TRUE
        ) & self._get_period_domain(period)

    @api.model
    def _get_period_domain(self, period):
        return Domain("date", ">=", period.first) & Domain("date", "<=", period.last)

    @api.model
    def _count(self, period, residences):
        """Return how many rows a period has, and how many wrap-ups it lacks."""
        [(rows, missing)] = self.env["residence.activity.report"]._read_group(
            self._get_domain(period, residences),
            aggregates=["__count", "reports_missing:sum"],
        )
        return rows, missing or 0

    @api.model
    def _count_rows(self, key, period, residences):
        """Return how many rows a workbook has, and how many wrap-ups it lacks."""
        return self._count(period, residences)

    @api.model
    def _get_row_limit(self):
        """Return how many rows a workbook may have that is made while one waits."""
        # sudo: a setting of the whole database, without anything of a person in it
        parameters = self.env["ir.config_parameter"].sudo()
        value = parameters.get_param("residence_community.export_row_limit", "")
        return int(value) if value.isdecimal() else ROW_LIMIT

    @api.model
    def _get_too_long(self, rows, limit):
        """Return the sentence for who asked for more than ``limit`` rows."""
        return self.env._(
            "%(rows)s rows are more than the %(limit)s sent at once: choose a shorter "
            "period, or open “Workbooks to download”, which makes it meanwhile.",
            rows=rows,
            limit=limit,
        )

    @api.model
    def _get_residences(self, residences):
        """Return the residences asked for, archived ones too: they have a past."""
        domain = Domain("id", "in", residences.ids) if residences else Domain.TRUE
        return residences.with_context(active_test=False).search_fetch(
            domain, RESIDENCE_FIELDS
        )

    @api.model
    def _get_formats(self, residences):
        """Return Excel's number formats for the user's language and the currency."""
        formats = {}
        date_format = self.env["res.lang"]._get_data(code=self.env.lang).date_format
        for code, excel in EXCEL_DATES.items():
            date_format = (date_format or "%").replace(code, excel)
        if "%" not in date_format:
            formats["date"] = date_format
        currency = (self._get_residences(residences).company_id).currency_id
        if len(currency) == 1:
            symbol = (currency.symbol or currency.name).replace('"', "")
            before = currency.position == "before"
            formats["money"] = (
                f'"{symbol}"#,##0.00' if before else f'#,##0.00 "{symbol}"'
            )
        return formats

    @api.model
    def _get_heading(self, title, period, residences):
        """Return the lines at the top of a sheet: what, when, where, made when."""
        if residences:
            names = residences.sorted("name").mapped("name")
            scope = ", ".join(names[:SHOWN_RESIDENCES])
            if len(names) > SHOWN_RESIDENCES:
                more = len(names) - SHOWN_RESIDENCES
                scope = self.env._(
                    "%(names)s and %(count)s more", names=scope, count=more
                )
        else:
            scope = self.env._("all that I may read")
        return (
            title,
            self.env._("Period: %s", self._format_period(period)),
            self.env._("Residences: %s", scope),
            self.env._("Made on %s", self._format_now()),
        )

    @api.model
    def _format_now(self):
        return format_datetime(self.env, fields.Datetime.now(), dt_format="short")

    @api.model
    def _format_period(self, period):
        return self.env._(
            "%(first)s – %(last)s",
            first=format_date(self.env, period.first),
            last=format_date(self.env, period.last),
        )

    @api.model
    def _get_warning(self, period, residences):
        """Return the line that says how provisional the figures are, if they are."""
        rows, missing = self._count(period, residences)
        if not rows:
            return self._get_empty()
        if not missing:
            return ""
        if missing == 1:
            return self.env._("1 event without a wrap-up: provisional figures")
        return self.env._("%s events without a wrap-up: provisional figures", missing)

    @api.model
    def _get_empty(self):
        return self.env._(
            "No wrap-up yet over this period. Nothing counts as 0 until it is measured."
        )

    @api.model
    def _stream(self, query):
        """Yield the rows of a query, a few at a time, through a server-side cursor.

        It reads in the transaction of the environment, read-only ones too.

        :param SQL query: made of ``_search`` and ``_field_to_sql``, which check rights.
        """
        self.env.flush_query(query)
        with self.env.cr.connection.cursor(name="residence_sheets") as cursor:
            cursor.itersize = FETCHED_ROWS
            cursor.execute(query.code, query.params)
            yield from cursor
