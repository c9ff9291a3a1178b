"""Names as people type them, and the list of who was there. No Odoo in here."""

import re
import unicodedata

WORDS = re.compile(r"[^\W_]+")


def fold(*texts):
    """Return texts as they are compared: no accents, no capitals, no punctuation.

    « Thi-Mai D. », « A14 » is ``"thi mai d a14"``. None and False are nothing.
    """
    text = unicodedata.normalize("NFKD", " ".join(text for text in texts if text))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(WORDS.findall(text.casefold()))


def fold_dwelling(dwelling):
    """Return what makes two ways of writing a dwelling the same: « b 07 », « B07 »."""
    return fold(dwelling).replace(" ", "")


def person_key(name, dwelling):
    """Return what makes a name and a dwelling, as people type them, one person's."""
    return f"{fold(name)} {fold_dwelling(dwelling)}".strip()


def read_presences(grid, roles):
    """Return who was there, as the screen's rows say.

    :param list grid: rows as {"resident_id": int or None, "role": str, "name": str,
        "dwelling": str}; name and dwelling only make new people.
    :param roles: the roles there are, the usual one first.
    :return: list of dicts with those four keys; the first row of a person wins.
    :raise ValueError: where it is not made of such rows; the message is for logs.
    """
    if not isinstance(grid, list):
        raise ValueError("not a list of rows")
    rows, seen = [], set()
    for row in grid:
        if not isinstance(row, dict):
            raise ValueError("not a row")
        resident_id = row.get("resident_id") or None
        role = row.get("role") or roles[0]
        name, dwelling = (_read_text(row.get(key)) for key in ("name", "dwelling"))
        if type(resident_id) not in (int, type(None)) or role not in roles:
            raise ValueError("a row needs a person and a role")
        if not (resident_id or fold(name)):
            raise ValueError("a new person needs a name")
        key = resident_id or person_key(name, dwelling)
        if key not in seen:
            seen.add(key)
            rows.append(
                {
                    "resident_id": resident_id,
                    "role": role,
                    "name": name,
                    "dwelling": dwelling,
                }
            )
    return rows


def _read_text(value):
    if value in (None, False):
        return ""
    if not isinstance(value, str):
        raise ValueError("names and dwellings are texts")
    return " ".join(value.split())
