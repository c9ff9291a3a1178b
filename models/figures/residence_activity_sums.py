from odoo import api, models

from .residence_activity_people import DISTINCT


class ResidenceActivityReport(models.Model):
    """A pivot's total and its rows: the sums of its finest groups.

    They are summed here. PostgreSQL shares the work of one GROUP BY between its
    processes, that of GROUPING SETS it does not.
    """

    _inherit = "residence.activity.report"

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        finest = tuple(max(grouping_sets, key=len))
        is_nested = all(tuple(one) == finest[: len(one)] for one in grouping_sets)
        # by what is grouped by, as screens ask: of parts, too, in their order
        is_natural = order in (None, ", ".join(finest))
        is_several = len(grouping_sets) > 1
        if is_several and is_nested and is_natural and all(map(_is_sum, aggregates)):
            [groups] = super()._read_grouping_sets(domain, [finest], aggregates, order)
            if groups:  # none: the total of nothing is not theirs
                return [_sum_up(groups, len(one), len(finest)) for one in grouping_sets]
        return super()._read_grouping_sets(domain, grouping_sets, aggregates, order)


def _is_sum(spec):
    """Return whether the aggregate of a group is the sum of those of its parts."""
    name, _colon, function = spec.partition(":")
    return spec == "__count" or (function == "sum" and name not in DISTINCT)


def _sum_up(groups, size, width):
    """Return groups by their first ``size`` values, in the order in which they come.

    :param groups: tuples of ``width`` values to group by, then the sums.
    """
    if size == width:
        return groups
    parts = {}
    for group in groups:
        parts.setdefault(group[:size], []).append(group[width:])
    return [
        key + tuple(map(_sum_known, zip(*sums, strict=True)))
        for key, sums in parts.items()
    ]


def _sum_known(values):
    """Return the sum of what was measured, None where nothing was."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
