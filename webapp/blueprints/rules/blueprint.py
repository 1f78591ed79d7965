"""The blueprint that the rules pages share."""

from __future__ import annotations

from flask import Blueprint

rules = Blueprint("rules", __name__, url_prefix="/rules")
