from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

# What a wrap-up's button does, in the same request as the save.
METHODS = ("action_done", "action_done_uncounted")


class ResidenceEvent(models.Model):
    """Saving a form: once, even sent twice; without a word over somebody else's work.

    The form says what it is sending, in ``residence_sending`` of the context:

    - ``token``: random, of this very content; ``form``: random, of the open form;
    - ``base``: the values that the person started from (``_get_known_cells``);
    - ``method``: the button that was pressed, if it was a wrap-up's;
    - ``chosen``: what the person answered about a conflict.

    A phone on a patchy network repeats what it got no answer to: the same token is
    answered and changes nothing; the same form never makes its event, or a row of it,
    twice. Without ``residence_sending`` (another program), nothing differs from Odoo.
    """

    _inherit = "residence.event"

    def web_save(self, vals, specification, next_id=None):
        sending = self.env.context.get("residence_sending")
        if not sending or len(self) > 1:
            return super().web_save(vals, specification, next_id=next_id)
        event = self.with_context(residence_sending=None)
        event = event._save_once(dict(vals), event._read_sending(sending))
        shown = event.browse(next_id) if next_id else event
        return shown.with_context(bin_size=True).web_read(specification)

    def _read_sending(self, sending):
        """Return ``sending`` with all its keys; raise UserError where it makes none."""
        shape = {"token": str, "form": str, "base": dict, "chosen": dict}
        read = {key: sending.get(key) or kind() for key, kind in shape.items()}
        read["method"] = sending.get("method") or None
        is_sound = all(isinstance(read[key], kind) for key, kind in shape.items())
        is_sound = is_sound and read["method"] in (None, *METHODS)
        if not (is_sound and read["token"] and read["form"]):
            raise UserError(self.env._("This form cannot be read. Reload the page."))
        for key in ("token", "form"):
            read[key] = f"save/{self.env.uid}/{read[key]}"
        return read

    def _save_once(self, vals, sending):
        """Write, or make the event; return it, also where that was done already."""
        requests = self.env["residence.request"]
        event = self or self.browse(
            requests._get_made([f"{sending['form']}/new"]).values()
        )
        if not requests._claim_token(sending["token"]):
            return event
        rows = event._recognise_rows(vals, sending["form"])
        before = {name: event[name] for name in rows}
        if event:
            event._lock()
            event.write(event._merge(vals, sending))
        else:
            event = self.create(vals)
            requests._claim_token(f"{sending['form']}/new", event.id)
        for name, row_tokens in rows.items():
            # Odoo makes the rows in the order of the commands
            made = (event[name] - before[name]).sorted("id")
            for token, row in zip(row_tokens, made, strict=False):
                requests._claim_token(token, row.id)
        if sending["method"]:
            getattr(event, sending["method"])()
        return event

    def _lock(self):
        """Wait for whoever is saving this event, so that their values are compared.

        Once they have committed, PostgreSQL refuses us and Odoo runs us again.
        """
        self.check_access("write")
        self.env.cr.execute(
            SQL(
                "SELECT id FROM residence_event WHERE id IN %s FOR NO KEY UPDATE",
                self._ids,
            )
        )

    def _recognise_rows(self, vals, form):
        """Turn rows that ``form`` has made already into changes of those rows.

        Rows deleted meanwhile are left alone.

        :return: {field name: tokens of the rows that are really new}.
        """
        tokens = {}
        for name, commands in vals.items():
            if self._fields[name].type != "one2many":
                continue
            names = {
                command[1]: f"{form}/{name}/{command[1]}"
                for command in commands
                if command[0] == Command.CREATE
            }
            made = self.env["residence.request"]._get_made(names.values())
            ids = [command[1] for command in commands if command[0] != Command.CREATE]
            ids = [one for one in ids if isinstance(one, int)] + list(made.values())
            comodel = self.env[self._fields[name].comodel_name]
            alive = set(comodel.browse(ids).exists().ids)
            kept = vals[name] = []
            tokens[name] = []
            for command in commands:
                code, row_id, values = (*command, None)[:3]
                token = names.get(row_id) if code == Command.CREATE else None
                if token and token not in made:
                    tokens[name].append(token)
                    kept.append(command)
                elif token and made[token] in alive:
                    kept.append(Command.update(made[token], values))
                elif not token and (code != Command.DELETE or row_id in alive):
                    kept.append(command)
        return tokens
