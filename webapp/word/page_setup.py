"""A new document: A4, its typeface, styles and language, what it says about itself, and its head and foot."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from webapp.domain.plan_page import PlanPage
from webapp.word.xml import element, field, kept

FACE = "Arial"
MARGIN = Mm(18)
WIDTH = Mm(210) - 2 * MARGIN
BODY = Pt(11)
SMALL = Pt(8.5)
HEADINGS = {"Heading 1": Pt(18), "Heading 2": Pt(11), "Heading 3": Pt(11)}
BLACK = RGBColor(0, 0, 0)
_FACES = ("ascii", "hAnsi", "cs", "eastAsia")
# Parts of the library's own template that say nothing about this document.
_LEFT_OUT = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def new_document(page: PlanPage, mark: str) -> WordDocument:
    """An empty document for a plan; ``mark`` stands at the head of each page."""
    document = Document()
    _leave_out(document)
    _describe(document, page)
    _dress(document, page.language)
    _set_page(document, page, mark)
    return document


def _leave_out(document: WordDocument) -> None:
    for rels in (document.part.package.rels, document.part.rels):
        for name in [name for name, rel in rels.items() if rel.reltype in _LEFT_OUT]:
            del rels[name]


def _describe(document: WordDocument, page: PlanPage) -> None:
    facts = document.core_properties
    facts.title = " ".join(kept(f"Performance action plan: {page.indicator_title}, {page.period}").split())[:255]
    facts.author = facts.last_modified_by = " ".join(kept(page.council).split())[:255]
    facts.language, facts.comments = page.language, ""
    if page.signature:
        facts.created = facts.modified = page.signature.at.replace(tzinfo=None)
        return
    for moment in ("dcterms:created", "dcterms:modified"):  # those of the template are not this document's
        for each in facts._element.findall(qn(moment)):
            facts._element.remove(each)


def _dress(document: WordDocument, language: str) -> None:
    styles: Any = document.styles
    defaults = styles.element.find(qn("w:docDefaults"))
    theme = document.settings.element.find(qn("w:themeFontLang"))
    for tongue in (*defaults.iter(qn("w:lang")), theme):
        tongue.attrib.clear()
        tongue.set(qn("w:val"), language)
    normal = styles["Normal"]
    normal.font.size = BODY
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.0
    _typeface(normal)
    for name in ("Header", "Footer"):
        styles[name].paragraph_format.tab_stops.clear_all()  # they are for another width of paper
    for name, size in HEADINGS.items():
        style = styles[name]
        _typeface(style)
        style.font.size, style.font.bold, style.font.color.rgb = size, True, BLACK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(8), Pt(3)
        style.paragraph_format.keep_with_next = True


def _typeface(style: Any) -> None:
    """The same typeface for every script, instead of the theme's."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in _FACES:
        fonts.set(qn(f"w:{script}"), FACE)


def _set_page(document: WordDocument, page: PlanPage, mark: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = Mm(9)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    parts = (page.council, f"Plan {page.number}, version {page.version}", page.indicator_code, page.period)
    left = " · ".join(" ".join(kept(part).split()) for part in parts if part.strip())
    for line, text in ((head, f"{kept(page.council)}\t{mark}"), (foot, f"{left}\tPage ")):
        line.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(text).font.size = SMALL
    foot._p.append(field("PAGE"))
    foot.add_run(" of ").font.size = SMALL
    foot._p.append(field("NUMPAGES"))
    for run in foot._p.iter(qn("w:r")):
        if run.rPr is None:
            run.insert(0, element("w:rPr", element("w:sz", val=int(SMALL.pt * 2))))
