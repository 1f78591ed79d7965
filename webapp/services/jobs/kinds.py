"""The kinds of work that are done in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.domain.rights import Who
from webapp.services.jobs.leases import Made
from webapp.services.packs import jobs as packs
from webapp.services.uploads import jobs as uploads
from webapp.services.uploads.receiving import CHECK, SAVE, UNDO

Arguments = Mapping[str, Any]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: its name on the page, what its steps are, who may have it, and how it is done.

    ``make`` gives back a file, or nothing where the work is its own result.
    """

    title: Callable[[Arguments], str]
    steps: str
    ensure_may_have: Callable[[Who, Arguments], None]
    make: Callable[[Who, Arguments, Progress], Made | None]


KINDS = {
    packs.KIND: Kind(packs.title, "steps: each plan is measured, then drawn", packs.ensure_may_have, packs.make),
    CHECK: Kind(uploads.title, "steps: each row is read, then compared", uploads.ensure_may_have, uploads.make_check),
    SAVE: Kind(uploads.title, "steps", uploads.ensure_may_have, uploads.make_save),
    UNDO: Kind(uploads.title, "steps", uploads.ensure_may_have, uploads.make_undo),
}
