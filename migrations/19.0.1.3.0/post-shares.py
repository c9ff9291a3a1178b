from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Delete the public addresses of dashboards that show residences."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    shares = env["spreadsheet.dashboard.share"].search([])
    shares.filtered(lambda share: share._shows_residences()).unlink()
