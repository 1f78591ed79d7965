"""Words where a figure could be: what they mean, what to write instead, and never a guess."""

from __future__ import annotations

import pytest

from tests.naughty import naughty_strings
from webapp.domain.cell_words import Meaning, advice_on, meaning_of
from webapp.domain.quality_words import quality_of, settled_quality, yes_or_no

NO_DATA = (
    *("TBC", "tbc", "T.B.C.", "(TBC)", "[tbc]", "TBA", "To be confirmed", "Pending", "pending.", "Awaiting"),
    *("awaiting DfE data", "Awaiting validation", "Data awaited", "Not yet available", "not yet published", "n/k"),
    *("N/K", "NK", "not known", "Unknown", "No data", "no data yet", "not available", "-", "–", "—", "−", "--", ".."),
    *("...", "…", "[x]", "  TBC  ", "TBC - awaiting audit"),
)
NOT_APPLICABLE = (
    *("N/A", "n/a", "n.a.", "NA", "N / A", "(n/a)", "Not applicable", "not-applicable", "does not apply", "[z]"),
)
NEITHER = (
    *("", "#N/A", "#DIV/0!", "NaN", "nil", "None", "0", "5", "12.5", "*", "x", "?", "see note", "TBC 12"),
    *("12.5 (p)", "N/A*", "Outstanding", "1e5", "na na", "no", "yes", "-5", "- -", "n/a 5", "tbcs", "TBC" * 30),
    "Awaiting Q3",
)


@pytest.mark.parametrize("text", NO_DATA)
def test_no_data_yet(text: str) -> None:
    assert meaning_of(text) is Meaning.NO_DATA


@pytest.mark.parametrize("text", NOT_APPLICABLE)
def test_not_applicable(text: str) -> None:
    assert meaning_of(text) is Meaning.NOT_APPLICABLE


@pytest.mark.parametrize("text", NEITHER)
def test_nothing_else_is_guessed(text: str) -> None:
    assert meaning_of(text) is None


ADVICE = [
    ("nil", "write 0 for a real zero, or leave the cell blank"),
    ("None", "write 0 for a real zero"),
    ("zero", "write 0 for a real zero"),
    ("12.5*", 'write 12.5 alone, and what the mark means as "provisional" or "estimated" in a column "quality"'),
    ("12.5 †", "write 12.5 alone"),
    ("12.5 (p)", 'write 12.5 alone, and "provisional" in a column "quality"'),
    ("12.5p", 'and "provisional" in a column'),
    ("(P) 12.5", 'and "provisional" in a column'),
    ("12.5e", 'write 12.5 alone, and "estimated" in a column "quality"'),
    ("12.5 est", 'and "estimated" in a column'),
    ("1,250 [estimated]", 'write 1,250 alone, and "estimated" in a column'),
    ("c. 12", 'write 12 alone, and "estimated" in a column'),
    ("approx 12%", 'write 12% alone, and "estimated" in a column'),
    ("~-3", 'write -3 alone, and "estimated" in a column'),
    ("£12 (f)", 'write £12 alone, and "final" in a column'),
    ("12.5 r", "write 12.5 alone; that it is revised is seen by itself"),
    ("c. 12 (p)", 'as "provisional" or "estimated" in a column "quality"'),
    ("<5", "is a bound, not a figure"),
    ("less than 5", "is a bound, not a figure"),
    ("≥ 95%", "is a bound, not a figure"),
]


@pytest.mark.parametrize(("text", "words"), ADVICE)
def test_what_to_write_instead(text: str, words: str) -> None:
    advice = advice_on(text) or ""
    assert advice.startswith(f'"{text}" ')
    assert words in advice
    assert advice.endswith(".")


@pytest.mark.parametrize(
    "text", ["", "12.5", "-3", "1,234.5%", "£5", "1e5", "TBC", "12 of 15", "p", "12.5 (p) (e)", "*"]
)
def test_no_advice_on_other_texts(text: str) -> None:
    assert advice_on(text) is None


def test_a_marked_target_is_told_of_its_own_column() -> None:
    assert advice_on("12 (e)", of_target=True) == (
        '"12 (e)" has a mark beside its figure: write 12 alone, and "yes" in a column "target_estimated" if it is '
        "estimated."
    )


def test_no_string_makes_them_fail() -> None:
    for text in naughty_strings():
        assert meaning_of(text) is None or advice_on(text) is None, ascii(text)


QUALITIES = {
    "final": ("final", "F", "Confirmed", "actual"),
    "provisional": ("Provisional", "prov", "prov.", "P", "(p)", "[p]", "draft"),
    "estimated": ("Estimated", "estimate", "EST", "e", "(e)"),
    None: ("", "yes", "final?", "r", "revised", "5", "n/a", "provisional estimate"),
}


@pytest.mark.parametrize(("quality", "text"), [(key, text) for key, texts in QUALITIES.items() for text in texts])
def test_a_quality_is_read(quality: str | None, text: str) -> None:
    assert quality_of(text) == quality


@pytest.mark.parametrize(
    ("text", "said"),
    [("Yes", True), ("e", True), ("1", True), ("No", False), ("final", False), ("maybe", None), ("", None)],
)
def test_yes_and_no_are_read(text: str, said: bool | None) -> None:
    assert yes_or_no(text) is said


SETTLED = [
    (None, None, None),
    ("provisional", None, "provisional"),
    (None, True, "estimated"),
    (None, False, "final"),
    ("estimated", True, "estimated"),
    ("provisional", False, "provisional"),
    ("final", False, "final"),
]


@pytest.mark.parametrize(("quality", "estimated", "settled"), SETTLED)
def test_a_quality_and_a_yes_or_no_agree(quality: str | None, estimated: bool | None, settled: str | None) -> None:
    assert settled_quality(quality, estimated) == settled


@pytest.mark.parametrize(("quality", "estimated"), [("final", True), ("provisional", True), ("estimated", False)])
def test_or_contradict_each_other(quality: str, estimated: bool) -> None:
    with pytest.raises(ValueError, match=quality):
        settled_quality(quality, estimated)
