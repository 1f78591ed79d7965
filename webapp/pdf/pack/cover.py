"""The cover of a pack: whose plans, of which period, made when, and how many there are of each state."""

from __future__ import annotations

from webapp.domain.formats import moment
from webapp.domain.packs import KIND, TITLE, WHAT_IT_HOLDS, Pack
from webapp.pdf.layout import SIDE, WIDTH
from webapp.pdf.pack.writing import cell, write_as, write_foot
from webapp.pdf.sheet import PAGE_HEIGHT, Sheet
from webapp.pdf.tagging import Element

BODY, LARGE, HUGE = 12.0, 18.0, 30.0
FIRST = PAGE_HEIGHT - 110.0
LABEL = 200.0
ROW = 8.0  # points between a rule and the words of a row
INK = (0.0, 0.0, 0.0)
HAIR = (0.45, 0.45, 0.45)


def draw_cover(sheet: Sheet, root: Element, pack: Pack, *, total: int) -> None:
    """Draw the first page."""
    section = root.add("Sect")
    top = FIRST
    for tag, text, size, bold, space in (
        ("P", pack.council, LARGE, False, 60.0),
        ("H1", TITLE, HUGE, True, 10.0),
        ("P", pack.period, LARGE, True, 40.0),
        ("P", f"{KIND}, made on {moment(pack.made_at)}", BODY, False, 10.0),
        ("P", WHAT_IT_HOLDS, BODY, False, 40.0),
    ):
        top -= write_as(sheet, section.add(tag), top, cell(text, size, bold=bold)) + space
    if pack.counts:
        _draw_counts(sheet, section, pack, top)
    write_foot(sheet, pack, 1, total)


def _draw_counts(sheet: Sheet, section: Element, pack: Pack, top: float) -> None:
    top -= write_as(sheet, section.add("H2"), top, cell("Plans by state", LARGE, bold=True)) + 10.0
    table = section.add("Table")
    _rule(sheet, top, 1.4)
    for words, count in {**pack.counts, "Together": len(pack.lines)}.items():
        row = table.add("TR")
        bold = words == "Together"
        head, figure = row.add("TH", scope="Row").add("P"), row.add("TD").add("P")
        name = cell(words, BODY, width=LABEL, bold=bold)
        write_as(sheet, head, top - ROW / 2, name)
        write_as(
            sheet,
            figure,
            top - ROW / 2,
            cell(str(count), BODY, left=LABEL, width=WIDTH / 2 - LABEL, bold=bold, right=True),
        )
        top -= name.height + ROW
        _rule(sheet, top, 0.5)


def _rule(sheet: Sheet, y: float, thickness: float) -> None:
    with sheet.artifact():
        sheet.rule(SIDE, y, SIDE + WIDTH / 2, y, thickness, INK if thickness > 1 else HAIR)
