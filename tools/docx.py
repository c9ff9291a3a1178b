"""Word documents: read them, check them, fill in their placeholders. No Odoo in here.

A placeholder is a word between double braces, typed in Word or LibreOffice as any
text: ``{{maison}}``. Both cut a line into runs as they please (a spelling mark is
enough), so that a placeholder is looked for in a whole paragraph.
"""

import io
import re
import zipfile
from typing import NamedTuple

from lxml import etree

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_BYTES = 10 * 1024 * 1024  # the file
MAX_PART = 20 * 1024 * 1024  # its text, once unzipped
MAX_PARTS = 2000
# 2026-01-01: files of the same content are the same bytes, whatever the day
STAMP = (2026, 1, 1, 0, 0, 0)
BLANK = "…" * 12  # where a value is missing: to be written by hand

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "/relationships/officeDocument"
PLACEHOLDER = re.compile(r"\{\{\s*([^{}]{1,40}?)\s*\}\}")
BRACES = re.compile(r"\{\{|\}\}")
TEXTUAL = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")
# what XML 1.0 allows (W3C, XML 1.0, 2.2), without the surrogates
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class UnreadableError(ValueError):
    """The file is not one we take; ``reason`` is a key, ``detail`` what was found."""

    def __init__(self, reason, detail=""):
        super().__init__(f"{reason} {detail}".strip())
        self.reason, self.detail = reason, detail


class Content(NamedTuple):
    """What a document says: its text, a line per paragraph, and its placeholders."""

    text: str
    placeholders: frozenset


def read(data):
    """Return the ``Content`` of a document.

    :param bytes data: the file.
    :raise UnreadableError: "too_big", "not_docx", "macros", "broken", or "braces"
        (a pair of braces is not closed; the detail is its paragraph).
    """
    lines, found = [], set()
    for tree in _open(data)[1].values():
        for paragraph in tree.iter(f"{W}p"):
            line = "".join(node.text or "" for node in _texts(paragraph))
            found.update(match[1].lower() for match in PLACEHOLDER.finditer(line))
            if BRACES.search(PLACEHOLDER.sub("", line)):
                raise UnreadableError("braces", " ".join(line.split())[:80])
            lines.append(" ".join(PLACEHOLDER.sub("", line).split()))
    return Content("\n".join(filter(None, lines)), frozenset(found))


def fill(data, values):
    """Return the document with each placeholder replaced by its value.

    :param bytes data: a document that ``read`` takes.
    :param dict values: texts by placeholder; where one is missing or empty (None,
        False), a dotted line takes its place.
    :raise UnreadableError: as ``read``.
    """
    package, trees = _open(data)

    def replace(match):
        return plain(values.get(match[1].lower())) or BLANK

    for tree in trees.values():
        for paragraph in tree.iter(f"{W}p"):
            _fill(paragraph, replace)
    parts = {
        name: etree.tostring(trees[name], encoding="UTF-8", standalone=True)
        if name in trees
        else content
        for name, content in package.items()
    }
    return pack(parts)


def plain(value):
    """Return a value as a line of text that XML takes: "" for None and False."""
    if value in (None, False):
        return ""
    return " ".join(FORBIDDEN.sub(" ", str(value)).split())


def pack(parts):
    """Return the zip file of ``parts``, bytes by name; the same for the same parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return stream.getvalue()


def _open(data):
    """Return the parts of a document, bytes by name, and the trees of those with text.

    The main text comes first.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError("too_big", str(len(data)))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = _unzip(package)
        main = _find_main(parts)
        names = [main, *(name for name in parts if TEXTUAL.fullmatch(name))]
        return parts, {name: _parse(parts[name]) for name in names}
    except zipfile.BadZipFile as error:
        raise UnreadableError("not_docx") from error
    except (etree.XMLSyntaxError, KeyError, RuntimeError, OSError, EOFError) as error:
        # in order: broken XML; a missing part; an encrypted one; a torn zip
        raise UnreadableError("broken") from error


def _unzip(package):
    infos = package.infolist()
    names = {info.filename for info in infos}
    if "[Content_Types].xml" not in names or "_rels/.rels" not in names:
        raise UnreadableError("not_docx")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnreadableError("macros")
    size = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS or size > 5 * MAX_PART:
        raise UnreadableError("too_big", str(size))
    return {info.filename: package.read(info) for info in infos}


def _find_main(parts):
    """Return the name of the part that holds the text."""
    for link in _parse(parts["_rels/.rels"]):
        if link.get("Type", "").endswith(DOCUMENT):
            name = link.get("Target", "").lstrip("/")
            if name.startswith("word/"):
                return name
    raise UnreadableError("not_docx")  # a workbook, a slide show


def _parse(content):
    if len(content) > MAX_PART:
        raise UnreadableError("too_big", str(len(content)))
    if b"<!DOCTYPE" in content:  # no office suite writes one; some attacks do
        raise UnreadableError("broken")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser)


def _texts(paragraph):
    """Return the text nodes of a paragraph, without those of a box inside it."""
    return [
        node
        for node in paragraph.iter(f"{W}t")
        if next(node.iterancestors(f"{W}p")) is paragraph
    ]


def _fill(paragraph, replace):
    """Replace each placeholder, in the run where it begins: its look is kept."""
    nodes = _texts(paragraph)
    line = "".join(node.text or "" for node in nodes)
    # from the last to the first: the places of the others do not move
    for match in reversed(list(PLACEHOLDER.finditer(line))):
        place, text = 0, replace(match)
        for node in nodes:
            content = node.text or ""
            begin = max(match.start() - place, 0)
            end = min(match.end() - place, len(content))
            if begin < end:
                node.text = content[:begin] + text + content[end:]
                node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                text = ""
            place += len(content)
