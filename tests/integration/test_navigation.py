"""The navigation says where one is, on the pages too that do not stand in it themselves."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.integration.administration import browser_of
from tests.integration.council import found

CURRENT = re.compile(r'aria-current="(?:true|page)"[^>]*>(.*?)</a>', re.DOTALL)


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["Your work"]),
        ("/scorecard", ["Scorecard"]),
        ("/scorecard/views", ["Scorecard"]),
        ("/indicators/new", ["Indicators"]),
        ("/directorates", ["Indicators"]),
        ("/periods/open", ["Periods"]),
        ("/uploads", ["Periods"]),
        ("/uploads/new", ["Periods"]),
        ("/plans", ["Plans"]),
        ("/plans/old-form", ["Plans"]),
        ("/actions", ["Actions"]),
        ("/reminders", ["Audit"]),
        ("/account", []),
        ("/help", []),
    ],
)
def test_the_navigation_marks_the_page(app: Flask, path: str, current: list[str]) -> None:
    with app.app_context():
        council = found()
    page = browser_of(app, council.performance).client.get(path, follow_redirects=True).text
    marked = [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in CURRENT.findall(page)]
    assert marked == current
