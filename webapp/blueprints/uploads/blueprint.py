"""The blueprint of the uploads pages."""

from __future__ import annotations

from flask import Blueprint

uploads = Blueprint("uploads", __name__, url_prefix="/uploads")
