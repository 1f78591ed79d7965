"""The figures of an old form for one indicator: dated targets and actual, and what they would change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.errors import Refusal
from webapp.domain.figures import Measure, written
from webapp.domain.numbers import plain
from webapp.domain.periods import Period
from webapp.domain.rag import Polarity
from webapp.domain.variance import Target
from webapp.readers.old_form import OldForm
from webapp.services.figures.storing import stored

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure of an indicator: what it is and would be, with all its places; equal where it stays."""

    what: str
    old: str
    new: str

    @property
    def changes(self) -> bool:
        return self.old != self.new

    @property
    def is_new(self) -> bool:
        return self.old == NOTHING


def dated_targets(form: OldForm, period: Period) -> tuple[Target, ...]:
    """The form's targets; one without a period is that of the form's own.

    Raises Refusal for two different ones of one period.
    """
    found: dict[str, Target] = {}
    for each in form.targets:
        at = each.period or period
        target = Target(at, stored(each.value), stored(each.lower), stored(each.upper), each.estimated)
        if found.setdefault(at.key, target) != target:
            raise Refusal(
                f"The form has two targets for {at.label}: {_text(found[at.key], Measure())} and "
                f"{_text(target, Measure())}. Write the period of each behind it in brackets, and check again."
            )
    return tuple(found.values())


def ensure_kind(targets: tuple[Target, ...], polarity: Polarity | None) -> None:
    """Raises Refusal where single targets meet "within a range", or a range a direction."""
    for target in targets:
        if polarity is Polarity.RANGE and not target.is_range:
            raise Refusal(
                "The form’s targets are single figures: choose lower or higher is better, not a range.",
                field="polarity",
            )
        if target.is_range and polarity in {Polarity.LOWER, Polarity.HIGHER}:
            raise Refusal(
                "The form’s target is a range: choose within a range, or leave it undecided.",
                field="polarity",
            )


def planned_changes(
    form: OldForm,
    period: Period | None,
    *,
    measure: Measure,
    targets: tuple[Target, ...],
    actual: Decimal | None,
) -> tuple[FigureChange, ...]:
    """What saving would make of the stored ``targets`` and ``actual``; without a period, of dated targets."""
    known = {target.period.key: target for target in targets}
    wanted = dated_targets(form, period) if period else _with_period(form)
    rows = [
        FigureChange(
            f"Target, {target.period.label}",
            _text(known[target.period.key], measure) if target.period.key in known else NOTHING,
            _text(target, measure),
        )
        for target in wanted
    ]
    if period is not None and form.actual is not None:
        old = NOTHING if actual is None else _figure(actual, measure)
        rows.append(FigureChange(f"Actual, {period.label}", old, _figure(form.actual, measure)))
    return tuple(rows)


def _text(target: Target, measure: Measure) -> str:
    """The figure or range with all its places: "385.6, estimated"."""
    figures = (target.value, target.lower, target.upper)
    words = " to ".join(_figure(each, measure) for each in figures if each is not None)
    return f"{words}, estimated" if target.estimated else words


def _figure(value: Decimal, measure: Measure) -> str:
    """The figure with all its places, without zeros behind them."""
    return written(Decimal(plain(value)), measure)


def _with_period(form: OldForm) -> tuple[Target, ...]:
    dated = [each for each in form.targets if each.period is not None]
    return tuple(
        Target(each.period, stored(each.value), stored(each.lower), stored(each.upper), each.estimated)
        for each in dated
        if each.period is not None
    )
