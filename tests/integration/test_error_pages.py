"""The pages of what goes wrong beyond a refusal: a body that is too large, and a fault of ours."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from tests.builders import make_person, sign_in
from webapp.app import LARGEST_REQUEST
from webapp.blueprints.plans import routes
from webapp.domain.rights import Role


@pytest.mark.parametrize("path", ["/plans/old-form/check", "/plans/1/edit", "/plans/1/live", "/sign-in"])
def test_a_body_that_is_too_large_has_its_page(app: Flask, path: str) -> None:
    with app.app_context():
        officer = make_person("Priya Nair", Role.PERFORMANCE)
    client = app.test_client()
    data = {"csrf_token": sign_in(client, officer), "file": (io.BytesIO(b"x" * (LARGEST_REQUEST + 1)), "figures.csv")}
    answer = client.post(path, data=data, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "That is too large" in answer.text
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_fault_of_ours_has_its_page_and_tells_no_secret(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        officer = make_person("Priya Nair", Role.PERFORMANCE)
    client = app.test_client()
    sign_in(client, officer)

    def fail(**_: object) -> None:
        raise RuntimeError("the secret cause")

    monkeypatch.setattr(routes, "list_plans", fail)
    answer = client.get("/plans")
    assert answer.status_code == 500
    assert "<h1" in answer.text
    assert "secret cause" not in answer.text
