"""Old forms read in together: a zipped folder kept as the text of each form, until each is settled."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from webapp.domain.errors import NotFound, Refusal
from webapp.domain.rights import Who
from webapp.domain.texts import ensure_storable, kept_file_name
from webapp.extensions import db
from webapp.models import FormBatch, FormItem, Person
from webapp.readers.form_folder import FormFile, read_folder
from webapp.services.audit.recording import Subject, record
from webapp.services.clock import now
from webapp.services.old_forms.given import Given
from webapp.services.old_forms.reading import read_old_form
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.store import transaction

WAITING, UNREADABLE, SAVED, ASIDE = "waiting", "unreadable", "saved", "put aside"
LONGEST_NAME = 255
LONGEST_PATH = 400

_BATCHES = (
    select(FormBatch.id, FormBatch.file_name, FormBatch.sha256, FormBatch.at, FormBatch.answers, Person.name)
    .join(Person, Person.id == FormBatch.by_id)
    .order_by(FormBatch.id.desc())
)
_COUNTS = select(FormItem.batch_id, FormItem.state, func.count()).group_by(FormItem.batch_id, FormItem.state)


@dataclass(frozen=True, slots=True)
class Batch:
    """One file of old forms, who read it in, how many of its forms are in which state, and what goes for all."""

    id: int
    file_name: str
    by: str
    at: datetime
    given: Given
    counts: Counter[str]

    @property
    def total(self) -> int:
        """How many files it holds."""
        return self.counts.total()

    @property
    def left(self) -> int:
        """How many wait for somebody."""
        return self.counts[WAITING]


@dataclass(frozen=True, slots=True)
class Item:
    """One form of a batch as it is kept; its text is read anew whenever it is needed."""

    id: int
    batch_id: int
    position: int
    file_name: str
    text: str
    trouble: str
    given: Given
    state: str
    plan_id: int | None
    settled_at: datetime | None

    @property
    def mark(self) -> str:
        """What a page was drawn from, so that an answer to something else is noticed."""
        kept = (self.text, sorted(self.given.to_keep().items()), self.state)
        return hashlib.sha256(repr(kept).encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ReadIn:
    """Where a folder went; ``earlier`` is the batch it was read in as before, to the letter."""

    batch_id: int
    earlier: Batch | None = None


def read_in(*, who: Who, file_name: str, content: bytes) -> ReadIn:
    """Keep every form of a zipped folder, those that cannot be read with the reason; the same folder is kept once.

    Raises Refusal for a zip with nothing in it, too much, or damaged.
    """
    ensure_runs_figures(who)
    digest = hashlib.sha256(content).hexdigest()
    if (known := _read_in_before(digest)) is not None:
        return known
    rows = [_row(place, file) for place, file in enumerate(read_folder(content), start=1)]
    with transaction() as session:
        if (known := _read_in_before(digest)) is not None:
            return known
        name = kept_file_name(file_name, longest=LONGEST_NAME)
        batch = FormBatch(file_name=name, sha256=digest, by_id=who.id, at=now(), answers={})
        session.add(batch)
        session.flush()
        session.execute(insert(FormItem), [{**row, "batch_id": batch.id} for row in rows])
        unreadable = sum(row["state"] == UNREADABLE for row in rows)
        said = f"{len(rows)} files" + (f", {unreadable} unreadable" if unreadable else "")
        record(who=who, subject=batch_subject(batch.id, batch.file_name), field="read in", old=None, new=said)
        return ReadIn(batch.id)


def list_batches() -> tuple[Batch, ...]:
    """Every folder that was read in, newest first."""
    return _batches()


def get_batch(batch_id: int) -> Batch:
    """One of them; raises NotFound."""
    found = _batches(FormBatch.id == batch_id)
    if not found:
        raise NotFound("There is no such folder of old forms.")
    return found[0]


def load_items(*conditions: Any) -> tuple[Item, ...]:
    """The forms that meet the conditions, by their place in the folder."""
    query = select(*FormItem.__table__.columns).where(*conditions).order_by(FormItem.position)
    return tuple(
        Item(
            id=row.id,
            batch_id=row.batch_id,
            position=row.position,
            file_name=row.file_name,
            text=row.text,
            trouble=row.trouble,
            given=Given.kept(row.answers),
            state=row.state,
            plan_id=row.plan_id,
            settled_at=row.settled_at,
        )
        for row in db.session.execute(query)
    )


def get_item(batch_id: int, item_id: int) -> Item:
    """One form of a batch; raises NotFound."""
    found = load_items(FormItem.id == item_id, FormItem.batch_id == batch_id)
    if not found:
        raise NotFound("There is no such form in this folder.")
    return found[0]


def batch_subject(batch_id: int, file_name: str) -> Subject:
    """How the audit record names a folder of forms."""
    return Subject("form batch", batch_id, f"Old forms in {file_name}")


def readable(text: str) -> str:
    """ "" for a text that can be read as a form and kept, else the sentence that says why not."""
    try:
        ensure_storable(text)
        read_old_form(text)
    except Refusal as refusal:
        return refusal.sentence
    return ""


def _row(place: int, file: FormFile) -> dict[str, Any]:
    trouble = file.trouble or readable(file.text)
    return {
        "position": place,
        "file_name": file.name[-LONGEST_PATH:],
        "text": file.text,
        "trouble": trouble,
        "answers": {},
        "state": UNREADABLE if trouble else WAITING,
        "plan_id": None,
        "settled_at": None,
    }


def _read_in_before(digest: str) -> ReadIn | None:
    found = _batches(FormBatch.sha256 == digest)
    return ReadIn(found[0].id, found[0]) if found else None


def _batches(*conditions: Any) -> tuple[Batch, ...]:
    rows = db.session.execute(_BATCHES.where(*conditions)).all()
    counts: dict[int, Counter[str]] = {row.id: Counter() for row in rows}
    for batch_id, state, count in db.session.execute(_COUNTS.where(FormItem.batch_id.in_(counts))):
        counts[batch_id][state] = count
    return tuple(
        Batch(row.id, row.file_name, row.name, row.at, Given.kept(row.answers), counts[row.id]) for row in rows
    )
