"""The demonstration council: whole or not at all, kept as it was left, and fit for every page that a role sees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, func, select

from tests.builders import token_of
from tests.databases import Database
from tests.integration.applications import Applications
from webapp.config import Settings, UnsafeSetting
from webapp.domain.actions import ActionState
from webapp.domain.plans import PlanState
from webapp.domain.rag import Status
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Actual, Change, Indicator, PeriodRow, Person, Plan, Revision, Signature, Upload
from webapp.services.actions.lists import Wanted, list_actions
from webapp.services.actions.overdue import your_actions
from webapp.services.demonstration import ACCOUNTS, PASSWORD, TODAY, council, prepare_demonstration
from webapp.services.demonstration.series import points
from webapp.services.demonstration.sheets import Sheet
from webapp.services.figures.became_final import estimates_of_year
from webapp.services.figures.promises import EVERY, OPEN, OVERDUE, UNDATED, counts_by_kind, promised_figures
from webapp.services.figures.readings import Reading, readings
from webapp.services.figures.storing import get_actual
from webapp.services.indicators.year import year_section
from webapp.services.periods.opened import find_opened
from webapp.services.plans.records import load_targets
from webapp.services.plans.seals import fingerprint_of, signed_pdf
from webapp.services.plans.writing import return_plan
from webapp.services.settings import council_settings
from webapp.services.store import together, transaction
from webapp.services.work import your_work

SECRET_KEY = "0123456789abcdef" * 4
NEED = "Rate of Children in Need (per 10,000 population 0-17)"
SIGNED = {
    PlanState.SIGNED_OFF,
    PlanState.OUT_OF_DATE,
    PlanState.CLOSED,
    PlanState.SUPERSEDED,
    PlanState.WITHDRAWN,
}
PAGES = ("/", "/periods", "/periods/2014-Q2", "/plans", "/indicators")
STAFF_PAGES = ("/figures/promises", "/periods/2014-10", "/periods/2014-H1", "/periods/2013-FY", "/indicators/1")


@pytest.fixture(scope="module")
def laid_url(database: Database, migrated_url: str, instance: Path, applications: Applications) -> Iterator[str]:
    """A database with the demonstration; only to be read, or copied."""
    url = database.copy(migrated_url)
    with applications.get(_settings(url, instance)).app_context():
        prepare_demonstration()
    yield url
    database.drop(url)


@pytest.fixture
def site(laid_url: str, instance: Path, applications: Applications) -> Flask:
    """The application on the demonstration; for tests that change nothing."""
    return applications.get(_settings(laid_url, instance))


@pytest.fixture
def laid(site: Flask) -> Iterator[Flask]:
    """As ``site``, inside its context."""
    with site.app_context():
        yield site


@pytest.fixture
def fresh(database_url: str, instance: Path, applications: Applications) -> Iterator[Flask]:
    """The application on an empty database, inside its context."""
    app = applications.get(_settings(database_url, instance))
    with app.app_context():
        yield app


def test_the_children_in_need_indicator_has_the_forms_figures(laid: Flask) -> None:
    need = _indicator(NEED)
    october = find_opened("2014-10")
    stored = get_actual(need.id, october.id)
    assert (stored.value, stored.quality) == (Decimal("439.1"), "estimated")
    ahead = [target for target in load_targets(need.id) if target.period.end > TODAY - timedelta(days=15)]
    assert [(each.period.key, each.value, each.estimated) for each in ahead] == [
        ("2014-10", Decimal("385.6"), True),
        ("2015-03", Decimal("375.1"), False),
    ]
    assert need.polarity == "lower"


def test_the_children_in_need_indicator_is_red_and_waits_for_its_lead(laid: Flask) -> None:
    required = your_work(who=_who("lead@demo.example")).required
    waiting = [each for each in required if each.indicator.title == NEED]
    assert [(each.period.key, each.status, each.plan_id) for each in waiting] == [("2014-10", Status.RED, None)]


def test_the_demonstration_leads_are_named_of_six_reds_in_the_newest_periods(laid: Flask) -> None:
    lead, director = _who("lead@demo.example"), _who("director@demo.example")
    newest = PeriodRow.key.in_(("2014-10", "2014-Q2", "2014-H1"))
    reds = [
        each
        for each in _readings(newest, Indicator.departmental_lead_id == lead.id)
        if each.status is Status.RED and each.strategic_lead_id == director.id
    ]
    assert len({each.indicator.id for each in reds}) >= 6
    assert {each.plan_state for each in reds} >= {None, PlanState.DRAFT, PlanState.SUBMITTED, PlanState.OUT_OF_DATE}


def test_the_work_lists_are_neither_empty_nor_flooded(laid: Flask) -> None:
    lead = your_work(who=_who("lead@demo.example"))
    director = your_work(who=_who("director@demo.example"))
    assert [len(each or ()) for each in (lead.required, lead.returned, lead.drafts)] == [4, 1, 1]
    assert len(director.to_sign or ()) == 3


def test_plans_stand_in_every_state_that_has_a_record(laid: Flask) -> None:
    found = set(db.session.execute(select(Plan.state)).scalars())
    assert found == set(PlanState) - {PlanState.REQUIRED}


def test_actions_stand_in_every_state_and_the_lead_has_some_overdue_and_due_soon(laid: Flask) -> None:
    lead, team = _who("lead@demo.example"), _who("performance@demo.example")
    listed = [
        line
        for kind in ("open", "done", "dropped", "ended")
        for line in list_actions(who=team, wanted=Wanted(kind=kind)).lines
    ]
    assert {line.state for line in listed} == set(ActionState)
    assert sum(bool(line.action.expected) for line in listed) >= 5
    work = your_actions(who=lead)
    assert len(work.overdue) >= 1
    assert len(work.due_soon) >= 1


def test_every_signed_plan_is_sealed_and_drawn(laid: Flask) -> None:
    states = {row.id: row.state for row in db.session.execute(select(Plan.id, Plan.state))}
    signed = {plan for plan, state in states.items() if state in SIGNED}
    seals = db.session.execute(select(Signature.plan_id, Signature.sealed, Signature.fingerprint)).all()
    rewritten = {seal.plan_id for seal in seals} - signed
    assert signed <= {seal.plan_id for seal in seals}
    assert [states[plan] for plan in rewritten] == [PlanState.DRAFT], "one new version is being written"
    for seal in seals:
        assert fingerprint_of(seal.sealed) == seal.fingerprint
        assert signed_pdf(seal.plan_id).startswith(b"%PDF-")


def test_every_kind_of_measure_is_there(laid: Flask) -> None:
    rows = db.session.execute(select(Indicator)).scalars().all()
    assert 40 <= len(rows) <= 50
    assert len({row.directorate_id for row in rows}) == 4
    assert {row.polarity for row in rows} == {"lower", "higher", "range", "none", None}
    assert {row.frequency for row in rows} == {"month", "quarter", "half-year", "year"}
    assert {row.tolerance_kind for row in rows if row.tolerance} == {"percent", "units"}
    assert {row.accumulation for row in rows} >= {"snapshot", "cumulative", "sum"}
    assert {row.unit for row in rows} >= {"%", "£", "£k", "days", "per 10,000", "families"}
    assert any(row.departmental_lead_id is None for row in rows)
    assert any(row.strategic_lead_acting for row in rows)


def test_figures_have_gaps_zeros_ranges_and_what_does_not_apply(laid: Flask) -> None:
    found = _readings(PeriodRow.end <= TODAY)
    assert any(not each.returned for each in found)
    assert any(each.returned and each.actual is None for each in found)
    assert any(each.target and each.target.is_range for each in found)
    zero = [each for each in found if each.target and each.target.value == 0 and each.status is Status.RED]
    assert zero
    assert zero[0].judgement.variance.percent is None
    assert any(each.actual is not None and each.actual < 0 for each in found)
    assert {each.status for each in found} == set(Status)


def test_the_newest_board_has_every_colour(laid: Flask) -> None:
    for key in ("2014-10", "2014-Q2"):
        statuses = {each.status for each in _readings(PeriodRow.key == key)}
        assert statuses >= {Status.RED, Status.AMBER, Status.GREEN, Status.NOT_RATED}, key


def test_estimates_became_final_with_who_when_and_why(laid: Flask) -> None:
    not_final = select(Revision).where(Revision.kind == "actual", Revision.old_quality != "final")
    revisions = db.session.execute(not_final.where(Revision.new_quality == "final")).scalars().all()
    assert {each.old_quality for each in revisions} == {"estimated", "provisional"}
    assert all(each.by_id and each.reason for each in revisions)


def test_figures_are_still_to_be_final_and_some_of_them_overdue(laid: Flask) -> None:
    found = promised_figures()
    assert counts_by_kind(each.state for each in found) == {EVERY: 6, OVERDUE: 2, OPEN: 3, UNDATED: 1}
    assert all(each.reading.promise.reason for each in found)
    assert any(each.outcome.colour_changed for each in estimates_of_year(None).lines)


def test_every_figure_is_in_the_record_with_its_upload(laid: Flask) -> None:
    recorded = select(Revision.indicator_id, Revision.period_id).where(Revision.kind == "actual")
    stored = select(Actual.indicator_id, Actual.period_id)
    assert set(db.session.execute(stored)) == set(db.session.execute(recorded))
    created = db.session.execute(select(func.sum(Upload.created))).scalar_one()
    from_files = select(func.count()).where(Revision.upload_id.is_not(None), Revision.old_present.is_(False))
    assert db.session.execute(from_files).scalar_one() == created


def test_the_history_is_told_in_order_and_before_today(laid: Flask) -> None:
    for table in (Change, Revision):
        moments = list(db.session.execute(select(table.at).order_by(table.id)).scalars())
        assert moments == sorted(moments)
        assert moments[-1].date() < TODAY


def test_old_periods_are_released_and_locked_and_the_newest_open(laid: Flask) -> None:
    for key in ("2012-04", "2014-06", "2014-Q1", "2013-FY"):
        period = find_opened(key)
        assert (period.released, period.locked) == (True, True), key
    assert (find_opened("2014-Q2").released, find_opened("2014-Q2").locked) == (True, False)
    assert (find_opened("2014-10").released, find_opened("2014-10").locked) == (False, False)


@pytest.mark.parametrize("email", ACCOUNTS)
def test_every_page_of_a_role_is_drawn(site: Flask, email: str) -> None:
    client = site.test_client()
    token = token_of(client.get("/sign-in"))
    answer = client.post("/sign-in", data={"csrf_token": token, "email": email, "password": PASSWORD})
    assert answer.status_code == 302
    reads = ACCOUNTS[email][2] is Role.READER  # their work is the scorecard
    pages = PAGES if reads else (*PAGES, *STAFF_PAGES)
    expected = dict.fromkeys(pages, 200) | ({"/": 303} if reads else {})
    assert {page: client.get(page).status_code for page in pages} == expected


def test_a_second_start_keeps_what_was_entered(
    database: Database, laid_url: str, database_url: str, fresh: Flask
) -> None:
    database.restore(database_url, laid_url)
    director = _who("director@demo.example")
    plan_id = your_work(who=director).to_sign[0].plan_id or 0
    return_plan(who=director, plan_id=plan_id, reason="Say who does it.")
    before = _counts()
    prepare_demonstration()
    assert _counts() == before
    assert db.session.get_one(Plan, plan_id).returned_reason == "Say who does it."


class Killed(BaseException):
    """What a stopped process looks like from inside."""


def test_a_start_that_is_stopped_leaves_nothing_and_the_next_lays_it_anew(
    fresh: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_arguments: object) -> None:
        assert db.session.execute(select(func.count(Actual.id))).scalar_one() == 0
        assert db.session.execute(select(func.count(Indicator.id))).scalar_one() > 0
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(council, "tell", stop)
        with pytest.raises(Killed):
            prepare_demonstration()
    assert set(_counts().values()) == {0}
    prepare_demonstration()
    assert _counts()["person"] > len(ACCOUNTS)


def test_a_real_council_is_left_alone(fresh: Flask) -> None:
    with transaction() as session:
        session.add(Person(name="Ann Lee", fs_uniquifier="1" * 64))
    with pytest.raises(UnsafeSetting, match="real council"):
        prepare_demonstration()
    assert _counts()["person"] == 1


def test_services_that_write_together_are_kept_together(fresh: Flask) -> None:
    def write_two_and_stop() -> None:
        with together():
            for number in ("1", "2"):
                with transaction() as session:
                    session.add(Person(name="Ann Lee", fs_uniquifier=number * 64))
            raise Killed

    with pytest.raises(Killed):
        write_two_and_stop()
    assert _counts()["person"] == 0


@pytest.mark.parametrize("sheet", council.SHEETS, ids=lambda sheet: sheet.code)
def test_a_share_is_what_its_counts_give(sheet: Sheet) -> None:
    half_a_case = Decimal("0.5") * sheet.per
    for point in points(sheet, TODAY.isoformat()):
        if point.value is not None and point.numerator is not None and point.denominator is not None:
            given = point.numerator * sheet.per / point.denominator
            rounding = Decimal("0.5").scaleb(-sheet.decimals)
            assert abs(given - point.value) <= half_a_case / point.denominator + rounding, point.period.key


def test_a_target_that_was_changed_after_its_figure_is_told(laid: Flask) -> None:
    team = _who("performance@demo.example")
    indicator = _indicator("Income from car parks").id
    newest = year_section(who=team, indicator_id=indicator).newest
    assert newest is not None
    assert newest.changed_after == (
        "The target of September 2014 was changed from £156,000 to £151,000 on 20 October 2014 by Priya Nair, after "
        "this figure had come in. Why: Castle Street car park was closed for resurfacing. Under the target before, the "
        "figure would be amber; it is green."
    )


def _settings(url: str, instance: Path) -> Settings:
    return Settings(instance_path=instance, database_url=url, secret_key=SECRET_KEY, demo=True, today=TODAY)


def _who(email: str) -> Who:
    person = db.session.execute(select(Person).where(Person.email == email)).scalar_one()
    return Who(person.id, person.name, frozenset(Role(role.name) for role in person.roles))


def _indicator(title: str) -> Indicator:
    return db.session.execute(select(Indicator).where(Indicator.title == title)).scalar_one()


def _readings(*conditions: ColumnElement[bool]) -> tuple[Reading, ...]:
    settings = council_settings()
    return readings(*conditions, policy=settings.policy, calendar=settings.calendar)


def _counts() -> dict[str, int]:
    tables = (Person, Indicator, PeriodRow, Actual, Plan, Signature, Change, Revision, Upload)
    return {
        table.__tablename__: db.session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables
    }
