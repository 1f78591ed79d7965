"""The committee pack of a period: what belongs in it, for whom, as a job, as a page and by command."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.builders import make_indicator, make_person, make_plan, set_figures, sign_in, submit
from tests.integration.council import Council, found
from tests.unit.pdf_examples import read, text_of
from webapp.app import create_app
from webapp.cli import commands
from webapp.config import Settings
from webapp.domain.errors import NotAllowed, NotFound, Refusal
from webapp.domain.plans import PlanState
from webapp.domain.rights import Role, Who
from webapp.extensions import db
from webapp.models import Signature
from webapp.services.directorates import add_directorate
from webapp.services.jobs.leases import claim, report
from webapp.services.jobs.reading import job_file, show_job
from webapp.services.jobs.running import run_next
from webapp.services.packs.jobs import ask_for_pack
from webapp.services.packs.making import Packed, make_pack
from webapp.services.packs.reading import COMMAND_LINE, pack_of
from webapp.services.periods.steps import release
from webapp.services.plans.corrections import correct_actual
from webapp.services.plans.editing import show_plan
from webapp.services.plans.renewal import begin_new_version, withdraw_plan
from webapp.services.plans.signing import sign_plan
from webapp.services.plans.writing import Draft, save_draft
from webapp.services.setting_changes import change_settings
from webapp.services.settings import CouncilSettings

HTMX = {"HX-Request": "true"}


@dataclass(frozen=True, slots=True)
class Scene:
    """A council whose October 2014 has a signed plan, a submitted one, a draft, and a red figure without one."""

    app: Flask
    council: Council
    signed: int
    submitted: int
    draft: int

    def browser(self, who: Who) -> tuple[FlaskClient, str]:
        client = self.app.test_client()
        return client, sign_in(client, who)


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        council = found()
        who = council.performance
        administrator = make_person("Ada Min", Role.ADMINISTRATOR)
        change_settings(who=administrator, wanted=CouncilSettings(plans_required_at="both"))
        neighbourhoods, adults = (add_directorate(who=who, name=name) for name in ("Neighbourhoods", "Adults"))
        people = {"who": who, "lead": council.lead, "director": council.director}
        others = [
            make_indicator(code=code, directorate_id=directorate, **people)
            for code, directorate in (("NH02", neighbourhoods), ("NH01", neighbourhoods), ("AD01", adults))
        ]
        for indicator in others:
            set_figures(indicator, "2014-10", actual="20", who=who, targets={"2014-10": "10"})
        signed, submitted = council.plan(), make_plan(others[0], who=council.lead)
        draft = make_plan(others[1], who=council.lead, reason="Written in the *margin*.")
        for plan in (signed, submitted):
            submit(plan, who=council.lead)
        sign(signed, who=council.director)
    return Scene(app, council, signed, submitted, draft)


def sign(plan: int, *, who: Who) -> None:
    mark = show_plan(who=who, plan_id=plan).content_mark
    sign_plan(who=who, plan_id=plan, mark=mark, site="https://plans.council.example")


def nothing_told(_done: int, _total: int) -> None:
    return None


def lines_for(scene: Scene, who: Who) -> list[tuple[str, str, int | None]]:
    return [(line.code, line.state_words, line.plan_id) for line in pack_of(who, "2014-10").lines]


def test_a_pack_is_in_agenda_order_with_what_is_missing(scene: Scene) -> None:
    with scene.app.app_context():
        assert lines_for(scene, scene.council.performance) == [
            ("AD01", "No plan yet", None),
            ("NH01", "Draft", scene.draft),
            ("NH02", "Submitted", scene.submitted),
            ("CS01", "Signed off", scene.signed),
        ]
        assert lines_for(scene, COMMAND_LINE) == lines_for(scene, scene.council.performance)


def test_readers_have_the_signed_plans_of_released_periods(scene: Scene) -> None:
    with scene.app.app_context():
        with pytest.raises(NotFound):
            pack_of(scene.council.reader, "2014-10")
        release(who=scene.council.performance, key="2014-10")
        assert lines_for(scene, scene.council.reader) == [("CS01", "Signed off", scene.signed)]


def test_shorter_periods_stand_in_the_pack_as_on_the_board(scene: Scene) -> None:
    with scene.app.app_context():
        who = scene.council.performance
        set_figures(scene.council.indicator, "2014-12", actual="439.1", who=who, targets={"2014-12": "385.6"})
        quarterly = make_indicator(code="Q1", who=who, lead=scene.council.lead, frequency="quarter")
        set_figures(quarterly, "2014-Q3", actual="20", who=who, targets={"2014-Q3": "10"})
        found = {line.code: line.period for line in pack_of(who, "2014-Q3").lines}
        assert found["Q1"] == ""
        assert found["CS01"] == "December 2014"


def test_plans_that_are_not_required_stay_out(scene: Scene) -> None:
    with scene.app.app_context():
        lead = scene.council.lead
        shown = show_plan(who=lead, plan_id=scene.draft)
        draft = Draft(shown.record.revision, shown.record.reason_source, shown.actions)
        correct_actual(who=lead, plan_id=scene.draft, draft=draft, actual=Decimal(1), reason="Counted twice.")
        assert show_plan(who=lead, plan_id=scene.draft).state is PlanState.NOT_REQUIRED
        assert "NH01" not in {line.code for line in pack_of(lead, "2014-10").lines}


def test_nothing_to_print_is_refused_in_a_sentence(scene: Scene) -> None:
    with scene.app.app_context():
        set_figures(scene.council.indicator, "2014-09", actual="1", who=scene.council.performance)
        with pytest.raises(Refusal, match="September 2014 has no plan and no figure that requires one"):
            pack_of(scene.council.performance, "2014-09")
        release(who=scene.council.performance, key="2014-09")
        with pytest.raises(Refusal, match="September 2014 has no signed plan yet"):
            pack_of(scene.council.reader, "2014-09")


def test_a_signed_page_is_printed_as_it_was_sealed_whatever_changed(scene: Scene, tmp_path: Path) -> None:
    with scene.app.app_context():
        kept = db.session.execute(select(Signature.pdf)).scalar_one()
        set_figures(scene.council.indicator, "2014-10", actual="500", who=scene.council.performance)
        out = tmp_path / "pack.pdf"
        packed = make_pack(who=scene.council.performance, key="2014-10", out=out, progress=nothing_told)
        assert packed == Packed("October 2014", 3, 1, 5, ())
        page = read(out.read_bytes()).pages[4].extract_text()
        alone = read(kept).pages[0].extract_text()
        assert page.replace("Page 5 of 5", "Page 1 of 1") == alone
        assert db.session.execute(select(Signature.pdf)).scalar_one() == kept


def test_the_signed_page_stands_in_the_pack_while_a_new_version_is_written(scene: Scene, tmp_path: Path) -> None:
    with scene.app.app_context():
        council = scene.council
        begin_new_version(who=council.lead, plan_id=scene.signed)
        draft = Draft(show_plan(who=council.lead, plan_id=scene.signed).record.revision, "Not agreed yet", ())
        save_draft(who=council.lead, plan_id=scene.signed, draft=draft)
        assert lines_for(scene, council.performance)[-1] == ("CS01", "Signed off", scene.signed)
        out = tmp_path / "pack.pdf"
        make_pack(who=council.performance, key="2014-10", out=out, progress=nothing_told)
        page = read(out.read_bytes()).pages[4].extract_text()
        assert "SIGNED OFF" in page
        assert "Not agreed yet" not in page


def test_a_page_that_a_later_plan_superseded_is_a_marked_copy(scene: Scene, tmp_path: Path) -> None:
    with scene.app.app_context():
        council = scene.council
        set_figures(council.indicator, "2014-11", actual="440", who=council.performance, targets={"2014-11": "385.6"})
        later = make_plan(council.indicator, "2014-11", who=council.lead)
        submit(later, who=council.lead)
        sign(later, who=council.director)
        assert lines_for(scene, council.performance)[-1] == ("CS01", "Superseded", scene.signed)
        out = tmp_path / "pack.pdf"
        make_pack(who=council.performance, key="2014-10", out=out, progress=nothing_told)
        words = " ".join(read(out.read_bytes()).pages[4].extract_text().split())
        assert "SUPERSEDED" in words
        assert "This is a copy, not the signed file." in words


def test_a_withdrawn_plan_is_listed_and_not_printed(scene: Scene, tmp_path: Path) -> None:
    with scene.app.app_context():
        withdraw_plan(who=scene.council.director, plan_id=scene.signed, reason="The wrong figure was signed.")
        assert lines_for(scene, scene.council.performance)[-1] == ("CS01", "Withdrawn", scene.signed)
        out = tmp_path / "pack.pdf"
        packed = make_pack(who=scene.council.performance, key="2014-10", out=out, progress=nothing_told)
        assert (packed.plans, packed.without_plan, packed.pages) == (2, 2, 4)


def test_a_draft_that_cannot_be_printed_is_listed_and_told(scene: Scene, tmp_path: Path) -> None:
    with scene.app.app_context():
        other = make_indicator(code="ZZ01", who=scene.council.performance, lead=scene.council.lead)
        set_figures(other, "2014-10", actual="20", who=scene.council.performance, targets={"2014-10": "10"})
        make_plan(other, who=scene.council.lead, reason="שלום")
        out = tmp_path / "pack.pdf"
        packed = make_pack(who=None, key="2014-10", out=out, progress=nothing_told)
        assert packed.plans == 3
        assert packed.troubles[0].startswith("ZZ01: Non-compliance reason: “ש” (hebrew letter shin)")
        assert "Cannot be printed" in text_of(out.read_bytes())


def test_the_job_makes_the_pack_that_its_person_may_see(scene: Scene) -> None:
    with scene.app.app_context():
        release(who=scene.council.performance, key="2014-10")
        ours = ask_for_pack(who=scene.council.performance, key="2014-10")
        theirs = ask_for_pack(who=scene.council.reader, key="2014-10")
        assert ask_for_pack(who=scene.council.reader, key="2014-10") == theirs
        while run_next():
            pass
        assert "Written in the margin." in text_of(job_file(who=scene.council.performance, job_id=ours).content)
        made = job_file(who=scene.council.reader, job_id=theirs)
        assert (made.file_name, made.media_type) == ("committee-pack-2014-10.pdf", "application/pdf")
        assert "Written in the margin." not in text_of(made.content)
        assert len(read(made.content).pages) == 3
        demoted = Who(scene.council.performance.id, "Priya Nair", frozenset({Role.READER}))
        with pytest.raises(NotAllowed):
            show_job(who=demoted, job_id=ours)


def test_the_board_offers_the_pack_and_its_page_tells_how_far_it_is(scene: Scene) -> None:
    client, token = scene.browser(scene.council.performance)
    assert "Committee pack</button>" in re.sub(r"\s+<", "<", client.get("/periods/2014-10").text)
    answer = client.post("/periods/2014-10/pack", data={"csrf_token": token})
    assert answer.status_code == 303
    address = answer.headers["Location"]
    waiting = client.get(address)
    assert "Committee pack of October 2014" in waiting.text
    assert 'hx-trigger="every 1s"' in waiting.text
    assert client.get(f"{address}/file").status_code == 409
    fragment = client.get(address, headers=HTMX)
    assert fragment.text.startswith('<div id="job"')
    with scene.app.app_context():
        assert run_next()
    for done in (client.get(address), client.get(address, headers=HTMX)):
        assert "hx-trigger" not in done.text.split('id="job"')[1]
        assert f'href="{address}/file"' in done.text
    file = client.get(f"{address}/file")
    assert file.headers["Content-Disposition"] == 'attachment; filename="committee-pack-2014-10.pdf"'
    assert len(read(file.data).pages) == 5
    other, _ = scene.browser(scene.council.lead)
    assert other.get(address).status_code == 404
    assert other.get(f"{address}/file").status_code == 404


def test_its_page_counts_what_is_done_and_calls_it_by_its_name(scene: Scene) -> None:
    with scene.app.app_context():
        number = ask_for_pack(who=scene.council.performance, key="2014-10")
        job = claim()
        assert job is not None
        report(job, 4, 6)
    client, _ = scene.browser(scene.council.performance)
    assert "4 of 6 steps: each plan is measured, then drawn." in client.get(f"/jobs/{number}").text


def test_the_page_says_what_the_pdf_says(scene: Scene, tmp_path: Path) -> None:
    client, _ = scene.browser(scene.council.performance)
    page = client.get("/periods/2014-10/pack")
    assert page.status_code == 200
    with scene.app.app_context():
        out = tmp_path / "pack.pdf"
        make_pack(who=scene.council.performance, key="2014-10", out=out, progress=nothing_told)
    said = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
    for words in ("Performance action plans", "No plan yet", "AD01", "Neighbourhoods", "Close finished cases"):
        assert words in said
        assert words in text_of(out.read_bytes())
    assert re.findall(r"<h([1-6])", page.text.split("<main")[1].split("</main")[0]) == [
        *("1", "2", "3", "3", "3"),  # the cover, the contents and their directorates
        *("2", "3", "4", "4", "4", "3", "4", "4", "4"),
        *("2", "3", "4", "4", "4"),
    ]
    for plan in (scene.draft, scene.submitted, scene.signed):
        assert f'href="#plan-{plan}"' in page.text
        assert f'id="plan-{plan}"' in page.text


def test_no_pack_is_offered_where_there_would_be_nothing_in_it(scene: Scene) -> None:
    with scene.app.app_context():
        set_figures(scene.council.indicator, "2014-09", actual="1", who=scene.council.performance)
    client, token = scene.browser(scene.council.performance)
    assert "pack" not in client.get("/periods/2014-09").text.split("<main")[1]
    answer = client.post("/periods/2014-09/pack", data={"csrf_token": token})
    assert answer.status_code == 422
    assert "September 2014 has no plan and no figure that requires one yet" in answer.text


def test_readers_are_offered_nothing_that_they_may_not_see(scene: Scene) -> None:
    client, token = scene.browser(scene.council.reader)
    assert client.get("/periods/2014-10/pack").status_code == 404
    assert client.post("/periods/2014-10/pack", data={"csrf_token": token}).status_code == 404
    with scene.app.app_context():
        release(who=scene.council.performance, key="2014-10")
    page = client.get("/periods/2014-10/pack").text
    assert "Close finished cases" in page
    assert "No plan yet" not in page
    assert "NH01" not in page


Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings) -> Run:
    return lambda *words: CliRunner().invoke(commands, words, obj=lambda _: create_app(settings))


@pytest.mark.parametrize("period", ["2014-10", "October 2014"])
def test_the_command_writes_the_pack_and_says_so_in_a_line(scene: Scene, run: Run, tmp_path: Path, period: str) -> None:
    out = tmp_path / "pack.pdf"
    done = run("pack", period, "-o", str(out))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"The pack of October 2014 is in {out}: 3 plans, 1 figure without a plan, 5 pages.\n"
    assert len(read(out.read_bytes()).pages) == 5
    assert list(tmp_path.glob(".pack*")) == []


REFUSED = {
    "a period nobody can read": (("pack", "Octember"), "names no period that can be read"),
    "a period that is not open": (("pack", "2013-10"), "There is no open period 2013-10."),
    "a folder that is not there": (("pack", "2014-10", "-o", "nowhere/pack.pdf"), "No such file or directory."),
    "something that is no file": (("pack", "2014-10", "-o", "/dev/null"), "is no file"),
}


@pytest.mark.parametrize(("words", "sentence"), REFUSED.values(), ids=REFUSED)
def test_the_command_refuses_in_one_line_and_leaves_no_file(
    scene: Scene, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = tmp_path / "pack.pdf"
    kept.write_bytes(b"the last one")
    refused = run(*words, *(() if "-o" in words else ("-o", "pack.pdf")))
    assert refused.exit_code == 1
    assert sentence in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["pack.pdf"]
    assert kept.read_bytes() == b"the last one"
