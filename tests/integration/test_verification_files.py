"""A signed file checked: the same to the last byte, changed in any way at all, or something else."""

from __future__ import annotations

import hashlib
import io
import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import update

from tests.integration.sealed import BECOMES, Sealed, another_plan, sealed_plan
from webapp.domain.errors import Refusal
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import SealState
from webapp.domain.verification import LARGEST_FILE, PaperState
from webapp.models import Signature
from webapp.pdf.plan_page import draw_copy, draw_plan
from webapp.services.plans.seals import signed_page
from webapp.services.plans.verification import check_file
from webapp.services.store import transaction

WHERE = (b"%PDF-1.7", b"/Keywords", b"/Producer", b"<pdf:Keywords>", b"/StructParents", b"stream", b"xref", b"trailer")
ENDING = 1_600
"""Bytes at the end of a file that name no plan by themselves: table and trailer."""


@pytest.fixture
def sealed(app: Flask) -> Iterator[Sealed]:
    with app.app_context():
        yield sealed_plan()


def answer(content: bytes) -> tuple[PaperState, int | None]:
    """The state of a file, and the plan it is thought to be."""
    verdict = check_file(content)
    return verdict.state, verdict.seal.plan_id if verdict.seal else None


@pytest.mark.parametrize(("state", "becomes"), BECOMES.items(), ids=map(str, BECOMES))
def test_the_signed_file_has_the_state_of_its_page(
    sealed: Sealed, state: SealState, becomes: Callable[[Sealed], None]
) -> None:
    becomes(sealed)
    verdict = check_file(sealed.pdf)
    assert verdict.state == state.value
    assert verdict.seal is not None
    assert (verdict.seal.plan_id, verdict.seal.fingerprint) == (sealed.plan, sealed.fingerprint)


def test_one_byte_changed_anywhere_is_found(sealed: Sealed) -> None:
    chance = random.Random(2014)
    places = {
        place + offset for mark in WHERE for place in [sealed.pdf.index(mark)] for offset in (0, 3, len(mark) + 2)
    }
    places |= {0, 1, len(sealed.pdf) - 1, len(sealed.pdf) - 2}
    places |= set(chance.sample(range(len(sealed.pdf)), 150))
    for place in sorted(places):
        changed = bytearray(sealed.pdf)
        changed[place] ^= chance.randrange(1, 256)
        assert answer(bytes(changed)) == (PaperState.ALTERED, sealed.plan), place


@pytest.mark.parametrize("more", [b"\n", b" ", b"\0", b"% a remark\n", b"x" * 70_000], ids=repr)
def test_bytes_appended_or_put_before_it_are_found(sealed: Sealed, more: bytes) -> None:
    assert answer(sealed.pdf + more) == (PaperState.ALTERED, sealed.plan)
    assert answer(more + sealed.pdf) == (PaperState.ALTERED, sealed.plan)


def test_bytes_cut_off_are_found(sealed: Sealed) -> None:
    size = len(sealed.pdf)
    for kept in (size - 1, size - 2, size - ENDING, size * 3 // 4, size // 2, size // 10, 1_000):
        assert answer(sealed.pdf[:kept]) == (PaperState.ALTERED, sealed.plan), kept
        assert answer(sealed.pdf[-max(kept, 2 * ENDING) :]) == (PaperState.ALTERED, sealed.plan), kept


def test_a_file_saved_again_by_another_program_is_not_the_signed_one(sealed: Sealed) -> None:
    saved = io.BytesIO()
    PdfWriter(clone_from=PdfReader(io.BytesIO(sealed.pdf))).write(saved)
    assert answer(saved.getvalue()) == (PaperState.ALTERED, sealed.plan)


def test_a_page_that_only_says_the_code_is_not_the_signed_one(sealed: Sealed) -> None:
    forged = io.BytesIO()
    canvas = Canvas(forged, pageCompression=1)
    canvas.drawString(72, 700, f"Signed off. Code {sealed.code}.")
    canvas.save()
    assert sealed.code.encode() not in forged.getvalue()
    assert answer(forged.getvalue()) == (PaperState.ALTERED, sealed.plan)


def test_a_file_signed_before_pages_bore_a_seal_is_known_by_its_bytes(sealed: Sealed) -> None:
    old = draw_plan(page_without_code(sealed.plan))
    with transaction() as session:
        session.execute(update(Signature).values(pdf=old, pdf_sha256=hashlib.sha256(old).hexdigest()))
    assert answer(old) == (PaperState.CURRENT, sealed.plan)
    damaged = old.replace(sealed.fingerprint.encode(), b"f" * 64)
    for altered in (damaged, old.replace(b"%%EOF", b"%%EoF"), damaged[:200] + b"?" + damaged[201:], old + b"more"):
        assert answer(altered) == (PaperState.ALTERED, sealed.plan)


def page_without_code(plan_id: int) -> PlanPage:
    """The page as it was drawn before signatures had codes."""
    page = signed_page(plan_id)
    assert page is not None
    assert page.signature is not None
    return replace(page, signature=replace(page.signature, code=""))


def test_a_marked_copy_is_not_the_signed_file(sealed: Sealed) -> None:
    page = signed_page(sealed.plan)
    assert page is not None
    assert answer(draw_copy(page, SealState.SUPERSEDED)) == (PaperState.ALTERED, sealed.plan)


def test_several_plans_in_one_file_are_none_of_them(sealed: Sealed) -> None:
    other, pdf = another_plan(sealed.council)
    assert answer(pdf) == (PaperState.CURRENT, other)
    assert answer(sealed.pdf + pdf) == (PaperState.UNKNOWN, None)


def bomb() -> bytes:
    """A PDF of some hundred kilobytes that would unpack to hundreds of megabytes of drawing."""
    packed = zlib.compress(b"q Q\n" * 75_000_000, 9)
    parts = [
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n",
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(packed),
        packed,
        b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    ]
    return b"".join(parts)


HOSTILE = {
    "nothing": lambda: b"",
    "a text": lambda: b"Code 0000-0000-0000",
    "a head without a body": lambda: b"%PDF-1.7\n",
    "a page that is its own parent": lambda: (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 9>>endobj trailer<</Root 1 0 R>>"
    ),
    "thousands of ends": lambda: b"%PDF-1.7\n" + b"%%EOF\n" * 100_000,
    "thousands of codes": lambda: b"%PDF-1.7\n" + b" ".join(b"%04d-%04d-0000" % divmod(n, 9999) for n in range(50_000)),
    "half a file of noise": lambda: b"%PDF-1.7\n" + random.Random(7).randbytes(300_000),
    "a bomb": bomb,
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_signed_page_is_unknown(sealed: Sealed, made: Callable[[], bytes]) -> None:
    assert answer(made()) == (PaperState.UNKNOWN, None)


def test_a_file_too_large_is_refused(app: Flask) -> None:
    with app.app_context(), pytest.raises(Refusal, match="more than 5 MB"):
        check_file(b"%PDF-1.7\n" + bytes(LARGEST_FILE))
