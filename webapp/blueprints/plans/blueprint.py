"""The blueprint that the pages of this package belong to."""

from __future__ import annotations

from flask import Blueprint

plans = Blueprint("plans", __name__, url_prefix="/plans")
