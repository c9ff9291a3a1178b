import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.photo import PhotoError, clean

PRINTABLE = ("nobody", "signed")


class ResidenceEventPhoto(models.Model):
    """A photo of an event, and one statement: may it be shown?

    Nobody tags faces standing up; one answer per photo is enough, and without one a
    photo is never published. Kept without its place and camera (``tools/photo.py``).
    """

    _name = "residence.event.photo"
    _description = "Event Photo"
    _named_by = ("event_id",)
    _inherit = "residence.scoped"
    _order = "event_id, id"
    _scoped_by = ("event_id",)

    event_id = fields.Many2one(
        "residence.event", required=True, ondelete="cascade", index=True
    )
    residence_id = fields.Many2one(
        related="event_id.residence_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="event_id.company_id", store=True, precompute=True
    )
    # an attachment of the photo: who may not read the photo does not reach it
    image = fields.Image(string="Photo", required=True, copy=False)
    consent = fields.Selection(
        [
            ("nobody", "Nobody recognisable"),
            ("signed", "Adults who signed"),
            ("private", "Not to be published"),
        ],
        string="May it be shown?",
        required=True,
        default="private",
    )

    def _get_own_name(self):
        return self.env._("Photo of %s", self.event_id.name)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean_image(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._clean_image(vals))

    @api.model
    def add_photo(self, event_id, token, image):
        """Add a photo to an event, once per token.

        :param str token: random, made by the screen.
        :param str image: the file, in base 64.
        :return: the photo's id.
        """
        requests = self.env["residence.request"]
        key = f"photo/{self.env.uid}/{token}"
        made = requests._get_made([key])
        if made:
            return made[key]
        photo = self.create({"event_id": event_id, "image": image})
        requests._claim_token(key, photo.id)
        return photo.id

    def _printable(self):
        """Return the photos that may be printed or shown; never another one."""
        return self.filtered(lambda photo: photo.consent in PRINTABLE)

    def _clean_image(self, vals):
        """Return ``vals`` with a photo fit to be kept; raise UserError."""
        if not vals.get("image"):
            return vals
        try:
            cleaned = clean(base64.b64decode(vals["image"]))
        except (ValueError, TypeError) as error:
            reason = error.args[0] if isinstance(error, PhotoError) else "unreadable"
            raise UserError(self._get_refusals()[reason]) from error
        return {**vals, "image": base64.b64encode(cleaned)}

    @api.model
    def _get_refusals(self):
        return {
            "heavy": self.env._(
                "“Photo”: this file is too big. Send a photo of at most 25 MB."
            ),
            "heic": self.env._(
                "“Photo”: HEIC photos cannot be read here. In the settings of the "
                "phone's camera choose the most compatible format, or send a JPEG."
            ),
            "unreadable": self.env._(
                "“Photo”: this file is no photo that can be read. Send a JPEG or a PNG."
            ),
        }
