"""What a scorecard offers to choose from: directorates, leads, tags, and other periods."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, exists, literal, or_, select, union_all

from webapp.domain.errors import BadPeriod
from webapp.domain.periods import Calendar, Period
from webapp.domain.rights import Who
from webapp.models import Directorate, Indicator, PeriodRow, Person, Tag
from webapp.services.indicators.lists import Option
from webapp.services.scorecard.grounds import Grounds
from webapp.services.store import read

STEPS_BACK, YEARS_BACK = 6, 4
"""Periods that are offered to stand beside: those just before, and the same one of earlier years."""

_DIRECTORATE, _LEAD, _TAG = "directorate", "lead", "tag"
_NAMED = union_all(
    select(literal(_DIRECTORATE).label("kind"), Directorate.id.label("id"), Directorate.name.label("name")),
    select(literal(_TAG), Tag.id, Tag.name),
    select(literal(_LEAD), Person.id, Person.name).where(
        or_(
            exists().where(Indicator.departmental_lead_id == Person.id),
            exists().where(Indicator.strategic_lead_id == Person.id),
        )
    ),
)
_PERIODS = (
    select(PeriodRow.key, PeriodRow.label, PeriodRow.released_at)
    .where(PeriodRow.key.in_(bindparam("keys", expanding=True)))
    .order_by(PeriodRow.end.desc(), PeriodRow.start.desc())
)


@dataclass(frozen=True, slots=True)
class PeriodOption:
    """A period that this person may see."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer. ``periods`` are those to put beside, newest first."""

    directorates: tuple[Option, ...]
    leads: tuple[Option, ...]
    tags: tuple[str, ...]
    periods: tuple[PeriodOption, ...]
    later: PeriodOption | None
    earlier: PeriodOption | None
    around: tuple[PeriodOption, ...]  # the longer and shorter periods that hold its last day


def choices_for(who: Who, grounds: Grounds, beside: Period | None, calendar: Calendar) -> Choices:
    """The choices of one scorecard; the period that stands beside at present is among them."""
    own = grounds.period
    near = _near(own, calendar)
    next_key = calendar.next(own).key
    keys = {*(period.key for period in near), next_key, *([beside.key] if beside else [])}
    known = {
        row.key: PeriodOption(row.key, row.label)
        for row in read(_PERIODS, keys=sorted(keys))
        if row.released_at is not None or who.sees_everything
    }
    named: dict[str, list[Option]] = {_DIRECTORATE: [], _LEAD: [], _TAG: []}
    for row in read(_NAMED).all():
        named[row.kind].append(Option(row.id, row.name))
    by_name = {
        kind: tuple(sorted(options, key=lambda each: (each.name.casefold(), each.id)))
        for kind, options in named.items()
    }
    return Choices(
        directorates=by_name[_DIRECTORATE],
        leads=by_name[_LEAD],
        tags=tuple(option.name for option in by_name[_TAG]),
        periods=tuple(option for key, option in known.items() if key != next_key or (beside and beside.key == key)),
        later=known.get(next_key),
        earlier=known.get(near[0].key) if near else None,
        around=tuple(
            PeriodOption(ground.period.key, ground.period.label)
            for ground in sorted(grounds.covering, key=lambda ground: ground.period.frequency.months)
            if ground.period.key != own.key and (ground.released_at is not None or who.sees_everything)
        ),
    )


def _near(period: Period, calendar: Calendar) -> list[Period]:
    """The periods just before, nearest first, then the same period of earlier years."""
    before, years = [period], [period]
    try:
        for _ in range(STEPS_BACK):
            before.append(calendar.previous(before[-1]))
        for _ in range(YEARS_BACK):
            years.append(calendar.year_before(years[-1]))
    except BadPeriod:  # before the first year that a council reports
        pass
    return [*before[1:], *years[1:]]
