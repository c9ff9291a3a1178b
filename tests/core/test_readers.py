from odoo.tests import tagged

from ..common.base import MODULE
from ..common.security import SecurityCommon


@tagged("security")
class TestReaders(SecurityCommon):
    """Under every free text stands who reads it, and that is true."""

    FREE_TEXT = {  # model: {field: roles that read it beside those of the model}
        "residence.event": {
            "name": {"management"},
            "summary": {"management"},
            "note": set(),
        },
        "residence.event.series": {"name": {"management"}, "note": set()},
        "residence.booking.series": {"purpose": set()},
        "residence.closing": {"name": set()},
        "residence.event.cost": {"name": set()},
        "residence.event.contribution": {"name": set()},
        "residence.idea": {"name": set()},
        "residence.idea.author": {"name": set()},
        "residence.decision": {"name": set()},
        "residence.key": {"holder": set()},
        "residence.loan.agreement": {"contact": set()},
        "residence.coaching.visit": {"body": set()},
        "residence.coaching.action": {"name": set()},
        "residence.briefing": {"body": set()},
        "residence.document": {"name": set(), "owner": set()},
        "residence.funding.convention": {
            "title": set(),
            "difficulties": set(),
            "prospects": set(),
        },
        "residence.funding.line": {"name": set(), "assessment": set()},
        "residence.review": {
            "opening": set(),
            "residents_part": set(),
            "partners_part": set(),
            "outlook": set(),
        },
    }
    SHOWN_ON = {  # where it has no form, or is written elsewhere too
        "residence.idea.author": "residence.idea",
        "residence.coaching.action": "residence.coaching.visit",
    }

    def test_the_line_is_what_the_rights_say(self):
        expected = {}
        for model, texts in self.FREE_TEXT.items():
            own = self._get_records(model)[0]
            readers = {
                role
                for role in ("animator", "coordinator", "management", "administrator")
                if own.with_user(self.users[role]).has_access("read")
            }
            form = self.SHOWN_ON.get(model, model)
            lines = [readers | extra for extra in texts.values()]
            expected.setdefault(form, []).extend(lines)
        for model, lines in expected.items():
            views = self.env["ir.ui.view"].search(
                [("model", "=", model), ("type", "=", "form")]
            )
            for view in views:
                tree = self.env[model].get_view(view.id)["arch"]
                if 'edit="0"' in tree:
                    continue  # nothing is typed there
                self.assertIn("data-readers", tree, view.name)
            form = self.env.ref(f"{MODULE}.{model.replace('.', '_')}_view_form")
            shown = [
                set(node.split('"')[0].split())
                for node in form.arch_db.split('data-readers="')[1:]
            ]
            with self.subTest(model):
                self.assertCountEqual(shown, lines)
