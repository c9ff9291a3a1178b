"""What the server computes, no client writes."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.models import LOG_ACCESS_COLUMNS

from ...tools.client_values import find_lines, find_link
from .base import MODULE

# Compared by identity: no client can send it, for JSON makes no such object.
UNSEALED = object()


class Sealed:
    """The first to be called of each model of ours: where a client's values come in.

    Whatever was asked (a form, an import, a call), it creates, writes or copies here,
    before any other code has added to the values; the lines of lists come with them.
    What follows is our own code, and is marked so, down to what it writes elsewhere.

    It stands before the classes that define a model, whichever module extends it: no
    override of ``create`` or ``write`` comes earlier. (Odoo's automation rules take
    back what is set on a model's own class.)
    """

    __slots__ = ()
    # what Odoo's registry reads of each of a model's base classes
    _inherits = {}
    _depends = {}

    @api.model_create_multi
    def create(self, vals_list):
        if self._is_unsealed():
            return super().create(vals_list)
        for vals in vals_list:
            self._check_sealed(vals)
        return super(Sealed, self._unseal()).create(vals_list).with_env(self.env)

    def write(self, vals):
        self._check_kept(vals)
        if self._is_unsealed():
            return super().write(vals)
        self._check_sealed(vals)
        return super(Sealed, self._unseal()).write(vals)

    def copy(self, default=None):
        if self._is_unsealed():
            return super().copy(default)
        self._check_sealed(default)
        return super(Sealed, self._unseal()).copy(default).with_env(self.env)


class Base(models.AbstractModel):
    _inherit = "base"

    # links that a client chooses when a record is made, and does not change later
    _sealed_once_made = ()

    # the names of the sealed fields: found when the model is set up
    _sealed_fields = frozenset()

    def _post_model_setup__(self):
        """Find the model's sealed fields, and put its entries first."""
        super()._post_model_setup__()
        model = type(self)
        if model._original_module != MODULE or model._abstract:
            return
        model._sealed_fields = frozenset(
            name
            for name, field in model._fields.items()
            if field.store
            and field.readonly
            and MODULE in field._modules
            and name not in ("id", *LOG_ACCESS_COLUMNS)
        )
        bases = model._base_classes__
        if bases[0] is not Sealed:
            bases = (Sealed, *(base for base in bases if base is not Sealed))
            # together: Odoo compares them, and sets up again what differs
            model._base_classes__ = model.__bases__ = bases

    def _unseal(self):
        """Return the records for our own code to write what the server computes."""
        return self.with_context(residence_unsealed=UNSEALED)

    def _is_unsealed(self):
        return self.env.su or self.env.context.get("residence_unsealed") is UNSEALED

    def _check_sealed(self, vals):
        """Refuse a client's values of what the server computes.

        :param vals: of any shape: what is no dictionary is for Odoo to refuse.
        :raise AccessError: names the field.
        """
        field = self._find_sealed(vals)
        if field:
            raise AccessError(
                self.env._(
                    "“%s” is filled in by the application: nobody writes it.",
                    field._description_string(self.env),
                )
            )

    def _find_sealed(self, vals):
        """Return the first sealed field in ``vals``, lines of lists too, or None."""
        if not isinstance(vals, dict):
            return None
        for name, value in vals.items():
            field = self._fields.get(name)
            if not field:
                continue
            if name in self._sealed_fields:
                return field
            if field.type in ("one2many", "many2many"):
                lines = self.env[field.comodel_name]
                for content in find_lines(value)[1]:
                    found = lines._find_sealed(content)
                    if found:
                        return found
        return None

    def _check_kept(self, vals):
        """Refuse another value of what stays once a record is made; the same passes.

        Whoever calls, our own code too, unless it is the superuser's.

        :raise AccessError: names the field.
        """
        if self.env.su or not isinstance(vals, dict):
            return
        for name in self._sealed_once_made:
            if name not in vals:
                continue
            self.check_access("write")  # before a word about what is there
            value = find_link(vals[name])
            if any(set(record[name].ids) != value for record in self):
                raise AccessError(
                    self.env._(
                        "“%s” is chosen once, and not changed afterwards.",
                        self._fields[name]._description_string(self.env),
                    )
                )

    @api.model
    def default_get(self, fields):
        """Take no default of a sealed field, nor of a list's lines, from a client."""
        context = self.env.context
        sealed = [
            key
            for name in self._sealed_fields.intersection(fields)
            if (key := f"default_{name}") in context
        ]
        rest = {key: value for key, value in context.items() if key not in sealed}
        proposing = self.with_env(self.env(context=rest)) if sealed else self
        values = super(Base, proposing).default_get(fields)
        for name, value in values.items():
            field = self._fields.get(name)
            if field and field.type in ("one2many", "many2many"):
                self.env[field.comodel_name]._drop_sealed(value)
        return values

    def _drop_sealed(self, commands):
        """Take sealed fields out of the lines that ``commands`` make or change."""
        for content in find_lines(commands)[1]:
            for name in [*content]:
                field = self._fields.get(name)
                if name in self._sealed_fields:
                    del content[name]
                elif field and field.type in ("one2many", "many2many"):
                    self.env[field.comodel_name]._drop_sealed(content[name])


class IrDefault(models.Model):
    _inherit = "ir.default"

    def _get_model_defaults(self, model_name, condition=False):
        """Leave out sealed fields: who keeps a default for herself is a client."""
        defaults = super()._get_model_defaults(model_name, condition)
        model = self.env.get(model_name)
        sealed = getattr(model, "_sealed_fields", ())
        return {name: value for name, value in defaults.items() if name not in sealed}
