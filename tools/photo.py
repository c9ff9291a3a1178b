"""Photos as phones take them, made fit to be kept. No Odoo in here."""

import io

from PIL import Image, ImageOps

MAX_SIDE = 1920  # pixels: a full A4 page in print
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 80_000_000
FORMATS = ("JPEG", "PNG")
HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"hevc")


class PhotoError(ValueError):
    """``args[0]``: why it is refused: "heavy", "heic" or "unreadable"."""


def clean(source):
    """Return a photo as JPEG: upright, at most 1920 pixels wide or high, without EXIF.

    EXIF says where and when a photo was taken, and with whose phone.

    :param bytes source: a JPEG or a PNG.
    :raise PhotoError: where it is none, or too big.
    """
    if len(source) > MAX_BYTES:
        raise PhotoError("heavy")
    if source[4:8] == b"ftyp" and source[8:12] in HEIC_BRANDS:
        raise PhotoError("heic")
    try:
        with Image.open(io.BytesIO(source), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise PhotoError("heavy")
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((MAX_SIDE, MAX_SIDE))
            target = io.BytesIO()
            upright.convert("RGB").save(target, "JPEG", quality=85, optimize=True)
    except PhotoError:
        raise
    except Image.DecompressionBombError as error:
        raise PhotoError("heavy") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PhotoError("unreadable") from error
    return target.getvalue()
