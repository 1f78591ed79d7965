"""Saying afterwards how far a figure can be relied on: who may, what is kept, and what follows for plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import REASON, complete_action, sign, submit
from tests.integration.council import Council, found
from tests.integration.promised_figures import FRIDAY, LATER, put, say
from tests.integration.sent_files import send
from tests.integration.test_plan_docx import text_of as words_of_document
from tests.integration.test_plan_paper import text_of as words_of_paper
from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.domain.plans import PlanState
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Revision
from webapp.services.clock import moment
from webapp.services.figures.quality import set_quality, show_quality
from webapp.services.figures.storing import ActualEntry, get_actual
from webapp.services.periods.opened import find_opened
from webapp.services.periods.steps import lock
from webapp.services.plans.corrections import correct_actual
from webapp.services.plans.editing import show_plan
from webapp.services.plans.printing import plan_docx, plan_pdf
from webapp.services.plans.writing import Draft

SAID: dict[str, Any] = {"quality": "provisional", "reason": "Two returns are late", "final_due": LATER}
KEPT = ("provisional", "Two returns are late", LATER)


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context(), moment(FRIDAY):
        yield found()


def stored(council: Council, key: str = "2014-10") -> ActualEntry:
    return get_actual(council.indicator, find_opened(key).id)


def told(council: Council) -> tuple[str, str, date | None]:
    entry = stored(council)
    return entry.quality, entry.quality_reason, entry.final_due


def newest(council: Council) -> Revision:
    of_actual = select(Revision).where(Revision.indicator_id == council.indicator, Revision.kind == "actual")
    return db.session.execute(of_actual.order_by(Revision.id.desc()).limit(1)).scalar_one()


def test_the_team_says_it_afterwards_and_the_figure_stays(council: Council) -> None:
    send(council.performance, "CS01,2014-10,439.1,,,,As counted,2942,67000")
    assert say(council.performance, council.indicator, **SAID, why="Ann Lee told us")
    entry = stored(council)
    assert told(council) == KEPT
    assert (entry.value, entry.numerator, entry.denominator, entry.comment) == (
        Decimal("439.1"), Decimal(2942), Decimal(67000), "As counted",
    )  # fmt: skip
    revision = newest(council)
    assert (revision.by_id, revision.reason) == (council.performance.id, "Ann Lee told us")
    assert (revision.old_quality, revision.new_quality, revision.new_final_due) == ("final", "provisional", LATER)


def test_a_final_figure_has_neither_reason_nor_date(council: Council) -> None:
    say(council.performance, council.indicator, **SAID)
    assert say(council.performance, council.indicator, quality="final", reason="Still there", final_due=LATER)
    assert told(council) == ("final", "", None)


def test_a_reason_and_a_date_are_asked_for_and_not_forced(council: Council) -> None:
    assert say(council.performance, council.indicator, why="")
    assert told(council) == ("estimated", "", None)


def test_nothing_new_is_no_revision(council: Council) -> None:
    say(council.performance, council.indicator, **SAID)
    before = newest(council).id
    assert not say(council.performance, council.indicator, **SAID)
    assert newest(council).id == before


def test_the_lead_does_it_too_and_says_why(council: Council) -> None:
    with pytest.raises(Refusal) as refused:
        say(council.lead, council.indicator, **SAID, why=" ")
    assert (refused.value.field, told(council)) == ("why", ("final", "", None))
    assert say(council.lead, council.indicator, **SAID, why="Two schools are late")
    assert newest(council).by_id == council.lead.id


@pytest.mark.parametrize("name", ["director", "other_lead", "reader"])
def test_nobody_else_does(council: Council, name: str) -> None:
    person: Who = getattr(council, name)
    with pytest.raises(NotAllowed):
        show_quality(who=person, indicator_id=council.indicator, period_key="2014-10")
    mark = show_quality(who=council.lead, indicator_id=council.indicator, period_key="2014-10").mark
    with pytest.raises(NotAllowed):
        set_quality(
            who=person,
            indicator_id=council.indicator,
            period_key="2014-10",
            quality="estimated",
            reason="",
            final_due=None,
            why="I say so",
            seen=mark,
        )
    assert told(council) == ("final", "", None)


def test_a_locked_period_refuses_and_says_who_locked_it(council: Council) -> None:
    lock(who=council.performance, key="2014-10")
    with pytest.raises(Conflict, match="October 2014 was locked by Priya Nair"):
        say(council.performance, council.indicator, **SAID)


def test_a_figure_that_came_in_meanwhile_is_not_called_an_estimate(council: Council) -> None:
    seen = show_quality(who=council.lead, indicator_id=council.indicator, period_key="2014-10").mark
    put(council, council.indicator, "418")
    with pytest.raises(Conflict, match="Somebody else changed this figure meanwhile"):
        set_quality(
            who=council.lead,
            indicator_id=council.indicator,
            period_key="2014-10",
            quality="estimated",
            reason="",
            final_due=None,
            why="Late",
            seen=seen,
        )
    assert told(council) == ("final", "", None)


@pytest.mark.parametrize("key", ["2014-11", "2019-10"])
def test_where_no_figure_is_there_is_nothing_to_say(council: Council, key: str) -> None:
    send(council.performance, "CS01,2014-11,,400,,,,,")
    with pytest.raises(NotFound):
        say(council.performance, council.indicator, key)


def test_a_signed_page_that_said_nothing_of_an_estimate_goes_out_of_date(council: Council) -> None:
    plan = council.plan()
    submit(plan, who=council.lead)
    sign(plan, who=council.director)
    say(council.performance, council.indicator, **SAID)
    shown = show_plan(who=council.lead, plan_id=plan)
    assert shown.state is PlanState.OUT_OF_DATE
    assert [each.now for each in shown.differing] == ["439.1 (PROVISIONAL)"]
    say(council.performance, council.indicator, quality="final")
    assert show_plan(who=council.lead, plan_id=plan).state is PlanState.SIGNED_OFF


def test_the_paper_says_that_a_figure_is_provisional(council: Council) -> None:
    plan = council.plan()
    say(council.performance, council.indicator, **SAID)
    for text in (
        words_of_paper(plan_pdf(who=council.lead, plan_id=plan)),
        words_of_document(plan_docx(who=council.lead, plan_id=plan)),
    ):
        assert "This figure is PROVISIONAL." in text
        assert "Two returns are late" not in text


@pytest.mark.parametrize(
    ("actual", "quality", "kept"),
    [
        ("418", "", KEPT),
        ("418", "final", ("final", "", None)),
        ("439.1", "final", ("final", "", None)),
        ("418", "estimated", ("estimated", "Two returns are late", LATER)),
    ],
)
def test_a_correction_may_say_the_quality_too(
    council: Council, actual: str, quality: str, kept: tuple[str, str, date | None]
) -> None:
    say(council.performance, council.indicator, **SAID)
    plan, draft = council.plan(), Draft(2, REASON, (complete_action(),))
    correct_actual(
        who=council.lead,
        plan_id=plan,
        draft=draft,
        actual=Decimal(actual),
        reason="The last return came in",
        quality=quality,
    )
    assert (stored(council).value, told(council)) == (Decimal(actual), kept)
