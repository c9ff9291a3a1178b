import base64
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import file_open

from ...tools import docx, docx_build

STARTER = re.compile(r"[a-z_]{1,40}")


class ResidenceDocument(models.Model):
    """The file of a document: built from a text of ours, read, checked."""

    _inherit = "residence.document"

    file = fields.Binary(attachment=True)
    paper = fields.Char(
        readonly=True,
        help="For what is only printed: its key in tools/papers.py, and no file.",
    )
    file_name = fields.Char(compute="_compute_file_name")
    placeholder_help = fields.Text(compute="_compute_placeholder_help")
    content = fields.Text(
        compute="_compute_content",
        store=True,
        help="The text of the file, for the search.",
    )
    starter = fields.Char(
        readonly=True, copy=False, help="Name of the text it was built from."
    )

    @api.depends("name", "version")
    def _compute_file_name(self):
        for document in self:
            document.file_name = document._get_file_name()

    def _compute_placeholder_help(self):
        names = self._get_placeholders().items()
        self.placeholder_help = self.env._(
            "A Word document (.docx). Filled in by themselves: %s.",
            ", ".join(f"{_braced(name)} {text}" for name, text in names),
        )

    @api.depends("file")
    def _compute_content(self):
        for document in self:
            document.content = document._read_file().text if document.file else ""

    @api.constrains("name", "file", "paper")
    def _check_file(self):
        if self.filtered(lambda document: not document.file and not document.paper):
            raise ValidationError(
                self.env._("“File”: choose a Word document (.docx) for the toolbox.")
            )
        for document in self.filtered("file"):
            found = document._read_file().placeholders
            known = document._get_placeholders()
            if unknown := sorted(found - known.keys()):
                raise ValidationError(
                    self.env._(
                        "“File”: %(unknown)s is no placeholder. Correct it in the "
                        "document; there are: %(known)s.",
                        unknown=_braced(unknown[0]),
                        known=", ".join(map(_braced, known)),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Build the file of those whose text we ship, unless one is given."""
        return super().create([self._with_starter(vals) for vals in vals_list])

    @api.model
    def _with_starter(self, vals):
        """Return ``vals`` with the file of its text, and its title."""
        if not vals.get("starter") or vals.get("file"):
            return vals
        source = self._read_starter(vals["starter"])
        data = docx_build.build(source)
        return {
            "name": docx_build.get_title(source),
            **vals,
            "file": base64.b64encode(data),
        }

    @api.model
    def _read_starter(self, starter):
        """Return the text that we ship under that name."""
        if not STARTER.fullmatch(starter):
            raise ValidationError(self.env._("There is no such text to start from."))
        path = f"residence_community/data/toolbox/{starter}.txt"
        try:
            with file_open(path) as file:
                return file.read()
        except FileNotFoundError:
            raise ValidationError(
                self.env._("There is no such text to start from.")
            ) from None

    def _get_file_name(self, *more):
        """Return the name of a file of it, which any system takes."""
        text = " - ".join(filter(None, map(docx.plain, (self.name, *more))))
        text = re.sub(r'[\\/:*?"<>|]+', " ", text)
        return f"{' '.join(text.split())[:100].strip(' .')}.docx"

    def _read_file(self):
        """Return what the file says, as ``docx.Content``."""
        self.ensure_one()
        return self._read(self.with_context(bin_size=False).file)

    @api.model
    def _read(self, encoded):
        """Return what a file says, as ``docx.Content``.

        :param bytes encoded: the file in base64, as a form sends it.
        :raise ValidationError: in words that say what to do.
        """
        try:
            return docx.read(base64.b64decode(encoded))
        except docx.UnreadableError as error:
            raise ValidationError(self._explain(error)) from error
        except ValueError as error:  # no base64
            raise ValidationError(
                self._explain(docx.UnreadableError("broken"))
            ) from error

    @api.model
    def _explain(self, error):
        """Return the sentence that says what is wrong with a file."""
        return {
            "too_big": self.env._(
                "“File”: too big. At most %s MB: make its pictures smaller.",
                docx.MAX_BYTES // 1024**2,
            ),
            "not_docx": self.env._(
                "“File”: this is no Word document. In Word or LibreOffice, choose "
                "“Save as”, then “Word (.docx)”."
            ),
            "macros": self.env._(
                "“File”: this document holds macros. Save it as “Word (.docx)”, "
                "which has none."
            ),
            "broken": self.env._(
                "“File”: this document is damaged or protected by a password. Open "
                "it in Word or LibreOffice, save it again, then choose it here."
            ),
            "braces": self.env._(
                "“File”: a placeholder is written {{like this}}, with two braces on "
                "each side. Correct it here: “%s”.",
                error.detail,
            ),
        }[error.reason]


def _braced(name):
    """Return a placeholder as it is typed."""
    return "{{" + name + "}}"
