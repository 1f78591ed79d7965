"""The Word document of a plan: for those who may read it, by page and by command."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from flask import Flask

from tests.builders import sign_in, submit
from tests.integration.council import Council, found
from webapp.app import create_app
from webapp.cli import commands
from webapp.config import Settings
from webapp.domain.rights import Who
from webapp.services.periods.steps import release
from webapp.services.plans.editing import show_plan
from webapp.services.plans.signing import sign_plan


@pytest.fixture
def council(app: Flask) -> Council:
    with app.app_context():
        return found()


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(each.text for each in document.paragraphs), *cells))


def fetched(app: Flask, who: Who, plan: int) -> tuple[int, bytes]:
    client = app.test_client()
    sign_in(client, who)
    answer = client.get(f"/plans/{plan}/plan.docx")
    if answer.status_code == 200:
        assert answer.headers["Content-Disposition"] == f'attachment; filename="plan-{plan}.docx"'
        assert answer.mimetype.endswith("wordprocessingml.document")
    return answer.status_code, answer.data


def test_a_draft_is_for_those_who_see_drafts(app: Flask, council: Council) -> None:
    with app.app_context():
        plan = council.plan()
    status, content = fetched(app, council.lead, plan)
    assert status == 200
    assert "DRAFT" in text_of(content)
    assert "The new system is late." in text_of(content)
    assert fetched(app, council.reader, plan)[0] == 404


def test_a_signed_plan_is_written_as_it_was_signed(app: Flask, council: Council) -> None:
    with app.app_context():
        plan = council.plan()
        submit(plan, who=council.lead)
        mark = show_plan(who=council.director, plan_id=plan).content_mark
        fingerprint = sign_plan(who=council.director, plan_id=plan, mark=mark)
        release(who=council.performance, key="2014-10")
    text = text_of(fetched(app, council.reader, plan)[1])
    assert "Signed off by Dan Roe" in text
    assert fingerprint in text
    assert "439.1 +Target: 53.5 per 10,000 (13.9%)" in text


def test_the_command_writes_the_document_or_nothing(
    app: Flask, settings: Settings, council: Council, tmp_path: Path
) -> None:
    with app.app_context():
        plan = council.plan()
    out = tmp_path / "plan.docx"
    run = CliRunner().invoke
    done = run(commands, ["plan-docx", str(plan), "-o", str(out)], obj=lambda _: create_app(settings))
    assert (done.exit_code, done.stdout) == (0, f"Plan {plan} is in {out}.\n")
    assert "The new system is late." in text_of(out.read_bytes())
    refused = run(commands, ["plan-docx", "999", "-o", str(tmp_path / "no.docx")], obj=lambda _: create_app(settings))
    assert (refused.exit_code, refused.stderr) == (1, "Error: There is no plan with that number.\n")
    assert [path.name for path in tmp_path.glob("*.docx")] == ["plan.docx"]
