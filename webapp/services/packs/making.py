"""The pack of a period as a PDF in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from webapp.domain.rights import Who
from webapp.pdf.pack.binding import bind
from webapp.services.packs.reading import COMMAND_LINE, pack_of
from webapp.services.plans.printing import page_to_read


@dataclass(frozen=True, slots=True)
class Packed:
    """What a pack holds: plans with a page, figures without a plan, pages, and why some plans could not be printed."""

    period: str
    plans: int
    without_plan: int
    pages: int
    troubles: tuple[str, ...]


def make_pack(*, who: Who | None, key: str, out: Path, progress: Callable[[int, int], None]) -> Packed:
    """Write the pack of a period to ``out``; ``who`` None is the command line.

    ``progress`` is told about every second how many steps of how many are done. Raises NotFound, and Refusal where
    there is nothing to print.
    """
    person = who or COMMAND_LINE
    pack = pack_of(person, key)
    pages = (page_to_read(who=person, plan_id=plan_id, standing=True) for plan_id in pack.plan_ids)
    bound = bind(pack, pages, out, progress)
    names = {line.plan_id: line.code for line in pack.printed}
    return Packed(
        pack.period,
        len(pack.plan_ids) - len(bound.troubles),
        len(pack.lines) - len(pack.plan_ids),
        bound.pages,
        tuple(f"{names[plan_id]}: {trouble}" for plan_id, trouble in bound.troubles.items()),
    )
