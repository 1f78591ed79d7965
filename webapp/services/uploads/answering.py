"""What somebody says of a file's columns: kept for the next file, and the file checked with it."""

from __future__ import annotations

from typing import Any

from webapp.domain.rights import Who
from webapp.readers.figures.layout import Layout
from webapp.services.uploads.layouts import remember_layout
from webapp.services.uploads.receiving import check_in_background
from webapp.services.uploads.states import load_upload


def answer(*, who: Who, upload_id: int, answers: dict[str, Any], remember_as: str = "") -> None:
    """Check a file with these answers; another sheet than before has other columns, so those are asked again.

    With a name its columns are remembered. Raises Refusal for a name that other columns have, and Conflict for an
    upload that is saved, or being saved.
    """
    found = load_upload(upload_id).found
    if answers.get("sheet", found.get("sheet")) != found.get("sheet"):
        answers = {**answers, "layout": None}
    elif answers.get("layout") and remember_as.strip():
        layout, last_year = Layout.from_plain(answers["layout"]), answers.get("last_year") or ""
        remember_layout(who=who, name=remember_as, layout=layout, last_year=last_year)
    check_in_background(who=who, upload_id=upload_id, answers=answers)
