"""Two people in one plan: what each wrote is put together, and nothing that anybody typed disappears."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.actions import Action
from webapp.domain.merging import PARTS, REASON, Merged, Opened, Text, mark_of, marks_of, merge, values_of

A = Action("Close cases", "A weekly list", "Ann Lee", "By Christmas", date(2014, 12, 24), "a" * 32)
B = Action("Hire", "An advert", "Olu Bright", "In spring", None, "b" * 32, owner_id=7, effect=Decimal("-12.5"))
C = Action("Train", key="c" * 32)
BASE = Text("The system is late.", (A, B))


def merged(mine: Text, theirs: Text, *, base: Text = BASE, knowingly: bool = False, **knows: object) -> Merged:
    return merge(Opened(marks_of(base), **knows), mine, theirs, knowingly=knowingly)  # type: ignore[arg-type]


def changed(text: Text, key: str, **parts: object) -> Text:
    actions = tuple(replace(each, **parts) if each.key == key else each for each in text.actions)  # type: ignore[arg-type]
    return replace(text, actions=actions)


CASES = {
    "nobody wrote": (BASE, BASE, BASE),
    "I wrote": (replace(BASE, reason="Mine"), BASE, replace(BASE, reason="Mine")),
    "they wrote": (BASE, replace(BASE, reason="Theirs"), replace(BASE, reason="Theirs")),
    "both wrote the same": (replace(BASE, reason="Same"), replace(BASE, reason="Same"), replace(BASE, reason="Same")),
    "I the reason, they an action": (
        replace(BASE, reason="Mine"),
        changed(BASE, A.key, what="Theirs"),
        changed(replace(BASE, reason="Mine"), A.key, what="Theirs"),
    ),
    "two parts of one action": (
        changed(BASE, A.key, how="Mine"),
        changed(BASE, A.key, due=date(2015, 1, 31)),
        changed(BASE, A.key, how="Mine", due=date(2015, 1, 31)),
    ),
    "they cleared a date": (BASE, changed(BASE, A.key, due=None), changed(BASE, A.key, due=None)),
    "I cleared an effect": (changed(BASE, B.key, effect=None), BASE, changed(BASE, B.key, effect=None)),
    "I added": (Text(BASE.reason, (A, C, B)), BASE, Text(BASE.reason, (A, C, B))),
    "I added the first": (Text(BASE.reason, (C, A, B)), BASE, Text(BASE.reason, (C, A, B))),
    "they added": (BASE, Text(BASE.reason, (A, B, C)), Text(BASE.reason, (A, B, C))),
    "I removed": (Text(BASE.reason, (A,)), BASE, Text(BASE.reason, (A,))),
    "they removed": (BASE, Text(BASE.reason, (B,)), Text(BASE.reason, (B,))),
    "I removed what they changed": (
        Text(BASE.reason, (A,)),
        changed(BASE, B.key, how="Theirs"),
        changed(BASE, B.key, how="Theirs"),
    ),
    "they removed what I changed": (
        changed(BASE, B.key, how="Mine"),
        Text(BASE.reason, (A,)),
        changed(BASE, B.key, how="Mine"),
    ),
    "both removed": (Text(BASE.reason, (A,)), Text(BASE.reason, (A,)), Text(BASE.reason, (A,))),
    "I blanked an action": (
        Text(BASE.reason, (A, Action(key=B.key))),
        BASE,
        Text(BASE.reason, (A,)),
    ),
}


@pytest.mark.parametrize(("mine", "theirs", "expected"), CASES.values(), ids=CASES)
def test_what_one_side_changed_is_taken(mine: Text, theirs: Text, expected: Text) -> None:
    result = merged(mine, theirs)
    assert result.text == expected
    assert result.conflicts == ()
    assert Text(result.shown.reason, tuple(each for each in result.shown.actions if not each.is_blank)) == expected
    assert result.opened.base == marks_of(expected)


def test_words_that_both_changed_differently_stay_with_each() -> None:
    result = merged(replace(BASE, reason="Mine"), replace(BASE, reason="Theirs"))
    assert (result.text.reason, result.shown.reason) == ("Theirs", "Mine")
    assert result.conflicts == (REASON,)
    assert result.opened.seen == {REASON: mark_of("Theirs")}
    assert result.opened.base[REASON] == mark_of(BASE.reason)


def test_a_conflict_stays_until_it_is_decided_knowingly() -> None:
    mine, theirs = replace(BASE, reason="Mine"), replace(BASE, reason="Theirs")
    seen = merged(mine, theirs).opened
    assert merge(seen, mine, theirs).conflicts == (REASON,)
    assert merge(seen, mine, theirs, knowingly=True).text.reason == "Mine"
    newer = replace(BASE, reason="Theirs, and more")
    assert merge(seen, mine, newer, knowingly=True).conflicts == (REASON,)
    given_up = replace(seen, given_up=(REASON,))
    assert merge(given_up, mine, theirs, knowingly=True).text.reason == "Theirs"


def test_what_the_form_sent_itself_is_nobody_elses() -> None:
    sent = {REASON: {mark_of("Mine, half")}}
    stored, mine = replace(BASE, reason="Mine, half"), replace(BASE, reason="Mine, half and whole")
    assert merged(mine, stored).conflicts == (REASON,)
    result = merged(mine, stored, sent=sent)
    assert (result.text.reason, result.conflicts) == ("Mine, half and whole", ())


def test_an_action_that_the_form_sent_itself_and_took_away_again_is_gone() -> None:
    sent = {f"{C.key}.{part}": {mark_of(getattr(C, part))} for part in PARTS}
    assert merged(BASE, Text(BASE.reason, (A, B, C)), sent=sent).text == BASE


def test_what_cannot_be_read_is_not_saved_and_not_lost() -> None:
    unread = f"{A.key}.due"
    mine = changed(BASE, A.key, due=None, what="Mine")
    result = merged(mine, BASE, unread={unread})
    assert result.text == changed(BASE, A.key, what="Mine")
    assert result.shown.actions[0].due is None
    assert result.opened.base[unread] == mark_of(A.due)
    theirs = changed(BASE, A.key, due=date(2015, 3, 31))
    later = merge(replace(merged(mine, theirs, unread={unread}).opened), changed(mine, A.key, due=A.due), theirs)
    assert later.text.actions[0].due == date(2015, 3, 31)


def test_a_new_action_of_which_nothing_can_be_read_stays_in_the_form() -> None:
    mine = Text(BASE.reason, (A, B, Action(key=C.key)))
    result = merged(mine, BASE, unread={f"{C.key}.due"})
    assert result.text == BASE
    assert [each.key for each in result.shown.actions] == [A.key, B.key, C.key]


def test_news_are_what_the_form_did_not_have() -> None:
    assert not merged(replace(BASE, reason="Mine"), BASE).has_news
    assert merged(BASE, replace(BASE, reason="Theirs")).brought == {REASON}
    assert merged(BASE, Text(BASE.reason, (A,))).dropped == {B.key}
    assert merged(BASE, Text(BASE.reason, (A, B, C))).brought == {f"{C.key}.{part}" for part in PARTS}
    blank = Text(BASE.reason, (A, B, Action(key="d" * 32)))
    assert [each.key for each in merged(blank, BASE).shown.actions] == [A.key, B.key, "d" * 32]
    assert not merged(blank, BASE).has_news


def test_every_part_of_an_action_is_merged() -> None:
    assert set(PARTS) == {each.name for each in fields(Action)} - {"key", "owner", "expected"}


WORDS = st.sampled_from(["", "x", "y", "z"])
ROW = st.builds(
    Action,
    what=WORDS,
    how=WORDS,
    due=st.sampled_from([None, date(2014, 12, 31), date(2015, 1, 31)]),
    effect=st.sampled_from([None, Decimal(3), Decimal("3.00"), Decimal(-1)]),
)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """A text with some of four actions, in any order."""
    keys = draw(st.lists(st.sampled_from("abcd"), unique=True))
    return Text(draw(WORDS), tuple(replace(draw(ROW), key=key * 32) for key in keys))


def written(text: Text) -> Text:
    return replace(text, actions=tuple(each for each in text.actions if not each.is_blank))


@given(texts().map(written), texts(), texts().map(written), st.booleans())
def test_nothing_that_either_side_typed_disappears(base: Text, mine: Text, theirs: Text, knowingly: bool) -> None:
    result = merged(mine, theirs, base=base, knowingly=knowingly)
    before, saved, shown = values_of(base), values_of(result.text), values_of(result.shown)
    for name, value in values_of(mine).items():
        if mark_of(value) not in {mark_of(before.get(name)), mark_of(None)}:
            assert mark_of(value) in {mark_of(saved.get(name)), mark_of(shown.get(name))}, name
    for name, value in values_of(theirs).items():
        if mark_of(value) not in {mark_of(before.get(name)), mark_of(None)}:
            assert mark_of(saved.get(name)) == mark_of(value), name
    assert {name for name in saved if mark_of(saved[name]) != mark_of(shown[name])} == set(result.conflicts)


@given(texts().map(written), texts(), texts().map(written))
def test_a_merged_form_has_nothing_to_add_the_next_time(base: Text, mine: Text, theirs: Text) -> None:
    first = merged(mine, theirs, base=base)
    again = merge(first.opened, first.shown, first.text)
    assert (again.text, again.conflicts, again.has_news) == (first.text, first.conflicts, False)
    assert dict(again.opened.base) == dict(first.opened.base)
