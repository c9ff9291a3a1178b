from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain

from ...tools.period import Period
from ...tools.sheet import Column, Ratio, Sheet, Total

KEY = "peer_sessions"
SEASON = relativedelta(years=1, days=-1)  # from 1 September to 31 August
FIRST_MONTH = 9
READERS = (
    "residence_community.group_coordinator",
    "residence_community.group_management",
    "residence_community.group_administrator",
)
SUMS = (
    "sessions",
    "session_hours",
    "attendances_present",
    "attendances_expected",
    "sessions_missing",
)


class ResidenceSheets(models.AbstractModel):
    """« Séances entre pairs »: held, hours, how many came; themes that were passed on.

    No group, no place, no name: what the direction reads of sessions, and no more.
    """

    _inherit = "residence.sheets"

    @api.model
    def _is_available(self, key):
        if key == KEY and not any(map(self.env.user.has_group, READERS)):
            return False
        return super()._is_available(key)

    @api.model
    def _count_rows(self, key, period, residences):
        if key != KEY:
            return super()._count_rows(key, period, residences)
        domain = self._get_session_domain(period, residences)
        return self.env["residence.activity.report"].search_count(domain), 0

    @api.model
    def _get_peer_sheets(self, period, residences):
        return [
            self._get_session_sheet(period, residences),
            self._get_theme_sheet(period, residences),
        ]

    @api.model
    def _get_session_sheet(self, period, residences):
        columns = (
            Column("landlord", self.env._("Landlord"), width=34),
            Column("date", self.env._("Date"), "date", 14),
            Column("sessions", self.env._("Sessions held"), "int", 10, total=True),
            Column("hours", self.env._("Hours"), "float", 9, total=True),
            Column(
                "present",
                self.env._("People present"),
                "int",
                10,
                total=True,
                people=True,
            ),
            Column(
                "expected",
                self.env._("People expected"),
                "int",
                10,
                total=True,
                people=True,
            ),
            Column(
                "rate",
                self.env._("Attendance rate"),
                "percent",
                12,
                ratio=Ratio("present", "expected"),
            ),
        )
        return Sheet(
            "sessions",
            self.env._("Sessions held"),
            columns,
            self._get_session_rows(period, residences),
            heading=self._get_peer_heading(
                self.env._("Residence Life: peer sessions"), period, residences
            ),
            warning=self._get_session_warning(period, residences),
            notes=(
                *self._get_definition_lines("attendance"),
                self.env._(
                    "What is said in the sessions is not here, nor anyone's name."
                ),
            ),
            empty=self._get_no_session(),
        )

    @api.model
    def _get_session_rows(self, period, residences):
        """Yield a row per session that was held, and their total."""
        rows = self.env["residence.activity.report"].search_fetch(
            self._get_session_domain(period, residences) & Domain("sessions", "=", 1),
            ["company_id", "date", *SUMS],
            order="date, id",
        )
        for row in rows:
            present, expected = row.attendances_present, row.attendances_expected
            yield (
                row.company_id.name,
                row.date,
                row.sessions,
                row.session_hours,
                present,
                expected,
                present / expected if expected else None,
            )
        if rows:
            yield Total((self.env._("Total"), *[None] * 6))

    @api.model
    def _get_theme_sheet(self, period, residences):
        columns = (
            Column("season", self.env._("Season"), width=14),
            Column("theme", self.env._("Theme Passed On"), width=52),
        )
        return Sheet(
            "themes",
            self.env._("Themes passed on"),
            columns,
            iter(self._get_theme_rows(period, residences)),
            heading=self._get_peer_heading(
                self.env._("Residence Life: themes that groups passed on"),
                period,
                residences,
            ),
            notes=(self._get_theme_note(),),
            empty=self.env._("No theme was passed on by three sessions of a season."),
        )

    @api.model
    def _get_theme_rows(self, period, residences):
        """Return (season, theme), once each, of the seasons that the period touches."""
        touched = Period(self._get_season(period.first).first, period.last)
        groups = self.env["residence.activity.report"]._read_group(
            self._get_peer_domain(touched, residences),
            ["date:day", "peer_theme_id"],
            order="date:day, peer_theme_id",
        )
        return [
            (self._format_season(self._get_season(day)), theme.name)
            for day, theme in groups
        ]

    @api.model
    def _get_session_totals(self, period, residences):
        """Return {measure: sum} of a period's sessions; "rate" is None without any."""
        [sums] = self.env["residence.activity.report"]._read_group(
            self._get_session_domain(period, residences),
            aggregates=[f"{name}:sum" for name in SUMS],
        )
        totals = dict(zip(SUMS, (value or 0 for value in sums), strict=True))
        expected = totals["attendances_expected"]
        totals["rate"] = totals["attendances_present"] / expected if expected else None
        return totals

    @api.model
    def _get_session_warning(self, period, residences):
        missing = self._get_session_totals(period, residences)["sessions_missing"]
        if not missing:
            return ""
        if missing == 1:
            return self.env._("1 session is not noted yet: provisional figures")
        return self.env._("%s sessions are not noted yet: provisional figures", missing)

    @api.model
    def _get_no_session(self):
        return self.env._("No session was noted over this period.")

    @api.model
    def _get_theme_note(self):
        return self.env._(
            "A theme stands here once its group passed it on at three sessions of one "
            "season, from September to August. Never which sessions, never which group."
        )

    @api.model
    def _get_session_domain(self, period, residences):
        return self._get_peer_domain(period, residences) & Domain(
            "kind", "=", "peer_session"
        )

    @api.model
    def _get_peer_domain(self, period, residences):
        """Return the domain of a period: sessions have a landlord and no residence."""
        landlords = residences.company_id.ids
        domain = self._get_period_domain(period)
        return domain & Domain("company_id", "in", landlords) if landlords else domain

    @api.model
    def _get_peer_heading(self, title, period, residences):
        names = residences.company_id.mapped("name")
        return (
            title,
            self.env._("Period: %s", self._format_period(period)),
            self.env._(
                "Landlords: %s",
                ", ".join(names) or self.env._("all the landlords that I may read"),
            ),
            self.env._("Made on %s", self._format_now()),
        )

    @api.model
    def _get_season(self, day):
        """Return the season of a day: from 1 September to 31 August."""
        year = day.year if day.month >= FIRST_MONTH else day.year - 1
        first = date(year, FIRST_MONTH, 1)
        return Period(first, first + SEASON)

    @api.model
    def _format_season(self, season):
        return f"{season.first.year}–{season.last.year}"
