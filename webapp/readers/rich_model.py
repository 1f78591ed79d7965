"""Rich text as values: paragraphs and lists of styled runs, and their one way of being written as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

BOLD = 1
ITALIC = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style (0, BOLD, ITALIC or both); ``\\n`` in them is a line break."""

    text: str
    style: int = 0


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its words, then the lists inside it."""

    runs: Runs
    lists: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A bullet list, or a numbered one (always from 1)."""

    ordered: bool
    items: tuple[Item, ...]


Block = Paragraph | Listing


@dataclass(frozen=True, slots=True)
class Span:
    """Runs inside one element, ``outer`` (0 for none); their own styles are those beside the outer one."""

    outer: int
    runs: Runs


def spans(runs: Sequence[Run]) -> Iterator[Span]:
    """The runs grouped for nesting: neighbours that are all italic share one em, all bold one strong."""
    at = 0
    while at < len(runs):
        if not runs[at].style:
            yield Span(0, (runs[at],))
            at += 1
            continue
        outer, end = max(((style, _reach(runs, at, style)) for style in (ITALIC, BOLD)), key=lambda each: each[1])
        yield Span(outer, tuple(Run(run.text, run.style & ~outer) for run in runs[at:end]))
        at = end


def to_html(blocks: Sequence[Block]) -> str:
    """HTML of p, strong, em, ul, ol, li and br without white space between elements."""
    return "".join(_block(each) for each in blocks)


def to_plain(blocks: Sequence[Block]) -> str:
    """The words alone: paragraphs apart by a blank line, items behind a bullet or their number."""
    return "\n\n".join(words(each.runs) if isinstance(each, Paragraph) else "\n".join(_lines(each)) for each in blocks)


def words(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _reach(runs: Sequence[Run], start: int, style: int) -> int:
    """Where the runs that have ``style`` end, from ``start`` on."""
    return next((at for at in range(start, len(runs)) if not runs[at].style & style), len(runs))


def _block(block: Block) -> str:
    return f"<p>{_inline(block.runs)}</p>" if isinstance(block, Paragraph) else _listing(block)


def _listing(listing: Listing) -> str:
    tag = "ol" if listing.ordered else "ul"
    items = "".join(
        f"<li>{_inline(item.runs)}{''.join(_listing(each) for each in item.lists)}</li>" for item in listing.items
    )
    return f"<{tag}>{items}</{tag}>"


def _inline(runs: Runs) -> str:
    return "".join(_element(span.outer, "".join(_run(run) for run in span.runs)) for span in spans(runs))


def _run(run: Run) -> str:
    return _element(run.style, escape(run.text, quote=False).replace("\n", "<br>"))


def _element(style: int, inner: str) -> str:
    tag = {BOLD: "strong", ITALIC: "em"}.get(style)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _lines(listing: Listing) -> Iterator[str]:
    for number, item in enumerate(listing.items, 1):
        marker = f"{number}. " if listing.ordered else "• "
        yield marker + words(item.runs).replace("\n", "\n" + " " * len(marker))
        for each in item.lists:
            yield from ("  " + line for line in "\n".join(_lines(each)).split("\n"))
