"""The Markdown subset of the plan form: bold, italic, bullet and numbered lists, line breaks as typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import list_block as any_list

from webapp.readers.rich_model import BOLD, Block, Item, Listing, Paragraph, Run, Runs, spans
from webapp.readers.rich_outline import DEEPEST

_LIST_NUMBER = re.compile(r"(\d+)[.)](?:\s|$)", re.ASCII)

_ACTIVE = re.compile(
    r"""\*                       # may open or close bold or italic
      | (?<![^\W_])_ | _(?![^\W_])  # so may an underscore, except inside a word
      | \\(?![^\W_]|[ ])         # a backslash escapes what follows, except letters, digits and spaces
    """,
    re.VERBOSE,
)
_BULLET = re.compile(r"^[-+](?= |$)", re.MULTILINE)
_NUMBERED = re.compile(r"^([0-9]{1,9})([.)])(?= |$)", re.MULTILINE)


def to_html(markdown: str) -> str:
    """HTML of what was typed; HTML in it is text."""
    html: str = _MARKDOWN.render(markdown)
    return html


def to_markdown(blocks: Sequence[Block]) -> str:
    """Markdown that reads back as the same blocks, once these are ``writable``."""
    return "\n\n".join(
        inline(block.runs) if isinstance(block, Paragraph) else "\n".join(_lines(block)) for block in blocks
    )


def inline(runs: Runs) -> str:
    text = "".join(_marked(span.outer, "".join(_run(run) for run in span.runs)) for span in spans(runs))
    return _NUMBERED.sub(r"\1\\\2", _BULLET.sub(r"\\\g<0>", text))


def _run(run: Run) -> str:
    return _marked(run.style, _ACTIVE.sub(r"\\\g<0>", run.text))


def _marked(style: int, text: str) -> str:
    marks = ("**" if style == BOLD else "*") if style else ""
    return f"{marks}{text}{marks}"


def _lines(listing: Listing) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(listing.items, 1):
        marker = f"{number}. " if listing.ordered else "- "
        first, *others = _item_lines(item)
        lines += [marker + first, *(" " * len(marker) + line for line in others)]
    return lines


def _item_lines(item: Item) -> list[str]:
    lines = inline(item.runs).split("\n")
    for each in item.lists:
        lines += _lines(each)
    return lines


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list as usual, unless it would change what was typed.

    Lists count from 1, so another number stays the words it is ("2014. A good year"), and so do markers
    nested deeper than lists are kept.
    """
    number = _LIST_NUMBER.match(state.src, state.bMarks[start] + state.tShift[start])
    ends_an_item = silent and state.sCount[start] < state.blkIndent
    if number and int(number[1]) != 1 and not ends_an_item:
        return False
    if state.level >= 2 * DEEPEST:
        return False
    return any_list(state, start, end, silent)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True}).enable(["emphasis", "list", "newline", "escape"])
    parser.block.ruler.at("list", _list, {"alt": ["paragraph"]})
    return parser


_MARKDOWN = _parser()
