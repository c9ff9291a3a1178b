from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ...tools import charts, colours
from ...tools.period import civil_year, month_of

FEW = 5  # people: fewer are not numbered on what leaves the house
MONTHS = 13  # more are drawn by year
# Amounts: left out of the version for the tenants' representatives.
EUROS = ("planned_cost", "actual_cost", "contribution_amount")
TENTHS = ("average", "residents_rate", "overall_rate")
SHARES = ("carried_share", "many_share", "mixed_share")
PEOPLE = ("unique_people", "newcomers", "helpers")
HOURS = ("volunteer_hours", "contribution_hours")


class ResidencePaperFigures(models.AbstractModel):
    """Figures in words and drawings, in the language of the environment.

    What each is called on paper, and how it is written. A blank is a blank on paper,
    too: never 0, and never a word of Python's.
    """

    _inherit = "residence.paper.figures"

    @api.model
    def _format_number(self, value, digits=0):
        """Return a number as the language writes it, empty where not measured."""
        if value is None:
            return ""
        return _tie(formatLang(self.env, value, digits=digits))

    @api.model
    def _format_rate(self, share):
        """Return « 48 % » of 0.48."""
        if share is None:
            return ""
        return self.env._("%(rate)s%%", rate=self._format_number(100 * share))

    @api.model
    def _format_money(self, value, currency):
        """Return a whole amount: cents say nothing over a year."""
        if value is None:
            return ""
        amount, symbol = self._format_number(value), currency.symbol or currency.name
        before = currency.position == "before"
        return f"{symbol}{amount}" if before else f"{amount}\N{NO-BREAK SPACE}{symbol}"

    @api.model
    def _format_hours(self, value):
        if value is None:
            return ""
        digits = 0 if round(value, 1) == round(value) else 1
        return self.env._("%s h", self._format_number(value, digits))

    @api.model
    def _format_people(self, value):
        """Return how many people were named; few of them are not numbered.

        Who reads « 2 people, 1 first visit » beside a date knows who it was.
        """
        if value and value < FEW:
            return self.env._("fewer than %s", FEW)
        return self._format_number(value)

    @api.model
    def _format_period(self, period):
        """Return « Année 2025 », « mai 2026 », or both dates."""
        if period == civil_year(period.first):
            return self.env._("Year %s", period.first.year)
        if period == month_of(period.first):
            month = format_date(self.env, period.first, date_format="MMMM yyyy")
            return month[:1].upper() + month[1:]
        first, last = (
            format_date(self.env, day, date_format="d MMM yyyy")
            for day in (period.first, period.last)
        )
        return self.env._("%(first)s – %(last)s", first=first, last=last)

    @api.model
    def _draw_months(self, residences, period, before, colour, size):
        """Return the chart of participations by month, beside those a year before.

        :param Period before: None to draw the period alone.
        """
        if len(_list_months(period)) > MONTHS:
            return self._draw_years(residences, period, colour, size)
        people = self._get_months(residences, period)
        series = [(self._format_period(period), people, 0)]
        if before:
            earlier = self._get_months(residences, before)
            series.append((self._format_period(before), earlier, 1))
        months = _list_months(period)
        return self._draw(
            charts.columns,
            self._label_months(months),
            [
                charts.Series(
                    label,
                    tuple(
                        values.get(month.replace(year=month.year - back))
                        for month in months
                    ),
                )
                for label, values, back in series
                if any(values.values())
            ],
            title=self.env._("Participations by month"),
            colour=colour,
            width=size[0],
            height=size[1],
        )

    @api.model
    def _label_months(self, months):
        """Return the months' names; with the year below where it begins."""
        names = []
        for month in months:
            name = format_date(self.env, month, date_format="MMM")
            is_first = month == months[0] or month.month == 1
            is_one_year = months[0].year == months[-1].year
            names.append(
                f"{name}\n{month.year}" if is_first and not is_one_year else name
            )
        return names

    @api.model
    def _draw_years(self, residences, period, colour, size):
        """Return the chart of participations by year: of a period that is long."""
        people = {}
        for month, number in self._get_months(residences, period).items():
            people[month.year] = people.get(month.year, 0) + (number or 0)
        return self._draw(
            charts.columns,
            [str(year) for year in people],
            [charts.Series(self._format_period(period), tuple(people.values()))],
            title=self.env._("Participations by year"),
            colour=colour,
            width=size[0],
            height=size[1],
        )

    @api.model
    def _draw_generations(self, residences, period, colour, width, limit):
        """Return the chart of generations, with the share of each."""
        rows = [
            (generation.name, number)
            for generation, number in self._get_generations(residences, period)
        ]
        if len(rows) > limit + 1:
            others = sum(number for _name, number in rows[limit:])
            rows = [*rows[:limit], (self.env._("Others"), others)]
        total = sum(number for _name, number in rows)

        def write(number):
            share = self._format_rate(number / total if total else None)
            return f"{self._format_number(number)} ({share})" if share else "0"

        return self._draw(
            charts.bars,
            [name for name, _number in rows],
            [(number, write(number)) for _name, number in rows],
            title=self.env._("Participations by generation"),
            colour=colour,
            width=width,
            label_width=min(250, width * 0.36),
        )

    @api.model
    def _draw_led(self, rows, colour, width):
        """Return the chart of who led the events held.

        :param rows: list of (label, sums).
        """
        rows = [(label, sums) for label, sums in rows if sums["events"]]

        def values(name):
            return tuple(sums[name] or 0 for _label, sums in rows)

        shared, residents = values("events_shared"), values("events_resident_led")
        alone = tuple(
            held - both - led
            for held, both, led in zip(values("events"), shared, residents, strict=True)
        )
        return self._draw(
            charts.stacked,
            [label for label, _sums in rows],
            [
                charts.Series(self.env._("Residents"), residents),
                charts.Series(self.env._("Team and residents"), shared),
                charts.Series(self.env._("Team"), alone),
            ],
            title=self.env._("Who led the events"),
            colour=colour,
            width=width,
            label_width=min(170, width * 0.3),
        )

    @api.model
    def _draw(self, chart, labels, series, **look):
        """Return a chart for a template, empty where there is nothing to draw.

        :param look: fields of ``charts.Look``.
        """
        if not labels or not series:
            return ""
        look["colour"] = colours.readable(look["colour"])
        look = charts.Look(text=self._format_number, **look)
        # Markup: charts escape each text they are given, and draw the rest themselves
        return Markup(chart(labels, series, look))  # noqa: S704 - see above

    @api.model
    def _get_printed_on(self):
        today = fields.Date.context_today(self)
        return format_date(self.env, today, date_format="d MMMM yyyy")

    @api.model
    def _format_facts(self, columns, currency, with_euros, names):
        """Return [(label, [one text per column])] of what was measured in any of them.

        :param columns: list of sums, as ``_get_sums`` returns them.
        :param names: of the figures, in the order of the rows.
        """
        labels = self._get_fact_labels()
        rows = [
            (
                labels[name],
                [self._format_fact(name, sums, currency) for sums in columns],
            )
            for name in names
            if with_euros or name not in EUROS
        ]
        return [row for row in rows if any(row[1])]

    @api.model
    def _format_fact(self, name, sums, currency):
        value = sums[name]
        if name in EUROS:
            return self._format_money(value, currency)
        if name in SHARES:
            return self._format_rate(value)
        if name in PEOPLE:
            return self._format_people(value)
        if name in HOURS:
            return self._format_hours(value)
        return self._format_number(value, 1 if name in TENTHS else 0)

    @api.model
    def _get_fact_labels(self):
        return {
            "events": self.env._("Events held"),
            "events_planned": self.env._("Events planned"),
            "events_counted": self.env._("Events counted"),
            "participations": self.env._("Participations"),
            "external_participations": self.env._("of which from outside"),
            "average": self.env._("People at an average event"),
            "residents_rate": self.env._("Residents per 100 dwellings"),
            "overall_rate": self.env._("All, per 100 dwellings"),
            "many_share": self.env._("With ten people or more"),
            "mixed_share": self.env._("With several generations"),
            "unique_people": self.env._("Different people named"),
            "newcomers": self.env._("First visits, named"),
            "helpers": self.env._("Residents who lent a hand or led"),
            "partners": self.env._("Partners"),
            "passages": self.env._("Passages (open door)"),
            "baskets": self.env._("Baskets collected"),
            "carried_share": self.env._("Led with residents"),
            "volunteer_hours": self.env._("Time given by residents"),
            "contribution_hours": self.env._("Hours brought by partners"),
            "planned_cost": self.env._("Planned budget"),
            "actual_cost": self.env._("Spent"),
            "contribution_amount": self.env._("Brought by partners"),
        }


def _list_months(period):
    """Return the first day of each month that a period touches."""
    months, month = [], period.first.replace(day=1)
    while month <= period.last:
        months.append(month)
        month += relativedelta(months=1)
    return months


def _tie(text):
    """Return ``text`` with no space where a line may break: 1 234 stays together."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")
