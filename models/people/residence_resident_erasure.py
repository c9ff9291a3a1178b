from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

BATCH = 500  # people purged in one transaction

# What goes when somebody is erased: everything but the residence and the generation.
ERASED = {
    "active": False,
    "dwelling": False,
    "phone": False,
    "email": False,
    "guardian_name": False,
    "guardian_phone": False,
    "partner_id": False,
    "image_consent": "unknown",
    "image_consent_date": False,
    "image_consent_until": False,
    "image_consent_withdrawn": False,
    "guardian_signed": False,
    "second_guardian_signed": False,
    "has_sole_guardian": False,
}


class ResidenceResident(models.Model):
    """How people are forgotten: on request, and some time after they came last.

    Asked for, the record is emptied in place until the retention date. On that date,
    asked for or not, it is deleted: the presences stay, and lead to nobody. No total
    changes, neither then nor later: people are counted by ``person_key``, and dwellings
    that nobody can tell any more stay counted on the event.
    """

    _inherit = "residence.resident"

    erased_on = fields.Date(readonly=True, copy=False)
    purge_date = fields.Date(
        string="To Be Erased On",
        compute="_compute_purge_date",
        store=True,
        help="So many months after the last presence, or after having been noted for "
        "those who never came. The months are a setting of the landlord.",
    )

    @api.depends("last_presence_date", "company_id.residence_retention_months")
    def _compute_purge_date(self):
        today = fields.Date.context_today(self)
        for resident in self:
            created = resident.create_date and resident.create_date.date()
            months = resident.company_id.residence_retention_months
            last = resident.last_presence_date or created or today
            resident.purge_date = last + relativedelta(months=months)

    def write(self, vals):
        is_erasure = ERASED.items() <= vals.items()
        if self.filtered("erased_on") or ("erased_on" in vals and not is_erasure):
            raise UserError(
                self.env._(
                    "An erased person cannot be written again. Somebody who comes back "
                    "is noted anew."
                )
            )
        return super().write(vals)

    def unlink(self):
        self.check_access("unlink")
        today = fields.Date.context_today(self)
        due = self.filtered(lambda resident: resident.purge_date <= today)
        due._log_erasure("purge")
        (self - due)._log_erasure("deleted")
        self._detach()
        return super().unlink()

    def action_erase(self):
        """Erase at the person's request; the place among the totals stays."""
        self.check_access("unlink")
        residents = self.filtered(lambda resident: not resident.erased_on)
        residents._log_erasure("request")
        residents._keep_households()
        residents._unseal().write(
            {
                **ERASED,
                "name": self.env._("Erased person"),
                "erased_on": fields.Date.context_today(self),
            }
        )
        # sudo: what others attached, and the names that an import gave as references
        self.env["ir.attachment"].sudo().search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()
        self.env["ir.model.data"].sudo().search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _cron_purge(self):
        """Delete, some at a time, those whose retention date has come."""
        domain = [("purge_date", "<=", fields.Date.context_today(self))]
        everyone = self.with_context(active_test=False)
        due = everyone.search(domain, limit=BATCH)
        due.unlink()
        self.env["ir.cron"]._commit_progress(
            len(due), remaining=everyone.search_count(domain)
        )

    def _log_erasure(self, kind):
        """Note how many people go, where and by whom; never who."""
        # sudo: nobody writes this log by hand
        log = self.env["residence.erasure"].sudo()
        residences = self.grouped("residence_id")
        log.create(
            [
                {
                    "kind": kind,
                    "residence_id": residence.id,
                    "user_id": self.env.uid,
                    "person_count": len(residents),
                    "presence_count": sum(residents.mapped("presence_count")),
                }
                for residence, residents in residences.items()
            ]
        )

    def _keep_households(self):
        """Keep, on their events, the dwellings that no one there will tell any more."""
        self.env["residence.presence"].flush_model(["event_id", "resident_id"])
        self.flush_model(["dwelling_key"])
        events = self.env["residence.event"]
        events.flush_model(["erased_households"])
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE residence_event event
                   SET erased_households
                       = COALESCE(event.erased_households, 0) + gone.households
                  FROM (SELECT presence.event_id,
                               COUNT(DISTINCT resident.dwelling_key)
                               - COUNT(DISTINCT resident.dwelling_key) FILTER (
                                   WHERE resident.id <> ALL(%(ids)s)
                               ) AS households
                          FROM residence_presence presence
                          JOIN residence_resident resident
                            ON resident.id = presence.resident_id
                         WHERE presence.event_id IN (
                                   SELECT event_id
                                     FROM residence_presence
                                    WHERE resident_id = ANY(%(ids)s))
                      GROUP BY presence.event_id) gone
                 WHERE gone.event_id = event.id AND gone.households > 0
                RETURNING event.id""",
                ids=self.ids,
            )
        )
        changed = events.browse(row[0] for row in rows)
        changed.invalidate_recordset(["erased_households"], flush=False)
        changed.modified(["erased_households"])

    def _detach(self):
        """Cut the presences from the people, who stay as many as they were.

        Each gets a key that nothing else has: not even an old backup's number leads
        from the presences to a name.
        """
        self._keep_households()
        presences = self.env["residence.presence"]
        presences.flush_model(["resident_id", "person_key"])
        self.env.cr.execute(
            SQL(
                """
                WITH fresh AS MATERIALIZED (  -- or each row could take a key
                    SELECT id, -nextval('residence_presence_id_seq') AS key
                      FROM unnest(%s::int[]) AS id
                )
                UPDATE residence_presence presence
                   SET resident_id = NULL, person_key = fresh.key
                  FROM fresh
                 WHERE presence.resident_id = fresh.id""",
                self.ids,
            )
        )
        presences.invalidate_model(["resident_id", "person_key"], flush=False)
