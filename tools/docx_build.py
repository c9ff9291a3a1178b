"""Word documents out of readable text: those of ``data/toolbox``. No Odoo in here.

A text is made of lines. ``# Title`` comes once; then::

    > what the document is for, in grey
    ## Heading
    a paragraph, with **bold** words and {{placeholders}}
    - an item
    1. a step
    [ ] a box to tick
    ___ Label to complete by hand
    : Label | value           a row of a form: label, then a cell to write in
    | 40% a | b | c |         a row of a table; the first is its heading, where a
                              column may say its share of the width
    |^ a | b |                a tall row, to sign or to write in
    ---                       a new page, before a heading

An empty line ends a table. ``!falc`` as the first line: large letters, wide lines
(Inclusion Europe, « L'information pour tous », 2009: at least 14 points, a sans-serif
type, aligned left).
"""

import re
from html import escape

from . import docx
from .docx_style import DECLARATION, NAMESPACES, PALE, SECTION, WIDTH, styles

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TALL = 1134  # twentieths of a point: 2 cm, a signature
ROW = 397  # 0.7 cm: room to write
STEP = re.compile(r"(\d{1,2})\.(?:\s+(.*))?")
MARKS = {  # how a line begins: its style, what is printed before it
    "#": ("Title", ""),
    "##": ("Heading1", ""),
    ">": ("Lead", ""),
    "-": ("Item", "•\t"),
    "[ ]": ("Item", "☐\t"),
}
SHARE = re.compile(r"(\d{1,2})%\s*(.*)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
# French sets a space that never breaks before these marks, and after the others
BEFORE = re.compile(r" (?=[:;?!»€%])")
AFTER = re.compile(r"(?<=[«☐]) ")


def build(source):
    """Return the DOCX of a text.

    :param str source: the text, as this module's docstring says.
    :raise ValueError: where it has no title, or a row has not its table's columns.
    """
    lines = [line.rstrip() for line in source.strip().splitlines()]
    is_plain = lines[0] == "!falc"
    title = docx.PLACEHOLDER.sub("", get_title(source)).strip(" :")
    body = "".join(_blocks(lines[is_plain:]))
    return docx.pack(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _links(
                (f"{OFFICE}/officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", CORE),
            ),
            CORE: _core(title),
            "word/_rels/document.xml.rels": _links(
                (f"{OFFICE}/styles", "styles.xml"), (f"{OFFICE}/footer", "footer1.xml")
            ),
            "word/document.xml": f"{DECLARATION}<w:document {NAMESPACES}><w:body>"
            f"{body}{SECTION}</w:body></w:document>",
            "word/styles.xml": styles(is_plain),
            "word/footer1.xml": FOOTER,
        }
    )


def get_title(source):
    """Return the title of a text. :raise ValueError: where it has none."""
    for line in source.splitlines():
        if line.startswith("# "):
            return line[2:].strip()
    raise ValueError("no title")


def _blocks(lines):
    """Yield the XML of each block: a paragraph, or the rows of a table."""
    table, is_top = [], False
    for line in [*lines, ""]:
        if table and line[:1] != table[0][:1]:
            yield _form(table) if table[0].startswith(":") else _table(table)
            table = []
        if line.startswith((":", "|")):
            table.append(line)
        elif line == "---":
            is_top = True
        elif line:
            yield _block(line, is_top)
            is_top = False


def _block(line, is_top=False):
    if step := STEP.fullmatch(line):
        return _paragraph(f"{step[1]}.\t{step[2] or ''}", "Item")
    mark, _space, text = line.partition(" ")
    if mark == "[":  # a box
        mark, text = "[ ]", text.removeprefix("]").lstrip()
    if mark == "___":
        return _paragraph(f"{text} \t", "Line")
    if mark in MARKS:
        style, before = MARKS[mark]
        return _paragraph(before + text, style, is_top)
    return _paragraph(line)


def _paragraph(text, style="Normal", is_top=False):
    page = "<w:pageBreakBefore/>" if is_top else ""
    look = f'<w:pPr><w:pStyle w:val="{style}"/>{page}</w:pPr>'
    return f"<w:p>{look}{_runs(text)}</w:p>"


def _runs(text):
    """Return the runs of a line; every other piece is between two pairs of stars."""
    return "".join(
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if place % 2 else ''}{_text(piece)}</w:r>"
        for place, piece in enumerate(BOLD.split(text))
        if piece
    )


def _text(piece):
    piece = AFTER.sub("\u00a0", BEFORE.sub("\u00a0", piece))
    return "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
        for part in piece.split("\t")
    )


def _form(lines):
    rows = [[cell.strip() for cell in line[1:].split("|", 1)] for line in lines]
    widths = [WIDTH * 35 // 100, WIDTH * 65 // 100]
    return _frame(
        widths,
        (
            _row([_cell(label, widths[0], "Label", PALE), _cell(value, widths[1])], ROW)
            for label, value in rows
        ),
    )


def _table(lines):
    head, *rows = ([cell.strip() for cell in _inside(line)] for line in lines)
    if any(len(row) != len(head) for row in rows):
        raise ValueError(f"a row of « {head[0]} » has not {len(head)} cells")
    head, widths = _share(head)
    body = (
        _row(map(_cell, row, widths), TALL if line.startswith("|^") else ROW)
        for line, row in zip(lines[1:], rows, strict=True)
    )
    heading = (
        _cell(text, width, "Label", PALE)
        for text, width in zip(head, widths, strict=True)
    )
    return _frame(widths, [_row(heading, ROW, "<w:tblHeader/>"), *body])


def _share(head):
    """Return the headings without their shares, and the width of each column."""
    found = [SHARE.fullmatch(cell) for cell in head]
    shares = [int(match[1]) if match else None for match in found]
    left = 100 - sum(filter(None, shares))
    each = left / max(shares.count(None), 1)
    widths = [int(WIDTH * (share or each) / 100) for share in shares]
    names = [
        match[2] if match else cell for match, cell in zip(found, head, strict=True)
    ]
    return names, widths


def _inside(line):
    return line.removeprefix("|^").removeprefix("|").removesuffix("|").split("|")


def _frame(widths, rows):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        f"{_paragraph('', 'Gap')}"
    )


def _row(cells, height, look=""):
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}"'
        f' w:hRule="atLeast"/>{look}</w:trPr>{"".join(cells)}</w:tr>'
    )


def _cell(text, width, style="Cell", shade=""):
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
        f"{_paragraph(text, style)}</w:tc>"
    )


def _content_types():
    main = docx.MIMETYPE.removesuffix(".document")
    parts = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("word/document.xml", f"{main}.document.main+xml"),
            ("word/styles.xml", f"{main}.styles+xml"),
            ("word/footer1.xml", f"{main}.footer+xml"),
            (CORE, "application/vnd.openxmlformats-package.core-properties+xml"),
        )
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{parts}</Types>"
    )


def _links(*targets):
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{links}'
        "</Relationships>"
    )


def _core(title):
    return (
        f"{DECLARATION}<cp:coreProperties"
        f' xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>fr-FR</dc:language>"
        "</cp:coreProperties>"
    )


def _field(name):
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


CORE = "docProps/core.xml"
FOOTER = (
    f'{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    "<w:r><w:t>{{maison}} · {{bailleur}}</w:t></w:r><w:r><w:tab/></w:r>"
    + _field("PAGE")
    + '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    + _field("NUMPAGES")
    + "</w:p></w:ftr>"
)
