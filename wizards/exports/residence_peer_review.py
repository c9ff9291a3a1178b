from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ...tools.sheet import Total

SEASONS = 5  # the current one and those before


class ResidencePeerReview(models.TransientModel):
    """One page on a season of peer sessions: held, hours, how many came, themes.

    What it prints comes from the workbook's own sheets: no number has two definitions.
    """

    _name = "residence.peer.review"
    _description = "Season's Review of Peer Sessions"

    season = fields.Selection(
        lambda self: self._get_seasons(),
        required=True,
        default=lambda self: self._default_season(),
    )
    sentence = fields.Char(compute="_compute_sentence")

    @api.model
    def _get_seasons(self):
        sheets = self.env["residence.sheets"]
        today = fields.Date.context_today(self)
        seasons = [
            sheets._get_season(today - relativedelta(years=back))
            for back in range(SEASONS)
        ]
        return [
            (str(season.first.year), sheets._format_season(season))
            for season in seasons
        ]

    @api.model
    def _default_season(self):
        """Return the last season in which a session was held; this one without any."""
        report = self.env["residence.activity.report"]
        last = report.search(
            [("kind", "=", "peer_session"), ("sessions", "=", 1)],
            order="date desc",
            limit=1,
        )
        seasons = dict(self._get_seasons())
        year = last and str(
            self.env["residence.sheets"]._get_season(last.date).first.year
        )
        return year if year in seasons else next(iter(seasons))

    @api.depends("season")
    def _compute_sentence(self):
        """Say what the page will hold, before it is printed."""
        for review in self:
            if not review.season:
                review.sentence = ""
                continue
            totals = review._get_totals()
            review.sentence = self.env._(
                "%(sessions)s sessions held, %(hours)s hours, %(rate)s of those "
                "expected came.",
                sessions=totals["sessions"],
                hours=review._format_hours(totals["session_hours"]),
                rate=review._format_rate(totals["rate"]),
            )

    def action_print(self):
        """Print the page."""
        self.ensure_one()
        report = self.env.ref("residence_community.residence_peer_review_report")
        return report.report_action(self)

    def _get_period(self):
        self.ensure_one()
        first = fields.Date.to_date(f"{self.season}-09-01")
        return self.env["residence.sheets"]._get_season(first)

    def _get_totals(self):
        """Return the season's sums, by measure, and "rate"."""
        return self._get_sheets()._get_session_totals(
            self._get_period(), self.env["residence.residence"]
        )

    def _get_content(self):
        """Return what the page shows, for its template."""
        sheets, period = self._get_sheets(), self._get_period()
        nowhere = self.env["residence.residence"]
        return {
            "label": sheets._format_season(period),
            "period": sheets._format_period(period),
            "totals": self._get_totals(),
            "sessions": [
                row[1:]
                for row in sheets._get_session_rows(period, nowhere)
                if not isinstance(row, Total)
            ],
            "themes": [
                theme
                for season, theme in sheets._get_theme_rows(period, nowhere)
                if season == sheets._format_season(period)
            ],
            "warning": sheets._get_session_warning(period, nowhere),
            "theme_note": sheets._get_theme_note(),
            "made_on": sheets._format_now(),
        }

    def _get_sheets(self):
        return self.env["residence.sheets"]

    @api.model
    def _format_rate(self, rate):
        """Return « 84 % » as the language writes it; a dash without anyone expected."""
        return "–" if rate is None else self.env._("%(rate)s%%", rate=round(100 * rate))

    @api.model
    def _format_hours(self, hours):
        """Return a number of hours without useless decimals: 20, 2.5."""
        language = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        text = f"{hours or 0:.2f}".rstrip("0").rstrip(".")
        return text.replace(".", language.decimal_point or ".")
