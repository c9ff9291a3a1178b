"""The fonts that papers are printed with: the same letters on every machine.

A page is as long as its letters are wide. Debian's Liberation has the widths of Arial,
which the papers ask for; without it a bare machine has DejaVu alone, a tenth wider.
"""

from . import cache
from .debian import Apt

PACKAGE = "fonts-liberation"
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}/usr/share/fonts</dir>
</fontconfig>
"""


def configuration():
    """Return fontconfig's file, the fonts downloaded when missing."""
    folder = cache.root() / "fonts"

    def make(part):
        downloads = part / "download"
        downloads.mkdir()
        debian = Apt(downloads, "bookworm")
        debian.update()
        debian.unpack([PACKAGE], part)
        cache.remove(downloads)
        text = CONFIGURATION.format(folder=folder)
        (part / "fonts.conf").write_text(text, encoding="utf-8")

    return cache.build(folder, make) / "fonts.conf"
