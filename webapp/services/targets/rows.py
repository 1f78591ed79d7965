"""Writing the rows of the targets form: each read, checked and set, and what is wrong collected by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from webapp.domain.errors import BadNumber, Conflict, Refusal, Refusals
from webapp.domain.figures import Measure
from webapp.domain.frequency import Frequency
from webapp.domain.numbers import plain, rounding_notes, to_stored
from webapp.domain.periods import Period
from webapp.domain.rights import Who
from webapp.domain.variance import Target
from webapp.models import Indicator
from webapp.services.figures.storing import put_target
from webapp.services.periods.steps import ensure_open
from webapp.services.plans.records import load_targets
from webapp.services.settings import calendar
from webapp.services.targets.tables import exact_target

WHY = "Say why the target is changed."
NOTHING = "nothing"
"""The mark where a form showed that no target is set."""


@dataclass(frozen=True, slots=True)
class WantedTarget:
    """One row of the form. ``name`` is what its fields' names start with, ``period`` as typed.

    ``was`` is the mark of what the form showed (``mark_of``), blank for a row that is free to name any period; ``how``
    is how a target that was not typed was made.
    """

    name: str
    period: str
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    estimated: bool = False
    was: str = ""
    how: str = ""

    @property
    def is_blank(self) -> bool:
        """True for a row left free."""
        return not (self.period.strip() or self.has_figure or self.was)

    @property
    def has_figure(self) -> bool:
        """Whether any figure was typed."""
        return not (self.value is None and self.lower is None and self.upper is None)


@dataclass(frozen=True, slots=True)
class SavedTargets:
    """What a save did: the targets it set, as they were read, and notes on figures that were rounded."""

    saved: tuple[str, ...]
    rounded: tuple[str, ...]


def mark_of(target: Target | None) -> str:
    """A target as a short text, to see whether two are the same: "385.6:::yes", ":10:20:no"; NOTHING for none."""
    if target is None:
        return NOTHING
    bounds = (target.value, target.lower, target.upper)
    return ":".join(["" if figure is None else plain(figure) for figure in bounds] + [_yes_no(target.estimated)])


def periods_named(rows: Iterable[WantedTarget], indicator: Indicator) -> Iterator[Period]:
    """The periods of the rows that can be read; of the others the writer says what is wrong."""
    council, frequency = calendar(), Frequency(indicator.frequency)
    for row in rows:
        with suppress(Refusal):
            yield council.read(row.period, frequency)


class TargetWriter:
    """Inside a transaction: writes the rows of one form for one indicator."""

    def __init__(self, who: Who, indicator: Indicator, reason: str) -> None:
        self._who, self._indicator, self._reason = who, indicator, reason
        self._calendar = calendar()
        self._measure = Measure(indicator.unit, indicator.decimals)
        self._stored = {target.period.key: target for target in load_targets(indicator.id)}
        self._named: set[str] = set()
        self._refusals: list[Refusal] = []
        self._unexplained = False
        self._saved: list[str] = []
        self._rounded: list[str] = []

    def write(self, row: WantedTarget) -> None:
        """Set one row's target, or note why not, on the field it belongs to."""
        try:
            self._write(row)
        except Refusal as refusal:
            self._refusals.append(Refusal(refusal.sentence, field=refusal.field or self._figure_field(row)))

    def finish(self) -> SavedTargets:
        """What was done; raises Refusals for what could not be."""
        if self._unexplained:
            self._refusals.append(Refusal(WHY, field="reason"))
        if self._refusals:
            raise Refusals(tuple(self._refusals))
        return SavedTargets(tuple(self._saved), tuple(self._rounded))

    @property
    def _ranged(self) -> bool:
        return self._indicator.polarity == "range"

    def _write(self, row: WantedTarget) -> None:
        period = self._period(row)
        stored = self._stored.get(period.key)
        if stored and row.was and not row.has_figure and stored.is_range != self._ranged:
            return  # set before the polarity was changed, and left as it is
        target = self._target(row, period)
        unconfirmed = stored is not None and stored.unconfirmed
        if row.was == mark_of(target) and not unconfirmed:
            return
        if row.was and row.was != mark_of(stored):
            raise Conflict(self._changed_meanwhile(period, stored), field=self._figure_field(row))
        if stored and not unconfirmed and mark_of(stored) != mark_of(target) and not self._reason:
            self._unexplained = True
        period_row, _ = ensure_open(self._who, period)
        if put_target(self._who, self._indicator, period_row, target, reason=self._why(row, known=stored is not None)):
            self._saved.append(f"{self._text(target)} ({period.label})")

    def _why(self, row: WantedTarget, *, known: bool) -> str:
        """The reason of a change, and how the target was made."""
        reason = self._reason if known else ""
        return f"{reason.rstrip('.')}. {row.how}" if reason and row.how else reason or row.how

    def _period(self, row: WantedTarget) -> Period:
        field = f"{row.name}-period"
        if not row.period.strip():
            raise Refusal("Enter the period of this target, such as March 2015, Q4 2014/15 or 2014/15.", field=field)
        try:
            period = self._calendar.read(row.period, Frequency(self._indicator.frequency))
        except Refusal as refusal:
            raise Refusal(refusal.sentence, field=field) from None
        if period.key in self._named:
            raise Refusal(f"{period.label} is named twice: leave one row for it.", field=field)
        self._named.add(period.key)
        return period

    def _target(self, row: WantedTarget, period: Period) -> Target:
        """The target of a row, at the places that are stored."""
        if self._ranged:
            lower, upper = self._kept(row, "lower", "lower bound"), self._kept(row, "upper", "upper bound")
            if lower > upper:
                raise Refusal(
                    f"The lower bound {plain(lower)} is above the upper bound {plain(upper)}: "
                    "write the smaller figure as the lower bound.",
                    field=f"{row.name}-lower",
                )
            return Target(period, lower=lower, upper=upper, estimated=row.estimated)
        return Target(period, self._kept(row, "value", "target"), estimated=row.estimated)

    def _kept(self, row: WantedTarget, part: str, word: str) -> Decimal:
        """One figure of a row, at the places that are stored; raises Refusal where it is blank or too large."""
        field, typed = f"{row.name}-{part}", getattr(row, part)
        if typed is None:
            is_set = row.was not in {"", NOTHING}
            instead = "remove the target with the link beside it" if is_set else "leave the whole row blank"
            raise Refusal(f"Enter the {word}, or {instead}.", field=field)
        try:
            kept = to_stored(typed)
        except BadNumber as refusal:
            raise Refusal(refusal.sentence, field=field) from None
        self._rounded += rounding_notes([typed])
        value: Decimal = kept.value
        return value

    def _changed_meanwhile(self, period: Period, stored: Target | None) -> str:
        now = "removed it" if stored is None else f"changed it to {self._text(stored)}"
        return f"Somebody else {now} meanwhile. Check the target of {period.label}, and save again to set yours."

    def _text(self, target: Target) -> str:
        return f"{exact_target(target, self._measure)}{', estimated' if target.estimated else ''}"

    def _figure_field(self, row: WantedTarget) -> str:
        return f"{row.name}-{'lower' if self._ranged else 'value'}"


def _yes_no(truth: bool) -> str:
    return "yes" if truth else "no"
