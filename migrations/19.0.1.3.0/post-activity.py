# What of ours has Odoo's activities beside its chatter.
ABOUT = ("residence.event", "residence.loan.agreement", "residence.funding.convention")


def migrate(cr, version):
    """Take the names of what is ours out of the activities, which keep them stored.

    Each reader's language has the kind's name, as an activity that is made from now on.
    """
    cr.execute(
        """
        UPDATE mail_activity AS activity
        SET res_name = coalesce(kind.name ->> reader.lang, kind.name ->> 'en_US')
        FROM ir_model AS kind, mail_activity AS same
        LEFT JOIN res_users AS account ON account.id = same.user_id
        LEFT JOIN res_partner AS reader ON reader.id = account.partner_id
        WHERE same.id = activity.id AND kind.id = activity.res_model_id
            AND kind.model = ANY(%s)
        """,
        (list(ABOUT),),
    )
