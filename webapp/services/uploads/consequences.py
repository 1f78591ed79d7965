"""What an upload does beyond its figures: statuses that flip, plans that become due or not, signed pages that drift."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from webapp.domain.errors import NotFound
from webapp.domain.plans import SealState
from webapp.domain.rag import Status
from webapp.domain.requirements import NOT_REQUIRED, REQUIRED_AGAIN
from webapp.models import UploadEffect
from webapp.services.settings import calendar
from webapp.services.store import read
from webapp.services.uploads.effects import CURRENT_AGAIN, REQUIRED
from webapp.services.uploads.names import names_of
from webapp.services.uploads.states import UploadRecord

PAGE_LENGTH = 100
FIRST = 10
"""Of each group that many stand on the page of the check; the others have a page of their own."""

_RED = Status.RED.value


@dataclass(frozen=True, slots=True)
class Group:
    """Effects of one kind: what is said of several and of one, and how they are found and counted."""

    name: str
    several: str
    one: str
    where: ColumnElement[bool]

    def title(self, count: int) -> str:
        """ "3 figures turn red", "1 plan is required"."""
        return f"{count:,} {self.several}" if count != 1 else f"1 {self.one}"


_BEFORE, _AFTER = UploadEffect.before, UploadEffect.after
GROUPS = (
    Group("red", "figures turn red", "figure turns red", and_(_AFTER == _RED, _BEFORE != _RED)),
    Group("red-no-more", "reds disappear", "red disappears", and_(_BEFORE == _RED, _AFTER != _RED)),
    Group(
        "other-status",
        "figures change to another status",
        "figure changes to another status",
        and_(_BEFORE != _AFTER, _BEFORE != _RED, _AFTER != _RED),
    ),
    Group("plan-required", "plans become required", "plan becomes required", UploadEffect.plan == REQUIRED),
    Group(
        "plan-required-again",
        "plans become required again",
        "plan becomes required again",
        UploadEffect.plan == REQUIRED_AGAIN,
    ),
    Group(
        "plan-not-required",
        "plans are no longer required",
        "plan is no longer required",
        UploadEffect.plan == NOT_REQUIRED,
    ),
    Group(
        "out-of-date",
        "signed plans go out of date",
        "signed plan goes out of date",
        UploadEffect.seal == str(SealState.OUT_OF_DATE),
    ),
    Group(
        "current-again",
        "signed plans agree with their figures again",
        "signed plan agrees with its figures again",
        UploadEffect.seal == CURRENT_AGAIN,
    ),
)
_BY_NAME = {group.name: group for group in GROUPS}
_EFFECTS = select(
    UploadEffect.indicator_id,
    UploadEffect.period_key,
    UploadEffect.before,
    UploadEffect.after,
    UploadEffect.plan,
    UploadEffect.seal,
    UploadEffect.plan_id,
)


@dataclass(frozen=True, slots=True)
class EffectLine:
    """What happens to one indicator at one period; ``indicator_id`` is None for one that is not there (yet)."""

    indicator_id: int | None
    code: str
    title: str
    period_key: str
    period: str
    before: str
    after: str
    plan: str
    seal: str
    plan_id: int | None


@dataclass(frozen=True, slots=True)
class Effects:
    """One group of effects, or a page of it."""

    name: str
    title: str
    count: int
    lines: tuple[EffectLine, ...]
    page: int = 1
    pages: int = 1


def consequences(upload: UploadRecord) -> tuple[Effects, ...]:
    """Every group that is not empty, each with its first effects."""
    counts = _counts(upload.summary)
    shown = [group for group in GROUPS if counts[group.name]]
    return tuple(_page(upload, group, counts[group.name], limit=FIRST, page=1) for group in shown)


def effects_page(upload: UploadRecord, name: str, *, page: int = 1) -> Effects:
    """A page of one group; one beyond the last is the last. Raises NotFound for a group that is none."""
    group = _BY_NAME.get(name)
    if group is None:
        raise NotFound("There is no such kind of consequence.")
    return _page(upload, group, _counts(upload.summary)[name], limit=PAGE_LENGTH, page=page)


def _counts(summary: Mapping[str, Any]) -> dict[str, int]:
    """How many effects each group has, from the counts that the check kept."""
    flips = {tuple(pair.split(">")): int(count) for pair, count in summary.get("flips", {}).items()}
    plans, seals = summary.get("plans", {}), summary.get("seals", {})
    to_red = sum(count for (_, after), count in flips.items() if after == _RED)
    from_red = sum(count for (before, _), count in flips.items() if before == _RED)
    return {
        "red": to_red,
        "red-no-more": from_red,
        "other-status": sum(flips.values()) - to_red - from_red,
        "plan-required": int(plans.get(REQUIRED, 0)),
        "plan-required-again": int(plans.get(REQUIRED_AGAIN, 0)),
        "plan-not-required": int(plans.get(NOT_REQUIRED, 0)),
        "out-of-date": int(seals.get(str(SealState.OUT_OF_DATE), 0)),
        "current-again": int(seals.get(CURRENT_AGAIN, 0)),
    }


def _page(upload: UploadRecord, group: Group, count: int, *, limit: int, page: int) -> Effects:
    pages = max(1, -(-count // limit))
    page = min(max(1, page), pages)
    query = _EFFECTS.where(UploadEffect.upload_id == upload.id, group.where).order_by(UploadEffect.number)
    rows = read(query.limit(limit).offset((page - 1) * limit)).all()
    names, year = names_of(upload.id, (row.indicator_id for row in rows)), calendar()
    lines = []
    for row in rows:
        named = names[row.indicator_id]
        period = year.from_key(row.period_key)
        lines.append(
            EffectLine(
                *(named.id, named.code, named.title, period.key, period.label),
                *(row.before, row.after, row.plan, row.seal, row.plan_id),
            )
        )
    return Effects(group.name, group.title(count), count, tuple(lines), page, pages)
