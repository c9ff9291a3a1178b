"""Ways from Odoo's models into ours, found by walking the registry, and asked."""

from collections import deque

from odoo.exceptions import AccessError, UserError

from .base import MODULE

# Odoo evaluates what follows these as the superuser, whatever the user may read.
SEARCHED = ("message_partner_ids", "message_follower_ids", "message_ids")
LONGEST = 6  # fields in a path: none that was ever found has more


def is_ours(env, name):
    """Return whether our module made the model of this name."""
    model = env.registry.get(name) if name else None
    return model is not None and model._original_module == MODULE


def find_edges(env):
    """Return (model, field, our model) of each field of Odoo's that leads into ours.

    A field of ours on a model of Odoo's, that may lead anywhere, counts too.
    """
    found = []
    for model in env.values():
        if is_ours(env, model._name):
            continue
        for field in model._fields.values():
            if is_ours(env, field.comodel_name):
                found.append((model._name, field.name, field.comodel_name))
            elif MODULE in field._modules and field.type in (
                *("reference", "many2one_reference"),
                *("properties", "properties_definition"),
            ):
                found.append((model._name, field.name, field.type))
    return sorted(found)


def find_paths(env, start, targets):
    """Return {target: path} of the shortest paths from a model, by any field at all."""
    paths, queue = {start: ()}, deque([start])
    while queue:
        name = queue.popleft()
        if len(paths[name]) == LONGEST:
            continue
        for field in env[name]._fields.values():
            other = field.comodel_name
            if (
                other in env
                and other not in paths
                and field.base_field._description_searchable
            ):
                paths[other] = (*paths[name], field.name)
                queue.append(other)
    return {name: ".".join(paths[name]) for name in targets if name in paths}


def find_entries(env):
    """Return the (model, field) of what the user may search that Odoo searches as the
    superuser: by a method, or past the rights of what it leads to."""
    entries = []
    for model in env.values():
        if model._abstract or model._transient or not model.has_access("read"):
            continue
        for field in model._fields.values():
            is_past_rights = getattr(field, "bypass_search_access", False)
            is_by_method = not field.store and field.search
            if (
                field.comodel_name in env
                and (is_past_rights or is_by_method or field.name in SEARCHED)
                and model._has_field_access(field, "read")
            ):
                entries.append((model._name, field.name))
    return entries


def ask(env, model, domain):
    """Return what a client is answered to a domain: a number, or a refusal."""
    try:
        with env.cr.savepoint():
            return env[model].search_count(domain)
    except (AccessError, UserError, ValueError) as error:
        # the word asked for may be repeated: what tells is whether it is there
        return type(error).__name__
