"""What a file is understood to say, with what its sender answered; or what has to be asked first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from webapp.domain.errors import Refusal
from webapp.domain.quoting import quoted
from webapp.models import UploadLayout
from webapp.readers.figures.layout import Layout
from webapp.readers.figures.understanding import Context, LastYear, Understood, understand
from webapp.readers.sheets.model import Book, Sheet
from webapp.readers.sheets.opening import open_book
from webapp.services.store import read
from webapp.services.uploads.facts import Facts
from webapp.services.uploads.limits import upload_limits
from webapp.services.uploads.states import UploadRecord


@dataclass(frozen=True, slots=True)
class Reading:
    """A sheet that can be read, and how; unknown indicators are created where the sender chose so (``creates``)."""

    sheet: Sheet
    understood: Understood
    context: Context
    creates: bool
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    expected_steps: int
    found: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions that the sender has to answer first; ``found`` is what their page shows."""

    found: dict[str, Any]


def understand_file(path: Path, upload: UploadRecord, facts: Facts) -> Reading | Asked:
    """Open the file and find out which column means what; raises Refusal for one that is no table at all."""
    book = open_book(path, upload.file_name, upload_limits())
    answers = upload.answers
    context = Context(
        calendar=facts.calendar,
        period=facts.calendar.from_key(answers["period"]) if answers.get("period") else None,
        last_year=LastYear(answers["last_year"]) if answers.get("last_year") else None,
        codes=facts.indicators.keys(),
    )
    given = Layout.from_plain(answers["layout"]) if answers.get("layout") else None
    remembered, last_years = _remembered()
    sheet, understood = _sheet(book, answers.get("sheet", ""), context, remembered, given)
    names = [each.name for each in book.sheets]
    found: dict[str, Any] = {"kind": book.kind, "sheets": names}
    if understood is None or sheet is None:
        return Asked({**found, "asks": ["sheet"]})
    said = last_years.get(understood.layout.fingerprint)
    if understood.asks_last_year and said and not answers.get("skip_last_year"):
        context, found["last_year"] = replace(context, last_year=LastYear(said)), said
        understood = understand(sheet, context, remembered, given)
    found |= _plain(sheet, understood)
    asks = _asks(understood, answers)
    if asks and not understood.faults:
        return Asked({**found, "asks": asks})
    return Reading(
        sheet,
        understood,
        context,
        bool(answers.get("create")),
        understood.left_out,
        book.notes,
        2 * max(1, upload.size // 60),
        found,
    )


def _asks(understood: Understood, answers: dict[str, Any]) -> list[str]:
    asks = []
    if understood.unknown:
        asks.append("columns")
    if understood.asks_period:
        asks.append("period")
    if understood.asks_last_year and not answers.get("skip_last_year"):
        asks.append("last_year")
    return asks


def _sheet(
    book: Book, wanted: str, context: Context, remembered: dict[str, Layout], given: Layout | None
) -> tuple[Sheet | None, Understood | None]:
    """The sheet that was named, or the only one that holds figures; None where several do."""
    if wanted:
        sheet = next((each for each in book.sheets if each.name.casefold() == wanted.casefold()), None)
        if sheet is None and not any(each.name for each in book.sheets):
            raise Refusal(f"A {book.kind} file has no sheets: leave {quoted(wanted)} out.", field="sheet")
        if sheet is None:
            names = ", ".join(quoted(each.name) for each in book.sheets)
            raise Refusal(f"The file has no sheet {quoted(wanted)}: choose one of {names}.", field="sheet")
        return sheet, understand(sheet, context, remembered, given)
    found = [(sheet, understand(sheet, context, remembered, given)) for sheet in book.sheets]
    good = [each for each in found if not each[1].faults]
    if len(found) == 1 or len(good) == 1:
        return (good or found)[0]
    return (None, None) if good else found[0]


def _plain(sheet: Sheet, understood: Understood) -> dict[str, Any]:
    return {
        "sheet": sheet.name,
        "header_line": understood.header_line,
        "layout": understood.layout.to_plain(),
        "fingerprint": understood.layout.fingerprint,
        "unknown": list(understood.unknown),
        "sample": [list(row) for row in understood.sample],
    }


def _remembered() -> tuple[dict[str, Layout], dict[str, str]]:
    """The remembered layouts, and what "last year" means in them where somebody said so, by their fingerprints."""
    rows = read(select(UploadLayout.fingerprint, UploadLayout.columns, UploadLayout.last_year)).all()
    layouts = {row.fingerprint: Layout.from_plain(row.columns) for row in rows}
    return layouts, {row.fingerprint: row.last_year for row in rows if row.last_year}
