"""The check of an upload: its file understood, read, compared; nothing but the staging area is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from webapp.domain.errors import Refusal
from webapp.domain.figure_warnings import WarningKind
from webapp.domain.periods import Period
from webapp.domain.uploads import UploadState
from webapp.readers.figures.model import Fault
from webapp.readers.figures.rows import read_rows
from webapp.services.clock import now
from webapp.services.collecting import fewer_collections
from webapp.services.uploads.comparing import compare
from webapp.services.uploads.definition_effects import effects_of_definitions
from webapp.services.uploads.definitions import Definitions, definition_headings, is_definitions_alone
from webapp.services.uploads.facts import Facts, KnownIndicator, load_facts
from webapp.services.uploads.files import file_on_disk
from webapp.services.uploads.ground import CHANGED, NEW, UNCHANGED, Ground
from webapp.services.uploads.history import load_histories
from webapp.services.uploads.locating import Locator
from webapp.services.uploads.sorting import RowSorter, Sorted
from webapp.services.uploads.staging import FAULT, NOTE, WARNING, Staging, clear_staging
from webapp.services.uploads.states import UploadRecord, change_upload, load_upload
from webapp.services.uploads.summary import summarise
from webapp.services.uploads.understanding import Asked, Reading, understand_file

Progress = Callable[[int, int], None]

LOOKED_AT = 24
"""Periods before those of the file that its figures are compared with: control limits need no more."""

BATCH = 4_000
"""Rows that are compared at once: their indicators' whole history is in memory meanwhile."""


def check(upload_id: int, progress: Progress) -> UploadState:
    """Read and check the whole file; returns the state that the upload is in now.

    It asks, it is faulty, or it waits for its sender's yes. Begun anew, it forgets what an earlier check found.
    """
    upload = load_upload(upload_id)
    clear_staging(upload_id)
    staging = Staging(upload_id)
    facts = load_facts()
    values: dict[str, Any] = {}
    try:
        with fewer_collections(), file_on_disk(upload_id) as path:
            reading = understand_file(path, upload, facts)
            if isinstance(reading, Asked):
                return _settle(upload_id, UploadState.ASKING, found=reading.found)
            values = _check_rows(upload, reading, facts, staging, progress)
    except Refusal as refusal:
        staging.fault(Fault(None, None, None, refusal.sentence))
    staging.write()
    state = UploadState.FAULTY if staging.counts[FAULT] else UploadState.CHECKED
    counts = {"faults": staging.counts[FAULT], "warnings": staging.counts[WARNING]}
    return _settle(upload_id, state, **counts, **values)


def _settle(upload_id: int, state: UploadState, **values: Any) -> UploadState:
    change_upload(upload_id, UploadState.CHECKING, state=state, **values)
    return state


def _check_rows(
    upload: UploadRecord, reading: Reading, facts: Facts, staging: Staging, progress: Progress
) -> dict[str, Any]:
    """The columns of the upload's row that reading and comparing give."""
    begun = now()
    for fault in reading.understood.faults:
        staging.fault(fault)
    with closing(RowSorter()) as sorter:
        headings = definition_headings(reading.understood.layout)
        alone = is_definitions_alone(reading.understood.layout)
        definitions = Definitions(facts, headings, alone=alone)
        create = definitions.create if reading.creates else None
        locator = Locator(facts, create, definitions.define if headings else None, alone=alone)
        rows, rounded = _read(reading, locator, sorter, staging, progress)
        definitions.finish(staging, locator)
        for sentence in (*reading.left_out, *reading.sheet.left_out()):
            staging.remark(WARNING, WarningKind.LEFT_OUT.value, None, None, None, sentence)
        for sentence in reading.notes:
            staging.remark(NOTE, "", None, None, None, sentence)
        if not rows and not staging.counts[FAULT]:
            sentence = "The file has no rows below its header row. Add one for each figure."
            staging.fault(Fault(None, None, None, sentence))
        ground = Ground(facts, staging, periods=locator.periods, headings=locator.headings)
        _compare(sorter, locator, facts, ground, rows, progress)
        if not staging.counts[FAULT]:
            for indicator_id, effect in effects_of_definitions(definitions.redefined, facts):
                staging.effect(indicator_id, effect)
    steps = ground.steps
    summary: dict[str, Any] = {}
    if not staging.counts[FAULT]:
        summary = summarise(upload.id, ground, facts, staging, rounded=rounded)
        summary["indicators"] = definitions.counts
        summary["begun"] = begun.isoformat()
        summary["flips_alone"] = ground.flips_alone
    return {
        "rows": rows,
        "created": steps[NEW],
        "changed": steps[CHANGED],
        "unchanged": steps[UNCHANGED],
        "found": reading.found,
        "summary": summary,
    }


def _read(
    reading: Reading, locator: Locator, sorter: RowSorter, staging: Staging, progress: Progress
) -> tuple[int, int]:
    """The first look at every row; returns how many lines hold something, and how many figures were rounded."""
    lines = rounded = 0
    for chunk in read_rows(reading.sheet, reading.understood, reading.context):
        placed, faults = locator.take(chunk.rows)
        sorter.add(placed)
        for fault in (*chunk.faults, *faults):
            staging.fault(fault)
        for note in chunk.notes:
            staging.remark(NOTE, "", note.line, note.column, note.value, note.message)
        for row in chunk.rows:
            if row.rounded:
                rounded += len(row.rounded)
                for column in row.rounded:
                    message = "Rounded to the six decimal places that are kept."
                    staging.remark(NOTE, "rounded", row.line, column, None, message)
        lines += len({row.line for row in chunk.rows} | {fault.line for fault in chunk.faults if fault.line})
        progress(lines, max(2 * lines, reading.expected_steps))
    return lines, rounded


def _compare(sorter: RowSorter, locator: Locator, facts: Facts, ground: Ground, rows: int, progress: Progress) -> None:
    """The second look, some indicators at a time."""
    periods = {opened.id: opened.period for opened in facts.periods.values()}
    done = 0
    for batch in _batches(sorter, locator):
        since = min(_looked_at_since(indicator, locator.periods[found[0].period]) for indicator, found in batch)
        histories = load_histories([indicator.id for indicator, _ in batch], periods, since=since)
        for indicator, found in batch:
            compare(ground, indicator, found, histories[indicator.id])
            done += len(found)
        progress(rows + done, rows + max(sorter.count, done))


def _looked_at_since(indicator: KnownIndicator, first: Period) -> date:
    """The day from which an indicator's figures matter to a file whose earliest period is ``first``."""
    months = LOOKED_AT * indicator.facts.frequency.months
    return first.start - timedelta(days=31 * months)


def _batches(sorter: RowSorter, locator: Locator) -> Iterator[list[tuple[KnownIndicator, list[Sorted]]]]:
    batch: list[tuple[KnownIndicator, list[Sorted]]] = []
    size = 0
    for indicator_id, rows in groupby(sorter, key=lambda row: row.indicator):
        found = locator.in_order(indicator_id, list(rows))
        if not found:
            continue
        batch.append((locator.indicators[indicator_id], found))
        size += len(found)
        if size >= BATCH or len(batch) >= 500:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
