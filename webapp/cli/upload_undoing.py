"""Taking an upload back by command: what is as before, and by name what is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

import click

from webapp.cli.answers import print_json_in_parts, whole_file
from webapp.domain.errors import Refusal
from webapp.domain.rights import Who
from webapp.domain.uploads import UploadState
from webapp.services.clock import LONDON
from webapp.services.uploads.definition_undoing import kept_indicators
from webapp.services.uploads.states import UploadRecord, load_upload
from webapp.services.uploads.undo_kept import kept_figures
from webapp.services.uploads.uploading import undo_now

DEFINITION = "definition"
"""Said of a kept indicator where a kept figure is an actual or a target."""


def take_back(who: Who, upload_id: int, reason: str, *, as_json: bool) -> bool:
    """Take the upload back and print what came of it; raises Refusal where nothing was done."""
    if undo_now(who=who, upload_id=upload_id, reason=reason) is not UploadState.UNDONE:
        raise Refusal(load_upload(upload_id).trouble)
    upload = load_upload(upload_id)
    if as_json:
        print_json_in_parts(_plain(upload))
    else:
        _say(upload)
    return True


def tell_not_taken_back(upload_id: int, sentence: str, *, as_json: bool) -> None:
    """Print why nothing was taken back."""
    if as_json:
        nothing = {"upload": upload_id, "restored": 0, "indicators": 0, "kept": []}
        print_json_in_parts({**nothing, **whole_file(sentence)})
    else:
        click.echo(f"Upload {upload_id} was not taken back.\n  {sentence}", err=True)


def _plain(upload: UploadRecord) -> dict[str, Any]:
    return {
        "upload": upload.id,
        "restored": upload.summary["restored"],
        "indicators": upload.summary["indicators_restored"],
        "kept": _kept(upload.id),
        "errors": [],
    }


def _kept(upload_id: int) -> Iterator[dict[str, Any]]:
    figures = (_one(each.code, each.period_key, each.kind, each.by, each.at) for each in kept_figures(upload_id))
    indicators = (_one(each.code, None, DEFINITION, each.by, each.at) for each in kept_indicators(upload_id))
    return chain(figures, indicators)


def _one(code: str, period: str | None, figure: str, by: str, at: datetime | None) -> dict[str, Any]:
    moment = at and at.isoformat(timespec="seconds").replace("+00:00", "Z")
    return {"indicator": code, "period": period, "figure": figure, "by": by or None, "at": moment}


def _say(upload: UploadRecord) -> None:
    restored, indicators = upload.summary["restored"], upload.summary["indicators_restored"]
    words = [_count(restored, "figure")] + ([_count(indicators, "indicator")] if indicators else [])
    one = restored + indicators == 1
    click.echo(f"Upload {upload.id} was taken back: {' and '.join(words)} {'is' if one else 'are'} as before.")
    for figure in kept_figures(upload.id):
        click.echo(f"Kept: {figure.code}, {figure.period}, {figure.kind}{_since(figure.by, figure.at)}")
    for indicator in kept_indicators(upload.id):
        click.echo(f"Kept: {indicator.code} {indicator.title}{_since(indicator.by, indicator.at)} {indicator.why}")


def _since(by: str, at: datetime | None) -> str:
    return f", touched since by {by} on {at.astimezone(LONDON):%Y-%m-%d}." if at else "."


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
