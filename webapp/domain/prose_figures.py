"""Figures in the prose that disagree with the stored ones, with the sentence and what is stored.

A figure is compared where the words beside it say that it is the actual, a target or the variance, and where it looks
like a figure of this indicator: same unit or percent sign, as many decimals, almost the same value. What only might be
one is left alone: advice that is often wrong is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from webapp.domain.advice import Note, Topic, label_of
from webapp.domain.figures import Measure, exact_figure, number, size, target_text
from webapp.domain.indicators import Line, Situation
from webapp.domain.numbers import EXACT, places_of, plain, round_half_up
from webapp.domain.periods import Period
from webapp.domain.prose import Figure, figures
from webapp.domain.prose_roles import (
    Role,
    counts_something,
    has_unit,
    is_intended,
    is_loose,
    is_of_another,
    role_of,
)
from webapp.domain.reconcile import reconcile
from webapp.domain.stated_line import StatedLine

NEAR = Decimal("0.05")
"""How close, as a share, a figure is to a stored one that it looks like."""

PLAUSIBLE = Decimal("0.5")
"""How close it is where the words beside it say what it is, but no unit does."""

_SCALES = {"": 0, "k": 3, "m": 6, "bn": 9}


@dataclass(frozen=True, slots=True)
class Stored:
    """The stored figures of one plan; ``others`` are the indicator's actuals and targets of other periods."""

    situation: Situation
    measure: Measure
    period: Period
    others: Sequence[Decimal] = ()

    @property
    def judged(self) -> tuple[Line, ...]:
        """The dated targets that the actual is compared with."""
        return tuple(line for line in self.situation.lines if line.judgement.variance is not None)

    @property
    def targets(self) -> tuple[Decimal, ...]:
        """The figures of the dated targets, a range with both its bounds."""
        bounds = ((line.target.value, line.target.lower, line.target.upper) for line in self.situation.lines)
        return tuple(each for three in bounds for each in three if each is not None)

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """The variances, without sign."""
        found = (line.judgement.variance for line in self.judged)
        return tuple(each.amount.copy_abs() for each in found if each is not None)

    @property
    def percents(self) -> tuple[Decimal, ...]:
        """The variances as percent of their targets, without sign."""
        found = (line.judgement.variance for line in self.judged)
        return tuple(each.percent.copy_abs() for each in found if each is not None and each.percent is not None)


def figure_notes(field: str, text: str, stored: Stored) -> tuple[Note, ...]:
    """A note for every figure of a text that disagrees with the stored ones."""
    return tuple(
        Note(Topic.FIGURES, field, label_of(field), sentence, quote)
        for quote, found in groupby(figures(text), key=lambda figure: figure.sentence)
        for sentence in dict.fromkeys(_sentences([_scaled(figure, stored.measure) for figure in found], stored))
    )


def _sentences(found: Sequence[Figure], stored: Stored) -> Iterator[str]:
    """What is wrong with the figures of one sentence of the text."""
    unit, dated = stored.measure.affixes[2], [line.target.period for line in stored.situation.lines]
    if is_of_another(found[0].sentence, stored.period, dated):
        return
    variances: list[Figure] = []
    for figure in found:
        role = role_of(figure, unit)
        if variances and figure.before.endswith("(") and figure.percent:
            role = Role.VARIANCE  # 54.1 per 10,000 (14.0%)
        if is_loose(figure) or counts_something(figure, unit):
            continue
        if figure.pounds and not _is_money(stored.measure):
            continue
        if role is Role.VARIANCE:
            variances.append(figure)
        elif not _is_stored(figure, stored, others=role is Role.UNKNOWN):
            yield from _told(figure, role, stored)
    for pair in _pairs(variances):
        yield from _variance_told(pair, stored)


def _pairs(found: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Each variance with the percent that follows it, if one does."""
    waiting: tuple[Figure, ...] = ()
    for figure in found:
        if waiting and not (figure.percent and not waiting[-1].percent):
            yield waiting
            waiting = ()
        waiting = (*waiting, figure)
    if waiting:
        yield waiting


def _told(figure: Figure, role: Role, stored: Stored) -> Iterator[str]:
    """What is stored instead of one figure that is no variance; nothing where it may be something else."""
    actual, measure = stored.situation.actual, stored.measure
    if role is not Role.TARGET and is_intended(figure):
        return
    fits = not figure.points and figure.percent == (measure.is_percentage and measure.affixes[1] == "%")
    unit = measure.affixes[2]
    named = figure.percent or (bool(unit) and has_unit(figure, unit))  # however far off: nothing else can be meant
    if role is Role.ACTUAL and fits and actual is not None and (named or _is_near(figure, [actual], PLAUSIBLE)):
        yield f"It says {figure.written}. {_actual(stored)}"
    elif role is Role.TARGET and fits and stored.targets and (named or _is_near(figure, stored.targets, PLAUSIBLE)):
        yield f"It says {figure.written}. {_targets(stored)}"
    elif role is Role.UNKNOWN and _looks_alike(figure, measure):
        yield from _nearest(figure, fits=fits, stored=stored)


def _nearest(figure: Figure, *, fits: bool, stored: Stored) -> Iterator[str]:
    """What is stored instead of a figure that looks like one of the indicator's."""
    actual = stored.situation.actual
    kinds: list[tuple[Sequence[Decimal], str]] = []
    if fits:
        kinds += [((actual,) if actual is not None else (), _actual(stored)), (stored.targets, _targets(stored))]
    if figure.points or (fits and not stored.measure.is_percentage):
        kinds.append((stored.amounts, _variances(stored)))
    if figure.percent and not stored.measure.is_percentage:
        kinds.append((stored.percents, _variances(stored)))
    near = [(_distance(figure, known), told) for known, told in kinds if _is_near(figure, known, NEAR)]
    if near:
        yield f"It says {figure.written}. {min(near, key=lambda each: each[0])[1]}"


def _variance_told(found: Sequence[Figure], stored: Stored) -> Iterator[str]:
    """What is stored instead of a variance, its percent, or both, that fit no dated target."""
    if not stored.judged:
        return
    amount = next((each for each in found if not each.percent), None)
    percent = next((each for each in found if each.percent), None)
    if stored.measure.is_percentage and amount is None and percent is not None:
        amount, percent = replace(percent, percent=False), None  # "8.4% below target" for percentage points
        if any(_equals(amount, each) for each in stored.percents):
            return
    told = StatedLine(amount.value if amount else None, percent.value if percent else None, signed=False)
    results = [line.judgement.variance for line in stored.judged]
    if any(result is not None and told.agrees(result) for result in results):
        return
    near_amount = amount is not None and _is_near(amount, stored.amounts, PLAUSIBLE)
    if near_amount or (percent is not None and _is_near(percent, stored.percents, PLAUSIBLE)):
        said = " and ".join(each.written for each in found)
        yield f"It says {said}. {_variances(stored)}{_remedy(told, stored)}"


def _remedy(told: StatedLine, stored: Stored) -> str:
    """ " An actual of 439.7 would make it right.", where one would and the line states more than one figure."""
    actual, line = stored.situation.actual, stored.judged[0]
    if actual is None or told.variance is None or told.percent is None:
        return ""
    found = reconcile(told, actual, line.target)
    remedies = found.would_reconcile if found else ()
    wanted = [f"an {each.figure} of {number(each.value)}" for each in remedies if each.figure == "actual"]
    wanted += [f"a {each.figure} of {number(each.value)}" for each in remedies if each.figure == "target"]
    return f" {' or '.join(wanted).capitalize()} would make both right." if wanted else ""


def _looks_alike(figure: Figure, measure: Measure) -> bool:
    """True where the figure is written as those of the indicator, or as its variances are."""
    unit = measure.affixes[2]
    if figure.percent and not measure.is_percentage:
        return figure.places == 1
    if unit.startswith("per ") and has_unit(figure, unit):
        return True
    return figure.places == measure.decimals >= 1 and figure.pounds == _is_money(measure)


def _is_stored(figure: Figure, stored: Stored, *, others: bool) -> bool:
    """True where the figure is a stored one at the places it is written with, or with ``others`` an earlier one."""
    actual = stored.situation.actual
    known = (*stored.targets, *stored.amounts, *stored.percents, *(stored.others if others else ()))
    return any(_equals(figure, each) for each in (known if actual is None else (actual, *known)))


def _equals(figure: Figure, known: Decimal) -> bool:
    return round_half_up(known.copy_abs(), figure.places) == figure.value


def _is_near(figure: Figure, known: Iterable[Decimal], share: Decimal) -> bool:
    return any(
        EXACT.subtract(figure.value, each.copy_abs()).copy_abs() <= EXACT.multiply(each.copy_abs(), share)
        for each in known
    )


def _distance(figure: Figure, known: Iterable[Decimal]) -> Decimal:
    return min(EXACT.subtract(figure.value, each.copy_abs()).copy_abs() for each in known)


def _scaled(figure: Figure, measure: Measure) -> Figure:
    """Pounds in the measure's own thousands or millions: £412,000 is 412 of £k."""
    if not figure.pounds or not _is_money(measure):
        return figure
    shift = _SCALES[figure.scale] - _SCALES[measure.affixes[1]]
    value = Decimal(plain(EXACT.scaleb(figure.value, shift))) if shift else figure.value
    return replace(figure, value=value, places=places_of(value))


def _is_money(measure: Measure) -> bool:
    return measure.affixes[0] == "£"


def _actual(stored: Stored) -> str:
    actual, measure = stored.situation.actual, stored.measure
    if actual is None:
        return "No actual is stored."
    shown = f"{exact_figure(actual, measure)} {measure.affixes[2]}".rstrip()
    return f"The stored actual of {stored.period.label} is {shown}."


def _targets(stored: Stored) -> str:
    told = [target_text(line.target, stored.measure) for line in stored.situation.lines]
    return f"The stored target is {told[0]}." if len(told) == 1 else f"The stored targets are {' and '.join(told)}."


def _variances(stored: Stored) -> str:
    """ "The stored figures give 53.5 per 10,000 (13.9%) against 385.6 (October 2014)."."""
    told = []
    for line in stored.judged:
        found = line.judgement.variance
        assert found is not None
        share = "" if found.percent is None else f" ({number(round_half_up(found.percent.copy_abs(), 1))}%)"
        told.append(f"{size(found.amount, stored.measure)}{share} against {target_text(line.target, stored.measure)}")
    return f"The stored figures give {' and '.join(told)}."
