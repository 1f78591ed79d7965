"""A team's own spreadsheet of figures to check: the columns that are judged, and the others as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from webapp.domain.errors import Refusal
from webapp.domain.quoting import quoted
from webapp.domain.texts import listed
from webapp.readers.table import BadRow, Row, column_name, read_rows
from webapp.readers.text import decode

BOUNDS = ("target_lower", "target_upper")
BANDS = ("tolerance", "green_within", "amber_within")
THRESHOLDS = ("green_to", "amber_to")
BEST, PREVIOUS_YEAR = "best", "previous_year"
KNOWN = (
    *("actual", "target", *BOUNDS, "polarity", *BANDS, *THRESHOLDS, BEST, PREVIOUS_YEAR),
    *("decimals", "stated_variance", "stated_percent", "stated_status"),
)
ADDED = ("variance", "percent", "status", "disagreement")


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row: its cells exactly as they were, and those of known columns by name, trimmed; "" where blank."""

    cells: tuple[str, ...]
    named: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.named.get(column, "")

    def __contains__(self, column: str) -> bool:
        """True where the table has the column."""
        return column in self.named


@dataclass(frozen=True, slots=True)
class CheckTable:
    """The headings as they were, and the rows in their order."""

    headings: tuple[str, ...]
    rows: tuple[CheckRow, ...]


def read_checks(data: bytes) -> CheckTable:
    """Read the whole file. Raises Refusal for a file that is no table, lacks a column or has a broken row."""
    rows = read_rows(decode(data), KNOWN)
    header = next((row for row in rows if isinstance(row, BadRow) or not row.is_blank), None)
    if header is None:
        raise Refusal(f"The file is empty. Start it with a header row: {', '.join(KNOWN)}.")
    if isinstance(header, BadRow):
        raise _broken(header)
    names = [column_name(cell) for cell in header.cells]
    _check_header(names)
    return CheckTable(header.cells, tuple(_row(row, names) for row in rows))


def _check_header(names: Sequence[str]) -> None:
    missing = list(_missing(set(names)))
    if missing:
        raise Refusal(f"The header row lacks {listed(missing)}. Add it, even over blank cells.")
    half = set(BOUNDS) & set(names)
    if len(half) == 1:
        raise Refusal(f"The header row has {half.pop()} without its other bound. Add that, or remove it.")
    for name in KNOWN:
        if names.count(name) > 1:
            raise Refusal(f'The column "{name}" is there twice. Remove one of them.')
    for name in ADDED:
        if name in names:
            # Writing over it would lose the team's own figures, and two columns of one name help nobody.
            advice = f"stated_{name}, to have it compared," if f"stated_{name}" in KNOWN else "something else"
            raise Refusal(f'The file already has a column "{name}". Rename it to {advice} or remove it.')


def _missing(names: Set[str]) -> Iterator[str]:
    """What the header row must have, each as one or another column."""
    by_thresholds = set(THRESHOLDS) <= names
    if "actual" not in names:
        yield "actual"
    if not names & {"polarity", BEST}:
        yield "polarity"
    if not (by_thresholds or names & {*BANDS, PREVIOUS_YEAR}):
        yield "tolerance (or green_within, amber_within, green_to and amber_to, or previous_year)"
    if not (by_thresholds or names & {"target", BEST} or set(BOUNDS) <= names):
        yield "target (or target_lower and target_upper)"


def _row(row: Row | BadRow, names: Sequence[str]) -> CheckRow:
    if isinstance(row, BadRow):
        raise _broken(row)
    surplus = next((cell for cell in row.cells[len(names) :] if cell.strip()), None)
    if surplus is not None:
        raise Refusal(
            f"Line {row.line}: {quoted(surplus)} stands beyond the last column of the header row. "
            "A comma inside a cell needs quotation marks around the cell."
        )
    # Excel leaves out the blank cells at the end of later rows, so a short row is a whole one.
    cells = (*row.cells[: len(names)], *[""] * (len(names) - len(row.cells)))
    by_name = zip(names, cells, strict=True)
    return CheckRow(cells, {name: cell.strip() for name, cell in by_name if name in KNOWN})


def _broken(row: BadRow) -> Refusal:
    return Refusal(f"Line {row.line}: {row.message}")
