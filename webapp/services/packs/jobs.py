"""Making a pack in the background: who asks for one, who may have it, and the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from webapp.domain.errors import NotAllowed
from webapp.domain.rights import Who
from webapp.services.jobs.leases import Made
from webapp.services.jobs.queue import enqueue
from webapp.services.packs.making import make_pack
from webapp.services.packs.reading import pack_of
from webapp.services.periods.opened import find_opened, get_period

KIND = "pack"


def ask_for_pack(*, who: Who, key: str) -> int:
    """The number of the job that makes the pack of a period as this person may see it.

    Raises NotFound for a period that is not theirs to see, Refusal where there is nothing to print.
    """
    pack_of(who, key)
    return enqueue(who=who, kind=KIND, arguments={"period": key, "unsigned": who.sees_everything})


def title(arguments: Mapping[str, Any]) -> str:
    """ "Committee pack of October 2014"."""
    return f"Committee pack of {find_opened(arguments['period']).period.label}"


def ensure_may_have(who: Who, arguments: Mapping[str, Any]) -> None:
    """Raises NotFound or NotAllowed for somebody who may no longer see what is in the pack."""
    get_period(who, arguments["period"])
    if arguments["unsigned"] and not who.sees_everything:
        raise NotAllowed("This pack holds plans that are not signed, which you may no longer see. Make a new one.")


def make(who: Who, arguments: Mapping[str, Any], progress: Callable[[int, int], None]) -> Made:
    """The PDF of the pack."""
    key = arguments["period"]
    with TemporaryDirectory(prefix="committee-pack-") as folder:
        out = Path(folder) / "pack.pdf"
        make_pack(who=who, key=key, out=out, progress=progress)
        return Made(f"committee-pack-{key}.pdf", "application/pdf", out.read_bytes())
