import base64

from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.image import image_data_uri

from ...tools import colours, local_time, programme

# Pixels of a page of 190 × 277 mm, drawn 960 wide upright and 1,400 on the side: one
# is 0.2 mm. Titles are 28 points where few, 16 where many: capitals of 4 mm at least,
# which are read from two metres.
UPRIGHT = {"columns": 1, "page": 960, "width": 750, "height": 1390}
SIDEWAYS = {"columns": 2, "page": 1400, "width": 480, "height": 945}
SIZES, SMALLEST = (50, 43, 36, 32, 28), 32  # SMALLEST over several pages
DAY_HEIGHT, HEADING_AGAIN, FOOTER = 105, 118, 60
HOUSE_SIZE, TITLE_SIZE = 54, 42
LOGO_WIDTH, QR_HEIGHT, IDEA_HEIGHT = 300, 160, 32
MAX_IDEAS, FEW_IDEAS, MAX_IDEA = 5, 2, 60  # MAX_IDEA: characters of each
LOGO_SIZE = (480, 200)


class Residence(models.Model):
    """What stands on a paper beside its events: logo, colours, QR code, ideas."""

    _inherit = "residence.residence"

    def _get_paper_brand(self, grey=False):
        """Return logo, colours and names to print, for a template.

        :param bool grey: for a photocopier: no colour, and the logo in greys.
        """
        self.ensure_one()
        # sudo: the landlord's name, logo and colour, on every letter it sends
        company = self.company_id.sudo()
        colour = colours.INK if grey else colours.safe(company.primary_color)
        return {
            "landlord": company.name,
            "email": company.email or "",
            "house": self.house_name or self.name,
            "residence": self.name if self.house_name else "",
            "logo": company._get_paper_logo(LOGO_SIZE, grey),
            "colour": colour,
            "on_colour": colours.text_on(colour),
            "ink": colours.readable(colour),
        }

    def _get_paper_qr(self):
        """Return the QR code of the public page as a data URI, empty if not shared."""
        if not self.programme_url:
            return ""
        # level M still reads with a corner torn off or drawn upon
        code = self.env["ir.actions.report"].barcode(
            "QR", self.programme_url, width=400, height=400, barLevel="M"
        )
        return image_data_uri(base64.b64encode(code))

    def _get_paper_ideas(self):
        """Return « Vos idées » to print: (title, what became of it), no name."""
        ideas = self._get_programme_ideas(limit=MAX_IDEAS)
        return [
            (programme.no_break(programme.shorten(title, MAX_IDEA)), state)
            for title, state in ideas
        ]

    def _get_printed_on(self):
        """Return today, by the residence's clock, written out."""
        today = local_time.to_local(fields.Datetime.now(), self.tz).date()
        return format_date(self.env, today, date_format="d MMMM yyyy")

    def _get_revised_text(self, items):
        """Return « programme modifié le … », empty where nothing changed since."""
        moments = [item.revised_on for item in items if item.revised_on]
        if not moments:
            return ""
        day = local_time.to_local(max(moments), self.tz).date()
        text = format_date(self.env, day, date_format="d MMMM yyyy")
        return self.env._("Programme changed on %s", text)

    def _get_programme_paper(self, kind, day, landscape=False):
        """Return what the template of the week's or month's programme prints."""
        self.ensure_one()
        self._check_programme_access()
        here = self.with_context(lang=self._get_paper_lang())
        period = here._get_period(kind, day)
        items = here._get_programme_items(period)
        qr, ideas = here._get_paper_qr(), here._get_paper_ideas()
        brand, title = here._get_paper_brand(), here._get_period_label(kind, period)
        layout = SIDEWAYS if landscape else UPRIGHT
        columns = layout["columns"]
        heading = self._get_heading_height(brand, title, layout["page"])
        for kept in (len(ideas), FEW_IDEAS):  # fewer of them, rather than a second page
            ideas = ideas[:kept]
            tail = max(
                QR_HEIGHT if qr else 0, 100 + IDEA_HEIGHT * len(ideas) if ideas else 0
            )
            first = layout["height"] - heading - FOOTER - tail
            after = layout["height"] - HEADING_AGAIN - FOOTER
            size, laid = programme.lay_out(
                items,
                programme.Layout(
                    sizes=SIZES,
                    smallest=SMALLEST,
                    width=layout["width"],
                    heights=(*[first] * columns, after),
                    columns=columns,
                    day_height=DAY_HEIGHT,
                ),
            )
            if len(laid) <= columns:
                break
        pages = [laid[i : i + columns] for i in range(0, len(laid), columns)]
        return {
            **brand,
            "lang": here.env.lang,
            "title": title,
            "house_size": HOUSE_SIZE,
            "title_size": TITLE_SIZE,
            "landscape": landscape,
            "size": size,
            "pages": [[here._get_column(column) for column in page] for page in pages],
            "is_empty": not items,
            "qr": qr,
            "ideas": ideas,
            "ideas_summary": here._get_ideas_summary(),
            "printed_on": here._get_printed_on(),
            "revised": here._get_revised_text(items),
        }

    @api.model
    def _get_heading_height(self, brand, title, page):
        """Return the height of the first page's heading: house, period, logo."""
        room = page - 60 - (LOGO_WIDTH if brand["logo"] else 0)
        house = programme.count_lines(brand["house"], HOUSE_SIZE, room) * HOUSE_SIZE
        text = programme.count_lines(title, TITLE_SIZE, room) * TITLE_SIZE
        return max(1.2 * (house + text), 140 if brand["logo"] else 0) + 60

    def _get_column(self, column):
        """Return the days of a column, in words."""
        events = self.env["residence.event"]
        return [
            {
                "weekday": format_date(self.env, day, date_format="EEEE"),
                "number": day.day,
                "month": format_date(self.env, day, date_format="MMMM"),
                "items": [events._get_item_words(item) for item in items],
            }
            for day, items in column
        ]
