"""The printed page of a plan: what it says, in which order, on how many pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.pdf_examples import ACTION, EMPTY, PARAGRAPH, PLAN, SIGNATURE, read, text_of
from webapp.domain.actions import Action
from webapp.domain.errors import Refusal
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import PlanState
from webapp.pdf.plan_page import TooLong, draw_plan, measure
from webapp.pdf.printable import Unprintable

UNSIGNED = replace(PLAN, signature=None, state=PlanState.DRAFT)
LONG = PARAGRAPH * 14
READING_ORDER = (
    "Aberwen Borough Council",
    "October 2014",
    "PERFORMANCE ACTION PLAN",
    "SIGNED OFF",
    "This template is to be completed for ALL measures showing RED status of non-compliance against the "
    "specified target reported.",
    "INDICATOR OVERVIEW",
    "Indicator Title",
    "Rate of children in need (per 10,000 aged 0 to 17)",
    "Strategic Director Lead",
    "Rhiannon Ŵyn (acting)",
    "Departmental Lead",
    "Siân Hughes",
    "Target",
    "385.6 (ESTIMATED October 2014) / 375.1 (March 2015)",
    "CURRENT SITUATION: Detail what the performance is for this measure and reason/s for non-compliance",
    "Performance this Period",
    "439.1 +Target: 53.5 per 10,000 (13.9%)",
    "439.1 +Target: 64.0 per 10,000 (17.1%)",
    "● Red: 439.1 is 53.5 per 10,000 above the target, and lower is better.",
    "Non-compliance reason",
    "The new case system went live in September, so the figure is an estimate.",
    "Three things pushed it up:",
    "• referrals from schools & health visitors;",
    "• training, up to five days each;",
    "• cases < 30 days old not yet closed.",
    "1. Visits are on time.",
    "2. Every child was seen.",
    "Checked by Llŷr Tŵm and Łukasz Żak.",
    "ACTIONS: This describes what's necessary or how to achieve a 'green' score. This way everyone is clear "
    "on what is required and when; knows the expected outcome and how to achieve it.",
    "What (is required)",
    "Report a final figure & close finished cases.",
    "How (will it be achieved)",
    "Team managers review every case open for <12> months.",
    "Who (will be responsible)",
    "Siân Hughes, Head of Specialist Services",
    "When (will results be realised)",
    "End of quarter 3 (due 31 December 2014)",
    "Sign-off",
    "Signed off by Rhiannon Ŵyn, Strategic Director of Children's Services, on 14 November 2014 at 2:02pm.",
    "Code 7K3M-9QXT-2B4D. Enter it at https://plans.council.example/verify to see whether this page still stands.",
    f"Fingerprint: {'0123456789abcdef' * 4}",
    "Aberwen Borough Council · Plan 12, version 3 · CIN-01 · October 2014",
    "Page 1 of 1",
)


def test_a_signed_plan_is_one_page_with_every_field_in_reading_order() -> None:
    pdf = draw_plan(PLAN)
    text = text_of(pdf)
    position = 0
    for words in READING_ORDER:
        found = text.find(words, position)
        assert found >= position, f"{words!r} is missing after {text[:position][-60:]!r}"
        position = found + len(words)
    assert position == len(text)
    assert len(read(pdf).pages) == 1


def test_the_page_is_a4() -> None:
    box = read(draw_plan(PLAN)).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)


@pytest.mark.parametrize(
    ("page", "said", "not_said"),
    [
        pytest.param(UNSIGNED, "DRAFT", "Signed off", id="draft"),
        pytest.param(UNSIGNED, "Not signed. This is a draft.", "Fingerprint", id="draft strip"),
        pytest.param(
            replace(UNSIGNED, state=PlanState.SUBMITTED),
            "Not signed. Submitted and waiting for sign-off.",
            "DRAFT",
            id="submitted",
        ),
        pytest.param(replace(UNSIGNED, state=PlanState.NOT_REQUIRED), "NOT REQUIRED", "DRAFT", id="not required"),
        pytest.param(PLAN, "SIGNED OFF", "DRAFT", id="signed"),
    ],
)
def test_the_page_says_what_it_may_be_used_as(page: PlanPage, said: str, not_said: str) -> None:
    text = text_of(draw_plan(page))
    assert said in text
    assert not_said not in text


def test_a_draft_mark_can_be_asked_for() -> None:
    submitted = replace(UNSIGNED, state=PlanState.SUBMITTED)
    assert "This is a draft." in text_of(draw_plan(submitted, draft_mark=True))
    assert "This is a draft." not in text_of(draw_plan(submitted))


@pytest.mark.parametrize(
    ("status", "why", "printed"),
    [
        ("red", "Red: far above.", "● Red: far above."),
        ("amber", "Within 5% of target.", "▲ Amber: Within 5% of target."),
        ("green", "", "■ Green"),
        ("no data", "No data: nothing was returned.", "– No data: nothing was returned."),
    ],
)
def test_a_status_is_a_shape_and_a_word(status: str, why: str, printed: str) -> None:
    assert f"{printed} Non-compliance reason" in text_of(draw_plan(replace(PLAN, status=status, why=why)))


@pytest.mark.parametrize(
    ("when", "due", "printed"),
    [
        ("End of quarter 3", date(2014, 12, 31), "End of quarter 3 (due 31 December 2014)"),
        ("By the end of quarter 3.", date(2014, 12, 31), "By the end of quarter 3. Due 31 December 2014."),
        ("", date(2014, 12, 31), "Due 31 December 2014."),
        ("By 31 December 2014", date(2014, 12, 31), "By 31 December 2014"),
        ("By 31 December 2014", date(2014, 12, 1), "By 31 December 2014 (due 1 December 2014)"),
        ("End of quarter 3", None, "End of quarter 3"),
        ("", None, "Not filled in"),
    ],
)
def test_when_is_the_prose_and_the_date_it_comes_to(when: str, due: date | None, printed: str) -> None:
    text = text_of(draw_plan(replace(PLAN, actions=(replace(ACTION, when=when, due=due),))))
    assert f"When (will results be realised) {printed} Sign-off" in text


def test_several_actions_are_numbered_blocks_in_their_order() -> None:
    actions = (
        ACTION,
        replace(ACTION, what="Agree one threshold."),
        Action(what="Hire cover.", who="Bea Lowe"),
    )
    page = replace(PLAN, reason_html="<p>Staff were in training.</p>", actions=actions)
    pdf = draw_plan(page)
    text = text_of(pdf)
    heads = [text.index(f"Action {number} of 3") for number in (1, 2, 3)]
    assert heads == sorted(heads)
    assert heads[1] < text.index("Agree one threshold.") < heads[2] < text.index("Bea Lowe")
    assert len(read(pdf).pages) == 1
    assert "Action 1" not in text_of(draw_plan(PLAN))


def test_empty_fields_say_so_and_an_empty_plan_still_prints_the_form() -> None:
    text = text_of(draw_plan(EMPTY))
    assert text.count("Not filled in") == 10
    assert "Non-compliance reason Not filled in ACTIONS:" in text


@pytest.mark.parametrize(
    ("reason", "size"),
    [
        pytest.param("<p>Staff were in training.</p>", 12.0, id="short text is set in 12 point"),
        pytest.param(PARAGRAPH * 5, None, id="longer text between 12 and 10"),
        pytest.param(LONG, 10.0, id="never smaller than 10"),
    ],
)
def test_the_size_is_the_largest_that_fits(reason: str, size: float | None) -> None:
    fit = measure(replace(PLAN, reason_html=reason))
    if size is None:
        assert 10 < fit.size < 12
    else:
        assert fit.size == size


def test_a_long_draft_runs_on_and_loses_nothing() -> None:
    numbered = "".join(f"<p>Paragraph {number} of the reason. {'It goes on. ' * 20}</p>" for number in range(40))
    pdf = draw_plan(replace(UNSIGNED, reason_html=numbered))
    text = text_of(pdf)
    pages = len(read(pdf).pages)
    assert pages > 1
    assert [text.count(f"Paragraph {number} of the reason.") for number in range(40)] == [1] * 40
    assert text.count("It goes on.") == 800
    assert f"Page 1 of {pages}" in text


def test_one_paragraph_longer_than_a_page_is_divided_between_its_lines() -> None:
    pdf = draw_plan(replace(UNSIGNED, reason_html=f"<p>{'word ' * 3000}</p>"))
    assert len(read(pdf).pages) > 2
    assert text_of(pdf).count("word") == 3000


@pytest.mark.parametrize("state", [PlanState.SUBMITTED, PlanState.SIGNED_OFF, PlanState.CLOSED])
def test_a_plan_that_does_not_fit_is_refused_with_the_field_to_shorten(state: PlanState) -> None:
    with pytest.raises(TooLong) as refused:
        draw_plan(replace(PLAN, reason_html=LONG, state=state))
    assert isinstance(refused.value, Refusal)
    assert refused.value.field == "reason"
    assert "Shorten “Non-compliance reason”" in refused.value.sentence
    assert refused.value.fit.lines_over > 0


def test_the_field_to_shorten_is_the_longest_one_written() -> None:
    actions = (ACTION, replace(ACTION, how="Review every open case. " * 40))
    fit = measure(replace(PLAN, reason_html="<p>Short.</p>", actions=actions))
    assert fit.longest_field == "actions-1-how"
    assert fit.longest_label == "Action 2 of 2: How (will it be achieved)"


def test_the_measure_agrees_with_the_drawing() -> None:
    for repeats in range(1, 15):
        page = replace(PLAN, reason_html=PARAGRAPH * repeats)
        fit = measure(page)
        assert fit.fits is (fit.used <= 1) is (fit.lines_over == 0)
        if fit.fits:
            assert len(read(draw_plan(page)).pages) == 1
        else:
            with pytest.raises(TooLong):
                draw_plan(page)


@pytest.mark.parametrize(
    ("who", "owner", "printed"),
    [
        ("Siân Hughes, Head of Service", "Siân Hughes", "Siân Hughes, Head of Service"),
        ("Sia\u0302n  HUGHES", "Siân Hughes", "Siân HUGHES"),
        ("The team", "Ann Lee", "The team Owner: Ann Lee"),
        ("", "Ann Lee", "Owner: Ann Lee"),
        ("The team", "", "The team"),
    ],
)
def test_the_owner_is_named_where_the_prose_does_not(who: str, owner: str, printed: str) -> None:
    text = text_of(draw_plan(replace(PLAN, actions=(replace(ACTION, who=who, owner=owner),))))
    assert f"Who (will be responsible) {printed} When (will results be realised)" in text


def test_the_expected_effect_follows_the_date() -> None:
    action = replace(ACTION, expected="−20.0 per 10,000 by 31 March 2015")
    text = text_of(draw_plan(replace(PLAN, actions=(action,))))
    assert "End of quarter 3 (due 31 December 2014) Expected effect: −20.0 per 10,000 by 31 March 2015 Sign-off" in text


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"reason_html": "<p>Written with \u05d0.</p>"}, "reason", "Non-compliance reason: “\u05d0” (hebrew"),
        (
            {"actions": (replace(ACTION, who="\u0e01"),)},
            "actions-0-who",
            "Who (will be responsible): “\u0e01”",
        ),
        ({"indicator_title": "Rate \U0001f9d2"}, None, "Indicator Title: “\U0001f9d2” (child)"),
        ({"actions": (replace(ACTION, owner="\u05d0"),)}, "actions-0-who", "Owner: “\u05d0”"),
        ({"actions": (replace(ACTION, expected="\u0663"),)}, "actions-0-when", "Expected effect: “\u0663”"),
        ({"signature": replace(SIGNATURE, capacity="\u0e01")}, None, "Sign-off: “\u0e01”"),
    ],
)
def test_what_cannot_be_printed_is_refused_by_name(change: dict[str, object], field: str | None, words: str) -> None:
    page = replace(PLAN, **change)  # type: ignore[arg-type]
    with pytest.raises(Unprintable) as refused:
        draw_plan(page)
    assert refused.value.field == field
    assert words in refused.value.sentence
