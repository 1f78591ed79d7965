"""The contents of a pack: every plan under its directorate, with its state and a link to its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.domain.packs import Pack, PackLine
from webapp.pdf.fonts import one_line
from webapp.pdf.layout import FOOT, SIDE, TOP, WIDTH
from webapp.pdf.pack.places import place_of
from webapp.pdf.pack.writing import Cell, cell, write, write_as, write_foot
from webapp.pdf.sheet import PAGE_HEIGHT, Sheet
from webapp.pdf.tagging import Element

BODY, HEADING, LARGE = 11.0, 13.0, 18.0
CODE, STATE, NUMBER = 76.0, 106.0, 40.0  # widths of the columns beside the title's
TITLE = WIDTH - CODE - STATE - NUMBER
GUTTER = 8.0
BETWEEN, BEFORE_HEADING = 5.0, 12.0
HEIGHT = PAGE_HEIGHT - TOP - FOOT
HAIR = (0.7, 0.7, 0.7)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents, or (``line`` None) a directorate above some."""

    cells: tuple[Cell, ...]
    before: float
    line: PackLine | None = None

    @property
    def height(self) -> float:
        """Points, the space before it included."""
        return self.before + max(each.height for each in self.cells)


def contents_pages(pack: Pack, troubles: Mapping[int, str]) -> list[list[Entry]]:
    """The entries on their pages. ``troubles`` says of a plan's number why it cannot be printed."""
    title = Entry((cell("Contents", LARGE, bold=True),), 0.0)
    pages, room = [[title]], HEIGHT - title.height
    for directorate, lines in pack.by_directorate:
        heading = Entry((cell(directorate, HEADING, bold=True),), BEFORE_HEADING)
        waiting = [heading, *(_entry(line, troubles) for line in lines)]
        for number, entry in enumerate(waiting):
            held = waiting[1].height if entry is heading else 0.0  # no heading stands alone at the foot of a page
            if entry.height + held > room:
                again = Entry((cell(f"{directorate} (continued)", HEADING, bold=True),), 0.0)
                pages.append([again] if number else [])
                room = HEIGHT - (again.height if number else 0.0)
            pages[-1].append(entry)
            room -= entry.height
    return pages


def draw_contents(
    sheet: Sheet, root: Element, pack: Pack, pages: list[list[Entry]], starts: Mapping[int, int], *, total: int
) -> None:
    """Draw the contents on the pages that follow; ``starts`` has the first page of each plan by its number."""
    section = root.add("Sect")
    list_of_lines = section
    for number, entries in enumerate(pages):
        sheet.next_page()
        y = PAGE_HEIGHT - TOP
        for place, entry in enumerate(entries):
            y -= entry.before
            if entry.line is not None:
                _draw_line(sheet, list_of_lines, entry, entry.line, starts, y)
            elif number and place == 0 and not entry.before:
                with sheet.artifact("Pagination"):
                    write(sheet, y, *entry.cells)
            else:
                write_as(sheet, section.add("H3" if entry.before else "H2"), y, *entry.cells)
                list_of_lines = section.add("TOC") if entry.before else section
            y -= entry.height - entry.before
        write_foot(sheet, pack, number + 2, total)


def _entry(line: PackLine, troubles: Mapping[int, str]) -> Entry:
    trouble = troubles.get(line.plan_id or 0, "")
    title = f"{one_line(line.title)}{f' ({line.period})' if line.period else ''}"
    return Entry(
        (
            cell(line.code, BODY, width=CODE - GUTTER),
            cell(f"{title}\n{trouble}" if trouble else title, BODY, left=CODE, width=TITLE - GUTTER),
            cell(
                "Cannot be printed" if trouble else line.state_words,
                BODY,
                left=CODE + TITLE,
                width=STATE - GUTTER,
                bold=not line.has_page or bool(trouble),
            ),
        ),
        BETWEEN,
        line,
    )


def _draw_line(
    sheet: Sheet, parent: Element, entry: Entry, line: PackLine, starts: Mapping[int, int], top: float
) -> None:
    with sheet.artifact():
        sheet.rule(SIDE, top + BETWEEN / 2, SIDE + WIDTH, top + BETWEEN / 2, 0.4, HAIR)
    item = parent.add("TOCI")
    start = starts.get(line.plan_id or 0)
    words = f"{line.name}, {line.state_words}"
    if start is None:
        write_as(sheet, item.add("P"), top, *entry.cells, spoken=f"{words}, without a page")
        return
    link = item.add("Link")
    number = cell(str(start), BODY, left=WIDTH - NUMBER, width=NUMBER, right=True)
    height = write_as(sheet, link, top, *entry.cells, number, spoken=f"{words}, page {start}")
    sheet.link(link, (SIDE, top - height, SIDE + WIDTH, top), place_of(line.plan_id or 0), words)
