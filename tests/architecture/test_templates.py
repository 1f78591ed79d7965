"""Templates compile, find each other, and hold nothing that the content security policy would refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import StrictUndefined, meta

from tests.architecture.source import ROOT, name, ours
from webapp.app import create_app
from webapp.config import Settings

FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc\s*=)|javascript:", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "a value that HTMX would evaluate": re.compile(r"""["']js(?:avascript)?:|hx-trigger="[^"]*\["""),
    "text that nobody escapes": re.compile(r"\|\s*safe\b|\bautoescape\s+false\b"),
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application for its templates; its database is never made."""
    folder = tmp_path_factory.mktemp("instance")
    url = f"sqlite:///{folder / 'nothing.sqlite3'}"
    return create_app(Settings(instance_path=folder, database_url=url, secret_key="0123456789abcdef" * 4))


@pytest.mark.parametrize("what", FORBIDDEN)
def test_templates_hold_no(what: str) -> None:
    found = []
    for path in ours(".html", under="templates"):
        text = path.read_text(encoding="utf-8")
        for match in FORBIDDEN[what].finditer(text):
            found.append(f"{name(path)}:{text.count(chr(10), 0, match.start()) + 1} {match.group()}")
    assert found == []


@pytest.mark.parametrize("path", ours(".html", under="templates"), ids=name)
def test_template_compiles_and_what_it_refers_to_exists(app: Flask, path: Path) -> None:
    environment = app.jinja_env
    environment.get_template(path.relative_to(ROOT / "templates").as_posix())
    tree = environment.parse(path.read_text(encoding="utf-8"))
    for reference in meta.find_referenced_templates(tree):
        if reference is not None:
            environment.get_template(reference)


def test_a_misspelt_name_in_a_template_is_an_error(app: Flask) -> None:
    assert issubclass(app.jinja_env.undefined, StrictUndefined)
