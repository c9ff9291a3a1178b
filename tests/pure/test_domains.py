"""A domain names itself and those above it: read from the code, nothing is run.

Its folders bear its name in every top folder. What it names: modules it imports, models
and their tables, records by external id, scripts of the browser.
"""

import ast
import re
import unittest
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).parents[2]
# From the one that needs nobody to the one that needs them all.
DOMAINS = [
    "core",
    "figures",
    "today",
    "house",
    "event",
    "space",
    "series",
    "people",
    "together",
    "programme",
    "toolbox",
    "coaching",
    "peers",
    "funding",
    "exports",
]
SEE_ALL = ("exports", "reports")  # what is downloaded or printed may name all
TOPS = ("models", "wizards", "views", "data", "security", "static/src")
WORD = re.compile(r"\w+(?:\.\w+)*")
IMPORT = re.compile(r"""from "(\.[^"]+|@residence_community/[^"]+)";""")


class House:
    """The files of a checkout by domain, and what each defines and names."""

    def __init__(self, root):
        self.root = root
        self.files = {}  # path relative to the root, as text: domain
        for top in TOPS:
            for domain in DOMAINS:
                self._add(root / top / domain, domain)
        self._add(root / "reports", "reports")
        self.names = {}  # model, table or external id: domain
        for path, domain in self.files.items():
            for name in self._get_defined(path):
                self.names.setdefault(name, domain)

    def _add(self, folder, domain):
        for path in sorted(folder.rglob("*.*")):
            self.files[path.relative_to(self.root).as_posix()] = domain

    def find_wrong(self):
        """Return a sentence for each name that stands below who names it."""
        wrong = []
        for path, domain in self.files.items():
            for line, name, other in sorted(self._get_named(path)):
                if _get_rank(other) > _get_rank(domain):
                    wrong.append(f"{path}:{line} ({domain}) names {name} ({other})")
        return wrong

    def _read(self, path):
        return (self.root / path).read_text("utf-8")

    def _get_defined(self, path):
        """Return what a file is the first to define."""
        if path.endswith(".py"):
            for node in ast.walk(ast.parse(self._read(path))):
                if isinstance(node, ast.ClassDef):
                    name = _get_model(node)
                    if name:
                        yield from (name, name.replace(".", "_"))
                        yield f"model_{name.replace('.', '_')}"
        elif path.endswith(".xml") and not path.startswith("static/"):
            for node in etree.fromstring(self._read(path).encode()).iter(etree.Element):
                if node.get("id") and node.tag in ("record", "template", "menuitem"):
                    yield f"residence_community.{node.get('id')}"

    def _get_named(self, path):
        """Return the (line, name, domain) of all of ours that a file names."""
        if path.endswith(".py"):
            yield from self._get_named_by_python(path)
        elif path.endswith(".xml"):
            yield from self._get_named_by_xml(path)
        elif path.endswith(".js"):
            yield from self._get_named_by_script(path)

    def _get_named_by_python(self, path):
        package = Path(path).parent.parts
        for node in ast.walk(ast.parse(self._read(path))):
            if isinstance(node, ast.ImportFrom) and node.level:
                base = package[: len(package) - node.level + 1]
                module = [*base, *(node.module or "").split(".")]
                if len(module) > 1 and module[1] in DOMAINS:
                    yield node.lineno, ".".join(module), module[1]
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                for word in WORD.findall(node.value):
                    if word in self.names:
                        yield node.lineno, word, self.names[word]

    def _get_named_by_xml(self, path):
        for node in etree.fromstring(self._read(path).encode()).iter(etree.Element):
            for text in (*node.attrib.values(), node.text or ""):
                for word in WORD.findall(text):
                    known = word
                    if word not in self.names and not path.startswith("static/"):
                        known = f"residence_community.{word}"
                    if known in self.names:
                        yield node.sourceline, word, self.names[known]

    def _get_named_by_script(self, path):
        text = self._read(path)
        for found in IMPORT.finditer(text):
            target = found[1].replace("@residence_community", "/static/src")
            parts = (self.root / path).parent.joinpath(target).resolve().parts
            if target.startswith("/"):
                parts = (self.root / target[1:]).parts
            domain = parts[len(self.root.parts) + 2]
            if domain in DOMAINS:
                yield text.count("\n", 0, found.start()) + 1, found[1], domain
        for number, line in enumerate(text.splitlines(), 1):
            for word in WORD.findall(line):
                if word in self.names:
                    yield number, word, self.names[word]


def _get_rank(domain):
    return len(DOMAINS) if domain in SEE_ALL else DOMAINS.index(domain)


def _get_model(node):
    """Return the name of the model that a class makes, None where it extends one."""
    assigned = {}
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            assigned[line.targets[0].id] = line.value
    name = assigned.get("_name")
    if name is None:
        return None
    name = ast.literal_eval(name)
    inherit = assigned.get("_inherit")
    inherited = ast.literal_eval(inherit) if inherit is not None else []
    return None if name == inherited or name in inherited else name


class TestDomains(unittest.TestCase):
    maxDiff = None

    def test_order(self):
        self.assertEqual(House(ROOT).find_wrong(), [])
