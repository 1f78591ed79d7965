"""The blueprint that the route files of this package add their pages to."""

from __future__ import annotations

from flask import Blueprint

indicators = Blueprint("indicators", __name__, url_prefix="/indicators")
