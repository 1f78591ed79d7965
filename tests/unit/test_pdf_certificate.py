"""A page signed with the council's certificate, and what a later reader finds of that signature."""

from __future__ import annotations

import sys
from pathlib import Path

import pdfua
import pytest

from tests.certificates import PASSPHRASE, write_certificate
from tests.unit.pdf_examples import PLAN, read, text_of
from tests.unit.pdf_reading import spoken
from webapp.pdf.certificate import SigningKey, UnusableCertificate, certify, load_key
from webapp.pdf.plan_page import draw_plan
from webapp.readers.pdf_certificate import CertificateFound, certificate_in

WHOLE = CertificateFound(valid=True, entire_file=True, signed_by="Common Name: Aberwen Borough Council")


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return load_key(write_certificate(tmp_path / "council.p12"), PASSPHRASE)


def test_a_certified_page_is_the_same_page_with_a_signature_that_covers_all_of_it(key: SigningKey) -> None:
    drawn = draw_plan(PLAN)
    signed = certify(drawn, key)
    assert signed.startswith(drawn)
    assert certificate_in(signed) == WHOLE
    assert len(read(signed).pages) == 1
    assert (text_of(signed), spoken(signed)) == (text_of(drawn), spoken(drawn))


def test_the_accessibility_check_finds_nothing_in_a_certified_page(key: SigningKey, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(certify(draw_plan(PLAN), key))
    report = pdfua.validate(str(file))
    assert [finding.message for finding in report.findings] == []
    assert [outcome.rule_id for outcome in report.skipped] == []


def test_bytes_appended_are_not_covered(key: SigningKey) -> None:
    signed = certify(draw_plan(PLAN), key)
    for more in (b"x", b"\n% more\n", signed[:100]):
        found = certificate_in(signed + more)
        assert found is not None
        assert not found.entire_file


def test_a_byte_changed_under_the_signature_is_not_valid(key: SigningKey) -> None:
    signed = bytearray(certify(draw_plan(PLAN), key))
    signed[signed.index(b"/Keywords") + 12] ^= 1
    found = certificate_in(bytes(signed))
    assert found is not None
    assert (found.valid, found.entire_file) == (False, True)


@pytest.mark.parametrize(
    "content",
    [b"/ByteRange", b"%PDF-1.7\n/ByteRange[0 1 2 3]\n%%EOF", b"%PDF-1.7\n" + b"/ByteRange " * 1000],
    ids=["a word", "a torso", "many words"],
)
def test_a_signature_that_cannot_be_read_is_not_valid(content: bytes) -> None:
    assert certificate_in(content) == CertificateFound(valid=False, entire_file=False, signed_by="")


def test_a_file_without_one_has_none(key: SigningKey) -> None:
    assert certificate_in(draw_plan(PLAN)) is None


def test_without_the_software_nothing_is_said_of_a_certificate(
    key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = certify(draw_plan(PLAN), key)
    monkeypatch.setattr("webapp.readers.pdf_certificate.find_spec", lambda _name: None)
    assert certificate_in(signed) == CertificateFound(valid=None, entire_file=None)
    assert certificate_in(draw_plan(PLAN)) is None


def test_without_the_software_no_key_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko.sign.signers", None)
    with pytest.raises(UnusableCertificate, match="install back-to-green\\[certificate\\]"):
        load_key(write_certificate(tmp_path / "council.p12"), PASSPHRASE)


def test_a_file_that_holds_no_key_is_refused_in_a_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.p12"
    other.write_bytes(b"no PKCS #12")
    for path, passphrase in ((other, PASSPHRASE), (write_certificate(tmp_path / "council.p12"), "wrong")):
        with pytest.raises(UnusableCertificate, match="no PKCS #12 file, or the passphrase is not its own"):
            load_key(path, passphrase)
