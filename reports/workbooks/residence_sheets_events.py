from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.sheet import Column, Sheet, Total
from .residence_sheets_terms import AMOUNTS

# Fields of the report in the order of the query, around the generations.
FIRST = ("residence_id", "event_type_id", "name", "state", "led_by")
COUNTS = (
    "participations",
    "external_participations",
    "households",
    "unique_people",
    "newcomers",
    "baskets",
    "passages",
    "volunteer_hours",
    "planned_cost",
    "actual_cost",
    "summary",
)


class ResidenceSheets(models.AbstractModel):
    """« Animations »: one row per event, a column per generation, and no one's name."""

    _inherit = "residence.sheets"

    @api.model
    def _get_events_sheet(self, period, residences):
        generations = self._get_generations(period, residences)
        columns = self._get_events_columns(generations)
        return Sheet(
            "events",
            self.env._("Events"),
            columns,
            self._get_events_rows(period, residences, generations, len(columns)),
            heading=self._get_heading(
                self.env._("Residence Life: events"), period, residences
            ),
            warning=self._get_warning(period, residences),
            notes=self._get_definition_lines("participations", "blank"),
            empty=self._get_empty(),
            frozen=3,
            detail=True,
        )

    @api.model
    def _get_generations(self, period, residences):
        """Return the generations, and the archived ones that were counted then."""
        brackets = self.env["residence.age.bracket"].with_context(active_test=False)
        generations = brackets.search([("parent_id", "=", False)])
        archived = generations.filtered(lambda bracket: not bracket.active)
        if archived:
            used = self.env["residence.activity.report"]._read_group(
                self._get_domain(period, residences)
                & Domain("age_bracket_id", "in", archived.ids),
                ["age_bracket_id"],
            )
            generations -= archived - brackets.union(*(row[0] for row in used))
        return generations

    @api.model
    def _get_events_columns(self, generations):
        return (
            Column("date", self.env._("Date"), "date", 11),
            Column("time", self.env._("Time"), "time", 6.5),
            Column("residence", self.env._("Residence"), width=25),
            Column("code", self.env._("Code"), width=9),
            Column("type", self.env._("Type"), width=25),
            Column("name", self.env._("Title"), width=34),
            Column("state", self.env._("Status"), width=12),
            Column("led_by", self.env._("Who led it?"), width=23),
            *(
                Column(
                    f"generation_{bracket.id}",
                    bracket.name,
                    "int",
                    11.5,
                    total=True,
                    people=True,
                    part_of="participations",
                    page=not place,
                )
                for place, bracket in enumerate(generations)
            ),
            Column(
                "participations",
                self.env._("Participations"),
                "int",
                11.5,
                total=True,
                people=True,
            ),
            Column(
                "external_participations",
                self.env._("of which from outside"),
                "int",
                10.5,
                total=True,
                people=True,
            ),
            Column(
                "households",
                self.env._("Households"),
                "int",
                8.5,
                total=True,
                people=True,
            ),
            *self._get_people_columns(),
            Column("baskets", self.env._("Baskets Collected"), "int", 7.5, total=True),
            Column(
                "passages",
                self.env._("Passages (open door)"),
                "int",
                8.5,
                total=True,
                people=True,
            ),
            Column(
                "volunteer_hours",
                self.env._("Time Given by Residents (h)"),
                "float",
                10,
                total=True,
            ),
            Column(
                "planned_cost",
                self.env._("Planned Budget"),
                "money",
                12,
                total=True,
                page=True,
            ),
            Column("actual_cost", self.env._("Spent"), "money", 12, total=True),
            Column("summary", self.env._("What We Keep"), width=60),
        )

    @api.model
    def _get_events_rows(self, period, residences, generations, width):
        """Yield a row per event, then the total; nothing where there is no event.

        Residences and types are looked up here rather than joined: a join would apply
        neither model's rules, and there are few of them.
        """
        places = self._get_residences(residences)
        kinds = self.env["residence.event.type"].with_context(active_test=False)
        query = self._get_events_query(period, residences, generations, places)
        if query is None:
            return
        place_of = {place.id: (place.name, place.code or None) for place in places}
        kind_of = {kind.id: kind.name for kind in kinds.search_fetch([], ["name"])}
        state_of, led_by_of = (
            dict(
                self.env["residence.activity.report"]
                ._fields[name]
                ._description_selection(self.env)
            )
            for name in ("state", "led_by")
        )
        unknown = (None, None)
        row = None
        for day, hour, place, kind, name, state, led_by, *counts in self._stream(query):
            row = (
                day,
                hour,
                *place_of.get(place, unknown),
                kind_of.get(kind),
                name,
                state_of[state],
                led_by_of.get(led_by),
                *counts,
            )
            yield row
        if row:
            yield Total((None, None, self.env._("Total"), *[None] * (width - 3)))

    @api.model
    def _get_events_query(self, period, residences, generations, places):
        """Return the query of the rows, in the order of days; None where none match."""
        report = self.env["residence.activity.report"]
        domain = self._get_domain(period, residences)
        query = report._search(domain)
        if query.is_empty():
            return None

        def field(name):
            term = report._field_to_sql(report._table, name, query)
            if name == "summary":  # a list has one line per row
                return SQL(r"regexp_replace(%s, '\s*\n\s*', ' ', 'g')", term)
            return SQL("%s::float8", term) if name in AMOUNTS else term

        start, key = field("start"), field("source_id")
        lines, numbers = self._get_generations_query(domain, generations)
        query.add_join("LEFT JOIN", "lines", lines, SQL("lines.source_id = %s", key))
        query.order = SQL("%s, %s, %s", field("date"), start, key)
        return query.select(
            field("date"),
            SQL(
                "(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::time",
                start,
                self._get_tz_sql(places, field("residence_id")),
            ),
            *map(field, FIRST),
            *numbers,
            *map(field, COUNTS),
        )

    @api.model
    def _get_generations_query(self, domain, generations):
        """Return the counts by event as a sub-select, and its columns.

        The other grain of the report, under the user's rights as well.
        """
        report = self.env["residence.activity.report"]
        query = report._search(domain & Domain("grain", "=", "generation"))

        def field(name):
            return report._field_to_sql(report._table, name, query)

        names = [SQL.identifier(f"g{bracket.id}") for bracket in generations]
        query.groupby = field("source_id")
        counts = [
            SQL(
                "SUM(%s) FILTER (WHERE %s = %s) AS %s",
                field("participations"),
                field("age_bracket_id"),
                bracket.id,
                name,
            )
            for bracket, name in zip(generations, names, strict=True)
        ]
        lines = query.select(SQL("%s AS source_id", field("source_id")), *counts)
        return SQL("(%s)", lines), [SQL("lines.%s", name) for name in names]

    @api.model
    def _get_tz_sql(self, places, residence):
        """Return the name of each residence's time zone: a constant if they share it.

        :param SQL residence: the residence's id.
        """
        by_tz = places.grouped("tz")
        [tz, *others] = sorted(by_tz, key=lambda tz: -len(by_tz[tz])) or ["UTC"]
        if not others:
            return SQL("%s", tz)
        cases = [
            SQL("WHEN %s IN %s THEN %s", residence, tuple(by_tz[other].ids), other)
            for other in others
        ]
        return SQL("CASE %s ELSE %s END", SQL(" ").join(cases), tz)
