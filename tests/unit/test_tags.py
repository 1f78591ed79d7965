"""Tags as they are typed, and how the same tag is spelled one way."""

from __future__ import annotations

import pytest

from webapp.domain.tags import joined, spelled, split_tags

TYPED = {
    "nothing": ("", ()),
    "commas alone": (" , ,", ()),
    "one": ("Safeguarding", ("Safeguarding",)),
    "spaces around and within": ("  Corporate   plan ,Safeguarding ", ("Corporate plan", "Safeguarding")),
    "in the order of the alphabet, whatever the case": ("beta, Alpha, Gamma", ("Alpha", "beta", "Gamma")),
    "a repeated one is kept as first written": ("plan, PLAN, Plan", ("plan",)),
    "a line of each": ("one\ntwo", ("one", "two")),
    "an accent written as a letter of its own": ("Caf\u00e9, Cafe\u0301", ("Caf\u00e9",)),
    "letters of other tongues": ("Łódź, ŁÓDŹ, Straße, STRASSE", ("Straße", "Łódź")),
}


@pytest.mark.parametrize(("text", "tags"), TYPED.values(), ids=TYPED)
def test_tags_are_split_at_commas(text: str, tags: tuple[str, ...]) -> None:
    assert split_tags(text) == tags
    assert split_tags(joined(tags)) == tags


def test_a_tag_is_spelled_as_it_is_known() -> None:
    assert spelled(("PLAN", "new"), {"plan": "Plan"}) == ("new", "Plan")
