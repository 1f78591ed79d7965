"""How large a request may be: a file of figures may be larger than anything else that is sent."""

from __future__ import annotations

from flask import Flask, request

from webapp.services.uploads.limits import upload_limits
from webapp.web.access import ACCESS, allows
from webapp.web.identity import who

FILES_OF_FIGURES = "uploads.new"
BESIDE_THE_FILE = 1_000_000
"""Bytes of the form around the file."""


def register(app: Flask) -> None:
    """To be called before anything reads what was sent, as the check of the form's token does."""
    app.before_request(_allow_files_of_figures)


def _allow_files_of_figures() -> None:
    """For those alone who may upload: nobody else fills the disk."""
    if request.endpoint == FILES_OF_FIGURES and (person := who()) and allows(ACCESS[FILES_OF_FIGURES], person):
        request.max_content_length = upload_limits().file_bytes + BESIDE_THE_FILE
