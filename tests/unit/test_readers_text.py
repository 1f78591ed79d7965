"""Bytes become text, whatever program saved them, or are refused in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.errors import Refusal
from webapp.readers.text import decode

WORDS = "code,actual\nP1,£1,200 – “é”\n"

READ = [
    ("empty", b"", ""),
    ("plain", b"a,b\r\n", "a,b\r\n"),
    ("UTF-8", WORDS.encode(), WORDS),
    ("UTF-8 with a mark", WORDS.encode("utf-8-sig"), WORDS),
    ("UTF-16 little end first, with a mark", b"\xff\xfe" + WORDS.encode("utf-16-le"), WORDS),
    ("UTF-16 big end first, with a mark", b"\xfe\xff" + WORDS.encode("utf-16-be"), WORDS),
    ("UTF-16 little end first", WORDS.encode("utf-16-le"), WORDS),
    ("UTF-16 big end first", WORDS.encode("utf-16-be"), WORDS),
    ("Windows-1252", WORDS.encode("cp1252"), WORDS),
    ("a mark alone", b"\xef\xbb\xbf", ""),
]


@pytest.mark.parametrize(("data", "text"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_text_is_decoded(data: bytes, text: str) -> None:
    assert decode(data) == text


REFUSED = [
    ("a NUL in text", b"a,b\n1,\x002\n", "NUL character on line 2"),
    ("a NUL in UTF-16", b"\xff\xfe" + "a\n\nb\0".encode("utf-16-le"), "NUL character on line 3"),
    ("a workbook", b"PK\x03\x04rest", "an Excel workbook or a Word document"),
    ("an old workbook", b"\xd0\xcf\x11\xe0rest", "of the older kind"),
    ("a PDF", b"%PDF-1.7", "a PDF"),
    ("rich text", b"{\\rtf1 a}", "RTF"),
    ("UTF-8 by its mark, and is not", b"\xef\xbb\xbfa\n\xff\n", "UTF-8 text: line 2"),
    ("half a character", b"\xff\xfea\x00b", "UTF-16 text"),
    ("no character of Windows-1252", b"caf\xe9\n\x81", "Windows-1252 text: line 2"),
]


@pytest.mark.parametrize(("data", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_other_bytes_are_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        decode(data)
    assert words in refusal.value.sentence


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_what_is_saved_with_a_mark_comes_back(text: str) -> None:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        assert decode(mark + text.encode(encoding)) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except Refusal as refusal:
        assert refusal.sentence.endswith(".")
    else:
        assert "\0" not in text
