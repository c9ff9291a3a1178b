"""Make the bundles that browsers load, as Odoo's own runner does before its tests.

Argument: database. Without it every class that opens a browser makes them again.
"""

import sys

import odoo
from odoo import api
from odoo.modules.registry import Registry
from odoo.tools import config

# Odoo's tests of its own scripts: no page of ours loads them, and they take longest.
NOT_LOADED = ("unit_tests", "qunit", "tests_assets", "test_tours")
# The dashboard asks for it once it is open.
LAZY = {"spreadsheet.o_spreadsheet"}


def main(database):
    quiet = ("--log-level", "warn", "--log-handler", "py.warnings:ERROR")
    config.parse_config(["-d", database, "--no-http", *quiet])
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, odoo.SUPERUSER_ID, {})
        qweb = env["ir.qweb"]
        scripts, styles = map(_loaded, qweb._get_bundles_to_pregenarate())
        for bundle in sorted(scripts | LAZY):
            qweb._get_asset_bundle(bundle, css=False, js=True).js()
        for bundle in sorted(styles | LAZY):
            qweb._get_asset_bundle(bundle, css=True, js=False).css()


def _loaded(bundles):
    return {
        bundle for bundle in bundles if not any(part in bundle for part in NOT_LOADED)
    }


main(*sys.argv[1:])
