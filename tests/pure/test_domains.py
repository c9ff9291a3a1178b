"""A domain names itself and those above it: read from the code, nothing is run.

Its folders bear its name in every top folder. What it names: modules it imports, models
and their tables, records by external id, scripts of the browser.
"""

import ast
import re
import tempfile
import unittest
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
ADD_ON = ("odoo", "addons", "residence_community")
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
                        # Odoo's own record of it
                        record = f"model_{name.replace('.', '_')}"
                        yield from (record, f"residence_community.{record}")
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
            if isinstance(node, ast.ImportFrom):
                for module in _get_imported(node, package):
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


def _get_imported(node, package):
    """Return the modules of ours that an import in ``package`` names, as tuples."""
    module = tuple(node.module.split(".")) if node.module else ()
    if node.level:
        module = (*package[: len(package) - node.level + 1], *module)
    elif module[: len(ADD_ON)] == ADD_ON:
        module = module[len(ADD_ON) :]
    else:
        return []
    if len(module) > 1:
        return [module]
    return [(*module, alias.name) for alias in node.names]


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


class TestPlanted(unittest.TestCase):
    """What ``House`` finds in a small tree where something is wrong."""

    TREE = {
        "models/core/residence_named.py": "class Named:\n _name = 'residence.named'",
        "models/event/residence_event.py": (
            "class Event:\n _name = 'residence.event'\n _inherit = ['residence.named']"
        ),
        "models/space/residence_event.py": (
            "class Event:\n _inherit = 'residence.event'"
        ),
        "views/event/residence_event_views.xml": (
            "<odoo><record id='residence_event_action' model='x' /></odoo>"
        ),
        "static/src/event/count_field.js": 'import { fold } from "../core/fold";',
    }

    def find_wrong(self, **planted):
        """Return what is wrong in the tree with these files added."""
        with tempfile.TemporaryDirectory() as folder:
            for path, text in {**self.TREE, **planted}.items():
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            return House(Path(folder).resolve()).find_wrong()

    def test_nothing(self):
        self.assertEqual(self.find_wrong(), [])

    def test_import(self):
        path = "models/core/base.py"
        for line in (
            "from ..event import residence_event",
            "from ..event.residence_event import Event",
            "from .. import event",
            "from odoo.addons.residence_community.models.event import residence_event",
        ):
            with self.subTest(line=line):
                (wrong,) = self.find_wrong(**{path: line})
                self.assertIn(f"{path}:1 (core) names ", wrong)

    def test_model_and_table(self):
        path = "models/house/residence_house.py"
        for line in (
            'x = env["residence.event"]',
            'x = fields.Many2one("residence.event")',
            'x = "SELECT id FROM residence_event"',
            'x = env.ref("residence_community.model_residence_event")',
        ):
            with self.subTest(line=line):
                wrong = self.find_wrong(**{path: line})
                self.assertEqual(len(wrong), 1)
                self.assertIn(f"{path}:1 (house) names ", wrong[0])

    def test_external_id(self):
        path = "views/house/residence_views.xml"
        for name in (
            "residence_event_action",
            "residence_community.residence_event_action",
        ):
            with self.subTest(name=name):
                text = f'<odoo><field ref="{name}" /></odoo>'
                self.assertEqual(
                    self.find_wrong(**{path: text}),
                    [f"{path}:1 (house) names {name} (event)"],
                )

    def test_script(self):
        path = "static/src/core/fold.js"
        for target in (
            "../event/count_field",
            "@residence_community/event/count_field",
        ):
            with self.subTest(target=target):
                text = f'import {{ count }} from "{target}";'
                self.assertEqual(
                    self.find_wrong(**{path: text}),
                    [f"{path}:1 (core) names {target} (event)"],
                )
        wrong = self.find_wrong(**{path: 'orm.call("residence.event", "get_today");'})
        self.assertEqual(len(wrong), 1)
