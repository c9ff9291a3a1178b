"""Read the figures as the direction: seconds of each. Arguments: database, result."""

import sys

import inside

from odoo import fields

DIRECTION = "direction"
# What PostgreSQL takes at least, over the same rows: one table, no rule, no condition.
BARE_MEASURES = """
SELECT date_trunc('month', date), count(*), sum(attendance_count), sum(external_count),
    sum(passage_count), sum(actual_cost)
FROM residence_event WHERE date BETWEEN %s AND %s GROUP BY GROUPING SETS ((), (1))
"""
BARE_PEOPLE = """
SELECT date_trunc('month', date), count(DISTINCT person_key)
FROM residence_presence WHERE date BETWEEN %s AND %s GROUP BY GROUPING SETS ((), (1))
"""


def main(database, result):
    registry = inside.open_registry(database)
    screens = inside.screens()
    year = fields.Date.today().year - 1  # a whole one

    def last(years):
        return year + (years > 1)  # this year too: the data's five years end today

    def figures(years, *asked):
        return lambda env: screens.read_figures(env, last(years), years, *asked)

    def generations(years):
        return lambda env: screens.read_generations(env, last(years), years)

    def bare(query):
        days = f"{year - 4}-01-01", f"{year + 1}-12-31"
        return lambda env: env.cr.execute(query, days)

    month, people = ("date:month",), ("unique_people:sum",)
    pivot = (*month, "age_bracket_id"), ("participations:sum",)
    work = {
        "generations by month, a year": generations(1),
        "generations by month, a year, as a pivot": figures(1, *pivot),
        "generations by month, five years": generations(6),
        "generations by month, five years, as a pivot": figures(6, *pivot),
        "measures by month, a year": figures(1, month),
        "measures by residence and type, a year": lambda env: screens.open_pivot(
            env, year
        ),
        "different people by month, a year": figures(1, month, people),
        "measures by month, five years": figures(6, month),
        "different people by month, five years": figures(6, month, people),
        "bare SQL: measures by month, five years": bare(BARE_MEASURES),
        "bare SQL: different people by month, five years": bare(BARE_PEOPLE),
    }
    inside.answer(
        result,
        {
            name: inside.measure(registry, DIRECTION, one, times=5)
            for name, one in work.items()
        },
    )


main(*sys.argv[1:])
