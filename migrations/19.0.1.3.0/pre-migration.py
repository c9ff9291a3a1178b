def migrate(cr, version):
    """Take our additions out of Odoo's views of digests, whose field goes with them.

    By SQL: Odoo may have loaded ``digest`` or not, which this version no longer needs.
    """
    cr.execute(
        """
        DELETE FROM ir_ui_view WHERE id IN (
            SELECT res_id FROM ir_model_data
            WHERE module = 'residence_community' AND model = 'ir.ui.view'
                AND name IN ('digest_digest_view_form', 'digest_mail_main')
        )
        """
    )
    cr.execute(
        """
        DELETE FROM ir_model_data
        WHERE module = 'residence_community' AND model = 'ir.ui.view'
            AND name IN ('digest_digest_view_form', 'digest_mail_main')
        """
    )
