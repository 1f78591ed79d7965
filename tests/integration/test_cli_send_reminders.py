"""The command of the scheduler, as it prints what it does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.integration.mail_server import Office, mail_server
from tests.integration.reminded_council import FRIDAY, LEAD, Reminded, set_scene
from webapp.app import create_app
from webapp.cli import commands
from webapp.config import Settings
from webapp.models import SettingRow
from webapp.services.demonstration import MARK
from webapp.services.store import transaction

Run = Callable[..., Result]
ITEM = {
    "kind": "plan required",
    "name": "CS01 Rate of CS01, October 2014",
    "words": "due 30 November 2014, in 16 days",
    "plan": None,
    "day": "2014-11-30",
}


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def reminded(app: Flask, office: Office) -> Iterator[Reminded]:
    with mail_server(office) as port:
        yield set_scene(app, office, port)


@pytest.fixture
def run(reminded: Reminded) -> Run:
    def run(*words: str, **changed: object) -> Result:
        settings: Settings = replace(reminded.settings, today=FRIDAY, **changed)  # type: ignore[arg-type]
        return CliRunner().invoke(commands, ["send-reminders", *words], obj=lambda _: create_app(settings))

    return run


def test_a_dry_run_names_each_address_with_its_items(run: Run, office: Office) -> None:
    shown = run("--dry-run")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout == (
        "ann.lee@council.example (Ann Lee)\n"
        "  plan required: CS01 Rate of CS01, October 2014: due 30 November 2014, in 16 days\n"
        "Would be sent: 1. Settled earlier today: 0.\n"
    )
    assert office.accepted == []
    assert run("--dry-run").stdout == shown.stdout


def test_the_outcome_as_json(run: Run, office: Office) -> None:
    dry, sent, again = (json.loads(run(*words, "--json").stdout) for words in (["--dry-run"], [], []))
    digest = {"person": "Ann Lee", "address": LEAD, "state": None, "trouble": "", "items": [ITEM]}
    counts = {"day": "2014-11-14", "sent": 0, "refused": 0, "unknown": 0, "earlier": 0, "note": "", "trouble": ""}
    assert dry == {"dry_run": True, **counts, "digests": [digest]}
    assert sent == {"dry_run": False, **counts, "sent": 1, "digests": [{**digest, "state": "sent"}]}
    assert again == {"dry_run": False, **counts, "earlier": 1, "digests": []}
    assert office.recipients == [LEAD]


def test_links_lead_below_the_public_address(run: Run, office: Office) -> None:
    run(public_url="https://plans.council.example")
    (message,) = office.messages
    assert message["List-Unsubscribe"] == "<https://plans.council.example/account#reminders>"
    text = message.get_body(("plain",))
    assert text is not None
    assert "\r\n  https://plans.council.example/\r\n" in text.get_content()


def test_quiet_hours_are_said(reminded: Reminded, run: Run, office: Office) -> None:
    reminded.decide(reminders=False)
    done = run()
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "Reminders are turned off on the Settings page: nothing was sent.\n"
    assert run("--dry-run").stdout.startswith("Reminders are turned off on the Settings page: nothing would be sent.\n")


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_without_a_mail_server_it_is_refused_in_one_line(run: Run, words: list[str]) -> None:
    refused = run(*words, mail_server=None, mail_from=None)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == "Error: No mail server is set: set BTG_SMTP_URL and BTG_MAIL_FROM.\n"
    assert run("--dry-run", mail_server=None, mail_from=None).exit_code == 0


def test_the_demonstration_only_says_what_it_would_send(reminded: Reminded, run: Run, office: Office) -> None:
    with reminded.app(), transaction() as session:
        session.add(SettingRow(name=MARK, value="yes"))
    refused = run()
    assert (refused.exit_code, refused.stdout, office.accepted) == (1, "", [])
    assert refused.stderr == "Error: The demonstration sends no mail: add --dry-run to see what would be sent.\n"
    assert LEAD in run("--dry-run").stdout
