import base64
import io

from PIL import Image

from odoo import models
from odoo.tools.image import image_data_uri, image_process


class ResCompany(models.Model):
    """The landlord's logo, small enough to stand inside a paper or a page."""

    _inherit = "res.company"

    def _get_paper_logo(self, size, grey=False):
        """Return the logo as a data URI of at most ``size``, empty without one.

        :param bool grey: in greys, for a photocopier; an SVG stays as it is.
        """
        self.ensure_one()
        company = self.with_context(bin_size=False)
        if company.uses_default_logo or not company.logo:
            return ""
        logo = image_process(base64.b64decode(company.logo), size=size)
        if grey and not logo.lstrip().startswith(b"<"):
            logo = _to_grey(logo)
        return image_data_uri(base64.b64encode(logo))


def _to_grey(picture):
    image = Image.open(io.BytesIO(picture)).convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    target = io.BytesIO()
    Image.alpha_composite(paper, image).convert("L").save(target, "PNG")
    return target.getvalue()
