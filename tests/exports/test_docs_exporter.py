"""docs/exporter.md: its commands, sent to the server as they are written there."""

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged

from ..common.figures import FiguresCommon

PAGE = Path(__file__).parents[2] / "docs" / "exporter.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def parse_curl(words):
    """Return what a ``curl`` of the page asks for; exit on an option it has not."""
    parser = ArgumentParser("curl")
    for flag in ("silent", "show-error", "fail"):
        parser.add_argument(f"--{flag}", action="store_true")
    for option in ("output", "write-out", "cookie", "cookie-jar", "data"):
        parser.add_argument(f"--{option}")
    parser.add_argument("--header", action="append", default=[])
    parser.add_argument("address")
    return parser.parse_args(words)


@tagged("post_install", "-at_install")
class TestDocsExporter(FiguresCommon, HttpCase):
    """The page is read from the top; files it writes stand in a folder of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.blocks = BLOCK.findall(PAGE.read_text("utf-8"))

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.variables = {"ODOO": self.base_url(), "BASE": self.env.cr.dbname}
        self._write_secrets()

    def _write_secrets(self):
        """Write the two files that the page asks for, as it words them."""
        [login] = [json.loads(text) for kind, text in self.blocks if kind == "json"]
        name = self.management.login
        login["params"] |= {"db": self.env.cr.dbname, "login": name, "password": name}
        (self.folder / "connexion.json").write_text(json.dumps(login))
        [header] = [text for kind, text in self.blocks if kind == "text"]
        # sudo: a key that outlives the clock of the tests, which an employee may not
        keys = self.env["res.users.apikeys"].with_user(self.management).sudo()
        key = keys._generate("rpc", "docs", datetime(2099, 1, 1))
        (self.folder / "cle.txt").write_text(header.replace("VOTRE_CLE", key))

    def _get_commands(self):
        """Return the page's ``curl`` lines: the words of each, variables filled in."""
        texts = [text for kind, text in self.blocks if kind == "sh"]
        lines = "\n".join(texts).replace("\\\n", " ").strip()
        found = []
        for command in re.split(r"^(?=curl )", lines, flags=re.MULTILINE):
            if command.startswith("curl "):
                words = shlex.split(command, comments=True)[1:]
                found.append([self._expand(word) for word in words])
        return found

    def _expand(self, word):
        return re.sub(r"\$(\w+)", lambda name: self.variables[name[1]], word)

    def _read_at(self, text):
        """Return the text, or that of the file which ``@`` names, as curl does."""
        if text and text.startswith("@"):
            return (self.folder / text[1:]).read_text().strip()
        return text

    def _send(self, words):
        """Send a command as a program that has no session but the one it kept."""
        asked = parse_curl(words)
        headers = dict(self._read_at(text).split(": ", 1) for text in asked.header)
        data = self._read_at(asked.data)
        self.opener.cookies.pop("session_id", None)
        cookies = None
        if asked.cookie:
            cookies = {"session_id": (self.folder / asked.cookie).read_text()}
        response = self.url_open(
            asked.address,
            data=data and data.encode(),
            headers=headers,
            cookies=cookies,
            allow_redirects=False,
        )
        self.assertEqual(response.status_code, 200, (words, response.text[:300]))
        (self.folder / asked.output).write_bytes(response.content)
        if asked.cookie_jar:
            session = response.cookies["session_id"]
            (self.folder / asked.cookie_jar).write_text(session)
        return asked.output

    def _load(self, name):
        return json.loads((self.folder / name).read_text("utf-8"))

    def test_the_page(self):
        """Every command answers, with the files that the page says."""
        files = [self._send(words) for words in self._get_commands()]
        self.assertEqual(
            files,
            [
                "reponse.json",
                "activite-2026.xlsx",
                "residences-2026-exterieur.xlsx",
                "residences.json",
                "chiffres.json",
                "mesures.json",
            ],
        )
        self.assertEqual(
            self._load("reponse.json")["result"]["uid"], self.management.id
        )
        for name in files[1:3]:
            book = load_workbook(io.BytesIO((self.folder / name).read_bytes()))
            text = str([list(tab.iter_rows(values_only=True)) for tab in book])
            self.assertIn("Les Tamaris", text)
        names = {row["name"] for row in self._load("residences.json")}
        self.assertIn("Les Tamaris", names)
        self.assertEqual(
            self._load("mesures.json")["participations"]["string"], "Participations"
        )
        self._check_table()

    def _check_table(self):
        """Run the page's Python, and compare its table with the figures themselves."""
        [program] = [text for kind, text in self.blocks if kind == "python"]
        subprocess.run(  # noqa: S603 - the page itself
            [sys.executable, "-c", program],
            cwd=self.folder,
            env={**os.environ, "PYTHONUTF8": "1"},
            check=True,
        )
        text = (self.folder / "chiffres.csv").read_text("utf-8-sig")
        headings, *rows = csv.reader(io.StringIO(text), delimiter=";")
        self.assertEqual(headings[:2], ["Résidence", "Mois"])
        report = self.env["residence.activity.report"].with_user(self.management)
        expected = [
            [
                residence.name or "",
                month.strftime("%Y-%m"),
                *(
                    "" if number is None or number is False else f"{number}"
                    for number in numbers
                ),
            ]
            for residence, month, *numbers in report._read_group(
                [("date", ">=", "2026-01-01"), ("date", "<=", "2026-12-31")],
                ["residence_id", "date:month"],
                ["events:sum", "participations:sum", "reports_missing:sum"],
            )
        ]
        self.assertTrue(expected)
        self.assertEqual(sorted(rows), sorted(expected))

    def test_refusals(self):
        """Without a session, the login page; with a wrong key, 401: as it is said."""
        words = self._get_commands()[1]
        self.opener.cookies.pop("session_id", None)
        response = self.url_open(words[-1], allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        words = self._get_commands()[3]
        response = self.url_open(
            words[-1],
            data=b"{}",
            headers={
                "Authorization": "bearer wrong",
                "Content-Type": "application/json",
            },
        )
        self.assertEqual(response.status_code, 401)
