"""Pieces of WordprocessingML that python-docx has no call for, and the characters that its XML can hold."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def kept(text: str) -> str:
    """The text without control characters, which no Word document can hold; line breaks are plain ones."""
    return _NOT_XML.sub("", _BREAKS.sub("\n", text))


def element(tag: str, *kids: Any, **attributes: object) -> Any:
    """A new element such as ``w:shd`` with attributes of the same namespace and others below it."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(kids)
    return made


def field(instruction: str) -> Any:
    """A field that Word works out itself, such as PAGE; it stands at 1 until then."""
    text = OxmlElement("w:t")
    text.text = "1"
    return element("w:fldSimple", element("w:r", text), instr=instruction)
