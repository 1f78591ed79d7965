"""A financial year opened in one step, with the targets of the year before if wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.errors import Refusal
from webapp.domain.periods import Frequency, Period
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import PeriodRow
from webapp.services.clock import today
from webapp.services.periods.steps import ensure_runs_figures, open_and_hold
from webapp.services.plans.requirements import hold_plans
from webapp.services.settings import calendar
from webapp.services.store import transaction
from webapp.services.targets.copying import copy_targets, indicators_with_targets

FIRST_YEAR, LAST_YEAR = 1990, 2099


@dataclass(frozen=True, slots=True)
class OpenedYear:
    """What opening a financial year did."""

    label: str
    new: tuple[Period, ...]
    already: tuple[Period, ...]
    copied_targets: int = 0


def open_year(*, who: Who, first_year: int, frequencies: Iterable[Frequency], with_targets: bool = False) -> OpenedYear:
    """Open every period of a financial year, of those frequencies, that is not open yet.

    ``with_targets``: each gets the targets of the year before, unconfirmed, where it has none.
    """
    ensure_runs_figures(who)
    wanted = tuple(frequencies)
    if not FIRST_YEAR <= first_year <= LAST_YEAR:
        raise Refusal("Enter the year in which the financial year starts, such as 2014.", field="year")
    if not wanted:
        raise Refusal("Choose at least one kind of period.", field="frequencies")
    council = calendar()
    periods = council.financial_year(first_year, wanted)
    with transaction() as session:
        if with_targets:
            hold_plans(session, indicators_with_targets(session, periods, council))
        rows, new = open_and_hold(session, who, periods)
        copied = copy_targets(session, who, rows, periods, council) if with_targets else 0
    return OpenedYear(
        council.financial_year(first_year, (Frequency.YEAR,))[0].label,
        new=tuple(period for period in periods if period.label in new),
        already=tuple(period for period in periods if period.label not in new),
        copied_targets=copied,
    )


def suggested_year() -> Period:
    """The financial year to open next: this one, or the first later one that has no period yet."""
    year = calendar().of(Frequency.YEAR, today())
    ends = set(db.session.execute(select(PeriodRow.end)).scalars())
    while any(year.start <= end <= year.end for end in ends):
        year = calendar().next(year)
    return year
