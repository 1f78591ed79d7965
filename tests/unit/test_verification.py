"""The marks by which a file is known again, and what each state of paper means."""

from __future__ import annotations

import pytest

from webapp.domain.plans import SealState
from webapp.domain.verification import MOST_MARKS, Marks, PaperState, marks_in

CODE = "7K3M-9QXT-2B4D"
FINGERPRINT = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("content", "codes", "fingerprints"),
    [
        (f"Code {CODE}, fingerprint {FINGERPRINT}", {CODE}, {FINGERPRINT}),
        (f"({CODE})<{FINGERPRINT}>", {CODE}, {FINGERPRINT}),
        (f"/verify/{CODE}", {CODE}, set()),
        (f"A{CODE}", set(), set()),
        (CODE + "9", set(), set()),
        (CODE.replace("K", "U"), set(), set()),
        (CODE.lower(), set(), set()),
        (FINGERPRINT + "0", set(), set()),
        (FINGERPRINT.upper(), set(), set()),
        (FINGERPRINT[:-1], set(), set()),
        ("", set(), set()),
    ],
)
def test_codes_and_fingerprints_are_found_whole_or_not_at_all(
    content: str, codes: set[str], fingerprints: set[str]
) -> None:
    found = marks_in(b"\xff\x00" + content.encode() + b"\x00\xff")
    assert found == Marks(frozenset(codes), frozenset(fingerprints))
    assert bool(found) is bool(codes or fingerprints)


def test_a_file_full_of_codes_does_not_ask_for_all_of_them() -> None:
    content = " ".join(f"{number:04d}-0000-0000" for number in range(5_000)).encode()
    assert len(marks_in(content).codes) == MOST_MARKS


def test_every_state_says_what_it_means_for_whoever_holds_the_paper() -> None:
    meanings = [state.meaning for state in PaperState]
    assert len(set(meanings)) == len(meanings)
    assert [PaperState.of(state).value for state in SealState] == [state.value for state in SealState]
