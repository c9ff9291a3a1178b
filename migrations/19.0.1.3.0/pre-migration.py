def migrate(cr, version):
    """Take our additions out of Odoo's views of digests, whose field goes with them.

    A view of the landlord's that added to ours adds to Odoo's own now, switched off:
    what it looks for may be gone. By SQL: Odoo may have loaded ``digest`` or not, which
    this version no longer needs.
    """
    cr.execute(
        """
        DELETE FROM ir_model_data
        WHERE module = 'residence_community' AND model = 'ir.ui.view'
            AND name IN ('digest_digest_view_form', 'digest_mail_main')
        RETURNING res_id
        """
    )
    views = [view for (view,) in cr.fetchall()]
    cr.execute(
        """
        UPDATE ir_ui_view AS theirs SET inherit_id = ours.inherit_id, active = false
        FROM ir_ui_view AS ours
        WHERE theirs.inherit_id = ours.id AND ours.id = ANY(%s)
        """,
        (views,),
    )
    cr.execute("DELETE FROM ir_ui_view WHERE id = ANY(%s)", (views,))
