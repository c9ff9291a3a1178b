from odoo.tools.sql import column_exists

OURS = """
    SELECT res_id FROM ir_model_data
    WHERE module = 'residence_community' AND model = %s AND name = %s
"""


def migrate(cr, version):
    """Go from our digest to our own mail of the month, for the same readers.

    Who had unsubscribed stays out; what the landlord had stopped stays stopped. By SQL:
    Odoo may have loaded ``digest`` or not, which this version no longer needs.
    """
    cron = _find(cr, "ir.cron", "cron_send_monthly_mail")
    if not _find(cr, "ir.model", "model_digest_digest"):
        _subscribe_direction(cr)  # versions before the digest
        return
    digest = _find(cr, "digest.digest", "digest_monthly")
    state, next_run = None, None
    if digest:
        cr.execute(
            "SELECT state, next_run_date FROM digest_digest WHERE id = %s", (digest,)
        )
        state, next_run = cr.fetchone() or (None, None)
    if state is None:  # deleted by the landlord: nobody receives it
        cr.execute("UPDATE ir_cron SET active = false WHERE id = %s", (cron,))
        _subscribe_direction(cr)
    else:
        _subscribe_readers(cr, digest)
        cr.execute(
            """
            UPDATE ir_cron SET active = %s,
                nextcall = coalesce(%s + interval '5 hours', nextcall)
            WHERE id = %s
            """,
            (state == "activated", next_run, cron),
        )
        cr.execute("DELETE FROM digest_digest WHERE id = %s", (digest,))
    cr.execute(
        """
        DELETE FROM ir_model_data
        WHERE module = 'residence_community' AND model = 'digest.digest'
        """
    )
    _drop_link(cr)


def _find(cr, model, name):
    """Return the id of a record of ours, or None."""
    cr.execute(OURS, (model, name))
    return (cr.fetchone() or [None])[0]


def _subscribe_readers(cr, digest):
    """Let who received the digest receive the mail; nobody else does yet."""
    cr.execute(
        """
        UPDATE res_users SET residence_monthly_mail = true
        WHERE id IN (
            SELECT res_users_id FROM digest_digest_res_users_rel
            WHERE digest_digest_id = %s
        )
        """,
        (digest,),
    )


def _subscribe_direction(cr):
    """Subscribe the direction, as a first installation does."""
    cr.execute(
        """
        UPDATE res_users SET residence_monthly_mail = true
        WHERE id IN (SELECT uid FROM res_groups_users_rel WHERE gid = %s)
        """,
        (_find(cr, "res.groups", "group_management"),),
    )


def _drop_link(cr):
    """Drop the column that told our digest from the others."""
    if column_exists(cr, "digest_digest", "leads_to_dashboard"):
        cr.execute("ALTER TABLE digest_digest DROP COLUMN leads_to_dashboard")
