"""One person's due days as a calendar: plans to write or to sign, actions to carry out, and final figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from webapp.domain.plans import PlanState
from webapp.domain.reminders import ActionFact, FigureFact, PlanFact
from webapp.outgoing.calendar_feed import Entry, draw_calendar
from webapp.services.reminders.calendar_links import calendar_holder
from webapp.services.reminders.facts import action_facts, figure_facts, plan_facts
from webapp.services.settings import council_settings

NAME = "Back to Green: due days"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""For data that was there before changes were recorded."""

LinkOf = Callable[[PlanFact | ActionFact | FigureFact], str]
"""The address of the page on which to act on it."""


def calendar_feed(*, token: str, link_of: LinkOf) -> bytes:
    """The calendar at a secret address; raises NotFound for an unknown one."""
    person_id = calendar_holder(token)
    entries = (*_plans(person_id, link_of), *_actions(person_id, link_of), *_figures(person_id, link_of))
    name = f"{NAME} ({council_settings().council_name})"
    return draw_calendar(name, sorted(entries, key=lambda entry: (entry.day, entry.uid)))


def _plans(person_id: int, link_of: LinkOf) -> Iterator[Entry]:
    for plan in plan_facts():
        words = _words(plan, person_id)
        if words and plan.due:
            yield Entry(
                uid=f"plan-{plan.indicator_id}-{plan.period_key}@back-to-green",
                day=plan.due,
                summary=f"{words}: {plan.name}",
                changed_at=plan.changed_at or LONG_AGO,
                url=link_of(plan),
            )


def _words(plan: PlanFact, person_id: int) -> str:
    """What this person has to do about it; "" for nothing."""
    if plan.state is PlanState.SUBMITTED:
        return "Plan waits for your signature" if person_id in plan.signer_ids else ""
    return "Plan due" if person_id == plan.lead_id else ""


def _actions(person_id: int, link_of: LinkOf) -> Iterator[Entry]:
    for action in action_facts():
        if action.responsible_id == person_id:
            yield _action(action, link_of(action))


def _action(action: ActionFact, url: str) -> Entry:
    return Entry(
        uid=f"action-{action.key}@back-to-green",
        day=action.due,
        summary=f"Action due: {action.name}",
        changed_at=action.changed_at or LONG_AGO,
        url=url,
    )


def _figures(person_id: int, link_of: LinkOf) -> Iterator[Entry]:
    for figure in figure_facts():
        if figure.lead_id == person_id:
            yield Entry(
                uid=f"final-{figure.indicator_id}-{figure.period_key}@back-to-green",
                day=figure.due,
                summary=f"Final figure due: {figure.name}",
                changed_at=figure.changed_at or LONG_AGO,
                url=link_of(figure),
            )
