from odoo import api, models


class ReportPaperOnePage(models.AbstractModel):
    """A page per residence, over the period that its reader last chose."""

    _name = "report.residence_community.paper_one_page"
    _description = "The Essentials, on a Page"

    @api.model
    def _get_report_values(self, docids, data=None):
        residences = self.env["residence.residence"].browse(docids or [])
        figures = self.env["residence.paper.figures"]
        figures._check_figures_access(residences)
        period, with_euros = self.env["residence.paper.wizard"]._get_remembered()
        pages = figures._get_pages_of_each(residences, period, with_euros)
        return {
            "doc_ids": residences.ids,
            "doc_model": residences._name,
            "docs": residences,
            "pages": pages,
            "with_euros": with_euros,
        }


class ReportPaperFigures(models.AbstractModel):
    """What was chosen in « Documents à imprimer »."""

    _name = "report.residence_community.paper_figures"
    _description = "Documents to Print"

    @api.model
    def _get_report_values(self, docids, data=None):
        wizards = self.env["residence.paper.wizard"].browse(docids or [])
        wizards.check_access("read")
        return {
            "doc_ids": wizards.ids,
            "doc_model": wizards._name,
            "docs": wizards,
            "pages": [page for wizard in wizards for page in wizard._get_pages()],
            "document": wizards[:1].document,
            "with_euros": not wizards[:1].without_euros,
        }


class ReportPaperReview(models.AbstractModel):
    """The review of a year, from its words."""

    _name = "report.residence_community.paper_review"
    _description = "Yearly Review"
    _with_euros = True

    @api.model
    def _get_report_values(self, docids, data=None):
        reviews = self.env["residence.review"].browse(docids or [])
        reviews.check_access("read")
        figures = self.env["residence.paper.figures"]
        return {
            "doc_ids": reviews.ids,
            "doc_model": reviews._name,
            "docs": reviews,
            "pages": [
                page
                for review in reviews
                for page in figures._get_reviews(
                    review.residence_id, review.year, self._with_euros
                )
            ],
            "with_euros": self._with_euros,
        }


class ReportPaperReviewWithoutEuros(models.AbstractModel):
    """The same without euros: for the tenants' representatives."""

    _name = "report.residence_community.paper_review_no_euros"
    _inherit = "report.residence_community.paper_review"
    _description = "Yearly Review without Euros"
    _with_euros = False
