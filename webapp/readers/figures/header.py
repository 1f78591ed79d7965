"""Finding the header of a sheet: below its title lines, in one row or in two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest

from webapp.readers.figures.headings import Heading, is_of_row
from webapp.readers.sheets.model import Merged

MOST_LINES = 50
"""Rows among which the header is looked for."""

ReadHeading = Callable[[str], Heading]

_KNOWN = (1_000_000, 0)
_NUMBER = re.compile(r"[-+\u2212]?£?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Header:
    """The header: its last line, how many rows end with it, and its headings as written."""

    line: int
    rows: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    header: Header
    score: tuple[int, int]


def find_header(
    lines: Sequence[int],
    rows: Sequence[Sequence[str]],
    merged: Sequence[Merged],
    read: ReadHeading,
    is_known: Callable[[tuple[str, ...]], bool],
) -> Header | None:
    """The first of the rows (or pairs of rows) that yield most headings; None where none yields any.

    ``is_known`` tells the headings of a layout that somebody has explained: no others are looked for then.
    """
    best: _Candidate | None = None
    for candidate in _candidates(lines[:MOST_LINES], rows[:MOST_LINES], merged, read, is_known):
        if best is None or candidate.score > best.score:
            best = candidate
    return best.header if best is not None else None


def _candidates(
    lines: Sequence[int],
    rows: Sequence[Sequence[str]],
    merged: Sequence[Merged],
    read: ReadHeading,
    is_known: Callable[[tuple[str, ...]], bool],
) -> Iterator[_Candidate]:
    for at, row in enumerate(rows):
        found = _judged(Header(lines[at], at + 1, _trimmed(row)), read, is_known)
        if found is not None:
            yield found
    for at in range(1, len(rows)):
        if _is_of_words(rows[at]):
            headings = _joined(lines[at - 1], rows[at - 1], rows[at], merged, read)
            found = _judged(Header(lines[at], at + 1, headings), read, is_known) if headings else None
            if found is not None:
                yield found


def _judged(header: Header, read: ReadHeading, is_known: Callable[[tuple[str, ...]], bool]) -> _Candidate | None:
    """How much of a header it is: its different headings less what are figures; None where it is none.

    Periods alone are none: every row of a long file has one. Of two rows that tell as much, the better one is that
    whose headings name their periods in full.
    """
    if is_known(header.headings):
        return _Candidate(header, _KNOWN)
    headings = [read(text) for text in header.headings]
    known = {(each.role, each.code_or_title, each.period) for each in headings if each.is_recognised}
    periods = {each.period for each in headings if each.is_bare_period}
    figures = sum(_is_figure(text) for text in header.headings)
    score = len(known) - figures
    if score < 1 or (len(known) == len(periods) and (len(periods) < 2 or figures)):
        return None
    in_full = sum(any(mark.isdigit() for mark in each.period) and len(each.period) > 4 for each in headings)
    return _Candidate(header, (score, in_full))


def _joined(
    upper_line: int, upper: Sequence[str], lower: Sequence[str], merged: Sequence[Merged], read: ReadHeading
) -> tuple[str, ...]:
    """The headings of two rows, such as a period over several columns of actual and target; () if none is over any."""
    below = [read(text) for text in _trimmed(lower)]
    shared = _spans(upper_line, upper, below, merged, read)
    if not shared:
        return ()
    pairs = zip_longest(_trimmed(upper), _trimmed(lower), fillvalue="")
    return _trimmed(
        [
            f"{shared[at]} {low.strip()}".strip() if at in shared else low.strip() or high.strip()
            for at, (high, low) in enumerate(pairs)
        ]
    )


def _spans(
    line: int, upper: Sequence[str], below: Sequence[Heading], merged: Sequence[Merged], read: ReadHeading
) -> dict[int, str]:
    """The columns over which a cell of the upper row stands, each with that cell.

    Such a cell says a period or what its columns hold, and below it are headings of figures, or nothing: where one
    stands over anything else, such as a title over the code column, the upper row is no part of the header. Text files
    do not know merged cells, so there a cell stands over the blank ones that follow.
    """
    areas = {area.first_column: area.last_column for area in merged if area.first_line <= line <= area.last_line}
    texts = [each.text for each in below]
    shared: dict[int, str] = {}
    for at, cell in enumerate(upper):
        heading = read(cell)
        if heading.role is None or (is_of_row(heading) and not heading.period):
            continue
        end = areas.get(at, at) + 1
        while at not in areas and end < len(below) and not "".join(upper[end : end + 1]).strip():
            end += 1
        covered = range(at, min(end, len(below)))
        if not any(below[column].text for column in covered):
            continue
        span = list(takewhile(lambda column: _is_of_figures(below[column], texts), covered))
        if not span or (at in areas and len(span) < len(covered)):
            return {}
        shared.update(dict.fromkeys(span, cell.strip()))
    return shared


def _is_of_figures(heading: Heading, texts: Sequence[str]) -> bool:
    """True for a heading that can stand below a period: of a figure, or of anything else that is there repeatedly."""
    return heading.role is not None and (not is_of_row(heading) or texts.count(heading.text) > 1)


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    """The cells up to the last that holds something."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _is_of_words(row: Sequence[str]) -> bool:
    return not any(map(_is_figure, row))


def _is_figure(text: str) -> bool:
    cell = text.strip()
    return _NUMBER.fullmatch(cell) is not None and _YEAR.fullmatch(cell) is None
