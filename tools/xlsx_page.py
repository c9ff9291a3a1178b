"""How a tab is printed: A4, landscape, readable. No Odoo in here."""

A4 = 9
MARGIN = 0.4  # inches, left and right
# inches of a landscape page, less what another machine's fonts take
PRINTED = 0.72 * (11.69 - 2 * MARGIN)
LINE = 15  # points of a line of text
PIXELS = 96  # in an inch
SMALLEST = 45  # per cent: below it nobody reads


def set_up_page(tab, columns, frozen):
    """Fit the columns to the width of a page; or, where some of them begin a new one,
    print page beside page, with the columns that stay in sight on each."""
    tab.set_landscape()
    tab.set_paper(A4)
    tab.set_margins(left=MARGIN, right=MARGIN, top=0.5, bottom=0.6)
    tab.set_footer("&L&8&A&R&8&P / &N")
    breaks = [place for place, column in enumerate(columns) if column.page]
    if not breaks:
        tab.fit_to_pages(1, 0)
        return
    if frozen:
        tab.repeat_columns(0, frozen - 1)
    tab.set_v_pagebreaks(breaks)
    repeated = _get_pixels(columns[:frozen])
    ends = [*breaks, len(columns)]
    widest = max(
        _get_pixels(columns[first:last]) + (repeated if first else 0)
        for first, last in zip([0, *breaks], ends, strict=True)
    )
    tab.set_print_scale(max(SMALLEST, min(100, int(100 * PRINTED * PIXELS / widest))))
    tab.print_across()


def get_height(values, columns, wrapped):
    """Return how many points a row needs for its texts on several lines, None for the
    usual: LibreOffice does not find it out by itself.

    :param wrapped: the places of the columns whose texts go on.
    """
    lines = 1
    for place in wrapped:
        text = values[place] or ""
        room = max(1, 0.85 * columns[place].width)
        lines = max(lines, sum(1 + int(len(part) / room) for part in text.split("\n")))
    return LINE * lines if lines > 1 else None


def _get_pixels(columns):
    """Return how wide columns are: seven pixels a character, five around them."""
    return sum(int(7 * one.width) + 5 for one in columns if not one.hidden)
