"""The typefaces of the paper: Liberation Sans, character by character with DejaVu Sans where it lacks one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
REGULAR = "LiberationSans-Regular"
LIBERATION = {
    (False, False): REGULAR,
    (True, False): "LiberationSans-Bold",
    (False, True): "LiberationSans-Italic",
    (True, True): "LiberationSans-BoldItalic",
}
DEJAVU = {False: "DejaVuSans", True: "DejaVuSans-Bold"}
STATUS_SHAPES = "●▲■"  # larger, and so better told apart, in DejaVu Sans
LINE_BREAKS = "\n\v\f\x85\u2028\u2029"
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
TO_UNICODE = "toUnicodeCMap:"  # how ReportLab calls the tables of which letter a glyph stands for
_LONG_CODE = re.compile("<([0-9A-F]{5,6})>")


class Typeface(TTFont):
    """A typeface whose glyphs can be searched, copied and read aloud, those beyond U+FFFF (as emoji are) as well.

    ReportLab writes the bare numbers of these where UTF-16 belongs.
    """

    def addObjects(self, doc: Any) -> None:
        """Add the typeface to a document."""
        super().addObjects(doc)
        for name, table in doc.idToObject.items():
            if name.startswith(TO_UNICODE):
                table.content = _LONG_CODE.sub(_in_utf_16, table.content)


def _in_utf_16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


@cache
def face(name: str) -> Typeface:
    """The typeface of that name, read and registered the first time it is asked for in this process."""
    font = Typeface(name, str(FOLDER / f"{name}.ttf"), asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(font)
    return font


@cache
def face_name(char: str, bold: bool, italic: bool) -> str | None:
    """The typeface that draws ``char`` in this style, or else upright; None where no typeface has it."""
    names = (LIBERATION[bold, italic], DEJAVU[bold], REGULAR, DEJAVU[False])
    for name in names[1:] if char in STATUS_SHAPES else names:
        if ord(char) in face(name).face.charToGlyph:
            return name
    return None


@cache
def width(name: str, char: str) -> float:
    """Advance of one character in thousandths of the font size."""
    return float(face(name).face.charWidths[ord(char)])


def split_by_face(text: str, bold: bool, italic: bool) -> list[tuple[str, str]]:
    """``text`` cut into pieces of one typeface each: (typeface, characters).

    Characters that no typeface has are left out: ``unprintable`` refuses them before anything is drawn.
    """
    pieces = groupby(text, key=lambda char: face_name(char, bold, italic))
    return [(name, "".join(chars)) for name, chars in pieces if name is not None]


def clean(text: str) -> str:
    """Composed letters, plain line breaks and spaces, nothing invisible (soft hyphens, direction marks)."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_visible(char) for char in composed)


def one_line(text: str) -> str:
    """``clean`` text without line breaks, for a title or a foot."""
    return " ".join(clean(text).split())


@cache
def _visible(char: str) -> str:
    if char in LINE_BREAKS:
        return "\n"
    if char == "\t":
        return " "
    variation_selector = "\ufe00" <= char <= "\ufe0f"
    return "" if variation_selector or unicodedata.category(char) in {"Cc", "Cf"} else char


def unprintable(text: str) -> str | None:
    """The first character of ``text`` that cannot be printed, named for a sentence, or None.

    Right-to-left letters and accents that join no letter are among them: their glyphs exist, but would
    come out scrambled.
    """
    for char in clean(text):
        if char != "\n" and not _printable(char):
            name = unicodedata.name(char, f"U+{ord(char):04X}").lower()
            shown = f"\N{DOTTED CIRCLE}{char}" if unicodedata.category(char).startswith("M") else char
            return f"“{shown}” ({name})"
    return None


def replaced(text: str) -> str:
    """``clean`` text with a box for each character that cannot be printed: for lists of what others wrote."""
    return "".join(char if char == "\n" or _printable(char) else "□" for char in clean(text))


@cache
def _printable(char: str) -> bool:
    joins = unicodedata.category(char).startswith("M")
    leftwards = unicodedata.bidirectional(char) in RIGHT_TO_LEFT
    return not joins and not leftwards and face_name(char, False, False) is not None
