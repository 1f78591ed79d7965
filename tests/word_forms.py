"""Word documents for the tests, made as Word and its relatives make them: no such file lies in the tree."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

import docx

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEADINGS = ("INDICATOR OVERVIEW", "CURRENT SITUATION: Detail what the performance is", "ACTIONS")
OVERVIEW = (
    ("Indicator Title", "Repairs done in time"),
    ("Strategic Director Lead", "Olwen Pritchard"),
    ("Departmental Lead", "Tomasz Zieliński"),
    ("Target", "90 (Oct 2014) / 95 (March 2015)"),
)
SITUATION = (("Performance this Period", "81 -Target: 9 % (10.0%)"), ("Non-compliance reason", "Two plumbers left."))
ACTION = (
    ("What (is required)", "Hire two plumbers."),
    ("How (will it be achieved)", "By agency."),
    ("Who (will be responsible)", "Tomasz Zieliński"),
    ("When (will results be realised)", "By 31 December 2014"),
)


def word(text: str, *, letters: str = "") -> str:
    """A run; ``letters`` are its properties, such as ``<w:b/>``."""
    properties = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; text that is none is made one."""
    inner = "".join(each if each.startswith(("<w:", "<m:")) else word(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """A cell of paragraphs and tables; text that is none is made a paragraph."""
    inner = "".join(each if each.startswith(("<w:p", "<w:tbl", "<w:sdt")) else paragraph(each) for each in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or paragraph()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; a cell that is text is made one."""
    inner = "".join(each if each.startswith(("<w:tc", "<w:sdt")) else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def form_table(*, overview: Sequence[str] = (), situation: Sequence[str] = (), actions: Sequence[str] = ()) -> str:
    """The printed form as one table, with rows of the test's own in place of the usual ones."""
    across = '<w:gridSpan w:val="2"/>'
    bands = [row(cell(heading, properties=across)) for heading in HEADINGS]
    return table(
        bands[0],
        *(overview or [row(*each) for each in OVERVIEW]),
        bands[1],
        *(situation or [row(*each) for each in SITUATION]),
        bands[2],
        *(actions or [row(*each) for each in ACTION]),
    )


def packed(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    namespace: str = MAIN,
    prolog: str = "",
    name: str = "document",
) -> bytes:
    """A Word document whose body is the XML given, with the parts given beside it."""
    parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes}
    links = "".join(
        f'<Relationship Id="{name}" Type="{_KINDS}/{name}" Target="{name}.xml"/>' for name, xml in parts.items() if xml
    )
    relationships = f'<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
    main = f'<Relationship Id="main" Type="{_KINDS}/officeDocument" Target="word/{name}.xml"/>'
    names = (
        f'xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:a="urn:a" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relationships.format(main),
        f"word/{name}.xml": f"{prolog}<w:document {names}><w:body>{body}</w:body></w:document>",
        f"word/_rels/{name}.xml.rels": relationships.format(links),
        **{f"word/{name}.xml": f"<w:{name} {names}>{xml}</w:{name}>" for name, xml in parts.items() if xml},
    }
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def from_text(text: str) -> bytes:
    """A document that Word's usual library makes of a form's text: a table with a row for each line."""
    document = docx.Document()
    made = document.add_table(rows=0, cols=2)
    for line in text.splitlines():
        label, _, words = line.partition("\t")
        if not line.strip():
            continue
        first, second = made.add_row().cells
        if words.strip():
            first.text, second.text = label, words
        else:
            first.merge(second).text = label
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
