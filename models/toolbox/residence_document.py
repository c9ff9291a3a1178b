import base64
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import file_open

from ...tools import docx, docx_build
from ...tools.names import fold
from ..house.residence_residence import PHASES

MIN_WORD = 3  # letters: « à », « le » and « de » are in every text
STARTER = re.compile(r"[a-z_]{1,40}")


class ResidenceDocument(models.Model):
    """A document of the toolbox (« Boîte à outils »), ready to be filled in.

    A Word document whose placeholders take the names of the house, its dates and
    places (``residence_document_copy.py``), never anybody's. Those we ship are built
    from ``data/toolbox``; from then on they are the landlord's, who may change them.
    A file that is given is read, and checked.
    """

    _name = "residence.document"
    _description = "Toolbox Document"
    _order = "sequence, name, id"
    _rec_names_search = ["words"]

    name = fields.Char(string="Title", required=True)
    sequence = fields.Integer(
        default=100, help="The six first that fit are proposed for an event."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Landlord", index=True, help="Left empty: all of them."
    )
    category_id = fields.Many2one(
        "residence.document.category", required=True, index=True, ondelete="restrict"
    )
    phase = fields.Selection(
        PHASES, help="When in the life of the residence. Left empty: any time."
    )
    event_type_ids = fields.Many2many(
        "residence.event.type",
        "residence_document_event_type_rel",
        "document_id",
        "event_type_id",
        string="Event Types",
        help="Left empty: all types.",
    )
    purpose = fields.Char(string="What It Is For")
    keywords = fields.Char(
        string="Also Found With", help="Words that people type to find it."
    )
    folded = fields.Text(compute="_compute_folded", store=True)
    words = fields.Char(compute="_compute_words", search="_search_words")
    owner = fields.Char(
        string="Kept by",
        default=lambda self: self.env._("Coordination"),
        help="A role or a department, not a person.",
    )
    version = fields.Integer(default=1, readonly=True, copy=False)
    review_date = fields.Date(string="To Review On")
    replaces_id = fields.Many2one(
        "residence.document",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    replaced_by_ids = fields.One2many(
        "residence.document", "replaces_id", string="Replaced by"
    )
    plain_variant_id = fields.Many2one(
        "residence.document",
        string="Easy-to-Read Version",
        ondelete="set null",
        index="btree_not_null",
        domain="[('id', '!=', id), ('plain_variant_id', '=', False)]",
        help="The same in plain language (FALC), large print.",
    )
    standard_ids = fields.One2many(
        "residence.document", "plain_variant_id", string="Easy-to-Read Version of"
    )
    state = fields.Selection(
        [
            ("current", "In force"),
            ("to_review", "To review"),
            ("replaced", "Replaced"),
        ],
        string="Status",
        compute="_compute_state",
        search="_search_state",
    )

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

    _version_positive = models.Constraint(
        "CHECK(version >= 1)", "“Version”: from 1 on."
    )
    _replaced_once = models.UniqueIndex(
        "(replaces_id) WHERE replaces_id IS NOT NULL",
        "This document has a newer version already. Open that one.",
    )

    @api.depends("name", "purpose", "keywords", "content")
    def _compute_folded(self):
        for document in self:
            texts = (
                document.name,
                document.purpose,
                document.keywords,
                document.content,
            )
            document.folded = f" {_fold(*texts)} "

    def _compute_words(self):
        self.words = False

    @api.model
    def _search_words(self, operator, value):
        """Find documents with all the words, wherever they stand, as people type.

        No accents, no capitals, no plurals, beginnings of words; small words count
        for nothing.
        """
        if operator == "in":
            return Domain.OR(self._search_words("ilike", words) for words in value)
        if operator not in ("ilike", "like", "=ilike", "=like"):
            return NotImplemented
        words = _fold(value).split()
        words = [word for word in words if len(word) >= MIN_WORD] or words
        return Domain.AND(
            Domain("folded", "like", " " + word.rstrip("sx")) for word in words
        )

    @api.depends("review_date", "replaced_by_ids")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for document in self:
            if document.replaced_by_ids:
                document.state = "replaced"
            elif document.review_date and document.review_date <= today:
                document.state = "to_review"
            else:
                document.state = "current"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = Domain("review_date", "<=", fields.Date.context_today(self))
        kept = Domain("replaced_by_ids", "=", False)
        domains = {
            "replaced": ~kept,
            "to_review": kept & due,
            "current": kept & (Domain("review_date", "=", False) | ~due),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

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

    @api.constrains("plain_variant_id")
    def _check_plain_variant(self):
        for document in self:
            variant = document.plain_variant_id
            if variant and (variant == document or variant.plain_variant_id):
                raise ValidationError(
                    self.env._(
                        "“Easy-to-Read Version”: choose another document, one that "
                        "has no such version itself."
                    )
                )

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

    def copy_data(self, default=None):
        return [
            dict(vals, name=self.env._("%s (copy)", document.name))
            if "name" not in (default or {})
            else vals
            for document, vals in zip(self, super().copy_data(default), strict=True)
        ]

    @api.model_create_multi
    def create(self, vals_list):
        """Build the file of those whose text we ship, unless one is given."""
        return super().create([self._with_starter(vals) for vals in vals_list])

    def action_new_version(self):
        """Make the version after this one, and open it; copies made stay as they are.

        The former stays readable, and says what replaced it.
        """
        self.ensure_one()
        if not self.replaced_by_ids:
            new = self._unseal().copy(
                {
                    "name": self.name,
                    "version": self.version + 1,
                    "replaces_id": self.id,
                    "review_date": False,
                }
            )
            # what pointed to the former as its plain-language version
            self.standard_ids.plain_variant_id = new
        return self.replaced_by_ids._open()

    @api.model
    @api.readonly
    def action_open_all(self, *_ids):
        """Open the whole toolbox, still for the event that it was opened from."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_document_action"
        )
        return dict(
            action,
            path=False,
            context={
                "residence_event_id": self.env.context.get("residence_event_id"),
                "search_default_in_force": 1,
            },
        )

    @api.readonly
    def action_open_current(self):
        """Open the version in force."""
        self.ensure_one()
        document = self
        while document.replaced_by_ids:
            document = document.replaced_by_ids
        return document._open()

    @api.readonly
    def action_open_plain(self):
        """Open the version in plain language."""
        self.ensure_one()
        return self.plain_variant_id._open()

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "context": {
                key: value
                for key, value in self.env.context.items()
                if key == "residence_event_id"
            },
        }

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


def _fold(*texts):
    """Return texts as they are searched: « Œuvre » is « oeuvre »."""
    text = " ".join(text for text in texts if text)
    for ligature, letters in (("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae")):
        text = text.replace(ligature, letters)
    return fold(text)


def _braced(name):
    """Return a placeholder as it is typed."""
    return "{{" + name + "}}"
