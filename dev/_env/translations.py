"""The .pot and fr.po: exported by Odoo itself, compared, merged."""

from . import databases
from .checkout import MODULE, REPOSITORY, SCRIPTS
from .console import run, say, step

TEMPLATE = REPOSITORY / "i18n" / f"{MODULE}.pot"
FRENCH = REPOSITORY / "i18n" / "fr.po"
# Whose French is taken up where a term is the same: "Created by", "Cancel", …
MEMORIES = ("base", "web", "mail", "calendar", "resource")


def check(checkout):
    """Raise Failure unless the .pot is current and fr.po complete."""
    exported = _export(checkout)
    say(
        _catalog(
            *(checkout, "check", exported, TEMPLATE, FRENCH),
            advice="translations are not up to date: ./dev/test --i18n, then translate",
        ).strip()
        or "  translations: complete"
    )


def update(checkout):
    """Write the .pot anew and merge it into fr.po."""
    exported = _export(checkout)
    memories = [
        path
        for name in MEMORIES
        for folder in (
            checkout.source.path / "odoo" / "addons",
            *checkout.source.addons,
        )
        if (path := folder / name / "i18n" / "fr.po").exists()
    ]
    TEMPLATE.parent.mkdir(exist_ok=True)
    advice = "the catalogues could not be merged"
    say(
        _catalog(
            *(checkout, "merge", exported, TEMPLATE, FRENCH, *memories), advice=advice
        )
    )
    return 0


def _export(checkout):
    """Return the .pot of the module as installed without demo data: that is French."""
    exported = checkout.folder / "exported.pot"
    with (
        databases.throwaway(
            checkout, "i18n", databases.installed_template, demo=False
        ) as name,
        step("i18n export"),
    ):
        databases.run_odoo(
            checkout, *("i18n", "export", "-d", name, "-o", str(exported), MODULE)
        )
    return exported


def _catalog(checkout, *arguments, advice):
    python = checkout.python / "bin" / "python"
    command = [python, SCRIPTS / "catalog.py", *arguments]
    return run(command, advice=advice, env=checkout.environment(), shown=True)
