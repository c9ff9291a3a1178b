"""Read the figures as the direction: seconds of each. Arguments: database, result."""

import sys

import inside

from odoo import fields

DIRECTION = "direction"


def main(database, result):
    registry = inside.open_registry(database)
    screens = inside.screens()
    year = fields.Date.today().year - 1  # a whole one

    def by_month(years, *measures):
        return lambda env: screens.read_figures(
            env, year, years, ("date:month",), measures or screens.REPORT_MEASURES
        )

    def pivot(years):
        return lambda env: screens.read_figures(
            env,
            year,
            years,
            ("date:month", "age_bracket_id"),
            ("participations:sum",),
        )

    def whole(years):
        # this year too: the data's five years end today
        return lambda env: screens.read_generations(env, year + 1, years)

    work = {
        "generations by month, a year": lambda env: screens.read_generations(
            env, year, 1
        ),
        "generations by month, a year, as a pivot": pivot(1),
        "generations by month, five years": whole(6),
        "generations by month, five years, as a pivot": pivot(6),
        "measures by month, a year": by_month(1),
        "measures by residence and type, a year": lambda env: screens.open_pivot(
            env, year
        ),
        "different people by month, a year": by_month(1, "unique_people:sum"),
        "measures by month, five years": by_month(6),
        "different people by month, five years": by_month(6, "unique_people:sum"),
    }
    inside.answer(
        result,
        {
            name: inside.measure(registry, DIRECTION, one, times=5)
            for name, one in work.items()
        },
    )


main(*sys.argv[1:])
