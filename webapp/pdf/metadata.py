"""What a PDF says about itself: title, language, time, its claim to be accessible (PDF/UA-1), and its seal."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

PRODUCT = "Back to Green"
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{product}</xmp:CreatorTool>{more}
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, author and language of a document; ``at`` is the aware moment it states, None for none.

    ``seal`` is how a signed page is known again, even where its text can no longer be read; "" for any other.
    """

    title: str
    author: str
    language: str
    at: datetime | None = None
    seal: str = ""


class _Info(pdfdoc.PDFInfo):
    """The information dictionary, with a date and a seal only where the document has one of its own."""

    at: datetime | None = None
    seal = ""

    def format(self, document: Any) -> Any:
        entries = {
            "Title": pdfdoc.PDFString(self.title),
            "Author": pdfdoc.PDFString(self.author),
            "Creator": pdfdoc.PDFString(PRODUCT),
            "Producer": pdfdoc.PDFString(self.producer),
        }
        if self.at:
            moment = pdfdoc.PDFString(self.at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'"))
            entries |= {"CreationDate": moment, "ModDate": moment}
        if self.seal:
            entries["Keywords"] = pdfdoc.PDFString(self.seal)
        return pdfdoc.PDFDictionary(entries).format(document)


def write_metadata(canvas: Any, facts: Facts) -> None:
    """Set everything a file states about itself; call before drawing.

    It stands in two places, nearly the first and nearly the last of the file, so that whatever is left of one that
    was cut is still known.
    """
    document = canvas._doc
    # The file's identifier is this digest. ReportLab starts it from the clock or an environment variable;
    # started from nothing, and fed with what is drawn, it depends on that alone.
    document.signature = hashlib.md5(usedforsecurity=False)
    info = document.info = _Info()
    info.title, info.author, info.at, info.seal = facts.title, facts.author, facts.at, facts.seal
    info.subject, info.creator = "", PRODUCT
    catalog = document.Catalog
    catalog.Lang = pdfdoc.PDFString(facts.language)
    catalog.Metadata = pdfdoc.XMP(creator=lambda _document: packet(facts))
    document.Reference(info)
    canvas.setViewerPreference("DisplayDocTitle", "true")


def packet(facts: Facts) -> bytes:
    """The XMP packet; its date and keywords agree with the information dictionary's."""
    more = ""
    if facts.at:
        moment = facts.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        more += f"\n<xmp:CreateDate>{moment}</xmp:CreateDate>\n<xmp:ModifyDate>{moment}</xmp:ModifyDate>"
    if facts.seal:
        more += f"\n<pdf:Keywords>{escape(facts.seal)}</pdf:Keywords>"
    return PACKET.format(
        title=escape(facts.title),
        author=escape(facts.author),
        language=escape(facts.language),
        product=PRODUCT,
        more=more,
    ).encode()
