"""A folder of old forms: what each would become, what hinders it, and that each is saved whole, once, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import make_indicator, make_person, set_figures
from tests.integration.administration import changes
from tests.integration.old_form_folder import DISAGREEING, FORM, batch_of, folder, row_of, states
from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Actual, FormBatch, Indicator, PeriodRow, Person, Plan, TargetRow
from webapp.services.old_forms.answering import answer_all, answer_form, give_codes
from webapp.services.old_forms.batch_pages import batch_page, batch_row
from webapp.services.old_forms.batches import get_batch, list_batches, read_in
from webapp.services.old_forms.given import NEW, Given
from webapp.services.old_forms.settling import confirm, confirm_ready, set_aside, take_back
from webapp.services.old_forms.weighing import weigh_batch
from webapp.services.periods.steps import lock
from webapp.services.plans.records import load_plan
from webapp.services.plans.starting import start_plan

TABLES = (Person, Indicator, PeriodRow, TargetRow, Actual, Plan)
OCTOBER = "2014-10"


@pytest.fixture
def performance(app: Flask) -> Iterator[Who]:
    with app.app_context():
        yield make_person("Priya Nair", Role.PERFORMANCE)


def repairs(who: Who, **fields: object) -> int:
    """The indicator that FORM is about."""
    about: dict[str, object] = {"code": "REP1", "title": FORM.title, "unit": "%", "polarity": "higher"}
    return make_indicator(who=who, **{**about, **fields})  # type: ignore[arg-type]


def counts() -> dict[str, int]:
    return {
        table.__name__: db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES
    }


def confirmed(who: Who, batch: int, name: str) -> int:
    return confirm(who=who, batch_id=batch, item_id=row_of(who, batch, name).item.id).plan_id


def answered(who: Who, batch: int, name: str, *, text: str | None = None, **answers: Any) -> None:
    item = row_of(who, batch, name).item
    given = Given.kept({**item.given.to_keep(), **answers})
    answer_form(
        who=who, batch_id=batch, item_id=item.id, mark=item.mark, given=given, text=item.text if text is None else text
    )


def test_a_folder_is_kept_as_the_text_of_each_form(performance: Who) -> None:
    files = {"c.docx": DISAGREEING.document, "d.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
    batch = batch_of(performance, a=FORM, b="Dear all", **files)
    page = batch_page(who=performance, batch_id=batch)
    assert [(row.item.file_name, row.state) for row in page.rows] == [
        ("a.txt", "needs an answer"),
        ("b.txt", "unreadable"),
        ("c.docx", "needs an answer"),
        ("d.doc", "unreadable"),
    ]
    assert page.counts == {"needs an answer": 2, "unreadable": 2}
    assert "not a performance action plan form" in page.rows[1].item.trouble
    kept = get_batch(batch)
    assert (kept.file_name, kept.by, kept.total, kept.left) == ("forms.zip", "Priya Nair", 4, 2)
    assert [each.id for each in list_batches()] == [batch]


def test_the_same_folder_is_noticed(performance: Who) -> None:
    content = folder(a=FORM)
    first = read_in(who=performance, file_name="forms.zip", content=content)
    again = read_in(who=performance, file_name="renamed.zip", content=content)
    assert (first.earlier, again.batch_id) == (None, first.batch_id)
    assert again.earlier is not None
    assert again.earlier.file_name == "forms.zip"
    assert db.session.execute(select(func.count()).select_from(FormBatch)).scalar_one() == 1


def test_a_form_of_a_known_title_is_ready_and_says_what_it_would_become(performance: Who) -> None:
    indicator = repairs(performance)
    set_figures(indicator, OCTOBER, actual="80", who=performance, targets={OCTOBER: "90"})
    row = row_of(performance, batch_of(performance, a=FORM), "a")
    assert (row.state, row.troubles) == ("ready", ())
    assert row.proposal.match.known.code == "REP1"
    assert (row.proposal.period.key, row.proposal.period_is_suggested) == (OCTOBER, True)
    assert [(each.what, each.old, each.new) for each in row.figures] == [
        ("Target, October 2014", "90%", "90%"),
        ("Target, March 2015", "nothing", "95%"),
        ("Actual, October 2014", "80%", "81%"),
    ]
    assert row.changes == {"stay": 1, "new": 1, "change": 1}


def test_what_a_form_states_against_its_own_figures_stands_on_its_row(performance: Who) -> None:
    row = row_of(performance, batch_of(performance, a=DISAGREEING), "a")
    (found,) = row.stated["disagreements"]
    assert (found["stated_variance"], found["computed_variance"]) == ("-9.5", "-9")


def test_a_code_before_the_title_is_no_other_title(performance: Who) -> None:
    repairs(performance)
    before, behind = FORM.but(title="REP1: Repairs done in time"), FORM.but(title="Repairs done in time (REP1)")
    batch = batch_of(performance, a=before, b=behind.but(target="90 (Nov 2014)"))
    assert states(performance, batch) == {"a": "ready", "b": "ready"}


DOUBTS: dict[str, tuple[dict[str, str], str]] = {
    "a new title": ({"title": "Potholes"}, "new here: give that a code"),
    "nearly the same title": ({"title": "Repairs done in times"}, "It may be about REP1 Repairs done in time: choose"),
    "no title": ({"title": ""}, "names no indicator"),
    "no period": ({"target": "90"}, "does not say which period"),
    "another frequency": ({"target": "90 (Q3 2014/15)"}, "REP1 is monthly, and Quarter 3 2014/15 is not a month"),
    "a period that has not begun": ({"target": "90 (Oct 2150)"}, "does not say which period"),
    "a range": ({"target": "80 to 90 (Oct 2014)", "performance": "70"}, "The form’s target is a range"),
    "two targets of one period": ({"target": "90 (Oct 2014) / 95 (Oct 2014)"}, "two targets for October 2014"),
    "nearly the name of somebody": ({"lead": "Anne Lee"}, "may be Ann Lee, Post of Ann Lee (ann.lee@council.example)"),
    "an endless title": ({"title": "x" * 301}, "longer than 300 characters"),
}  # fmt: skip


@pytest.mark.parametrize(("changes_", "sentence"), DOUBTS.values(), ids=DOUBTS)
def test_a_doubt_is_asked_and_never_guessed(performance: Who, changes_: dict[str, str], sentence: str) -> None:
    make_person("Ann Lee", Role.LEAD)
    repairs(performance)
    batch = batch_of(performance, a=FORM.but(**changes_))
    row, before = row_of(performance, batch, "a"), counts()
    assert row.state == "needs an answer"
    assert sentence in " ".join(row.troubles)
    with pytest.raises(Refusal) as refused:
        confirmed(performance, batch, "a")
    assert sentence in refused.value.sentence
    assert counts() == before


def test_two_indicators_of_one_title_are_told_apart_by_an_answer(performance: Who) -> None:
    repairs(performance)
    other = repairs(performance, code="REP2")
    batch = batch_of(performance, a=FORM)
    assert "2 indicators have this title" in row_of(performance, batch, "a").troubles[0]
    answered(performance, batch, "a", indicator=str(other))
    assert load_plan(confirmed(performance, batch, "a")).indicator.id == other


def test_a_retired_indicator_is_not_chosen(performance: Who) -> None:
    batch = batch_of(performance, a=FORM)
    answered(performance, batch, "a", indicator="4711")
    assert "no longer in use" in row_of(performance, batch, "a").troubles[0]


def test_a_locked_period_hinders(performance: Who) -> None:
    set_figures(repairs(performance), OCTOBER, actual="80", who=performance)
    lock(who=performance, key=OCTOBER)
    batch = batch_of(performance, a=FORM)
    assert "October 2014 was locked by Priya Nair" in row_of(performance, batch, "a").troubles[0]


def test_a_target_of_a_locked_period_hinders_where_it_would_change(performance: Who) -> None:
    indicator = repairs(performance)
    set_figures(indicator, OCTOBER, actual="80", who=performance, targets={"2015-03": "95"})
    lock(who=performance, key="2015-03")
    batch = batch_of(performance, a=FORM, b=FORM.but(target="90 (Nov 2014) / 96 (March 2015)"))
    assert states(performance, batch) == {"a": "ready", "b": "needs an answer"}
    assert "March 2015 was locked by Priya Nair" in row_of(performance, batch, "b").troubles[0]


def test_a_code_decides_for_a_new_indicator_though_another_is_nearly_the_same(performance: Who) -> None:
    repairs(performance)
    nearly = FORM.but(title="Repairs done in times")
    batch = batch_of(performance, a=nearly, b=nearly.but(target="90 (Nov 2014)"))
    give_codes(who=performance, batch_id=batch, codes={row_of(performance, batch, "a").item.id: "REP2"})
    assert states(performance, batch) == {"a": "ready", "b": "ready"}
    assert confirm_ready(who=performance, batch_id=batch).saved == 2
    assert counts()["Indicator"] == 2


def test_a_plan_that_is_there_hinders_and_an_empty_draft_is_filled(performance: Who) -> None:
    indicator = repairs(performance)
    set_figures(indicator, OCTOBER, actual="80", who=performance, targets={OCTOBER: "90"})
    plan = start_plan(who=performance, indicator_id=indicator, period_key=OCTOBER)
    batch = batch_of(performance, a=FORM)
    row = row_of(performance, batch, "a")
    assert (row.state, row.proposal.plan.id, row.proposal.plan.empty) == ("ready", plan, True)
    assert confirmed(performance, batch, "a") == plan
    record = load_plan(plan)
    assert (record.reason_source, record.old_form["performance"]) == (FORM.reason, FORM.performance)
    other = batch_of(performance, b=FORM.but(what="Wait."))
    assert "There is a plan of this indicator for October 2014 already" in row_of(performance, other, "b").troubles[0]


def test_two_forms_for_one_indicator_and_period_hinder_each_other(performance: Who) -> None:
    repairs(performance)
    batch = batch_of(performance, a=FORM, b=FORM.but(what="Wait."))
    assert "“b.txt” is about the same indicator and period" in row_of(performance, batch, "a").troubles[0]
    set_aside(who=performance, batch_id=batch, item_id=row_of(performance, batch, "b").item.id)
    assert states(performance, batch) == {"a": "ready", "b": "put aside"}
    confirmed(performance, batch, "a")
    take_back(who=performance, batch_id=batch, item_id=row_of(performance, batch, "b").item.id)
    assert states(performance, batch) == {"a": "saved", "b": "needs an answer"}


def test_a_code_makes_a_new_indicator_and_goes_for_the_other_forms_of_its_title(performance: Who) -> None:
    november = FORM.but(target="90 (Nov 2014)", director="Olwen Pritchard", lead="Ann Lee")
    batch = batch_of(performance, a=FORM, b=november)
    give_codes(who=performance, batch_id=batch, codes={row_of(performance, batch, "b").item.id: " REP1 "})
    assert states(performance, batch) == {"a": "ready", "b": "ready"}
    assert row_of(performance, batch, "a").proposal.code == "REP1"
    step = confirm_ready(who=performance, batch_id=batch)
    assert (step.saved, step.refused, step.left) == (2, 0, 0)
    assert counts()["Indicator"] == 1
    record = load_plan(row_of(performance, batch, "b").plan.id)
    assert (record.indicator.code, record.strategic_lead, record.departmental_lead) == (
        "REP1",
        "Olwen Pritchard",
        "Ann Lee",
    )
    assert record.indicator.rules.own.polarity is None


def test_a_code_that_is_taken_hinders(performance: Who) -> None:
    make_indicator(code="CS01", who=performance)
    batch = batch_of(performance, a=FORM)
    give_codes(who=performance, batch_id=batch, codes={row_of(performance, batch, "a").item.id: "cs01"})
    assert "The code cs01 belongs to “Rate of CS01” already" in row_of(performance, batch, "a").troubles[0]


def test_answers_of_a_form_decide_about_its_new_indicator(performance: Who) -> None:
    batch = batch_of(performance, a=FORM)
    answered(performance, batch, "a", indicator=NEW, code="REP1", polarity="higher", tolerance="5%", decimals=2)
    answered(performance, batch, "a", period="2014-11", estimated=True, lead=NEW, director=NEW)
    record = load_plan(confirmed(performance, batch, "a"))
    assert (record.period.key, record.quality, record.indicator.measure.decimals) == ("2014-11", "estimated", 2)
    assert record.indicator.rules.own.polarity == "higher"


def test_answers_for_all_go_where_there_is_no_other(performance: Who) -> None:
    repairs(performance)
    batch = batch_of(performance, a=FORM.but(target="90"), b=FORM.but(title="Bins"))
    answer_all(who=performance, batch_id=batch, given=Given(period="2014-09", polarity="higher"))
    answered(performance, batch, "b", period="2014-08", code="BIN1")
    assert [row_of(performance, batch, name).proposal.period.key for name in "ab"] == ["2014-09", "2014-08"]
    assert confirm_ready(who=performance, batch_id=batch).saved == 2
    assert load_plan(row_of(performance, batch, "b").plan.id).indicator.rules.own.polarity == "higher"


def test_a_corrected_text_is_read_anew(performance: Who) -> None:
    repairs(performance)
    batch = batch_of(performance, a="Dear all", b=FORM.but(title="Bins"))
    answered(performance, batch, "a", text=FORM.text)
    assert states(performance, batch)["a"] == "ready"
    with pytest.raises(Refusal) as refused:
        answered(performance, batch, "b", text="Dear all")
    assert refused.value.field == "text"
    assert row_of(performance, batch, "b").item.text == FORM.but(title="Bins").text


def test_an_answer_to_what_somebody_else_answered_is_refused(performance: Who) -> None:
    batch = batch_of(performance, a=FORM)
    item = row_of(performance, batch, "a").item
    answered(performance, batch, "a", code="REP1")
    with pytest.raises(Conflict, match="Somebody else answered"):
        answer_form(
            who=performance, batch_id=batch, item_id=item.id, mark=item.mark, given=Given(code="X"), text=item.text
        )
    assert row_of(performance, batch, "a").item.given.code == "REP1"


def test_confirming_twice_saves_once(performance: Who) -> None:
    repairs(performance)
    batch = batch_of(performance, a=FORM)
    item = row_of(performance, batch, "a").item
    first = confirm(who=performance, batch_id=batch, item_id=item.id)
    again = confirm(who=performance, batch_id=batch, item_id=item.id)
    assert (first.before, again.before, again.plan_id) == (False, True, first.plan_id)
    assert counts()["Plan"] == 1
    with pytest.raises(Conflict, match=f"saved already, as plan {first.plan_id}"):
        set_aside(who=performance, batch_id=batch, item_id=item.id)
    with pytest.raises(Conflict, match="is saved now"):
        answered(performance, batch, "a", code="X")


def test_four_people_confirming_one_form_save_it_once(app: Flask, performance: Who) -> None:
    repairs(performance)
    batch = batch_of(performance, a=FORM)
    item_id = row_of(performance, batch, "a").item.id

    def press(_: int) -> bool:
        with app.app_context():
            return confirm(who=performance, batch_id=batch, item_id=item_id).before

    with ThreadPoolExecutor(4) as people:
        assert sorted(people.map(press, range(4))) == [False, True, True, True]
    db.session.rollback()  # what was read here before is old
    assert counts()["Plan"] == 1


def test_one_that_is_refused_by_the_saving_says_why_and_spoils_no_other(
    performance: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    repairs(performance)
    batch = batch_of(performance, a=FORM.but(performance="1" * 20), b=FORM.but(target="90 (Sep 2014)"))
    before = counts()
    step = confirm_ready(who=performance, batch_id=batch)
    assert (step.saved, step.refused, step.left) == (1, 1, 0)
    row = row_of(performance, batch, "a")
    assert (row.state, row.plan) == ("needs an answer", None)
    assert "too large" in " ".join(row.troubles)
    assert counts()["Plan"] == before["Plan"] + 1
    assert confirm_ready(who=performance, batch_id=batch).refused == 0
    answered(performance, batch, "a", text=FORM.text)
    assert confirm_ready(who=performance, batch_id=batch).saved == 1


def test_what_somebody_else_saved_meanwhile_is_not_counted_twice(
    performance: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    repairs(performance)
    batch = batch_of(performance, a=FORM, b=FORM.but(target="90 (Sep 2014)"))

    def weighed_before_another_saves(*args: Any, **kwargs: Any) -> Any:
        weighed = weigh_batch(*args, **kwargs)
        monkeypatch.undo()
        confirm(who=performance, batch_id=batch, item_id=row_of(performance, batch, "a").item.id)
        return weighed

    monkeypatch.setattr("webapp.services.old_forms.settling.weigh_batch", weighed_before_another_saves)
    step = confirm_ready(who=performance, batch_id=batch)
    assert (step.saved, step.refused, step.left) == (1, 0, 0)
    assert set(states(performance, batch).values()) == {"saved"}


def test_saving_all_goes_on_step_by_step(performance: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.services.old_forms.settling.AT_ONCE", 2)
    repairs(performance)
    batch = batch_of(performance, **{month: FORM.but(target=f"90 ({month} 2014)") for month in ("Aug", "Sep", "Oct")})
    assert [confirm_ready(who=performance, batch_id=batch).left for _ in range(3)] == [1, 0, 0]
    assert set(states(performance, batch).values()) == {"saved"}


def test_a_form_put_aside_is_not_saved(performance: Who) -> None:
    repairs(performance)
    batch = batch_of(performance, a=FORM, b="Dear all")
    for name in "ab":
        for _ in range(2):
            set_aside(who=performance, batch_id=batch, item_id=row_of(performance, batch, name).item.id)
    with pytest.raises(Conflict, match="is put aside"):
        confirmed(performance, batch, "a")
    assert confirm_ready(who=performance, batch_id=batch).saved == 0
    for name in "ab":
        take_back(who=performance, batch_id=batch, item_id=row_of(performance, batch, name).item.id)
    assert states(performance, batch) == {"a": "ready", "b": "unreadable"}


def test_everything_is_on_record(app: Flask, performance: Who) -> None:
    repairs(performance)
    batch = batch_of(performance, a=FORM.but(title="Bins"), b=FORM)
    answer_all(who=performance, batch_id=batch, given=Given(period=OCTOBER))
    give_codes(who=performance, batch_id=batch, codes={row_of(performance, batch, "a").item.id: "BIN1"})
    answered(performance, batch, "a", polarity="lower", text=FORM.but(title="Bins", what="Wait.").text)
    set_aside(who=performance, batch_id=batch, item_id=row_of(performance, batch, "b").item.id)
    take_back(who=performance, batch_id=batch, item_id=row_of(performance, batch, "b").item.id)
    confirmed(performance, batch, "a")
    assert changes(app, "form batch") == [
        ("Old forms in forms.zip", "read in", None, "2 files"),
        ("Old forms in forms.zip", "period", None, OCTOBER),
    ]
    assert changes(app, "old form") == [
        ("Old form a.txt", "code", None, "BIN1"),
        ("Old form a.txt", "text", "as it was read", "corrected"),
        ("Old form a.txt", "polarity", None, "lower"),
        ("Old form b.txt", "state", "waiting", "put aside"),
        ("Old form b.txt", "state", "put aside", "waiting"),
        ("Old form a.txt", "state", "waiting", "saved"),
    ]


def test_a_long_folder_is_shown_a_page_at_a_time_and_by_state(performance: Who) -> None:
    repairs(performance)
    batch = batch_of(
        performance, **{f"a{number:02}": FORM.but(title=f"Title {number}") for number in range(60)}, z=FORM
    )
    first, last = (batch_page(who=performance, batch_id=batch, page=page) for page in (1, 99))
    assert (len(first.rows), len(last.rows), last.page, last.pages) == (50, 11, 2, 2)
    ready = batch_page(who=performance, batch_id=batch, show="ready")
    assert [row.item.file_name for row in ready.rows] == ["z.txt"]
    assert ready.counts == {"needs an answer": 60, "ready": 1}
    assert batch_page(who=performance, batch_id=batch, show="nonsense").show == ""


@pytest.mark.parametrize("role", [Role.LEAD, Role.DIRECTOR, Role.READER])
def test_only_the_performance_team_reads_in_folders(performance: Who, role: Role) -> None:
    somebody = make_person("Olu Bright", role)
    batch = batch_of(performance, a=FORM)
    item = row_of(performance, batch, "a").item.id
    for act in (
        lambda: batch_of(somebody, b=FORM),
        lambda: batch_page(who=somebody, batch_id=batch),
        lambda: confirm(who=somebody, batch_id=batch, item_id=item),
        lambda: confirm_ready(who=somebody, batch_id=batch),
        lambda: set_aside(who=somebody, batch_id=batch, item_id=item),
        lambda: take_back(who=somebody, batch_id=batch, item_id=item),
        lambda: answer_all(who=somebody, batch_id=batch, given=Given()),
        lambda: give_codes(who=somebody, batch_id=batch, codes={item: "X"}),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_what_is_not_there_is_not_found(performance: Who) -> None:
    batch, other = batch_of(performance, a=FORM), batch_of(performance, b=FORM)
    item = row_of(performance, other, "b").item.id
    for act in (
        lambda: batch_page(who=performance, batch_id=4711),
        lambda: batch_row(who=performance, batch_id=batch, item_id=item),
        lambda: confirm(who=performance, batch_id=batch, item_id=item),
        lambda: set_aside(who=performance, batch_id=batch, item_id=item),
        lambda: answer_all(who=performance, batch_id=4711, given=Given()),
    ):
        with pytest.raises(NotFound):
            act()
