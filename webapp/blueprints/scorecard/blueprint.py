"""The blueprint that the pages of this package belong to."""

from __future__ import annotations

from flask import Blueprint

scorecard_pages = Blueprint("scorecard", __name__, url_prefix="/scorecard")
