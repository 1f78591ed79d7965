"""Places in the audit record, as addresses carry them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from webapp.services.audit.places import Place, read_place

AT = datetime(2014, 10, 26, 1, 30, 0, 12, UTC)


@pytest.mark.parametrize("place", [Place(AT, 0, 1), Place(AT, 2, 10**17)])
def test_a_place_comes_back_from_its_address(place: Place) -> None:
    assert read_place(str(place)) == place


@pytest.mark.parametrize(
    "text", ["", "x", "20141399T000000.000000-0-1", "20141026T013000.000012-0", "20141026T013000.000012-0-١", "-0-1"]
)
def test_anything_else_is_no_place(text: str) -> None:
    assert read_place(text) is None


def test_what_is_newer_is_greater() -> None:
    later = AT.replace(minute=31)
    places = [Place(AT, 0, 9), Place(AT, 1, 2), Place(AT, 1, 3), Place(AT, 2, 1), Place(later, 0, 1)]
    assert all(older < newer for older, newer in pairwise(places))
