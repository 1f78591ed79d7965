"""The command that lists plans."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.builders import set_figures
from tests.integration.signed_council import SignedCouncil, signed_council
from webapp.cli import commands


@pytest.fixture
def signed(app: Flask) -> Iterator[SignedCouncil]:
    with app.app_context():
        yield signed_council()


def run(app: Flask, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["plans", *arguments], obj=lambda _settings: app)


def listed(app: Flask, *arguments: str) -> list[dict[str, object]]:
    answer = run(app, "--json", *arguments)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)  # type: ignore[no-any-return]


def test_every_plan_with_its_signature_as_json(app: Flask, signed: SignedCouncil) -> None:
    council = signed.council
    set_figures(council.indicator, "2014-11", actual="450", who=council.performance, targets={"2014-12": "385"})
    set_figures(council.indicator, "2014-12", actual="450", who=council.performance)
    seal = signed.shown().record.seal
    required, plan = listed(app)
    assert required == {
        "plan": None, "indicator": "CS01", "period": "2014-12", "state": "required", "version": None,
        "signed_by": None, "signed_at": None, "fingerprint": None,
    }  # fmt: skip
    assert plan == {
        "plan": signed.plan, "indicator": "CS01", "period": "2014-10", "state": "signed off", "version": 2,
        "signed_by": "Dan Roe", "signed_at": seal.at.isoformat(), "fingerprint": seal.fingerprint,
    }  # fmt: skip


def test_a_draft_has_no_signature(app: Flask, signed: SignedCouncil) -> None:
    from webapp.services.plans.renewal import begin_new_version

    begin_new_version(who=signed.council.lead, plan_id=signed.plan)
    (plan,) = listed(app)
    assert (plan["state"], plan["version"], plan["signed_by"], plan["fingerprint"]) == ("draft", 3, None, None)


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("--period", "2014-10"), 1),
        (("--period", "October 2014"), 1),
        (("--period", "2015-03"), 0),
        (("--state", "out of date"), 1),
        (("--state", "signed off"), 0),
        (("--period", "2014-10", "--state", "out of date"), 1),
    ],
)
def test_of_one_period_or_state(app: Flask, signed: SignedCouncil, arguments: tuple[str, ...], count: int) -> None:
    signed.set_actual("2014-10", "431.2")
    assert len(listed(app, *arguments)) == count


def test_in_words(app: Flask, signed: SignedCouncil) -> None:
    line = run(app).stdout.strip()
    assert line.startswith(f"Plan {signed.plan}")
    assert "signed off" in line
    assert "version 2, signed by Dan Roe on " in line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--period", "1999-10"), "There is no open period 1999-10."),
        (("--period", "whenever"), "names no period"),
        (("--state", "lost"), "'lost' is not one of"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_a_line(
    app: Flask, signed: SignedCouncil, arguments: tuple[str, ...], said: str
) -> None:
    answer = run(app, *arguments)
    assert answer.exit_code != 0
    assert said in answer.output
