"""Drafts that save themselves: sittings, two people in one plan, and what closes a version for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import complete_action
from tests.integration.council import Council, found
from webapp.domain.actions import Action
from webapp.domain.errors import Conflict, NotAllowed, NotFound
from webapp.domain.merging import REASON, Opened, Text, marks_of
from webapp.domain.plans import PlanState
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import PlanVersion
from webapp.services.clock import moment
from webapp.services.plans.editing import show_plan
from webapp.services.plans.history import plan_history
from webapp.services.plans.merging import Autosaved, autosave, look_around, stored_text, theirs_of
from webapp.services.plans.writing import Draft, return_plan, save_draft, submit_plan

NINE = datetime(2014, 11, 14, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


@pytest.fixture
def plan(council: Council) -> int:
    with moment(NINE - timedelta(days=1)):
        return council.plan()


class Form:
    """A form that somebody has open."""

    def __init__(self, who: Who, plan: int) -> None:
        self.who, self.plan = who, plan
        shown = show_plan(who=who, plan_id=plan)
        self.text = stored_text(shown)
        self.opened = Opened(marks_of(self.text))
        self.revision = shown.record.revision

    def draft(self, **text: object) -> Draft:
        self.text = replace(self.text, **text)  # type: ignore[arg-type]
        return Draft(self.revision, self.text.reason, self.text.actions, self.opened)

    def autosave(self, *, at: datetime = NINE, **text: object) -> Autosaved:
        with moment(at):
            outcome = autosave(who=self.who, plan_id=self.plan, draft=self.draft(**text))
        self.text, self.opened, self.revision = outcome.merged.shown, outcome.merged.opened, outcome.revision
        return outcome


def versions(plan: int) -> list[tuple[int, bool, str]]:
    """Number, whether saved by itself, and the reason of every version."""
    rows = db.session.execute(
        select(PlanVersion).where(PlanVersion.plan_id == plan).order_by(PlanVersion.number)
    ).scalars()
    return [(row.number, row.auto, row.content["reason_source"]) for row in rows][1:]


def stored(council: Council, plan: int) -> Text:
    db.session.rollback()
    return stored_text(show_plan(who=council.lead, plan_id=plan))


def test_a_sitting_is_one_version_and_one_line_of_the_record(council: Council, plan: int) -> None:
    form = Form(council.lead, plan)
    before = len(plan_history(plan))
    revisions = [form.autosave(reason=f"Word {word}", at=NINE + word * MINUTE).revision for word in range(10)]
    assert versions(plan) == [(3, True, "Word 9")]
    assert len(plan_history(plan)) == before + 1
    assert revisions == list(range(revisions[0], revisions[0] + 10))


def test_a_sitting_ends_after_ten_minutes(council: Council, plan: int) -> None:
    form = Form(council.lead, plan)
    form.autosave(reason="First")
    form.autosave(reason="Second", at=NINE + 10 * MINUTE)
    form.autosave(reason="Third", at=NINE + 19 * MINUTE)
    assert versions(plan) == [(3, True, "First"), (4, True, "Third")]


def test_a_clock_that_went_back_begins_another_version(council: Council, plan: int) -> None:
    form = Form(council.lead, plan)
    form.autosave(reason="First")
    form.autosave(reason="Second", at=NINE - MINUTE)
    assert versions(plan) == [(3, True, "First"), (4, True, "Second")]


def test_a_sitting_ends_where_somebody_else_saves(council: Council, plan: int) -> None:
    lead, team = Form(council.lead, plan), Form(council.performance, plan)
    lead.autosave(reason="Lead")
    team.autosave(actions=())
    lead.autosave(reason="Lead again")
    assert [number for number, *_ in versions(plan)] == [3, 4, 5]


def test_saving_closes_the_sitting_in_its_own_version(council: Council, plan: int) -> None:
    form = Form(council.lead, plan)
    form.autosave(reason="By itself")
    with moment(NINE):
        assert save_draft(who=council.lead, plan_id=plan, draft=form.draft(reason="By hand")) == 3
    assert versions(plan) == [(3, False, "By hand")]
    Form(council.lead, plan).autosave(reason="Later")
    assert versions(plan) == [(3, False, "By hand"), (4, True, "Later")]


def test_saving_without_a_change_closes_it_too(council: Council, plan: int) -> None:
    form = Form(council.lead, plan)
    form.autosave(reason="By itself")
    with moment(NINE):
        save_draft(who=council.lead, plan_id=plan, draft=form.draft())
    assert versions(plan) == [(3, False, "By itself")]


def test_what_was_submitted_is_never_written_on(council: Council, plan: int) -> None:
    team = Form(council.performance, plan)
    team.autosave(reason="The team's words")
    with moment(NINE):
        submit_plan(who=council.lead, plan_id=plan, draft=Form(council.lead, plan).draft())
        return_plan(who=council.director, plan_id=plan, reason="Say more")
    Form(council.performance, plan).autosave(reason="More", at=NINE + MINUTE)
    assert versions(plan) == [(3, False, "The team's words"), (4, True, "More")]


def test_saving_what_is_there_changes_nothing(council: Council, plan: int) -> None:
    form = Form(council.lead, plan)
    assert form.autosave().version == 2
    assert versions(plan) == []


def test_two_people_in_different_fields_lose_nothing(council: Council, plan: int) -> None:
    lead, team = Form(council.lead, plan), Form(council.performance, plan)
    row = lead.text.actions[0]
    lead.autosave(reason="The lead's reason")
    outcome = team.autosave(actions=(replace(row, how="The team's way"), Action("Also", key="e" * 32)))
    assert outcome.merged.brought == {REASON}
    assert stored(council, plan) == Text(
        "The lead's reason", (replace(row, how="The team's way"), Action("Also", key="e" * 32))
    )
    assert lead.autosave().merged.shown == stored(council, plan)


def test_two_people_in_the_same_field_both_keep_their_words(council: Council, plan: int) -> None:
    lead, team = Form(council.lead, plan), Form(council.performance, plan)
    lead.autosave(reason="The lead's")
    outcome = team.autosave(reason="The team's", actions=())
    assert outcome.merged.conflicts == (REASON,)
    assert (stored(council, plan).reason, stored(council, plan).actions) == ("The lead's", ())
    theirs = theirs_of(council.performance, plan, outcome.merged)[REASON]
    assert (theirs.by, theirs.at, theirs.text) == ("Ann Lee", NINE, "The lead's")
    with moment(NINE + MINUTE):
        save_draft(who=council.performance, plan_id=plan, draft=team.draft())
    assert stored(council, plan).reason == "The team's"
    assert [reason for *_, reason in versions(plan)] == ["The lead's", "The team's"]


def test_words_are_told_apart_from_other_words_saved_later(council: Council, plan: int) -> None:
    lead, team = Form(council.lead, plan), Form(council.performance, plan)
    lead.autosave(reason="The lead's")
    team.autosave(reason="The team's")
    outcome = team.autosave(actions=(), at=NINE + MINUTE)
    assert theirs_of(council.performance, plan, outcome.merged)[REASON].by == "Ann Lee"


def test_nobody_saves_over_words_that_were_not_shown(council: Council, plan: int) -> None:
    lead, team = Form(council.lead, plan), Form(council.performance, plan)
    lead.autosave(reason="The lead's")
    with pytest.raises(Conflict, match="Nothing of yours was lost"):
        save_draft(who=council.performance, plan_id=plan, draft=team.draft(reason="The team's"))
    assert stored(council, plan).reason == "The lead's"


def test_nobody_submits_words_that_were_not_read(council: Council, plan: int) -> None:
    lead, team = Form(council.lead, plan), Form(council.performance, plan)
    team.autosave(reason="The team's")
    with pytest.raises(Conflict, match="read it, then submit it"):
        submit_plan(who=council.lead, plan_id=plan, draft=lead.draft())
    lead.autosave()
    submit_plan(who=council.lead, plan_id=plan, draft=lead.draft())
    assert show_plan(who=council.lead, plan_id=plan).record.state is PlanState.SUBMITTED


def test_a_form_finds_its_own_words_again_after_a_lost_answer(council: Council, plan: int) -> None:
    form = Form(council.lead, plan)
    Form(council.lead, plan).autosave(reason="Half")  # saved, but the form never heard of it
    sent = marks_of(Text("Half", ()))
    form.opened = replace(form.opened, sent={name: {mark} for name, mark in sent.items()})
    outcome = form.autosave(reason="Half and whole")
    assert (outcome.merged.conflicts, stored(council, plan).reason) == ((), "Half and whole")


def test_who_is_writing_too(council: Council, plan: int) -> None:
    lead, team = Form(council.lead, plan), Form(council.performance, plan)
    with moment(NINE):
        assert look_around(who=council.lead, plan_id=plan, revision=lead.revision).writers == ()
    team.autosave(reason="The team's", at=NINE + MINUTE)
    with moment(NINE + 5 * MINUTE):
        around = look_around(who=council.lead, plan_id=plan, revision=lead.revision)
        assert around.newer
        assert [(writer.name, writer.at) for writer in around.writers] == [("Priya Nair", NINE + MINUTE)]
        assert look_around(who=council.performance, plan_id=plan, revision=team.revision).writers == ()
    with moment(NINE + 12 * MINUTE):
        assert look_around(who=council.lead, plan_id=plan, revision=team.revision).writers == ()


def test_a_plan_handed_on_is_news(council: Council, plan: int) -> None:
    form = Form(council.lead, plan)
    assert not look_around(who=council.lead, plan_id=plan, revision=form.revision).newer
    submit_plan(who=council.lead, plan_id=plan, draft=form.draft())
    assert look_around(who=council.lead, plan_id=plan, revision=form.revision).newer
    with pytest.raises(Conflict, match="submitted"):
        form.autosave(reason="Too late")


@pytest.mark.parametrize("name", ["other_lead", "reader", "director"])
def test_nobody_else_saves_or_looks(council: Council, plan: int, name: str) -> None:
    person = getattr(council, name)
    draft = Draft(2, "Mine now", (complete_action(),), Opened({}))
    with pytest.raises(NotAllowed):
        autosave(who=person, plan_id=plan, draft=draft)
    with pytest.raises(NotAllowed):
        look_around(who=person, plan_id=plan, revision=2)
    with pytest.raises(NotFound):
        look_around(who=person, plan_id=plan + 1, revision=2)
