"""What a changed rule would do, before it is saved: colours, plans and signed pages, indicator by indicator.

The same comparison is asked as for an upload of definitions, over the period that ended last and the four before it,
and over the periods of every plan.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import select

from webapp.domain.indicators import IndicatorFacts
from webapp.domain.periods import Calendar, Frequency, Period
from webapp.domain.plans import PlanState, SealState
from webapp.domain.rag import Status
from webapp.domain.requirements import NOT_REQUIRED, REQUIRED_AGAIN
from webapp.models import PeriodRow, Plan
from webapp.services.clock import today
from webapp.services.indicators.fact_rows import PERIOD_COLUMNS, period_of
from webapp.services.periods.opened import opened_by_key
from webapp.services.settings import council_settings
from webapp.services.store import read
from webapp.services.uploads.effects import CURRENT_AGAIN, REQUIRED, Effect, effects
from webapp.services.uploads.effects import Facts as Figures
from webapp.services.uploads.history import History, load_histories

EARLIER = 4
"""Periods before the one that ended last."""
AT_ONCE = 200
"""Indicators whose figures are in memory at once."""
Pair = tuple[IndicatorFacts, IndicatorFacts]
"""An indicator as it is judged now, and as it would be."""


@dataclass(frozen=True, slots=True)
class Flip:
    """How many figures go from one status to another: of the period that ended last, and of the four before it."""

    before: Status
    after: Status
    last: int
    earlier: int


@dataclass(frozen=True, slots=True)
class FlipLine:
    """What happens to one indicator at one period."""

    indicator_id: int
    code: str
    title: str
    period: str
    before: Status
    after: Status
    plan_id: int | None
    plan: str  # "required", "no longer required", …; "" where nothing happens to it


@dataclass(frozen=True, slots=True)
class Consequences:
    """Everything that a changed rule would do; ``mark`` differs as soon as any of it does."""

    indicators: int
    recoloured: int
    flips: tuple[Flip, ...]
    open_plans: int
    newly_required: int
    out_of_date: int
    current_again: int
    lines: tuple[FlipLine, ...]
    mark: str

    @property
    def is_empty(self) -> bool:
        """True where no colour, plan or signed page changes."""
        return not self.lines


def consequences(pairs: Sequence[Pair]) -> Consequences:
    """What happens once these indicators are judged otherwise; nothing is changed."""
    year, day = council_settings().calendar, today()
    windows = {frequency: last_periods(frequency, year, day) for frequency in Frequency}
    found = list(_effects(pairs, windows))
    shown = [(facts, period, effect) for facts, period, effect in found if _matters(effect, period, windows)]
    flips = [each for each in shown if each[2].before is not each[2].after and each[1] in windows[each[1].frequency]]
    plans = Counter(effect.plan for _, _, effect in shown if effect.plan_id is not None and effect.plan)
    lines = tuple(_line(facts, period, effect) for facts, period, effect in shown)
    return Consequences(
        indicators=len(pairs),
        recoloured=len({facts.id for facts, _, _ in flips}),
        flips=_counted(flips, windows),
        open_plans=plans[NOT_REQUIRED] + plans[REQUIRED_AGAIN],
        newly_required=sum(1 for _, _, effect in shown if effect.plan == REQUIRED and effect.plan_id is None),
        out_of_date=sum(1 for _, _, effect in shown if effect.seal == SealState.OUT_OF_DATE),
        current_again=sum(1 for _, _, effect in shown if effect.seal == CURRENT_AGAIN),
        lines=lines,
        mark=hashlib.sha256(repr(lines).encode()).hexdigest()[:16],
    )


def last_periods(frequency: Frequency, year: Calendar, day: date) -> tuple[Period, ...]:
    """The period of that frequency that ended last, and the four before it, newest first."""
    period = year.of(frequency, day)
    if period.end >= day:
        period = year.previous(period)
    found = [period]
    while len(found) <= EARLIER:
        found.append(year.previous(found[-1]))
    return tuple(found)


def _effects(
    pairs: Sequence[Pair], windows: dict[Frequency, tuple[Period, ...]]
) -> Iterator[tuple[IndicatorFacts, Period, Effect]]:
    council = council_settings()
    periods = {opened.id: opened.period for opened in opened_by_key().values()}
    of_key = cache(council.calendar.from_key)
    for start in range(0, len(pairs), AT_ONCE):
        some = pairs[start : start + AT_ONCE]
        planned = _planned_periods([was.id for was, _ in some])
        first = [period.start for was, _ in some for period in (*windows[was.frequency], *planned.get(was.id, ()))]
        since = min(council.calendar.year_before(council.calendar.of(Frequency.YEAR, day)).start for day in first)
        histories = load_histories([was.id for was, _ in some], periods, since=since)
        for was, will in some:
            history = histories[was.id]
            before, after = (
                Figures(each, history.actuals, history.targets, of_key, history.statuses) for each in (was, will)
            )
            asked = _asked(history, windows[was.frequency], planned.get(was.id, ()))
            for effect in effects(before, after, asked, history, council.policy, council.calendar):
                yield was, of_key(effect.period_key), effect


def _asked(history: History, window: Iterable[Period], planned: Iterable[Period]) -> list[Period]:
    """The periods to compare: those of the window that have a figure, and those of plans."""
    return [period for period in window if period.key in history.actuals] + list(planned)


def _planned_periods(indicator_ids: Collection[int]) -> dict[int, list[Period]]:
    """The periods of plans that are open or signed, by indicator."""
    query = (
        select(Plan.indicator_id, *PERIOD_COLUMNS)
        .join_from(Plan, PeriodRow, PeriodRow.id == Plan.period_id)
        .where(Plan.indicator_id.in_(indicator_ids), Plan.state.not_in((PlanState.CLOSED, PlanState.WITHDRAWN)))
    )
    found: dict[int, list[Period]] = {}
    for row in read(query):
        found.setdefault(row.indicator_id, []).append(period_of(row))
    return found


def _matters(effect: Effect, period: Period, windows: dict[Frequency, tuple[Period, ...]]) -> bool:
    """Colours count in the window; what happens to a plan or a signed page, anywhere."""
    return bool(effect.plan or effect.seal) or period in windows[period.frequency]


def _counted(
    flips: Iterable[tuple[IndicatorFacts, Period, Effect]], windows: dict[Frequency, tuple[Period, ...]]
) -> tuple[Flip, ...]:
    counts = Counter(
        (effect.before, effect.after, period == windows[period.frequency][0]) for _, period, effect in flips
    )
    ways = sorted(
        {(before, after) for before, after, _ in counts}, key=lambda way: [list(Status).index(s) for s in way]
    )
    return tuple(Flip(*way, counts[*way, True], counts[*way, False]) for way in ways)


_PLAN_WORDS = {
    NOT_REQUIRED: "No longer required",
    REQUIRED_AGAIN: "Required again",
    REQUIRED: "A plan would be required",
}
_SEAL_WORDS = {
    str(SealState.OUT_OF_DATE): "Signed page would be out of date",
    CURRENT_AGAIN: "Signed page current again",
}


def _line(facts: IndicatorFacts, period: Period, effect: Effect) -> FlipLine:
    plan = _PLAN_WORDS.get(effect.plan, "")
    if effect.plan == NOT_REQUIRED and effect.plan_id is None:
        plan = "No plan would be required"
    words = "; ".join(each for each in (plan, _SEAL_WORDS.get(effect.seal, "")) if each)
    return FlipLine(facts.id, facts.code, facts.title, period.label, effect.before, effect.after, effect.plan_id, words)
