"""XML of any size, read as it comes: no entities are defined, nothing is nested without end, nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from webapp.domain.errors import Refusal
from webapp.readers.unpacking import DAMAGED

DEEPEST = 100
"""Elements within one another."""

LONGEST_TAG = 5_000_000
"""Bytes of one tag or comment, which the parser holds until it ends."""

Attributes = dict[str, str]


def new_parser() -> XMLParserType:
    """A parser that gives an element's name as its namespace, a space, and its local name."""
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def fed(parser: XMLParserType, blocks: Iterable[bytes]) -> Iterator[None]:
    """Feed the parser, and pause after each block; raises Refusal for what is no XML, or a tag without end."""
    fed_so_far = 0
    for block in blocks:
        _feed(parser, block)
        fed_so_far += len(block)
        if fed_so_far - parser.CurrentByteIndex > LONGEST_TAG:
            raise Refusal(DAMAGED)
        yield
    _feed(parser, b"")


def read_elements(
    blocks: Iterable[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Read all of it, an element and a piece of text at a time; raises Refusal for what is no XML or too deep."""
    depth = 0

    def down(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        ensure_not_too_deep(depth)
        start(name, attributes)

    def up(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name)

    parser = new_parser()
    parser.StartElementHandler = down
    parser.EndElementHandler = up
    parser.CharacterDataHandler = text
    for _ in fed(parser, blocks):
        pass


def ensure_not_too_deep(depth: int) -> None:
    """Raises Refusal where elements lie in one another as no office program writes them."""
    if depth > DEEPEST:
        raise Refusal(DAMAGED)


def _feed(parser: XMLParserType, block: bytes) -> None:
    try:
        parser.Parse(block, not block)
    except (ExpatError, LookupError, ValueError):  # also numbers that are none
        raise Refusal(DAMAGED) from None


def _refuse_doctype(*_: object) -> None:
    raise Refusal("The file defines its own entities, which office programs never do, so it is not read.")
