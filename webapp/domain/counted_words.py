"""How many periods: "1 month", "3 months", "2 half-years"."""

from __future__ import annotations

from webapp.domain.frequency import Frequency


def counted(number: int, frequency: Frequency) -> str:
    """ "1 month", "3 quarters"."""
    return f"{number:,} {frequency.value}{'' if number == 1 else 's'}"


def so_far(have: int, expected: int, frequency: Frequency) -> str:
    """ "2 of 3 months so far", "all 3 months"; "1 month" where there is but one and it is in."""
    if have < expected:
        return f"{have} of {counted(expected, frequency)} so far"
    return counted(expected, frequency) if expected == 1 else f"all {counted(expected, frequency)}"
