"""Words and their styles as runs in one normal form, so that equal text is always written alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from webapp.readers.rich_model import Run, Runs

Piece = tuple[str, int]
"""Characters of one style as read; ``\\n`` is a line break, other white space only separates."""

_WORD = re.compile(r"\S+")
# Control characters, and two invisible ones that office programs leave behind.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def paragraphs_of(pieces: Iterable[Piece]) -> list[Runs]:
    """The runs of each paragraph: two line breaks start a new one, white space is single, none at the ends.

    White space is bold or italic only between words that are, and so is punctuation that touches an unstyled
    letter: Markdown has no way to write either, and nobody sees the difference.
    """
    text, styles = _joined(pieces)
    _release_punctuation(text, styles)
    paragraphs: list[list[Piece]] = []
    end = 0
    for word in _WORD.finditer(text):
        breaks = text.count("\n", end, word.start())
        if not paragraphs or breaks > 1:
            paragraphs.append([])
        else:
            paragraphs[-1].append(("\n" if breaks else " ", styles[end - 1] & styles[word.start()]))
        paragraphs[-1].extend((text[at], styles[at]) for at in range(word.start(), word.end()))
        end = word.end()
    return [_grouped(each) for each in paragraphs]


def joined_lines(paragraphs: Iterable[Runs]) -> Runs:
    """Several paragraphs as one, apart by line breaks: what stands in an item of a list."""
    pieces: list[Piece] = []
    for runs in paragraphs:
        if pieces:
            pieces.append(("\n", pieces[-1][1] & runs[0].style))
        pieces.extend((run.text, run.style) for run in runs)
    return _grouped(pieces)


def _joined(pieces: Iterable[Piece]) -> tuple[str, bytearray]:
    """The characters, and the style of each."""
    texts: list[str] = []
    styles = bytearray()
    for raw, style in pieces:
        text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", raw))
        texts.append(text)
        styles.extend(bytes([style]) * len(text))
    return "".join(texts), styles


def _release_punctuation(text: str, styles: bytearray) -> None:
    """Take the style from punctuation at the edge of styled words where a letter stands outside."""
    for at in range(1, len(text)):
        if text[at - 1].isalnum() and not text[at].isalnum():
            styles[at] &= styles[at - 1]
    for at in range(len(text) - 1, 0, -1):
        if text[at].isalnum() and not text[at - 1].isalnum():
            styles[at - 1] &= styles[at]


def _grouped(pieces: Iterable[Piece]) -> Runs:
    return tuple(
        Run("".join(text for text, _ in group), style) for style, group in groupby(pieces, key=lambda piece: piece[1])
    )
