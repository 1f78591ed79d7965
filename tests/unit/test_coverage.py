"""What is missing of a figure that needs a plan, decided from plain facts."""

from __future__ import annotations

from itertools import product

import pytest

from webapp.domain.coverage import Gap, PlanFacts, gap_words, gaps_of, is_covered, summary_words
from webapp.domain.plans import PlanState, SealState

DRAFT, SUBMITTED, SIGNED = PlanState.DRAFT, PlanState.SUBMITTED, PlanState.SIGNED_OFF
CURRENT, OLD, GONE = SealState.CURRENT, SealState.OUT_OF_DATE, SealState.WITHDRAWN

FOUND = {
    "nothing written": (PlanFacts(), "No plan"),
    "in draft": (PlanFacts(DRAFT), "Not signed: in draft"),
    "returned": (PlanFacts(DRAFT, returned=True), "Not signed: returned to its lead"),
    "submitted": (PlanFacts(SUBMITTED), "Not signed: with the director"),
    "not required before a figure changed": (PlanFacts(PlanState.NOT_REQUIRED), "Not signed: not required"),
    "signed": (PlanFacts(SIGNED, CURRENT), ""),
    "closed": (PlanFacts(PlanState.CLOSED, CURRENT), ""),
    "a new version in draft, the signed page stands": (PlanFacts(DRAFT, CURRENT), ""),
    "followed by the plan of a later period": (PlanFacts(PlanState.SUPERSEDED, SealState.SUPERSEDED), ""),
    "out of date": (PlanFacts(PlanState.OUT_OF_DATE, OLD), "Signed page out of date"),
    "out of date, a new version in draft": (PlanFacts(DRAFT, OLD), "Signed page out of date"),
    "withdrawn": (PlanFacts(PlanState.WITHDRAWN, GONE), "Signed page withdrawn"),
    "withdrawn, and written anew": (PlanFacts(DRAFT, GONE), "Not signed: in draft"),
    "one action overdue": (PlanFacts(SIGNED, CURRENT, overdue=1), "1 action overdue"),
    "red twice": (PlanFacts(SIGNED, CURRENT, reds=2), "2 reds in a row"),
    "red once": (PlanFacts(SIGNED, CURRENT, reds=1), ""),
    "everything at once": (PlanFacts(overdue=2, reds=3), "No plan, 2 actions overdue, 3 reds in a row"),
}


@pytest.mark.parametrize(("facts", "words"), FOUND.values(), ids=FOUND)
def test_what_is_missing(facts: PlanFacts, words: str) -> None:
    assert ", ".join(gap_words(gap, facts) for gap in gaps_of(facts)) == words


@pytest.mark.parametrize(("overdue", "reds"), product((0, 3), (0, 3)))
def test_overdue_actions_and_repeated_reds_do_not_uncover(overdue: int, reds: int) -> None:
    assert is_covered(gaps_of(PlanFacts(SIGNED, CURRENT, overdue=overdue, reds=reds)))
    assert not is_covered(gaps_of(PlanFacts(DRAFT, overdue=overdue, reds=reds)))


def test_every_plan_has_one_gap_of_its_own_at_most() -> None:
    of_plans = {Gap.NO_PLAN, Gap.WITHDRAWN, Gap.UNSIGNED, Gap.OUT_OF_DATE}
    for state, seal in product((None, *PlanState), (None, *SealState)):
        assert len(of_plans.intersection(gaps_of(PlanFacts(state, seal)))) <= 1


SUMMARIES = {
    "none": ((0, 0, True), "No figure needs a plan"),
    "one": ((1, 1, True), "1 of 1 red has a current signed plan"),
    "several": ((7, 9, True), "7 of 9 reds have a current signed plan"),
    "amber too": ((7, 9, False), "7 of 9 figures that need a plan have a current signed plan"),
    "amber too, one": ((0, 1, False), "0 of 1 figure that needs a plan has a current signed plan"),
}


@pytest.mark.parametrize(("counts", "words"), SUMMARIES.values(), ids=SUMMARIES)
def test_the_summary_in_words(counts: tuple[int, int, bool], words: str) -> None:
    covered, required, only_reds = counts
    assert summary_words(covered, required, only_reds=only_reds) == words
