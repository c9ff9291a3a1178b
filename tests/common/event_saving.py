"""What the tests of the saving of events share."""

from ...models.event.residence_event_saving import EditConflict
from .base import ResidenceCommon


class SavingCommon(ResidenceCommon):
    def setUp(self):
        super().setUp()
        self.event = self._new_event(state="planned", actual_cost=10, summary="Avant")
        self.tokens = iter(f"token-{number}" for number in range(1000))

    def _save(self, event, vals, base=None, user=None, is_base_whole=False, **sending):
        """Save as a form does, from the values ``base``; return the event."""
        if not is_base_whole:
            base = {name: [value] for name, value in (base or {}).items()}
        sending = {
            "token": sending.pop("once", None) or next(self.tokens),
            "form": "form",
            "base": base,
            **sending,
        }
        mine = event.with_user(user or self.animator)
        mine = mine.with_context(residence_sending=sending)
        (row,) = mine.web_save(vals, {"name": {}})
        self.env.invalidate_all()
        return self.env["residence.event"].browse(row["id"])

    def _ask(self, *args, **kwargs):
        """Save, expecting the question; return its cells."""
        with self.assertRaises(EditConflict) as refusal, self.env.cr.savepoint():
            self._save(*args, **kwargs)
        self.env.invalidate_all()
        return refusal.exception.context["clashes"]

    def _rows(self, **quantities):
        return [
            {"bracket_id": getattr(self, name).id, "quantity": quantity}
            for name, quantity in quantities.items()
        ]

    def _counts(self, event):
        return {line.age_bracket_id: line.quantity for line in event.attendance_ids}
