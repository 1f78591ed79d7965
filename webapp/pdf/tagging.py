"""The structure tree of a tagged PDF: what a screen reader reads, in the order it reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked stretch of page content: page counted from 0, and its number on that page."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Element:
    """A node of the structure tree; ``actual_text`` is the unbroken text of a paragraph of several lines."""

    tag: str
    scope: str = ""
    ordered: bool = False
    actual_text: str = ""
    alternative: str = ""
    kids: list[Element | Mark] = field(default_factory=list)

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
    """Write the tree below ``root``, with the pages' way back into it, to a ReportLab document."""
    pages = document.Pages.pages
    names = {id(element): f"Structure{index}" for index, element in enumerate(root.walk())}
    owners: list[dict[int, Any]] = [{} for _ in pages]
    for element in root.walk():
        reference = pdfdoc.PDFObjectReference(names[id(element)])
        for kid in element.kids:
            if isinstance(kid, Mark):
                owners[kid.page][kid.number] = reference
    tree = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("StructTreeRoot"),
            "K": pdfdoc.PDFObjectReference(names[id(root)]),
            "ParentTree": document.Reference(_parent_tree(owners), "StructureParents"),
            "ParentTreeNextKey": len(pages),
        }
    )
    tree_reference = document.Reference(tree, "StructureRoot")
    _write(document, root, tree_reference, names)
    document.Catalog.StructTreeRoot = tree
    document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})
    for index, page in enumerate(pages):
        page.StructParents = index
        page.Tabs = pdfdoc.PDFName("S")
        # ReportLab writes only the page entries on its own list, and these two are not on it.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.__Refs__ = [name for name in page.__Refs__ if name != "Tabs"]


def _parent_tree(owners: list[dict[int, Any]]) -> Any:
    numbers: list[Any] = []
    for index, owned in enumerate(owners):
        numbers += [index, pdfdoc.PDFArray([owned[number] for number in sorted(owned)])]
    return pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})


def _write(document: Any, element: Element, parent: Any, names: dict[int, str]) -> None:
    name = pdfdoc.PDFName
    entries: dict[str, Any] = {"Type": name("StructElem"), "S": name(element.tag), "P": parent}
    if element.scope:
        entries["A"] = _attributes("Table", "Scope", element.scope)
    if element.tag == "L":
        entries["A"] = _attributes("List", "ListNumbering", "Decimal" if element.ordered else "Disc")
    if element.actual_text:
        entries["ActualText"] = pdfdoc.PDFString(element.actual_text)
    if element.alternative:
        entries["Alt"] = pdfdoc.PDFString(element.alternative)
    reference = pdfdoc.PDFObjectReference(names[id(element)])
    pages = {kid.page for kid in element.kids if isinstance(kid, Mark)}
    if len(pages) == 1:
        entries["Pg"] = document.Reference(document.Pages.pages[min(pages)])
    kids: list[Any] = []
    for kid in element.kids:
        if isinstance(kid, Mark):
            kids.append(kid.number if len(pages) == 1 else _mark(document, kid))
        else:
            _write(document, kid, reference, names)
            kids.append(pdfdoc.PDFObjectReference(names[id(kid)]))
    if kids:
        entries["K"] = kids[0] if len(kids) == 1 else pdfdoc.PDFArray(kids)
    document.Reference(pdfdoc.PDFDictionary(entries), names[id(element)])


def _mark(document: Any, mark: Mark) -> Any:
    """A mark on a page of its own: its element goes on over several."""
    page = document.Reference(document.Pages.pages[mark.page])
    return pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("MCR"), "Pg": page, "MCID": mark.number})


def _attributes(owner: str, name: str, value: str) -> Any:
    return pdfdoc.PDFDictionary({"O": pdfdoc.PDFName(owner), name: pdfdoc.PDFName(value)})
