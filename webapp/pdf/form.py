"""A plan as rows of cells under the printed form's headings and labels, with their structure tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from webapp.domain import form_words as wording
from webapp.domain.actions import Action
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import SealState
from webapp.domain.trend import Trend
from webapp.pdf.fonts import clean
from webapp.pdf.qr import QrCode, qr_code
from webapp.pdf.richtext import BLACK, Paragraph, Run, plain, rich
from webapp.pdf.signoff import sign_off
from webapp.pdf.tagging import Element

COLOURS = {"red": (0.72, 0.07, 0.1), "amber": (0.75, 0.42, 0.0), "green": (0.0, 0.4, 0.2)}
TITLE_SCALE = 1.6


class Kind(StrEnum):
    """How a row looks; the layout knows what that means in points."""

    HEAD = "head"
    TITLE = "title"
    NOTE = "note"
    BAND = "band"
    ACTION = "action"
    FIELD = "field"
    CHART = "chart"
    SIGN_OFF = "sign-off"


@dataclass(frozen=True, slots=True)
class Figure:
    """A QR code and the element that says in words what it is."""

    element: Element
    code: QrCode


@dataclass(frozen=True, slots=True)
class Chart:
    """A trend to be drawn, and the element that says in words what it shows."""

    element: Element
    trend: Trend
    title: str


@dataclass(eq=False, slots=True)
class Row:
    """Paragraphs side by side; ``field`` and ``label`` where somebody wrote them and could shorten them.

    ``figure`` stands below the first cell's text, ``chart`` in the second cell.
    """

    kind: Kind
    cells: list[list[Paragraph]]
    field: str = ""
    label: str = ""
    figure: Figure | None = None
    chart: Chart | None = None


@dataclass(eq=False, slots=True)
class Form:
    """The whole page, in reading order."""

    root: Element = field(default_factory=lambda: Element("Document"))
    rows: list[Row] = field(default_factory=list)


def fill_in(page: PlanPage, *, as_draft: bool, copy: SealState | None = None) -> Form:
    """The form with this plan's words in it; ``copy`` says what has become of the signed page it is a copy of."""
    form = Form()
    _head(form, page, wording.mark(page, as_draft=as_draft, copy=copy))
    _overview(form, page)
    _situation(form, page)
    _actions(form, page.actions or (Action(),))
    _sign_off(form, page, as_draft, copy)
    return form


def _head(form: Form, page: PlanPage, word: str) -> None:
    place = form.root.add
    council = Paragraph([Run(clean(page.council))], [place("P")])
    period = Paragraph([Run(clean(page.period), bold=True)], [place("P")])
    title = Paragraph([Run(wording.TITLE, bold=True)], [place("H1")], scale=TITLE_SCALE)
    state = Paragraph([Run(word, bold=True)], [place("P")])
    before, red, after = wording.INSTRUCTION
    note = Paragraph([Run(before), Run(red, bold=True), Run(after)], [place("P")])
    form.rows += [
        Row(Kind.HEAD, [[council], [period]]),
        Row(Kind.TITLE, [[title], [state]]),
        Row(Kind.NOTE, [[note]]),
    ]


def _overview(form: Form, page: PlanPage) -> None:
    table = _section(form, wording.OVERVIEW).add("Table")
    for label, text in wording.overview(page):
        _field(form, table, label, _plain_writer(text))


def _situation(form: Form, page: PlanPage) -> None:
    table = _section(form, wording.SITUATION).add("Table")
    _field(form, table, wording.PERFORMANCE, lambda cell: _performance(page, cell))
    if page.trend is not None:
        _chart(form, table, page.trend, page.indicator_title)
    _field(form, table, wording.REASON, lambda cell: rich(page.reason_html, cell), name="reason")


def _chart(form: Form, table: Element, trend: Trend, title: str) -> None:
    row = table.add("TR")
    heading = Paragraph([Run(wording.TREND, bold=True)], [row.add("TH", scope="Row").add("P")])
    chart = Chart(row.add("TD").add("Figure"), trend, title)
    form.rows.append(Row(Kind.CHART, [[heading], []], chart=chart))


def _performance(page: PlanPage, cell: Element) -> list[Paragraph]:
    """The form's lines, then the status in shape and word with the reason for it."""
    lines = [each for line in page.performance for each in plain(line, cell, bold=True)]
    for line in lines[1:]:
        line.close = True
    if page.status:
        shape, word, rest = wording.status(page)
        colour = COLOURS.get(page.status.lower(), BLACK)
        runs = [Run(f"{shape} ", colour=colour), Run(word, bold=True), Run(clean(rest))]
        lines.append(Paragraph(runs, [cell.add("P")], close=True))
    return lines


def _actions(form: Form, actions: tuple[Action, ...]) -> None:
    section = _section(form, wording.ACTIONS)
    for index, action in enumerate(actions):
        number = wording.action_heading(index + 1, len(actions))
        if number:
            form.rows.append(Row(Kind.ACTION, [[Paragraph([Run(number, bold=True)], [section.add("H3")])]]))
        table = section.add("Table")
        for name, label, text in wording.action_rows(action):
            told = f"{number}: {label}" if number else label
            write = _plain_writer(text)
            _field(form, table, label, write, name=f"actions-{index}-{name}", told=told)


def _plain_writer(text: str) -> Callable[[Element], list[Paragraph]]:
    return lambda cell: plain(text, cell)


def _sign_off(form: Form, page: PlanPage, as_draft: bool, copy: SealState | None) -> None:
    section = form.root.add("Sect")
    heading = Paragraph([Run(wording.SIGN_OFF, bold=True)], [section.add("H2")])
    row = Row(Kind.SIGN_OFF, [[heading], sign_off(page, section, as_draft=as_draft, copy=copy)])
    if page.signature and page.signature.check_at and not copy:
        said = f"QR code of the address {page.signature.check_at}"
        row.figure = Figure(section.add("Figure", alternative=said), qr_code(page.signature.check_at))
    form.rows.append(row)


def _section(form: Form, words: tuple[str, str]) -> Element:
    """A banded heading with its instruction, in one paragraph as the form has it."""
    heading, instruction = words
    section = form.root.add("Sect")
    leaves = [section.add("H2")]
    runs = [Run(heading, bold=True)]
    if instruction:
        leaves.append(section.add("P"))
        runs.append(Run(f" {instruction}", leaf=1))
    form.rows.append(Row(Kind.BAND, [[Paragraph(runs, leaves)]]))
    return section


def _field(
    form: Form,
    table: Element,
    label: str,
    write: Callable[[Element], list[Paragraph]],
    *,
    name: str = "",
    told: str = "",
) -> None:
    """A row of the form: its label, and what was written there."""
    row = table.add("TR")
    name_in_bold, bracket, rest = label.partition(" (")
    runs = [Run(name_in_bold, bold=True), Run(bracket + rest)]
    heading = [Paragraph(runs, [row.add("TH", scope="Row").add("P")])]
    cell = row.add("TD")
    written = write(cell) or plain(wording.EMPTY, cell, italic=True)
    form.rows.append(Row(Kind.FIELD, [heading, written], field=name, label=told or label))
