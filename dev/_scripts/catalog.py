"""Compare or merge the translation catalogues; run by dev/test with polib at hand.

catalog.py check EXPORTED.pot RESIDENCE.pot FR.po
catalog.py merge EXPORTED.pot RESIDENCE.pot FR.po [ODOO_FR.po …]
"""

import difflib
import shutil
import sys
from pathlib import Path

import polib

ALIKE = 0.8  # of a term that was reworded, to keep its translation for review
SHOWN = 15  # terms to name, of each kind of trouble


def terms(catalog):
    """Return what a catalogue asks to translate, and where; its header's dates aside.

    Line numbers count for nothing: Odoo writes none.
    """
    return {
        (entry.msgctxt, entry.msgid, entry.comment, tuple(entry.occurrences))
        for entry in catalog
        if not entry.obsolete
    }


def check(exported, template, french):
    """Return the troubles, one line each."""
    fresh = polib.pofile(exported)
    missing = [path for path in (template, french) if not Path(path).exists()]
    if missing:
        return [f"{path} is missing" for path in missing]
    troubles = []
    committed, translated = polib.pofile(template), polib.pofile(french)
    troubles += named("stale .pot", {t[1] for t in terms(committed) ^ terms(fresh)})
    known = {entry.msgid for entry in translated if not entry.obsolete}
    wanted = {entry.msgid for entry in fresh}
    troubles += named("not in fr.po", wanted - known)
    troubles += named("in fr.po for nothing", known - wanted)
    troubles += named("untranslated", ids(translated.untranslated_entries()))
    troubles += named("fuzzy", ids(translated.fuzzy_entries()))
    troubles += named("obsolete", ids(translated.obsolete_entries()))
    return troubles


def ids(entries):
    return {entry.msgid for entry in entries}


def named(trouble, found):
    """Return a line for this kind of trouble, if any."""
    first = "; ".join(repr(text[:60]) for text in sorted(found)[:SHOWN])
    return [f"{trouble} ({len(found)}): {first}"] if found else []


def merge(exported, template, french, memories):
    """Take the export as .pot; bring fr.po to it, keeping every translation it can."""
    fresh = polib.pofile(exported)
    shutil.copy(exported, template)
    if Path(french).exists():
        catalog = polib.pofile(french)
    else:
        catalog = polib.POFile()
        catalog.metadata = {**fresh.metadata, "Language": "fr"}
        catalog.metadata["Plural-Forms"] = "nplurals=2; plural=(n > 1);"
    catalog.merge(fresh)
    gone = catalog.obsolete_entries()
    recall(catalog, memories)
    review(catalog, gone)
    for entry in gone:
        catalog.remove(entry)
    catalog.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalog.wrapwidth = 78
    catalog.save(french)
    return [
        f"fr.po: {len(catalog)} terms, {len(catalog.untranslated_entries())} to "
        f"translate, {len(catalog.fuzzy_entries())} fuzzy, {len(gone)} removed"
    ]


def recall(catalog, memories):
    """Translate the terms that Odoo's own modules have already translated."""
    known = {}
    for path in memories:
        known |= {entry.msgid: entry.msgstr for entry in polib.pofile(path)}
    for entry in catalog.untranslated_entries():
        entry.msgstr = known.get(entry.msgid, "")


def review(catalog, gone):
    """Give a reworded term the translation of what it was, marked fuzzy."""
    before = {entry.msgid: entry.msgstr for entry in gone if entry.msgstr}
    for entry in catalog.untranslated_entries():
        alike = difflib.get_close_matches(entry.msgid, before, n=1, cutoff=ALIKE)
        if alike:
            entry.msgstr = before[alike[0]]
            entry.flags.append("fuzzy")


def main(command, exported, template, french, *memories):
    if command == "check":
        lines = check(exported, template, french)
        print("\n".join(lines))
        return bool(lines)
    print("\n".join(merge(exported, template, french, memories)))
    return 0


sys.exit(main(*sys.argv[1:]))
