"""Reading in an old form: what it becomes, what it changes, and what it never half does."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import CALENDAR, make_indicator, make_person, make_plan, set_figures
from tests.integration.old_form_example import TEXT, TITLE, save
from webapp.domain.errors import Conflict, NotAllowed, Refusal, Refusals
from webapp.domain.plans import PlanState
from webapp.domain.rag import Polarity, Status
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Actual, Change, Indicator, PeriodRow, Person, Plan, Revision, TargetRow
from webapp.services.old_forms.checks import PlanExists
from webapp.services.old_forms.effects import effects_on
from webapp.services.old_forms.matches import people_like, same_titles
from webapp.services.old_forms.reading import check_old_form, read_old_form
from webapp.services.periods.steps import lock
from webapp.services.plans.editing import show_plan
from webapp.services.plans.printing import plan_pdf
from webapp.services.plans.records import load_plan
from webapp.services.plans.signing import sign_plan
from webapp.services.plans.writing import Draft, submit_plan

TABLES = (Person, Indicator, PeriodRow, TargetRow, Actual, Plan, Change, Revision)
Q3 = CALENDAR.from_key("2014-Q3")


@pytest.fixture
def performance(app: Flask) -> Iterator[Who]:
    with app.app_context():
        yield make_person("Priya Nair", Role.PERFORMANCE)


def counts() -> list[int]:
    return [db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES]


def library(performance: Who, **fields: Any) -> int:
    values = {"title": " visits  to LIBRARIES (per 1,000 population)", "frequency": "quarter", "unit": "per 1,000"}
    return make_indicator(code="OLD1", who=performance, **{**values, **fields})


def test_a_form_becomes_people_an_indicator_its_figures_and_a_draft_plan(performance: Who) -> None:
    saved = save(performance)
    record = load_plan(saved.plan_id)
    assert (record.indicator.code, record.indicator.title, record.indicator.frequency) == ("LIB1", TITLE, "quarter")
    assert (record.strategic_lead, record.departmental_lead) == ("Olwen Pritchard", "Tomasz Zieliński")
    assert (record.actual, record.quality, record.state) == (Decimal("1181.9"), "final", PlanState.DRAFT)
    assert [(each.period.key, each.value, each.estimated) for each in record.targets] == [
        ("2014-Q3", Decimal("1250"), True),
        ("2014-FY", Decimal("1300"), False),
    ]
    assert record.situation(CALENDAR).status is Status.RED
    assert record.reason_html == read_old_form(TEXT).non_compliance_reason
    assert "**closed for repairs**" in record.reason_source
    actions = show_plan(who=performance, plan_id=saved.plan_id).actions
    assert [str(action.due) for action in actions] == ["2015-03-31", "2014-12-01"]


def test_what_the_form_states_is_kept_beside_what_its_figures_give(performance: Who) -> None:
    kept = load_plan(save(performance, text=f"{TEXT}\nWard\tNorth\n").plan_id).old_form
    assert kept["performance"] == "1,181.9 -Target: 68.6 per 1,000 (5.5%)"
    (found,) = kept["disagreements"]
    assert (found["stated_variance"], found["computed_variance"]) == ("-68.6", "-68.1")
    assert (found["stated_percent"], found["computed_percent"]) == ("-5.5", "-5.4")
    assert found["against_label"] == "Quarter 3 2014/15"
    assert {"figure": "actual", "value": "1181.4"} in found["would_reconcile"]
    assert kept["unread"] == ["Ward North"]
    assert kept["text"].startswith("PERFORMANCE ACTION PLAN")


def test_the_leads_have_no_account_but_their_rights_for_when_they_are_linked(performance: Who) -> None:
    save(performance)
    rows = db.session.execute(select(Person).where(Person.email.is_(None)).order_by(Person.name)).scalars().all()
    assert [(row.name, [role.name for role in row.roles], row.password) for row in rows] == [
        ("Olwen Pritchard", ["director"], None),
        ("Tomasz Zieliński", ["lead"], None),
    ]


def test_one_person_named_twice_is_added_once(performance: Who) -> None:
    saved = save(performance, text=TEXT.replace("Olwen Pritchard", "tomasz  zieliński"))
    record = load_plan(saved.plan_id)
    assert record.strategic_lead_id == record.departmental_lead_id


def test_a_form_without_leads_leaves_the_posts_vacant(performance: Who) -> None:
    text = TEXT.replace("Olwen Pritchard", "").replace("Lead\tTomasz Zieliński", "Lead\t")
    record = load_plan(save(performance, text=text).plan_id)
    assert (record.strategic_lead, record.departmental_lead) == ("Vacant", "Vacant")


def test_an_undecided_polarity_is_not_rated(performance: Who) -> None:
    record = load_plan(save(performance, polarity=None).plan_id)
    assert record.situation(CALENDAR).status is Status.NOT_RATED


def test_a_target_without_a_period_is_that_of_the_form(performance: Who) -> None:
    text = TEXT.replace("1,250.0 (ESTIMATED Q3 2014/15) / 1,300 (2014/15)", "1,250")
    assert [each.period for each in load_plan(save(performance, text=text).plan_id).targets] == [Q3]


def test_a_figure_called_an_estimate_is_saved_as_one(performance: Who) -> None:
    text = TEXT.replace("1,181.9 -Target", "1,181.9 (estimated) -Target")
    assert check_old_form(text).form.actual_is_estimated
    assert load_plan(save(performance, estimated=True).plan_id).quality == "estimated"


def test_a_figure_with_too_many_places_is_rounded_and_told(performance: Who) -> None:
    saved = save(performance, text=TEXT.replace("1,181.9", "1,181.90000051"))
    assert saved.rounded == ("1181.90000051 was rounded to 1181.900001.",)


def test_it_goes_on_to_the_director_and_to_paper(performance: Who) -> None:
    director, lead = make_person("Olwen Pritchard", Role.DIRECTOR), make_person("Tomasz Zieliński", Role.LEAD)
    saved = save(performance, director=director.id, lead=lead.id)
    shown = show_plan(who=lead, plan_id=saved.plan_id)
    draft = Draft(shown.record.version, shown.record.reason_source, shown.actions)
    submit_plan(who=lead, plan_id=saved.plan_id, draft=draft)
    sign_plan(who=director, plan_id=saved.plan_id, mark=show_plan(who=director, plan_id=saved.plan_id).content_mark)
    assert load_plan(saved.plan_id).state is PlanState.SIGNED_OFF
    assert plan_pdf(who=director, plan_id=saved.plan_id).startswith(b"%PDF")


def test_an_indicator_of_the_same_title_is_found_and_its_figures_are_revised(performance: Who) -> None:
    lead = make_person("Ann Lee", Role.LEAD)
    indicator = library(performance, polarity="higher", lead=lead)
    set_figures(indicator, "2014-Q3", actual="1100", who=performance, targets={"2014-Q3": "1250"})
    (found,) = same_titles(TITLE)
    assert (found.id, found.same) == (indicator, True)
    effects = effects_on(indicator, read_old_form(TEXT), Q3)
    assert [(each.what, each.old, each.new, each.changes) for each in effects.figures] == [
        ("Target, Quarter 3 2014/15", "1,250", "1,250, estimated", True),
        ("Target, 2014/15", "nothing", "1,300", True),
        ("Actual, Quarter 3 2014/15", "1,100", "1,181.9", True),
    ]
    assert any("departmental lead stays Ann Lee" in note for note in effects.notes)
    saved = save(performance, indicator_id=indicator)
    record = load_plan(saved.plan_id)
    assert (saved.indicator_id, record.actual, record.departmental_lead) == (indicator, Decimal("1181.9"), "Ann Lee")
    assert record.strategic_lead == "Olwen Pritchard"  # the post was vacant
    columns = (Revision.old_value, Revision.new_value, Revision.reason)
    revision = select(*columns).where(Revision.kind == "actual").order_by(Revision.id.desc())
    assert db.session.execute(revision).first() == (Decimal(1100), Decimal("1181.9"), "From the old form")


def test_figures_that_are_the_same_make_no_revision(performance: Who) -> None:
    indicator = library(performance, polarity="higher")
    set_figures(indicator, "2014-Q3", actual="1181.9", who=performance)
    before = db.session.execute(select(func.count()).where(Revision.kind == "actual")).scalar_one()
    save(performance, indicator_id=indicator)
    assert db.session.execute(select(func.count()).where(Revision.kind == "actual")).scalar_one() == before


def test_nearly_the_same_titles_and_names_are_offered(performance: Who) -> None:
    make_person("Tomas Zielinski", Role.LEAD)
    library(performance, title="Visits to the libraries (per 1,000 population)")
    assert [each.same for each in same_titles(TITLE)] == [False]
    assert [each.same for each in people_like("Tomasz Zieliński")] == [False]
    assert people_like("Maud Unknown") == ()


REFUSED = {
    "a code that is taken": ({"code": "TAKEN"}, "TAKEN belongs to"),
    "no code": ({"code": " "}, "Enter the code"),
    "a period that has not begun": ({"period": CALENDAR.from_key("2150-Q1")}, "has not begun"),
    "a range for single targets": ({"polarity": Polarity.RANGE}, "single figures"),
    "an indicator of another frequency": ({"indicator_id": 1}, "is monthly, and Quarter 3 2014/15 is not a month"),
    "no title": ({"text": TEXT.replace(TITLE, "")}, "names no indicator"),
    "two targets of one period": (
        {"text": TEXT.replace("1,300 (2014/15)", "1,300 (Q3 2014/15)")},
        "two targets for Quarter 3",
    ),
    "a lead with an endless name": ({"text": TEXT.replace("Olwen", "O" * 300)}, "more than 200 characters"),
    "a person who is gone": ({"lead": 4711}, "no longer on the list"),
    "endless actions": ({"text": TEXT + "What (is required)\tMore\n" * 29}, "has 31 actions"),
    "an unbelievable figure": ({"text": TEXT.replace("1,181.9", "1" * 20)}, "too large"),
}


@pytest.mark.parametrize(("answers", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_saves_nothing_at_all(performance: Who, answers: dict[str, Any], sentence: str) -> None:
    make_indicator(code="TAKEN", who=performance)
    before = counts()
    with pytest.raises(Refusal, match=sentence) as refused:
        save(performance, **answers)
    assert not isinstance(refused.value, Refusals) or len(refused.value.refusals) == 1
    assert counts() == before


def test_a_plan_that_is_there_already_is_not_written_over(performance: Who) -> None:
    indicator = library(performance, polarity="higher")
    set_figures(indicator, "2014-Q3", actual="1100", who=performance)
    plan = make_plan(indicator, "2014-Q3", who=performance)
    before = counts()
    assert effects_on(indicator, read_old_form(TEXT), Q3).plan_id == plan
    with pytest.raises(PlanExists) as refused:
        save(performance, indicator_id=indicator)
    assert (refused.value.plan_id, counts()) == (plan, before)


def test_a_locked_period_takes_no_form(performance: Who) -> None:
    indicator = library(performance, polarity="higher")
    set_figures(indicator, "2014-Q3", actual="1181.9", who=performance)
    lock(who=performance, key="2014-Q3")
    before = counts()
    with pytest.raises(Conflict, match="was locked by Priya Nair"):
        save(performance, indicator_id=indicator)
    assert counts() == before


@pytest.mark.parametrize("role", [Role.LEAD, Role.DIRECTOR, Role.READER])
def test_only_the_performance_team_reads_in_forms(app: Flask, role: Role) -> None:
    with app.app_context():
        somebody = make_person("Olu Bright", role)
        with pytest.raises(NotAllowed):
            save(somebody)
