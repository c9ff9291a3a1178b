from collections.abc import Collection

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .residence_activity_leaves import ID_STEP, LEAVES

# What may be followed from a figure: the place, the type, the landlord; never a
# person. An allow-list: what is added to a residence stays out until it is named here.
FOLLOWED = {
    "residence.residence": {
        "name",
        "code",
        "house_name",
        "active",
        "company_id",
        "city",
        "dwelling_count",
        "phase",
        "tz",
        "priority_district_code",
    },
    "residence.event.type": {"name", "active", "color", "sequence", "counting_mode"},
    "residence.age.bracket": {
        "name",
        "active",
        "sequence",
        "parent_id",
        "min_age",
        "max_age",
        "is_unspecified",
    },
    "residence.peer.theme": {"name"},
    "residence.funding.axis": {
        "name",
        "active",
        "code",
        "sequence",
        "scheme_id",
        "date_from",
        "date_to",
        "is_to_check",
    },
    "residence.funding.scheme": {"name", "active", "code", "sequence"},
    "res.company": {"name"},
    "res.currency": {"name", "symbol"},
}

DOMAIN_OPERATORS = ("any", "not any", "in", "not in")


class ResidenceActivityReport(models.Model):
    """What may be asked of the figures, and at which grain they answer."""

    _inherit = "residence.activity.report"

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
            part = super()._read_grouping_sets(
                at_grain, sets, aggregates, _order_of(order, sets, aggregates)
            )
            for place, groups in zip(places, part, strict=True):
                results[place] = groups
        return results

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
        by_age = {"age_bracket_id", "detail_bracket_id"} & names
        return ["generation" if by_age else "event"]

    @staticmethod
    def _ids_to_rows(condition):
        """Return a condition on ids as one on the leaves' own, indexed keys."""
        ids = condition.value
        if condition.field_expr != "id" or condition.operator not in ("=", "in"):
            return condition
        ids = [ids] if isinstance(ids, int) else ids
        if not isinstance(ids, Collection) or isinstance(ids, str):
            return condition
        return Domain.OR(
            Domain("grain", "=", leaf)
            & Domain(
                "row_id",
                "in",
                [number // ID_STEP for number in ids if number % ID_STEP == code],
            )
            for code, leaf in enumerate(LEAVES)
        )

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
        for name in path:
            if not model_name:
                break  # the month of a date
            if model_name != self._name and name not in (
                FOLLOWED.get(model_name, set()) | {"id", "display_name"}
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


def _path_of(spec):
    """Return the fields of a groupby or an aggregate: ["date"] of "date:month"."""
    return spec.split(":")[0].split(".")


def _order_of(order, grouping_sets, aggregates):
    """Return the parts of ``order`` that some grouping sets know about."""
    known = {*aggregates, *(spec for groupby in grouping_sets for spec in groupby)}
    parts = [part.strip() for part in (order or "").split(",")]
    return ", ".join(part for part in parts if part.split(" ")[0] in known) or None
