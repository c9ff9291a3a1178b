"""What a unique index or constraint holds, read from how our models declare it."""

import re
from typing import NamedTuple

DECLARED = re.compile(
    r"\s*UNIQUE\s*(?:INDEX\s*)?\((?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
WHERE = re.compile(r"\s*WHERE\s+(?P<where>.*)", re.IGNORECASE | re.DOTALL)
WORD = re.compile(r"'[^']*'|\b[a-z_][a-z0-9_]*\b")
EQUAL = re.compile(r"(?P<column>[a-z_]+) = '(?P<value>[^']*)'")


class Unique(NamedTuple):
    """Two rows with the same ``keys``, none of them NULL, cannot stand together."""

    name: str
    keys: tuple  # SQL, expressions of a row's columns
    where: str | None  # SQL: the rows that it is about; None: all
    columns: tuple  # names of the columns that keys and where are made of

    def is_about(self, row):
        """Return False where ``row`` is surely none of its rows, without asking SQL.

        :param dict row: values by column, as they will be stored.
        """
        if any(row.get(key) is None for key in self.keys if key in self.columns):
            return False
        parts = (self.where or "").split(" AND ")
        equal = filter(None, map(EQUAL.fullmatch, parts))
        return all(row.get(part["column"]) == part["value"] for part in equal)


def read_unique(name, definition, columns):
    """Return what ``definition`` holds as a Unique, None if it is not about that.

    :param columns: names of the table's columns.
    :raise ValueError: where it is unique and cannot be read.
    """
    declared = DECLARED.fullmatch(definition)
    if not declared:
        return None
    keys, after = _split_keys(declared["rest"])
    where = WHERE.fullmatch(after)
    if after.strip() and not where:
        raise ValueError(f"{name}: what follows the keys is not read: {after}")
    names = [word for word in WORD.findall(definition) if word in columns]
    return Unique(name, keys, where and where["where"], tuple(dict.fromkeys(names)))


def _split_keys(text):
    """Return the parts up to the bracket that closes, and what follows it."""
    keys, start, depth = [], 0, 0
    for place, sign in enumerate(text):
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign in ",)" and not depth:
            keys.append(text[start:place].strip())
            start = place + 1
            if sign == ")":
                return tuple(keys), text[start:]
    raise ValueError(f"no bracket closes the keys: {text}")
