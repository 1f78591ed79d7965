"""A plan as a Word document, under the printed form's headings: a copy that committee services can work with."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from webapp.domain import form_words
from webapp.domain.actions import Action
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import SealState
from webapp.readers.rich_html import read_html
from webapp.word.lists import Lists
from webapp.word.page_setup import SMALL, WIDTH, new_document
from webapp.word.tables import add_row, new_table
from webapp.word.writing import is_empty, write_plain, write_rich
from webapp.word.xml import element, kept

BAND_SHADE = "DBE0E3"
COLOURS = {"red": RGBColor(0xB8, 0x12, 0x1A), "amber": RGBColor(0xBF, 0x6B, 0), "green": RGBColor(0, 0x66, 0x33)}
THEN = (1980, 1, 1, 0, 0, 0)
"""The time that every file in the document bears, so that the same plan gives the same bytes."""


def plan_document(page: PlanPage) -> bytes:
    """The Word document (``.docx``) of a plan. Characters that no such file can hold are left out."""
    as_draft = page.state in form_words.DRAFTS
    copy = form_words.copy_of(page)
    mark = form_words.mark(page, as_draft=as_draft, copy=copy)
    document = new_document(page, mark)
    lists = Lists(document)
    _head(document, page, mark)
    _overview(document, page)
    _situation(document, page, lists)
    _actions(document, page.actions or (Action(),))
    _sign_off(document, page, as_draft=as_draft, copy=copy)
    return _packed(document)


def _head(document: WordDocument, page: PlanPage, mark: str) -> None:
    place = document.add_paragraph()
    place.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    place.add_run(f"{kept(page.council)}\t")
    place.add_run(kept(page.period)).bold = True
    title = document.add_heading(form_words.TITLE, level=1)
    title.paragraph_format.space_before = Pt(0)
    document.add_paragraph().add_run(mark).bold = True
    before, red, after = form_words.INSTRUCTION
    note = document.add_paragraph(before)
    note.add_run(red).bold = True
    note.add_run(after)


def _overview(document: WordDocument, page: PlanPage) -> None:
    _band(document, form_words.OVERVIEW)
    table = new_table(document, form_words.OVERVIEW[0])
    for label, text in form_words.overview(page):
        cell = add_row(table, label)
        write_plain(cell, text)
        if is_empty(cell):
            write_plain(cell, form_words.EMPTY, italic=True)


def _situation(document: WordDocument, page: PlanPage, lists: Lists) -> None:
    _band(document, form_words.SITUATION)
    table = new_table(document, form_words.SITUATION[0])
    figures = add_row(table, form_words.PERFORMANCE)
    for line in page.performance:
        write_plain(figures, line, bold=True)
    if page.status:
        shape, word, rest = form_words.status(page)
        status = figures.paragraphs[0] if is_empty(figures) else figures.add_paragraph()
        status.add_run(f"{shape} ").font.color.rgb = COLOURS.get(page.status)
        status.add_run(word).bold = True
        status.add_run(kept(rest))
    reason = add_row(table, form_words.REASON)
    write_rich(reason, read_html(page.reason_html), lists)
    for cell in (figures, reason):
        if is_empty(cell):
            write_plain(cell, form_words.EMPTY, italic=True)


def _actions(document: WordDocument, actions: tuple[Action, ...]) -> None:
    _band(document, form_words.ACTIONS)
    for number, action in enumerate(actions, 1):
        heading = form_words.action_heading(number, len(actions))
        if heading:
            document.add_heading(heading, level=3)
        table = new_table(document, heading or form_words.ACTIONS[0])
        for _, label, text in form_words.action_rows(action):
            cell = add_row(table, label)
            write_plain(cell, text)
            if is_empty(cell):
                write_plain(cell, form_words.EMPTY, italic=True)


def _sign_off(document: WordDocument, page: PlanPage, *, as_draft: bool, copy: SealState | None) -> None:
    document.add_heading(form_words.SIGN_OFF, level=2)
    if page.signature is None:
        line = document.add_paragraph()
        line.add_run(form_words.NOT_SIGNED).bold = True
        line.add_run(form_words.waiting(page, as_draft=as_draft))
        return
    document.add_paragraph().add_run(form_words.COPIES[copy or SealState.CURRENT]).bold = True
    name, as_what = form_words.signer(page.signature)
    line = document.add_paragraph()
    line.add_run(kept(name)).bold = True
    line.add_run(kept(as_what))
    small = document.add_paragraph(f"Fingerprint of what was signed: {page.signature.fingerprint}")
    small.runs[0].font.size = SMALL


def _band(document: WordDocument, words: tuple[str, str]) -> None:
    """A banded heading, and its instruction in a paragraph of the same shade."""
    heading, instruction = words
    bands = [document.add_heading(heading, level=2)]
    if instruction:
        bands.append(document.add_paragraph(instruction))
        bands[0].paragraph_format.space_after = Pt(0)
        bands[1].paragraph_format.keep_with_next = True
    for band in bands:
        _shade(band)


def _shade(paragraph: Paragraph) -> None:
    shade = element("w:shd", val="clear", color="auto", fill=BAND_SHADE)
    paragraph._p.get_or_add_pPr().insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _packed(document: WordDocument) -> bytes:
    """The document's file, with its parts in one order and at one time."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name, THEN)
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed.getvalue()
