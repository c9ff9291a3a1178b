"""A toolbox, and an event to use its documents for."""

import base64

from ...tools import docx_build
from .base import MODULE, ResidenceCommon


class DocumentCommon(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.documents = cls.env["residence.document"]
        cls.charter = cls.env.ref(f"{MODULE}.document_charter")
        cls.home.house_name = "La Maison <des> Projets & Cie"
        cls.event = cls._new_event(days=7, name="Repas d'automne", space_id=cls.hall.id)

    @classmethod
    def _encode(cls, text):
        return base64.b64encode(docx_build.build(f"# T\n{text}"))

    @classmethod
    def _new_document(cls, text="Texte", user=None, **values):
        return cls.documents.with_user(user or cls.env.user).create(
            {
                "name": "Zzdoc",
                "category_id": cls.charter.category_id.id,
                "file": cls._encode(text),
                **values,
            }
        )

    def _for_event(self, document=None, user=None, event=None):
        return (
            (document or self.documents)
            .with_user(user or self.animator)
            .with_context(residence_event_id=(event or self.event).id)
        )

    def _use(self, document, **kwargs):
        action = self._for_event(document, **kwargs).action_use()
        self.assertEqual(action["type"], "ir.actions.act_url")
        number = int(action["url"].split("?")[0].rpartition("/")[2])
        return self.env["ir.attachment"].browse(number)
