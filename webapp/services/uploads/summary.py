"""What an upload would do, counted for its page and its JSON."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from webapp.models import UploadEffect
from webapp.services.store import read
from webapp.services.uploads.facts import Facts
from webapp.services.uploads.ground import Ground
from webapp.services.uploads.staging import NOTE, Staging


def summarise(upload_id: int, ground: Ground, facts: Facts, staging: Staging, *, rounded: int) -> dict[str, Any]:
    """Counts of restated figures, flips of status, plans and signed pages; the periods of changed figures.

    ``flips`` counts each pair of statuses as "green>red"; ``opened`` names the periods that saving opens.
    """
    staging.write()
    query = select(
        UploadEffect.before, UploadEffect.after, UploadEffect.plan, UploadEffect.seal, func.count().label("times")
    ).where(UploadEffect.upload_id == upload_id)
    rows = read(query.group_by(UploadEffect.before, UploadEffect.after, UploadEffect.plan, UploadEffect.seal)).all()
    flips: dict[str, int] = {}
    plans: dict[str, int] = {}
    seals: dict[str, int] = {}
    for row in rows:
        if row.before != row.after:
            flip = f"{row.before}>{row.after}"
            flips[flip] = flips.get(flip, 0) + row.times
        if row.plan:
            plans[row.plan] = plans.get(row.plan, 0) + row.times
        if row.seal:
            seals[row.seal] = seals.get(row.seal, 0) + row.times
    periods = sorted(ground.changed_periods.values(), key=lambda period: (period.start, period.end))
    return {
        "restated": ground.restated,
        "flips": flips,
        "plans": plans,
        "seals": seals,
        "periods": [period.key for period in periods],
        "opened": [period.key for period in periods if period.key not in facts.periods],
        "rounded": rounded,
        "notes": staging.counts[NOTE],
    }
