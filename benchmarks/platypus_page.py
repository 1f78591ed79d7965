"""The same plan as anybody would draw it with ReportLab's Platypus: one size of type, no tags."""

from __future__ import annotations

import io
import re
from html import escape

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, black, lightgrey
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFontFamily
from reportlab.platypus import Flowable, ListFlowable, Paragraph, SimpleDocTemplate, Table

from webapp.domain import form_words as wording
from webapp.domain.action_words import when_words, who_words
from webapp.domain.actions import Action
from webapp.domain.formats import moment
from webapp.domain.plan_page import PlanPage
from webapp.pdf.fonts import DEJAVU, LIBERATION, REGULAR, face

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=10, leading=12)
TITLE = ParagraphStyle("title", parent=BODY, fontSize=16, leading=20)
RED = Color(0.72, 0.07, 0.1)
MARGIN = 36
WIDTH = A4[0] - 2 * MARGIN
_BLOCK = re.compile(r"<(p|ul|ol)>(.*?)</\1>", re.DOTALL)
_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)


def draw_untagged(page: PlanPage) -> bytes:
    """The PDF of a plan."""
    _register()
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=f"Performance action plan: {page.indicator_title}, {page.period}",
        author=page.council,
        initialFontName=REGULAR,
    )
    document.build([*_head(page), _table(_rows(page)), *_foot(page)])
    return file.getvalue()


def _register() -> None:
    for name in (*LIBERATION.values(), *DEJAVU.values()):
        face(name)
    styles = [LIBERATION[key] for key in ((False, False), (True, False), (False, True), (True, True))]
    registerFontFamily(REGULAR, *styles)


def _head(page: PlanPage) -> list[Flowable]:
    first, red, last = wording.INSTRUCTION
    return [
        Paragraph(f"{escape(page.council)} <b>{escape(page.period)}</b>", BODY),
        Paragraph(f"<b>{wording.TITLE}</b> <b>SIGNED OFF</b>", TITLE),
        Paragraph(f"{first}<b>{red}</b>{last}", BODY),
    ]


def _rows(page: PlanPage) -> list[list[object]]:
    rows: list[list[object]] = [
        _band(wording.OVERVIEW),
        _row(wording.INDICATOR_TITLE, page.indicator_title),
        _row(wording.STRATEGIC_DIRECTOR, page.strategic_director_lead),
        _row(wording.DEPARTMENTAL_LEAD, page.departmental_lead),
        _row(wording.TARGET, page.targets),
        _band(wording.SITUATION),
        [_label(wording.PERFORMANCE), _performance(page)],
        [_label(wording.REASON), _rich(page.reason_html)],
        _band(wording.ACTIONS),
    ]
    for action in page.actions:
        rows += _action(action)
    return rows


def _action(action: Action) -> list[list[object]]:
    return [
        _row(wording.WHAT, action.what),
        _row(wording.HOW, action.how),
        _row(wording.WHO, who_words(action)),
        _row(wording.WHEN, when_words(action)),
    ]


def _band(words: tuple[str, str]) -> list[object]:
    return [Paragraph(f"<b>{words[0]}</b> {words[1]}", BODY), ""]


def _label(text: str) -> Paragraph:
    return Paragraph(f"<b>{text}</b>", BODY)


def _row(label: str, text: str) -> list[object]:
    return [_label(label), Paragraph(escape(text).replace("\n", "<br/>"), BODY)]


def _performance(page: PlanPage) -> list[Flowable]:
    shape = f'<font name="{DEJAVU[False]}" color="{RED.hexval()}">●</font>'
    lines = [Paragraph(f"<b>{escape(line)}</b>", BODY) for line in page.performance]
    return [*lines, Paragraph(f"{shape} {escape(page.why)}", BODY)]


def _rich(html: str) -> list[Flowable]:
    marked = html.replace("strong>", "b>").replace("em>", "i>").replace("<br>", "<br/>")
    return [_block(kind, inner) for kind, inner in _BLOCK.findall(marked)]


def _block(kind: str, inner: str) -> Flowable:
    if kind == "p":
        return Paragraph(inner, BODY)
    items = [Paragraph(item, BODY) for item in _ITEM.findall(inner)]
    return ListFlowable(items, bulletType="1" if kind == "ol" else "bullet", bulletFontName=REGULAR)


def _table(rows: list[list[object]]) -> Table:
    bands = [number for number, row in enumerate(rows) if row[1] == ""]
    return Table(
        rows,
        colWidths=[WIDTH * 0.28, WIDTH * 0.72],
        style=[
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *(("SPAN", (0, number), (1, number)) for number in bands),
            *(("BACKGROUND", (0, number), (1, number), lightgrey) for number in bands),
        ],
    )


def _foot(page: PlanPage) -> list[Flowable]:
    if page.signature is None:
        return [Paragraph("<b>Not signed.</b>", BODY)]
    signed = f"Signed off by {page.signature.name}, {page.signature.post}, on {moment(page.signature.at)}."
    code = f"Code {page.signature.code}. Enter it at {page.signature.check_at} to see whether this page still stands."
    return [
        Paragraph(f"<b>{wording.SIGN_OFF}</b> {escape(signed)}", BODY),
        Paragraph(code, BODY),
        _qr_code(page.signature.check_at),
        Paragraph(f"Fingerprint: {page.signature.fingerprint}", BODY),
        Paragraph(f"{escape(page.council)} · Plan {page.number}, version {page.version} · {escape(page.period)}", BODY),
    ]


def _qr_code(address: str) -> Flowable:
    picture = Drawing(48, 48)
    picture.add(QrCodeWidget(address, barWidth=48, barHeight=48, barLevel="M", barBorder=0))
    return picture
