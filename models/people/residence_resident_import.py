from odoo import api, models
from odoo.fields import Domain


class ResidenceResident(models.Model):
    """Residents from the landlord's list: what it lacks, said before its first line."""

    _inherit = "residence.resident"

    @api.model
    @api.readonly
    def get_import_templates(self):
        return [
            {
                "label": self.env._("List of residents to fill in"),
                "template": "/residence_community/static/import/habitants.csv",
            }
        ]

    @api.model
    def load(self, fields, data):
        problem = self._get_import_problem([name for name in fields if name])
        if problem:
            rows = {"from": 0, "to": max(len(data) - 1, 0)}
            error = {"type": "error", "message": problem, "rows": rows, "record": 0}
            return {"ids": False, "messages": [error], "nextrow": 0}
        return super().load(fields, self._spell_generations(fields, data))

    @api.model
    def _spell_generations(self, columns, rows):
        """Return the rows with « Aînés » as the bracket's whole name, ages included.

        Only where one bracket alone begins with it; the rest is for Odoo to refuse.
        """
        if "age_bracket_id" not in columns:
            return rows
        column = columns.index("age_bracket_id")
        names = {}
        brackets = self.env["residence.age.bracket"].search_fetch(Domain.TRUE, ["name"])
        for name in brackets.mapped("name"):
            word = name.partition("(")[0].strip().casefold()
            names[word] = False if word in names else name
        return [
            [
                *row[:column],
                names.get(row[column].strip().casefold()) or row[column],
                *row[column + 1 :],
            ]
            for row in rows
        ]

    @api.model
    def _get_import_problem(self, columns):
        """Return why a list with these columns cannot be read, False if it can."""
        names = {column.split("/")[0] for column in columns}
        unknown = sorted(names - self._fields.keys() - {".id"})
        if unknown:
            return self.env._(
                "Unknown column: %s. A list of residents has a name, a dwelling, a "
                "residence and a generation: start from the template.",
                ", ".join(unknown),
            )
        if names & {"id", ".id"}:
            return False  # corrections to people who are there
        if "name" not in names:
            return self.env._(
                "No column “Name”: choose which one of your list holds the names."
            )
        residence = self.default_get(["residence_id"]).get("residence_id")
        if "residence_id" not in names and not residence:
            return self.env._(
                "No column “Residence”: you have several, so the list must say which "
                "one each person lives in."
            )
        return False
