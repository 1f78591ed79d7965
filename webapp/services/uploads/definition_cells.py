"""The cells of one row that define an indicator: what they decide, and what of them cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from webapp.domain.definition_words import (
    accumulation_said,
    decimals_said,
    frequency_said,
    polarity_said,
    tolerance_said,
)
from webapp.domain.definitions import Definition, checked
from webapp.domain.errors import Refusal, Refusals
from webapp.domain.figures import Measure
from webapp.domain.periods import Calendar
from webapp.domain.quoting import quoted
from webapp.domain.rag import ToleranceKind
from webapp.domain.texts import ensure_storable
from webapp.services.rules.choosing import ensure_rules
from webapp.services.uploads.definition_names import Names

Faults = dict[str, str]
"""A sentence by the column that it is about."""

_WORDS: Mapping[str, Callable[[str], Any]] = {
    "title": str,
    "definition": str,
    "unit": str,
    "decimals": decimals_said,
    "frequency": frequency_said,
    "polarity": polarity_said,
    "accumulation": accumulation_said,
}
_FIELDS = {"directorate": "directorate_id", "rag_rule": "rule_set_id"}
_LEADS = ("strategic_lead", "departmental_lead")


def defined(
    base: Definition, cells: Mapping[str, str], names: Names, calendar: Calendar, *, known: bool
) -> tuple[Definition, Faults]:
    """``base`` with what the cells say laid over it, as it would be kept, and why some of them cannot be.

    A blank cell changes nothing. ``known`` is false for an indicator that is to be created: its tolerance must say what
    it is measured in.
    """
    said = {column: text for column, text in cells.items() if text.strip()}
    values: dict[str, Any] = {}
    faults: Faults = {}
    days = partial(_day, calendar=calendar)
    readers: Mapping[str, Callable[[str], Any]] = {**_WORDS, **_of_names(base, names), "reported_from": days}
    for column, reader in readers.items():
        if column in said:
            try:
                ensure_storable(said[column])
                values |= _as_values(column, reader(said[column]))
            except Refusal as refusal:
                faults[column] = refusal.sentence
    wanted = replace(base, **values)
    if "tolerance" in said:
        try:
            wanted = _with_tolerance(wanted, said, stored=base.tolerance_kind if known else None)
        except Refusal as refusal:
            faults["tolerance"] = refusal.sentence
    if not faults:
        try:
            ensure_rules([(wanted.rule_set_id, base.rule_set_id, wanted.polarity)])
        except Refusal as refusal:
            faults["rag_rule" if "rag_rule" in said else "polarity"] = refusal.sentence
    try:
        return checked(wanted), faults
    except Refusals as refusals:
        return wanted, {each.field or "code": each.sentence for each in refusals.refusals} | faults


def _of_names(base: Definition, names: Names) -> dict[str, Callable[[str], Any]]:
    return {
        "directorate": lambda text: names.directorate(text, base.directorate_id),
        "strategic_lead": lambda text: names.lead(text, base.strategic_lead_id),
        "departmental_lead": lambda text: names.lead(text, base.departmental_lead_id),
        "rag_rule": lambda text: names.rule(text, base.rule_set_id),
        "tags": names.tags,
    }


def _day(text: str, calendar: Calendar) -> date:
    """The day, or the first day of the period, from which an indicator is reported; raises Refusal."""
    day = calendar.read_due_date(f"start of {text.strip()}")
    if day is None:
        raise Refusal(f"{quoted(text)} names no day: write one such as 1 October 2014, or a period, or leave it blank.")
    return day


def _as_values(column: str, value: Any) -> dict[str, Any]:
    """The fields of a definition that a column decides."""
    if column in _LEADS:
        person_id, acting = value
        return {f"{column}_id": person_id, f"{column}_acting": acting}
    return {_FIELDS.get(column, column): value}


def _with_tolerance(wanted: Definition, said: Mapping[str, str], *, stored: str | None) -> Definition:
    amount, kind = tolerance_said(
        said["tolerance"],
        said.get("tolerance_in", ""),
        Measure(wanted.unit, wanted.decimals),
        ToleranceKind(stored) if stored else None,
    )
    return replace(wanted, tolerance=amount, tolerance_kind=str(kind))
