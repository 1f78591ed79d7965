"""Names of places in a pack, for links from its contents."""

from __future__ import annotations


def place_of(plan_id: int) -> str:
    """The name of the first page of a plan."""
    return f"plan-{plan_id}"
