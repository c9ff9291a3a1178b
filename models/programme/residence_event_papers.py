from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

from ...tools import local_time, papers

SIGN_IN_LINES = 18  # on a page
MAX_SHEETS = 5


class ResidenceEvent(models.Model):
    """The papers of an event: proposed a fortnight and a week before, there any day.

    They print no resident's name and no note.
    """

    _inherit = "residence.event"

    # {key of tools/papers.py: when printed, ISO, naive UTC, or "skipped"}
    printed_papers = fields.Json(copy=False, readonly=True)
    paper_notice = fields.Char(compute="_compute_paper_notice")

    @api.depends(
        "start", "state", "printed_papers", "moved_on", "event_type_id", "series_id"
    )
    def _compute_paper_notice(self):
        for event in self:
            event.paper_notice = event._describe_papers(event._get_due_papers())

    @api.readonly
    def action_open_papers(self):
        """Open the papers of the event, as buttons large enough for a thumb."""
        self.ensure_one()
        view = self.env.ref("residence_community.residence_event_view_form_papers")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print"),
            "res_model": "residence.event",
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    def action_print_paper(self, key=None):
        """Print one paper, and remember when: it is proposed no more.

        :param str key: of ``tools/papers.py``; a button gives it in its context.
        :raise UserError: where there is no such paper.
        """
        self.check_access("write")
        key = key or self.env.context.get("residence_paper")
        if key not in papers.PAPERS:
            raise UserError(self.env._("There is no such paper to print."))
        now = fields.Datetime.to_string(fields.Datetime.now())
        for event in self:
            event._note_papers([key], now)
        report = self.env.ref(f"residence_community.paper_{key}_report")
        return report.report_action(self, config=False)

    def action_skip_papers(self):
        """Propose no more the papers that are due now."""
        for event in self:
            keys = [paper.key for paper in event._get_due_papers()]
            event._note_papers(keys, papers.SKIPPED)

    def _note_papers(self, keys, mark):
        self._unseal().printed_papers = {
            **(self.printed_papers or {}),
            **dict.fromkeys(keys, mark),
        }

    def _get_due_papers(self):
        """Return the papers to print soon, as ``tools.papers.Due``."""
        self.ensure_one()
        if not self._takes_papers():
            return []
        today = local_time.to_local(fields.Datetime.now(), self._get_tz()).date()
        printed = {
            key: mark if mark == papers.SKIPPED else fields.Datetime.to_datetime(mark)
            for key, mark in (self.printed_papers or {}).items()
        }
        return papers.due(self.date, today, printed, self.moved_on)

    def _takes_papers(self):
        """Return whether papers are proposed: not for what comes back every week."""
        return bool(
            self.date
            and not self.series_id
            and self.state in ("draft", "planned")
            and self.event_type_id.proposes_papers
        )

    @api.model
    def _get_paper_names(self):
        """Return the names of the papers, by key, in the user's language."""
        return {
            "action_sheet": self.env._("Action sheet"),
            "countdown": self.env._("Countdown plan"),
            "poster": self.env._("Poster"),
            "sign_in": self.env._("Sign-in sheet"),
            "image_consent": self.env._("Image consent (adult)"),
            "parental_consent": self.env._("Parental consent"),
            "flyer_2": self.env._("Flyers, 2 to a page"),
            "flyer_4": self.env._("Flyers, 4 to a page"),
            "wrap_up": self.env._("Wrap-up sheet"),
        }

    def _describe_papers(self, due):
        """Return « À imprimer avant le 5 mai : affiche (à réimprimer), … »."""
        if not due:
            return False
        names = self._get_paper_names()
        texts = [
            self.env._("%s (again: the programme changed)", names[paper.key])
            if paper.is_again
            else names[paper.key]
            for paper in due
        ]
        before = min(paper.before for paper in due)
        return self.env._(
            "To print before %(day)s: %(papers)s",
            day=format_date(self.env, before, date_format="d MMMM"),
            papers=", ".join(texts),
        )

    @api.model
    def _get_paper_cards(self, residences):
        """Return the events of the coming fortnight that wait for a paper or a word."""
        now = fields.Datetime.now()
        soon = self.search(
            Domain("residence_id", "in", residences.ids)
            & Domain("state", "in", ("draft", "planned", "cancelled"))
            & Domain("stop", ">=", now)
            & Domain("start", "<", fields.Datetime.add(now, days=papers.FIRST + 1)),
            order="start",
        )
        names = self._get_paper_names()
        cards = []
        for event in soon:
            due = event._get_due_papers()
            if not due and not event.partner_notice:
                continue
            cards.append(
                {
                    **event._get_card(len(residences) > 1),
                    "notice": event._describe_papers(due) or "",
                    "papers": [
                        {"key": paper.key, "name": names[paper.key]} for paper in due
                    ],
                    "partner_notice": event.partner_notice or "",
                }
            )
        return cards

    def _get_paper_file_name(self, key):
        """Return the name of the printed file: the paper, the day, the title."""
        return f"{self._get_paper_names()[key]} {self.date} {self.name}"[:100]

    def _in_paper_lang(self):
        self.check_access("read")
        return self.with_context(lang=self.residence_id._get_paper_lang())

    def _get_paper(self, grey=False):
        """Return what every paper of the event shows: words, and no record."""
        self.ensure_one()
        (item,) = self._get_programme_items()
        residence = self.residence_id
        return {
            **residence._get_paper_brand(grey),
            **self._get_item_words(item),
            "qr": residence._get_paper_qr(),
            "printed_on": residence._get_printed_on(),
            "revised": residence._format_revised([item] if item.is_moved else []),
        }

    def _get_action_sheet(self):
        """Return what the action sheet adds: for the team and the funder."""
        return {
            "type": self.event_type_id.name,
            "spaces": ", ".join((self.space_id | self.extra_space_ids).mapped("name")),
            "partners": ", ".join(self.partner_ids.mapped("name")),
            "capacity": self.space_id.capacity,
            "from_to": self._get_from_to(),
        }

    def _get_from_to(self):
        """Return « 10h00 – 14h45 »: when the space is taken, setup included."""
        tz = self._get_tz()
        pattern = self.env._("HH:mm")
        slots = self._get_slots() or [(None, self.start, self.stop)]
        start, stop = slots[0][1:]
        return " – ".join(
            format_datetime(self.env, moment, tz, pattern) for moment in (start, stop)
        )

    def _get_countdown(self):
        """Return the steps of the plan: (days before, the day, what is to be done)."""
        from_to = self._get_from_to()
        steps = [
            (
                -28,
                self.env._("Choose the idea with residents, the date and who leads it"),
            ),
            (
                -28,
                self.env._("Book the space; write to the partners; check the budget"),
            ),
            (-21, self.env._("Open the sign-ups; ask residents who can give a hand")),
            (
                -14,
                self.env._(
                    "Hang the poster; put it on the programme; print the flyers"
                ),
            ),
            (-7, self.env._("Print the sign-in sheet and the consents")),
            (
                -7,
                self.env._(
                    "Confirm with the partners; list the shopping and the material"
                ),
            ),
            (-2, self.env._("Remind people by WhatsApp or SMS; do the shopping")),
            (
                0,
                self.env._("Space taken from %s, setup and clean-up included", from_to),
            ),
            (
                0,
                self.env._(
                    "Sign-in sheet at the door; ask before any photo; count people"
                ),
            ),
            (
                1,
                self.env._(
                    "Fill in the wrap-up; return the keys; thank those who helped"
                ),
            ),
            (
                7,
                self.env._(
                    "Tell residents in the hall what came of it; note new ideas"
                ),
            ),
        ]
        day = local_time.to_local(self.start, self._get_tz()).date()
        return [
            {
                "offset": self.env._("D%s", f"{days:+d}".replace("-", "−"))
                if days
                else self.env._("D-day"),
                "day": format_date(
                    self.env, day + timedelta(days=days), date_format="EEE d MMM"
                ),
                "what": what,
            }
            for days, what in steps
        ]

    def _get_sign_in(self):
        """Return how many lines and sheets, who reads them and for how long."""
        sheets = -(-max(self.expected_count, 1) // SIGN_IN_LINES)
        return {
            "sheets": range(min(sheets, MAX_SHEETS)),
            "lines": range(SIGN_IN_LINES),
            # sudo: a number of months, printed for all
            "months": self.company_id.sudo().residence_retention_months,
        }

    def _get_wrap_up(self):
        """Return the wrap-up in words; blanks to be filled in until it is saved."""
        is_done = self.state == "done"
        labels = dict(self._fields["led_by"]._description_selection(self.env))
        lines = {line.age_bracket_id: line.quantity for line in self.attendance_ids}
        brackets = self.env["residence.age.bracket"].search([("parent_id", "=", False)])
        by_generation = self.counting_mode == "generations"
        is_counted = is_done and self.is_counted
        return {
            "is_done": is_done,
            "is_counted": is_counted,
            "brackets": [
                (bracket.name, self._get_bracket_total(bracket, lines))
                for bracket in brackets
                if by_generation
            ],
            "led_by": labels[self.led_by],
            "partners": ", ".join(self.partner_ids.mapped("name")),
        }

    def _get_bracket_total(self, bracket, lines):
        """Return how many of a generation, its detailed brackets included."""
        return sum(
            quantity
            for line, quantity in lines.items()
            if bracket in (line, line.parent_id)
        )
