"""The words of the audit record: kinds, fields and values as people say them."""

from __future__ import annotations

from collections.abc import Mapping

KINDS = {
    "actual": "Actual",
    "target": "Target",
    "plan": "Plan",
    "indicator": "Indicator",
    "period": "Period",
    "directorate": "Directorate",
    "upload": "Upload",
    "person": "Person",
    "right": "Right",
    "setting": "Setting",
}
PRIVATE = frozenset({"person", "right", "setting"})
"""Kinds that only administrators read."""

_FIELDS = {
    "strategic_lead_id": "Strategic director lead",
    "strategic_lead_acting": "Strategic director lead is acting",
    "departmental_lead_id": "Departmental lead",
    "departmental_lead_acting": "Departmental lead is acting",
    "directorate_id": "Directorate",
    "merged_into_id": "Merged into",
    "final_due": "Final figure due",
    "year_starts": "Financial year starts in month",
    "brand_colour": "Colour",
    "council_name": "Name of the council",
    "plans_required_at": "Plans are required at",
    "plans_for_amber": "Plans for amber",
    "plans_required_from": "Plans are required from",
}
PEOPLE_FIELDS = frozenset({"strategic_lead_id", "departmental_lead_id"})
DIRECTORATE_FIELDS = frozenset({"directorate_id"})
_VALUES = {"True": "yes", "False": "no", "": "blank"}


def kind_words(kind: str) -> str:
    """A kind of change as people say it."""
    return KINDS.get(kind, kind.capitalize())


def field_words(field: str) -> str:
    """What was changed, as people say it; only the first letter is made large."""
    words = _FIELDS.get(field) or field.replace("_", " ")
    return words[:1].upper() + words[1:]


def value_words(field: str, value: str | None, *, people: Mapping[str, str], directorates: Mapping[str, str]) -> str:
    """A value as people say it: ids by their names; "" where there was or is nothing."""
    if field in PEOPLE_FIELDS or field in DIRECTORATE_FIELDS:
        names = people if field in PEOPLE_FIELDS else directorates
        return "vacant" if value is None and field in PEOPLE_FIELDS else names.get(value or "", value or "none")
    return "" if value is None else _VALUES.get(value, value)
