"""Who is reminded of what: facts about plans and actions in, with the day; one person's reminders out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from webapp.domain.deadlines import deadline_words, is_due_soon, is_overdue, near_words
from webapp.domain.formats import long_date
from webapp.domain.plans import PlanState
from webapp.domain.promises import Promise, PromiseState

MOST_TRIES = 3
"""How often one digest may be offered to a mail server that refuses it, all on its own day."""

LONGEST_QUOTE = 200
"""Characters of a text of somebody's that stand in a reminder."""


class Kind(StrEnum):
    """What a reminder is about, the most urgent first."""

    PLAN_OVERDUE = "plan overdue"
    ACTION_OVERDUE = "action overdue"
    FINAL_OVERDUE = "final figure overdue"
    PLAN_RETURNED = "plan returned"
    WAITING = "waiting for signature"
    PLAN_DUE = "plan due"
    ACTION_DUE = "action due"
    FINAL_DUE = "final figure due"
    PLAN_REQUIRED = "plan required"
    OUTCOME_UNKNOWN = "outcome unknown"


class DigestState(StrEnum):
    """What became of one person's digest of one day; an unknown one is never sent again."""

    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    LOOKED_AT = "looked at"


CHOOSABLE = tuple(kind for kind in Kind if kind is not Kind.OUTCOME_UNKNOWN)
"""The kinds that a person may turn off; the other is for the performance team alone."""

_URGENCY = {kind: rank for rank, kind in enumerate(Kind)}
_COUNTED = {
    Kind.PLAN_OVERDUE: ("plan overdue", "plans overdue"),
    Kind.ACTION_OVERDUE: ("action overdue", "actions overdue"),
    Kind.FINAL_OVERDUE: ("final figure overdue", "final figures overdue"),
    Kind.PLAN_RETURNED: ("plan returned to you", "plans returned to you"),
    Kind.WAITING: ("plan waiting for your signature", "plans waiting for your signature"),
    Kind.PLAN_DUE: ("plan due soon", "plans due soon"),
    Kind.ACTION_DUE: ("action due soon", "actions due soon"),
    Kind.FINAL_DUE: ("final figure due soon", "final figures due soon"),
    Kind.PLAN_REQUIRED: ("plan required", "plans required"),
    Kind.OUTCOME_UNKNOWN: ("message to look into", "messages to look into"),
}


def may_try(state: DigestState, tries: int) -> bool:
    """True where nothing of it was accepted for certain, and it was not tried too often."""
    return state is DigestState.REFUSED and tries < MOST_TRIES


@dataclass(frozen=True, slots=True)
class PlanFact:
    """A plan that waits for somebody: required (nothing written), in draft, or submitted.

    ``due`` is None where the figure needs no plan any more, or where an earlier page of the plan stands already.
    ``signer_ids`` are those who may sign it today. ``changed_at``: the newest change of what is said here.
    """

    name: str  # "CS01 Rate of children in need, October 2014"
    indicator_id: int
    period_key: str
    plan_id: int | None
    state: PlanState
    due: date | None
    lead_id: int | None
    returned_reason: str = ""
    submitted_on: date | None = None
    signer_ids: Collection[int] = ()
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ActionFact:
    """An action of a signed plan that is neither done nor dropped."""

    key: str
    name: str  # "CS01 Rate of children in need, October 2014: close finished cases"
    indicator_id: int
    plan_id: int
    due: date
    responsible_id: int | None
    due_soon: bool
    overdue: bool
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A provisional or estimated figure, and the day on which its final one is due."""

    name: str  # "CS01 Rate of children in need, October 2014"
    indicator_id: int
    period_key: str
    promise: Promise
    due: date
    lead_id: int | None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line of a person's digest; ``day`` sorts it among those of its kind, the earliest first.

    ``count``: how many things it stands for.
    """

    kind: Kind
    name: str
    words: str
    day: date
    indicator_id: int | None = None
    plan_id: int | None = None
    action_key: str = ""
    period_key: str = ""  # of the figure that it is about
    count: int = 1

    def __str__(self) -> str:
        return f"{self.name}: {self.words}" if self.words else self.name


def reminders_for(
    person_id: int,
    *,
    plans: Iterable[PlanFact],
    actions: Iterable[ActionFact],
    figures: Iterable[FigureFact] = (),
    off: Collection[Kind],
    today: date,
    in_team: bool = False,
) -> tuple[Reminder, ...]:
    """What this person is reminded of on that day, the most urgent first; ``off`` is what they have turned off.

    A plan, an action or a figure is named once, under the most urgent of its kinds that is not turned off. The
    performance team (``in_team``) is told how many final figures are overdue in all.
    """
    promised = tuple(figures)
    found = [
        reminder
        for told in (*(_of_plan(plan, person_id, today) for plan in plans),
                     *(_of_action(action, person_id, today) for action in actions),
                     *(_of_figure(figure, person_id, today) for figure in promised),
                     *([_overdue_in_all(promised, today)] if in_team else ()))
        if (reminder := next((each for each in told if each.kind not in off), None))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda reminder: (_URGENCY[reminder.kind], reminder.day, reminder.name)))


def unknown_outcomes(count: int, today: date) -> Reminder:
    """The line that tells the performance team of digests of which nobody knows whether they arrived."""
    name = "1 reminder has" if count == 1 else f"{count} reminders have"
    return Reminder(Kind.OUTCOME_UNKNOWN, f"{name} an unknown outcome", "look into it and say so", today)


def counts_in_words(reminders: Sequence[Reminder]) -> str:
    """ "2 plans overdue, 1 action due soon", the most urgent first."""
    counts: Counter[Kind] = Counter()
    for reminder in reminders:
        counts[reminder.kind] += reminder.count
    return ", ".join(f"{counts[kind]} {_COUNTED[kind][counts[kind] != 1]}" for kind in Kind if counts[kind])


def quote(text: str) -> str:
    """A text of somebody's on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1].rstrip()}…"


def _of_plan(plan: PlanFact, person_id: int, today: date) -> Iterator[Reminder]:
    """Every reminder of this plan that is this person's business, the most urgent first."""

    def reminder(kind: Kind, words: str, day: date | None) -> Reminder:
        return Reminder(kind, plan.name, words, day or today, plan.indicator_id, plan.plan_id)

    if plan.state is PlanState.SUBMITTED:
        if person_id in plan.signer_ids:
            since = f"submitted on {long_date(plan.submitted_on)}" if plan.submitted_on else "submitted"
            yield reminder(Kind.WAITING, since, plan.submitted_on)
        return
    if person_id != plan.lead_id:
        return
    due, returned = plan.due, plan.returned_reason and f"returned: “{quote(plan.returned_reason)}”"

    def words(deadline: str) -> str:
        return "; ".join(part for part in (deadline, returned) if part)

    if due and is_overdue(due, today):
        yield reminder(Kind.PLAN_OVERDUE, words(deadline_words(due, today)), due)
    if returned:
        yield reminder(Kind.PLAN_RETURNED, words(deadline_words(due, today) if due else ""), due)
    if due and is_due_soon(due, today):
        yield reminder(Kind.PLAN_DUE, words(near_words(due, today)), due)
    elif due and due > today and plan.state is PlanState.REQUIRED:
        yield reminder(Kind.PLAN_REQUIRED, near_words(due, today), due)


def _of_action(action: ActionFact, person_id: int, today: date) -> Iterator[Reminder]:
    if person_id != action.responsible_id or not (action.overdue or action.due_soon):
        return
    kind = Kind.ACTION_OVERDUE if action.overdue else Kind.ACTION_DUE
    words = near_words(action.due, today)
    yield Reminder(kind, action.name, words, action.due, action.indicator_id, action.plan_id, action.key)


def _of_figure(figure: FigureFact, person_id: int, today: date) -> Iterator[Reminder]:
    state = figure.promise.state(today)
    kind = {PromiseState.OVERDUE: Kind.FINAL_OVERDUE, PromiseState.DUE_SOON: Kind.FINAL_DUE}.get(state)
    if kind and person_id == figure.lead_id:
        words = f"{figure.promise.quality} so far, {figure.promise.words(today)}"
        yield Reminder(kind, figure.name, words, figure.due, figure.indicator_id, period_key=figure.period_key)


def _overdue_in_all(figures: Iterable[FigureFact], today: date) -> Iterator[Reminder]:
    count = sum(figure.promise.state(today) is PromiseState.OVERDUE for figure in figures)
    if count:
        name = "1 final figure of the council is" if count == 1 else f"{count} final figures of the council are"
        yield Reminder(Kind.FINAL_OVERDUE, f"{name} overdue", "ask for them, or agree another day", today, count=count)
