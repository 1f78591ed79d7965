"""The pages of a folder of old forms: read in, shown, answered and settled, with and without HTMX."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import make_indicator, make_person
from tests.integration.administration import Browser, browser_of, words
from tests.integration.old_form_folder import DISAGREEING, FORM, Filled, folder, row_of
from webapp.domain.rights import Role, Who
from webapp.services.plans.records import load_plan

HTMX = {"HX-Request": "true"}


@pytest.fixture
def performance(app: Flask) -> Who:
    with app.app_context():
        who = make_person("Priya Nair", Role.PERFORMANCE)
        make_indicator(code="REP1", who=who, title=FORM.title, unit="%", polarity="higher")
        return who


@pytest.fixture
def browser(app: Flask, performance: Who) -> Browser:
    return browser_of(app, performance)


def read_in(browser: Browser, **forms: Filled | str | bytes) -> str:
    """Read a folder in by the page; returns the address of its table."""
    answer = browser.post("/plans/old-form/check", text="", file=(BytesIO(folder(**forms)), "forms.zip"))
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def ids(page: TestResponse) -> list[int]:
    """The forms of a table, in their order."""
    return [int(each) for each in re.findall(r'<tr id="form-(\d+)"', page.text)]


def mark_of(page: TestResponse) -> str:
    """What a form's page was drawn from."""
    return re.search(r'name="mark" value="(\w+)"', page.text)[1]


def post(browser: Browser, path: str, *, htmx: Any = False, **fields: Any) -> TestResponse:
    data = {"csrf_token": browser.token, **{name.replace("__", "-"): value for name, value in fields.items()}}
    return browser.client.post(path, data=data, headers=HTMX if htmx else {})


def test_a_zip_becomes_a_table_of_what_each_form_would_become(browser: Browser) -> None:
    table = read_in(browser, a=FORM, b=DISAGREEING, c="Dear all")
    assert re.fullmatch(r"/plans/old-forms/\d+", table)
    page = words(browser.get(table))
    for sentence in (
        "Old forms in forms.zip",
        "0 of 3 settled",
        "REP1 Repairs done in time October 2014, from its first target",
        "Target, October 2014: 90% Target, March 2015: 95% Actual, October 2014: 81% 3 new",
        "It is about an indicator that is new here: give that a code.",
        "Against October 2014 it states −9.5 (−10.6%), but its figures give −9 (−10.0%). "
        "An actual of 80.5 would make it right.",
        "This is not a performance action plan form",
    ):
        assert sentence in page
    assert "forms.zip" in words(browser.get("/plans/old-form"))


def test_the_same_zip_again_leads_to_its_table_and_says_so(browser: Browser) -> None:
    table = read_in(browser, a=FORM)
    assert read_in(browser, a=FORM) == table
    assert "Priya Nair read in this very folder on" in words(browser.get(table))


BAD = {
    "nothing in it": (folder(), "The zip holds no file"),
    "damaged": (folder(a=FORM)[:-30], "damaged or cut short"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_a_zip_that_cannot_be_read_is_refused_on_its_field(browser: Browser, content: bytes, sentence: str) -> None:
    answer = browser.post("/plans/old-form/check", text="", file=(BytesIO(content), "forms.zip"))
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert 'href="#file"' in answer.text


def test_a_zip_beside_a_pasted_text_is_refused_and_the_text_kept(browser: Browser) -> None:
    answer = browser.post("/plans/old-form/check", text=FORM.text, file=(BytesIO(folder(a=FORM)), "forms.zip"))
    assert (answer.status_code, "not both" in words(answer)) == (422, True)
    assert FORM.reason in answer.text


def test_a_zip_of_a_strange_name_is_read_in_under_what_of_it_can_be_printed(browser: Browser) -> None:
    name = "..\\forms/\x00\u202eOld 😀.zip"
    answer = browser.post("/plans/old-form/check", text="", file=(BytesIO(folder(a=FORM)), name))
    assert "Old forms in Old 😀.zip" in words(browser.get(answer.headers["Location"]))


def test_a_word_document_by_itself_is_checked_as_pasted_text_is(browser: Browser) -> None:
    answer = browser.post("/plans/old-form/check", text="", file=(BytesIO(FORM.document), "form.docx"))
    assert "Nothing is saved yet" in words(answer)
    assert "Indicator Title\tRepairs done in time" in answer.text


def test_pasted_html_is_read(browser: Browser) -> None:
    html = "<table>" + "".join(
        f"<tr><td>{line.replace(chr(9), '</td><td>')}</td></tr>" for line in FORM.text.splitlines() if "\t" in line
    )
    assert "Figure read 81" in words(browser.post("/plans/old-form/check", text=html))
    pasted = post(browser, "/plans/old-form/paste", html=html)
    assert (pasted.status_code, pasted.mimetype) == (200, "text/plain")
    assert pasted.text.startswith("Indicator Title\tRepairs done in time\n")
    assert post(browser, "/plans/old-form/paste", html="<p>Dear all</p>").status_code == 422


@pytest.mark.parametrize("htmx", [False, True])
def test_a_form_is_saved_from_the_table(app: Flask, browser: Browser, htmx: bool) -> None:
    table = read_in(browser, a=FORM)
    (form,) = ids(browser.get(table))
    answer = post(browser, f"{table}/forms/{form}/save", htmx=htmx)
    if htmx:
        assert answer.status_code == 200
        assert answer.text.lstrip().startswith('<div id="batch"')
        page = answer
    else:
        assert (answer.status_code, answer.headers["Location"]) == (303, table)
        page = browser.get(table)
    assert "The form is saved: REP1 has its figures, and draft plan 1." in words(page)
    assert 'href="/plans/1"' in page.text
    again = post(browser, f"{table}/forms/{form}/save")
    assert again.status_code == 303
    assert "had been saved already, as plan 1" in words(browser.get(table))
    with app.app_context():
        assert load_plan(1).indicator.code == "REP1"


@pytest.mark.parametrize("htmx", [False, True])
def test_a_code_typed_into_the_table_is_kept_by_any_button(browser: Browser, htmx: bool) -> None:
    table = read_in(browser, a=DISAGREEING, b=FORM.but(title="Bins"))
    first, second = ids(browser.get(table))
    typed = {f"code__{first}": "BIN1", f"code__{second}": "BIN2"}
    post(browser, f"{table}/forms/{first}/save", htmx=htmx, **typed)
    page = browser.get(table)
    assert "Plan 1: BIN1 Bins emptied" in words(page)
    assert re.search(rf'name="code-{second}" value="BIN2"', page.text)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refusal_stands_above_the_table_and_keeps_what_was_typed(browser: Browser, htmx: bool) -> None:
    table = read_in(browser, a=DISAGREEING)
    (form,) = ids(browser.get(table))
    answer = post(browser, f"{table}/forms/{form}/save", htmx=htmx, **{f"code__{form}": "REP1"})
    assert answer.status_code == 422
    assert "There is a problem The code REP1 belongs to “Repairs done in time” already" in words(answer)
    assert 'value="REP1"' in answer.text
    assert post(browser, f"{table}/codes", **{f"code__{form}": "A\0"}).status_code == 422


@pytest.mark.parametrize("htmx", [False, True])
def test_all_that_are_ready_are_saved_together(browser: Browser, htmx: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.services.old_forms.settling.AT_ONCE", 1)
    months = {month: FORM.but(target=f"90 ({month} 2014)") for month in ("Aug", "Sep", "Oct")}
    table = read_in(browser, **months, doubt=DISAGREEING)
    answer = post(browser, f"{table}/save-ready", htmx=htmx)
    if htmx:
        for count in (1, 2):
            assert f"{count} of 3. You can leave this page at any time" in words(answer)
            assert 'hx-trigger="load, submit"' in answer.text
            answer = post(browser, f"{table}/save-ready", htmx=True, saved=str(count), refused="0")
        page = answer
    else:
        assert answer.status_code == 303
        page = browser.get(table)
    assert "3 forms were saved as draft plans." in words(page)
    assert "3 of 4 settled" in words(page)
    assert "Save the one that is ready" not in page.text


def test_one_refused_among_all_says_why_on_its_row(browser: Browser) -> None:
    table = read_in(browser, a=FORM, b=FORM.but(target="90 (Sep 2014)", performance="1" * 20))
    post(browser, f"{table}/save-ready")
    page = words(browser.get(table))
    assert "1 form was saved as a draft plan. 1 could not be saved, and the table says why." in page
    assert "too large" in page


def test_a_form_is_put_aside_and_taken_back(browser: Browser) -> None:
    table = read_in(browser, a=FORM)
    (form,) = ids(browser.get(table))
    assert post(browser, f"{table}/forms/{form}/aside").status_code == 303
    assert "The form is put aside." in words(browser.get(table))
    assert "Take it back" in browser.get(f"{table}/forms/{form}").text
    assert post(browser, f"{table}/forms/{form}/back", htmx=True).status_code == 200
    assert "Put aside" in browser.get(f"{table}?show=ready").text


def test_the_table_is_filtered_by_its_counts(browser: Browser) -> None:
    table = read_in(browser, a=FORM, b=DISAGREEING, c="Dear all")
    assert len(ids(browser.get(f"{table}?show=ready"))) == 1
    assert "No form is like that" in words(browser.get(f"{table}?show=saved"))
    fragment = browser.client.get(f"{table}?show=unreadable", headers=HTMX)
    assert (fragment.text.lstrip().startswith('<div id="batch"'), len(ids(fragment))) == (True, 1)


def test_answers_for_all_are_asked_once(browser: Browser) -> None:
    table = read_in(browser, a=FORM.but(target="90"))
    wrong = post(browser, f"{table}/answers", period="soon", polarity="higher", tolerance="")
    assert (wrong.status_code, 'value="soon"' in wrong.text) == (422, True)
    assert post(browser, f"{table}/answers", period="Sep 2014", polarity="higher", tolerance="5%").status_code == 303
    page = browser.get(table)
    assert "REP1 Repairs done in time September 2014" in words(page)
    assert 'value="September 2014"' in page.text
    assert 'value="5%"' in page.text


ANSWERS = {
    "period": "October 2014",
    "indicator": "new",
    "director": "new",
    "lead": "new",
    "directorate_id": "0",
    "code": "BIN1",
    "polarity": "higher",
    "tolerance": "5%",
    "decimals": "0",
}


def test_a_form_is_answered_on_its_own_page(app: Flask, browser: Browser, performance: Who) -> None:
    table = read_in(browser, a=FORM.but(title="Bins"))
    (form,) = ids(browser.get(table))
    path = f"{table}/forms/{form}"
    page = browser.get(path)
    assert "form 1 of 1 a.txt It is about an indicator that is new here" in words(page)
    corrected = FORM.but(title="Bins", what="Wait.").text
    fields = {**ANSWERS, "text": corrected, "mark": mark_of(page)}
    kept = post(browser, path, **fields)
    assert (kept.status_code, kept.headers["Location"]) == (303, path)
    page = browser.get(path)
    assert "What (is required) Wait." in words(page)
    assert re.search(r'value="higher"\s+checked', page.text)
    with app.app_context():
        assert row_of(performance, int(table.rsplit("/", 1)[1]), "a").state == "ready"
    stale = post(browser, path, **{**fields, "code": "X"})
    assert (stale.status_code, "Somebody else answered" in words(stale), 'value="X"' in stale.text) == (422, True, True)
    assert post(browser, path, **{**fields, "mark": mark_of(page), "save": "1"}).headers["Location"] == table
    assert "This form was saved on" in words(browser.get(path))


def test_an_unreadable_form_is_put_right_on_its_page(browser: Browser) -> None:
    table = read_in(browser, a="Dear all", **{"b.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})
    first, second = ids(browser.get(table))
    assert "older kind (.doc)" in words(browser.get(f"{table}/forms/{second}"))
    mark = mark_of(browser.get(f"{table}/forms/{first}"))
    wrong = post(browser, f"{table}/forms/{first}", text="Dear nobody", mark=mark)
    assert (wrong.status_code, "Dear nobody" in wrong.text) == (422, True)
    assert post(browser, f"{table}/forms/{first}", text=FORM.text, mark=mark).status_code == 303
    assert "REP1 Repairs done in time" in words(browser.get(table))


def test_what_is_not_there_is_not_found(browser: Browser) -> None:
    table = read_in(browser, a=FORM)
    for path in ("/plans/old-forms/4711", f"{table}/forms/4711"):
        assert browser.get(path).status_code == 404
    for path in ("codes", "save-ready", "forms/4711/save", "forms/4711/aside", "forms/4711/back", "forms/4711"):
        assert post(browser, f"{table}/{path}", text=FORM.text).status_code in {303, 404}
    assert post(browser, "/plans/old-forms/4711/answers", polarity="higher").status_code == 404


@pytest.mark.parametrize("role", [Role.LEAD, Role.DIRECTOR, Role.READER])
def test_others_are_kept_out(app: Flask, browser: Browser, role: Role) -> None:
    table = read_in(browser, a=FORM)
    with app.app_context():
        somebody = make_person("Olu Bright", role)
    other = browser_of(app, somebody)
    assert other.get(table).status_code == 403
    assert post(other, f"{table}/save-ready").status_code == 403
