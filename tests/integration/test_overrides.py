"""A status that an officer sets against the rule: who may, what is kept, and what follows for plans and pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import make_indicator, make_plan, set_figures
from tests.integration.council import Council
from tests.integration.kept_statuses import assert_kept_as_judged, kept
from tests.integration.promised_figures import FRIDAY
from tests.integration.signed_council import SignedCouncil, signed_council
from tests.integration.test_plan_docx import text_of as words_of_document
from tests.integration.test_plan_paper import text_of as words_of_paper
from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.domain.plans import PlanState
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Change, StatusOverride
from webapp.services.clock import moment
from webapp.services.figures.overriding import remove_override, set_override, show_override
from webapp.services.periods.board import period_board
from webapp.services.periods.steps import lock, reopen
from webapp.services.plans.editing import show_plan
from webapp.services.plans.printing import plan_docx, plan_pdf

WHY = "The count is disputed"
SAID = "Set to amber by Priya Nair on 14 November 2014: “The count is disputed”. By the rule it is red: 439.1 is 53.5"


@pytest.fixture
def signed(app: Flask) -> Iterator[SignedCouncil]:
    with app.app_context(), moment(FRIDAY):
        yield signed_council()


@pytest.fixture
def council(signed: SignedCouncil) -> Council:
    return signed.council


def put(council: Council, status: str = "amber", *, who: Who | None = None, **said: Any) -> None:
    """Set a status, having read what is stored now."""
    who = who or council.performance
    wanted: dict[str, Any] = {"indicator_id": council.indicator, "period_key": "2014-10", "reason": WHY, **said}
    place = {name: wanted[name] for name in ("indicator_id", "period_key")}
    seen = wanted.pop("seen", None) or show_override(who=council.performance, **place).mark
    set_override(who=who, status=status, seen=seen, **wanted)


def take_away(council: Council, reason: str = "The count is agreed") -> None:
    place: dict[str, Any] = {"indicator_id": council.indicator, "period_key": "2014-10"}
    seen = show_override(who=council.performance, **place).mark
    remove_override(who=council.performance, reason=reason, seen=seen, **place)


def recorded() -> list[tuple[str | None, str | None, str]]:
    query = select(Change.old, Change.new, Change.reason).where(Change.kind == "override").order_by(Change.id)
    return [(row.old, row.new, row.reason) for row in db.session.execute(query)]


def test_it_is_kept_shown_and_recorded(council: Council) -> None:
    put(council)
    assert kept()["CS01", "2014-10"] == "amber"
    assert_kept_as_judged()
    assert recorded() == [("red", "amber", WHY)]
    (line,) = [each for group in period_board(who=council.lead, key="2014-10").groups for each in group.lines]
    assert (line.status.value, line.set_by) == ("amber", "Priya Nair")
    assert line.why.startswith(SAID)


def test_a_signed_page_is_out_of_date_with_it_and_current_again_without(signed: SignedCouncil) -> None:
    put(signed.council)
    assert signed.state() is PlanState.OUT_OF_DATE
    assert [str(each) for each in signed.shown().differing] == [
        "Status set by an officer: none then, amber, set by Priya Nair: “The count is disputed” now"
    ]
    take_away(signed.council)
    assert signed.state() is PlanState.SIGNED_OFF
    assert_kept_as_judged()
    assert recorded() == [("red", "amber", WHY), ("amber", "red", "The count is agreed")]


def test_a_draft_is_not_required_while_the_status_asks_for_none(council: Council) -> None:
    other = SignedCouncil(council, make_plan_of_another(council))
    place: dict[str, Any] = {"indicator_id": show_plan(who=council.lead, plan_id=other.plan).record.indicator.id}
    put(council, "green", **place)
    assert other.state() is PlanState.NOT_REQUIRED
    put(council, "red", **place, reason="It was agreed after all")
    assert other.state() is PlanState.DRAFT
    assert_kept_as_judged()


def make_plan_of_another(council: Council) -> int:
    made = make_indicator(code="CS02", who=council.performance, lead=council.lead, director=council.director)
    set_figures(made, "2014-10", actual="500", who=council.performance, targets={"2014-10": "385.6"})
    return make_plan(made, who=council.lead)


def test_page_and_paper_say_so_and_who(council: Council) -> None:
    plan = make_plan_of_another(council)
    indicator = show_plan(who=council.lead, plan_id=plan).record.indicator.id
    put(council, indicator_id=indicator)
    page = show_plan(who=council.lead, plan_id=plan).page
    assert page.status == "amber"
    said = "Set to amber by Priya Nair on 14 November 2014: “The count is disputed”."
    assert page.why.startswith(said)
    assert said in words_of_paper(plan_pdf(who=council.lead, plan_id=plan))
    assert said in words_of_document(plan_docx(who=council.lead, plan_id=plan))


def test_a_second_one_takes_the_place_of_the_first(council: Council) -> None:
    put(council)
    put(council, "green", reason="Counted again")
    rows = db.session.execute(select(StatusOverride).order_by(StatusOverride.id)).scalars().all()
    assert [(row.status, row.ruled, row.removed_at is None) for row in rows] == [
        ("amber", "red", False),
        ("green", "red", True),
    ]
    assert recorded()[-1] == ("amber", "green", "Counted again")


def test_it_says_when_the_figure_changed_since(signed: SignedCouncil) -> None:
    put(signed.council)
    signed.set_actual("2014-10", "431.2")
    page = show_override(who=signed.council.performance, indicator_id=signed.council.indicator, period_key="2014-10")
    assert "“The count is disputed”. The figure was 439.1 then. By the rule it is red: 431.2 is" in page.why
    assert_kept_as_judged()


def test_without_its_figure_it_colours_nothing(signed: SignedCouncil) -> None:
    put(signed.council)
    signed.set_actual("2014-10", None)
    assert kept()["CS01", "2014-10"] == "no data"
    assert_kept_as_judged()


@pytest.mark.parametrize(
    ("status", "reason", "field"),
    [("blue", WHY, "status"), ("", WHY, "status"), ("red", WHY, "status"), ("amber", " ", "reason"),
     ("amber", "x" * 201, "reason")],
)  # fmt: skip
def test_what_is_refused(council: Council, status: str, reason: str, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        put(council, status, reason=reason)
    assert refusal.value.field == field
    assert recorded() == []


def test_a_colleague_who_was_first_is_noticed(council: Council) -> None:
    seen = show_override(who=council.performance, indicator_id=council.indicator, period_key="2014-10").mark
    put(council)
    with pytest.raises(Conflict):
        put(council, "green", seen=seen)


def test_nothing_changes_in_a_locked_period(council: Council) -> None:
    lock(who=council.performance, key="2014-10")
    with pytest.raises(Conflict):
        put(council)
    reopen(who=council.performance, key="2014-10", reason="A correction")
    put(council)
    lock(who=council.performance, key="2014-10")
    with pytest.raises(Conflict):
        take_away(council)


@pytest.mark.parametrize("name", ["lead", "director", "reader"])
def test_only_the_performance_team_sets_one(council: Council, name: str) -> None:
    with pytest.raises(NotAllowed):
        put(council, who=getattr(council, name))


def test_only_where_there_is_a_figure(council: Council) -> None:
    with pytest.raises(NotFound):
        put(council, period_key="2015-03", seen="0")
    with pytest.raises(NotFound):
        take_away(council)
