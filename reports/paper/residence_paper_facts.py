from odoo import api, models

# Amounts: left out of the version for the tenants' representatives.
EUROS = ("planned_cost", "actual_cost", "contribution_amount")
TENTHS = ("average", "residents_rate", "overall_rate")
SHARES = ("carried_share", "many_share", "mixed_share")
PEOPLE = ("unique_people", "newcomers", "helpers")
HOURS = ("volunteer_hours", "contribution_hours")


class ResidencePaperFigures(models.AbstractModel):
    """What each figure is called on paper, and how it is written."""

    _inherit = "residence.paper.figures"

    @api.model
    def _write_facts(self, columns, currency, with_euros, names):
        """Return [(label, [one text per column])] of what was measured in any of them.

        :param columns: list of sums, as ``_get_sums`` returns them.
        :param names: of the figures, in the order of the rows.
        """
        labels = self._get_fact_labels()
        rows = [
            (labels[name], [self._write_fact(name, sums, currency) for sums in columns])
            for name in names
            if with_euros or name not in EUROS
        ]
        return [row for row in rows if any(row[1])]

    @api.model
    def _write_fact(self, name, sums, currency):
        value = sums[name]
        if name in EUROS:
            return self._write_money(value, currency)
        if name in SHARES:
            return self._write_rate(value)
        if name in PEOPLE:
            return self._write_people(value)
        if name in HOURS:
            return self._write_hours(value)
        return self._write_number(value, 1 if name in TENTHS else 0)

    @api.model
    def _get_fact_labels(self):
        return {
            "events": self.env._("Events held"),
            "events_planned": self.env._("Events planned"),
            "events_counted": self.env._("Events counted"),
            "participations": self.env._("Participations"),
            "external_participations": self.env._("of which from outside"),
            "average": self.env._("People at an average event"),
            "residents_rate": self.env._("Residents per 100 dwellings"),
            "overall_rate": self.env._("All, per 100 dwellings"),
            "many_share": self.env._("With ten people or more"),
            "mixed_share": self.env._("With several generations"),
            "unique_people": self.env._("Different people named"),
            "newcomers": self.env._("First visits, named"),
            "helpers": self.env._("Residents who lent a hand or led"),
            "partners": self.env._("Partners"),
            "passages": self.env._("Passages (open door)"),
            "baskets": self.env._("Baskets collected"),
            "carried_share": self.env._("Led with residents"),
            "volunteer_hours": self.env._("Time given by residents"),
            "contribution_hours": self.env._("Hours brought by partners"),
            "planned_cost": self.env._("Planned budget"),
            "actual_cost": self.env._("Spent"),
            "contribution_amount": self.env._("Brought by partners"),
        }
