"""Everything that an upload does, however much it is: indicator by indicator, some thousands at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from webapp.models import Indicator, StagedIndicator, UploadEffect
from webapp.services.store import read

CHUNK = 2_000
_EFFECTS = (
    select(
        UploadEffect.number,
        func.coalesce(Indicator.code, StagedIndicator.code).label("code"),
        UploadEffect.period_key,
        UploadEffect.before,
        UploadEffect.after,
        UploadEffect.plan,
        UploadEffect.seal,
    )
    .outerjoin(Indicator, Indicator.id == UploadEffect.indicator_id)
    .outerjoin(
        StagedIndicator,
        (StagedIndicator.upload_id == UploadEffect.upload_id) & (StagedIndicator.number == -UploadEffect.indicator_id),
    )
    .where(UploadEffect.upload_id == bindparam("upload_id"), UploadEffect.number > bindparam("after"))
    .order_by(UploadEffect.number)
    .limit(CHUNK)
)


@dataclass(frozen=True, slots=True)
class EffectTold:
    """What happens to one indicator at one period: statuses in words; ``plan`` and ``signed`` are "" for nothing."""

    indicator: str
    period_key: str
    before: str
    after: str
    plan: str
    signed: str


def every_effect(upload_id: int) -> Iterator[EffectTold]:
    """All effects of an upload in the order in which they were found."""
    after = 0
    while rows := read(_EFFECTS, upload_id=upload_id, after=after).all():
        yield from (EffectTold(*row[1:]) for row in rows)
        after = rows[-1].number
