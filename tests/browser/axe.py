"""Accessibility faults as axe-core sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "vendor" / "axe.min.js"


def axe(page: Page) -> list[str]:
    """Every violation on the page as it is now: rule, what is wrong, and the elements; empty is good.

    The script is evaluated from outside the page, so the page's content security policy stays as it is.
    """
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate("() => axe.run()")
    return [
        f"{found['id']}: {found['help']}: " + "; ".join(" ".join(map(str, node["target"])) for node in found["nodes"])
        for found in result["violations"]
    ]
