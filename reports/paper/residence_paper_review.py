from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ...tools import charts
from ...tools.period import Period
from ...tools.programme import shorten

YEARS = 3  # side by side
FACTS = (
    "events",
    "events_planned",
    "participations",
    "external_participations",
    "average",
    "residents_rate",
    "overall_rate",
    "many_share",
    "mixed_share",
    "unique_people",
    "newcomers",
    "passages",
    "baskets",
    "carried_share",
    "helpers",
    "partners",
    "volunteer_hours",
    "contribution_hours",
    "planned_cost",
    "actual_cost",
    "contribution_amount",
)
PARTNERS, TYPES, SPACES, SENTENCES, PHOTOS = 24, 10, 8, 6, 4
SENTENCE, PARTNER = 240, 60  # characters
TEXTS = ("opening", "residents_part", "partners_part", "outlook")
IDEA_STATES = ("done", "accepted", "discussed", "proposed")


class ResidencePaperFigures(models.AbstractModel):
    """« Bilan de l'année »: figures of three years, words, photos."""

    _inherit = "residence.paper.figures"

    @api.model
    def _get_reviews(self, residences, year, with_euros=True):
        """Return what the review of a year shows, of each residence."""
        here = self._in_their_language(residences)
        return [
            here._get_review(here._bind(residence), year, with_euros)
            for residence in residences
        ]

    @api.model
    def _get_review(self, residence, year, with_euros):
        self._check_figures_access(residence)
        periods = self._get_years(year)
        period, colour = periods[-1], residence._get_paper_brand()["colour"]
        sums = [self._get_sums(residence, span)[None] for span in periods]
        page = self._get_page(residence, period, with_euros)
        labels = [str(span.first.year) for span in periods]
        currency = page["currency"]
        is_to_date = period.last != period.first.replace(month=12, day=31)
        return {
            **page,
            "year": year,
            "years": labels,
            "period": page["period"] if is_to_date else "",
            "is_to_date": is_to_date,
            "words": self._get_words(residence, year),
            "table": self._format_facts(sums, currency, with_euros, FACTS),
            "months": self._draw_three(residence, periods, colour),
            "ages": self._draw_ages(residence, periods, colour),
            "types": self._draw_types(residence, period, colour),
            "led": self._draw_led(list(zip(labels, sums, strict=True)), colour, 960),
            "ideas": self._describe_ideas(residence, period),
            "partners": self._describe_partners(residence, period),
            "occupancy": self._draw_occupancy(residence, period, colour),
            "sentences": [
                (self._format_day(day), shorten(name, PARTNER), shorten(text, SENTENCE))
                for day, name, text in self._get_sentences(residence, period, SENTENCES)
            ],
            "photos": [
                (source, shorten(title, PARTNER), self._format_day(day))
                for source, title, day in self._get_photos(residence, period, PHOTOS)
            ],
        }

    @api.model
    def _get_years(self, year):
        """Return the periods side by side, ``year`` last: whole civil years; up to the
        same day where the last one is not over, so that they compare."""
        last = fields.Date.to_date(f"{year}-12-31")
        period = Period(last.replace(month=1, day=1), last)
        period = period.until(fields.Date.context_today(self))
        return [
            Period(
                period.first - relativedelta(years=back),
                period.last - relativedelta(years=back),
            )
            for back in reversed(range(YEARS))
        ]

    @api.model
    def _get_words(self, residence, year):
        """Return {text's name: words}, empty where nothing was written."""
        review = self.env["residence.review"].search(
            [("residence_id", "=", residence.id), ("year", "=", year)]
        )
        return {name: (review[name] or "").strip() for name in TEXTS}

    @api.model
    def _draw_three(self, residence, periods, colour):
        """Return the months of each year, on one scale."""
        months = [self._get_months(residence, period) for period in periods]
        if not any(any(people.values()) for people in months):
            return ""
        first = periods[-1].first
        days = [first + relativedelta(months=number) for number in range(12)]
        return self._draw(
            charts.multiples,
            [format_date(self.env, day, date_format="MMMMM") for day in days],
            [
                charts.Series(
                    str(period.first.year),
                    tuple(
                        people.get(day.replace(year=period.first.year)) for day in days
                    ),
                )
                for period, people in zip(periods, months, strict=True)
            ],
            title=self.env._("Participations by month"),
            colour=colour,
        )

    @api.model
    def _draw_ages(self, residence, periods, colour):
        """Return the share of each generation, year by year."""
        years = [dict(self._get_generations(residence, period)) for period in periods]
        shown = [place for place, people in enumerate(years) if any(people.values())]
        generations = sorted(
            {generation for people in years for generation in people},
            key=lambda generation: (generation.sequence, generation.id),
        )
        return self._draw(
            charts.stacked,
            [str(periods[place].first.year) for place in shown],
            [
                charts.Series(
                    generation.name,
                    tuple(years[place].get(generation) for place in shown),
                )
                for generation in generations
            ],
            title=self.env._("Participations by generation"),
            colour=colour,
            width=960,
            label_width=90,
        )

    @api.model
    def _draw_types(self, residence, period, colour):
        """Return how many events of each type were held."""
        rows = self._get_types(residence, period)[:TYPES]

        def write(held, people):
            number = self._format_number(held)
            if people is None:
                return number
            return self.env._(
                "%(events)s (%(people)s participations)",
                events=number,
                people=self._format_number(people),
            )

        return self._draw(
            charts.bars,
            [kind.name for kind, _held, _people in rows],
            [(held, write(held, people)) for _kind, held, people in rows],
            title=self.env._("Events held, by type"),
            colour=colour,
            width=960,
            label_width=300,
            end=260,
        )

    @api.model
    def _draw_occupancy(self, residence, period, colour):
        """Return the hours for which each space was booked."""
        rows = self._get_occupancy(residence, period)[:SPACES]
        if not any(hours for _name, hours, _share in rows):
            return ""

        def write(hours, share):
            text = self._format_hours(hours)
            if share is None:
                return text
            return self.env._(
                "%(hours)s, %(share)s of its opening hours",
                hours=text,
                share=self._format_rate(share),
            )

        return self._draw(
            charts.bars,
            [name for name, _hours, _share in rows],
            [(hours, write(hours, share)) for _name, hours, share in rows],
            title=self.env._("Hours booked, by space"),
            colour=colour,
            width=960,
            label_width=300,
            end=380,
        )

    @api.model
    def _describe_ideas(self, residence, period):
        """Return what became of residents' ideas: « Réalisée : 3, Retenue : 1 »."""
        counts = self._get_idea_counts(residence, period)
        selection = self.env["residence.idea"]._fields["state"]
        labels = dict(selection._description_selection(self.env))
        return ", ".join(
            self.env._(
                "%(state)s: %(count)s",
                state=labels[state],
                count=self._format_number(counts[state]),
            )
            for state in IDEA_STATES
            if counts.get(state)
        )

    @api.model
    def _describe_partners(self, residence, period):
        """Return [(organisation, how many events)], and how many more there are."""
        rows = self._get_partners(residence, period)
        shown = [
            (shorten(name, PARTNER), self._format_number(events))
            for name, events in rows[:PARTNERS]
        ]
        return {"shown": shown, "more": max(0, len(rows) - PARTNERS)}

    @api.model
    def _format_day(self, day):
        return format_date(self.env, day, date_format="d MMMM")
