"""From a year-end target to targets for the periods of the year: equal steps, equal shares, or earlier seasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from webapp.domain.errors import Refusal
from webapp.domain.figures import Measure, exact_figure
from webapp.domain.numbers import EXACT, places_of, plain, round_half_up
from webapp.domain.rates import base_of
from webapp.domain.year_facts import ADDED_UP, sum_of


class Method(StrEnum):
    """How a profile is made of a year-end target."""

    STEPS = "equal-steps"
    SHARE = "cumulative-share"
    SEASON = "seasonal"


METHODS = {
    Method.STEPS: "Equal steps from last year’s final figure or target",
    Method.SHARE: "An equal share of the year for each period",
    Method.SEASON: "Seasonal: each period’s share of earlier years",
}


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """The figures of an earlier year in the order of its periods; None where there is none."""

    label: str
    values: tuple[Decimal | None, ...]

    @property
    def is_whole(self) -> bool:
        """No period without a figure."""
        return bool(self.values) and None not in self.values


@dataclass(frozen=True, slots=True)
class Season:
    """The share of the year that is reached by the end of each period, and the years it is the mean of.

    ``left_out`` are whole years that could not be used.
    """

    reached: tuple[Decimal, ...]
    years: tuple[str, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """The targets of the periods of a year, in order, and how they were made, in a sentence."""

    values: tuple[Decimal, ...]
    how: str


def methods_for(accumulation: str, measure: Measure) -> tuple[Method, ...]:
    """The methods that make sense of a measure.

    Levels go in steps; what counts from the start of the year, adds up or is averaged has shares. A year-to-date
    percentage is a level and a share at once, so it may go either way.
    """
    if accumulation == "snapshot":
        return (Method.STEPS, Method.SEASON)
    if accumulation == "cumulative" and base_of(measure) is not None:
        return (Method.SHARE, Method.STEPS, Method.SEASON)
    return (Method.SHARE, Method.SEASON)


def ensure_profiled(count: int, *, ranged: bool) -> None:
    """Raises Refusal where an indicator of ``count`` periods a year has no profile to make."""
    if ranged:
        raise Refusal("Its targets are ranges, which no method shares out: type them on the targets page.")
    if count < 2:
        raise Refusal(
            "It is reported once a year, so its year-end target is all there is: type it on the targets page."
        )


def equal_steps(start: Decimal, end: Decimal, count: int, measure: Measure, *, started: str) -> Profile:
    """From the figure before the year to the year-end one, the same step each period; ``started`` names the start."""
    step = EXACT.subtract(end, start)
    places = _places(end, measure)
    inner = [round_half_up(EXACT.add(start, _part(step, at, count)), places) for at in range(1, count)]
    how = f"Equal steps from {exact_figure(start, measure)} ({started}) to {exact_figure(end, measure)}."
    return Profile((*inner, end), how)


def equal_shares(end: Decimal, count: int, accumulation: str, measure: Measure) -> Profile:
    """The same share of the year each period: running for a cumulative measure, its own where periods add up."""
    shown = exact_figure(end, measure)
    if accumulation == "average":
        return Profile((end,) * count, f"The year’s average of {shown} for each period.")
    places = _places(end, measure)
    reached = [round_half_up(_part(end, at, count), places) for at in range(1, count)]
    if accumulation == "sum":
        return Profile(_own((*reached, end)), f"An equal share of {shown} for each period; together they are {shown}.")
    return Profile((*reached, end), f"The share of {shown} that is due by the end of each period, if all are equal.")


def seasonal(end: Decimal, season: Season, accumulation: str, measure: Measure) -> Profile:
    """The year-end target shared out as earlier years went."""
    count = len(season.reached)
    total = EXACT.multiply(end, Decimal(count)) if accumulation == "average" else end
    places = _places(end, measure)
    inner = [round_half_up(EXACT.multiply(total, share), places) for share in season.reached[:-1]]
    reached = (*inner, total)
    how = f"{exact_figure(end, measure)} shared out as in {_listed(season.years)}"
    how = f"{how}{', on average' if len(season.years) > 1 else ''}."
    if season.left_out:
        how = f"{how} {_listed(season.left_out)} left out: the year came to 0."
    return Profile(_own(reached) if accumulation in ADDED_UP else reached, how)


def season_of(years: Iterable[EarlierYear], accumulation: str) -> Season:
    """The mean of the shares of every whole earlier year; raises Refusal where there is none to go by."""
    given = tuple(years)
    whole = [year for year in given if year.is_whole]
    if not whole:
        raise Refusal(_none_whole(given), field="method")
    usable = [(year, shares) for year in whole if (shares := _shares(year, accumulation))]
    if not usable:
        raise Refusal(
            f"{_listed([year.label for year in whole])} came to 0, so no share of the year can be taken: "
            "choose another method.",
            field="method",
        )
    count = len(usable[0][1])
    mean = tuple(
        EXACT.divide(sum_of(shares[at] for _, shares in usable), Decimal(len(usable))) for at in range(count - 1)
    )
    used = tuple(year.label for year, _ in usable)
    return Season((*mean, Decimal(1)), used, tuple(year.label for year in whole if year.label not in used))


def _shares(year: EarlierYear, accumulation: str) -> tuple[Decimal, ...]:
    """The share of the year reached by the end of each period; none where the year came to 0."""
    values = [value for value in year.values if value is not None]
    reached = [sum_of(values[: at + 1]) for at in range(len(values))] if accumulation in ADDED_UP else values
    total = reached[-1]
    return tuple(EXACT.divide(each, total) for each in reached) if total else ()


def _none_whole(given: Sequence[EarlierYear]) -> str:
    """Why there is no season, and what to do about it."""
    begun = [year for year in given if any(value is not None for value in year.values)]
    if not begun:
        return "There are no figures of an earlier year to take the season from: choose another method."
    year = begun[-1]
    missing = sum(value is None for value in year.values)
    return (
        f"No earlier year has a figure for every period ({year.label} lacks {missing} of {len(year.values)}): "
        "upload the missing figures or choose another method."
    )


def _part(whole: Decimal, at: int, count: int) -> Decimal:
    """``at`` of ``count`` equal parts of ``whole``."""
    return EXACT.divide(EXACT.multiply(whole, Decimal(at)), Decimal(count))


def _places(end: Decimal, measure: Measure) -> int:
    """Those of the indicator, or of the year-end target where it has more, so that no period overshoots it."""
    return max(measure.decimals, places_of(Decimal(plain(end))))


def _own(reached: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """What each period adds to the ones before: together exactly the last."""
    before = (Decimal(0), *reached[:-1])
    return tuple(EXACT.subtract(now, then) for now, then in zip(reached, before, strict=True))


def _listed(words: Sequence[str]) -> str:
    """ "2012/13 and 2013/14", "2011/12, 2012/13 and 2013/14"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
