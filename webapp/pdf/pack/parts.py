"""Some plans of a pack, read from a file: how they lie on pages, and those pages as one tagged PDF."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from webapp.domain.form_words import DRAFTS, copy_of
from webapp.domain.plan_page import PlanPage
from webapp.pdf.fitting import LaidOut, laid_out, size_of
from webapp.pdf.metadata import Facts
from webapp.pdf.plan_page import draw_pages
from webapp.pdf.printable import Unprintable, refuse_unprintable
from webapp.pdf.sheet import Sheet
from webapp.pdf.tagging import Element


@dataclass(frozen=True, slots=True)
class Size:
    """How a plan lies on its pages: points of the body text and number of pages, or why it cannot be printed."""

    points: float
    pages: int
    trouble: str = ""


def keep_plans(plans: Sequence[PlanPage], path: Path) -> None:
    """Write plans to a file of our own, for the functions below."""
    path.write_bytes(pickle.dumps(tuple(plans)))


def measure_plans(path: Path) -> list[Size]:
    """The size of each plan in the file."""
    return [_size(page) for page in _plans(path)]


def draw_plans(path: Path, sizes: Sequence[Size], *, first: int, total: int, out: Path) -> Path:
    """Draw the plans of the file to another, as pages ``first`` to … of ``total``; returns that."""
    root = Element("Document")
    sheet = Sheet(Facts("", "", "en-GB"), root)
    for page, size in zip(_plans(path), sizes, strict=True):
        if size.pages:
            laid = _laid_out(page)
            laid.form.root.tag = "Art"
            root.kids.append(laid.form.root)
            pages = laid.layout.pages(size.points)
            draw_pages(sheet, pages, page, across=_across(page), first=first, total=total)
            first += size.pages
    out.write_bytes(sheet.finish())
    return out


def _plans(path: Path) -> tuple[PlanPage, ...]:
    plans: tuple[PlanPage, ...] = pickle.loads(path.read_bytes())
    return plans


def _size(page: PlanPage) -> Size:
    try:
        refuse_unprintable(page)
    except Unprintable as refusal:
        return Size(0, 0, refusal.sentence)
    layout = _laid_out(page).layout
    points = size_of(layout)
    return Size(points, len(layout.pages(points)))


def _laid_out(page: PlanPage) -> LaidOut:
    return laid_out(page, as_draft=page.state in DRAFTS, copy=copy_of(page))


def _across(page: PlanPage) -> str:
    """The word across its pages."""
    copy = copy_of(page)
    return copy.upper() if copy else "DRAFT" if page.state in DRAFTS else ""
