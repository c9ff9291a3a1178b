from collections.abc import Collection

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .residence_activity_report import ID_STEP

DOMAIN_OPERATORS = ("any", "not any", "in", "not in")
ORDERINGS = ("<", "<=", ">", ">=")
YEARS_BACK = 10  # before the app, nobody counted


class ResidenceActivityReport(models.Model):
    """What may be asked of the figures, and at which grain they answer.

    One year beside another: the same days of each, or the comparison is none.
    """

    _inherit = "residence.activity.report"

    date_year_after = fields.Date(
        "Date a year later",
        compute="_compute_date_year_after",
        search="_search_date_year_after",
        exportable=False,
        help="For the same period a year before, whatever the period is.",
    )
    is_to_date = fields.Boolean(
        "Up to today's date of its year",
        compute="_compute_is_to_date",
        search="_search_is_to_date",
        exportable=False,
    )

    @api.depends("date")
    def _compute_date_year_after(self):
        for row in self:
            row.date_year_after = row.date and row.date + relativedelta(years=1)

    def _search_date_year_after(self, operator, value):
        if operator in ("in", "not in"):
            value = [_year_before(day) for day in value]
        elif operator in ORDERINGS:
            value = _year_before(value)
        else:
            return NotImplemented
        return Domain("date", operator, value)

    @api.depends("date")
    @api.depends_context("tz")
    def _compute_is_to_date(self):
        today = fields.Date.context_today(self)
        for row in self:
            row.is_to_date = row.date and row.date <= today + relativedelta(
                year=row.date.year
            )

    def _search_is_to_date(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain.OR(
            Domain("date", ">=", last + relativedelta(month=1, day=1))
            & Domain("date", "<=", last)
            for last in (
                today - relativedelta(years=back) for back in range(YEARS_BACK + 1)
            )
        )

    def _search(self, domain, *args, **kwargs):
        domain = Domain(domain)
        self._check_domain(self._name, domain)
        domain = self._at_grain(domain).map_conditions(self._ids_to_rows)
        return super()._search(domain, *args, **kwargs)

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), *args, **kwargs):
        domain = self._at_grain(Domain(domain), [*groupby, *aggregates])
        return super()._read_group(domain, groupby, aggregates, *args, **kwargs)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        """Give each grouping set its own grain: a pivot's total row shows all
        measures, and its generations show participations."""
        for spec in {spec for groupby in grouping_sets for spec in groupby}:
            self._check_path(self._name, _path_of(spec))
        domain = Domain(domain)
        by_grain = {}
        for place, groupby in enumerate(grouping_sets):
            at_grain = self._at_grain(domain, [*groupby, *aggregates])
            by_grain.setdefault(str(at_grain), (at_grain, []))[1].append(place)
        results = [[] for _groupby in grouping_sets]
        for at_grain, places in by_grain.values():
            sets = [grouping_sets[place] for place in places]
            part = self._read_sums(
                super()._read_grouping_sets,
                at_grain,
                sets,
                aggregates,
                _order_of(order, sets, aggregates),
            )
            for place, groups in zip(places, part, strict=True):
                results[place] = groups
        return results

    @api.model
    def _read_sums(self, read, domain, grouping_sets, aggregates, order):
        """Return what ``read`` does, Odoo's way, as sums of the finest groups.

        A pivot's total and its rows are summed here: PostgreSQL shares the work of one
        GROUP BY between its processes, that of GROUPING SETS it does not.
        """
        finest = tuple(max(grouping_sets, key=len))
        is_nested = all(tuple(one) == finest[: len(one)] for one in grouping_sets)
        # by what is grouped by, as screens ask: of parts, too, in their order
        is_natural = order in (None, ", ".join(finest))
        is_several = len(grouping_sets) > 1
        if (
            is_several
            and is_nested
            and is_natural
            and all(map(self._is_sum, aggregates))
        ):
            [groups] = read(domain, [finest], aggregates, order)
            if groups:  # none: the total of nothing is not theirs
                return [_sum_up(groups, len(one), len(finest)) for one in grouping_sets]
        return read(domain, grouping_sets, aggregates, order)

    @api.model
    def _is_sum(self, spec):
        """Return whether the aggregate of a group is the sum of those of its parts."""
        name, _colon, function = spec.partition(":")
        is_counted_anew = name in self._get_distinct()
        return spec == "__count" or (function == "sum" and not is_counted_anew)

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._check_path(self._name, _path_of(groupby_spec))
        return super()._read_group_groupby(alias, groupby_spec, query)

    def export_data(self, fields_to_export):
        for path in fields_to_export:
            self._check_path(self._name, path.replace("/.id", "/id").split("/"))
        return super().export_data(fields_to_export)

    def web_read(self, specification):
        self._check_specification(self._name, specification)
        return super().web_read(specification)

    @api.model
    def search_panel_select_range(self, field_name, **kwargs):
        self._check_panel(field_name, kwargs)
        return super().search_panel_select_range(field_name, **kwargs)

    @api.model
    def search_panel_select_multi_range(self, field_name, **kwargs):
        self._check_panel(field_name, kwargs)
        return super().search_panel_select_multi_range(field_name, **kwargs)

    @api.model
    def _check_panel(self, field_name, options):
        """Raise AccessError where a search panel would count figures by person."""
        comodel_name = self._check_path(self._name, [field_name])
        if comodel_name and options.get("group_by"):
            self._check_path(comodel_name, [options["group_by"]])
        if comodel_name and options.get("comodel_domain"):
            self._check_domain(comodel_name, Domain(options["comodel_domain"]))

    @api.model
    def _at_grain(self, domain, specs=()):
        """Return ``domain`` with the one grain that a query sees.

        :param specs: the groupbys and aggregates of the query.
        """
        names = {leaf.field_expr.split(".")[0] for leaf in domain.iter_conditions()}
        if names & {"id", "grain"}:
            return domain
        names |= {_path_of(spec)[0] for spec in specs}
        return domain & Domain("grain", "in", self._get_grains(names))

    @api.model
    def _get_grains(self, names):
        """Return the grains that a query about the fields ``names`` sees: one, and
        beside events what has measures of its own."""
        return ["event"]

    @api.model
    def _ids_to_rows(self, condition):
        """Return a condition on ids as one on the leaves' own, indexed keys."""
        ids = condition.value
        if condition.field_expr != "id" or condition.operator not in ("=", "in"):
            return condition
        ids = [ids] if isinstance(ids, int) else ids
        if not isinstance(ids, Collection) or isinstance(ids, str):
            return condition
        return Domain.OR(
            Domain("grain", "=", grain)
            & Domain(
                "row_id",
                "in",
                [row_id // ID_STEP for row_id in ids if row_id % ID_STEP == number],
            )
            for grain, (number, _select) in self._get_leaves().items()
        )

    @api.model
    def _get_followed(self):
        """Return {model: names of fields} that may be followed from a figure.

        The place, the type, the landlord; never a person. An allow-list: what is added
        to a residence stays out until it is named. A domain adds its own.
        """
        return {"res.company": {"name"}, "res.currency": {"name", "symbol"}}

    @api.model
    def _check_domain(self, model_name, domain):
        """Raise AccessError where a domain goes where figures may not be followed."""
        for condition in domain.iter_conditions():
            path = condition.field_expr.split(".")
            comodel_name = self._check_path(model_name, path)
            is_domain = condition.operator in DOMAIN_OPERATORS[:2] and isinstance(
                condition.value, (list, tuple)
            )
            if comodel_name and (is_domain or isinstance(condition.value, Domain)):
                self._check_domain(comodel_name, Domain(condition.value))

    @api.model
    def _check_specification(self, model_name, specification):
        for name, nested in specification.items():
            comodel_name = self._check_path(model_name, [name])
            if comodel_name:
                self._check_specification(comodel_name, nested.get("fields") or {})

    @api.model
    def _check_path(self, model_name, path):
        """Return the model that a path of fields leads to, None for a plain value.

        :raise AccessError: where it leaves what may be followed. To everyone: what
            protects against a role does not against a user who has two.
        """
        followed = self._get_followed()
        for name in path:
            if not model_name:
                break  # the month of a date
            if model_name != self._name and name not in (
                followed.get(model_name, set()) | {"id", "display_name"}
            ):
                raise AccessError(
                    self.env._(
                        "Figures are not broken down that way: they never lead to "
                        "a person."
                    )
                )
            field = self.env[model_name]._fields.get(name)
            model_name = field and field.comodel_name
        return model_name


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


def _year_before(value):
    """Return the same day a year before; of the last of a month, the last."""
    day = fields.Date.to_date(value)
    if not day:
        return value
    is_last = (day + relativedelta(days=1)).day == 1
    return day - relativedelta(years=1) + relativedelta(day=31 if is_last else day.day)


def _path_of(spec):
    """Return the fields of a groupby or an aggregate: ["date"] of "date:month"."""
    return spec.split(":")[0].split(".")


def _order_of(order, grouping_sets, aggregates):
    """Return the parts of ``order`` that some grouping sets know about."""
    known = {*aggregates, *(spec for groupby in grouping_sets for spec in groupby)}
    parts = [part.strip() for part in (order or "").split(",")]
    return ", ".join(part for part in parts if part.split(" ")[0] in known) or None
