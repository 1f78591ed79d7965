"""The parts of an Excel workbook beside its cells: which sheets there are, and how numbers are shown."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import NamedTuple

from webapp.domain.errors import Refusal
from webapp.readers.sheets.formats import Shown, shown_by
from webapp.readers.sheets.xml_stream import Attributes, read_elements
from webapp.readers.sheets.zipped import SMALL_PART, Package, joined
from webapp.readers.unpacking import DAMAGED

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""Those of the two ways in which Excel saves a workbook: as ever, and strictly by the standard."""

VISIBLE = "visible"


class Link(NamedTuple):
    """What a part refers to: what that is to it, such as ``styles``, and its name."""

    kind: str
    part: str


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    link: str
    state: str


@dataclass(slots=True)
class Workbook:
    """What the workbook says of all its sheets."""

    sheets: list[ListedSheet] = field(default_factory=list)
    from_1904: bool = False
    iterates: bool = False  # formulas that refer to themselves are meant
    is_to_be_calculated: bool = False  # whoever wrote it did not work its formulas out


def is_true(attributes: Attributes, name: str) -> bool:
    """An attribute that is written as 1 or true."""
    return attributes.get(name) in ("1", "true", "on")


def local_name(name: str) -> str:
    """An element's name without its namespace where that is the workbook's; "" for those of others."""
    namespace, _, local = name.rpartition(" ")
    return local if namespace in NAMESPACES else ""


def links_of(package: Package, part: str) -> dict[str, Link]:
    """The parts that a part refers to, by the names it has for them; "" is the whole file. None outside the file."""
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, Link] = {}

    def start(_name: str, attributes: Attributes) -> None:
        if "Id" in attributes and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes["Id"]] = Link(kind, joined(folder, attributes.get("Target", "")))

    if links in package:
        read_elements(package.blocks(links, most=SMALL_PART), start)
    return found


def read_workbook(package: Package, part: str) -> Workbook:
    """The workbook's own part; raises Refusal where it is none."""
    book = Workbook()
    root = None

    def start(name: str, attributes: Attributes) -> None:
        nonlocal root
        local = local_name(name)
        root = root if root is not None else local
        if local == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            book.sheets.append(ListedSheet(attributes.get("name", ""), link, attributes.get("state", VISIBLE)))
        elif local == "workbookPr":
            book.from_1904 = is_true(attributes, "date1904")
        elif local == "calcPr":
            book.iterates = is_true(attributes, "iterate")
            book.is_to_be_calculated = is_true(attributes, "fullCalcOnLoad")

    read_elements(package.blocks(part, most=SMALL_PART), start)
    if root != "workbook":
        raise Refusal(DAMAGED)
    return book


def read_styles(package: Package, part: str) -> dict[str, Shown]:
    """How the styles of cells, by the number that a cell has of its style, show a number; a figure is left out."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    within = ""

    def start(name: str, attributes: Attributes) -> None:
        nonlocal within
        local = local_name(name)
        if local in ("cellXfs", "cellStyleXfs"):
            within = local
        elif local == "xf" and within == "cellXfs":
            formats.append(int(attributes.get("numFmtId", "0")))
        elif local == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")

    read_elements(package.blocks(part, most=SMALL_PART), start)
    shown = {str(style): shown_by(number, codes.get(number)) for style, number in enumerate(formats)}
    return {style: each for style, each in shown.items() if each is not Shown.FIGURE}
