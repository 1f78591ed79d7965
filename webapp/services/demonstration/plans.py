"""The demonstration's plans: every text is written, submitted, returned and signed through the services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from webapp.domain.actions import Action
from webapp.domain.rights import Who
from webapp.services.demonstration.people import People
from webapp.services.demonstration.plan_texts import PlanText, Step
from webapp.services.demonstration.plans_families import FAMILY_PLANS
from webapp.services.demonstration.plans_others import OTHER_PLANS
from webapp.services.demonstration.story import Event, on
from webapp.services.plans.closing import close_plan
from webapp.services.plans.editing import show_plan
from webapp.services.plans.renewal import begin_new_version, confirm_signed, withdraw_plan
from webapp.services.plans.signing import sign_plan
from webapp.services.plans.starting import start_plan
from webapp.services.plans.writing import Draft, return_plan, save_draft, submit_plan

PLANS = FAMILY_PLANS + OTHER_PLANS
SITE = "http://127.0.0.1:8000"
"""Where the demonstration is usually served: the address that its paper names."""


def plan_events(people: People, ids: Mapping[str, int]) -> Iterator[Event]:
    """Every step in the life of every plan."""
    for text in PLANS:
        life = _Life(text, ids[text.code], people)
        for step in text.steps:
            yield Event(on(*step.at.split()), partial(life.take, people[step.by], step))


@dataclass(slots=True)
class _Life:
    """One plan on its way; it gets its number with the first step."""

    text: PlanText
    indicator_id: int
    people: People
    plan_id: int = field(default=0)

    def take(self, who: Who, step: Step) -> None:
        match step.name:
            case "note":
                save_draft(who=who, plan_id=self._started(who), draft=self._draft(who, whole=False))
            case "save":
                save_draft(who=who, plan_id=self._started(who), draft=self._draft(who))
            case "submit":
                submit_plan(who=who, plan_id=self._started(who), draft=self._draft(who))
            case "return":
                return_plan(who=who, plan_id=self.plan_id, reason=step.reason)
            case "sign":
                mark = show_plan(who=who, plan_id=self.plan_id).content_mark
                sign_plan(who=who, plan_id=self.plan_id, mark=mark, site=SITE)
            case "close":
                close_plan(who=who, plan_id=self.plan_id, what_worked=step.reason)
            case "withdraw":
                withdraw_plan(who=who, plan_id=self.plan_id, reason=step.reason)
            case "no change needed":
                seen = show_plan(who=who, plan_id=self.plan_id).differing_mark
                confirm_signed(who=who, plan_id=self.plan_id, reason=step.reason, seen=seen)
            case "new version":
                begin_new_version(who=who, plan_id=self.plan_id)
            case _:
                raise ValueError(f"There is no step {step.name}.")

    def _started(self, who: Who) -> int:
        """The plan's number; the first one to write starts it."""
        if not self.plan_id:
            self.plan_id = start_plan(who=who, indicator_id=self.indicator_id, period_key=self.text.period)
        return self.plan_id

    def _draft(self, who: Who, *, whole: bool = True) -> Draft:
        """The text as it is saved next: all of it, or its first paragraph, behind what the last plan left to do."""
        shown = show_plan(who=who, plan_id=self._started(who))
        own = {action.what: self._owned(action) for action in self.text.actions}
        taken_over = [action for action in shown.actions if action.what not in own]
        reason = self.text.reason if whole else self.text.reason.split("\n\n")[0]
        return Draft(shown.record.revision, reason, (*taken_over, *(own.values() if whole else ())))

    def _owned(self, action: Action) -> Action:
        """The action with its owner: the person of the council with whose name its Who begins."""
        owners = (person.id for person in self.people.values() if action.who.startswith(person.name))
        return replace(action, owner_id=next(owners, None))
