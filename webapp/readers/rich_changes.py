"""What changed between two texts, shown in the text itself: words put in and taken out, paragraphs and lists kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import groupby

from webapp.readers.rich_html import read_html
from webapp.readers.rich_model import BOLD, ITALIC, Block, Listing, Paragraph, Run, Runs

ADDED = 4
REMOVED = 8
"""Beside BOLD and ITALIC, what happened to the words of a run."""

MOST_COMPARISONS = 4_000_000
"""Words of one text times words of the other: beyond, all of one is taken out and all of the other put in."""

ALIKE = 0.3
"""Paragraphs whose words have less in common are different ones, not one that was rewritten."""

NEAR = 50
"""So many paragraphs on, the one that was rewritten is looked for."""

_WORD = re.compile(r"\s*\S+|\s+\Z")
_OPENS = {
    ADDED: '<ins><span class="govuk-visually-hidden">[added: </span>',
    REMOVED: '<del><span class="govuk-visually-hidden">[removed: </span>',
}
_CLOSES = {
    ADDED: '<span class="govuk-visually-hidden">]</span></ins>',
    REMOVED: '<span class="govuk-visually-hidden">]</span></del>',
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph (depth 0), or an item of a list at its depth."""

    depth: int
    ordered: bool
    runs: Runs

    @property
    def words(self) -> set[str]:
        return {word.lower() for run in self.runs for word in re.findall(r"\w+", run.text)}

    def marked(self, mark: int) -> _Line:
        return _Line(self.depth, self.ordered, tuple(Run(run.text, run.style | mark) for run in self.runs))


def changed_html(before: str, after: str) -> str:
    """HTML of p, strong, em, ul, ol, li, br, ins and del that shows how one sanitised text became the other."""
    old, new = list(_lines(read_html(before))), list(_lines(read_html(after)))
    return "".join(_drawn(_compared(old, new)))


def changed_words(before: str, after: str) -> str:
    """The same for plain text, without any element around it; line ends stay as they are."""
    old = _Line(0, False, (Run(before),) if before else ())
    new = _Line(0, False, (Run(after),) if after else ())
    return _inline(_rewritten(old, new).runs, breaks=False)


def changed_fact(before: str, after: str) -> str:
    """The same for what is one thing, such as a date: all of it is taken out and put in."""
    if before == after:
        return escape(after, quote=False)
    runs = [Run(text, mark) for text, mark in ((before, REMOVED), (after, ADDED)) if text]
    return " ".join(_inline([run], breaks=False) for run in runs)


def _lines(blocks: Iterable[Block], depth: int = 0) -> Iterator[_Line]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _Line(0, False, block.runs)
        else:
            yield from _items(block, depth + 1)


def _items(listing: Listing, depth: int) -> Iterator[_Line]:
    for item in listing.items:
        yield _Line(depth, listing.ordered, item.runs)
        yield from _lines(item.lists, depth)


def _compared(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[_Line]:
    for step, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if step == "equal":
            yield from new[new_from:new_to]
        else:
            yield from _replaced(old[old_from:old_to], new[new_from:new_to])


def _replaced(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[_Line]:
    """Lines in the place of others: each as the one it was made of, where there is one."""
    words = [line.words for line in old]
    at = done = 0
    for number, line in enumerate(new):
        wanted = line.words
        near = range(at, min(at + NEAR, len(old)))
        found = next((place for place in near if _are_alike(old[place], words[place], line, wanted)), None)
        if found is None:
            continue
        yield from (each.marked(REMOVED) for each in old[at:found])
        yield from (each.marked(ADDED) for each in new[done:number])
        yield _rewritten(old[found], line)
        at, done = found + 1, number + 1
    yield from (each.marked(REMOVED) for each in old[at:])
    yield from (each.marked(ADDED) for each in new[done:])


def _are_alike(old: _Line, old_words: set[str], new: _Line, new_words: set[str]) -> bool:
    same_place = (old.depth, old.ordered) == (new.depth, new.ordered)
    return same_place and 2 * len(old_words & new_words) >= ALIKE * (len(old_words) + len(new_words))


def _rewritten(old: _Line, new: _Line) -> _Line:
    """One line with the words that were taken out and put in."""
    before, after = _pieces(old), _pieces(new)
    if len(before) * len(after) > MOST_COMPARISONS:
        return _Line(new.depth, new.ordered, (*old.marked(REMOVED).runs, *new.marked(ADDED).runs))
    runs: list[Run] = []
    old_keys, new_keys = ([(piece.text.strip(), piece.style) for piece in pieces] for pieces in (before, after))
    for step, old_from, old_to, new_from, new_to in SequenceMatcher(None, old_keys, new_keys).get_opcodes():
        if step == "equal":
            runs += after[new_from:new_to]
        else:
            runs += [Run(piece.text, piece.style | REMOVED) for piece in before[old_from:old_to]]
            runs += [Run(piece.text, piece.style | ADDED) for piece in after[new_from:new_to]]
    return _Line(new.depth, new.ordered, tuple(runs))


def _pieces(line: _Line) -> list[Run]:
    """The words of a line, each with the white space before it."""
    return [Run(word, run.style) for run in line.runs for word in _WORD.findall(run.text)]


def _drawn(lines: Iterable[_Line]) -> Iterator[str]:
    """Paragraphs, and items in lists within lists."""
    open_lists: list[str] = []
    for line in lines:
        tag = "ol" if line.ordered else "ul"
        while len(open_lists) > line.depth:
            yield f"</li></{open_lists.pop()}>"
        if not line.depth:
            yield f"<p>{_inline(line.runs)}</p>"
            continue
        if len(open_lists) == line.depth and open_lists[-1] != tag:
            yield f"</li></{open_lists.pop()}>"
        if len(open_lists) == line.depth:
            yield "</li><li>"
        while len(open_lists) < line.depth:
            yield f"<{tag}><li>"
            open_lists.append(tag)
        yield _inline(line.runs)
    while open_lists:
        yield f"</li></{open_lists.pop()}>"


def _inline(runs: Iterable[Run], *, breaks: bool = True) -> str:
    drawn = []
    for mark, group in groupby(runs, key=lambda run: run.style & (ADDED | REMOVED)):
        drawn.append(_OPENS.get(mark, ""))
        for style, styled in groupby(group, key=lambda run: run.style & (BOLD | ITALIC)):
            text = escape("".join(run.text for run in styled), quote=False)
            drawn.append(_styled(text.replace("\n", "<br>") if breaks else text, style))
        drawn.append(_CLOSES.get(mark, ""))
    return "".join(drawn)


def _styled(text: str, style: int) -> str:
    if style & BOLD:
        text = f"<strong>{text}</strong>"
    return f"<em>{text}</em>" if style & ITALIC else text
