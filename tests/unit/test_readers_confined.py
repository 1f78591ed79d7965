"""Files that may be hostile are read in a process of its own, which ends within its limits."""

from __future__ import annotations

import zlib

import pytest

from tests.unit.pdf_examples import PLAN, SIGNATURE
from webapp.pdf.plan_page import draw_plan
from webapp.readers.confined import read_confined
from webapp.readers.pdf_words import words_of


def test_the_words_of_a_plan_are_its_properties_metadata_and_text() -> None:
    words = words_of(draw_plan(PLAN))
    assert words.count(SIGNATURE.fingerprint) == 3
    assert "Team managers review every case" in words


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a PDF",
        b"%PDF-1.7\n" + bytes(range(256)) * 100,
        zlib.compress(bytes(10_000_000)),
    ],
    ids=["nothing", "a text", "noise", "packed zeros"],
)
def test_what_cannot_be_read_has_no_words(content: bytes) -> None:
    assert words_of(content) == ""


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("behaves", "behaves"),
        ("crashes", None),
        ("runs on", None),
        ("is greedy", None),
        ("writes", "was not let"),
    ],
)
def test_a_reader_that_misbehaves_says_nothing(does: str, said: str | None) -> None:
    assert read_confined("tests.unit.misbehaving", does.encode(), seconds=1) == said
