import base64

from babel.dates import format_date

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import docx, local_time

# What is proposed for an event; all others are a tap away.
SHOWN = 6


class ResidenceDocument(models.Model):
    """Filling a document in: with a house and an event, never with a person."""

    _inherit = "residence.document"

    blank_file = fields.Binary(
        string="To Fill In by Hand",
        compute="_compute_blank_file",
        help="With the names of one's own house; dotted lines for all else.",
    )
    is_proposed = fields.Boolean(
        compute="_compute_is_proposed",
        search="_search_is_proposed",
        help="One of the six for the event that the toolbox was opened from.",
    )

    @api.depends("file")
    @api.depends_context("uid")
    def _compute_blank_file(self):
        homes = self.env["residence.residence"]
        if self.env.user.has_group("residence_community.group_animator"):
            homes = homes._get_mine()
        values = self._get_house_values(homes if len(homes) == 1 else homes.browse())
        for document in self.with_context(bin_size=False):
            document.blank_file = document.file and base64.b64encode(
                docx.fill(base64.b64decode(document.file), values)
            )

    @api.depends_context("residence_event_id")
    def _compute_is_proposed(self):
        proposed = self._get_proposed()
        for document in self:
            document.is_proposed = document in proposed

    def _search_is_proposed(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._get_proposed().ids)]

    @api.model
    def _get_context_event(self):
        """Return the event that the toolbox was opened from, if any."""
        event_id = self.env.context.get("residence_event_id")
        return self.env["residence.event"].browse(
            event_id if isinstance(event_id, int) else ()
        )

    @api.model
    def _get_proposed(self):
        """Return the six documents for the event of the context, the closest first.

        For its type before all types, for its residence's phase before any time, then
        in the order of the toolbox. Versions in plain language come with the others.
        """
        event = self._get_context_event().exists()
        if not event:
            return self.browse()
        kind, phase = event.event_type_id, event.residence_id.phase
        fitting = self.search(
            [
                ("state", "!=", "replaced"),
                ("standard_ids", "=", False),
                ("phase", "in", (False, phase)),
                "|",
                ("event_type_ids", "=", False),
                ("event_type_ids", "in", kind.ids),
            ]
        )
        return fitting.sorted(
            lambda document: (not document.event_type_ids, not document.phase)
        )[:SHOWN]

    def action_use(self):
        """Make a copy for the event of the context, and download it; or print it.

        Made twice from the same document with the same names, it is the same copy.

        :raise UserError: where no event is said.
        """
        self.ensure_one()
        event = self._get_context_event()
        if not event:
            raise UserError(
                self.env._("Open the event first, then its documents, and choose.")
            )
        if self.paper:
            return event.action_print_paper(self.paper)
        copy = self._copy_for(event)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{copy.id}?download=true",
            "target": "download",
        }

    def action_download(self):
        """Download the document with the house's names, to be filled in by hand."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/blank_file"
            "?filename_field=file_name&download=true",
            "target": "download",
        }

    def _copy_for(self, event):
        """Return the copy for an event: an attachment, with the event's rights.

        Removed with the event. What is changed in the toolbox later does not reach it.

        :raise AccessError: where the user may not write the event.
        """
        event.check_access("write")
        data = docx.fill(
            base64.b64decode(self.with_context(bin_size=False).file),
            self._get_values(event),
        )
        attachments = self.env["ir.attachment"]
        values = {
            "name": self._get_file_name(event.name, str(event.date)),
            "res_model": event._name,
            "res_id": event.id,
        }
        same = [(name, "=", value) for name, value in values.items()]
        checksum = attachments._compute_checksum(data)
        found = attachments.search([*same, ("checksum", "=", checksum)], limit=1)
        return found or attachments.create(
            {
                **values,
                "raw": data,
                "mimetype": docx.MIMETYPE,
                "description": self.env._(
                    "From the toolbox: %(name)s, version %(version)s",
                    name=self.name,
                    version=self.version,
                ),
            }
        )

    @api.model
    def _get_placeholders(self):
        """Return what a document may ask for, each with what it becomes."""
        return {
            "maison": self.env._("the shared house"),
            "residence": self.env._("the residence"),
            "adresse": self.env._("its address"),
            "ville": self.env._("its town"),
            "logements": self.env._("its number of dwellings"),
            "bailleur": self.env._("the landlord"),
            "animation": self.env._("the title of the event"),
            "type": self.env._("its type"),
            "date": self.env._("its day"),
            "debut": self.env._("when it begins"),
            "fin": self.env._("when it ends"),
            "lieu": self.env._("where it takes place"),
        }

    @api.model
    def _get_house_values(self, residence):
        """Return the values of a house, and nothing about who lives or works there."""
        address = residence.partner_id
        # an organisation's or a building's address; a person's own would name them
        street = ", ".join(
            filter(
                None,
                (
                    address.street,
                    address.street2,
                    " ".join(filter(None, (address.zip, address.city))),
                ),
            )
        )
        return {
            "maison": residence.house_name or residence.name,
            "residence": residence.name,
            "adresse": street,
            "ville": residence.city,
            "logements": residence.dwelling_count or "",
            "bailleur": residence.company_id.name,
        }

    @api.model
    def _get_values(self, event):
        """Return the value of each placeholder for an event, in the residence's time.

        Dates in French, as the documents are.
        """
        start, stop = (
            local_time.to_local(moment, event._get_tz())
            for moment in (event.start, event.stop)
        )
        return {
            **self._get_house_values(event.residence_id),
            "animation": event.name,
            "type": event.event_type_id.name,
            "date": format_date(event.date, "EEEE d MMMM y", locale="fr"),
            "debut": f"{start:%H h %M}",
            "fin": f"{stop:%H h %M}",
            "lieu": event.place_name,
        }
