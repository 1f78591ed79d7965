"""A plan whose lead saves, submits and goes back, one minute after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.builders import submit
from tests.integration.council import Council
from webapp.domain.actions import Action
from webapp.services.clock import moment
from webapp.services.plans.editing import show_plan
from webapp.services.plans.signing import sign_plan
from webapp.services.plans.versions import restore_version
from webapp.services.plans.writing import Draft, return_plan, save_draft

NINE = datetime(2014, 11, 14, 9, 0, tzinfo=UTC)


class SavedPlan:
    """A plan of the council's lead; call it inside an application context."""

    def __init__(self, council: Council) -> None:
        self.council, self.minute = council, 0
        with moment(NINE):
            self.id = council.plan()

    def at(self) -> datetime:
        self.minute += 1
        return NINE + timedelta(minutes=self.minute)

    def save(self, reason: str, *actions: Action) -> int:
        with moment(self.at()):
            draft = Draft(self.revision(), reason, actions)
            return save_draft(who=self.council.lead, plan_id=self.id, draft=draft)

    def submit(self) -> None:
        with moment(self.at()):
            submit(self.id, who=self.council.lead)

    def give_back(self) -> None:
        with moment(self.at()):
            return_plan(who=self.council.director, plan_id=self.id, reason="Say more")

    def sign(self) -> None:
        with moment(self.at()):
            mark = show_plan(who=self.council.director, plan_id=self.id).content_mark
            sign_plan(who=self.council.director, plan_id=self.id, mark=mark)

    def restore(self, number: int) -> int:
        with moment(self.at()):
            return restore_version(who=self.council.lead, plan_id=self.id, number=number, revision=self.revision())

    def revision(self) -> int:
        return show_plan(who=self.council.lead, plan_id=self.id).record.revision

    def reason(self) -> str:
        return show_plan(who=self.council.lead, plan_id=self.id).record.reason_source

    def actions(self) -> tuple[Action, ...]:
        return show_plan(who=self.council.lead, plan_id=self.id).actions
