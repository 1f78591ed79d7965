"""Directorates: added, renamed, merged, retired and brought back; what they reported keeps its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from webapp.domain.definitions import one_line
from webapp.domain.errors import Conflict, NotFound, Refusal
from webapp.domain.rights import Who
from webapp.domain.texts import given_reason
from webapp.extensions import db
from webapp.models import Directorate, Indicator
from webapp.outgoing.tables import Table
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import today
from webapp.services.indicators.defining import indicator_subject
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.queueing import wait_for_names
from webapp.services.store import transaction

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class DirectorateLine:
    """One directorate; ``indicators`` counts those still reported, ``retired_indicators`` the others."""

    id: int
    name: str
    indicators: int
    retired_indicators: int
    retired_on: date | None
    merged_into: str


def list_directorates() -> tuple[DirectorateLine, ...]:
    """Every directorate, those still there first, by name."""
    names = {row.id: row.name for row in db.session.execute(select(Directorate.id, Directorate.name))}
    counts = {row.directorate_id: row for row in db.session.execute(_counts())}
    rows = db.session.execute(
        select(Directorate.id, Directorate.name, Directorate.retired_on, Directorate.merged_into_id)
    )
    lines = []
    for row in rows:
        count = counts.get(row.id)
        total, retired = (count.total, count.retired) if count else (0, 0)
        merged_into = names.get(row.merged_into_id, "") if row.merged_into_id else ""
        lines.append(DirectorateLine(row.id, row.name, total - retired, retired, row.retired_on, merged_into))
    return tuple(sorted(lines, key=lambda line: (line.retired_on is not None, line.name.casefold())))


def directorate_table() -> Table:
    """The same as a table of values."""
    rows = [
        (line.name, line.indicators, line.retired_indicators, line.retired_on, line.merged_into)
        for line in list_directorates()
    ]
    return Table("directorates", ("directorate", "indicators", "retired_indicators", "retired_on", "part_of"), rows)


def show_directorate(directorate_id: int) -> DirectorateLine:
    """One directorate; raises NotFound."""
    found = next((line for line in list_directorates() if line.id == directorate_id), None)
    if found is None:
        raise NotFound("There is no such directorate.")
    return found


def add_directorate(*, who: Who, name: str) -> int:
    """A new directorate; returns its id. Raises Refusal for a name that is blank, too long or taken."""
    ensure_runs_figures(who)
    with transaction() as session:
        directorate = Directorate(name=_free_name(name))
        session.add(directorate)
        session.flush()
        record(who=who, subject=directorate_subject(directorate), field="added", old=None, new=directorate.name)
        return directorate.id


def rename_directorate(*, who: Who, directorate_id: int, name: str, was: str) -> None:
    """Another name; the audit record keeps the old one. Raises Conflict where it is no longer called ``was``."""
    ensure_runs_figures(who)
    with transaction():
        new = _free_name(name, except_id=directorate_id)
        directorate = _held(directorate_id)
        if directorate.name != was:
            raise Conflict(f"Somebody else renamed this directorate to {directorate.name} meanwhile.")
        if new == directorate.name:
            return
        directorate.name = new
        record(who=who, subject=directorate_subject(directorate), field="name", old=was, new=new)


def retire_directorate(*, who: Who, directorate_id: int, reason: str) -> None:
    """Offer it no more; raises Refusal without a reason, or while it reports indicators."""
    ensure_runs_figures(who)
    with transaction():
        directorate = _held(directorate_id)
        _ensure_in_use(directorate)
        if left := show_directorate(directorate_id).indicators:
            raise Refusal(
                f"{directorate.name} still reports {left} indicator{'s' if left != 1 else ''}: "
                "merge it into another directorate, or move or retire them first."
            )
        directorate.retired_on = today()
        record(
            who=who, subject=directorate_subject(directorate), field="retired", old=None, new="retired",
            reason=given_reason(reason, "Say why this directorate is retired."),
        )  # fmt: skip


def bring_back_directorate(*, who: Who, directorate_id: int, reason: str) -> None:
    """Offer it again; indicators that moved away stay where they are."""
    ensure_runs_figures(who)
    with transaction():
        directorate = _held(directorate_id)
        if directorate.retired_on is None:
            raise Conflict(f"{directorate.name} is not retired.")
        directorate.retired_on = directorate.merged_into_id = None
        record(
            who=who, subject=directorate_subject(directorate), field="retired", old="retired", new=None,
            reason=given_reason(reason, "Say why this directorate is brought back."),
        )  # fmt: skip


def merge_directorate(*, who: Who, directorate_id: int, into_id: int | None, reason: str) -> int:
    """Move every indicator into another directorate and retire this one; returns how many moved."""
    ensure_runs_figures(who)
    with transaction() as session:
        wait_for_names(Directorate)
        directorate = _held(directorate_id)
        _ensure_in_use(directorate)
        into = None if into_id in (None, directorate_id) else session.get(Directorate, into_id)
        if into is None or into.retired_on is not None:
            raise Refusal(f"Choose the directorate that {directorate.name} becomes part of.", field="into_id")
        why = given_reason(reason, f"Say why {directorate.name} becomes part of {into.name}.")
        query = select(Indicator).where(Indicator.directorate_id == directorate_id).with_for_update()
        moving = session.execute(query).scalars().all()
        for indicator in moving:
            indicator.directorate_id = into.id
            indicator.version += 1
            subject = indicator_subject(indicator)
            record(who=who, subject=subject, field="directorate", old=directorate.name, new=into.name, reason=why)
        directorate.retired_on, directorate.merged_into_id = today(), into.id
        subject = directorate_subject(directorate)
        record(who=who, subject=subject, field="merged into", old=None, new=into.name, reason=why)
        return len(moving)


def directorate_subject(directorate: Directorate) -> Subject:
    """How the audit record names a directorate."""
    return Subject("directorate", directorate.id, directorate.name)


def _free_name(name: str, *, except_id: int | None = None) -> str:
    """Inside a transaction: the name as it is kept; raises Refusal for one that is blank, too long or taken."""
    kept = one_line(name)
    if not kept:
        raise Refusal("Enter the name of the directorate.", field="name")
    if len(kept) > LONGEST_NAME:
        raise Refusal(f"The name has {len(kept)} characters: shorten it to {LONGEST_NAME} or fewer.", field="name")
    wait_for_names(Directorate)
    query = select(Directorate.id, Directorate.name, Directorate.retired_on).where(
        func.lower(Directorate.name) == func.lower(kept), Directorate.id != (except_id or 0)
    )
    taken = db.session.execute(query).first()
    if taken is not None:
        retired = ", which is retired: bring it back, or" if taken.retired_on else ":"
        raise Refusal(f"There is a directorate called {taken.name} already{retired} choose another name.", field="name")
    return kept


def _held(directorate_id: int) -> Directorate:
    """Inside a transaction: the row, held against other writers until it ends; raises NotFound."""
    query = select(Directorate).where(Directorate.id == directorate_id).with_for_update()
    directorate = db.session.execute(query).scalar_one_or_none()
    if directorate is None:
        raise NotFound("There is no such directorate.")
    return directorate


def _ensure_in_use(directorate: Directorate) -> None:
    if directorate.retired_on is not None:
        raise Conflict(f"{directorate.name} is retired already.")


def _counts() -> Select[*tuple[Any, ...]]:
    retired = func.sum(case((Indicator.retired_on <= today(), 1), else_=0))
    return select(Indicator.directorate_id, func.count().label("total"), retired.label("retired")).group_by(
        Indicator.directorate_id
    )
