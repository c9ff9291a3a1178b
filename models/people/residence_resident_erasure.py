from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, html2plaintext

from ...tools.names import fold
from ..core.base import MODULE, is_ours

TEXTS = ("char", "text", "html")
LONGEST_QUOTE = 80  # characters of what a trace stands in
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

    def action_open_erasure(self):
        """Ask before somebody is erased, and show where else their name stands."""
        self.ensure_one()
        self.check_access("unlink")
        wizard = self.env["residence.erasure.wizard"]._open(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Erase This Person"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _find_traces(self):
        """Return where else in the house the person's name stands, for the user.

        Every model of ours whose records belong to a house is looked through, and what
        is said about them in discussions and kept in favourites.

        :return: list of (record, sentence, is_register). A register of names can forget
            this one, by its ``_erase_name``; a free text is for a person to mend.
        """
        self.ensure_one()
        traces = []
        for model in self._get_house_models():
            records = model.search([("residence_id", "=", self.residence_id.id)])
            names = self._get_text_fields(model)
            is_register = hasattr(model, "_erase_name")
            for record in records - (self if model._name == self._name else model):
                texts = [record[name] for name in names]
                if self._is_named_in(texts):
                    traces.append((record, _quote(texts), is_register))
            traces += self._find_messages(records)
        return traces + self._find_contacts() + self._find_favourites()

    def _get_house_models(self):
        """Return our models whose records belong to a house and the user may read."""
        return [
            model.with_context(active_test=False)
            for model in self.env.values()
            if model._original_module == MODULE
            and not (model._abstract or model._transient)
            and model._auto
            and "residence_id" in model._fields
            and model._fields["residence_id"].store
            and model.has_access("read")
        ]

    def _get_text_fields(self, model):
        """Return the names of the stored texts of a model that the user may read."""
        return [
            name
            for name, field in model._fields.items()
            if field.store
            and field.type in TEXTS
            and model._has_field_access(field, "read")
        ]

    def _is_named_in(self, texts):
        """Return whether the person's name stands in one of some texts, whole."""
        name = fold(self.name)
        return any(
            f" {name} " in f" {fold(html2plaintext(str(text)))} "
            for text in texts
            if name and text
        )

    def _find_messages(self, records):
        """Return the traces in what is said about records."""
        if not records or "message_ids" not in records._fields:
            return []
        messages = self.env["mail.message"].search(
            Domain("model", "=", records._name) & Domain("res_id", "in", records.ids)
        )
        found = messages.filtered(lambda message: self._is_named_in([message.body]))
        return [(message, _quote([message.body]), False) for message in found]

    def _find_contacts(self):
        """Return the trace of the linked contact, which every employee reads."""
        return [(contact, contact.display_name, False) for contact in self.partner_id]

    def _find_favourites(self):
        """Return the traces in favourites on our models that the user sees."""
        names = [name for name in self.env if is_ours(self.env, name)]
        favourites = self.env["ir.filters"].search([("model_id", "in", names)])
        return [
            (favourite, favourite.name, False)
            for favourite in favourites
            if self._is_named_in([favourite.name, favourite.domain])
        ]

    def action_erase(self):
        """Erase at the person's request; the place among the totals stays."""
        return self._erase()

    def _erase(self, registered=()):
        """Erase who is not yet, and their name in registers of the house.

        :param registered: records that ``_find_traces`` found in registers.
        """
        self.check_access("unlink")
        residents = self.filtered(lambda resident: not resident.erased_on)
        residents._log_erasure("request", len(registered))
        for record in registered:
            record._erase_name()
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
            [("res_model", "=", self._name), ("res_id", "in", residents.ids)]
        ).unlink()
        self.env["ir.model.data"].sudo().search(
            [("model", "=", self._name), ("res_id", "in", residents.ids)]
        ).unlink()
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _cron_purge(self):
        """Delete, some at a time, those whose retention date has come.

        Names in other registers of the houses go with the same delay.
        """
        for model in self.env.values():
            if hasattr(model, "_purge_names") and not model._abstract:
                model._purge_names()
        domain = [("purge_date", "<=", fields.Date.context_today(self))]
        everyone = self.with_context(active_test=False)
        due = everyone.search(domain, limit=BATCH)
        due.unlink()
        self.env["ir.cron"]._commit_progress(
            len(due), remaining=everyone.search_count(domain)
        )

    def _log_erasure(self, kind, place_count=0):
        """Note how many people go, where and by whom; never who.

        :param int place_count: in how many other registers a name went with them.
        """
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
                    "place_count": place_count,
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


def _quote(texts):
    """Return the texts of a record in one line, cut where it is long."""
    line = " · ".join(
        " ".join(html2plaintext(str(text)).split()) for text in texts if text
    )
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"
