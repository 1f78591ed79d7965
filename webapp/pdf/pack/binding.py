"""A pack bound: its plans measured and drawn by several processes, part by part, and joined to one PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, wait
from dataclasses import dataclass
from itertools import islice
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from webapp.domain.packs import Pack
from webapp.domain.plan_page import PlanPage
from webapp.pdf.pack.front import draw_front, facts_of, front_pages
from webapp.pdf.pack.joining import Bookmark, Joined
from webapp.pdf.pack.parts import Size, draw_plans, keep_plans, measure_plans
from webapp.pdf.pack.places import place_of
from webapp.pdf.pack.processes import Helpers, helpers, processors

LARGEST_PART = 25
"""Plans drawn into one file: more would take more memory, fewer would repeat the typefaces more often."""

PARTS_EACH = 2
"""Of a small pack, so that no process is long without work."""

Answer = TypeVar("Answer")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Bound:
    """How many pages the pack has, and why some of its plans (by number) have none."""

    pages: int
    troubles: Mapping[int, str]


@dataclass(slots=True)
class _Part:
    """Plans in a file, being measured and then drawn."""

    path: Path
    plan_ids: list[int]
    measured: Future[list[Size]]
    sizes: list[Size]
    first: int = 0

    @property
    def pages(self) -> int:
        return sum(size.pages for size in self.sizes)


def bind(pack: Pack, plans: Iterable[PlanPage], out: Path, progress: Progress) -> Bound:
    """Write the pack to ``out``; ``plans`` are those of its printed lines, in their order, read as they are needed.

    ``progress`` is told, about every second, how many steps of how many are done: a plan is measured, then drawn.
    """
    processes = min(processors(), max(1, len(pack.printed)))
    with TemporaryDirectory(prefix="committee-pack-") as folder, helpers(processes) as team:
        return _Binding(pack, Path(folder), team, progress).bind(plans, out, processes)


class _Binding:
    def __init__(self, pack: Pack, folder: Path, team: Helpers, progress: Progress) -> None:
        self._pack, self._folder, self._team, self._progress = pack, folder, team, progress
        self._done, self._total = 0, 2 * len(pack.printed)

    def bind(self, plans: Iterable[PlanPage], out: Path, processes: int) -> Bound:
        size = min(LARGEST_PART, ceil(len(self._pack.printed) / (PARTS_EACH * processes)) or 1)
        parts = [self._kept(number, chunk) for number, chunk in enumerate(_chunks(plans, size))]
        for part in parts:
            part.sizes = self._answer(part.measured)
            self._step(len(part.plan_ids))
        troubles = {
            plan_id: size.trouble
            for part in parts
            for plan_id, size in zip(part.plan_ids, part.sizes, strict=True)
            if size.trouble
        }
        before = self._answer(self._team.ask(front_pages, self._pack, troubles))
        starts = _number(parts, before + 1)
        total = before + sum(part.pages for part in parts)
        with out.open("wb") as file:
            joined = Joined(file)
            for drawn, steps in self._drawings(parts, troubles, starts, total):
                path = self._answer(drawn)
                joined.add(path)
                path.unlink()
                self._step(steps)
            joined.finish(
                facts_of(self._pack),
                _bookmarks(self._pack, starts),
                {place_of(plan_id): page - 1 for plan_id, page in starts.items()},
            )
        return Bound(total, troubles)

    def _kept(self, number: int, plans: list[PlanPage]) -> _Part:
        path = self._folder / f"{number}.plans"
        keep_plans(plans, path)
        self._step(0)
        return _Part(path, [plan.number for plan in plans], self._team.ask(measure_plans, path), [])

    def _drawings(
        self, parts: list[_Part], troubles: Mapping[int, str], starts: Mapping[int, int], total: int
    ) -> list[tuple[Future[Path], int]]:
        """The files of the joined PDF in their order, still being drawn, each with the steps that it is worth."""
        front = self._folder / "front.pdf"
        drawn = [(self._team.ask(draw_front, self._pack, troubles, starts, total=total, out=front), 0)]
        for part in parts:
            if part.pages:
                path = part.path.with_suffix(".pdf")
                file = self._team.ask(draw_plans, part.path, part.sizes, first=part.first, total=total, out=path)
                drawn.append((file, len(part.plan_ids)))
        return drawn

    def _step(self, steps: int) -> None:
        self._done += steps
        self._progress(self._done, self._total)

    def _answer(self, future: Future[Answer]) -> Answer:
        """What a helper answers; while it works, progress is told so that nobody thinks this is dead."""
        while wait((future,), timeout=1).not_done:
            self._step(0)
        return future.result()


def _chunks(plans: Iterable[PlanPage], size: int) -> Iterator[list[PlanPage]]:
    rest = iter(plans)
    while chunk := list(islice(rest, size)):
        yield chunk


def _number(parts: list[_Part], first: int) -> dict[int, int]:
    """Give each part its first page; the first page of each plan that has one."""
    starts = {}
    for part in parts:
        part.first = first
        for plan_id, size in zip(part.plan_ids, part.sizes, strict=True):
            if size.pages:
                starts[plan_id] = first
                first += size.pages
    return starts


def _bookmarks(pack: Pack, starts: Mapping[int, int]) -> list[Bookmark]:
    """The contents, then each directorate with its plans."""
    found = [Bookmark("Contents", 1)]
    for directorate, lines in pack.by_directorate:
        plans = tuple(
            Bookmark(line.name, starts[line.plan_id] - 1) for line in lines if line.plan_id in starts and line.plan_id
        )
        if plans:
            found.append(Bookmark(directorate, plans[0].page, plans))
    return found
