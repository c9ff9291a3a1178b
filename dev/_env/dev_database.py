"""The database of dev/run and dev/odoo: demo data, in French, kept between starts."""

from . import cache, databases
from .checkout import MODULE
from .console import say, step

# Odoo's own users, company and contacts are American: before the add-on's demo comes.
FRENCH = """
UPDATE res_partner SET lang = 'fr_FR', tz = 'Europe/Paris';
UPDATE ir_default SET json_value = '"fr_FR"' WHERE field_id =
  (SELECT id FROM ir_model_fields WHERE model = 'res.partner' AND name = 'lang');
UPDATE res_currency SET active = true WHERE name = 'EUR';
UPDATE res_company SET currency_id =
  (SELECT id FROM res_currency WHERE name = 'EUR');
UPDATE res_lang SET active = false WHERE code = 'en_US';
"""


def ensure(checkout, *, reset=False, update=False):
    """Return the name of this checkout's database, made when missing.

    ``reset`` makes it anew; ``update`` brings it up to the working tree's files.
    """
    name = checkout.database("dev")
    marker = checkout.folder / "dev.key"
    with cache.lock(checkout.folder / "dev.lock"):
        present = marker.exists() and checkout.server.exists(name)
        key = checkout.installed_key()
        if reset or not present:
            marker.unlink(missing_ok=True)
            template = databases.dependencies_template(checkout, demo=True)
            databases.copy(checkout, template, name)
            checkout.server.query(FRENCH, name)
            with step(f"Odoo: {MODULE} and its demo"):
                databases.install(checkout, name, MODULE, demo=True)
            marker.write_text(key)
        elif update and marker.read_text() != key:
            with step(f"Odoo: update of {MODULE}"):
                databases.run_odoo(
                    checkout,
                    *("-d", name, "-u", MODULE, "--stop-after-init", "--no-http"),
                )
            marker.write_text(key)
        missing = databases.find_missing_files(checkout, name)
        if missing:
            say(f"  {len(missing)} attachments have no file: ./dev/run --reset")
    return name
