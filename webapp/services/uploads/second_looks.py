"""Warnings about the figures of one indicator, once everything that the file says of it is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from webapp.domain.control_limits import FEWEST, ControlLimits, control_limits
from webapp.domain.figure_warnings import actual_warnings, denominator_warning, target_warning
from webapp.domain.numbers import plain
from webapp.services.uploads.facts import KnownIndicator
from webapp.services.uploads.ground import Changed, Ground
from webapp.services.uploads.wanted import ACTUAL, TARGET, ActualValues, TargetValues


def look_at_targets(ground: Ground, indicator: KnownIndicator, changed: Iterable[Changed]) -> None:
    """Warn of every target that somebody had set and that becomes another."""
    for each in changed:
        before, after = each.before, each.after
        if before is not None and not before.unconfirmed and before[:3] != after[:3]:
            told = target_warning(_text(before), _text(after))
            ground.warn(told, indicator, each, TARGET, _text(after))


def look_at_actuals(
    ground: Ground,
    indicator: KnownIndicator,
    changed: Iterable[Changed],
    *,
    stored: Mapping[str, ActualValues],
    actuals: Mapping[str, ActualValues],
) -> None:
    """Warn of what is unusual beside the figures ``stored`` before, and beside the ``actuals`` as they will be.

    A year-to-date figure begins anew every year, so only its sign, size and denominator are looked at.
    """
    changed = [each for each in changed if each.after.value is not None]
    if not changed:
        return
    starts_anew = indicator.facts.accumulation == "cumulative"
    earlier = {} if starts_anew else _earlier(ground, actuals)
    limits = None if starts_anew else _limits(ground, stored, without={each.period.key for each in changed})
    for each in changed:
        before, after = each.before, each.after
        if before is not None and before.value == after.value and before.denominator == after.denominator:
            continue
        then, now = before.denominator if before else None, after.denominator
        if then is not None and now is not None and then != now:
            ground.warn(denominator_warning(then, now), indicator, each, "denominator", str(now))
        last = earlier.get(each.period.key)
        for told in actual_warnings(
            after.value,
            indicator.facts.measure,
            earlier=actuals[last].value if last else None,
            when=ground.period_of(last).label if last else "",
            limits=limits,
        ):
            ground.warn(told, indicator, each, ACTUAL, each.values.actual)


def _earlier(ground: Ground, actuals: Mapping[str, ActualValues]) -> dict[str, str | None]:
    """For the key of each period, that of the last one before it with a figure."""
    found: dict[str, str | None] = {}
    last: str | None = None
    for key in _in_time(ground, actuals):
        found[key] = last
        if actuals[key].value is not None:
            last = key
    return found


def _limits(ground: Ground, stored: Mapping[str, ActualValues], *, without: set[str]) -> ControlLimits | None:
    """The control limits that the stored figures of other periods give."""
    if len(stored) < FEWEST:
        return None
    values: list[Decimal | None] = []
    expected: str | None = None
    for key in _in_time(ground, [key for key in stored if key not in without]):
        if expected is not None and key != expected:
            values.append(None)
        values.append(stored[key].value)
        expected = ground.facts.calendar.next(ground.period_of(key)).key
    return control_limits(values)


def _in_time(ground: Ground, keys: Iterable[str]) -> Sequence[str]:
    return sorted(keys, key=ground.places.__getitem__)


def _text(values: TargetValues) -> str:
    if values.value is not None:
        return plain(values.value)
    assert values.lower is not None
    assert values.upper is not None
    return f"{plain(values.lower)} to {plain(values.upper)}"
