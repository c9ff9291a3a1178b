import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ...tools.photo import PhotoError, clean
from ..common.base import ResidenceCommon, new_photo

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def new_phone_photo(width=4000, height=3000):
    """Return a photo as a phone takes it: lying on its side, with its place."""
    exif = Image.Exif()
    exif[MAKE] = "Secret phone"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (49.0, 29.0, 38.0)
    return new_photo(width, height, exif=exif)


class TestCleaning(ResidenceCommon):
    def test_fit_to_be_kept(self):
        source = new_phone_photo()
        self.assertTrue(Image.open(io.BytesIO(source)).getexif().get_ifd(GPS))
        with Image.open(io.BytesIO(clean(source))) as image:
            self.assertEqual((image.format, image.size), ("JPEG", (1440, 1920)))
            self.assertFalse(image.getexif())
        self.assertNotIn(b"Secret phone", clean(source))

    def test_a_small_one_loses_its_place_too(self):
        cleaned = clean(new_phone_photo(80, 60))
        self.assertNotIn(b"Exif", cleaned)
        self.assertEqual(Image.open(io.BytesIO(cleaned)).size, (60, 80))

    def test_png(self):
        self.assertEqual(
            Image.open(io.BytesIO(clean(new_photo(kind="PNG")))).size, (40, 30)
        )

    def test_no_photo(self):
        heic = b"\0\0\0\x18ftypheic" + bytes(100)
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
        for reason, source in (
            ("unreadable", b"Bonjour, ceci est un texte"),
            ("unreadable", svg),
            ("unreadable", b"%PDF-1.4"),
            ("unreadable", new_photo(kind="GIF")),
            ("unreadable", b""),
            ("heic", heic),
            ("heavy", bytes(40 * 1024 * 1024)),
            ("heavy", new_photo(16000, 12000, "PNG")),
        ):
            with self.subTest(source[:20]), self.assertRaises(PhotoError) as refusal:
                clean(source)
            self.assertEqual(refusal.exception.args[0], reason)


class TestPhoto(ResidenceCommon):
    def setUp(self):
        super().setUp()
        self.event = self._new_event(state="planned")
        self.photos = self.env["residence.event.photo"].with_user(self.animator)
        self.image = base64.b64encode(new_phone_photo(200, 100))

    def test_never_published_unless_told(self):
        one, two, three = (
            self.photos.browse(self.photos.add_photo(self.event.id, token, self.image))
            for token in "abc"
        )
        self.assertEqual(one.consent, "private")
        self.assertFalse(self.event.photo_ids._printable())
        two.consent, three.consent = "nobody", "signed"
        self.assertEqual(self.event.photo_ids._printable(), (two | three).sudo())

    def test_sent_twice(self):
        first = self.photos.add_photo(self.event.id, "a", self.image)
        self.assertEqual(self.photos.add_photo(self.event.id, "a", self.image), first)
        self.assertEqual(len(self.event.photo_ids), 1)

    def test_cleaned_on_every_way_in(self):
        photo = self.photos.create({"event_id": self.event.id, "image": self.image})
        self.assertNotIn(b"Exif", base64.b64decode(photo.image))
        photo.image = self.image
        self.assertNotIn(b"Exif", base64.b64decode(photo.image))

    def test_refused_in_a_sentence(self):
        for source in (
            b"texte.jpg",
            b"<svg/>",
            bytes(26 * 1024 * 1024),
            b"not base 64",
        ):
            image = base64.b64encode(source) if source[:3] != b"not" else "é"
            with self.subTest(source[:9]), self.assertRaises(UserError) as refusal:
                self.photos.add_photo(self.event.id, "a", image)
            self.assertIn("“Photo”", str(refusal.exception))
        self.assertFalse(self.event.photo_ids)

    def test_foreign_event(self):
        foreign = self._new_event(self.away, state="planned")
        with self.assertRaises(AccessError):
            self.photos.add_photo(foreign.id, "a", self.image)
        photo = self.photos.create({"event_id": self.event.id, "image": self.image})
        with self.assertRaises(AccessError):
            photo.event_id = foreign

    def test_goes_with_its_event(self):
        """And so does its file: nothing of it stays on the disk's list."""
        photo = self.photos.create({"event_id": self.event.id, "image": self.image})
        self.env["residence.event.cost"].create(
            {"event_id": self.event.id, "amount": 3, "receipt": self.image}
        )
        files = self.env["ir.attachment"].search(
            [
                ("res_model", "in", (photo._name, "residence.event.cost")),
                ("res_field", "!=", False),
            ]
        )
        self.assertEqual(len(files), 2)
        self.event.with_user(self.animator).unlink()
        self.assertFalse(files.exists())

    def test_copied_event_has_none(self):
        self.photos.create({"event_id": self.event.id, "image": self.image})
        self.assertFalse(self.event.copy().photo_ids)


@tagged("post_install", "-at_install", "security")
class TestPhotoRoutes(ResidenceCommon, HttpCase):
    """Odoo's own addresses of files: nothing comes out for whoever may not read it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event = cls._new_event(state="planned")
        cls.photo = cls.env["residence.event.photo"].create(
            {"event_id": cls.event.id, "image": base64.b64encode(new_photo())}
        )
        cls.file = cls.env["ir.attachment"].search(
            [
                ("res_model", "=", cls.photo._name),
                ("res_id", "=", cls.photo.id),
                ("res_field", "=", "image"),
            ]
        )
        cls.content = cls.file.raw
        cls.portal = new_test_user(cls.env, "rc_portal", "base.group_portal")

    def _get_addresses(self):
        model = f"{self.photo._name}/{self.photo.id}/image"
        bases = [
            f"/web/image/{model}",
            f"/web/image/{model}/320x320",
            f"/web/content/{model}",
            f"/web/image/{self.file.id}",
            f"/web/content/{self.file.id}",
            f"/web/image?model={self.photo._name}&id={self.photo.id}&field=image",
        ]
        for base in bases:
            yield base
            yield f"{base}{'&' if '?' in base else '?'}access_token=guessed-token"

    def _reads(self, user):
        """Return which addresses give the photo to a user."""
        self.authenticate(user and user.login, user and user.login)
        given = []
        for address in self._get_addresses():
            response = self.url_open(address)
            is_photo = response.status_code == 200 and (
                response.content == self.content or b"JFIF" in response.content[:32]
            )
            if is_photo:
                given.append(address)
        return given

    def test_who_may(self):
        for user in (self.animator, self.coordinator, self.administrator):
            with self.subTest(user.name):
                # a token that is wrong is refused to them too
                refused = set(self._get_addresses()) - set(self._reads(user))
                self.assertTrue(all("token" in address for address in refused))

    @mute_logger("odoo.http")
    def test_who_may_not(self):
        for user in (
            self.management,
            self.users["away_animator"],
            self.users["away_coordinator"],
            self.users["nobody"],
            self.portal,
            None,
        ):
            with self.subTest(user and user.name):
                self.assertEqual(self._reads(user), [])

    def test_as_attachments(self):
        for name in ("management", "away_animator", "coordinator_management"):
            theirs = self.file.with_user(self.users[name])
            with self.subTest(name):
                self.assertFalse(theirs.search([("id", "=", self.file.id)]))
                with self.assertRaises(AccessError):
                    theirs.read(["datas"])
                with self.assertRaises(AccessError):
                    theirs.generate_access_token()
                with self.assertRaises(AccessError):
                    theirs.write({"public": True})
