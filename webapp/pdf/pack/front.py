"""What stands before the plans of a pack, as one tagged PDF: the cover, and the contents with page numbers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from webapp.domain.packs import Pack
from webapp.pdf.fonts import one_line
from webapp.pdf.metadata import Facts
from webapp.pdf.pack.contents import contents_pages, draw_contents
from webapp.pdf.pack.cover import draw_cover
from webapp.pdf.sheet import Sheet
from webapp.pdf.tagging import Element


def facts_of(pack: Pack) -> Facts:
    """What the whole file states about itself."""
    return Facts(one_line(pack.title), one_line(pack.council), pack.language, pack.made_at)


def front_pages(pack: Pack, troubles: Mapping[int, str]) -> int:
    """How many pages stand before the plans; ``troubles`` says of a plan's number why it cannot be printed."""
    return 1 + len(contents_pages(pack, troubles))


def draw_front(pack: Pack, troubles: Mapping[int, str], starts: Mapping[int, int], *, total: int, out: Path) -> Path:
    """Draw cover and contents; ``starts`` has the first page of each plan by its number."""
    root = Element("Document")
    sheet = Sheet(facts_of(pack), root)
    draw_cover(sheet, root, pack, total=total)
    draw_contents(sheet, root, pack, contents_pages(pack, troubles), starts, total=total)
    out.write_bytes(sheet.finish())
    return out
