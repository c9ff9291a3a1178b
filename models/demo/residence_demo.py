from importlib import import_module

from odoo import api, models

PARTS = ("events", "residents", "coaching", "means", "peers")


class ResidenceDemo(models.AbstractModel):
    """The demo: three years of a house, counted back from the day of installation.

    Hundreds of records with relative dates are no XML, and a data file can only call a
    model's method: this one, from ``data/demo`` and nowhere else (as Odoo's own
    ``account/demo`` does). It is private, so no client reaches it. What happens when is
    decided in ``tools/demo``, which knows no Odoo; a server that loads no demo data
    imports neither that nor the modules beside this file.
    """

    _name = "residence.demo"
    _description = "Demo"

    @api.model
    def _load(self, part):
        """Create one part of the demo, relative to now.

        :param str part: a module beside this one, whose ``load`` makes the records.
        """
        if part not in PARTS:
            raise ValueError(f"no such part of the demo: {part}")
        import_module(f".{part}", __package__).load(self.env)
