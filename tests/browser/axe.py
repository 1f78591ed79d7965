"""Accessibility faults as axe-core sees them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "vendor" / "axe.min.js"

# What passed is left in the page: it is a hundred times as much, and takes ten times as long to fetch as to find.
VIOLATIONS = """async () => {
    const { violations } = await axe.run({ resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) =>
        `${id}: ${help}: ` + nodes.map((node) => node.target.flat().join(" ")).join("; "));
}"""


def axe(page: Page) -> list[str]:
    """Every violation on the page as it is now: rule, what is wrong, and the elements; empty is good.

    The script is evaluated from outside the page, so the page's content security policy stays as it is.
    """
    page.evaluate(_script())
    found: list[str] = page.evaluate(VIOLATIONS)
    return found


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")
