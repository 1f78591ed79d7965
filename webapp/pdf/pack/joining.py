"""Parts of a pack joined to one tagged PDF, object by object: what is in memory does not grow with the plans."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from webapp.pdf.metadata import PRODUCT, Facts, packet
from webapp.pdf.pack.objects import Objects, reference, references, whole

_WAY_BACK = re.compile(rb"(\d+)\s*(\[[^\]]*\]|\d+\s+0\s+R)")
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A title in the outline, the page it leads to (counted from 0), and the bookmarks below it."""

    title: str
    page: int
    below: tuple[Bookmark, ...] = ()


class Joined:
    """A PDF being written from parts. ``add`` each of them, then ``finish``."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._offsets = array("Q")  # of object 1, 2, ...; 0 for one that is still to be written
        self._digest = hashlib.md5(usedforsecurity=False)
        self._places = 0  # ways into the parent tree so far
        self._page_trees: list[int] = []
        self._parent_trees: list[int] = []
        self._kids: list[int] = []
        self._pages: list[int] = []
        self._write(_HEAD)
        self._page_root, self._document = self._reserve(), self._reserve()

    def add(self, part: Path) -> None:
        """Append the pages of a part."""
        data = part.read_bytes()
        self._digest.update(data)
        objects = Objects(data)
        catalog = reference(objects.trailer, b"/Root")
        root = objects.words(catalog)
        tree = reference(root, b"/StructTreeRoot")
        pages, structure = reference(root, b"/Pages"), objects.words(tree)
        document, ways_back = reference(structure, b"/K"), reference(structure, b"/ParentTree")
        dropped = {catalog, reference(objects.trailer, b"/Info"), reference(root, b"/Metadata"), tree, document}
        names = {number: self._reserve() for number in objects.numbers if number not in dropped}
        renumber = {**names, document: self._document}.__getitem__
        for number, name in names.items():
            body = objects.moved(number, renumber, self._places)
            if number == pages:
                body = body.replace(b"<<", b"<</Parent %d 0 R " % self._page_root, 1)
            elif number == ways_back:
                body = self._leaf(body)
            self._object(name, body)
        self._page_trees.append(names[pages])
        self._parent_trees.append(names[ways_back])
        self._pages += [names[page] for page in references(objects.words(pages), b"/Kids")]
        self._kids += [names[kid] for kid in references(objects.words(document), b"/K")]
        self._places += whole(structure, b"/ParentTreeNextKey")

    def finish(self, facts: Facts, bookmarks: Sequence[Bookmark], places: Mapping[str, int]) -> None:
        """Write what belongs to the whole; ``places`` are names that links lead to, with their pages from 0."""
        self._object(
            self._page_root,
            b"<</Type /Pages /Count %d /Kids %b>>" % (len(self._pages), _list(self._page_trees)),
        )
        tree = self._reserve()
        self._object(self._document, b"<</Type /StructElem /S /Document /P %d 0 R /K %b>>" % (tree, _list(self._kids)))
        ways_back = self._object(self._reserve(), b"<</Kids %b>>" % _list(self._parent_trees))
        self._object(
            tree,
            b"<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d>>"
            % (self._document, ways_back, self._places),
        )
        metadata = packet(facts)
        stream = b"<</Type /Metadata /Subtype /XML /Length %d>>\nstream\n%b\nendstream" % (len(metadata), metadata)
        entries = (
            b"/Type /Catalog",
            b"/Pages %d 0 R" % self._page_root,
            b"/StructTreeRoot %d 0 R /MarkInfo <</Marked true>>" % tree,
            b"/Metadata %d 0 R" % self._object(self._reserve(), stream),
            b"/Lang %b" % _text(facts.language),
            b"/ViewerPreferences <</DisplayDocTitle true>>",
            b"/PageLabels <</Nums [0 <</S /D>>]>>",
            b"/Names <</Dests %d 0 R>>" % self._named(places),
            b"/Outlines %d 0 R /PageMode /UseOutlines" % self._outline(bookmarks),
        )
        catalog = self._object(self._reserve(), b"<<%b>>" % b" ".join(entries))
        self._trailer(catalog, self._object(self._reserve(), _info(facts)))

    def _leaf(self, body: bytes) -> bytes:
        """A part's parent tree as a leaf of the whole one: its keys moved on, with the least and the greatest."""
        found = _WAY_BACK.findall(body[body.index(b"[") + 1 : body.rindex(b"]")])
        entries = [(int(key) + self._places, owners) for key, owners in found]
        nums = b" ".join(b"%d %b" % entry for entry in entries)
        return b"<</Limits [%d %d] /Nums [%b]>>" % (entries[0][0], entries[-1][0], nums)

    def _named(self, places: Mapping[str, int]) -> int:
        named = b" ".join(b"%b %b" % (_text(name), self._at(page)) for name, page in sorted(places.items()))
        return self._object(self._reserve(), b"<</Names [%b]>>" % named)

    def _outline(self, bookmarks: Sequence[Bookmark]) -> int:
        root = self._reserve()
        first, last, count = self._level(bookmarks, root)
        return self._object(root, b"<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>" % (first, last, count))

    def _level(self, bookmarks: Sequence[Bookmark], parent: int) -> tuple[int, int, int]:
        """Write bookmarks of one level, shown open; the first, the last, and how many with those below."""
        numbers = [self._reserve() for _ in bookmarks]
        shown = len(numbers)
        for index, bookmark in enumerate(bookmarks):
            entries = [b"/Title %b /Parent %d 0 R /Dest %b" % (_text(bookmark.title), parent, self._at(bookmark.page))]
            if index:
                entries.append(b"/Prev %d 0 R" % numbers[index - 1])
            if index + 1 < len(numbers):
                entries.append(b"/Next %d 0 R" % numbers[index + 1])
            if bookmark.below:
                first, last, count = self._level(bookmark.below, numbers[index])
                entries.append(b"/First %d 0 R /Last %d 0 R /Count %d" % (first, last, count))
                shown += count
            self._object(numbers[index], b"<<%b>>" % b" ".join(entries))
        return numbers[0], numbers[-1], shown

    def _at(self, page: int) -> bytes:
        return b"[%d 0 R /XYZ null null null]" % self._pages[page]

    def _reserve(self) -> int:
        self._offsets.append(0)
        return len(self._offsets)

    def _object(self, number: int, body: bytes) -> int:
        self._offsets[number - 1] = self._out.tell()
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body.strip()))
        return number

    def _write(self, data: bytes) -> None:
        self._out.write(data)

    def _trailer(self, catalog: int, info: int) -> None:
        start = self._out.tell()
        size = len(self._offsets) + 1
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for offset in self._offsets:
            self._write(b"%010d 00000 n \n" % offset)
        name = self._digest.hexdigest().encode()
        self._write(
            b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (size, catalog, info, name, name, start)
        )


def _info(facts: Facts) -> bytes:
    entries = [b"/Title %b /Author %b /Creator %b" % (_text(facts.title), _text(facts.author), _text(PRODUCT))]
    if facts.at:
        moment = _text(facts.at.strftime("D:%Y%m%d%H%M%S+00'00'"))
        entries.append(b"/CreationDate %b /ModDate %b" % (moment, moment))
    return b"<<%b>>" % b" ".join(entries)


def _list(numbers: Sequence[int]) -> bytes:
    return b"[%b]" % b" ".join(b"%d 0 R" % number for number in numbers)


def _text(text: str) -> bytes:
    """A text as PDF writes it: ASCII in brackets, anything else as UTF-16."""
    if text.isascii() and text.isprintable():
        return b"(%b)" % text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode()
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode()
