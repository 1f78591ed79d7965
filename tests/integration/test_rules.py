"""Named rules: what they colour, what their versions change, who may, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import make_indicator, make_plan, set_figures
from tests.integration.council import Council
from tests.integration.kept_statuses import assert_kept_as_judged, kept
from tests.integration.promised_figures import FRIDAY
from tests.integration.ruled_council import FIFTEEN, FIVE, LAST_YEAR, UP_TO, add, change, refer, wish
from tests.integration.sent_files import send
from tests.integration.signed_council import SignedCouncil, signed_council
from webapp.domain.errors import Conflict, NotAllowed, Refusal, Refusals
from webapp.domain.plans import PlanState
from webapp.domain.rag import Status, ToleranceKind
from webapp.domain.rules_in_force import RuleKind, RuleTerms
from webapp.extensions import db
from webapp.models import Change
from webapp.services.clock import moment
from webapp.services.indicators.defining import definition_of
from webapp.services.plans.editing import show_plan
from webapp.services.plans.requirements import review_planned
from webapp.services.rules.consequences import Flip
from webapp.services.rules.previewing import preview_definition, preview_version
from webapp.services.rules.reading import list_rules, show_rule
from webapp.services.rules.saving import add_rule, add_version, bring_back_rule, rename_rule, retire_rule
from webapp.services.uploads import saving

RED, AMBER, GREEN = Status.RED, Status.AMBER, Status.GREEN


@pytest.fixture
def signed(app: Flask) -> Iterator[SignedCouncil]:
    """October 2014: 439.1 against 385.6, lower is better, 5% of target: red, and signed."""
    with app.app_context(), moment(FRIDAY):
        yield signed_council()


@pytest.fixture
def council(signed: SignedCouncil) -> Council:
    return signed.council


def colour(key: str = "2014-10") -> str | None:
    return kept()["CS01", key]


def recorded(kind: str = "rule") -> list[tuple[str, str | None, str | None]]:
    query = select(Change.field, Change.old, Change.new).where(Change.kind == kind).order_by(Change.id)
    return [(row.field, row.old, row.new) for row in db.session.execute(query)]


def test_a_rule_colours_its_indicators_and_its_next_version_recolours_them(signed: SignedCouncil) -> None:
    rule = add(signed.council, FIVE, "Five percent")
    refer(signed.council, rule)
    assert colour() == "red"
    change(signed.council, rule, FIFTEEN)
    assert colour() == "amber"
    assert_kept_as_judged()
    assert signed.state() is PlanState.OUT_OF_DATE
    assert [str(each) for each in signed.shown().differing] == ["Tolerance: 5% of target then, 15% of target now"]
    assert recorded() == [
        ("version 1", None, "Amber up to 5% of target, from the beginning"),
        ("version 2", "Amber up to 5% of target", "Amber up to 15% of target, from the beginning"),
    ]


def test_a_version_counts_for_periods_that_begin_with_it_or_later(council: Council) -> None:
    for key in ("2014-09", "2014-11"):
        set_figures(council.indicator, key, actual="439.1", who=council.performance, targets={key: "385.6"})
    rule = add(council)
    refer(council, rule)
    change(council, rule, FIFTEEN, since="2014-10")
    assert [colour(key) for key in ("2014-09", "2014-10", "2014-11")] == ["red", "amber", "amber"]
    change(council, rule, RuleTerms(amber_above=Decimal(1)), since="2014-11")
    assert [colour(key) for key in ("2014-09", "2014-10", "2014-11")] == ["red", "amber", "red"]
    assert_kept_as_judged()
    versions = show_rule(rule).versions
    assert [(each.number, each.since, each.in_force) for each in versions] == [
        (3, "From November 2014", True),
        (2, "From October 2014", False),
        (1, "From the beginning", False),
    ]


@pytest.mark.parametrize(
    ("terms", "last_year", "status"),
    [
        (UP_TO, None, "amber"),
        (LAST_YEAR, "440", "amber"),
        (LAST_YEAR, "439", "red"),
        (LAST_YEAR, None, "red"),
        (RuleTerms(green_above=Decimal(60), green_kind=ToleranceKind.UNITS), None, "green"),
    ],
)
def test_every_kind_of_rule(council: Council, terms: RuleTerms, last_year: str | None, status: str) -> None:
    if last_year:
        set_figures(council.indicator, "2013-10", actual=last_year, who=council.performance)
    refer(council, add(council, terms))
    assert colour() == status
    assert_kept_as_judged()


def test_best_at_a_point_is_missed_on_either_side(council: Council) -> None:
    set_figures(council.indicator, "2014-09", actual="360", who=council.performance, targets={"2014-09": "385.6"})
    refer(council, None, polarity="point", tolerance=Decimal(7))
    assert [colour(key) for key in ("2014-09", "2014-10")] == ["amber", "red"]
    assert_kept_as_judged()


def test_what_would_change_is_what_changes(council: Council) -> None:
    other = make_indicator(code="CS02", who=council.performance, lead=council.lead, director=council.director)
    set_figures(other, "2014-09", actual="439.1", who=council.performance, targets={"2014-09": "385.6"})
    plan = make_plan(other, "2014-09", who=council.lead)
    rule = add(council)
    refer(council, rule)
    refer(council, rule, other)
    found = preview_version(who=council.performance, rule_id=rule, latest=1, wish=wish(FIFTEEN))
    assert (found.indicators, found.recoloured) == (2, 2)
    assert found.flips == (Flip(RED, AMBER, last=1, earlier=1),)
    assert (found.open_plans, found.newly_required, found.out_of_date) == (1, 0, 1)
    assert [(line.code, line.period, line.before, line.after, line.plan) for line in found.lines] == [
        ("CS01", "October 2014", RED, AMBER, "Signed page would be out of date"),
        ("CS02", "September 2014", RED, AMBER, "No longer required"),
    ]
    assert colour() == "red"
    change(council, rule, FIFTEEN)
    assert kept() == {("CS01", "2014-10"): "amber", ("CS02", "2014-09"): "amber"}
    assert show_plan(who=council.lead, plan_id=plan).record.state is PlanState.NOT_REQUIRED


def test_figures_before_the_last_five_periods_are_left_out_of_what_would_change(council: Council) -> None:
    set_figures(council.indicator, "2014-05", actual="439.1", who=council.performance, targets={"2014-05": "385.6"})
    rule = add(council)
    refer(council, rule)
    found = preview_version(who=council.performance, rule_id=rule, latest=1, wish=wish(FIFTEEN))
    assert [line.period for line in found.lines] == ["October 2014"]
    found = preview_version(who=council.performance, rule_id=rule, latest=1, wish=wish(FIFTEEN, "2014-11"))
    assert found.is_empty


def test_another_rule_for_one_indicator_is_previewed_too(council: Council) -> None:
    definition, _ = definition_of(council.indicator)
    rule = add(council, UP_TO)

    def preview(**fields: object) -> list[tuple[Status, Status]] | None:
        wanted = replace(definition, **fields)  # type: ignore[arg-type]
        found = preview_definition(who=council.performance, indicator_id=council.indicator, definition=wanted)
        return None if found is None else [(line.before, line.after) for line in found.lines]

    assert preview(rule_set_id=rule) == [(RED, AMBER)]
    assert preview(polarity="higher") == [(RED, GREEN)]
    assert preview(tolerance=Decimal(14)) == [(RED, AMBER)]
    assert preview(polarity=None) == [(RED, Status.NOT_RATED)]
    assert preview(title="Another title") is None


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (RuleTerms(amber_above=Decimal(-1)), "amber_above"),
        (RuleTerms(amber_above=Decimal(5), green_above=Decimal(10)), "amber_above"),
        (RuleTerms(amber_above=Decimal(20), green_above=Decimal(10), amber_below=Decimal(5)), "amber_below"),
        (RuleTerms(RuleKind.THRESHOLDS, green_to=Decimal(5)), "amber_to"),
        (RuleTerms(RuleKind.THRESHOLDS, green_to=Decimal(5), amber_to=Decimal(8), green_from=Decimal(1)), "amber_from"),
        (RuleTerms(RuleKind.THRESHOLDS, green_to=Decimal(5), amber_to=Decimal(3), green_from=Decimal(1),
                   amber_from=Decimal(0)), "amber_to"),
        (RuleTerms(amber_above=Decimal(10) ** 13), "amber_above"),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_kept_are_refused_on_their_field(council: Council, terms: RuleTerms, field: str) -> None:
    with pytest.raises(Refusals) as refusals:
        add(council, terms)
    assert field in [each.field for each in refusals.value.refusals]
    assert list_rules() == ()


def test_thresholds_that_do_not_go_with_the_polarity_are_refused(council: Council) -> None:
    rule = add(council, UP_TO, "Up to 450")
    with pytest.raises(Refusal, match="The rule Up to 450 does not go with that") as refusal:
        refer(council, rule, polarity="higher")
    assert refusal.value.field == "rule_set_id"
    refer(council, rule)
    upside_down = RuleTerms(RuleKind.THRESHOLDS, green_to=Decimal(450), amber_to=Decimal(400))
    with pytest.raises(Refusal, match="CS01 refers to it"):
        change(council, rule, upside_down)


def test_a_colleague_who_was_first_is_noticed(council: Council) -> None:
    rule = add(council)
    change(council, rule, FIFTEEN)
    with pytest.raises(Conflict):
        add_version(who=council.performance, rule_id=rule, latest=1, wish=wish(FIVE))
    with pytest.raises(Conflict):
        preview_version(who=council.performance, rule_id=rule, latest=1, wish=wish(FIVE))
    with pytest.raises(Conflict):
        rename_rule(who=council.performance, rule_id=rule, name="Another", description="", was="What it was")


def test_names_are_unique_in_any_case(council: Council) -> None:
    rule = add(council, name="Five percent")
    with pytest.raises(Refusal, match="There is a rule called five percent already"):
        add(council, name="five percent")
    rename_rule(who=council.performance, rule_id=rule, name="Within five", description="For rates", was="Five percent")
    assert (show_rule(rule).line.name, show_rule(rule).line.description) == ("Within five", "For rates")


def test_a_rule_in_use_is_not_retired_and_a_retired_one_is_not_chosen(council: Council) -> None:
    rule = add(council, name="Five percent")
    refer(council, rule)
    with pytest.raises(Refusal, match="1 indicator still refers to Five percent"):
        retire_rule(who=council.performance, rule_id=rule, reason="Nobody uses it")
    refer(council, None)
    retire_rule(who=council.performance, rule_id=rule, reason="Nobody uses it")
    with pytest.raises(Refusal, match="Five percent is retired"):
        refer(council, rule)
    bring_back_rule(who=council.performance, rule_id=rule, reason="It is wanted")
    refer(council, rule)
    assert [field for field, _, _ in recorded()] == ["version 1", "retired", "retired"]
    assert ("rag rule", None, "Five percent") in recorded("indicator")


def test_a_version_needs_a_reason(council: Council) -> None:
    rule = add(council)
    with pytest.raises(Refusals) as refusals:
        add_version(who=council.performance, rule_id=rule, latest=1, wish=wish(FIFTEEN, reason=" "))
    assert [each.field for each in refusals.value.refusals] == ["reason"]


@pytest.mark.parametrize("name", ["lead", "director", "reader"])
def test_only_the_performance_team_decides_rules(council: Council, name: str) -> None:
    who, rule = getattr(council, name), add(council)
    with pytest.raises(NotAllowed):
        add_rule(who=who, name="Another", description="", wish=wish())
    with pytest.raises(NotAllowed):
        add_version(who=who, rule_id=rule, latest=1, wish=wish())
    with pytest.raises(NotAllowed):
        retire_rule(who=who, rule_id=rule, reason="No")
    with pytest.raises(NotAllowed):
        preview_version(who=who, rule_id=rule, latest=1, wish=wish())


def test_a_version_beside_an_upload_judges_what_the_upload_brought(
    app: Flask, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = add(council)
    other = make_indicator(code="CS02", who=council.performance)  # without a plan, which would be held
    set_figures(other, "2014-10", actual="439.1", who=council.performance, targets={"2014-10": "385.6"})
    refer(council, rule, other)
    brought, changed = Event(), Event()

    def review(*said: Any) -> Any:
        """The upload has written its figures and their statuses; a colleague changes the rule before it ends."""
        brought.set()
        changed.wait(2)
        return review_planned(*said)

    def upload() -> None:
        with app.app_context(), moment(FRIDAY):
            send(council.performance, "CS02,2014-10,400,,,,,,")

    def version() -> None:
        with app.app_context(), moment(FRIDAY):
            brought.wait(60)
            change(council, rule, RuleTerms(amber_above=Decimal(1)))
            changed.set()

    monkeypatch.setattr(saving, "review_planned", review)
    with ThreadPoolExecutor(2) as pool:
        for done in (pool.submit(upload), pool.submit(version)):
            done.result(120)
    db.session.rollback()
    assert kept()["CS02", "2014-10"] == "red"
    assert_kept_as_judged()
