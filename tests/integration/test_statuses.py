"""The status kept beside every figure is the one that the rules give, whatever was changed and by which way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from tests.builders import make_indicator, set_figures
from tests.integration.council import Council, found
from tests.integration.sent_files import send, try_out
from webapp.domain.uploads import UploadState
from webapp.extensions import db
from webapp.models import Actual, Indicator, PeriodRow, RuleSet, RuleVersion, StatusOverride
from webapp.services.clock import now
from webapp.services.figures.readings import readings
from webapp.services.figures.statuses import restate, restate_unsettled
from webapp.services.indicators.defining import change_indicator, definition_of, find_indicator
from webapp.services.settings import council_settings
from webapp.services.store import transaction
from webapp.services.targets.rows import WantedTarget
from webapp.services.targets.saving import remove_target, save_targets
from webapp.services.uploads.uploading import save_file, undo_now


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def kept() -> dict[tuple[int, str], str | None]:
    """The stored status of every figure, by indicator and period."""
    db.session.rollback()
    query = select(Actual.indicator_id, PeriodRow.key, Actual.status).join(PeriodRow, PeriodRow.id == Actual.period_id)
    return {(row.indicator_id, row.key): row.status for row in db.session.execute(query)}


def judged() -> dict[tuple[int, str], str]:
    """The status that pages show."""
    council = council_settings()
    found = readings(Actual.id.is_not(None), policy=council.policy, calendar=council.calendar)
    return {(each.indicator.id, each.period.key): each.status.value for each in found}


def change_rule(council: Council) -> None:
    definition, version = definition_of(council.indicator)
    wanted = replace(definition, tolerance=Decimal(14))
    change_indicator(who=council.performance, indicator_id=council.indicator, version=version, definition=wanted)


def change_target(council: Council) -> None:
    row = WantedTarget("targets-0", "October 2014", Decimal(450), was="385.6:::no")
    save_targets(who=council.performance, indicator_id=council.indicator, rows=[row], reason="Agreed by cabinet")


def lose_target(council: Council) -> None:
    remove_target(who=council.performance, indicator_id=council.indicator, period_key="2014-10", reason="A slip")


WAYS: dict[str, tuple[Callable[[Council], object], str]] = {
    "an upload of the figure": (lambda council: send(council.performance, "CS01,2014-10,380,,,,,,"), "green"),
    "an upload of its target": (lambda council: send(council.performance, "CS01,2014-10,,450,,,,,"), "green"),
    "an upload that says not applicable": (
        lambda council: send(council.performance, "CS01,2014-10,n/a,,,,,,"),
        "no data",
    ),
    "another rule": (change_rule, "amber"),
    "another target": (change_target, "green"),
    "no target": (lose_target, "not rated"),
}


@pytest.mark.parametrize(("change", "status"), WAYS.values(), ids=WAYS)
def test_every_way_to_change_what_a_status_rests_on(
    council: Council, change: Callable[[Council], object], status: str
) -> None:
    assert kept() == {(council.indicator, "2014-10"): "red"} == judged()
    change(council)
    assert kept() == {(council.indicator, "2014-10"): status} == judged()


def test_what_was_changed_between_check_and_save_counts(council: Council) -> None:
    upload = try_out(council.performance, "CS01,2014-10,430,,,,,,")
    change_rule(council)
    assert save_file(who=council.performance, upload_id=upload.upload.id).upload.state is UploadState.SAVED
    assert kept() == {(council.indicator, "2014-10"): "amber"} == judged()


def name_a_rule(council: Council, **terms: object) -> None:
    """The indicator refers to a named rule from November 2014 on."""
    with transaction() as session:
        rule = RuleSet(name="Members' rule")
        session.add(rule)
        session.flush()
        begins = {"effective_from": date(2014, 11, 1), "effective_key": "2014-11"}
        session.add(RuleVersion(rule_set_id=rule.id, number=1, at=now(), **begins, **terms))
        session.execute(update(Indicator).where(Indicator.id == council.indicator).values(rule_set_id=rule.id))
        restate(session, [council.indicator])


def test_a_named_rule_counts_from_its_period_on(council: Council) -> None:
    send(council.performance, "CS01,2014-11,439.1,385.6,,,,,")
    name_a_rule(council, amber_above=Decimal(20))
    assert kept() == {(council.indicator, "2014-10"): "red", (council.indicator, "2014-11"): "amber"} == judged()


def test_a_figure_of_last_year_that_changes_counts_a_year_later(council: Council) -> None:
    name_a_rule(council, green_above=Decimal(1), last_year=True)
    send(council.performance, "CS01,2014-11,440,385.6,,,,,", "CS01,2013-11,430,,,,,,")
    november, before = (council.indicator, "2014-11"), (council.indicator, "2013-11")
    assert kept()[november] == "red"
    outcome = send(council.performance, "CS01,2013-11,450,,,,,,")
    assert kept()[november] == "amber"
    assert kept() == judged()
    undo_now(who=council.performance, upload_id=outcome.upload.id, reason="The wrong file")
    assert kept()[november] == "red"
    assert kept()[before] == "not rated"
    assert kept() == judged()


def test_an_override_is_what_is_kept_and_no_upload_takes_it_away(council: Council) -> None:
    with transaction() as session:
        period = session.execute(select(PeriodRow.id).where(PeriodRow.key == "2014-10")).scalar_one()
        given = {"status": "amber", "ruled": "red", "reason": "The count is disputed", "by_id": council.performance.id}
        session.add(StatusOverride(indicator_id=council.indicator, period_id=period, at=now(), **given))
        session.flush()
        restate(session, [council.indicator])
    assert kept() == {(council.indicator, "2014-10"): "amber"} == judged()
    send(council.performance, "CS01,2014-10,441,,,,,,")
    assert kept() == {(council.indicator, "2014-10"): "amber"} == judged()


def test_what_was_never_worked_out_is_when_the_database_is_brought_up_to_date(council: Council) -> None:
    with transaction() as session:
        session.execute(update(Actual).values(status=None))
    with transaction() as session:
        assert restate_unsettled(session) == 1
        assert restate_unsettled(session) == 0
    assert kept() == {(council.indicator, "2014-10"): "red"}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["CS01", "CS02"]),
            st.sampled_from(["2014-09", "2014-10", "2014-11"]),
            st.sampled_from(["", "380", "400", "500"]),
            st.sampled_from(["", "385.6", "450"]),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda row: row[:2],
    ),
    st.booleans(),
)
def test_whatever_is_uploaded_and_taken_back(council: Council, rows: list[tuple[str, ...]], back: bool) -> None:
    if find_indicator("CS02") is None:
        second = make_indicator(code="CS02", who=council.performance, polarity="higher", accumulation="cumulative")
        set_figures(second, "2014-10", actual="450", who=council.performance, targets={"2014-FY": "400"})
    outcome = send(council.performance, *(f"{','.join(row)},,,,," for row in rows))
    if back and outcome.upload.state is UploadState.SAVED:
        undo_now(who=council.performance, upload_id=outcome.upload.id, reason="The wrong file")
    assert kept() == judged()
