"""What the pages of one upload show: its check, its faults, and how its file was understood."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.errors import NotFound
from webapp.domain.figure_warnings import WarningKind
from webapp.domain.rights import Who
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.settings import calendar
from webapp.services.uploads.consequences import Effects, consequences
from webapp.services.uploads.definition_records import DefinedIndicator, count_indicators, indicators_page
from webapp.services.uploads.lists import UploadLine, earlier_of_same_file
from webapp.services.uploads.missing import MissingIn, still_missing
from webapp.services.uploads.remarks import PAGE_LENGTH, Remark, remarks_page
from webapp.services.uploads.saving import warning_kinds
from webapp.services.uploads.staged import StagedPage, staged_page
from webapp.services.uploads.staging import FAULT, NOTE, WARNING
from webapp.services.uploads.states import UploadRecord, load_upload

FIRST = 10
"""Warnings of a kind, and notes, that stand on the page of the check; the others have pages of their own."""


@dataclass(frozen=True, slots=True)
class Warned:
    """The warnings of one kind: how many, and the first of them."""

    kind: WarningKind
    count: int
    first: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything that saving a checked file would do."""

    upload: UploadRecord
    figures: StagedPage
    warned: tuple[Warned, ...]
    effects: tuple[Effects, ...]
    defined: tuple[DefinedIndicator, ...]  # the first of those that it creates or defines anew
    defined_count: int
    missing: tuple[MissingIn, ...]
    opened: tuple[str, ...]  # labels of the periods that saving opens
    notes: tuple[Remark, ...]
    note_count: int
    same_file: tuple[UploadLine, ...]


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """One page of the indicators that an upload creates or defines anew."""

    upload: UploadRecord
    lines: tuple[DefinedIndicator, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class RemarksPage:
    """One page of faults, warnings or notes."""

    upload: UploadRecord
    remarks: tuple[Remark, ...]
    count: int
    page: int
    pages: int
    title: str = ""


def check_page(upload: UploadRecord, *, show: str = "", page: int = 1) -> CheckPage:
    """The check of a file, with a page of its figures."""
    year = calendar()
    kinds = warning_kinds(upload.id)
    return CheckPage(
        upload=upload,
        figures=staged_page(upload, show=show, page=page),
        warned=tuple(
            Warned(kind, kinds[kind], remarks_page(upload.id, WARNING, kind=kind.value)[:FIRST])
            for kind in WarningKind
            if kind in kinds
        ),
        effects=consequences(upload),
        defined=indicators_page(upload.id)[:FIRST],
        defined_count=sum(count_indicators(upload.id).values()),
        missing=still_missing(upload),
        opened=tuple(year.from_key(key).label for key in upload.summary.get("opened", ())),
        notes=remarks_page(upload.id, NOTE)[:FIRST],
        note_count=int(upload.summary.get("notes", 0)),
        same_file=earlier_of_same_file(upload),
    )


def faults_page(upload: UploadRecord, *, page: int = 1) -> RemarksPage:
    """A page of everything that is wrong in the file, by line."""
    return _remarks(upload, FAULT, upload.faults, page)


def notes_page(*, who: Who, upload_id: int, page: int = 1) -> RemarksPage:
    """A page of what words in cells are taken to mean; raises NotFound."""
    ensure_runs_figures(who)
    upload = load_upload(upload_id)
    return _remarks(upload, NOTE, int(upload.summary.get("notes", 0)), page)


def warnings_page(*, who: Who, upload_id: int, kind: str, page: int = 1) -> RemarksPage:
    """A page of the warnings of one kind; raises NotFound, also for a kind that is none."""
    ensure_runs_figures(who)
    upload = load_upload(upload_id)
    found = next((each for each in WarningKind if each.value == kind), None)
    if found is None:
        raise NotFound("There is no such kind of warning.")
    return _remarks(upload, WARNING, warning_kinds(upload_id).get(found, 0), page, kind=found)


def defined_page(*, who: Who, upload_id: int, page: int = 1) -> IndicatorsPage:
    """A page of the indicators that an upload creates or defines anew, or did; raises NotFound."""
    ensure_runs_figures(who)
    upload = load_upload(upload_id)
    count = sum(count_indicators(upload_id).values())
    pages = max(1, -(-count // PAGE_LENGTH))
    page = min(max(1, page), pages)
    return IndicatorsPage(upload, indicators_page(upload_id, page=page), count, page, pages)


def _remarks(
    upload: UploadRecord, severity: str, count: int, page: int, *, kind: WarningKind | None = None
) -> RemarksPage:
    pages = max(1, -(-count // PAGE_LENGTH))
    page = min(max(1, page), pages)
    remarks = remarks_page(upload.id, severity, page=page, kind=kind.value if kind else "")
    return RemarksPage(upload, remarks, count, page, pages, kind.words if kind else "")
