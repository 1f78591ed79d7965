"""What was typed into a form that could not be taken, to be copied: no back button brings it back."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import HTTPException

NOT_TYPED = frozenset(
    {
        *("csrf_token", "next", "content", "read", "was", "version", "base", "seen", "sent", "key", "owner_id"),
        *("submit", "save", "add", "remove", "take"),
    }
)


def typed_text() -> str:
    """The posted words, each under the name of its field; "" for another site's form. Passwords are left out."""
    if not (request.referrer or "").startswith(request.host_url):
        return ""
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:  # what was sent is no form, which is the very error being told
        return ""
    return "\n\n".join(f"{_label(name)}\n{text.strip()}" for name, text in fields if _was_typed(name, text))


def _was_typed(name: str, text: str) -> bool:
    return bool(text.strip()) and name.rpartition("-")[2] not in NOT_TYPED and "password" not in name


def _label(name: str) -> str:
    """``actions-0-what`` as "Actions 1 what:"."""
    parts = [str(int(part) + 1) if part.isdecimal() and len(part) < 5 else part for part in name.split("-")]
    return " ".join(parts).replace("_", " ").capitalize() + ":"
