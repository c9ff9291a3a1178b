from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.base.models.ir_actions_report import _wkhtml

PREFIX = "residence_community.paper_"
MAX_PRINTED = 40  # events at a time
# Our pages are drawn 960 wide upright, 1,400 on the side. At 96 dots per inch, A4
# without its margins of 10 mm is 703 wide for patched Qt and 935 for the other, as
# measured with 0.12.3 and 0.12.6. Both also shrink what is wider, but patched Qt then
# looks for page breaks where they no longer are: we stay just below.
ZOOM_PATCHED, ZOOM_UNPATCHED = 0.729, 0.969


class IrActionsReport(models.Model):
    """Our papers bring their own styles, headings and pictures.

    Odoo has wkhtmltopdf fetch its style sheets from the server's own address: where
    that address is wrong, which is common, the paper comes out bare. And only one
    build of wkhtmltopdf (« patched Qt ») prints its headers and footers; Debian's
    does not. Ours need neither, and come out the same with both.
    """

    _inherit = "ir.actions.report"

    @api.model
    def _get_paper_zoom(self):
        """Return by how much our pages are zoomed to fit the width of the paper."""
        return ZOOM_PATCHED if _wkhtml().is_patched_qt else ZOOM_UNPATCHED

    def _get_rendering_context(self, report, docids, data):
        """Refuse a whole year ticked in the list: the server would print for long."""
        if report._is_residence_paper() and len(docids or []) > MAX_PRINTED:
            raise UserError(
                self.env._(
                    "Print: %(limit)s at a time at most, and %(count)s are ticked. "
                    "Tick fewer.",
                    limit=MAX_PRINTED,
                    count=len(docids),
                )
            )
        return super()._get_rendering_context(report, docids, data)

    def _is_residence_paper(self):
        return len(self) == 1 and (self.report_name or "").startswith(PREFIX)

    def _get_layout(self):
        if self._is_residence_paper():
            return self.env.ref("residence_community.paper_page_layout")
        return super()._get_layout()

    def _prepare_html(self, html, report_model=False):
        prepared = super()._prepare_html(html, report_model=report_model)
        if not self._is_residence_paper():
            return prepared
        bodies, ids, _header, _footer, arguments = prepared
        return bodies, ids, None, None, arguments
