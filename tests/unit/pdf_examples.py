"""Plans to print: one as the form has it, and what the tests read back out of a PDF."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

from pypdf import PdfReader

from webapp.domain.actions import Action
from webapp.domain.plan_page import PlanPage, SignatureLine
from webapp.domain.plans import PlanState

SIGNATURE = SignatureLine(
    name="Rhiannon Ŵyn",
    post="Strategic Director of Children's Services",
    at=datetime(2014, 11, 14, 14, 2, 5, tzinfo=UTC),
    fingerprint="0123456789abcdef" * 4,
    code="7K3M-9QXT-2B4D",
    check_at="https://plans.council.example/verify/7K3M-9QXT-2B4D",
)
CAPACITY = "deputy for Carys Finch (Scheme of delegation, paragraph 4.2)"
REASON = (
    "<p>The new case system went live in <strong>September</strong>, "
    "so the figure is an <em>estimate</em>.</p>"
    "<p>Three things pushed it up:</p>"
    "<ul><li>referrals from schools &amp; health visitors;</li><li>training, up to five days each;</li>"
    "<li>cases &lt; 30 days old not yet closed.</li></ul>"
    "<ol><li>Visits are on time.</li><li>Every child was seen.</li></ol>"
    "<p>Checked by Llŷr Tŵm<br>and Łukasz Żak.</p>"
)
ACTION = Action(
    what="Report a final figure & close finished cases.",
    how="Team managers review every case open for <12> months.",
    who="Siân Hughes, Head of Specialist Services",
    when="End of quarter 3",
    due=date(2014, 12, 31),
)
PLAN = PlanPage(
    number=12,
    council="Aberwen Borough Council",
    indicator_code="CIN-01",
    indicator_title="Rate of children in need (per 10,000 aged 0 to 17)",
    strategic_director_lead="Rhiannon Ŵyn (acting)",
    departmental_lead="Siân Hughes",
    targets="385.6 (ESTIMATED October 2014) / 375.1 (March 2015)",
    period="October 2014",
    performance=("439.1 +Target: 53.5 per 10,000 (13.9%)", "439.1 +Target: 64.0 per 10,000 (17.1%)"),
    status="red",
    why="Red: 439.1 is 53.5 per 10,000 above the target, and lower is better.",
    reason_html=REASON,
    actions=(ACTION,),
    state=PlanState.SIGNED_OFF,
    version=3,
    signature=SIGNATURE,
)
EMPTY = PlanPage(
    number=1,
    council="",
    indicator_code="",
    indicator_title="",
    strategic_director_lead="",
    departmental_lead="",
    targets="",
    period="",
    performance=(),
    status="",
    why="",
    reason_html="",
    actions=(),
    state=PlanState.DRAFT,
    version=1,
)
PARAGRAPH = "<p>" + "Referrals rose again and the team could not keep up with them. " * 6 + "</p>"


def read(pdf: bytes) -> PdfReader:
    """The file, opened."""
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """Everything printed, in the order of the file, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())
