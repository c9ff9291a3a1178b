"""Make the bundles that browsers load, as Odoo's own runner does before its tests.

Argument: database. Without it every class that opens a browser makes them again.
"""

import sys

import odoo
from odoo import api
from odoo.modules.registry import Registry
from odoo.tools import config


def main(database):
    quiet = ("--log-level", "warn", "--log-handler", "py.warnings:ERROR")
    config.parse_config(["-d", database, "--no-http", *quiet])
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, odoo.SUPERUSER_ID, {})
        env["ir.qweb"]._pregenerate_assets_bundles()


main(*sys.argv[1:])
