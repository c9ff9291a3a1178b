"""README and docs/: links lead somewhere, and the map names what is there."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
NAME = re.compile(r"(\w+)\Z")
DEFINED = r"^\s*(?:def |class )?{}\b(?:\(| =|:)"
CODE_FILES = (".py", ".js")
MOST_WORDS = 900  # of a page that one reads before anything else


def get_anchors(page):
    """Return the anchors of a page's headings, as GitHub and GitLab make them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(page.read_text("utf-8"))
    }


def find_broken(page):
    """Return the links of a page that lead to no file, or to no heading of it."""
    broken = []
    for link in LINK.findall(page.read_text("utf-8")):
        if link.startswith(("http://", "https://")):
            continue
        path, _hash, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in get_anchors(target)):
            broken.append(link)
    return broken


def is_defined(name, place):
    """Return whether a file of ``place`` defines the function or constant."""
    pattern = re.compile(DEFINED.format(re.escape(name)), re.MULTILINE)
    files = [place] if place.is_file() else place.rglob("*")
    return any(
        pattern.search(file.read_text("utf-8"))
        for file in files
        if file.suffix in CODE_FILES
    )


def find_lost(text):
    """Return what a part of the map names that is not there.

    A part is names in code, then the place where they are: `_one` and `_two`, `tools/`.
    """
    lost, names = [], []
    for code in CODE.findall(text):
        if code.startswith("git "):
            continue
        place = ROOT / code
        if "/" not in code:
            names += NAME.findall(code) if "." not in code else []
        elif not place.exists():
            lost.append(code)
        else:
            lost += [f"{one} in {code}" for one in names if not is_defined(one, place)]
            names = []
    return lost + names


class TestDocs(unittest.TestCase):
    def test_links(self):
        for page in PAGES:
            with self.subTest(page.name):
                self.assertEqual(find_broken(page), [])

    def test_a_readme_is_one_page(self):
        for page in ROOT.glob("README*.md"):
            with self.subTest(page.name):
                self.assertLessEqual(len(page.read_text("utf-8").split()), MOST_WORDS)

    def test_the_map(self):
        """Every place in « Where is what » is there, and defines what it is said to."""
        page = (ROOT / "docs" / "contributing.md").read_text("utf-8")
        _before, _heading, after = page.partition("## Where is what\n")
        rows = after.split("\n## ")[0].splitlines()[4:]
        self.assertGreater(len(rows), 10)
        for row in rows:
            _empty, question, answer, _end = row.split("|")
            with self.subTest(question.strip()):
                self.assertEqual(find_lost(answer), [])

    def test_a_broken_page_is_seen(self):
        self.assertEqual(find_lost("`find_masks`, `tools/`"), [])
        self.assertEqual(
            find_lost("`find_nothing`, `tools/`; `no/place.py`"),
            ["find_nothing in tools/", "no/place.py"],
        )
        self.assertTrue(is_defined("LINK", Path(__file__)))
        self.assertFalse(is_defined("NOTHING", Path(__file__)))
