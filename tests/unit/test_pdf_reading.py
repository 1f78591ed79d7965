"""The order in which a plan is read aloud, as another PDF engine walks the tags."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.pdf_examples import ACTION, PARAGRAPH, PLAN
from tests.unit.pdf_reading import Spoken, spoken
from webapp.domain.plans import PlanState, SealState
from webapp.pdf.plan_page import draw_copy, draw_plan, measure

READ_ALOUD = (
    ("P", "Aberwen Borough Council"),
    ("P", "October 2014"),
    ("H1", "PERFORMANCE ACTION PLAN"),
    ("P", "SIGNED OFF"),
    (
        "P",
        "This template is to be completed for ALL measures showing RED status of non-compliance against the "
        "specified target reported.",
    ),
    ("H2", "INDICATOR OVERVIEW"),
    ("P", "Indicator Title"),
    ("P", "Rate of children in need (per 10,000 aged 0 to 17)"),
    ("P", "Strategic Director Lead"),
    ("P", "Rhiannon Ŵyn (acting)"),
    ("P", "Departmental Lead"),
    ("P", "Siân Hughes"),
    ("P", "Target"),
    ("P", "385.6 (ESTIMATED October 2014) / 375.1 (March 2015)"),
    ("H2", "CURRENT SITUATION:"),
    ("P", "Detail what the performance is for this measure and reason/s for non-compliance"),
    ("P", "Performance this Period"),
    ("P", "439.1 +Target: 53.5 per 10,000 (13.9%)"),
    ("P", "439.1 +Target: 64.0 per 10,000 (17.1%)"),
    ("P", "● Red: 439.1 is 53.5 per 10,000 above the target, and lower is better."),
    ("P", "Non-compliance reason"),
    ("P", "The new case system went live in September, so the figure is an estimate."),
    ("P", "Three things pushed it up:"),
    ("Lbl", "•"),
    ("P", "referrals from schools & health visitors;"),
    ("Lbl", "•"),
    ("P", "training, up to five days each;"),
    ("Lbl", "•"),
    ("P", "cases < 30 days old not yet closed."),
    ("Lbl", "1."),
    ("P", "Visits are on time."),
    ("Lbl", "2."),
    ("P", "Every child was seen."),
    ("P", "Checked by Llŷr Tŵm and Łukasz Żak."),
    ("H2", "ACTIONS:"),
    (
        "P",
        "This describes what's necessary or how to achieve a 'green' score. This way everyone is clear on what "
        "is required and when; knows the expected outcome and how to achieve it.",
    ),
    ("P", "What (is required)"),
    ("P", "Report a final figure & close finished cases."),
    ("P", "How (will it be achieved)"),
    ("P", "Team managers review every case open for <12> months."),
    ("P", "Who (will be responsible)"),
    ("P", "Siân Hughes, Head of Specialist Services"),
    ("P", "When (will results be realised)"),
    ("P", "End of quarter 3 (due 31 December 2014)"),
    ("H2", "Sign-off"),
    ("P", "Signed off by Rhiannon Ŵyn, Strategic Director of Children's Services, on 14 November 2014 at 2:02pm."),
    (
        "P",
        "Code 7K3M-9QXT-2B4D. Enter it at https://plans.council.example/verify to see whether this page still stands.",
    ),
    ("P", f"Fingerprint: {'0123456789abcdef' * 4}"),
    ("Figure", "QR code of the address https://plans.council.example/verify/7K3M-9QXT-2B4D"),
)


def test_the_tags_are_read_in_the_order_of_the_form() -> None:
    assert spoken(draw_plan(PLAN)) == [Spoken(*each) for each in READ_ALOUD]


def test_the_order_is_the_same_at_the_smallest_size() -> None:
    longer = replace(PLAN, reason_html=PLAN.reason_html + PARAGRAPH * 4 + "<p>Referrals rose.</p>")
    assert measure(longer).size == 10
    read_aloud = spoken(draw_plan(longer))
    assert [each for each in read_aloud if not each.words.startswith("Referrals rose")] == [
        Spoken(*each) for each in READ_ALOUD
    ]


def test_a_draft_and_a_copy_read_their_mark_once_and_no_word_across_the_page() -> None:
    draft = [each.words for each in spoken(draw_plan(replace(PLAN, signature=None, state=PlanState.DRAFT)))]
    copy = [each.words for each in spoken(draw_copy(PLAN, SealState.WITHDRAWN))]
    assert (draft.count("DRAFT"), copy.count("WITHDRAWN")) == (1, 1)


def test_actions_are_read_one_after_the_other_over_several_pages() -> None:
    actions = tuple(replace(ACTION, what=f"Step {number}.") for number in range(9))
    pdf = draw_plan(replace(PLAN, signature=None, state=PlanState.DRAFT, actions=actions))
    read_aloud = [each.words for each in spoken(pdf)]
    steps = [words for words in read_aloud if words.startswith(("Action ", "Step "))]
    assert steps == [words for number in range(9) for words in (f"Action {number + 1} of 9", f"Step {number}.")]
