"""Checking a signed page, by the code on paper or by its file; nothing that is checked is kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from webapp.domain.codes import read_code
from webapp.domain.errors import Refusal
from webapp.domain.plans import SealState
from webapp.domain.verification import LARGEST_FILE, PaperState, marks_in
from webapp.models import Signature
from webapp.readers.pdf_words import words_of
from webapp.services.store import read, settings

ENDS = re.compile(rb"%%EOF\r?\n?")
MOST_ENDS = 20
LONGEST_ADDRESS = 300
"""Characters of an address that is printed; whoever asks for a page may claim any host."""
MOSTLY = 0.9
"""The share of equal bytes at which one file is taken for a damaged copy of another that is as long."""

_SEALS = select(Signature.id, Signature.plan_id, Signature.version, Signature.fingerprint, Signature.state).order_by(
    Signature.id
)
_BY_CODE = _SEALS.where(Signature.code == bindparam("code"))
_BY_FILES = _SEALS.where(Signature.pdf_sha256.in_(bindparam("digests", expanding=True)))
_BY_MARKS = _SEALS.where(
    Signature.code.in_(bindparam("codes", expanding=True))
    | Signature.fingerprint.in_(bindparam("fingerprints", expanding=True))
)
_AS_LONG = _SEALS.add_columns(Signature.pdf).where(func.length(Signature.pdf) == bindparam("size")).limit(50)


@dataclass(frozen=True, slots=True)
class SealFound:
    """The signed page that a code or a file belongs to."""

    id: int
    plan_id: int
    version: int
    fingerprint: str
    state: SealState


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and the signed page it belongs to, if one is known."""

    state: PaperState
    seal: SealFound | None = None


def check_address(code: str, *, site: str = "") -> str:
    """The full address that says whether the page of this code still stands; "" where none can be printed.

    ``site`` is the origin under which the page was asked for; the one of the settings wins.
    """
    origin = settings().public_url or site.rstrip("/")
    address = f"{origin}/verify/{code}" if origin else ""
    return address if address.isascii() and len(address) <= LONGEST_ADDRESS else ""


def check_code(text: str) -> Verdict:
    """What became of the page with the code that somebody typed; raises Refusal for what is no code."""
    code = read_code(text)
    if code is None:
        raise Refusal(
            "Enter the code as it stands beside the signature: 12 letters and digits, such as 7K3M-9QXT-2B4D.",
            field="code",
        )
    return next((_as_signed(seal) for seal in _seals(read(_BY_CODE, code=code))), Verdict(PaperState.UNKNOWN))


def check_file(content: bytes) -> Verdict:
    """What became of the page in a file: as it was signed, altered, or unknown. Raises Refusal for one too large."""
    if len(content) > LARGEST_FILE:
        raise Refusal(
            f"This file has more than {LARGEST_FILE // 1_000_000} MB, which no signed page has. Choose its PDF.",
            field="file",
        )
    for seal in _seals(read(_BY_FILES, digests=[_digest(content)])):
        return _as_signed(seal)
    # Several plans in one file, as in a pack, make none of them its own.
    found = {seal.plan_id: seal for seal in _recognised(content)}
    return Verdict(PaperState.ALTERED, *found.values()) if len(found) == 1 else Verdict(PaperState.UNKNOWN)


def _as_signed(seal: SealFound) -> Verdict:
    return Verdict(PaperState.of(seal.state), seal)


def _recognised(content: bytes) -> Iterable[SealFound]:
    """The signed pages that a file may have been made from, by the first means that finds any.

    Its plain marks; a signed file that it begins with; a signed file as long and nearly the same; its words.
    """
    return (
        _marked(content)
        or _continued(content)
        or _resembled(content)
        or (_marked(words_of(content).encode()) if content.startswith(b"%PDF-") else [])
    )


def _marked(content: bytes) -> list[SealFound]:
    marks = marks_in(content)
    if not marks:
        return []
    return _seals(read(_BY_MARKS, codes=sorted(marks.codes), fingerprints=sorted(marks.fingerprints)))


def _continued(content: bytes) -> list[SealFound]:
    return _seals(read(_BY_FILES, digests=list(_beginnings(content))))


def _beginnings(content: bytes) -> Iterator[str]:
    """Digests of what stands before each end of a PDF, where more may have been appended."""
    ends = [found.end() for found in ENDS.finditer(content)]
    for end in ends[:MOST_ENDS]:
        yield _digest(content[:end])


def _resembled(content: bytes) -> list[SealFound]:
    rows = read(_AS_LONG, size=len(content)).all() if content else []
    return [_seal(row) for row in rows if _equal_share(row.pdf, content) >= MOSTLY]


def _equal_share(first: bytes, second: bytes) -> float:
    return sum(map(int.__eq__, first, second)) / len(second)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _seals(rows: Iterable[Any]) -> list[SealFound]:
    return [_seal(row) for row in rows]


def _seal(row: Any) -> SealFound:
    return SealFound(row.id, row.plan_id, row.version, row.fingerprint, SealState(row.state))
