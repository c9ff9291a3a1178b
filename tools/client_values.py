"""Ids in values as a browser sends them for a form. No Odoo in here.

Odoo takes many shapes for the same link. What it would refuse, or take for nothing, is
no id here: nothing in this file raises.
"""

import json

CREATE, UPDATE, LINK, SET = 0, 1, 4, 6  # commands that add; the others take away


def find_ids(value):
    """Return the set of ids that ``value``, of one link or a list of ids, stands for.

    5, ``"5"``, ``[5]`` and ``{"id": 5}`` are {5}, for the database reads text as a
    number; ``"virtual_1"``, None and False are nobody's.
    """
    if isinstance(value, list | tuple | set | frozenset):
        return set().union(*map(find_ids, value))
    if isinstance(value, dict):
        return find_ids(value.get("id"))
    number = _read_number(getattr(value, "origin", value))
    return {number} if number and number > 0 else set()


def find_link(value):
    """Return the ids of a single link: ``[5, "Name"]`` is {5}, whatever the name."""
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    return set() if isinstance(value, bool) else find_ids(value)


def find_lines(commands):
    """Return what a list's commands add: (set of ids, list of dictionaries of values).

    ``[[5]]`` empties the list: it adds nothing.
    """
    ids, contents = set(), []
    for command in commands if isinstance(commands, list | tuple) else ():
        if isinstance(command, dict):
            ids |= find_ids(command)
            contents.append(command)
        elif not isinstance(command, list | tuple):
            ids |= find_ids(command)
        elif command:
            code, number, content, *_rest = (*command, None, None)
            if code in (UPDATE, LINK):
                ids |= find_ids(number)
            if code in (CREATE, UPDATE) and isinstance(content, dict):
                contents.append(content)
            if code == SET and isinstance(content, list | tuple | str | dict):
                ids |= find_ids(list(content))  # what Odoo iterates over
    return ids, contents


def find_reference(value):
    """Return (name of the model, set of ids) of ``"residence.event,5"``.

    The name is empty for anything else.
    """
    model, comma, number = value.partition(",") if isinstance(value, str) else ("",) * 3
    return (model, find_ids(number)) if comma else ("", set())


def find_properties(value):
    """Return what a properties field holds, as a list of dictionaries.

    Its values come as a list of definitions, or as {name: value}, perhaps as JSON.
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    if isinstance(value, dict):
        return [{"name": name, "value": content} for name, content in value.items()]
    found = value if isinstance(value, list | tuple) else ()
    return [one for one in found if isinstance(one, dict)]


def _read_number(value):
    """Return the whole number that ``value`` is or reads as, or None."""
    if isinstance(value, str):
        return _read_text(value, 10) or _read_text(value, 0)
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return int(value) if isinstance(value, int) else None


def _read_text(text, base):
    """Return the number that a text is, or None; base 0 reads "0x5", as PostgreSQL."""
    try:
        return int(text, base)
    except ValueError:
        return None
