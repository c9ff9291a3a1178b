from odoo import api, fields, models

from ...tools.programme import shorten

ROWS, NAME = 8, 36  # residences on the page of all, and characters of their names
LONG_NAME = 44  # characters of a heading
# On the page of one; and on that of all, where the table of residences has the rest.
FACTS = (
    "events_counted",
    "average",
    "overall_rate",
    "many_share",
    "mixed_share",
    "unique_people",
    "newcomers",
    "helpers",
    "partners",
    "passages",
    "baskets",
    "volunteer_hours",
    "contribution_hours",
    "planned_cost",
    "actual_cost",
    "contribution_amount",
)
FACTS_OF_ALL = (
    "events_counted",
    "average",
    "many_share",
    "mixed_share",
    "unique_people",
    "passages",
    "volunteer_hours",
    "actual_cost",
    "contribution_amount",
)
MONTHS_SIZE, MONTHS_SIZE_ALL = (960, 266), (960, 170)
HALF = 510  # of the page, for the charts beside the table
BARS, BARS_OF_ALL = 6, 5  # generations, and one bar more for the others
FEW_ROWS = 5  # that leave room for who led


class ResidencePaperFigures(models.AbstractModel):
    """What stands on one page: of a residence, or of all those of a landlord."""

    _inherit = "residence.paper.figures"

    @api.model
    def _get_pages_of_each(self, residences, period, with_euros=True):
        """Return a page per residence."""
        here = self._in_their_language(residences)
        return [
            here._get_page(here._bind(residence), period, with_euros)
            for residence in residences
        ]

    @api.model
    def _get_pages_of_all(self, residences, period, with_euros=True):
        """Return a page per landlord, of all its ``residences``."""
        here = self._in_their_language(residences)
        pages = []
        for group in here._bind(residences).grouped("company_id").values():
            page = here._get_page(group, period, with_euros)
            sums = page["sums"]
            if len(group) > FEW_ROWS:
                page["led"] = ""
            page |= {
                "house": here.env._("All residences"),
                "residence": "",
                "places": here._get_places(group, sums, page["currency"], with_euros),
                "total": here._get_place(
                    here.env._("Total"),
                    sum(group.mapped("dwelling_count")),
                    sums[None],
                    page["currency"],
                    with_euros,
                ),
            }
            pages.append(page)
        return pages

    @api.model
    def _in_their_language(self, residences):
        """Return the model in the language of the papers of ``residences``."""
        return self.with_context(lang=residences[:1]._get_paper_lang())

    @api.model
    def _bind(self, residences):
        return residences.with_env(self.env)

    @api.model
    def _get_page(self, residences, period, with_euros):
        """Return what a page shows, in words and drawings."""
        is_one = len(residences) == 1
        facts, bars = (FACTS, BARS) if is_one else (FACTS_OF_ALL, BARS_OF_ALL)
        brand = residences[0]._get_paper_brand()
        sheets, colour = self.env["residence.sheets"], brand["colour"]
        passed = period.until(fields.Date.context_today(self))
        before = passed.year_before()
        sums = self._get_sums(residences, period)
        now, past = sums[None], self._get_sums(residences, before)[None]
        rows, _missing = sheets._count(period, residences)
        currency = residences.company_id[:1].currency_id
        labels = [self._format_period(period), self._format_period(before)]
        size = MONTHS_SIZE if is_one else MONTHS_SIZE_ALL
        return {
            **brand,
            "house": shorten(brand["house"], LONG_NAME),
            "residence": shorten(brand["residence"], LONG_NAME),
            "landlord": shorten(brand["landlord"], LONG_NAME),
            "sums": sums,
            "currency": currency,
            "period": labels[0],
            "before": labels[1],
            "subtitle": self._get_subtitle(residences),
            "is_empty": not rows,
            "warning": rows and sheets._get_warning(period, residences),
            "big": self._get_big(now, past),
            "months": self._draw_months(residences, period, before, colour, size),
            "generations": self._draw_generations(
                residences, period, colour, HALF, bars
            ),
            "led": self._draw_led(
                [(self.env._("Period"), now), (self.env._("A year before"), past)],
                colour,
                HALF,
            ),
            "facts": self._format_facts([now, past], currency, with_euros, facts),
            "notes": self._get_notes(with_euros),
            "printed_on": self._get_printed_on(),
        }

    @api.model
    def _get_subtitle(self, residences):
        """Return « 60 logements · Autonomisation · Le Havre · QN07699M »."""
        dwellings = self._format_number(sum(residences.mapped("dwelling_count")))
        words = [self.env._("%s dwellings", dwellings)]
        if len(residences) == 1:
            phases = dict(residences._fields["phase"]._description_selection(self.env))
            code = residences.priority_district_code
            words += [
                phases.get(residences.phase, ""),
                # sudo: the town of the residence's own address
                shorten(residences.sudo().city, NAME),
                code and self.env._("priority district %s", code),
            ]
        else:
            words.insert(0, self.env._("%s residences", len(residences)))
            words.append(self._describe_coverage(residences.company_id))
        return " · ".join(filter(None, words))

    @api.model
    def _describe_coverage(self, company):
        """Return « 104 logements sur 140 ont une maison (74 %) », of the landlord."""
        coverage = self.env["residence.residence"]._get_coverage(company)
        # sudo: a number of the landlord's settings
        housed, dwellings = coverage.get(company.sudo(), (0, 0))
        if not dwellings:
            return ""
        return self.env._(
            "%(housed)s of %(dwellings)s dwellings have a house (%(share)s)",
            housed=self._format_number(housed),
            dwellings=self._format_number(dwellings),
            share=self._format_rate(housed / dwellings),
        )

    @api.model
    def _get_big(self, now, past):
        """Return the four figures: (number, what it is, details, a year before)."""
        people = self._format_number(now["external_participations"])
        rate = self._format_number(now["overall_rate"], 1)
        planned = self._format_number(now["events_planned"])

        def before(text):
            return text and self.env._("a year before: %s", text)

        return [
            (
                self._format_number(now["events"]),
                self.env._("events held"),
                planned and self.env._("of %s planned", planned),
                before(self._format_number(past["events"])),
            ),
            (
                self._format_number(now["participations"]),
                self.env._("participations"),
                people and self.env._("of which %s from outside", people),
                before(self._format_number(past["participations"])),
            ),
            (
                self._format_number(now["residents_rate"], 1),
                self.env._("residents per 100 dwellings"),
                rate and self.env._("%s with people from outside", rate),
                before(self._format_number(past["residents_rate"], 1)),
            ),
            (
                self._format_rate(now["carried_share"]),
                self.env._("of events led with residents"),
                now["events"]
                and self.env._(
                    "%(carried)s of %(events)s",
                    carried=self._format_number(now["carried"]),
                    events=self._format_number(now["events"]),
                ),
                before(self._format_rate(past["carried_share"])),
            ),
        ]

    @api.model
    def _get_places(self, residences, sums, currency, with_euros):
        """Return a row per residence, in the order of their names: never a ranking.

        Where they are too many for a page, the smallest make one row.
        """
        kept, others = residences, residences.browse()
        if len(residences) > ROWS + 1:
            kept = residences.sorted(lambda place: -place.dwelling_count)[:ROWS]
            kept = residences & kept
            others = residences - kept
        nothing = self._get_no_sums()
        rows = [
            self._get_place(
                shorten(place.name, NAME),
                place.dwelling_count,
                sums.get(place, nothing),
                currency,
                with_euros,
            )
            for place in kept
        ]
        if others:
            added = self._add_up([sums[place] for place in others if place in sums])
            rows.append(
                self._get_place(
                    self.env._("%s other residences", len(others)),
                    sum(others.mapped("dwelling_count")),
                    added or nothing,
                    currency,
                    with_euros,
                )
            )
        return rows

    @api.model
    def _get_place(self, name, dwellings, sums, currency, with_euros):
        """Return the row of a residence."""
        row = [
            name,
            self._format_number(dwellings),
            self._format_number(sums["events"]),
            self._format_number(sums["participations"]),
            self._format_number(sums["residents_rate"], 1),
            self._format_number(sums["overall_rate"], 1),
            self._format_rate(sums["carried_share"]),
        ]
        if with_euros:
            row.append(self._format_money(sums["actual_cost"], currency))
        return row

    @api.model
    def _get_notes(self, with_euros):
        """Return the definitions, in small print."""
        sheets = self.env["residence.sheets"]
        notes = [
            self.env._(
                "Participations are visits: one person at ten events makes ten. Blank: "
                "not measured, which is not 0."
            ),
            self.env._(
                "Per 100 dwellings: people present at an average event that was "
                "counted, for 100 dwellings of today."
            ),
            self.env._(
                "Ten people or more: of the events counted. Several generations: of "
                "those counted by generation."
            ),
            sheets._get_people_note(),
            self.env._(
                "Passages at the open door and baskets are never added to "
                "participations. A year before: the same days, those of them that have "
                "passed."
            ),
        ]
        if with_euros:
            notes.append(
                self.env._(
                    "Spent: on events, without salaries. Hours are never turned into "
                    "euros."
                )
            )
        return notes
