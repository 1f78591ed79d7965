"""What was copied in Word, Outlook or on a web page, as the Markdown that the plan form takes."""

from __future__ import annotations

import re

from webapp.domain.errors import Refusal
from webapp.readers.rich_text import clean_html, render, to_markdown

LARGEST = 2_000_000
"""Characters of copied HTML; a page of Word has some hundred thousand, nearly all of them styles."""

_SLANTED = re.compile(r"</?em>")
_ESCAPE = re.compile(r"\\(?=[^\w\s]|_)")


def pasted_markdown(html: str) -> str:
    """Paragraphs, bold and lists of copied HTML, nothing else; escaped only where a sign would mean something.

    Raises Refusal for more than LARGEST characters or too many tags.
    """
    if len(html) > LARGEST:
        raise Refusal("What was copied is too large to keep its paragraphs and lists. Copy less at once.")
    clean = _SLANTED.sub("", clean_html(html.replace("\x00", "")))
    escaped = to_markdown(clean)
    bare = "\n\n".join(_bare(block) for block in escaped.split("\n\n"))
    return bare if render(bare) == clean else escaped


def _bare(block: str) -> str:
    """A paragraph or list without the escapes that change nothing."""
    bare = _ESCAPE.sub("", block)
    return bare if bare == block or render(bare) == render(block) else block
