"""How the documents of the toolbox look: pages, letters, tables. No Odoo in here."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
WIDTH = 9638  # twentieths of a point: 17 cm, an A4 page without its margins
INK, PALE, GREY, RULE = "1F4E5F", "E8F0F2", "595959", "8FA6AE"
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="850" w:right="1134" '
    'w:bottom="850" w:left="1134" w:header="454" w:footer="454" w:gutter="0"/>'
    "</w:sectPr>"
)
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def styles(is_plain):
    """Return the styles of a document: of one in plain language, or of another."""
    size = 28 if is_plain else 21  # half points
    line = 324 if is_plain else 252  # 240 is single
    ink, bold = f'<w:color w:val="{INK}"/>', "<w:b/>"
    grey = f'<w:color w:val="{GREY}"/>'
    dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{WIDTH}"/></w:tabs>'
    under = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4" w:color="{INK}"/>'
        "</w:pBdr>"
    )
    item = '<w:tabs><w:tab w:val="left" w:pos="397"/></w:tabs>'
    hanging = '<w:ind w:left="397" w:hanging="397"/>'
    right = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>'
    next_too = "<w:keepNext/>"
    level = '<w:outlineLvl w:val="0"/>'
    paragraphs = (
        ("Normal", "Normal", _spaced(0, 100, line), ""),
        ("Title", "Title", next_too + under + _spaced(0, 140), bold + ink + _sized(36)),
        (
            "Heading1",
            "heading 1",
            next_too + _spaced(200, 70) + level,
            bold + ink + _sized(size + 4),
        ),
        ("Lead", "Lead", "", grey),
        ("Item", "Item", item + _spaced(0, 50, line) + hanging, ""),
        ("Line", "Line", dots + _spaced(60, 60), ""),
        ("Cell", "Cell", _spaced(40, 40), ""),
        ("Label", "Label", _spaced(40, 40), bold),
        ("Gap", "Gap", '<w:spacing w:after="0" w:line="140" w:lineRule="exact"/>', ""),
        ("Footer", "footer", right + _spaced(0, 0), grey + _sized(17)),
    )
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>'
        f'{_sized(size)}<w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault></w:docDefaults>'
        f"{''.join(_style(*one) for one in paragraphs)}{_grid()}</w:styles>"
    )


def _style(name, label, paragraph, run):
    is_base = name == "Normal"
    default = ' w:default="1"' if is_base else ""
    based = "" if is_base else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{default}>'
        f'<w:name w:val="{label}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _spaced(before, after, line=240):
    return (
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}"'
        ' w:lineRule="auto"/>'
    )


def _sized(half_points):
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _grid():
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    return (
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblPr>'
        f"<w:tblBorders>{''.join(f'<w:{side} {rule}/>' for side in SIDES)}"
        "</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
