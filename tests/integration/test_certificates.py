"""Plans signed with the council's certificate: kept and checked as signed, and a start that says what is wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pdfua
import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from tests.builders import sign, submit
from tests.certificates import PASSPHRASE, write_certificate
from tests.integration.council import found
from tests.integration.sealed import Sealed, sealed_plan
from webapp.app import create_app
from webapp.cli import commands
from webapp.config import Settings, UnsafeSetting
from webapp.domain.errors import Refusal
from webapp.domain.plans import PlanState
from webapp.domain.verification import PaperState
from webapp.extensions import db
from webapp.models import Signature
from webapp.pdf.certificate import SigningKey
from webapp.services.certificates import KEY
from webapp.services.plans.records import load_plan
from webapp.services.plans.verification import check_file

WHOLE = {"valid": True, "entire_file": True, "signed_by": "Common Name: Aberwen Borough Council"}


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    file = write_certificate(tmp_path / "council.p12")
    return replace(settings, signing_certificate=file, signing_passphrase=PASSPHRASE)


@pytest.fixture
def sealed(app: Flask) -> Iterator[Sealed]:
    with app.app_context():
        yield sealed_plan()


def test_the_signed_file_is_what_is_kept_and_hashed(sealed: Sealed, tmp_path: Path) -> None:
    assert b"/ByteRange" in sealed.pdf
    digest = db.session.execute(select(Signature.pdf_sha256)).scalar_one()
    assert digest == hashlib.sha256(sealed.pdf).hexdigest()
    file = tmp_path / "plan.pdf"
    file.write_bytes(sealed.pdf)
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []


def test_the_command_says_whether_the_certificate_covers_the_entire_file(
    settings: Settings, sealed: Sealed, tmp_path: Path
) -> None:
    file = tmp_path / "plan.pdf"
    told = {}
    for name, content in (("as signed", sealed.pdf), ("more", sealed.pdf + b"\n% more\n"), ("cut", sealed.pdf[:-1])):
        file.write_bytes(content)
        words = ["verify", str(file), "--json"]
        answer = json.loads(CliRunner().invoke(commands, words, obj=lambda _: create_app(settings)).stdout)
        told[name] = (answer["state"], answer["certificate"])
    assert told["as signed"] == ("current", WHOLE)
    assert told["more"] == ("altered", {**WHOLE, "entire_file": False})
    assert told["cut"][0] == "altered"


def test_a_byte_changed_anywhere_in_a_certified_file_is_found(sealed: Sealed) -> None:
    for place in range(0, len(sealed.pdf), 997):
        changed = bytearray(sealed.pdf)
        changed[place] ^= 0x20
        verdict = check_file(bytes(changed))
        assert verdict.state is PaperState.ALTERED, place
        assert verdict.seal is not None
        assert verdict.seal.plan_id == sealed.plan


def test_a_certificate_that_runs_out_signs_nothing_more(app: Flask) -> None:
    key: SigningKey = app.extensions[KEY]
    app.extensions[KEY] = replace(key, ends=datetime(2024, 3, 3, 10, 0, tzinfo=UTC))
    with app.app_context():
        council = found()
        plan = council.plan()
        submit(plan, who=council.lead)
        with pytest.raises(Refusal, match="ran out on 3 March 2024 at 10:00am, so nothing was signed"):
            sign(plan, who=council.director)
        assert load_plan(plan).state is PlanState.SUBMITTED


def test_a_start_without_a_certificate_that_can_sign_is_refused_in_a_sentence(
    settings: Settings, tmp_path: Path
) -> None:
    past = write_certificate(tmp_path / "past.p12", ends=datetime(2012, 1, 1, tzinfo=UTC))
    coming = write_certificate(tmp_path / "coming.p12", starts=datetime(2090, 1, 1, tzinfo=UTC))
    for changed, sentence in (
        ({"signing_passphrase": "wrong"}, "BTG_SIGNING_CERTIFICATE: .* cannot be opened"),
        ({"signing_certificate": past}, "the certificate ran out on 1 January 2012"),
        ({"signing_certificate": coming}, "the certificate is not good before 1 January 2090"),
        ({"signing_certificate": None}, "BTG_SIGNING_PASSPHRASE is given, but"),
    ):
        with pytest.raises(UnsafeSetting, match=sentence):
            create_app(replace(settings, **changed))
