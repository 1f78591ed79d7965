"""The short code on the paper, and reading it back as somebody types it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.codes import ALPHABET, read_code, short_code

FINGERPRINT = hashlib.sha256(b"a plan").hexdigest()


def test_a_code_is_three_groups_of_four_unmistakable_signs() -> None:
    groups = short_code(FINGERPRINT).split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_the_code_is_the_first_sixty_bits() -> None:
    assert short_code("0" * 15 + "f" * 49) == "0000-0000-0000"
    assert short_code("f" * 15 + "0" * 49) == "ZZZZ-ZZZZ-ZZZZ"
    assert short_code("000000000000001" + "0" * 49) == "0000-0000-0001"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7K3M-9QXT-2B4D", "7K3M-9QXT-2B4D"),
        ("7k3m9qxt2b4d", "7K3M-9QXT-2B4D"),
        (" 7k3m 9qxt 2b4d ", "7K3M-9QXT-2B4D"),
        ("7K3M-9QXT-2B4", None),
        ("7K3M-9QXT-2B4DD", None),
        ("7K3M-9QXT-2B4U", None),
        ("OIL0-0000-0000", "0110-0000-0000"),
        ("", None),
        ("٧K3M-9QXT-2B4D", None),
        ("ſſſſ-ſſſſ-ſſſſ", "SSSS-SSSS-SSSS"),
    ],
)
def test_what_is_typed_off_paper(typed: str, read: str | None) -> None:
    assert read_code(typed) == read


@given(st.binary())
def test_every_code_reads_back(data: bytes) -> None:
    code = short_code(hashlib.sha256(data).hexdigest())
    assert read_code(code) == read_code(code.lower().replace("-", "")) == code
