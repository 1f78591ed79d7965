"""How actions stand now: the newest note of each says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from webapp.domain.actions import ActionState
from webapp.extensions import db
from webapp.models import ActionProgress, Person

_Newer = aliased(ActionProgress)
_LAST = select(func.max(_Newer.id)).group_by(_Newer.key)


@dataclass(frozen=True, slots=True)
class Progress:
    """One note of how an action goes; an action without any is not started."""

    state: ActionState = ActionState.NOT_STARTED
    note: str = ""
    by: str = ""
    at: datetime | None = None


def progress_of(keys: Iterable[str]) -> dict[str, Progress]:
    """The newest note of each of these actions by key; one that nobody has noted anything about is not started."""
    wanted = tuple(keys)
    query = (
        select(ActionProgress.key, ActionProgress.state, ActionProgress.note, ActionProgress.at, Person.name)
        .join(Person, Person.id == ActionProgress.by_id)
        .where(ActionProgress.id.in_(_LAST.where(_Newer.key.in_(wanted))))
    )
    found = {row.key: Progress(ActionState(row.state), row.note, row.name, row.at) for row in db.session.execute(query)}
    return {key: found.get(key, Progress()) for key in wanted}
