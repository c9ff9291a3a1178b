import io
import unittest
import zipfile
from pathlib import Path

from ...tools import docx, docx_build
from ...tools.docx import BLANK, UnreadableError

TEXTS = Path(__file__).parents[2] / "data" / "toolbox"
SOURCE = """# Title
Come to {{maison}} on {{date}}, **{{maison}}**
: Where | {{lieu}}
| 40% Who | What |
|^ a | b |
[ ] box
- item
1. step
___ Label
---
## Last
"""
RUNS = (  # as Word cuts a line: a spelling mark in the middle of a placeholder
    b"<w:p><w:r><w:t>At {{mai</w:t></w:r><w:proofErr/><w:r><w:t>son</w:t></w:r>"
    b"<w:r><w:t>}}, {{ LIEU }}.</w:t></w:r></w:p>"
)


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _changed(**changes):
    """Return a document of ours with parts changed, or taken away."""
    parts = _parts(docx_build.build(SOURCE))
    names = {name.replace("/", "_").replace(".", "_"): name for name in parts}
    for key, content in changes.items():
        parts[names.get(key, key)] = content
    return docx.pack({name: part for name, part in parts.items() if part is not None})


def _with_body(body):
    main = _parts(docx_build.build(SOURCE))["word/document.xml"]
    start, _middle, _end = main.partition(b"<w:body>")
    return _changed(
        word_document_xml=start + _middle + body + b"</w:body></w:document>"
    )


class TestDocx(unittest.TestCase):
    def _refusal(self, data):
        with self.assertRaises(UnreadableError) as refusal:
            docx.read(data)
        return refusal.exception.reason

    def test_build_then_read(self):
        content = docx.read(docx_build.build(SOURCE))
        self.assertEqual(
            content.placeholders, {"maison", "date", "lieu", "bailleur"}, "and footer"
        )
        for text in ("Title", "Who", "What", "☐box", "•item", "1.step", "Last"):
            self.assertIn(text, content.text.replace("\t", "").splitlines())
        self.assertEqual(docx_build.build(SOURCE), docx_build.build(SOURCE))

    def test_fill(self):
        values = {
            "maison": "Chez <Nous> & “Vous”\x00\x0b \ud800" + "x" * 300,
            "date": False,
            "lieu": None,
        }
        text = docx.read(docx.fill(docx_build.build(SOURCE), values)).text
        self.assertIn("Chez <Nous> & “Vous” " + "x" * 300, text)
        self.assertIn(f"on {BLANK}", text)
        for word in ("False", "None", "{{", "}}"):
            self.assertNotIn(word, text)

    def test_a_value_is_no_placeholder(self):
        filled = docx.fill(
            docx_build.build(SOURCE), {"maison": "{{lieu}}", "lieu": "X"}
        )
        self.assertIn("Come to {{lieu}}", _plain(filled))

    def test_cut_into_runs(self):
        data = _with_body(RUNS)
        self.assertEqual(docx.read(data).placeholders, {"maison", "lieu", "bailleur"})
        filled = docx.fill(data, {"maison": "Home", "lieu": "the hall"})
        self.assertIn("At Home, the hall.", docx.read(filled).text)

    def test_what_is_no_document(self):
        self.assertEqual(self._refusal(b"%PDF-1.4"), "not_docx")
        self.assertEqual(self._refusal(b""), "not_docx")
        self.assertEqual(self._refusal(docx.pack({"a.txt": b"a"})), "not_docx")
        self.assertEqual(self._refusal(b"x" * (docx.MAX_BYTES + 1)), "too_big")

    def test_a_workbook(self):
        links = _parts(docx_build.build(SOURCE))["_rels/.rels"]
        links = links.replace(b"word/document.xml", b"xl/workbook.xml")
        self.assertEqual(self._refusal(_changed(_rels__rels=links)), "not_docx")

    def test_broken(self):
        good = docx_build.build(SOURCE)
        self.assertIn(self._refusal(good[: len(good) // 2]), ("not_docx", "broken"))
        self.assertEqual(self._refusal(_changed(word_document_xml=b"<w:p>")), "broken")
        self.assertEqual(self._refusal(_changed(word_document_xml=None)), "broken")

    def test_hostile(self):
        bomb = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
        self.assertEqual(self._refusal(_changed(word_document_xml=bomb)), "broken")
        huge = b" " * (docx.MAX_PART + 1)
        self.assertEqual(self._refusal(_changed(word_document_xml=huge)), "too_big")
        macros = {"word/vbaProject.bin": b"x"}
        self.assertEqual(self._refusal(_changed(**macros)), "macros")

    def test_braces_left_open(self):
        body = b"<w:p><w:r><w:t>Come to {{maison</w:t></w:r></w:p>"
        with self.assertRaises(UnreadableError) as refusal:
            docx.read(_with_body(body))
        self.assertEqual(refusal.exception.reason, "braces")
        self.assertEqual(refusal.exception.detail, "Come to {{maison")

    def test_bad_source(self):
        for source in ("no title", "# T\n| a | b |\n| c |"):
            with self.subTest(source), self.assertRaises(ValueError):
                docx_build.build(source)


class TestStarterTexts(unittest.TestCase):
    """Every text we ship becomes a document, without a mark of ours left in it."""

    def test_each(self):
        texts = sorted(TEXTS.glob("*.txt"))
        self.assertGreaterEqual(len(texts), 20)
        for path in texts:
            with self.subTest(path.stem):
                text = docx.read(docx_build.build(path.read_text("utf-8"))).text
                self.assertGreater(len(text.split()), 80)
                for mark in ("**", "##", "|", "[ ]"):
                    self.assertNotIn(mark, text)


def _plain(data):
    return _parts(data)["word/document.xml"].decode()
