"""The uploads pages: choosing a file, what its columns mean, its check, its receipt, and taking it back."""

from __future__ import annotations

from webapp.blueprints.uploads import answering, checking, layouts, routes, undoing
from webapp.blueprints.uploads.blueprint import uploads

__all__ = ["answering", "checking", "layouts", "routes", "undoing", "uploads"]
