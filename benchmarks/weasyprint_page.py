"""The same plan as HTML and CSS, drawn by WeasyPrint: no tags, its typefaces and its style sheet read once."""

from __future__ import annotations

from html import escape

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from webapp.domain import form_words as wording
from webapp.domain.action_words import when_words, who_words
from webapp.domain.actions import Action
from webapp.domain.formats import moment
from webapp.domain.plan_page import PlanPage, SignatureLine
from webapp.pdf.fonts import DEJAVU, FOLDER, LIBERATION
from webapp.pdf.qr import QrCode, qr_code

_STYLES = {
    (False, False): "",
    (True, False): "font-weight: bold;",
    (False, True): "font-style: italic;",
    (True, True): "font-weight: bold; font-style: italic;",
}
_FACES = "".join(
    f"@font-face {{ font-family: Liberation; src: url({(FOLDER / f'{name}.ttf').as_uri()}); {_STYLES[style]} }}\n"
    for style, name in LIBERATION.items()
)
_SHEET = f"""{_FACES}
@font-face {{ font-family: DejaVu; src: url({(FOLDER / f"{DEJAVU[False]}.ttf").as_uri()}) }}
@page {{ size: A4; margin: 36pt; @bottom-right {{ content: "Page " counter(page) " of " counter(pages); }} }}
body {{ font: 10pt/1.2 Liberation, DejaVu; margin: 0 }}
h1 {{ font-size: 16pt; margin: 0 }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ border: 0.5pt solid black; padding: 3pt; text-align: left; vertical-align: top; font-weight: normal }}
th {{ width: 28% }}
.band {{ background: lightgrey }}
.red {{ color: rgb(184, 18, 26); font-family: DejaVu }}
.lines {{ white-space: pre-line }}
svg {{ width: 48pt; height: 48pt }}
"""
_FONTS = FontConfiguration()
_CSS = CSS(string=_SHEET, font_config=_FONTS)


def draw_with_weasyprint(page: PlanPage) -> bytes:
    """The PDF of a plan."""
    pdf: bytes = HTML(string=_html(page)).write_pdf(stylesheets=[_CSS], font_config=_FONTS)
    return pdf


def _html(page: PlanPage) -> str:
    before, red, after = wording.INSTRUCTION
    rows = [
        _band(wording.OVERVIEW),
        _row(wording.INDICATOR_TITLE, escape(page.indicator_title)),
        _row(wording.STRATEGIC_DIRECTOR, escape(page.strategic_director_lead)),
        _row(wording.DEPARTMENTAL_LEAD, escape(page.departmental_lead)),
        _row(wording.TARGET, escape(page.targets)),
        _band(wording.SITUATION),
        _row(wording.PERFORMANCE, _performance(page)),
        _row(wording.REASON, page.reason_html),
        _band(wording.ACTIONS),
        *(_action(action) for action in page.actions),
        _sign_off(page.signature) if page.signature else "",
    ]
    return (
        f"<!doctype html><html lang={page.language}><title>{escape(page.indicator_title)}</title>"
        f"<p>{escape(page.council)} <b>{escape(page.period)}</b></p><h1>{wording.TITLE} SIGNED OFF</h1>"
        f"<p>{before}<b>{red}</b>{after}</p><table>{''.join(rows)}</table>"
        f"<p>{escape(page.council)} · Plan {page.number}, version {page.version} · {escape(page.period)}</p></html>"
    )


def _band(words: tuple[str, str]) -> str:
    return f"<tr><td class=band colspan=2><b>{words[0]}</b> {words[1]}</td></tr>"


def _row(label: str, content: str) -> str:
    return f"<tr><th><b>{label}</b></th><td>{content}</td></tr>"


def _performance(page: PlanPage) -> str:
    lines = "".join(f"<b>{escape(line)}</b><br>" for line in page.performance)
    return f"{lines}<span class=red>●</span> {escape(page.why)}"


def _action(action: Action) -> str:
    texts = (action.what, action.how, who_words(action), when_words(action))
    labels = (wording.WHAT, wording.HOW, wording.WHO, wording.WHEN)
    pairs = zip(labels, texts, strict=True)
    return "".join(_row(label, f"<div class=lines>{escape(text)}</div>") for label, text in pairs)


def _sign_off(signature: SignatureLine) -> str:
    signed = f"Signed off by {signature.name}, {signature.post}, on {moment(signature.at)}."
    code = f"Code {signature.code}. Enter it at {signature.check_at} to see whether this page still stands."
    said = f"<p>{escape(signed)}</p><p>{escape(code)}</p><p>Fingerprint: {signature.fingerprint}</p>"
    return f"<tr><th><b>{wording.SIGN_OFF}</b><br>{_picture(qr_code(signature.check_at))}</th><td>{said}</td></tr>"


def _picture(code: QrCode) -> str:
    bars = "".join(f"M{column} {code.across - 1 - row}h{width}v1h-{width}z" for column, row, width in code.bars)
    return f'<svg viewBox="0 0 {code.across} {code.across}"><path d="{bars}"/></svg>'
