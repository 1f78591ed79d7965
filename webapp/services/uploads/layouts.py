"""Layouts of files: what people said once of columns, so that the same ones are understood without asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from webapp.domain.definitions import one_line
from webapp.domain.errors import NotFound, Refusal
from webapp.domain.quoting import quoted
from webapp.domain.rights import Who
from webapp.models import Person, UploadLayout
from webapp.readers.figures.layout import Layout
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import read, transaction

LONGEST_NAME = 120
_LAYOUTS = (
    select(
        UploadLayout.id,
        UploadLayout.name,
        UploadLayout.columns,
        UploadLayout.last_year,
        Person.name.label("by"),
        UploadLayout.at,
        UploadLayout.fingerprint,
    )
    .join_from(UploadLayout, Person, Person.id == UploadLayout.by_id)
    .order_by(UploadLayout.name)
)
_BY_NAME = select(UploadLayout.id).where(func.lower(UploadLayout.name) == func.lower(bindparam("name")))


@dataclass(frozen=True, slots=True)
class RememberedLayout:
    """The columns of one kind of file; ``last_year`` is what "last year" means in it, "" where it does not say so."""

    id: int
    name: str
    layout: Layout
    last_year: str
    by: str
    at: datetime
    fingerprint: str


def list_layouts(*, who: Who) -> tuple[RememberedLayout, ...]:
    """Every remembered layout by its name."""
    ensure_runs_figures(who)
    return tuple(map(_layout, read(_LAYOUTS)))


def get_layout(*, who: Who, layout_id: int) -> RememberedLayout:
    """The remembered layout of that number; raises NotFound."""
    ensure_runs_figures(who)
    row = read(_LAYOUTS.where(UploadLayout.id == layout_id)).first()
    if row is None:
        raise NotFound("There is no remembered layout with that number.")
    return _layout(row)


def name_of_layout(fingerprint: str) -> str:
    """What the layout with this fingerprint is called; "" where none is remembered."""
    query = select(UploadLayout.name).where(UploadLayout.fingerprint == fingerprint)
    return read(query).scalar() or ""


def remember_layout(*, who: Who, name: str, layout: Layout, last_year: str = "") -> int:
    """Keep a layout by its name, instead of what was remembered of the same columns; returns its number.

    Raises Refusal without a name, for one that is too long, and for that of other columns.
    """
    ensure_runs_figures(who)
    called = _good_name(name)
    values = {"name": called, "columns": layout.to_plain(), "last_year": last_year, "by_id": who.id, "at": now()}
    with transaction() as session:
        same = select(UploadLayout.id, UploadLayout.name).where(UploadLayout.fingerprint == layout.fingerprint)
        known = session.execute(same).first()
        _ensure_free(session, called, known and known.id)
        if known is None:
            added = insert(UploadLayout).values(fingerprint=layout.fingerprint, **values)
            layout_id = int(_written(session, added.returning(UploadLayout.id), called))
        else:
            layout_id = known.id
            changed = update(UploadLayout).where(UploadLayout.id == layout_id).values(**values)
            _written(session, changed.returning(UploadLayout.id), called)
        old, new = known and known.name, f"{called}: {len(layout.columns)} columns"
        record(who=who, subject=Subject("upload layout", layout_id, called), field="remembered", old=old, new=new)
    return layout_id


def rename_layout(*, who: Who, layout_id: int, name: str) -> None:
    """Call a layout otherwise; raises NotFound, and Refusal as remember_layout does."""
    called = _good_name(name)
    before = get_layout(who=who, layout_id=layout_id).name
    with transaction() as session:
        _ensure_free(session, called, layout_id)
        changed = update(UploadLayout).where(UploadLayout.id == layout_id).values(name=called)
        _written(session, changed.returning(UploadLayout.id), called)
        record(who=who, subject=Subject("upload layout", layout_id, called), field="name", old=before, new=called)


def forget_layout(*, who: Who, layout_id: int) -> None:
    """Forget a layout: the next file with these columns asks again. Raises NotFound."""
    before = get_layout(who=who, layout_id=layout_id).name
    with transaction() as session:
        session.execute(delete(UploadLayout).where(UploadLayout.id == layout_id))
        record(who=who, subject=Subject("upload layout", layout_id, before), field="remembered", old=before, new=None)


def _good_name(name: str) -> str:
    called = one_line(name)
    if not called:
        raise Refusal("Give the layout a name by which you know it again.", field="name")
    if len(called) > LONGEST_NAME:
        raise Refusal(f"Shorten the name to {LONGEST_NAME} characters or fewer.", field="name")
    return called


def _ensure_free(session: scoped_session[Session], called: str, layout_id: int | None) -> None:
    other = session.execute(_BY_NAME, {"name": called}).scalar()
    if other is not None and other != layout_id:
        raise _taken(called)


def _written(session: scoped_session[Session], statement: Any, called: str) -> Any:
    try:
        return session.execute(statement.execution_options(synchronize_session=False)).scalar_one()
    except IntegrityError:  # somebody else gave the name, or remembered these columns, since we looked
        raise _taken(called) from None


def _taken(called: str) -> Refusal:
    return Refusal(f"Other columns are remembered as {quoted(called)} already: choose another name.", field="name")


def _layout(row: Any) -> RememberedLayout:
    layout = Layout.from_plain(row.columns)
    return RememberedLayout(row.id, row.name, layout, row.last_year, row.by, row.at, row.fingerprint)
