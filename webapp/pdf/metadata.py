"""What a PDF says about itself: title, language, time, and its claim to be accessible (PDF/UA-1)."""

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
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{product}</xmp:CreatorTool>{dates}
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, author and language of a document; ``at`` is the aware moment it states, None for none."""

    title: str
    author: str
    language: str
    at: datetime | None = None


class _Info(pdfdoc.PDFInfo):
    """The information dictionary, with a date only where the document has one of its own."""

    at: datetime | None = None

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
        return pdfdoc.PDFDictionary(entries).format(document)


def write_metadata(canvas: Any, facts: Facts) -> None:
    """Set everything a file states about itself; call before drawing."""
    document = canvas._doc
    # The file's identifier is this digest. ReportLab starts it from the clock or an environment variable;
    # started from nothing, and fed with the words drawn, it depends on them alone.
    document.signature = hashlib.md5(usedforsecurity=False)
    info = document.info = _Info()
    info.title, info.author, info.at = facts.title, facts.author, facts.at
    info.subject, info.creator = "", PRODUCT
    catalog = document.Catalog
    catalog.Lang = pdfdoc.PDFString(facts.language)
    catalog.Metadata = pdfdoc.XMP(creator=lambda _document: packet(facts))
    canvas.setViewerPreference("DisplayDocTitle", "true")


def packet(facts: Facts) -> bytes:
    """The XMP packet; its date agrees with the information dictionary's."""
    dates = ""
    if facts.at:
        moment = facts.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        dates = f"\n<xmp:CreateDate>{moment}</xmp:CreateDate>\n<xmp:ModifyDate>{moment}</xmp:ModifyDate>"
    return PACKET.format(
        title=escape(facts.title),
        author=escape(facts.author),
        language=escape(facts.language),
        product=PRODUCT,
        dates=dates,
    ).encode()
