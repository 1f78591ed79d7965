"""What the receipt of a saved upload says beyond its figures: what followed from it, and who took it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import bindparam, select

from webapp.models import Person, Upload
from webapp.services.settings import calendar
from webapp.services.store import read
from webapp.services.uploads.consequences import Effects, consequences
from webapp.services.uploads.definition_records import count_indicators
from webapp.services.uploads.definition_undoing import KeptIndicator, kept_indicators
from webapp.services.uploads.states import UploadRecord
from webapp.services.uploads.undo_kept import KeptFigure, kept_figures

NAMED = 100
"""Figures, and indicators, that stayed as they were when an upload was taken back and are named on its receipt."""

_UNDONE = (
    select(Upload.undone_at, Person.name, Upload.undo_reason)
    .join_from(Upload, Person, Person.id == Upload.undone_by_id)
    .where(Upload.id == bindparam("upload_id"), Upload.undone_at.is_not(None))
)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """When, by whom and why an upload was taken back; how many figures and indicators are as before, and which not."""

    at: datetime
    by: str
    reason: str
    restored: int
    indicators: int
    kept: int
    kept_figures: tuple[KeptFigure, ...]
    kept_indicators: tuple[KeptIndicator, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What happened with a saved upload."""

    effects: tuple[Effects, ...]
    defined_count: int  # indicators that it created or defined anew
    periods: tuple[tuple[str, str], ...]  # key and label of those whose figures changed
    opened: tuple[str, ...]  # labels of those that saving opened
    rounded: int
    taken_back: TakenBack | None


def what_became_of(upload: UploadRecord) -> Kept:
    """The consequences of a saved upload, and its taking back."""
    year, summary = calendar(), upload.summary
    return Kept(
        effects=consequences(upload),
        defined_count=sum(count_indicators(upload.id).values()),
        periods=tuple((key, year.from_key(key).label) for key in summary.get("periods", ())),
        opened=tuple(year.from_key(key).label for key in summary.get("opened", ())),
        rounded=int(summary.get("rounded", 0)),
        taken_back=_taken_back(upload),
    )


def _taken_back(upload: UploadRecord) -> TakenBack | None:
    row = read(_UNDONE, upload_id=upload.id).first()
    if row is None or row.undone_at is None:
        return None
    names = ("restored", "indicators_restored", "kept", "indicators_kept")
    restored, indicators, kept, others = (int(upload.summary.get(name, 0)) for name in names)
    figures = islice(kept_figures(upload.id), NAMED) if kept else ()
    stayed = islice(kept_indicators(upload.id), NAMED) if others else ()
    told = (row.undone_at, row.name, row.undo_reason)
    return TakenBack(*told, restored, indicators, kept, tuple(figures), tuple(stayed))
