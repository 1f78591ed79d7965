"""The page of one figure: the actual and the target of an indicator at one period, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, bindparam, select

from webapp.domain.errors import NotFound
from webapp.domain.figures import target_text
from webapp.domain.formats import variance_words
from webapp.domain.rag import Status
from webapp.domain.revisions import Said, figure_words, on_pages, quality_words
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import Actual, Indicator, PeriodRow, Revision, TargetRow, Upload
from webapp.services.clock import today
from webapp.services.figures.overriding import may_override
from webapp.services.figures.quality import may_say_quality
from webapp.services.figures.readings import Reading, readings
from webapp.services.figures.revising import ACTUAL, COLUMNS, TARGET
from webapp.services.figures.telling import why_of
from webapp.services.figures.travels import TravelTold, travel_of
from webapp.services.indicators.replaced import Replaced, is_taken_back, replaced_estimate
from webapp.services.indicators.revisions import RevisionLine, revision_lines
from webapp.services.indicators.sheets import Sheet, sheet_of
from webapp.services.periods.opened import OpenedPeriod, get_period
from webapp.services.settings import council_settings
from webapp.services.targets.changed_after import changed_after


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored figure: what is said of it, as text too, and which upload it came from."""

    said: Said
    figure: str
    quality: str
    numerator: str
    denominator: str
    upload_id: int | None
    file_name: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One revision, and whether its upload was taken back since."""

    revision: RevisionLine
    taken_back: bool


@dataclass(frozen=True, slots=True)
class FigurePage:
    """Everything on the page of one figure that this person may see."""

    sheet: Sheet
    opened: OpenedPeriod
    takes_actual: bool  # else only targets are dated for a period of this length
    actual: Stored | None
    missing: str
    target: Stored | None
    in_force: str  # the target that it is judged against, where that is of a longer period
    status: Status
    set_by: str  # the officer who set it against the rule; "" where the rule decides
    why: str
    may_override: bool
    variance: str
    travel: TravelTold | None
    changed_after: str  # that its target was changed after the figure had come in; "" where it was not
    promise_words: str  # when the final figure is due, or since when it is overdue; "" where none is promised
    may_say_quality: bool
    replaced: Replaced | None
    history: tuple[HistoryLine, ...]
    sees_uploads: bool


def show_figure(*, who: Who, indicator_id: int, period_key: str) -> FigurePage:
    """The page of an indicator's figures at one period; raises NotFound, for readers of unreleased periods too."""
    sheet, opened = sheet_of(indicator_id), get_period(who, period_key)
    here = (Revision.indicator_id == indicator_id, Revision.period_id == opened.id)
    lines = revision_lines(*here, measure=sheet.measure)
    actual, target = (_stored(query, indicator_id, opened.id, sheet) for query in (_ACTUAL, _TARGET))
    takes_actual = opened.period.frequency is sheet.frequency
    if not (takes_actual or target or lines):
        raise NotFound("There is no such figure.")
    council = council_settings()
    chosen = (Indicator.id == indicator_id, PeriodRow.key == period_key)
    reading = next(iter(readings(*chosen, policy=council.policy, calendar=council.calendar)), None)
    return FigurePage(
        sheet=sheet,
        opened=opened,
        takes_actual=takes_actual,
        actual=_with_source(actual, lines) if actual else None,
        missing=_missing(reading),
        target=target,
        in_force=_longer(reading, sheet),
        status=reading.status if reading else Status.NO_DATA,
        set_by=reading.override.by if reading and reading.override else "",
        why=why_of(who, reading) if reading and reading.actual is not None else "",
        may_override=may_override(who) and not opened.locked and reading is not None and reading.actual is not None,
        variance=_variance(reading),
        travel=travel_of(who, reading, council.calendar) if reading else None,
        changed_after=changed_after(who=who, reading=reading),
        promise_words=reading.promise.words(today()) if reading and reading.actual is not None else "",
        may_say_quality=_may_say_quality(who, reading),
        replaced=replaced_estimate(reading, actual.said, lines) if reading and actual else None,
        history=tuple(HistoryLine(line, is_taken_back(line, lines)) for line in lines),
        sees_uploads=who.runs_figures,
    )


def _query(kind: str, table: type[Actual] | type[TargetRow]) -> Select[*tuple[object, ...]]:
    columns = [getattr(table, name) for name in (*COLUMNS[kind], "upload_id")]
    here = (table.indicator_id == bindparam("indicator_id"), table.period_id == bindparam("period_id"))
    return (
        select(Upload.file_name, *columns)
        .select_from(table)
        .outerjoin(Upload, Upload.id == table.upload_id)
        .where(*here)
    )


_ACTUAL, _TARGET = _query(ACTUAL, Actual), _query(TARGET, TargetRow)


def _stored(query: Select[*tuple[object, ...]], indicator_id: int, period_id: int, sheet: Sheet) -> Stored | None:
    row = db.session.execute(query, {"indicator_id": indicator_id, "period_id": period_id}).mappings().first()
    if row is None:
        return None
    told = {name: value for name, value in row.items() if name not in {"file_name", "upload_id"} and value is not None}
    said, writer = Said(**told), on_pages(sheet.measure)
    return Stored(
        said=said,
        figure=figure_words(said, writer),
        quality=quality_words(said),
        numerator="" if said.numerator is None else writer.count(said.numerator),
        denominator="" if said.denominator is None else writer.count(said.denominator),
        upload_id=row["upload_id"],
        file_name=row["file_name"] or "",
    )


def _with_source(stored: Stored, lines: Sequence[RevisionLine]) -> Stored:
    """The figure with the upload that its value came from, also where only its quality was said by hand since."""
    if stored.upload_id is not None:
        return stored
    gave_value = (line for line in lines if line.kind == ACTUAL and not _kept_value(line))
    line = next(gave_value, None)
    if line is None or line.undone:
        return stored
    return replace(stored, upload_id=line.upload_id, file_name=line.file_name)


def _kept_value(line: RevisionLine) -> bool:
    return line.before is not None and line.after is not None and line.before.value == line.after.value


def _missing(reading: Reading | None) -> str:
    """Why there is no actual; "" where there is one, or none can be."""
    missing = reading.missing(today()) if reading else None
    return missing.capitalize() if missing else ""


def _longer(reading: Reading | None, sheet: Sheet) -> str:
    if reading is None or reading.target is None or reading.target.period.key == reading.period.key:
        return ""
    return target_text(reading.target, sheet.measure)


def _may_say_quality(who: Who, reading: Reading | None) -> bool:
    return reading is not None and reading.actual is not None and may_say_quality(who, reading.standing)


def _variance(reading: Reading | None) -> str:
    if reading is None or reading.judgement.variance is None:
        return ""
    return variance_words(reading.judgement, reading.indicator.measure, reading.yardstick.rule)
