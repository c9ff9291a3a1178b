import base64

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date
from odoo.tools.image import image_data_uri

from ...tools import colours, local_time, programme, programme_feed, share_text
from ...tools import period as periods

PERIODS = {"week": periods.week_of, "month": periods.month_of}
PUBLIC_WEEKS = 8
FEED_DAYS_BEFORE = 28  # what an agenda keeps showing once it is over
MAX_ITEMS = 500

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
    """The programme of a residence: hung in the hall, copied, shared.

    Beside its events stand logo, colours, QR code and ideas.
    """

    _inherit = "residence.residence"

    programme_url = fields.Char(
        string="Public Address of the Programme", compute="_compute_programme_url"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_programme_url(self):
        """Read as the user: the rules of the shares decide who knows the address."""
        shares = self.env["residence.programme.share"]
        urls = {}
        if shares.has_access("read"):
            found = shares.search([("residence_id", "in", self.ids)])
            urls = {share.residence_id: share.url for share in found}
        for residence in self:
            residence.programme_url = urls.get(residence._origin)

    def action_share_programme(self):
        """Give the programme a public address, unless it has one."""
        self.ensure_one()
        if not self.programme_url:
            self.env["residence.programme.share"].create({"residence_id": self.id})

    def action_renew_programme_url(self):
        """Change the address: the one printed on older posters leads nowhere."""
        self._get_share()._unseal().write({"token": True})

    def action_stop_sharing_programme(self):
        """Take the programme off the public page, at once."""
        self._get_share().unlink()

    @api.readonly
    def action_print_programme(self, kind, day, landscape=False):
        """Print the programme of the week or month of ``day``.

        :param str kind: ``week`` or ``month``.
        :param day: a date, or its ISO text.
        """
        self.ensure_one()
        self._check_programme_access()
        self._get_period(kind, day)
        report = self.env.ref("residence_community.paper_programme_report")
        data = {
            "residence_id": self.id,
            "kind": kind,
            "day": str(day),
            "landscape": bool(landscape),
        }
        return report.report_action(self, data=data, config=False)

    @api.readonly
    def action_copy_programme(self, kind, day):
        """Copy the text of a week or month, by the browser."""
        text = self.get_programme_text(kind, day)
        return self.env["residence.event"]._get_copy_action(text)

    def _get_share(self):
        """Return the residence's address.

        :raise AccessError: for whoever may not share this residence's programme.
        """
        self.ensure_one()
        # sudo: only which record it is; the user's rights to it are checked next
        share = (
            self.env["residence.programme.share"]
            .sudo()
            .search([("residence_id", "=", self.id)])
        )
        share = share.with_env(self.env)
        share.check_access("write")
        return share

    def _get_programme_file_name(self, kind=None, day=None):
        """Return the name of the printed file: the house, and the week or month.

        From the print menu, which knows neither, the coming month's.
        """
        self.ensure_one()
        here = self.with_context(lang=self._get_paper_lang())
        if not kind:
            kind, day = here._get_coming_month()
        label = here._format_period(kind, here._get_period(kind, day))
        house = here.house_name or here.name
        return f"{here.env._('Programme')} - {house} - {label}"[:100]

    @api.readonly
    def get_programme_text(self, kind, day):
        """Return a week or month to paste into WhatsApp: no name, under 1,000 signs."""
        self.ensure_one()
        self._check_programme_access()
        here = self.with_context(lang=self._get_paper_lang())
        period = here._get_period(kind, day)
        events = here.env["residence.event"]
        blocks = []
        for _day, items in programme.by_day(here._get_programme_items(period)):
            for rank, item in enumerate(items):
                title = f"\n{events._format_day(items[0])}\n" if not rank else ""
                blocks.append(title + here._format_item(item))
        head = f"{here.house_name or here.name}\n{here._format_period(kind, period)}"
        if not blocks:
            blocks = ["\n" + here.env._("Nothing on the programme for now.")]
        url = here.programme_url
        return share_text.fit(
            head,
            blocks,
            "\n" + here.env._("The programme: %s", url) if url else "",
            lambda left: here.env._("… and %s more", left),
        )

    def _format_item(self, item):
        """Return « • 12h00 Repas (Salle). À apporter : une assiette »."""
        events = self.env["residence.event"]
        title = item.title
        if item.is_cancelled:
            title = events._format_cancelled(title)
        line = f"• {events._format_hour(item.start)} {title}"
        if item.place:
            line += f" ({item.place})"
        if item.bring and not item.is_cancelled:
            line += ". " + self.env._("To bring: %s", item.bring)
        return line

    def _check_programme_access(self):
        """Raise for whoever may not read the events of the residence.

        Some read the house without its events: an empty programme would be a lie.
        """
        self.check_access("read")
        events = self.env["residence.event"]
        events.check_access("read")
        if self.env.su:
            return
        rule = self.env["ir.rule"]._compute_domain("residence.event", "read")
        for residence in self:
            place = {"residence_id": residence.id, "company_id": residence.company_id}
            if not events.new(place).filtered_domain(rule):
                raise AccessError(
                    self.env._(
                        "The programme of %s is for its team and its coordination.",
                        residence.name,
                    )
                )

    @api.model
    def _get_period(self, kind, day):
        """Return the week or month of ``day``.

        :raise UserError: where that is no week, month or day.
        """
        try:
            if isinstance(day, str):
                day = periods.parse_date(day)
            return PERIODS[kind](day)
        except (
            AttributeError,
            KeyError,
            OverflowError,
            TypeError,
            ValueError,
        ) as error:
            raise UserError(
                self.env._("Programme: choose a week or a month, and a day of it.")
            ) from error

    def _format_period(self, kind, period):
        """Return « Semaine du 11 au 17 mai 2026 » or « Mai 2026 »."""
        if kind == "month":
            text = format_date(self.env, period.first, date_format="MMMM yyyy")
            return text[:1].upper() + text[1:]
        same_month = period.first.month == period.last.month
        first = format_date(
            self.env, period.first, date_format="d" if same_month else "d MMMM"
        )
        last = format_date(self.env, period.last, date_format="d MMMM yyyy")
        return self.env._("Week of %(first)s to %(last)s", first=first, last=last)

    def _get_programme_choices(self):
        """Return the weeks and months that one may want to print now, likely first."""
        self.ensure_one()
        today = local_time.to_local(fields.Datetime.now(), self.tz).date()
        week, month = periods.week_to_print(today), periods.month_to_print(today)
        wanted = {
            "week": [week, periods.week_of(today), _after(week, periods.week_of)],
            "month": [month, periods.month_of(today), _after(month, periods.month_of)],
        }
        return [
            {
                "kind": kind,
                "day": str(period.first),
                "label": self._format_period(kind, period),
            }
            for kind, choices in wanted.items()
            for period in list(dict.fromkeys(choices))[:2]
        ]

    def _get_coming_month(self):
        """Return the kind and the first day of the month that is printed unasked."""
        return next(
            (choice["kind"], choice["day"])
            for choice in self._get_programme_choices()
            if choice["kind"] == "month"
        )

    def _get_programme_items(self, period):
        """Return the items of the days of ``period``: as many queries for any number.

        The caller's rights decide which events; only ``Item`` comes out.
        """
        self.ensure_one()
        begin = local_time.day_bounds(period.first, self.tz)[0]
        end = local_time.day_bounds(period.last, self.tz)[1]
        events = self.env["residence.event"]
        found = events.search_fetch(
            events._get_programme_domain()
            & Domain("residence_id", "=", self.id)
            & Domain("start", ">=", begin)
            & Domain("start", "<", end),
            events._get_public_fields(),
            order="start, id",
            limit=MAX_ITEMS,
        )
        return found._get_programme_items()

    def _get_public_programme(self):
        """Return what the public page shows, from today on: labels and items."""
        today = local_time.to_local(fields.Datetime.now(), self.tz).date()
        period = _days_from(today, PUBLIC_WEEKS * 7)
        events = self.env["residence.event"]
        return [
            (
                events._format_day(items[0]),
                [events._get_item_words(item) for item in items],
            )
            for _day, items in programme.by_day(self._get_programme_items(period))
        ]

    def _get_public_feed(self):
        """Return the iCalendar feed, in octets."""
        today = local_time.to_local(fields.Datetime.now(), self.tz).date()
        first = today - relativedelta(days=FEED_DAYS_BEFORE)
        period = _days_from(first, FEED_DAYS_BEFORE + PUBLIC_WEEKS * 7)
        return programme_feed.write(
            self._get_programme_items(period),
            name=self.house_name or self.name,
            tz=self.tz,
            cancelled=self.env["residence.event"]._format_cancelled,
        )

    def _get_paper_lang(self):
        """Return the language of what tenants read: French where installed."""
        # sudo: the code of a language
        own = self.company_id.sudo().partner_id.lang or ""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        french = [code for code in (own, *installed) if code.startswith("fr")]
        wanted = (*french, own, *installed)
        return next(code for code in wanted if code in installed)

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

    def _format_revised(self, items):
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
        brand, title = here._get_paper_brand(), here._format_period(kind, period)
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
            "revised": here._format_revised(items),
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


def _after(period, make):
    return make(period.last + relativedelta(days=1))


def _days_from(first, days):
    return periods.Period(first, first + relativedelta(days=days - 1))
