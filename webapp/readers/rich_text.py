"""The reason's rich text: Markdown as typed, HTML as stored (only p strong em ul ol li br), plain words."""

from __future__ import annotations

import re
from dataclasses import replace

from webapp.readers import rich_markdown
from webapp.readers.rich_html import read_html
from webapp.readers.rich_model import (
    BOLD,
    Block,
    Item,
    Listing,
    Paragraph,
    Run,
    Runs,
    to_html,
    to_plain,
    words,
)

_BLANK_LINE = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"\s*(?:[•·▪‣◦●*-]|\uf0b7)\s+(?=\S)")


def render(markdown: str) -> str:
    """Sanitised HTML of typed Markdown; HTML in it is shown as the text it is."""
    return clean_html(rich_markdown.to_html(markdown))


def clean_html(html: str) -> str:
    """Sanitised HTML of pasted or stored HTML: the same words in the subset, in one normal form.

    Scripts and styles go with their content. Raises Refusal for a text of too many tags.
    """
    return to_html(_blocks(html))


def to_markdown(html: str) -> str:
    """Markdown of stored HTML: ``render(to_markdown(html)) == html`` for sanitised HTML."""
    return rich_markdown.to_markdown(_blocks(html))


def plain_text(html: str) -> str:
    """The words alone: paragraphs apart by a blank line, items behind a bullet or their number."""
    return to_plain(read_html(html))


def from_plain(text: str) -> str:
    """Sanitised HTML of plain text: a blank line parts paragraphs, lines behind a bullet are a list."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return to_html(_blocks("".join(_plain_line(line) for line in lines)))


def _plain_line(line: str) -> str:
    bullet = _BULLET.match(line)
    words_of_line = line[bullet.end() :] if bullet else line
    escaped = words_of_line.replace("&", "&amp;").replace("<", "&lt;")
    return f"<ul><li>{escaped}</li></ul>" if bullet else f"{escaped}<br>"


def _blocks(html: str) -> tuple[Block, ...]:
    return tuple(_writable(block) for block in read_html(html))


def _writable(block: Block) -> Block:
    """The same words in styles that Markdown can write."""
    if isinstance(block, Paragraph):
        return Paragraph(_writable_runs(block.runs))
    return _writable_listing(block)


def _writable_listing(listing: Listing) -> Listing:
    return replace(listing, items=tuple(_writable_item(item) for item in listing.items))


def _writable_item(item: Item) -> Item:
    return Item(_writable_runs(item.runs), tuple(_writable_listing(each) for each in item.lists))


def _writable_runs(runs: Runs) -> Runs:
    """Without italics, or any style, where the styles within a word have no Markdown."""
    if not any(run.style for run in runs):
        return runs
    for kept in (runs, _restyled(runs, BOLD)):
        if read_html(rich_markdown.to_html(rich_markdown.inline(kept))) == (Paragraph(kept),):
            return kept
    return (Run(words(runs)),)


def _restyled(runs: Runs, mask: int) -> Runs:
    """The runs in the styles of ``mask`` only, equal neighbours joined."""
    joined: list[Run] = []
    for run in runs:
        style = run.style & mask
        if joined and joined[-1].style == style:
            joined[-1] = Run(joined[-1].text + run.text, style)
        else:
            joined.append(Run(run.text, style))
    return tuple(joined)
