"""Every figure of one indicator with its revisions, as a program reads them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from webapp.domain.errors import NotFound
from webapp.domain.numbers import plain
from webapp.domain.periods import Period
from webapp.domain.quoting import quoted
from webapp.domain.rag import Status
from webapp.domain.revisions import Said
from webapp.domain.variance import Target
from webapp.extensions import db
from webapp.models import Indicator, PeriodRow, Person, Revision
from webapp.services.clock import today
from webapp.services.figures.readings import readings
from webapp.services.figures.revising import ACTUAL, TARGET
from webapp.services.figures.revision_rows import BEFORE_AFTER, before_after
from webapp.services.indicators.defining import find_indicator
from webapp.services.indicators.fact_rows import PERIOD_COLUMNS, period_of
from webapp.services.plans.records import load_targets
from webapp.services.settings import council_settings

_CODE = select(Indicator.code).where(Indicator.id == bindparam("indicator_id"))
_REVISIONS = (
    select(
        Revision.kind,
        Revision.at,
        Person.name.label("by"),
        Revision.reason,
        Revision.upload_id,
        *PERIOD_COLUMNS,
        *BEFORE_AFTER,
    )
    .join_from(Revision, PeriodRow, PeriodRow.id == Revision.period_id)
    .outerjoin(Person, Person.id == Revision.by_id)
    .where(Revision.indicator_id == bindparam("indicator_id"))
    .order_by(Revision.at, Revision.id)
)


@dataclass(frozen=True, slots=True)
class RevisionTold:
    """One change of a figure; ``by`` None is the command line, a figure None is none, or not applicable."""

    old: str | None
    new: str | None
    by: str | None
    at: datetime
    upload: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class FigureTold:
    """One period: its figure against the target in force, and what became of both, oldest first."""

    period: str
    actual: str | None
    target: str | None
    quality: str | None
    status: Status
    revisions: tuple[RevisionTold, ...]
    target_revisions: tuple[RevisionTold, ...]


@dataclass(frozen=True, slots=True)
class FiguresTold:
    """An indicator by its code of today, and its periods in the order of time."""

    indicator: str
    periods: tuple[FigureTold, ...]


def list_figures(code: str) -> FiguresTold:
    """The figures of the indicator that has, or used to have, that code; raises NotFound.

    The periods are those of its frequency that have begun, and every other that a figure or target is, or was, of.
    """
    indicator_id = find_indicator(code)
    if indicator_id is None:
        raise NotFound(f"No indicator has, or used to have, the code {quoted(code.strip())}.")
    values = {"indicator_id": indicator_id}
    found = _current(indicator_id)
    dated = {target.period: target for target in load_targets(indicator_id)}
    told: dict[tuple[Period, str], list[RevisionTold]] = defaultdict(list)
    for row in db.session.execute(_REVISIONS, values):
        old, new = (_figure(said) for said in before_after(row))
        told[period_of(row), row.kind].append(RevisionTold(old, new, row.by, row.at, row.upload_id, row.reason))
    periods = {*found, *dated, *(period for period, _ in told)}
    return FiguresTold(
        indicator=db.session.execute(_CODE, values).scalar_one(),
        periods=tuple(
            FigureTold(
                period.key,
                *found.get(period, (None, _target(dated.get(period)), None, Status.NO_DATA)),
                revisions=tuple(told[period, ACTUAL]),
                target_revisions=tuple(told[period, TARGET]),
            )
            for period in sorted(periods, key=lambda each: (each.end, each.start))
            if period.start <= today() or period in dated or told[period, ACTUAL] or told[period, TARGET]
        ),
    )


def _current(indicator_id: int) -> dict[Period, tuple[str | None, str | None, str | None, Status]]:
    """Actual, target in force, quality and status of every opened period of its frequency."""
    council = council_settings()
    return {
        each.period: (
            None if each.actual is None else plain(each.actual),
            _target(each.target),
            each.quality if each.returned else None,
            each.status,
        )
        for each in readings(Indicator.id == indicator_id, policy=council.policy, calendar=council.calendar)
    }


def _target(target: Target | None) -> str | None:
    return None if target is None else _figure(Said(target.value, target.lower, target.upper))


def _figure(said: Said | None) -> str | None:
    """ "439.1", "10 to 20"."""
    figures = (said.value, said.lower, said.upper) if said else ()
    return " to ".join(plain(each) for each in figures if each is not None) or None
