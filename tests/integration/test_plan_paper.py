"""Plans on paper: how many pages they may have, what cannot be printed, and copies of pages that no longer stand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from tests.builders import REASON, complete_action, make_person, make_plan, sign, sign_in, submit
from tests.integration.council import Council, found
from tests.integration.sealed import BECOMES, Sealed, sealed_plan
from webapp.domain.errors import NotFound, Refusal
from webapp.domain.plans import PlanState, SealState
from webapp.domain.rights import Role
from webapp.services.periods.steps import release
from webapp.services.plans.copies import marked_copy
from webapp.services.plans.editing import show_plan
from webapp.services.plans.printing import plan_pdf
from webapp.services.plans.records import load_plan
from webapp.services.plans.seals import signed_pdf
from webapp.services.plans.writing import Draft, save_draft, submit_plan
from webapp.services.setting_changes import change_settings
from webapp.services.settings import CouncilSettings

LONG = "\n\n".join(["Referrals rose again and the team could not keep up with them. " * 6] * 12)
NO_LONGER_STANDS = [state for state in BECOMES if state is not SealState.CURRENT]


@pytest.fixture
def council(app: Flask) -> Iterator[Council]:
    with app.app_context():
        yield found()


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def allow_second_page(wanted: str = "yes") -> None:
    administrator = make_person(f"Ada Min {wanted}", Role.ADMINISTRATOR)
    change_settings(who=administrator, wanted=CouncilSettings(plans_second_page=wanted))


def test_a_plan_too_long_is_kept_as_a_draft_and_refused_at_submitting(council: Council) -> None:
    plan = make_plan(council.indicator, who=council.lead, reason=LONG)
    assert pages_of(plan_pdf(who=council.lead, plan_id=plan)) == 2
    with pytest.raises(Refusal, match="too long for one page\\. Shorten “Non-compliance reason”") as refused:
        submit(plan, who=council.lead)
    assert refused.value.field == "reason"
    assert load_plan(plan).state is PlanState.DRAFT


def test_a_council_may_allow_a_second_page(council: Council) -> None:
    allow_second_page()
    plan = make_plan(council.indicator, who=council.lead, reason=LONG)
    submit(plan, who=council.lead)
    assert pages_of(plan_pdf(who=council.lead, plan_id=plan)) == 2
    sign(plan, who=council.director)
    sealed = signed_pdf(plan)
    assert sealed is not None
    assert pages_of(sealed) == 2
    assert "Page 2 of 2" in text_of(sealed)


def test_a_third_page_is_refused_even_then(council: Council) -> None:
    allow_second_page()
    plan = make_plan(council.indicator, who=council.lead, reason=LONG * 3)
    with pytest.raises(Refusal, match="too long for 2 pages"):
        submit(plan, who=council.lead)


def test_a_submitted_plan_can_still_be_printed_when_the_second_page_is_no_longer_allowed(council: Council) -> None:
    allow_second_page()
    plan = make_plan(council.indicator, who=council.lead, reason=LONG)
    submit(plan, who=council.lead)
    allow_second_page("no")
    assert pages_of(plan_pdf(who=council.director, plan_id=plan)) == 2
    with pytest.raises(Refusal, match="too long for one page"):
        sign(plan, who=council.director)
    assert load_plan(plan).state is PlanState.SUBMITTED


HEBREW, ARABIC_FIGURE, EMOJI, THAI = "\u05d0\u05d1", "\u0664", "\U0001f6b8", "\u0e01"
FIELDS = ("reason", "actions-0-what", "actions-0-how", "actions-0-who", "actions-0-when")


@pytest.mark.parametrize("field", FIELDS)
def test_what_cannot_be_printed_is_kept_in_a_draft_and_refused_at_submitting(council: Council, field: str) -> None:
    plan = council.plan()
    for text in (HEBREW, ARABIC_FIGURE, EMOJI, THAI):
        refused_as_it_stands(council, plan, field, text)


def refused_as_it_stands(council: Council, plan: int, field: str, text: str) -> None:
    """Save the text in that field of the draft, see it kept, and see it refused."""
    record = load_plan(plan)
    action, reason = complete_action(), REASON
    if field == "reason":
        reason += f"\n\n{text}"
    else:
        name = field.rpartition("-")[2]
        changed: dict[str, Any] = {name: f"{getattr(action, name)} {text}"}
        action = replace(action, **changed)
    save_draft(who=council.lead, plan_id=plan, draft=Draft(record.revision, reason, (action,)))
    shown = show_plan(who=council.lead, plan_id=plan)
    kept = shown.record.reason_source + "".join(f"{each.what}{each.how}{each.who}{each.when}" for each in shown.actions)
    assert text in kept
    with pytest.raises(Refusal, match=f"{text[0]}.*cannot be printed\\. Write it in Latin letters") as refused:
        submit_plan(who=council.lead, plan_id=plan, draft=Draft(shown.record.revision, reason, (action,)))
    assert refused.value.field == field
    assert load_plan(plan).state is PlanState.DRAFT


def test_welsh_and_polish_print(council: Council) -> None:
    letters = "ŵ ŷ Ŵ Ŷ â ê î ô û ï ą ć ę ł ń ó ś ź ż Ą Ć Ę Ł Ń Ó Ś Ź Ż ğ ő ř ș ț"
    plan = make_plan(council.indicator, who=council.lead, reason=letters)
    submit(plan, who=council.lead)
    assert letters in text_of(plan_pdf(who=council.lead, plan_id=plan))


@pytest.fixture
def sealed(app: Flask) -> Sealed:
    with app.app_context():
        return sealed_plan()


@pytest.mark.parametrize("state", NO_LONGER_STANDS)
def test_a_page_that_no_longer_stands_is_printed_as_a_marked_copy(app: Flask, sealed: Sealed, state: SealState) -> None:
    with app.app_context():
        BECOMES[state](sealed)
        version = None if state is not SealState.SUPERSEDED else load_first_version(sealed)
        copy = marked_copy(who=sealed.council.lead, plan_id=sealed.plan, version=version)
    text = text_of(copy)
    assert f"PERFORMANCE ACTION PLAN {state.upper()}" in text
    assert "This is a copy, not the signed file." in text
    assert f"Fingerprint of what was signed: {sealed.fingerprint}" in text
    assert sealed.code not in text
    assert copy != sealed.pdf


def load_first_version(sealed: Sealed) -> int:
    """The version that was signed first, of which the file says its number."""
    return int(text_of(sealed.pdf).partition("version ")[2].split()[0])


def test_there_is_no_copy_of_a_page_that_stands_nor_of_one_never_signed(app: Flask, sealed: Sealed) -> None:
    with app.app_context():
        for version in (None, 99):
            with pytest.raises(NotFound):
                marked_copy(who=sealed.council.lead, plan_id=sealed.plan, version=version)


def test_the_page_of_a_plan_leads_to_its_copy_only_where_there_is_one(
    app: Flask, client: FlaskClient, sealed: Sealed
) -> None:
    link = f'href="/plans/{sealed.plan}/copy.pdf"'
    sign_in(client, sealed.council.reader)
    with app.app_context():
        release(who=sealed.council.performance, key="2014-10")
    assert link not in client.get(f"/plans/{sealed.plan}").text
    assert client.get(f"/plans/{sealed.plan}/copy.pdf").status_code == 404
    with app.app_context():
        BECOMES[SealState.OUT_OF_DATE](sealed)
    assert link in client.get(f"/plans/{sealed.plan}").text
    answer = client.get(f"/plans/{sealed.plan}/copy.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "OUT OF DATE" in text_of(answer.data)


def test_a_page_signed_in_the_browser_names_the_address_it_was_signed_at(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        council = found()
        plan = council.plan()
        submit(plan, who=council.lead)
        mark = show_plan(who=council.director, plan_id=plan).content_mark
    token = sign_in(client, council.director)
    answer = client.post(f"/plans/{plan}/sign", data={"csrf_token": token, "read": mark})
    assert answer.status_code == 303
    assert "Enter it at http://localhost/verify to see" in text_of(client.get(f"/plans/{plan}/plan.pdf").data)


def test_the_settings_name_the_address_before_the_browser_does(app: Flask) -> None:
    app.config["BTG"] = replace(app.config["BTG"], public_url="https://public.council.example")
    with app.app_context():
        sealed = sealed_plan()
    assert "Enter it at https://public.council.example/verify to see" in text_of(sealed.pdf)
