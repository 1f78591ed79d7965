"""The sheets of indicators, listed by what they lack, and as a table of values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.domain.data_quality import NAMES
from webapp.outgoing.tables import Table
from webapp.services.clock import today
from webapp.services.indicators.data_sheets import SHEETS, SheetShown, sheet_shown
from webapp.services.store import read

LACKING, COMPLETE, EVERY = "lacking", "complete", "every"
KINDS = {LACKING: "Sheets that lack parts", COMPLETE: "Complete sheets", EVERY: "Every sheet"}
"""What a list can be of, and in which words."""


@dataclass(frozen=True, slots=True)
class SheetList:
    """The sheets asked for, how many there are of each kind, and the directorates to choose from."""

    show: str
    directorate: str
    sheets: tuple[SheetShown, ...]
    counts: Mapping[str, int]
    directorates: tuple[str, ...]


def list_sheets(*, show: str = LACKING, directorate: str = "") -> SheetList:
    """The sheets of indicators in use, by code: one of KINDS, of one directorate or all."""
    day = today()
    every = [sheet_shown(row) for row in read(SHEETS) if row.retired_on is None or row.retired_on > day]
    there = [each for each in every if directorate in ("", each.directorate)]
    of_kind = {
        LACKING: tuple(each for each in there if each.missing),
        COMPLETE: tuple(each for each in there if not each.missing),
        EVERY: tuple(there),
    }
    kind = show if show in KINDS else LACKING
    counts = {name: len(sheets) for name, sheets in of_kind.items()}
    return SheetList(kind, directorate, of_kind[kind], counts, tuple(sorted({each.directorate for each in every})))


def sheets_table(*, sheets: tuple[SheetShown, ...]) -> Table:
    """What is stated about each indicator, and which parts are missing."""
    headings = ("indicator_code", "title", "directorate", *NAMES, "missing")
    rows = [
        (
            each.code,
            each.title,
            each.directorate,
            *(getattr(each.stated, name) for name in NAMES),
            ", ".join(each.missing_names),
        )
        for each in sheets
    ]
    return Table("indicator sheets", headings, rows)
