"""Which characters the paper can carry, and in which typeface."""

from __future__ import annotations

import pytest

from webapp.pdf.fonts import clean, face_name, split_by_face, unprintable


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain words, £1,200 and 12.5%",
        "Ŵŵ Ŷŷ Ẁẁ Âêîôû",
        "Łł Żż ąćęńóśź",
        "Ελληνικά, кириллица",
        "“quotes” – — … • ● ▲ ■ − × ≤ ≥ €",
        "☐ ✓ → \u2011",
        "w\u0302 and y\u0302 written as two characters each",
        "soft\u00adhyphen, zero\u200bwidth, \ufeffmark, tab\tand\u00a0no-break",
        "line\nbreak\r\nand\u2028another",
        "heart \u2764\ufe0f with a variation selector",
    ],
)
def test_printable(text: str) -> None:
    assert unprintable(text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("shalom שלום", "“ש” (hebrew letter shin)", id="right to left, though DejaVu has Hebrew"),
        pytest.param("سلام", "“س” (arabic letter seen)", id="right to left and joined"),
        pytest.param("日本", "“日” (cjk unified ideograph-65e5)", id="no glyph"),
        pytest.param("q\u0302", "“◌\u0302” (combining circumflex accent)", id="accent that joins no letter"),
        pytest.param("ok 🧒", "“🧒” (child)", id="emoji"),
        pytest.param("private \ue000", "“\ue000” (u+e000)", id="a character without a name"),
    ],
)
def test_unprintable_names_the_first(text: str, named: str) -> None:
    assert unprintable(text) == named


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("y\u0302", "ŷ"),
        ("a\r\nb\rc\vd", "a\nb\nc\nd"),
        ("so\u00adft \u202e", "soft "),
        ("a\tb", "a b"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("char", "bold", "italic", "face"),
    [
        ("ŵ", False, False, "LiberationSans-Regular"),
        ("ł", True, False, "LiberationSans-Bold"),
        ("ŷ", False, True, "LiberationSans-Italic"),
        ("ż", True, True, "LiberationSans-BoldItalic"),
        ("☐", False, False, "DejaVuSans"),
        ("☐", True, True, "DejaVuSans-Bold"),
        ("▲", False, False, "DejaVuSans"),
        ("日", False, False, None),
    ],
)
def test_each_character_has_its_typeface(char: str, bold: bool, italic: bool, face: str | None) -> None:
    assert face_name(char, bold, italic) == face


def test_a_word_is_cut_only_where_the_typeface_changes() -> None:
    assert split_by_face("ab☐c", False, False) == [
        ("LiberationSans-Regular", "ab"),
        ("DejaVuSans", "☐"),
        ("LiberationSans-Regular", "c"),
    ]
