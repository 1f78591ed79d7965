"""Receipts of uploads: every figure that a saved file created or changed, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.services.uploads.revised import CHANGED, NEW, PAGE, RevisedFigure, read_figures
from webapp.services.uploads.states import UploadRecord, load_upload


@dataclass(frozen=True, slots=True)
class Receipt:
    """How many figures a file changed and created, and a page of those asked for."""

    upload: UploadRecord
    counts: dict[str, int]
    step: str  # CHANGED, NEW, or "" for both
    figures: tuple[RevisedFigure, ...]
    page: int
    pages: int

    @property
    def steps(self) -> tuple[str, ...]:
        """What was asked for."""
        return (self.step,) if self.step else tuple(self.counts)

    @property
    def total(self) -> int:
        """How many figures it changed or created."""
        return sum(self.counts.values())


def get_receipt(upload_id: int, *, step: str = "", page: int = 1) -> Receipt:
    """A page of the figures that a file changed, then of those it created; one beyond the last is the last."""
    upload = load_upload(upload_id)
    counts = {CHANGED: upload.changed, NEW: upload.created}
    step = step if step in counts else ""
    steps = (step,) if step else tuple(counts)
    pages = max(1, -(-sum(counts[each] for each in steps) // PAGE))
    page = min(max(1, page), pages)
    figures = read_figures(upload_id, {each: counts[each] for each in steps}, skipped=(page - 1) * PAGE)
    return Receipt(upload, counts, step, figures, page, pages)
