"""What the upload command says: lines for people, or JSON; however many faults there are, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from typing import Any

import click

from webapp.cli.answers import print_json_in_parts
from webapp.domain.uploads import UploadState
from webapp.services.settings import calendar
from webapp.services.uploads.definition_records import DefinedIndicator, every_indicator
from webapp.services.uploads.effect_stream import EffectTold, every_effect
from webapp.services.uploads.remarks import Remark, every_remark
from webapp.services.uploads.states import UploadRecord

MOST_LINES = 50
"""Consequences that are said to people; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Told:
    """An upload that was checked or saved, and what is to be said of the whole file against it."""

    upload: UploadRecord
    dry_run: bool
    sentences: tuple[str, ...] = ()

    @property
    def is_saved(self) -> bool:
        return self.upload.state is UploadState.SAVED

    @property
    def accepted(self) -> bool:
        """It is saved, or in a dry run could be."""
        could_be = self.dry_run and self.upload.state is UploadState.CHECKED
        return not self.sentences and (self.is_saved or could_be)


def tell_upload(told: Told, name: str, *, as_json: bool) -> None:
    """Print the outcome; beside JSON only what that does not hold, on standard error."""
    if as_json:
        print_json_in_parts(_plain(told))
    elif told.accepted:
        _say_accepted(told, name)
    else:
        _say_refused(told, name)
    if told.accepted:
        _say_beside(told, err=as_json)
    else:
        _say_of_file(told)


def tell_refusal(sentence: str, name: str, *, as_json: bool) -> None:
    """Print that nothing could be checked at all."""
    if as_json:
        counts = dict.fromkeys(("rows", "created", "changed", "unchanged"), 0)
        lists: dict[str, list[Any]] = {"warnings": [], "consequences": [], "indicators": []}
        print_json_in_parts({"accepted": False, **counts, "errors": [_whole_file(sentence)], **lists, "upload": None})
        return
    click.echo(f"{name} was refused; nothing was saved.\n  {sentence}", err=True)


def _plain(told: Told) -> dict[str, Any]:
    upload = told.upload
    faults = (_fault(each) for each in every_remark(upload.id, "fault"))
    return {
        "accepted": told.accepted,
        "rows": upload.rows,
        "created": upload.created,
        "changed": upload.changed,
        "unchanged": upload.unchanged,
        "errors": chain(map(_whole_file, told.sentences), faults),
        "warnings": ({"kind": each.kind, **_fault(each)} for each in every_remark(upload.id, "warning")),
        "consequences": (_consequence(each) for each in every_effect(upload.id)),
        "indicators": (_indicator(each) for each in every_indicator(upload.id)),
        "upload": upload.id if told.is_saved else None,
    }


def _whole_file(sentence: str) -> dict[str, Any]:
    return {"line": None, "column": None, "value": None, "message": sentence}


def _fault(remark: Remark) -> dict[str, Any]:
    return {"line": remark.line, "column": remark.column, "value": remark.value, "message": remark.message}


def _consequence(effect: EffectTold) -> dict[str, Any]:
    return {
        "indicator": effect.indicator,
        "period": effect.period_key,
        "before": effect.before,
        "after": effect.after,
        "plan": effect.plan or None,
        "signed": effect.signed or None,
    }


def _indicator(each: DefinedIndicator) -> dict[str, Any]:
    """A new or changed indicator with its fields before and after."""
    fields = [
        {"field": field.field, "before": field.stored or None, "after": field.wanted or None} for field in each.fields
    ]
    return {"indicator": each.code, "line": each.line, "new": each.is_new, "fields": fields}


def _say_refused(told: Told, name: str) -> None:
    click.echo(f"{name} was refused; nothing was saved.", err=True)
    for sentence in told.sentences:
        click.echo(f"  {sentence}", err=True)
    for severity in ("fault", "warning"):
        for each in every_remark(told.upload.id, severity):
            click.echo(f"  {'Warning. ' * (severity == 'warning')}{place_of(each)}{each.message}", err=True)


def _say_accepted(told: Told, name: str) -> None:
    upload = told.upload
    counts = f"{upload.created} new, {upload.changed} changed, {upload.unchanged} unchanged"
    indicators = upload.summary.get("indicators", {})
    done = "would be accepted; nothing was saved" if told.dry_run else "was accepted"
    line = f"{name} {done}. Rows: {upload.rows}. Figures: {counts}."
    if indicators.get("new") or indicators.get("changed"):
        line += f" Indicators: {indicators['new']} new, {indicators['changed']} changed."
    click.echo(line)
    if told.is_saved:
        click.echo(f"This is upload {upload.id}.")
    _say_some(map(_effect_line, every_effect(upload.id)))
    for each in every_remark(upload.id, "warning"):
        click.echo(f"Warning. {place_of(each)}{each.message}", err=True)


def _say_some(lines: Iterable[str]) -> None:
    rest: Iterator[str] = iter(lines)
    for line in islice(rest, MOST_LINES):
        click.echo(line)
    more = sum(1 for _ in rest)
    if more:
        click.echo(f"And {more:,} more: --json prints them all.")


def _effect_line(effect: EffectTold) -> str:
    """ "CS01, October 2014: green to red, plan required."."""
    words = [effect.before if effect.before == effect.after else f"{effect.before} to {effect.after}"]
    words += [f"plan {effect.plan}"] if effect.plan else []
    words += [f"signed plan {effect.signed}"] if effect.signed else []
    return f"{effect.indicator}, {calendar().from_key(effect.period_key).label}: {', '.join(words)}."


def _say_beside(told: Told, *, err: bool) -> None:
    """Periods that are opened, and what cells are taken to mean."""
    for key in told.upload.summary.get("opened", ()):
        label = calendar().from_key(key).label
        click.echo(f"Period {'to be opened' if told.dry_run else 'opened'}: {label}.", err=err)
    for each in every_remark(told.upload.id, "note"):
        message = "rounded to the six places that are kept." if each.kind == "rounded" else each.message
        click.echo(f"{place_of(each)}{message}", err=err)


def _say_of_file(told: Told) -> None:
    """What is to be known of a refused file as a whole, such as a hidden sheet."""
    for each in takewhile(lambda note: note.line is None, every_remark(told.upload.id, "note")):
        click.echo(f"  {each.message}", err=True)


def place_of(remark: Remark) -> str:
    """ "Line 3, actual: "; empty for the whole file."""
    places = [f"line {remark.line}" if remark.line else "", remark.column or ""]
    place = ", ".join(place for place in places if place)
    return f"{place[0].upper()}{place[1:]}: " if place else ""
