"""Paragraphs and lists put together in reading order, lists inside items, no list or item left empty."""

from __future__ import annotations

from dataclasses import dataclass, field

from webapp.readers.rich_inline import joined_lines
from webapp.readers.rich_model import Block, Item, Listing, Paragraph, Runs

DEEPEST = 4
"""Lists within lists that are kept; items of deeper ones join the deepest kept."""


def level_of(stated: str | None) -> int:
    """How deep an item says it stands; 0 where it says nothing that can be read."""
    return int(stated) if stated and stated.isascii() and stated.isdigit() and len(stated) < 3 else 0


@dataclass(slots=True)
class _OpenList:
    ordered: bool
    items: list[Item] = field(default_factory=list)
    in_item: bool = False
    fresh: bool = True  # the next words begin a new item
    lower: int = 0  # levels by which its items say that they stand deeper


class Outline:
    """Told of lists, items and words as they come; unclosed and misplaced ones are put right."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._open: list[_OpenList] = []
        self._ignored = 0

    @property
    def in_list(self) -> bool:
        return bool(self._open)

    @property
    def innermost_is_ordered(self) -> bool:
        return bool(self._open) and self._open[-1].ordered

    def add(self, paragraphs: list[Runs]) -> None:
        """Words: paragraphs of their own, or lines of the item they stand in."""
        if not paragraphs:
            return
        if not self._open:
            self._blocks.extend(Paragraph(runs) for runs in paragraphs)
            return
        listing = self._open[-1]
        if listing.fresh or not listing.items or listing.items[-1].lists:
            listing.items.append(Item(joined_lines(paragraphs)))
            listing.fresh = False
        else:
            listing.items[-1] = Item(joined_lines([listing.items[-1].runs, *paragraphs]))

    def open_list(self, *, ordered: bool) -> None:
        if len(self._open) == DEEPEST:
            self._ignored += 1
        else:
            self._open.append(_OpenList(ordered))

    def begin_item(self, level: int = 0) -> None:
        """Word on the web writes a list for each run of items, side by side; ``level`` says how deep they stand."""
        if self._open:
            listing = self._open[-1]
            listing.in_item = listing.fresh = True
            if not listing.items:
                listing.lower = max(0, min(level, DEEPEST) - len(self._open))

    def end_item(self) -> None:
        if self._open:
            self._open[-1].in_item, self._open[-1].fresh = False, True

    def close_list(self) -> None:
        if self._ignored:
            self._ignored -= 1
        elif self._open:
            self._place(self._open.pop())

    def finish(self) -> tuple[Block, ...]:
        while self._open:
            self.close_list()
        return tuple(self._blocks)

    def _place(self, closed: _OpenList) -> None:
        """Put a closed list into the item it belongs to, or among the blocks."""
        if not closed.items:
            return
        listing = Listing(closed.ordered, tuple(closed.items))
        if not self._open:
            last = self._blocks[-1] if self._blocks else None
            if isinstance(last, Listing) and (closed.lower or last.ordered is listing.ordered):
                self._blocks[-1] = _lowered(last, listing, closed.lower)
            else:
                self._blocks.append(listing)
            return
        parent = self._open[-1]
        if not parent.items or (parent.in_item and parent.fresh):
            # The item has no words of its own: the inner items take its place.
            parent.items.extend(listing.items)
            return
        item = parent.items[-1]
        if item.lists and item.lists[-1].ordered is listing.ordered:
            lists = (*item.lists[:-1], _merged(item.lists[-1], listing))
        else:
            lists = (*item.lists, listing)
        parent.items[-1] = Item(item.runs, lists)


def _lowered(above: Listing, listing: Listing, levels: int) -> Listing:
    """The list above with another so many levels deeper in its last item; at the same level they are one."""
    if not levels:
        return _merged(above, listing)
    *others, last = above.items
    inner = last.lists[-1] if last.lists else None
    if inner is not None and (levels > 1 or inner.ordered is listing.ordered):
        lists = (*last.lists[:-1], _lowered(inner, listing, levels - 1))
    else:
        lists = (*last.lists, listing)
    return Listing(above.ordered, (*others, Item(last.runs, lists)))


def _merged(first: Listing, second: Listing) -> Listing:
    """Two neighbours of one kind as one list, as Markdown reads them."""
    return Listing(first.ordered, first.items + second.items)
