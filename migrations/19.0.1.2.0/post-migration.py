def migrate(cr, version):
    """Drop an index that two others begin with: every save kept it for nothing.

    Odoo adds indexes that a field asks for, and keeps those that it no longer does.
    """
    cr.execute("DROP INDEX IF EXISTS residence_event__residence_id_index")
