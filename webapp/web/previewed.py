"""A change that is saved only once the page has shown what it would do."""

from __future__ import annotations

import hashlib

from wtforms import HiddenField


def was_seen(field: HiddenField, stands: object) -> bool:
    """Whether the page that was answered showed just this; if not, ``field`` now says that the next one does."""
    mark = hashlib.sha256(repr(stands).encode()).hexdigest()[:16]
    seen: bool = field.data == mark
    field.process(None, mark)
    return seen
