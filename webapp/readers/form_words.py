"""A value of the form as words or as rich text, and back: plain, with HTML typed into it, or HTML throughout."""

from __future__ import annotations

import re
from html import unescape

from webapp.readers.rich_html import read_html
from webapp.readers.rich_model import Block, Paragraph, Run, to_html
from webapp.readers.rich_text import clean_html, from_plain, plain_text

_TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|ul|ol|li|div|span|a|font|h[1-6]|table|tbody|tr|t[dh]|script|style|img|o:p)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"<(?:p|br|ul|ol|li|div|h[1-6]|table)\b", re.IGNORECASE)
_ONE_PARAGRAPH = re.compile(r"<p>([^<]*)</p>")


def rich(text: str) -> str:
    """Sanitised HTML of a value: stored HTML, HTML with typed line ends, or plain text."""
    if not _TAG.search(text):
        return from_plain(unescape(text))
    return clean_html(text if _BLOCK_TAG.search(text) else text.replace("\n", "<br>"))


def words(text: str) -> str:
    """Plain words of any value, with its line breaks."""
    plain = plain_text(text) if _TAG.search(text) else unescape(text)
    return "\n".join(" ".join(line.split()) for line in plain.splitlines()).strip()


def one_line(text: str) -> str:
    """Plain words of any value on one line."""
    return " ".join(words(text).split())


def value_of(html: str) -> str:
    """HTML as a value on one line that ``rich`` and ``words`` read back: plain where it holds nothing but words.

    Tags that somebody typed as words are tags, as they are in a text.
    """
    plain = plain_text(html)
    if _TAG.search(plain):
        lines = [" ".join(line.split()) for line in plain.splitlines() if line.strip()]
        return lines[0] if len(lines) == 1 else "".join(f"<p>{line}</p>" for line in lines)
    clean = clean_html(html)
    simple = _ONE_PARAGRAPH.fullmatch(clean)
    bare = unescape(simple[1]) if simple else ""
    return bare if simple and unescape(bare) == bare and bare[:1].isalnum() else clean


def without_start(html: str, letters: int) -> str:
    """The HTML without that many of its first letters, spaces not counted; lists are not cut."""
    kept: list[Block] = []
    for block in read_html(html):
        if letters and isinstance(block, Paragraph):
            runs = []
            for run in block.runs:
                at = 0
                while letters and at < len(run.text):
                    letters -= not run.text[at].isspace()
                    at += 1
                runs.append(Run(run.text[at:], run.style))
            block = Paragraph(tuple(run for run in runs if run.text))
        kept.append(block)
    return clean_html(to_html([block for block in kept if not isinstance(block, Paragraph) or block.runs]))
