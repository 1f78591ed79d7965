"""The figures' way into the demonstration: targets at the start of a year, a file for each period, later revisions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from sqlalchemy import select

from webapp.domain.numbers import plain
from webapp.domain.periods import Frequency, Period
from webapp.domain.rights import Who
from webapp.domain.variance import Target
from webapp.models import Indicator, PeriodRow
from webapp.services.demonstration.accounts import TODAY
from webapp.services.demonstration.series import CALENDAR, Point, point_of, points, targets_of
from webapp.services.demonstration.sheets import RECODED, YEARS, Promised, Restated, Retargeted, Sheet
from webapp.services.demonstration.story import Event, on, working_day
from webapp.services.figures.quality import set_quality, show_quality
from webapp.services.figures.storing import ActualEntry, put_actual, put_target
from webapp.services.periods.steps import lock, release, reopen
from webapp.services.periods.years import open_year
from webapp.services.plans.requirements import ChangedFigure, review_plans
from webapp.services.store import transaction
from webapp.services.targets.rows import WantedTarget, mark_of
from webapp.services.targets.saving import save_targets
from webapp.services.uploads.uploading import upload_figures

DAYS_TO_RETURN = {Frequency.MONTH: 12, Frequency.QUARTER: 24, Frequency.HALF_YEAR: 24, Frequency.YEAR: 50}
DAYS_TO_RELEASE = {Frequency.MONTH: 18, Frequency.QUARTER: 32, Frequency.HALF_YEAR: 32, Frequency.YEAR: 60}
DAYS_TO_LOCK = 100
AS_FIRST = "The final figure is the one that came in first."
COLUMNS = (
    "indicator_code", "period", "actual", "target", "actual_estimated", "target_estimated", "comment",
    "numerator", "denominator",
)  # fmt: skip
Ids = Mapping[str, int]
Returned = tuple[Sheet, Point]


def figure_events(who: Who, sheets: Sequence[Sheet], ids: Ids) -> Iterator[Event]:
    """Everything the performance team did with periods, targets and figures up to today."""
    for year in YEARS:
        yield Event(on(f"{year}-03-18", "09:30"), partial(_open_year, who, year, sheets, ids))
    by_period: dict[Period, list[Returned]] = {}
    for sheet in sheets:
        for point in points(sheet, up_to=TODAY.isoformat()):
            by_period.setdefault(point.period, []).append((sheet, point))
    for period, returned in by_period.items():
        yield Event(on(_return_day(period), "10:05"), partial(_upload, who, period, returned, ids))
        yield from _period_events(who, period)
    for sheet in sheets:
        for change in sheet.restated:
            yield from _restating_events(who, sheet, change, ids[sheet.code])
        for later in sheet.retargeted:
            yield Event(on(later.on, "09:50"), partial(_retarget, who, sheet, later, ids[sheet.code]))
        for key, promised in sheet.promised.items():
            yield from _promise_events(who, CALENDAR.from_key(key), promised, ids[sheet.code])


def _open_year(who: Who, year: int, sheets: Iterable[Sheet], ids: Ids) -> None:
    """Open the periods of a financial year and set every target dated in it."""
    open_year(who=who, first_year=year, frequencies=tuple(Frequency))
    with transaction() as session:
        opened = {row.key: row for row in session.execute(select(PeriodRow)).scalars()}
        indicators = {row.id: row for row in session.execute(select(Indicator)).scalars()}
        for sheet in sheets:
            indicator = indicators[ids[sheet.code]]
            for target in _first_targets(sheet):
                if CALENDAR.of(Frequency.YEAR, target.period.end).start.year == year:
                    put_target(who, indicator, opened[target.period.key], target)


def _first_targets(sheet: Sheet) -> Iterator[Target]:
    """The targets as they were first set."""
    first = {later.period: Decimal(later.was) for later in sheet.retargeted}
    for target in targets_of(sheet):
        key = target.period.key
        yield replace(target, value=first[key]) if key in first else target


def _retarget(who: Who, sheet: Sheet, later: Retargeted, indicator_id: int) -> None:
    """The change of a target on its form."""
    target = next(each for each in targets_of(sheet) if each.period.key == later.period)
    was = mark_of(replace(target, value=Decimal(later.was)))
    row = WantedTarget("targets-0", target.period.label, target.value, estimated=target.estimated, was=was)
    save_targets(who=who, indicator_id=indicator_id, rows=[row], reason=later.why)


def _upload(who: Who, period: Period, returned: Sequence[Returned], ids: Ids) -> None:
    """One file with every figure of the period; what a file cannot say is entered by hand beside it."""
    firsts = {(change.period, sheet.code): change for sheet, _ in returned for change in sheet.restated}
    entries = [(sheet, _first_entry(sheet, point, firsts.get((period.key, sheet.code)))) for sheet, point in returned]
    in_file = [(sheet, entry) for sheet, entry in entries if _fits_in_file(entry)]
    outcome = upload_figures(who=who, file_name=f"figures-{period.key}.csv", content=_csv(period, in_file))
    assert outcome.accepted, outcome.upload
    for sheet, entry in entries:
        if not _fits_in_file(entry):
            _enter(who, period, ids[sheet.code], entry)


def _fits_in_file(entry: ActualEntry) -> bool:
    """A file knows figures that are final or estimated."""
    return entry.value is not None and entry.quality in {"final", "estimated"}


def _first_entry(sheet: Sheet, point: Point, restated: Restated | None) -> ActualEntry:
    """The figure as it first came in."""
    if point.value is None:
        return ActualEntry(None, comment="The count is not made in this period.")
    if restated is not None:
        first = point_of(sheet, point.period, restated.was)
        return ActualEntry(first.value, restated.quality, first.numerator, first.denominator)
    why = sheet.estimated.get(point.period.key, "")
    quality = "estimated" if why else "final"
    return ActualEntry(point.value, quality, point.numerator, point.denominator, why)


def _restating_events(who: Who, sheet: Sheet, change: Restated, indicator_id: int) -> Iterator[Event]:
    """The revision; a locked period is reopened for it, with the same reason, and locked again."""
    period = CALENDAR.from_key(change.period)
    if change.on > _lock_day(period):
        reason = f"{sheet.code} is restated: {change.why}"
        yield Event(on(change.on, "10:30"), partial(reopen, who=who, key=period.key, reason=reason))
        yield Event(on(change.on, "11:15"), partial(lock, who=who, key=period.key))
    yield Event(on(change.on, "10:45"), partial(_restate, who, sheet, period, indicator_id, change.why))


def _promise_events(who: Who, period: Period, promised: Promised, indicator_id: int) -> Iterator[Event]:
    """What is said of a figure's quality on the day it came in, and that it is final after all."""
    say = partial(_say, who, period, indicator_id)
    yield Event(on(_return_day(period), "10:20"), partial(say, promised))
    if promised.confirmed:
        yield Event(on(promised.confirmed, "11:30"), partial(say, Promised("", quality="final"), why=AS_FIRST))


def _say(who: Who, period: Period, indicator_id: int, promised: Promised, *, why: str = "") -> None:
    set_quality(
        who=who,
        indicator_id=indicator_id,
        period_key=period.key,
        quality=promised.quality,
        reason=promised.reason,
        final_due=date.fromisoformat(promised.due) if promised.due else None,
        why=why,
        seen=show_quality(who=who, indicator_id=indicator_id, period_key=period.key).mark,
    )


def _restate(who: Who, sheet: Sheet, period: Period, indicator_id: int, why: str) -> None:
    point = point_of(sheet, period)
    entry = ActualEntry(point.value, "final", point.numerator, point.denominator)
    _enter(who, period, indicator_id, entry, reason=why)


def _enter(who: Who, period: Period, indicator_id: int, entry: ActualEntry, *, reason: str = "") -> None:
    """One figure by hand; a plan that rests on it is looked at again."""
    with transaction() as session:
        row = session.execute(select(PeriodRow).where(PeriodRow.key == period.key)).scalar_one()
        put_actual(who, session.get_one(Indicator, indicator_id), row, entry, reason=reason)
        review_plans(session, who, (ChangedFigure(indicator_id, period),))


def _period_events(who: Who, period: Period) -> Iterator[Event]:
    """Release once the figures have been looked at; lock what ended before July 2014."""
    released = working_day(period.end + timedelta(days=DAYS_TO_RELEASE[period.frequency]))
    if released < TODAY:
        yield Event(on(released, "14:00"), partial(release, who=who, key=period.key))
    if period.end.isoformat() < "2014-07-01":
        yield Event(on(_lock_day(period), "16:00"), partial(lock, who=who, key=period.key))


def _return_day(period: Period) -> date:
    return working_day(period.end + timedelta(days=DAYS_TO_RETURN[period.frequency]))


def _lock_day(period: Period) -> str:
    return working_day(period.end + timedelta(days=DAYS_TO_LOCK)).isoformat()


def _csv(period: Period, figures: Iterable[tuple[Sheet, ActualEntry]]) -> bytes:
    """The file as the performance team would have uploaded it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for sheet, entry in figures:
        value, *counts = (
            "" if number is None else plain(number) for number in (entry.value, entry.numerator, entry.denominator)
        )
        estimated = "" if entry.quality == "final" else "yes"
        writer.writerow((_code(sheet, period), period.key, value, "", estimated, "", entry.comment, *counts))
    return text.getvalue().encode()


def _code(sheet: Sheet, period: Period) -> str:
    """The code in use when the file was made."""
    return sheet.former_code if sheet.former_code and period.start < RECODED else sheet.code
