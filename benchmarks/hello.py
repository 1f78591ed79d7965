"""The bare Flask application that everything is measured against."""

from __future__ import annotations

from flask import Flask


def create_app() -> Flask:
    """One view, no extension."""
    app = Flask(__name__)

    @app.get("/")
    def hello() -> str:
        return "hello"

    return app
