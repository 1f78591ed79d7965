"""The blueprint that the pages of this package belong to."""

from __future__ import annotations

from flask import Blueprint

periods = Blueprint("periods", __name__, url_prefix="/periods")
