"""The second look at a file, indicator by indicator: what would change, what is unusual, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from webapp.domain.control_limits import FEWEST, ControlLimits, control_limits
from webapp.domain.errors import Refusal
from webapp.domain.figure_warnings import (
    WarningKind,
    actual_warnings,
    denominator_warning,
    target_warning,
)
from webapp.domain.frequency import Frequency
from webapp.domain.numbers import plain
from webapp.domain.periods import Period
from webapp.domain.requirements import ForAmber
from webapp.readers.figures.model import Fault
from webapp.services.uploads.effects import Facts as FiguresThen
from webapp.services.uploads.effects import effects, target_of
from webapp.services.uploads.facts import Facts, KnownIndicator
from webapp.services.uploads.history import History
from webapp.services.uploads.locating import Values, place_of
from webapp.services.uploads.sorting import Sorted
from webapp.services.uploads.staging import NOTE, WARNING, Staging
from webapp.services.uploads.wanted import (
    ACTUAL,
    TARGET,
    ActualValues,
    Missing,
    TargetValues,
    missing_sentence,
    reason_of,
    wanted_actual,
    wanted_target,
)

UNCHANGED, CHANGED, NEW = "unchanged", "changed", "new"


class Comparer:
    """Compares the rows of one indicator after the other with what is stored, and stages what it finds."""

    def __init__(
        self,
        facts: Facts,
        staging: Staging,
        *,
        periods: Mapping[int, Period],
        headings: Sequence[Mapping[str, str]],
    ) -> None:
        self._facts = facts
        self._staging = staging
        self._headings = headings
        self._periods = dict(periods)
        self._periods.update({place_of(opened.period): opened.period for opened in facts.periods.values()})
        self._places = {period.key: place for place, period in self._periods.items()}
        self._newest: dict[Frequency, int] = {}
        ended = [opened.period for opened in facts.periods.values() if opened.period.end < facts.today]
        for period in (*periods.values(), *ended):
            place = self._places[period.key]
            self._newest[period.frequency] = max(place, self._newest.get(period.frequency, 0))
        self.steps = {NEW: 0, CHANGED: 0, UNCHANGED: 0}
        self.restated = 0
        self.changed_periods: dict[str, Period] = {}

    def take(self, indicator: KnownIndicator, rows: Sequence[Sorted], history: History) -> None:
        """Every row of one indicator, in the order of its periods."""
        one = _OneIndicator(self, indicator, history)
        for place, of_period in groupby(rows, key=lambda row: row.period):
            row, *others = of_period
            values = Values._make(row.values)
            for other in others:
                more = Values._make(other.values)
                merged = values.with_other(more) if other.line == row.line else None
                if merged is None:
                    self._twice(indicator, place, row.line, other.line, more)
                else:
                    values = merged
            one.take(row.line, place, values)
        one.finish()

    def _twice(self, indicator: KnownIndicator, place: int, first: int, line: int, values: Values) -> None:
        period = self._periods[place]
        where = f"Lines {first} and {line} are both" if first != line else f"Two columns of line {line} are"
        sentence = f"{where} {indicator.facts.code} for {period.label}: keep one of them."
        self._staging.fault(
            Fault(line, self._headings[values.headings].get("period", "period"), values.period, sentence)
        )


class _OneIndicator:
    """The figures of one indicator: those stored, and those of the file laid over them."""

    def __init__(self, comparer: Comparer, indicator: KnownIndicator, history: History) -> None:
        self._all = comparer
        self._indicator = indicator
        self._history = history
        self._actuals = dict(history.actuals)
        self._targets = dict(history.targets)
        self._changed: dict[str, list[tuple[int, Period, Values, Any, Any]]] = {ACTUAL: [], TARGET: []}

    def take(self, line: int, place: int, values: Values) -> None:
        """One row: its actual and its target."""
        period, history = self._all._periods[place], self._history
        key = period.key
        actual = wanted_actual(values, history.actuals.get(key))
        if actual is not None:
            self._figure(
                ACTUAL, line, period, values, history.actuals.get(key), actual, history.actual_uploads.get(key)
            )
        target = wanted_target(values, history.targets.get(key))
        if target is not None:
            self._figure(
                TARGET, line, period, values, history.targets.get(key), target, history.target_uploads.get(key)
            )

    def finish(self) -> None:
        """Once every row is known: warnings and effects."""
        changed = self._changed
        if not changed[ACTUAL] and not changed[TARGET]:
            return
        self._warn_of_actuals()
        for line, period, values, before, after in changed[TARGET]:
            if before is not None and not before.unconfirmed and before[:3] != after[:3]:
                told = target_warning(_target_text(before), _target_text(after))
                self._warn(told, line, period, values, TARGET, _target_text(after))
        facts, rules = self._indicator.facts, self._all._facts
        before, after = (
            FiguresThen(facts, actuals, targets, self._period_of)
            for actuals, targets in (
                (self._history.actuals, self._history.targets),
                (self._actuals, self._targets),
            )
        )
        for effect in effects(before, after, self._affected(), self._history, rules.policy, rules.calendar):
            self._all._staging.effect(facts.id, effect)

    def _figure(
        self,
        kind: str,
        line: int,
        period: Period,
        values: Values,
        before: Any,
        after: ActualValues | TargetValues | Missing,
        upload_id: int | None,
    ) -> None:
        everything, facts = self._all, self._indicator.facts
        staging = everything._staging
        if isinstance(after, Missing):
            if not after.harmless:
                self._fault(kind, line, values, missing_sentence(after, facts.code, period))
            elif values.comment:
                message = "The comment is left out: no actual of this period is stored that it could stand beside."
                staging.remark(NOTE, "", line, self._heading(values, "comment"), values.comment, message)
            return
        if kind == TARGET and not self._is_target(line, period, values, after):
            return
        if before is None:
            step = NEW
        elif before == after:
            step = UNCHANGED
        else:
            step = CHANGED
        everything.steps[step] += 1
        restated = False
        if step != UNCHANGED:
            opened = everything._facts.periods.get(period.key)
            if opened is not None and opened.locked:
                self._fault("period", line, values, f"{opened.lock_note}: reopen it before its figures change.")
                return
            self._changed[kind].append((line, period, values, before, after))
            everything.changed_periods.setdefault(period.key, period)
            if kind == ACTUAL:
                assert isinstance(after, ActualValues)
                self._actuals[period.key] = after
                restated = step == CHANGED and everything._places[period.key] < everything._newest[period.frequency]
                everything.restated += restated
            else:
                assert isinstance(after, TargetValues)
                self._targets[period.key] = after
        reason = reason_of(values, kind)
        staging.figure(kind, (line, facts.id, period.key, step, restated, reason), before, upload_id, after)

    def _is_target(self, line: int, period: Period, values: Values, after: Any) -> bool:
        """True for one figure or a whole range; else the fault is told."""
        try:
            target_of(period, after)
        except Refusal as refusal:
            column = {"target_lower": "lower", "target_upper": "upper"}.get(refusal.field or "", TARGET)
            self._fault(column, line, values, refusal.sentence)
            return False
        return True

    def _warn_of_actuals(self) -> None:
        facts = self._indicator.facts
        changed = [each for each in self._changed[ACTUAL] if each[4].value is not None]
        if not changed:
            return
        order = sorted(self._actuals, key=self._all._places.__getitem__)
        limits = self._limits({period.key for _, period, *_ in changed})
        earlier: dict[str, str | None] = {}
        last: str | None = None
        for key in order:
            earlier[key] = last
            if self._actuals[key].value is not None:
                last = key
        starts_anew = facts.accumulation == "cumulative"
        for line, period, values, before, after in changed:
            if before is not None and before.value == after.value and before.denominator == after.denominator:
                continue
            then, now = before.denominator if before else None, after.denominator
            if then is not None and now is not None and then != now:
                self._warn(denominator_warning(then, now), line, period, values, "denominator", str(now))
            last_key = None if starts_anew else earlier[period.key]
            found = actual_warnings(
                after.value,
                facts.measure,
                earlier=self._actuals[last_key].value if last_key else None,
                when=self._period_of(last_key).label if last_key else "",
                limits=limits,
            )
            for told in found:
                self._warn(told, line, period, values, ACTUAL, values.actual)

    def _limits(self, changed: set[str]) -> ControlLimits | None:
        """The limits that the stored figures of other periods give; a year-to-date figure has none."""
        stored = self._history.actuals
        if len(stored) < FEWEST or self._indicator.facts.accumulation == "cumulative":
            return None
        calendar = self._all._facts.calendar
        values: list[Decimal | None] = []
        expected: str | None = None
        for key in sorted((key for key in stored if key not in changed), key=self._all._places.__getitem__):
            if expected is not None and key != expected:
                values.append(None)
            values.append(stored[key].value)
            expected = calendar.next(self._period_of(key)).key
        return control_limits(values)

    def _affected(self) -> list[Period]:
        """The periods whose status or plan may be another: those of changed figures, and those within the period of
        a changed target."""
        facts, rules = self._indicator.facts, self._all._facts
        found = {period.key: period for _, period, *_ in self._changed[ACTUAL]}
        if rules.policy.for_amber is ForAmber.WORSENING:
            following = [rules.calendar.next(period) for period in found.values()]
            found.update({period.key: period for period in following if period.key in self._actuals})
        for _, period, *_ in self._changed[TARGET]:
            if period.frequency is facts.frequency:
                found.setdefault(period.key, period)
            else:
                inside = (each for each in map(self._period_of, self._actuals) if period.contains(each))
                found.update({each.key: each for each in inside})
        return sorted(found.values(), key=lambda period: period.start)

    def _period_of(self, key: str) -> Period:
        return self._all._periods[self._all._places[key]]

    def _heading(self, values: Values, column: str) -> str:
        return self._all._headings[values.headings].get(column, column)

    def _fault(self, column: str, line: int, values: Values, sentence: str) -> None:
        written = {"period": values.period, ACTUAL: values.actual, TARGET: values.target}
        self._all._staging.fault(Fault(line, self._heading(values, column), written.get(column, ""), sentence))

    def _warn(
        self, told: tuple[WarningKind, str], line: int, period: Period, values: Values, column: str, value: str | None
    ) -> None:
        kind, sentence = told
        where = f"{self._indicator.facts.code}, {period.label}: {sentence}"
        self._all._staging.remark(WARNING, kind.value, line, self._heading(values, column), value, where)


def _target_text(values: TargetValues) -> str:
    if values.value is not None:
        return plain(values.value)
    assert values.lower is not None
    assert values.upper is not None
    return f"{plain(values.lower)} to {plain(values.upper)}"
