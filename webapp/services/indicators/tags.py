"""Tags of indicators: all there are, those of some, and setting them; a tag that nobody uses any more goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, delete, insert, select

from webapp.domain.tags import spelled, tidied_tags
from webapp.extensions import db
from webapp.models import FormerCode, Tag, indicator_tag
from webapp.services.queueing import wait_for_names
from webapp.services.store import read

Tags = tuple[str, ...]

_NAMES = select(Tag.name)
_USED = select(indicator_tag.c.indicator_id, Tag.name).join(Tag, Tag.id == indicator_tag.c.tag_id)
_SOME = _USED.where(indicator_tag.c.indicator_id.in_(bindparam("ids", expanding=True)))


def every_tag() -> Tags:
    """The tags in use, in the order of the alphabet."""
    return tidied_tags(read(_NAMES).scalars())


def known_spellings() -> dict[str, str]:
    """Every tag as it is written, by its name in lower case."""
    return {name.casefold(): name for name in every_tag()}


def tags_of(indicator_ids: Collection[int] | None = None) -> defaultdict[int, Tags]:
    """The tags of these indicators, or of all, by their ids; none for one that has none."""
    rows = read(_USED) if indicator_ids is None else read(_SOME, ids=list(indicator_ids)) if indicator_ids else ()
    names: defaultdict[int, list[str]] = defaultdict(list)
    for indicator_id, name in rows:
        names[indicator_id].append(name)
    return defaultdict(tuple, {each: tidied_tags(found) for each, found in names.items()})


def put_tags(wanted: Mapping[int, Tags]) -> None:
    """Inside a transaction: give the indicators these tags and no others.

    A tag is spelled as other indicators have it already.
    """
    present = tags_of(wanted)
    changed = {each: tags for each, tags in wanted.items() if tags != present[each]}
    if not changed:
        return
    wait_for_names(FormerCode)  # as whoever names an indicator does: a lock of its own could be waited for crosswise
    _clear(changed)
    known = known_spellings()
    tags = {each: spelled(names, known) for each, names in changed.items()}
    missing = tidied_tags(name for names in tags.values() for name in names if name.casefold() not in known)
    if missing:
        db.session.execute(insert(Tag), [{"name": name} for name in missing])
    ids = {row.name.casefold(): row.id for row in db.session.execute(select(Tag.id, Tag.name))}
    rows = [{"indicator_id": each, "tag_id": ids[name.casefold()]} for each, names in tags.items() for name in names]
    if rows:
        db.session.execute(insert(indicator_tag), rows)


def _clear(indicator_ids: Collection[int]) -> None:
    """Take their tags away, and those that nobody has any more."""
    db.session.execute(delete(indicator_tag).where(indicator_tag.c.indicator_id.in_(indicator_ids)))
    db.session.execute(delete(Tag).where(Tag.id.not_in(select(indicator_tag.c.tag_id))))
