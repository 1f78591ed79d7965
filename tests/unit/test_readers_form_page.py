"""A form pasted or saved as HTML, by Word, Outlook or a browser, is read like its text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.word_forms import ACTION, OVERVIEW, SITUATION
from webapp.domain.errors import Refusal
from webapp.domain.periods import Calendar
from webapp.readers.form_file import form_text, pasted_text
from webapp.readers.form_json import as_json
from webapp.readers.old_form import read_form

APRIL = Calendar()
WHOLE = (*OVERVIEW, *SITUATION, *ACTION)
USUAL = as_json(read_form("\n".join(f"{label}\t{words}" for label, words in WHOLE), APRIL))


def read(html: str) -> dict[str, Any]:
    return as_json(read_form(pasted_text(html), APRIL))


def rows(pairs: tuple[tuple[str, str], ...] = WHOLE, *, inside: str = "{}") -> str:
    cells = ("".join(f"<td>{inside.format(words)}</td>" for words in pair) for pair in pairs)
    return "".join(f"<tr>{each}</tr>\n" for each in cells)


WORD = "<p class=MsoNormal style='margin-bottom:0cm'><span lang=EN-GB style='font-size:10.0pt'>{}<o:p></o:p></span></p>"
SAVED_BY_WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><title>Form</title>
<style><!-- p.MsoNormal {margin:0cm} --></style><!--[if gte mso 9]><xml><w:Zoom>90</w:Zoom></xml><![endif]--></head>
<body lang=EN-GB><div class=WordSection1><table class=MsoTableGrid border=1>"""
LABELS, VALUES = zip(*ACTION, strict=True)
SAME = {
    "a bare table": f"<table>{rows()}</table>",
    "a table in a page": f"<!DOCTYPE html><html><body><table><tbody>{rows()}</tbody></table></body></html>",
    "as Word saves it": f"{SAVED_BY_WORD}{rows(inside=WORD)}</table></div></body></html>",
    "as Outlook wraps it": f"<div><div style='border:none'><div>{SAVED_BY_WORD}{rows()}</table></div></div></div>",
    "as a browser copies it": "<meta charset='utf-8'><table style='width:100%'>" + rows() + "</table><br>",
    "as the clipboard has it": f"<html><!--StartFragment--><table>{rows()}</table><!--EndFragment--></html>",
    "with heading cells": f"<table>{rows().replace('<td>', '<th>', 1).replace('</td>', '</th>', 1)}</table>",
    "with bands": "<table><tr><td colspan=2>INDICATOR OVERVIEW</td></tr>" + rows(OVERVIEW)
    + "<tr><td colspan=2>CURRENT SITUATION: Detail what</td></tr>" + rows(SITUATION)
    + "<tr><td colspan=2><p>ACTIONS</p></td></tr>" + rows(ACTION) + "</table>",
    "on lines": "".join(f"<p><b>{label}:</b> {words}</p>" for label, words in WHOLE),
    "on lines without paragraphs": "<div>" + "<br>".join(f"{label}: {words}" for label, words in WHOLE) + "</div>",
    "as headings": "".join(f"<h3>{label}</h3><p>{words}</p>" for label, words in WHOLE),
    "as a list of terms": "<div>" + "".join(f"<dt>{label}</dt><dd>{words}</dd>" for label, words in WHOLE) + "</div>",
    "with Word’s tabs": "".join(
        f"<p>{label}<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp; </span>{words}</p>" for label, words in WHOLE
    ),
    "with hard spaces": "".join(f"<p>{label}&nbsp;&nbsp;&nbsp;&nbsp;{words}</p>" for label, words in WHOLE),
    "with spans down": "<table>"
    + rows().replace("<td>Indi", "<td rowspan=2>Indi", 1).replace("<td>Repairs", "<td>Repairs</td></tr><tr><td>")
    + "</table>",
    "in a frame": f"<table><tr><td>{'<table>' + rows() + '</table>'}</td></tr></table>",
    "with scripts and styles inside": f"<table>{rows()}</table>".replace(
        "Repairs", "<script>alert(1)</script><style>td {{}}</style>Repairs"
    ),
    "with comments": f"<!-- a form --><table>{rows()}</table>".replace("Repairs", "<!--[if mso]>x<![endif]-->Repairs"),
    "badly nested": f"<table><tr><td>{rows().removeprefix('<tr><td>')}".replace("</td>", ""),
    "actions in columns": f"<table>{rows((*OVERVIEW, *SITUATION))}<tr>"
    + "".join(f"<th>{label}</th>" for label in LABELS) + "</tr><tr>"
    + "".join(f"<td>{words}</td>" for words in VALUES) + "</tr></table>",
}  # fmt: skip


@pytest.mark.parametrize("html", SAME.values(), ids=SAME)
def test_the_form_as_html_is_read_like_its_text(html: str) -> None:
    assert read(html) == USUAL


def test_a_page_saved_by_word_may_be_windows_1252() -> None:
    html = f"{SAVED_BY_WORD}{rows(inside=WORD)}</table>".replace("Zieliński", "Müller – lead")
    assert as_json(read_form(form_text(html.encode("cp1252")), APRIL))["departmental_lead"] == "Tomasz Müller – lead"


WORD_LIST = (
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·"
    "<span style='font:7.0pt'>&nbsp;&nbsp;</span></span><![endif]>Roof</p>"
    "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Tiles</p>"
)
REASONS = {
    "Word’s list": (f"<p>Because:</p>{WORD_LIST}", "<p>Because:</p><ul><li>Roof<ul><li>Tiles</li></ul></li></ul>"),
    "a list": ("<ul><li>Roof</li><li>Heat</li></ul>", "<ul><li>Roof</li><li>Heat</li></ul>"),
    "bold by style": ("<p><span style='font-weight:700'>Two</span> left</p>", "<p><strong>Two</strong> left</p>"),
    "bold over paragraphs": ("<b><p>One</p><p>Two</p></b>", "<p><strong>One</strong></p><p><strong>Two</strong></p>"),
    "line breaks": ("One<br>two", "<p>One<br>two</p>"),
    "a table": ("<p>See</p><table><tr><td>Oct</td><td>5</td></tr></table>", "<p>See</p><p>Oct | 5</p>"),
    "escaped signs": ("x &lt; 5 &amp; y", "<p>x &lt; 5 &amp; y</p>"),
    "a link and a picture": ("<a href='//x'>The report</a><img src=x onerror=alert(1)>", "<p>The report</p>"),
}


@pytest.mark.parametrize(("html", "kept"), REASONS.values(), ids=REASONS)
def test_the_reason_keeps_paragraphs_letters_and_lists(html: str, kept: str) -> None:
    page = f"<table>{rows()}</table>".replace(SITUATION[1][1], html)
    assert read(page) == {**USUAL, "non_compliance_reason": kept}


def test_a_reason_on_lines_keeps_its_list_until_the_next_label() -> None:
    before = "".join(f"<p>{label}: {words}</p>" for label, words in (*OVERVIEW, SITUATION[0]))
    after = "".join(f"<p>{label}: {words}</p>" for label, words in ACTION)
    page = f"{before}<p>Non-compliance reason</p><p>Because:</p>{WORD_LIST}<p>ACTIONS</p>{after}"
    kept = "<p>Because:</p><ul><li>Roof<ul><li>Tiles</li></ul></li></ul>"
    assert read(page) == {**USUAL, "non_compliance_reason": kept}


def test_a_target_for_each_period_may_have_a_cell_or_a_line_of_its_own() -> None:
    for target in ("90 (Oct 2014)</td><td>95 (March 2015)", "90 (Oct 2014)<br>95 (March 2015)"):
        assert read(f"<table>{rows()}</table>".replace(OVERVIEW[3][1], target)) == USUAL


TEXTS = {
    "a text with HTML in its reason": "Indicator Title\tRepairs\nNon-compliance reason\t<p>Two</p>\n",
    "a text that begins with a sign": "< 5 days\nIndicator Title\tRepairs\n",
    "what was read before": pasted_text(f"<table>{rows()}</table>"),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_stays_as_it_is(text: str) -> None:
    assert pasted_text(text) == text


def test_endless_tags_are_refused() -> None:
    with pytest.raises(Refusal, match="more than 10,000 tags"):
        pasted_text("<table>" + "<tr><td>" * 10_000)


@pytest.mark.parametrize("deep", [7, 300, 1600])
def test_tables_within_tables_end_somewhere(deep: int) -> None:
    page = "<table><tr><td>" * deep + f"<table>{rows()}</table>" + "</td></tr></table>" * deep
    assert "Repairs done in time" in pasted_text(page)


def test_cells_that_claim_endless_room_take_none() -> None:
    spans = "<tr>" + "<td rowspan=65000 colspan=65000>x</td>" * 300 + "</tr>" + "<tr><td>y</td></tr>" * 1000
    assert "y" in pasted_text(f"<table>{spans}{rows()}</table>")
