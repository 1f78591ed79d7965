"""A Word form is read like the text of it, however Word wrote it down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.word_forms import (
    ACTION,
    OVERVIEW,
    SITUATION,
    STRICT,
    cell,
    form_table,
    from_text,
    packed,
    paragraph,
    row,
    table,
    word,
)
from webapp.domain.periods import Calendar
from webapp.readers.form_file import form_text
from webapp.readers.form_json import as_json
from webapp.readers.old_form import read_form

APRIL = Calendar()
EXAMPLE = (Path(__file__).parents[1] / "examples" / "old-form.txt").read_text(encoding="utf-8")
WHOLE = (*OVERVIEW, *SITUATION, *ACTION)
USUAL = as_json(read_form("\n".join(f"{label}\t{words}" for label, words in WHOLE), APRIL))
TITLE = OVERVIEW[0][1]
ACROSS, DOWN, BEGINS = '<w:gridSpan w:val="2"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
DELETED = '<w:del w:author="A"/>'
LABELS, VALUES = zip(*ACTION, strict=True)


def read(document: bytes) -> dict[str, Any]:
    return as_json(read_form(form_text(document), APRIL))


def test_a_document_is_read_like_its_text() -> None:
    assert read(from_text(EXAMPLE)) == as_json(read_form(EXAMPLE, APRIL))


def control(content: str, *, properties: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r>{word(text)}</w:del>"


def field(inner: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin">{inner}</w:fldChar></w:r>'


def rows(pairs: tuple[tuple[str, str], ...]) -> list[str]:
    return [row(*each) for each in pairs]


def led_by(*first: str) -> str:
    """The form with other rows in place of that of its title."""
    return form_table(overview=[*first, *rows(OVERVIEW[1:])])


def titled(*content: str) -> str:
    """The form with the title written like this."""
    return led_by(row("Indicator Title", cell(*content)))


TEXT_BOX = f"<w:txbxContent>{paragraph(f'Indicator Title: {TITLE}')}</w:txbxContent>"
SAME = {
    "one table": form_table(),
    "a table for each part": "".join(table(*rows(part)) + paragraph("") for part in (OVERVIEW, SITUATION, ACTION)),
    "labels on lines of their own": "".join(
        paragraph(word(label, letters="<w:b/>")) + paragraph(words) + paragraph("") for label, words in WHOLE
    ),
    "labels with a colon": "".join(paragraph(f"{label}: {words}") for label, words in WHOLE),
    "labels with a tab": "".join(paragraph(label, "<w:r><w:tab/></w:r>", words) for label, words in WHOLE),
    "labels with many spaces": "".join(paragraph(f"{label}     {words}") for label, words in WHOLE),
    "labels with line breaks": paragraph(*(f"<w:r><w:t>{label}: {words}</w:t><w:br/></w:r>" for label, words in WHOLE)),
    "everything in one cell": table(row(cell(*(f"{label}: {words}" for label, words in WHOLE)))),
    "a cell for each": table(*(row(each) for pair in WHOLE for each in pair)),
    "the value below, across": led_by(
        row(cell("Indicator Title", properties=ACROSS)), row(cell(TITLE, properties=ACROSS))
    ),
    "two labels in a row": form_table(
        overview=[row(*OVERVIEW[0]), row(*OVERVIEW[1], *OVERVIEW[2]), row(*OVERVIEW[3])]
    ),
    "an empty column between": form_table(overview=[row(label, "", words) for label, words in OVERVIEW]),
    "label and value in one cell": led_by(row(cell(f"Indicator Title: {TITLE}", properties=ACROSS))),
    "label and value on lines of one cell": led_by(row(cell("Indicator Title", TITLE, properties=ACROSS))),
    "a label merged down": led_by(
        row(cell("Indicator Title", properties=BEGINS), "Repairs"), row(cell(properties=DOWN), "done in time")
    ),
    "a value that goes on below": led_by(row("Indicator Title", "Repairs"), row("", "done in time")),
    "a row that begins late": led_by(
        row("Indicator Title", ""), row(TITLE, properties='<w:gridBefore w:val="1"/>')
    ),
    "a numbered label": led_by(row("1. Indicator Title:", TITLE)),
    "a label with a hint": led_by(row("Indicator Title (as reported)", TITLE)),
    "labels over two lines": form_table(
        actions=[row(cell(*label.replace(" (", "|(").split("|")), words) for label, words in ACTION]
    ),
    "a nested table": table(row(cell(form_table()))),
    "a nested table beside a margin": table(row("", cell(form_table()))),
    "a nested table of actions": table(
        *rows((*OVERVIEW, *SITUATION)), row("ACTIONS", cell(table(row(*LABELS), row(*VALUES))))
    ),
    "actions in columns": form_table(actions=[row(*LABELS), row(*VALUES)]),
    "actions in short columns": form_table(actions=[row("What", "How", "Who", "When"), row(*VALUES)]),
    "actions in numbered columns": form_table(
        actions=[row("No.", *LABELS), row("1", *VALUES), row("2", "", "", "", "")]
    ),
    "a control around words": titled(paragraph(control(word(TITLE)))),
    "a control around a paragraph": titled(control(paragraph(TITLE))),
    "a control around a cell": led_by(row("Indicator Title", control(cell(TITLE)))),
    "a control around a row": led_by(control(row("Indicator Title", TITLE))),
    "a prompt nobody answered": titled(
        paragraph(TITLE, control(word("Click to enter text."), properties="<w:showingPlcHdr/>"))
    ),
    "a control with letters of its own": titled(
        paragraph(control(word(TITLE), properties="<w:rPr><w:vanish/></w:rPr>"))
    ),
    "tracked words": titled(paragraph(deleted("Bins"), f"<w:ins>{word('Repairs')}</w:ins>", " done in time")),
    "moved words": titled(paragraph(f"<w:moveFrom>{word('Bins')}</w:moveFrom>", f"<w:moveTo>{word(TITLE)}</w:moveTo>")),
    "a row deleted while tracking": led_by(
        row("Indicator Title", "Bins", properties=DELETED), row("Indicator Title", TITLE)
    ),
    "a cell deleted while tracking": led_by(
        row("Indicator Title", cell("Bins", properties="<w:cellDel/>"), TITLE)
    ),
    "a paragraph’s end deleted while tracking": titled(
        paragraph("Repairs ", properties=f"<w:rPr>{DELETED}</w:rPr>"), paragraph("done in time")
    ),
    "the last end deleted while tracking": titled(paragraph(TITLE, properties=f"<w:rPr>{DELETED}</w:rPr>")),
    "letters changed while tracking": titled(
        paragraph(word(TITLE, letters="<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"))
    ),
    "hidden words": titled(paragraph(TITLE, word(" secret", letters="<w:vanish/>"))),
    "a field and its code": titled(paragraph("<w:r><w:instrText>DATE</w:instrText></w:r>", TITLE)),
    "an older drop-down": titled(
        paragraph(
            field(
                '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Bins"/>'
                f'<w:listEntry w:val="{TITLE}"/></w:ddList></w:ffData>'
            )
        )
    ),
    "a text box and its twin": led_by()
    + paragraph(
        f"<w:r><mc:AlternateContent><mc:Choice>{TEXT_BOX}</mc:Choice><mc:Fallback>{TEXT_BOX}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    ),
    "a drawing’s own words": titled(paragraph(TITLE, "<w:r><w:drawing><a:t>Chart</a:t></w:drawing></w:r>")),
    "words one by one": titled(paragraph(*map(word, TITLE))),
    "blank rows and paragraphs": led_by(row("", ""), row("Indicator Title", cell("", TITLE, ""))),
}  # fmt: skip


@pytest.mark.parametrize("body", SAME.values(), ids=SAME)
def test_the_same_form_laid_out_otherwise_is_read_alike(body: str) -> None:
    assert read(packed(body)) == USUAL


def test_strict_documents_and_unusual_names_are_read_alike() -> None:
    assert read(packed(form_table(), namespace=STRICT)) == USUAL
    assert read(packed(form_table(), name="document2")) == USUAL


STYLES = """
<w:style w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="Loud"><w:basedOn w:val="Strong"/></w:style>
<w:style w:styleId="Quiet"><w:basedOn w:val="Strong"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:styleId="Round"><w:basedOn w:val="Round"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:styleId="ListBullet"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="ListBullet2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>
"""


def listed(text: str, number: int, level: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(text: str, style: str) -> str:
    return paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')


REASONS = {
    "bold and italic": (
        [paragraph(word("Two", letters="<w:b/>"), " plumbers ", word("left", letters="<w:i/><w:b w:val='1'/>"))],
        "<p><strong>Two</strong> plumbers <em><strong>left</strong></em></p>",
    ),
    "bold turned off": ([paragraph(word("Two", letters='<w:b w:val="false"/>'))], "<p>Two</p>"),
    "a line break": ([paragraph("<w:r><w:t>One</w:t><w:br/><w:t>two</w:t></w:r>")], "<p>One<br>two</p>"),
    "paragraphs": (["One", "", "Two"], "<p>One</p><p>Two</p>"),
    "bullets": (
        ["Because:", listed("a", 1), listed("b", 1), "So."],
        "<p>Because:</p><ul><li>a</li><li>b</li></ul><p>So.</p>",
    ),
    "numbers with bullets inside": (
        [listed("a", 2), listed("b", 2, 1), listed("c", 2)],
        "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
    ),
    "bullets by style": (
        [styled("a", "ListBullet"), styled("b", "ListBullet2")],
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
    ),
    "a style’s list turned off": (
        [paragraph("a", properties='<w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr>')],
        "<p>a</p>",
    ),
    "a list without markers": ([listed("a", 3)], "<p>a</p>"),
    "a list nobody defined": ([listed("a", 99)], "<ul><li>a</li></ul>"),
    "bold by style": (
        [styled("a", "Loud"), styled("b", "Quiet"), paragraph(word("c", letters='<w:rStyle w:val="Strong"/>'))],
        "<p><strong>a</strong></p><p>b</p><p><strong>c</strong></p>",
    ),
    "a style that goes round in circles": ([styled("a", "Round")], "<p><em>a</em></p>"),
    "signs of HTML": (["x < 5 & y > 6 <q>"], "<p>x &lt; 5 &amp; y &gt; 6 &lt;q&gt;</p>"),
    "tags typed as words": (["<p>One</p>", "<p>Two &amp; three</p>"], "<p>One</p><p>Two &amp; three</p>"),
    "lines like labels": (["Target: fewer", "What: all"], "<p>Target: fewer</p><p>What: all</p>"),
    "a table of figures": (
        ["See:", table(row("Oct", "5"), row("Nov", "6")), "End."],
        "<p>See:</p><p>Oct | 5</p><p>Nov | 6</p><p>End.</p>",
    ),
    "a formula": ([paragraph("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>")], "<p>a=b</p>"),
    "a hyphen that holds": (
        [paragraph("<w:r><w:t>in</w:t><w:noBreakHyphen/><w:t>house</w:t></w:r>")], "<p>in-house</p>"
    ),
    "other scripts and faces": (["שלום 🙂 ŵ"], "<p>שלום 🙂 ŵ</p>"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "html"), REASONS.values(), ids=REASONS)
def test_the_reason_keeps_its_paragraphs_letters_and_lists(content: list[str], html: str) -> None:
    body = form_table(situation=[row(*SITUATION[0]), row("Non-compliance reason", cell(*content))])
    answer = read(packed(body, styles=STYLES, numbering=NUMBERING))
    assert answer == {**USUAL, "non_compliance_reason": html}


ONLY_IN_A_TABLE = {"lines like labels", "a table of figures"}
ON_LINES = {name: reason for name, reason in REASONS.items() if name not in ONLY_IN_A_TABLE}


@pytest.mark.parametrize(("content", "html"), ON_LINES.values(), ids=ON_LINES)
def test_so_does_one_without_a_table(content: list[str], html: str) -> None:
    before = (paragraph(f"{label}: {words}") for label, words in (*OVERVIEW, SITUATION[0]))
    reason = (each if each.startswith("<w:") else paragraph(each) for each in ("Non-compliance reason", *content))
    after = (paragraph(f"{label}: {words}") for label, words in ACTION)
    answer = read(packed("".join((*before, *reason, *after)), styles=STYLES, numbering=NUMBERING))
    assert answer == {**USUAL, "non_compliance_reason": html}


def test_a_reason_behind_its_label_keeps_its_letters() -> None:
    reason = paragraph("Non-compliance reason: ", word("Two", letters="<w:b/>"), " left.") + paragraph("Others stayed.")
    body = "".join(paragraph(f"{label}: {words}") for label, words in OVERVIEW) + reason
    assert read(packed(body))["non_compliance_reason"] == "<p><strong>Two</strong> left.</p><p>Others stayed.</p>"


SECOND = ("Train two more.", "At the college.", "Branch manager", "March 2015")
ACTIONS = {
    "four rows each": [
        row(label, words) for values in (VALUES, SECOND) for label, words in zip(LABELS, values, strict=True)
    ],
    "in columns": [row(*LABELS), row(*VALUES), row(*SECOND)],
    "in columns, some wider": [
        row(cell(LABELS[0], properties=ACROSS), *LABELS[1:]),
        *(row(cell(each[0], properties=ACROSS), *each[1:]) for each in (VALUES, SECOND)),
    ],
    "beside one another": [row(label, *values) for label, *values in zip(LABELS, VALUES, SECOND, strict=True)],
    "numbered labels": [
        row(f"{label} {number}", words)
        for number, values in ((1, VALUES), (2, SECOND))
        for label, words in zip(LABELS, values, strict=True)
    ],
}  # fmt: skip


@pytest.mark.parametrize("actions", ACTIONS.values(), ids=ACTIONS)
def test_several_actions(actions: list[str]) -> None:
    answer = read(packed(form_table(actions=actions)))
    found = [tuple(each[name] for name in ("what", "how", "who", "when")) for each in answer["actions"]]
    assert (found, answer["unread"]) == ([VALUES, SECOND], [])


def test_a_cell_merged_down_over_actions_stands_for_each() -> None:
    merged = [
        row(*LABELS),
        row(*VALUES[:2], cell(VALUES[2], properties=BEGINS), VALUES[3]),
        row(*SECOND[:2], cell(properties=DOWN), SECOND[3]),
    ]
    assert [each["who"] for each in read(packed(form_table(actions=merged)))["actions"]] == [VALUES[2], VALUES[2]]


def test_lists_in_an_action_are_lines() -> None:
    actions = [row(LABELS[0], cell("Hire:", listed("one", 1), listed("two", 1))), *rows(ACTION[1:])]
    document = packed(form_table(actions=actions), styles=STYLES, numbering=NUMBERING)
    assert read(document)["actions"][0]["what"] == "Hire:\n\n• one\n• two"


OWN_ROW = row("Cabinet Member", "Cllr Lee")
UNREAD = {
    "a row of one’s own": (led_by(row("Indicator Title", TITLE), OWN_ROW), ["Cabinet Member – Cllr Lee"]),
    "a row of one’s own after the reason": (
        form_table(situation=[*rows(SITUATION), row("Date of the report", "3 November 2014")]),
        ["Date of the report – 3 November 2014"],
    ),
    "a row of one’s own after the actions": (
        form_table(actions=[*rows(ACTION), OWN_ROW]), ["Cabinet Member – Cllr Lee"]
    ),
    "words before": (paragraph("CONFIDENTIAL") + form_table(), ["CONFIDENTIAL"]),
    "words behind": (form_table() + paragraph("Signed: A Lee"), ["Signed: A Lee"]),
    "a label met again": (
        led_by(row("Indicator Title", TITLE), row("Indicator Title", "Bins")), ["Indicator Title Bins"]
    ),
    "a column of one’s own": (
        form_table(actions=[row(*LABELS, "Cost"), row(*VALUES, "£5,000")]), ["Cost – £5,000"]
    ),
    "words behind a heading": (
        form_table(actions=[row("ACTIONS", "see over"), *rows(ACTION)]), ["see over"]
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "unread"), UNREAD.values(), ids=UNREAD)
def test_what_is_no_row_of_the_form_is_listed(body: str, unread: list[str]) -> None:
    assert read(packed(body)) == {**USUAL, "unread": unread}


def test_footnotes_are_listed_and_their_separators_are_not() -> None:
    notes = (
        '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="1">{paragraph("Provisional.")}</w:footnote>'
    )
    assert read(packed(form_table(), footnotes=notes))["unread"] == ["Footnote: Provisional."]
