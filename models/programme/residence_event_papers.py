from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools import local_time, papers


class ResidenceEvent(models.Model):
    """The papers of an event: proposed a fortnight and a week before, there any day."""

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
        self.printed_papers = {
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
