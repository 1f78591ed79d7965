"""The structure tree of a tagged PDF: what a screen reader reads, in the order it reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc

Box = tuple[float, float, float, float]
_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked stretch of page content: page counted from 0, and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """A place to click that belongs to an element: page counted from 0, its box, where it leads, and that in words."""

    page: int
    box: Box
    place: str
    words: str


@dataclass(eq=False, slots=True)
class Element:
    """A node of the structure tree; ``actual_text`` is the unbroken text of a paragraph of several lines.

    ``alternative`` says in words what a figure shows, ``box`` where it stands: left, foot, right and top in points.
    """

    tag: str
    scope: str = ""
    ordered: bool = False
    actual_text: str = ""
    alternative: str = ""
    box: Box | None = None
    kids: list[Element | Mark | Link] = field(default_factory=list)

    def add(self, tag: str, *, scope: str = "", ordered: bool = False, alternative: str = "") -> Element:
        """A new last child."""
        child = Element(tag, scope=scope, ordered=ordered, alternative=alternative)
        self.kids.append(child)
        return child

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


def write_structure(document: Any, root: Element) -> None:
    """Write the tree below ``root``, with the pages' way back into it, to a ReportLab document.

    The objects are written out as text here: through the library's dictionaries they take longer than the drawing.
    """
    pages = document.Pages.pages
    tree = _Tree(document, root)
    for element in tree.numbers:
        document.Reference(tree.object(element), f"Structure{tree.numbers[element]}")
    parents = "".join(f"{index} {tree.owners(index)}\n" for index in range(len(pages)))
    parents += "".join(f"{len(pages) + index} {owner} 0 R\n" for index, owner in enumerate(tree.links.values()))
    ways_back = document.Reference(f"<</Nums [{parents}]>>".encode(), "StructureParents")
    document.Catalog.StructTreeRoot = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("StructTreeRoot"),
            "K": f"{tree.numbers[root]} 0 R",
            "ParentTree": ways_back,
            "ParentTreeNextKey": len(pages) + len(tree.links),
        }
    )
    document.Reference(document.Catalog.StructTreeRoot, "StructureRoot")
    for index, link in enumerate(tree.links):
        annotation = document.Reference(_annotation(link, len(pages) + index), f"Link{index}")
        pages[link.page].Annots = [*pages[link.page].Annots, annotation]
    document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})
    for index, page in enumerate(pages):
        page.StructParents = index
        page.Tabs = pdfdoc.PDFName("S")
        # ReportLab writes only the page entries on its own list, and these two are not on it.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.__Refs__ = [name for name in page.__Refs__ if name != "Tabs"]


class _Tree:
    """The elements with the object numbers they are going to have: the next ones, in reading order."""

    def __init__(self, document: Any, root: Element) -> None:
        known = document.idToObjectNumberAndVersion
        self.pages = [known[page.__InternalName__][0] for page in document.Pages.pages]
        self.numbers = {each: number for number, each in enumerate(root.walk(), document.objectcounter + 1)}
        self._parents = {kid: each for each in self.numbers for kid in each.kids if isinstance(kid, Element)}
        self._root = document.objectcounter + len(self.numbers) + 2  # after them come the ways back, then the root
        self._owners: list[dict[int, int]] = [{} for _ in self.pages]
        self.links: dict[Link, int] = {}  # with the numbers of their elements; as objects they come after the root
        for each, number in self.numbers.items():
            for kid in each.kids:
                if isinstance(kid, Mark):
                    self._owners[kid.page][kid.number] = number
                elif isinstance(kid, Link):
                    self.links[kid] = number
        self._link_numbers = {link: number for number, link in enumerate(self.links, self._root + 1)}

    def owners(self, page: int) -> str:
        """The elements that own the marks of a page, by the marks' numbers."""
        owned = self._owners[page]
        return f"[{' '.join(f'{owned[number]} 0 R' for number in sorted(owned))}]"

    def object(self, element: Element) -> bytes:
        """One element as a PDF dictionary."""
        parent = self.numbers[self._parents[element]] if element in self._parents else self._root
        entries = [f"<</Type /StructElem /S /{element.tag} /P {parent} 0 R"]
        pages = {kid.page for kid in element.kids if isinstance(kid, Mark)}
        if len(pages) == 1:
            entries.append(f"/Pg {self.pages[min(pages)]} 0 R")
        kids = [self._kid(kid, several=len(pages) > 1) for kid in element.kids]
        if kids:
            entries.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K [{' '.join(kids)}]")
        entries += _attributes(element)
        return f"{' '.join(entries)}>>".encode("ascii")

    def _kid(self, kid: Element | Mark | Link, *, several: bool) -> str:
        if isinstance(kid, Element):
            return f"{self.numbers[kid]} 0 R"
        if isinstance(kid, Link):
            return f"<</Type /OBJR /Pg {self.pages[kid.page]} 0 R /Obj {self._link_numbers[kid]} 0 R>>"
        # An element that goes on over several pages says of each of its marks where that stands.
        return f"<</Type /MCR /Pg {self.pages[kid.page]} 0 R /MCID {kid.number}>>" if several else str(kid.number)


def _attributes(element: Element) -> Iterator[str]:
    if element.scope:
        yield f"/A <</O /Table /Scope /{element.scope}>>"
    if element.tag == "L":
        yield f"/A <</O /List /ListNumbering /{'Decimal' if element.ordered else 'Disc'}>>"
    if element.box:
        yield f"/A <</O /Layout /BBox [{' '.join(f'{edge:.2f}' for edge in element.box)}]>>"
    if element.actual_text:
        yield f"/ActualText {_text(element.actual_text)}"
    if element.alternative:
        yield f"/Alt {_text(element.alternative)}"


def _annotation(link: Link, key: int) -> bytes:
    """A link as a PDF dictionary; ``key`` is its way back into the structure tree."""
    edges = " ".join(f"{edge:.2f}" for edge in link.box)
    return (
        f"<</Type /Annot /Subtype /Link /F 4 /Rect [{edges}] /Border [0 0 0] /StructParent {key} "
        f"/Contents {_text(link.words)} /A <</S /GoTo /D {_text(link.place)}>>>>"
    ).encode("ascii")


def _text(text: str) -> str:
    """A text string: as it is where it is plain ASCII, else UTF-16 in hexadecimal."""
    if text.isascii():
        return f"({text.translate(_ESCAPED)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
