"""The blueprint that the pages of old forms stand on."""

from __future__ import annotations

from flask import Blueprint

old_forms = Blueprint("old_forms", __name__, url_prefix="/plans")
