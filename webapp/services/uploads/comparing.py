"""The second look at a file, indicator by indicator: what would change, what is unusual, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from webapp.domain.errors import Refusal
from webapp.domain.periods import Period
from webapp.domain.rag_rules import looks_back
from webapp.domain.requirements import ForAmber
from webapp.services.uploads.effects import Facts as FiguresThen
from webapp.services.uploads.effects import effects, target_of
from webapp.services.uploads.facts import KnownIndicator
from webapp.services.uploads.ground import CHANGED, NEW, UNCHANGED, Changed, Ground
from webapp.services.uploads.history import History
from webapp.services.uploads.locating import Values
from webapp.services.uploads.second_looks import look_at_actuals, look_at_targets
from webapp.services.uploads.sorting import Sorted
from webapp.services.uploads.staging import NOTE
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


def compare(ground: Ground, indicator: KnownIndicator, rows: Sequence[Sorted], history: History) -> None:
    """Compare every row of one indicator, in the order of its periods, with what is stored, and stage what is found."""
    one = _OneIndicator(ground, indicator, history)
    for place, of_period in groupby(rows, key=lambda row: row.period):
        row, *others = of_period
        values = Values._make(row.values)
        for other in others:
            more = Values._make(other.values)
            merged = values.with_other(more) if other.line == row.line else None
            if merged is None:
                one.twice(place, row.line, other.line, more)
            else:
                values = merged
        one.take(row.line, place, values)
    one.finish()


class _OneIndicator:
    """The figures of one indicator: those stored, and those of the file laid over them."""

    def __init__(self, ground: Ground, indicator: KnownIndicator, history: History) -> None:
        self._ground = ground
        self._indicator = indicator
        self._history = history
        self._actuals = dict(history.actuals)
        self._targets = dict(history.targets)
        self._changed: dict[str, list[Changed]] = {ACTUAL: [], TARGET: []}
        self._waiting: list[tuple[str, tuple[int, int, str, str, bool, str], Any, int | None, Any]] = []

    def take(self, line: int, place: int, values: Values) -> None:
        """One row: its actual and its target."""
        period, history = self._ground.periods[place], self._history
        key = period.key
        stored = history.actuals.get(key)
        actual = wanted_actual(values, stored)
        if actual is not None:
            self._figure(ACTUAL, Changed(line, period, values, stored, actual), history.actual_uploads.get(key))
        had = history.targets.get(key)
        target = wanted_target(values, had)
        if target is not None:
            self._figure(TARGET, Changed(line, period, values, had, target), history.target_uploads.get(key))

    def twice(self, place: int, first: int, line: int, values: Values) -> None:
        """Two rows, or two columns of a row, are about the same figure: a fault, as nobody knows which is meant."""
        where = f"Lines {first} and {line} are both" if first != line else f"Two columns of line {line} are"
        label = self._ground.periods[place].label
        sentence = f"{where} {self._indicator.facts.code} for {label}: keep one of them."
        self._ground.fault("period", line, values, sentence)

    def finish(self) -> None:
        """Once every row is known: the figures with their statuses, warnings and effects."""
        ground, history, facts = self._ground, self._history, self._indicator.facts
        after = FiguresThen(facts, self._actuals, self._targets, ground.period_of, history.statuses)
        self._stage(after)
        if not self._changed[ACTUAL] and not self._changed[TARGET]:
            return
        look_at_actuals(ground, self._indicator, self._changed[ACTUAL], stored=history.actuals, actuals=self._actuals)
        look_at_targets(ground, self._indicator, self._changed[TARGET])
        before = FiguresThen(facts, history.actuals, history.targets, ground.period_of, history.statuses)
        rules, carried = ground.facts, {each.period.key for each in self._changed[ACTUAL]}
        for effect in effects(before, after, self._affected(), history, rules.policy, rules.calendar):
            ground.staging.effect(facts.id, effect)
            ground.flips_alone += effect.before is not effect.after and effect.period_key not in carried

    def _stage(self, after: FiguresThen) -> None:
        """Every figure, an actual that is new or changes with the status it will have."""
        rules, periods = self._ground.facts, self._ground
        for kind, about, before, upload_id, values in self._waiting:
            key, step, status = about[2], about[3], None
            if kind == ACTUAL and step != UNCHANGED:
                status = after.standing(periods.period_of(key), rules.policy, rules.calendar)[0].value
            periods.staging.figure(kind, (*about, status), before, upload_id, values)

    def _figure(self, kind: str, figure: Changed, upload_id: int | None) -> None:
        ground, facts = self._ground, self._indicator.facts
        line, period, values, before, after = figure
        if isinstance(after, Missing):
            self._nothing_there(kind, figure, after)
            return
        if kind == TARGET and not self._is_target(figure):
            return
        step = NEW if before is None else UNCHANGED if before == after else CHANGED
        ground.steps[step] += 1
        restated = False
        if step != UNCHANGED:
            opened = ground.facts.periods.get(period.key)
            if opened is not None and opened.locked:
                ground.fault("period", line, values, f"{opened.lock_note}: reopen it before its figures change.")
                return
            self._lay_over(kind, period.key, after)
            self._changed[kind].append(figure)
            ground.changed_periods.setdefault(period.key, period)
            restated = kind == ACTUAL and step == CHANGED and ground.is_past(period)
            ground.restated += restated
        reason = reason_of(values, kind)
        about = (line, facts.id, period.key, step, restated, reason)
        self._waiting.append((kind, about, before, upload_id, after))

    def _lay_over(self, kind: str, key: str, after: Any) -> None:
        if kind == ACTUAL:
            assert isinstance(after, ActualValues)
            self._actuals[key] = after
        else:
            assert isinstance(after, TargetValues)
            self._targets[key] = after

    def _nothing_there(self, kind: str, figure: Changed, missing: Missing) -> None:
        """The row says something about a figure that is not stored."""
        line, period, values, *_ = figure
        if not missing.harmless:
            sentence = missing_sentence(missing, self._indicator.facts.code, period)
            self._ground.fault(kind, line, values, sentence)
        elif values.comment:
            message = "The comment is left out: no actual of this period is stored that it could stand beside."
            heading = self._ground.heading(values, "comment")
            self._ground.staging.remark(NOTE, "", line, heading, values.comment, message)

    def _is_target(self, figure: Changed) -> bool:
        """True for one figure or a whole range; else the fault is told."""
        try:
            target_of(figure.period, figure.after)
        except Refusal as refusal:
            self._ground.fault(refusal.field or TARGET, figure.line, figure.values, refusal.sentence)
            return False
        return True

    def _affected(self) -> list[Period]:
        """The periods whose status or plan may be another: those of changed figures, and those within the period of
        a changed target."""
        facts, rules = self._indicator.facts, self._ground.facts
        found = {each.period.key: each.period for each in self._changed[ACTUAL]}
        if facts.rules.named is not None:
            a_year_on = [rules.calendar.year_after(period) for period in found.values()]
            looking = (each for each in a_year_on if each.key in self._actuals and looks_back(facts.rule_at(each)))
            found.update({period.key: period for period in looking})
        if rules.policy.for_amber is ForAmber.WORSENING:
            following = [rules.calendar.next(period) for period in found.values()]
            found.update({period.key: period for period in following if period.key in self._actuals})
        for each in self._changed[TARGET]:
            if each.period.frequency is facts.frequency:
                found.setdefault(each.period.key, each.period)
            else:
                inside = (
                    period for period in map(self._ground.period_of, self._actuals) if each.period.contains(period)
                )
                found.update({period.key: period for period in inside})
        return sorted(found.values(), key=lambda period: period.start)
