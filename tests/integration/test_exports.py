"""Every table as a file: who may see the page has it in both formats, with the figures as they are stored."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import CALENDAR, make_indicator, make_person, set_figures
from tests.integration.administration import Browser, browser_of, make_administrator
from tests.integration.promised_figures import promise, say
from tests.integration.sent_files import send, try_out
from tests.integration.signed_actions import AFTER, BEFORE, Scene, set_scene
from tests.table_files import BOM, cells_of
from webapp.domain.rights import Role, Who
from webapp.domain.variance import Target
from webapp.models import Digest, Indicator
from webapp.services.clock import moment
from webapp.services.directorates import add_directorate
from webapp.services.figures.storing import ActualEntry, put_actual, put_target
from webapp.services.periods.steps import ensure_open, release
from webapp.services.store import transaction

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERYBODY = frozenset(Role)
RUNS_FIGURES = frozenset({Role.PERFORMANCE, Role.ADMINISTRATOR})
STAFF = EVERYBODY - {Role.READER}
EXPORTS = {
    "/": STAFF,
    "/?table=actions": EVERYBODY,
    "/?table=signed": EVERYBODY,
    "/indicators": EVERYBODY,
    "/indicators/1?table=figures": EVERYBODY,
    "/indicators/1?table=targets": EVERYBODY,
    "/indicators/1?table=revisions": EVERYBODY,
    "/indicators/1/figures/2014-10": EVERYBODY,
    "/periods": EVERYBODY,
    "/periods/2014-10": EVERYBODY,
    "/plans": EVERYBODY,
    "/scorecard/2014-10": EVERYBODY,
    "/actions": EVERYBODY,
    "/?table=figures": EVERYBODY,
    "/figures/promises": STAFF,
    "/coverage/2014-10": STAFF,
    "/indicators/sheets": STAFF,
    "/figures/promises?table=became-final": STAFF,
    "/uploads": RUNS_FIGURES,
    "/uploads/1": RUNS_FIGURES,
    "/uploads/2": RUNS_FIGURES,
    "/directorates": RUNS_FIGURES,
    "/audit": RUNS_FIGURES,
    "/reminders": RUNS_FIGURES,
    "/people": frozenset({Role.ADMINISTRATOR}),
}

OFFERED = {
    Role.LEAD: ("/",),
    Role.READER: ("/?table=actions", "/?table=signed"),
    Role.PERFORMANCE: ("/reminders", "/audit", "/directorates"),
    Role.ADMINISTRATOR: tuple(path for path in EXPORTS if not path.startswith(("/?", "/coverage")) and path != "/"),
}


@pytest.fixture
def scene(app: Flask) -> Iterator[Scene]:
    """A signed plan of a red figure of October 2014, whose period is not released."""
    with app.app_context(), moment(BEFORE):
        scene = set_scene(app)
    with moment(AFTER):
        yield scene


@pytest.fixture
def people(app: Flask, scene: Scene) -> dict[Role, Who]:
    """One person of each role."""
    council = scene.council
    return {
        Role.READER: council.reader,
        Role.LEAD: council.lead,
        Role.DIRECTOR: council.director,
        Role.PERFORMANCE: council.performance,
        Role.ADMINISTRATOR: make_administrator(app),
    }


def export(browser: Browser, path: str, kind: str = "csv") -> TestResponse:
    """The answer of a page that is asked for as a file."""
    return browser.get(f"{path}{'&' if '?' in path else '?'}format={kind}")


def table(browser: Browser, path: str) -> list[dict[str, str]]:
    """The rows of a page's file, which are the same in both formats."""
    both = [export(browser, path, kind) for kind in ("csv", "xlsx")]
    assert [answer.status_code for answer in both] == [200, 200]
    headings, *rows = cells_of(both[0].data)
    assert cells_of(both[1].data) == [headings, *rows]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def a_digest(who: Who, *, state: str = "sent") -> Digest:
    """What became of somebody's reminders of one day."""
    items = [{"kind": "plan due", "name": "Rate of CS01", "words": "by Friday"}]
    return Digest(
        person_id=who.id, address="x@council.example", day=BEFORE.date(), state=state, items=items, claimed_at=BEFORE,
        settled_at=BEFORE, tries=1, trouble="", message_id=f"{who.id}@council.example",
    )  # fmt: skip


def send_files(who: Who) -> None:
    """Upload 1 is saved, upload 2 only checked; call inside an application context."""
    send(who, "CS01,2014-09,-0.123456,385.6,yes,,=late", "CS01,2014-10,440,,,,", name="=first.csv")
    try_out(who, "CS01,2014-10,440,,,,", "CS01,2014-09,1.5,,,,", "CS01,2014-08,400,,,,-early")


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_who_may_see_the_page_has_it_in_both_formats(app: Flask, people: dict[Role, Who], role: Role) -> None:
    with app.app_context():
        release(who=people[Role.PERFORMANCE], key="2014-10")
        send_files(people[Role.PERFORMANCE])
    browser = browser_of(app, people[role])
    for path, roles in EXPORTS.items():
        answers = [export(browser, path, kind) for kind in ("csv", "xlsx")]
        if role not in roles and path != "/":
            assert {answer.status_code for answer in answers} == {403}, path
            continue
        text, book = answers
        assert [answer.status_code for answer in answers] == [200, 200], path
        assert (text.mimetype, book.mimetype) == ("text/csv", WORKBOOK)
        for answer, ending in ((text, ".csv"), (book, ".xlsx")):
            assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
            assert answer.headers["Content-Disposition"].endswith(ending)
            assert answer.headers["Cache-Control"] == "no-store"
        assert text.data.startswith(BOM)
        assert cells_of(text.data) == cells_of(book.data), path


def test_nobody_has_it_without_signing_in(app: Flask, scene: Scene) -> None:
    client = app.test_client()
    for path in EXPORTS:
        assert client.get(f"{path}{'&' if '?' in path else '?'}format=csv").status_code == 303


def test_readers_have_released_figures_and_signed_plans_only(app: Flask, people: dict[Role, Who]) -> None:
    with app.app_context():
        set_figures(1, "2014-11", actual="500", who=people[Role.PERFORMANCE], targets={"2014-11": "380"})
    reader = browser_of(app, people[Role.READER])
    figures = "/indicators/1?table=figures"
    assert table(reader, "/periods") == table(reader, figures) == table(reader, "/plans") == []
    assert table(reader, "/indicators/1?table=targets") == table(reader, "/indicators/1?table=revisions") == []
    assert export(reader, "/indicators/1/figures/2014-10").status_code == 404
    assert export(reader, "/periods/2014-10").status_code == 404
    with app.app_context():
        release(who=people[Role.PERFORMANCE], key="2014-10")
    assert [row["period"] for row in table(reader, figures)] == ["2014-10"]
    assert [row["period"] for row in table(reader, "/indicators/1?table=targets")] == ["2014-10"]
    assert {row["period"] for row in table(reader, "/indicators/1?table=revisions")} == {"2014-10"}
    assert table(reader, "/indicators/1/figures/2014-10") == table(reader, "/indicators/1?table=revisions")
    (period,) = table(reader, "/periods")
    assert (period["period"], period["name"], period["released"]) == ("2014-10", "October 2014", "yes")
    assert "figures_expected" not in period
    (line,) = table(reader, "/periods/2014-10")
    assert (line["actual"], line["plan_state"]) == ("439.1", "signed off")
    assert "plan_due" not in line
    assert [plan["plan"] for plan in table(reader, "/plans")] == ["1"]


def test_figures_have_every_place_that_is_stored(app: Flask, people: dict[Role, Who]) -> None:
    with app.app_context():
        who = people[Role.PERFORMANCE]
        indicator = make_indicator(code="=X/1", who=who, unit="£", decimals=0, title="Costs, all")
        set_figures(indicator, "2014-10", actual="-999999999999.123456", who=who, targets={"2014-10": "-0.5"})
    browser = browser_of(app, people[Role.LEAD])
    (line,) = table(browser, f"/indicators/{indicator}?table=figures")
    assert (line["indicator_code"], line["title"], line["unit"]) == ("=X/1", "Costs, all", "£")
    assert (line["actual"], line["target"]) == ("-999999999999.123456", "-0.5")
    assert line["variance"] == "-999999999998.623456"
    assert (line["percent_of_target"], line["status"]) == ("-199999999999724.7", "green")
    answer = export(browser, f"/indicators/{indicator}?table=figures")
    assert b'\r\n\'=X/1,"Costs, all",' in answer.data
    assert b",-999999999999.123456," in answer.data
    assert answer.headers["Content-Disposition"] == "attachment; filename=figures-X-1.csv"


def test_what_is_in_force_is_told_from_what_is_dated(app: Flask, people: dict[Role, Who]) -> None:
    """Uploaded again, the file must not make a target of October out of that of the year."""
    who = people[Role.PERFORMANCE]
    with app.app_context():
        longer = make_indicator(code="A1", who=who)
        ranged = make_indicator(code="A2", who=who, polarity="range")
        with transaction() as session:
            october, _ = ensure_open(who, CALENDAR.from_key("2014-10"))
            year, _ = ensure_open(who, CALENDAR.from_key("2014-FY"))
            key = CALENDAR.from_key
            put_target(who, session.get_one(Indicator, longer), year, Target(key("2014-FY"), Decimal("1.25")))
            put_actual(who, session.get_one(Indicator, longer), october, ActualEntry(None, "estimated"))
            wanted = Target(key("2014-10"), lower=Decimal(10), upper=Decimal("20.5"), estimated=True)
            put_target(who, session.get_one(Indicator, ranged), october, wanted)
    rows = {row["indicator_code"]: row for row in table(browser_of(app, who), "/periods/2014-10")}
    first, second = rows["A1"], rows["A2"]
    assert (first["actual"], first["missing"], first["quality"]) == ("not applicable", "not applicable", "estimated")
    assert (first["target"], first["target_estimated"]) == ("", "")
    assert (first["target_in_force"], first["target_in_force_of"]) == ("1.25", "2014-FY")
    assert (second["actual"], second["missing"], second["quality"]) == ("", "overdue", "")
    assert (second["target"], second["target_lower"], second["target_upper"]) == ("", "10", "20.5")
    assert (second["target_estimated"], second["target_in_force"]) == ("yes", "10 to 20.5")


def test_revisions_say_what_was_and_what_is(
    app: Flask, people: dict[Role, Who], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.services.indicators.pages.SHOWN_REVISIONS", 1)
    who = people[Role.PERFORMANCE]
    with app.app_context(), transaction() as session:
        indicator = session.get_one(Indicator, 1)
        october, _ = ensure_open(who, CALENDAR.from_key("2014-10"))
        put_actual(who, indicator, october, ActualEntry(Decimal("-439.123456"), "estimated", comment="=late"))
        wanted = Target(CALENDAR.from_key("2014-10"), lower=Decimal(10), upper=Decimal("20.5"))
        put_target(who, indicator, october, wanted, reason="-agreed")
    newest, before, *_ = rows = table(browser_of(app, who), "/indicators/1?table=revisions")
    assert (newest["what"], newest["old"], newest["new"], newest["reason"]) == ("target", "385.6", "", "-agreed")
    assert (newest["new_lower"], newest["new_upper"], newest["changed_by"]) == ("10", "20.5", "Priya Nair")
    assert (before["what"], before["old"], before["new"]) == ("actual", "439.1", "-439.123456")
    assert before["new_in_words"] == "−439.123456, ESTIMATED, comment “=late”"
    assert newest["changed_at"] == "2015-01-05T12:00:00Z"
    assert len(rows) == 5


def test_what_a_file_did_and_what_another_would_do(
    app: Flask, people: dict[Role, Who], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.services.uploads.lists.PAGE_LENGTH", 1)
    monkeypatch.setattr("webapp.services.uploads.staged.CHUNK", 1)
    with app.app_context():
        send_files(people[Role.PERFORMANCE])
    browser = browser_of(app, people[Role.PERFORMANCE])
    uploads = [(row["upload"], row["file"], row["state"], row["changed"]) for row in table(browser, "/uploads")]
    assert uploads == [("2", "figures.csv", "checked", "1"), ("1", "=first.csv", "saved", "1")]
    assert [row["upload"] for row in table(browser, "/uploads?show=saved")] == ["1"]
    did = [(row["period"], row["what"], row["old"], row["new"], row["reason"]) for row in table(browser, "/uploads/1")]
    assert sorted(did) == [
        ("2014-09", "actual", "", "-0.123456", ""),
        ("2014-09", "target", "", "385.6", ""),
        ("2014-10", "actual", "439.1", "440", ""),
    ]
    would = table(browser, "/uploads/2")
    assert [(row["period"], row["line"], row["change"], row["stored"], row["new"]) for row in would] == [
        ("2014-08", "4", "new", "", "400"),
        ("2014-09", "3", "changed", "-0.123456", "1.5"),
    ]
    assert would[1]["stored_in_words"] == "-0.123456, ESTIMATED"
    assert [row["period"] for row in table(browser, "/uploads/2?show=unchanged")] == ["2014-10"]
    assert [row["period"] for row in table(browser, "/uploads/2?show=new")] == ["2014-08"]


def test_a_file_holds_what_the_page_was_asked_for_whatever_its_pages(
    app: Flask, people: dict[Role, Who], monkeypatch: pytest.MonkeyPatch
) -> None:
    who = people[Role.PERFORMANCE]
    with app.app_context():
        for code in ("B1", "B2", "B3"):
            make_indicator(code=code, who=who, title=f"Bins {code[1]}", frequency="quarter")
    monkeypatch.setattr("webapp.services.indicators.lists.PAGE", 2)
    monkeypatch.setattr("webapp.services.actions.lists.PAGE", 1)
    browser = browser_of(app, who)
    assert [row["indicator_code"] for row in table(browser, "/indicators?page=2")] == ["B1", "B2", "B3", "CS01"]
    assert [row["indicator_code"] for row in table(browser, "/indicators?q=bins&frequency=quarter")] == [
        "B1",
        "B2",
        "B3",
    ]
    assert [row["frequency"] for row in table(browser, "/indicators?q=CS01")] == ["month"]
    assert len(table(browser, "/actions")) == 2
    assert [row["owner"] for row in table(browser, "/actions?owner=nobody")] == [""]
    assert len(table(browser, "/periods/2014-10")) == 1
    assert table(browser, "/periods/2014-10?status=green") == []
    assert table(browser, "/plans?state=draft") == []


def test_what_an_action_says(app: Flask, people: dict[Role, Who]) -> None:
    first = table(browser_of(app, people[Role.PERFORMANCE]), "/actions?owner=" + str(people[Role.READER].id))[0]
    assert (first["owner"], first["due"], first["overdue"], first["owner_has_left"]) == (
        "Tom Bell",
        "2014-12-31",
        "yes",
        "no",
    )
    assert (first["expected_change"], first["expected_change_by"]) == ("-20", "2015-03-31")
    assert first["expected_effect"] == "−20.0 per 10,000 by 31 March 2015"


def test_what_the_definitions_say(app: Flask, people: dict[Role, Who]) -> None:
    (line,) = table(browser_of(app, people[Role.READER]), "/indicators")
    assert (line["indicator_code"], line["polarity"], line["tolerance"], line["tolerance_in"]) == (
        "CS01",
        "lower",
        "5",
        "percent",
    )
    assert (line["departmental_lead"], line["strategic_lead"], line["decimals"]) == ("Ann Lee", "Dan Roe", "1")


def test_what_waits_stands_in_one_file(app: Flask, people: dict[Role, Who]) -> None:
    with app.app_context():
        set_figures(1, "2014-12", actual="500", who=people[Role.PERFORMANCE], targets={"2014-12": "380"})
    rows = table(browser_of(app, people[Role.LEAD]), "/")
    assert [(row["waiting"], row["period"]) for row in rows] == [("Plans required of you", "2014-12")]


def test_people_and_directorates(app: Flask, people: dict[Role, Who]) -> None:
    administrator = browser_of(app, people[Role.ADMINISTRATOR])
    administrator.post("/directorates/new", name="@Housing, all")
    (row,) = table(administrator, "/directorates")
    assert row == {
        "directorate": "@Housing, all",
        "indicators": "0",
        "retired_indicators": "0",
        "retired_on": "",
        "part_of": "",
    }
    with app.app_context():
        make_person("Zoë Żak", Role.LEAD, Role.DIRECTOR, password=None)
    last = table(administrator, "/people")[-1]
    assert last == {
        "name": "Zoë Żak",
        "post": "Post of Zoë Żak",
        "email": "zoë.żak@council.example",
        "roles": "Departmental lead, Strategic director",
        "account": "no password yet",
        "left_on": "",
    }


def test_a_page_offers_its_table_as_it_was_asked_for(app: Flask, scene: Scene, people: dict[Role, Who]) -> None:
    """The address keeps filters and order and drops what is of the page alone; no word of it reaches url_for."""
    with app.app_context():
        release(who=people[Role.PERFORMANCE], key="2014-10")
        set_figures(1, "2014-12", actual="500", who=people[Role.PERFORMANCE], targets={"2014-12": "380"})
        add_directorate(who=people[Role.PERFORMANCE], name="Housing")
        send_files(people[Role.PERFORMANCE])
        promise(scene.council, "CS08", None)
        say(people[Role.PERFORMANCE], promise(scene.council, "CS09", None), quality="final")
        with transaction() as session:
            session.add(a_digest(people[Role.LEAD]))
    lacking = []
    for role, paths in OFFERED.items():
        browser = browser_of(app, people[role])
        for path in paths:
            address, _, named = path.partition("?")
            asked = "sort=code&amp;_external=1&amp;_scheme=x" + (f"&amp;{named}" if named else "")
            page = browser.get(f"{address}?sort=code&page=1&_external=1&_scheme=x").text
            for kind, words in (("csv", "CSV"), ("xlsx", "Excel")):
                link = f'href="{address}?{asked}&amp;format={kind}">Download as {words}<'
                lacking += [] if page.count(link) == 1 else [(role, link)]
    assert lacking == []


def test_the_fragment_of_a_filter_offers_what_it_shows(app: Flask, people: dict[Role, Who]) -> None:
    client = browser_of(app, people[Role.PERFORMANCE]).client
    fragment = client.get("/actions?owner=nobody&sort=due", headers={"HX-Request": "true"}).text
    assert 'href="/actions?owner=nobody&amp;sort=due&amp;format=xlsx"' in fragment


def test_reminders_of_every_page(app: Flask, people: dict[Role, Who], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.services.reminders.outcomes.PAGE_LENGTH", 1)
    with app.app_context(), transaction() as session:
        session.add_all([a_digest(people[Role.LEAD]), a_digest(people[Role.DIRECTOR], state="unknown")])
    rows = table(browser_of(app, people[Role.PERFORMANCE]), "/reminders")
    assert [(row["person"], row["state"], row["day"]) for row in rows] == [
        ("Ann Lee", "sent", "2014-11-14"),
        ("Dan Roe", "unknown", "2014-11-14"),
    ]
    assert rows[0]["reminders"] == "Plan due: Rate of CS01, by Friday"
    assert rows[0]["begun_at"] == "2014-11-14T12:00:00Z"


@pytest.mark.parametrize("query", ["?format=pdf", "?format=", "?format=csv&table=nonsense", "?table=figures"])
def test_what_is_no_file_is_the_page(app: Flask, people: dict[Role, Who], query: str) -> None:
    answer = browser_of(app, people[Role.READER]).get(f"/indicators/1{query}")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
