from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, format_date, format_datetime, format_duration

from ...tools.merging import merge

# What a wrap-up's button does, in the same request as the save.
METHODS = ("action_done", "action_done_uncounted")
GRIDS = {
    "attendance_grid": ("bracket_id", "quantity"),
    "presence_grid": ("resident_id", "role"),
}
ROWS = ("one2many", "many2many")
MAX_SHOWN = 200  # characters of a text in the question


class EditConflict(UserError):
    """Somebody else changed meanwhile what is being saved.

    ``context["clashes"]``: {cell: {label, mine, theirs, stored}}, to ask about.
    """

    def __init__(self, message, clashes):
        super().__init__(message)
        self.context = {"clashes": clashes}


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

    Of two people at one event, only what each touched is written, cell by cell. A cell
    is a field, a row of a grid (``attendance_grid/3``) or a field of a line
    (``cost_ids/7/amount``). Changed here and meanwhile elsewhere, it is asked about.
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
            ids = [row_id for row_id in ids if isinstance(row_id, int)]
            ids += made.values()
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

    def _merge(self, vals, sending):
        """Return what of ``vals`` is to be written now; raise EditConflict.

        :param dict sending: what the form sends, see the class.
        """
        mine = self._get_cells(vals)
        known = self._get_known_cells(sending["base"], mine)
        stored = {cell: self._get_stored(cell) for cell in mine}
        norm = self._normalise
        kept, clashes = merge(
            {cell: norm(cell, value) for cell, value in mine.items()},
            {
                cell: [norm(cell, value) for value in values]
                for cell, values in known.items()
            },
            {cell: norm(cell, value) for cell, value in stored.items()},
            {
                cell: (norm(cell, value), choice == "mine")
                for cell, (value, choice) in sending["chosen"].items()
            },
        )
        if self._drops_a_count(sending):
            mine["is_counted"], stored["is_counted"] = False, True
            clashes.append("is_counted")
        if clashes:
            raise self._get_conflict(clashes, mine, stored)
        return self._keep_cells(vals, {cell: mine[cell] for cell in kept})

    def _drops_a_count(self, sending):
        """Return whether « Non compté » would drop what somebody counted meanwhile."""
        if (
            sending["method"] != "action_done_uncounted"
            or sending["base"].get("is_counted") != [False]
            or not self.is_counted
        ):
            return False
        _value, choice = sending["chosen"].get("is_counted", (None, None))
        if choice == "theirs":
            sending["method"] = "action_done"
        return not choice

    def _get_cells(self, values):
        """Return {cell: value} of values to write, or of those started from."""
        cells = {}
        for name, value in values.items():
            field = self._fields.get(name)
            if name in GRIDS:
                key, content = GRIDS[name]
                for row in value or []:
                    if row.get(key):
                        cells[f"{name}/{row[key]}"] = row.get(content)
            elif field and field.type in ROWS:
                lines = value.items() if isinstance(value, dict) else ()
                if isinstance(value, list):
                    lines = [
                        (command[1], command[2])
                        for command in value
                        if command[0] == Command.UPDATE
                    ]
                for row_id, changes in lines:
                    for key, content in changes.items():
                        cells[f"{name}/{row_id}/{key}"] = content
            elif field and field.store:
                cells[name] = value
        return cells

    def _get_known_cells(self, base, mine):
        """Return {cell: values the person has seen or tried}; people taken off are
        added to ``mine``.

        :param dict base: {field name: [value opened, value tried, …]}; of lines, each
            value is {row id: {field name: value}}.
        """
        versions = {}
        for name, values in base.items():
            for rank, value in enumerate(values):
                versions.setdefault(name, []).append(self._get_cells({name: value}))
                if name == "presence_grid" and rank == 0:
                    for cell in versions[name][0].keys() - mine.keys():
                        mine[cell] = None
        return {
            cell: [version.get(cell) for version in versions[name]]
            for cell in mine
            if (name := cell.split("/")[0]) in versions
            and (name in GRIDS or cell in versions[name][0])
        }

    def _get_stored(self, cell):
        """Return the value of a cell as it is now."""
        name, *path = cell.split("/")
        if name == "attendance_grid":
            lines = self.attendance_ids
            line = lines.filtered(lambda line: line.age_bracket_id.id == int(path[0]))
            return line.quantity if line else None
        if name == "presence_grid":
            presences = self._get_readable_presences()
            return presences.filtered(
                lambda presence: presence.resident_id.id == int(path[0])
            ).role
        if path:
            return self.env[self._fields[name].comodel_name].browse(int(path[0]))[
                path[1]
            ]
        return self[name]

    def _get_field(self, cell):
        """Return the field of a cell; None for a row of a grid."""
        name, *path = cell.split("/")
        if name in GRIDS:
            return None
        if path:
            return self.env[self._fields[name].comodel_name]._fields[path[1]]
        return self._fields[name]

    def _normalise(self, cell, value):
        """Return a value as two of them are compared, wherever they come from."""
        field = self._get_field(cell)
        if field is None:
            return value if value is not False else None
        record = self.env[field.model_name]
        return field.convert_to_cache(value, record, validate=False) or False

    def _keep_cells(self, vals, kept):
        """Return ``vals`` with the cells of ``kept`` only."""
        result = {}
        for name, value in vals.items():
            field = self._fields[name]
            if name == "attendance_grid":
                result[name] = [
                    row for row in value if f"{name}/{row['bracket_id']}" in kept
                ]
            elif name == "presence_grid":
                result[name] = self._keep_people(value, kept)
            elif field.type in ROWS:
                result[name] = [
                    self._keep_line(name, command, kept)
                    if command[0] == Command.UPDATE
                    else command
                    for command in value
                ]
            elif name in kept or not field.store:
                result[name] = value
        return result

    def _keep_line(self, name, command, kept):
        code, row_id, values = command
        values = {
            key: value
            for key, value in values.items()
            if f"{name}/{row_id}/{key}" in kept
        }
        return (code, row_id, values)

    def _keep_people(self, rows, kept):
        """Return the people of now, with the changes of ``kept`` and the new ones."""
        people = {
            presence.resident_id.id: {
                "resident_id": presence.resident_id.id,
                "role": presence.role,
            }
            for presence in self._get_readable_presences()
        }
        for cell, role in kept.items():
            name, *path = cell.split("/")
            if name == "presence_grid" and role:
                resident_id = int(path[0])
                people[resident_id] = {"resident_id": resident_id, "role": role}
            elif name == "presence_grid":
                people.pop(int(path[0]), None)
        return [*people.values(), *(row for row in rows if not row.get("resident_id"))]

    def _get_conflict(self, clashes, mine, stored):
        """Return the error that asks about ``clashes``: what, never who."""
        asked = {
            cell: {
                "label": self._get_cell_label(cell),
                "mine": self._format_cell(cell, mine[cell]),
                "theirs": self._format_cell(cell, stored[cell]),
                "stored": self._to_json(cell, stored[cell]),
            }
            for cell in clashes
        }
        # the message is logged: what is in doubt, maybe a name, goes beside it
        message = self.env._(
            "“%s” was changed meanwhile. Nothing that you typed is lost.", self.name
        )
        return EditConflict(message, asked)

    def _get_cell_label(self, cell):
        name, *path = cell.split("/")
        env = self.env
        if name == "attendance_grid":
            return env["residence.age.bracket"].browse(int(path[0])).name
        label = self._get_field(cell)._description_string(env)
        if name == "is_counted":
            return self._fields["attendance_ids"]._description_string(env)
        if path:
            row = env[self._fields[name].comodel_name].browse(int(path[0]))
            return f"{row.display_name}, {label}"
        return label

    def _format_cell(self, cell, value):
        """Return a value as people read it."""
        env, field = self.env, self._get_field(cell)
        if cell == "is_counted":
            return str(self.attendance_count) if value else env._("Not counted")
        if value in (None, False, ""):
            return "–"
        if field is None:
            roles = self.presence_ids._fields["role"]._description_selection(env)
            return str(dict(roles).get(value, value))
        formats = {
            "many2one": lambda: self._format_record(field, value),
            "selection": lambda: dict(field._description_selection(env))[value],
            "datetime": lambda: format_datetime(env, value, self._get_tz(), "short"),
            "date": lambda: format_date(env, value),
            "monetary": lambda: self.currency_id.format(value),
            "float": lambda: format_duration(value),
            "boolean": lambda: env._("Yes"),
        }
        text = formats[field.type]() if field.type in formats else str(value)
        return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"

    def _format_record(self, field, value):
        record_id = getattr(value, "id", value)
        return self.env[field.comodel_name].browse(record_id).display_name or "–"

    def _to_json(self, cell, value):
        """Return a value as it travels to the screen and back."""
        field = self._get_field(cell)
        if field is None:
            return value
        if field.type in ("date", "datetime"):
            return field.to_string(value) if value else False
        return getattr(value, "id", value)
