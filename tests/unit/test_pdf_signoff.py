"""The signed page: its strip, the room kept for it, the code on it, and copies of a page that no longer stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from tests.unit.pdf_examples import CAPACITY, PARAGRAPH, PLAN, SIGNATURE, read, text_of
from webapp.domain.plan_page import PlanPage, SignatureLine
from webapp.domain.plans import PlanState, SealState
from webapp.pdf.plan_page import TooLong, draw_copy, draw_plan, measure

UNSIGNED = replace(PLAN, signature=None, state=PlanState.DRAFT)
LONG = PARAGRAPH * 14


@pytest.mark.parametrize(
    ("signature", "said", "not_said"),
    [
        pytest.param(SIGNATURE, "Children's Services, on 14 November 2014 at 2:02pm. Code", "deputy", id="director"),
        pytest.param(replace(SIGNATURE, capacity=CAPACITY), f", {CAPACITY}, on 14 November", "DRAFT", id="deputy"),
        pytest.param(replace(SIGNATURE, check_at=""), "Enter it at the verification page", "https:", id="no address"),
        pytest.param(replace(SIGNATURE, code="", check_at=""), "Fingerprint: 0123", "Code", id="no code"),
    ],
)
def test_the_strip_says_who_signed_and_where_to_check_it(signature: SignatureLine, said: str, not_said: str) -> None:
    text = text_of(draw_plan(replace(PLAN, signature=signature)))
    assert said in text
    assert not_said not in text


@pytest.mark.parametrize("longer", ["", PARAGRAPH * 4], ids=["12 point", "10 point"])
@pytest.mark.parametrize("scale", [1.5, 3.0], ids=["108 dots an inch", "216 dots an inch"])
def test_the_printed_qr_code_leads_to_the_verification_page(longer: str, scale: float) -> None:
    pdf = draw_plan(replace(PLAN, reason_html=PLAN.reason_html + longer))
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [SIGNATURE.check_at]


def test_there_is_no_qr_code_without_an_address() -> None:
    pdf = draw_plan(replace(PLAN, signature=replace(SIGNATURE, check_at="")))
    assert zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()) == []


def test_a_signed_file_names_its_seal_at_both_ends_and_in_between() -> None:
    pdf = draw_plan(PLAN)
    seal = f"Code {SIGNATURE.code}, fingerprint {SIGNATURE.fingerprint}"
    assert read(pdf).metadata.keywords == seal
    assert f"<pdf:Keywords>{seal}</pdf:Keywords>".encode() in pdf
    places = [found.start() for found in re.finditer(SIGNATURE.fingerprint.encode(), pdf)]
    assert len(places) == 3
    assert places[0] < 1_000 < places[1] < len(pdf) - 10_000 < places[2]
    assert b"Keywords" not in draw_plan(UNSIGNED)


SIGNATURES = {
    "the director": SIGNATURE,
    "a deputy": replace(SIGNATURE, capacity=CAPACITY),
    "no address": replace(SIGNATURE, check_at=""),
    "the longest of everything": replace(
        SIGNATURE,
        name="Wheelwright " * 16,
        post="Strategic Director " * 10,
        capacity=f"deputy for {'Wheelwright ' * 16}({'Scheme of delegation ' * 19})",
        check_at=f"https://{'a' * 60}.council.example/verify/7K3M-9QXT-2B4D",
    ),
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES)
def test_a_plan_takes_the_same_room_signed_and_unsigned_whoever_signs(signature: SignatureLine) -> None:
    def grown(times: int) -> PlanPage:
        return replace(UNSIGNED, reason_html=f"<p>{'It grew again. ' * times}</p>")

    too_long = bisect_left(range(1000), True, key=lambda times: not measure(grown(times)).fits)
    assert 100 < too_long < 1000
    for times in (10, too_long // 2, too_long - 1, too_long):
        signed = replace(grown(times), state=PlanState.SIGNED_OFF, signature=signature)
        assert measure(signed) == measure(grown(times))
    signed = replace(grown(too_long - 1), state=PlanState.SIGNED_OFF, signature=signature)
    assert len(read(draw_plan(signed)).pages) == 1


def test_with_two_pages_allowed_a_plan_goes_on_overleaf_and_a_third_is_refused() -> None:
    longer = replace(PLAN, reason_html=LONG)
    assert measure(longer, most_pages=2).fits
    pdf = draw_plan(longer, most_pages=2)
    assert len(read(pdf).pages) == 2
    assert "Signed off by Rhiannon Ŵyn" in read(pdf).pages[1].extract_text()
    with pytest.raises(TooLong, match=r"too long for 2 pages\. Shorten “Non-compliance reason”") as refused:
        draw_plan(replace(PLAN, reason_html=LONG * 3), most_pages=2)
    assert refused.value.fit.lines_over > 0


@pytest.mark.parametrize("state", [SealState.OUT_OF_DATE, SealState.SUPERSEDED, SealState.WITHDRAWN])
def test_a_copy_says_what_has_become_of_the_signed_page_and_has_no_code(state: SealState) -> None:
    pdf = draw_copy(PLAN, state)
    text = text_of(pdf)
    assert text.startswith(f"{state.upper()} Aberwen Borough Council")  # the word across it
    assert f"PERFORMANCE ACTION PLAN {state.upper()} This template" in text
    assert "This is a copy, not the signed file." in text
    assert f"Fingerprint of what was signed: {'0123456789abcdef' * 4}" in text
    assert "SIGNED OFF" not in text
    assert "7K3M" not in text
    assert b"7K3M" not in pdf
    assert draw_copy(PLAN, state) == pdf


def test_a_copy_of_a_page_with_a_long_reason_runs_on() -> None:
    assert len(read(draw_copy(replace(PLAN, reason_html=LONG), SealState.SUPERSEDED)).pages) == 2
