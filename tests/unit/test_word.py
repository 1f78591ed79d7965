"""A plan in Word, read back: the form's words, rich text as Word's own, and the same bytes every time."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.unit.pdf_examples import ACTION, EMPTY, PLAN, SIGNATURE
from webapp.domain import form_words
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import PlanState
from webapp.word.plan_document import plan_document

DRAFT = replace(PLAN, signature=None, state=PlanState.DRAFT)


def opened(page: PlanPage) -> Any:
    return Document(io.BytesIO(plan_document(page)))


def words(page: PlanPage) -> str:
    """Every paragraph, in tables too, in reading order."""
    return "\n".join("".join(each.text for each in block.iter(qn("w:t"))) for block in paragraphs(opened(page)))


def paragraphs(document: Any) -> list[Any]:
    return list(document.element.body.iter(qn("w:p")))


def cell(document: Any, label: str) -> Any:
    """The cell beside a label."""
    for table in document.tables:
        for row in table.rows:
            if row.cells[0].text == label:
                return row.cells[1]
    raise AssertionError(f"no row {label}")


def test_the_form_s_own_words_stand_in_their_order() -> None:
    text = words(PLAN)
    order = [
        PLAN.council,
        form_words.TITLE,
        "SIGNED OFF",
        "".join(form_words.INSTRUCTION),
        *form_words.OVERVIEW[:1],
        form_words.INDICATOR_TITLE,
        form_words.TARGET,
        *form_words.SITUATION,
        form_words.REASON,
        *form_words.ACTIONS,
        form_words.WHAT,
        form_words.WHEN,
        form_words.SIGN_OFF,
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_headings_go_down_one_level_at_a_time() -> None:
    document = opened(replace(PLAN, actions=(ACTION, ACTION)))
    headings = [each.style.name for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert headings == [f"Heading {level}" for level in (1, 2, 2, 2, 3, 3, 2)]


def test_labels_are_the_headings_of_their_tables() -> None:
    document = opened(PLAN)
    assert [len(table.rows) for table in document.tables] == [4, 2, 4]
    for table in document.tables:
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert look.get(qn("w:firstColumn")) == "1"
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_figures_and_status_are_said_in_words() -> None:
    assert cell(opened(PLAN), form_words.PERFORMANCE).text == "\n".join((*PLAN.performance, f"● {PLAN.why}"))


def test_rich_text_is_kept() -> None:
    reason = cell(opened(PLAN), form_words.REASON)
    first, last = reason.paragraphs[0], reason.paragraphs[-1]
    assert [run.text for run in first.runs if run.bold] == ["September"]
    assert [run.text for run in first.runs if run.italic] == ["estimate"]
    assert last.text == "Checked by Llŷr Tŵm\nand Łukasz Żak."
    items = [each for each in reason.paragraphs if each._p.pPr is not None and each._p.pPr.numPr is not None]
    assert [each.text for each in items][::3] == ["referrals from schools & health visitors;", "Visits are on time."]
    assert len(items) == 5


def numbering(document: Any, paragraph: Any) -> tuple[str, int, int]:
    """How an item is marked: bullet or decimal, its list, and its level."""
    properties = paragraph._p.pPr.numPr
    number, level = properties.numId.val, properties.ilvl.val
    root = document.part.numbering_part.element
    kind = root.num_having_numId(number).abstractNumId.val
    shape = root.find(f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{kind}']/{qn('w:lvl')}/{qn('w:numFmt')}")
    return shape.get(qn("w:val")), number, level


def test_each_numbered_list_begins_at_1_and_lists_nest() -> None:
    html = "<ol><li>one<ul><li>below</li></ul></li><li>two</li></ol><p>then</p><ol><li>one again</li></ol>"
    document = opened(replace(PLAN, reason_html=html))
    one, below, two, _, again = cell(document, form_words.REASON).paragraphs
    assert [numbering(document, each)[0::2] for each in (one, below, two)] == [
        ("decimal", 0),
        ("bullet", 1),
        ("decimal", 0),
    ]
    assert numbering(document, one)[1] == numbering(document, two)[1] != numbering(document, again)[1]
    started = document.part.numbering_part.element.num_having_numId(numbering(document, again)[1])
    assert started.lvlOverride_lst[0].startOverride.val == 1


STATES = {
    "draft": (DRAFT, "DRAFT", "Not signed. This is a draft."),
    "submitted": (
        replace(DRAFT, state=PlanState.SUBMITTED),
        "SUBMITTED, NOT SIGNED",
        "Not signed. Submitted and waiting for sign-off.",
    ),
    "signed": (PLAN, "SIGNED OFF", "This is a copy, not the signed file."),
    "superseded": (replace(PLAN, state=PlanState.SUPERSEDED), "SUPERSEDED", "a later one took its place."),
    "withdrawn": (replace(PLAN, state=PlanState.WITHDRAWN), "WITHDRAWN", "was withdrawn and no longer stands."),
}


@pytest.mark.parametrize(("page", "mark", "sentence"), STATES.values(), ids=STATES)
def test_what_it_may_be_used_as_is_said_on_every_page(page: PlanPage, mark: str, sentence: str) -> None:
    document = opened(page)
    assert document.sections[0].header.paragraphs[0].text.endswith(f"\t{mark}")
    assert f"\n{mark}\n" in words(page)
    assert sentence in words(page)
    assert ("Signed off by Rhiannon Ŵyn" in words(page)) == (page.signature is not None)


def test_the_foot_counts_the_pages() -> None:
    foot = opened(PLAN).sections[0].footer._element
    assert [each.get(qn("w:instr")) for each in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    text = "".join(each.text for each in foot.iter(qn("w:t")))
    assert text.startswith("Aberwen Borough Council · Plan 12, version 3 · CIN-01 · October 2014")


def test_empty_fields_say_so() -> None:
    document = opened(EMPTY)
    for label in (form_words.INDICATOR_TITLE, form_words.REASON, form_words.WHAT):
        assert cell(document, label).text == form_words.EMPTY


def test_title_author_and_language_are_stated() -> None:
    document = opened(replace(PLAN, language="cy"))
    facts = document.core_properties
    assert facts.title == "Performance action plan: Rate of children in need (per 10,000 aged 0 to 17), October 2014"
    assert (facts.author, facts.language) == (PLAN.council, "cy")
    assert facts.created is not None
    assert facts.created.replace(tzinfo=None) == SIGNATURE.at.replace(tzinfo=None)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert [each.get(qn("w:val")) for each in defaults.iter(qn("w:lang"))] == ["cy"]
    assert opened(DRAFT).core_properties.created is None


def test_it_is_a4_in_one_typeface() -> None:
    document = opened(PLAN)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        fonts = document.styles[name].element.rPr.rFonts
        assert set(fonts.attrib.values()) == {"Arial"}


@pytest.mark.parametrize("page", [PLAN, DRAFT, EMPTY], ids=["signed", "draft", "empty"])
def test_the_same_plan_gives_the_same_bytes(page: PlanPage) -> None:
    first = plan_document(page)
    assert first == plan_document(page)
    with ZipFile(io.BytesIO(first)) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in file.namelist() if "thumbnail" in name or "customXml" in name]


ODD = {
    "control characters": ("a\x01b\x0bc\x1fd", "ab\ncd"),
    "half a surrogate pair": ("a\ud800b", "ab"),
    "not a character": ("a\ufffeb\uffff", "ab"),
    "right to left": ("שלום Llŷr", "שלום Llŷr"),
    "emoji": ("👩‍👩‍👧 ✅", "👩‍👩‍👧 ✅"),
    "markup": ("<w:t>&amp;</w:t>", "<w:t>&amp;</w:t>"),
    "tabs": ("a\tb", "a\tb"),
}


@pytest.mark.parametrize(("typed", "kept"), ODD.values(), ids=ODD)
def test_what_xml_cannot_hold_is_left_out_and_nothing_else(typed: str, kept: str) -> None:
    page = replace(
        PLAN,
        council=typed,
        indicator_title=typed,
        indicator_code=typed,
        period=typed,
        why=typed,
        performance=(typed,),
        reason_html=f"<p>{typed.replace('&', '&amp;').replace('<', '&lt;')}</p>",
        actions=(replace(ACTION, what=typed),),
        signature=replace(SIGNATURE, name=typed, post=typed),
    )
    document = opened(page)
    assert cell(document, form_words.INDICATOR_TITLE).text == kept
    assert cell(document, form_words.WHAT).text == kept


def test_a_long_text_is_written_whole() -> None:
    long = "word " * 20_000
    assert cell(opened(replace(PLAN, actions=(replace(ACTION, how=long),))), form_words.HOW).text == long.strip()
