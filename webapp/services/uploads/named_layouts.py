"""Remembered layouts by the name that somebody gave them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from webapp.domain.definitions import one_line
from webapp.domain.errors import Refusal
from webapp.domain.quoting import quoted
from webapp.domain.texts import listed
from webapp.models import UploadLayout
from webapp.services.store import read

SHOWN = 20


@dataclass(frozen=True, slots=True)
class NamedLayout:
    """The columns as answers hold them; ``last_year`` is what "last year" means among them, "" where nobody said."""

    columns: Any
    last_year: str


def find_layout(name: str) -> NamedLayout:
    """The layout of that name in any case; raises Refusal, naming those there are, for any other."""
    query = select(UploadLayout.columns, UploadLayout.last_year)
    row = read(query.where(func.lower(UploadLayout.name) == func.lower(one_line(name)))).first()
    if row is not None:
        return NamedLayout(row.columns, row.last_year)
    names = read(select(UploadLayout.name).order_by(UploadLayout.name).limit(SHOWN)).scalars().all()
    instead = f"write {listed([quoted(each) for each in names], 'or')}" if names else "none is remembered yet"
    raise Refusal(f"No layout is remembered as {quoted(name)}: {instead}.", field="mapping")
