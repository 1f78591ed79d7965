"""The words of the audit record: kinds, fields and values as people say them."""

from __future__ import annotations

KINDS = {
    "actual": "Actual",
    "target": "Target",
    "override": "Status set by an officer",
    "rule": "RAG rule",
    "plan": "Plan",
    "action": "Action",
    "indicator": "Indicator",
    "period": "Period",
    "directorate": "Directorate",
    "upload": "Upload",
    "upload layout": "Remembered columns",
    "old form": "Old form",
    "form batch": "Folder of old forms",
    "person": "Person",
    "right": "Right",
    "setting": "Setting",
    "reminder": "Reminder",
    "saved view": "Saved view",
}
PRIVATE = frozenset({"person", "right", "setting"})
"""Kinds that only administrators read."""

_FIELDS = {
    "final_due": "Final figure due",
    "year_starts": "Financial year starts in month",
    "brand_colour": "Colour",
    "council_name": "Name of the council",
    "plans_required_at": "Plans are required at",
    "plans_for_amber": "Plans for amber",
    "plans_required_from": "Plans are required from",
    "plans_second_page": "Plans may have a second page",
    "plans_due_days": "Days after its period by which a plan is due",
    "reminders": "Reminders by e-mail",
    "quiet_from": "No reminders from the hour",
    "quiet_to": "No reminders to the hour",
    "quiet_weekends": "No reminders at weekends",
}
_VALUES = {"True": "yes", "False": "no", "": "blank"}


def kind_words(kind: str) -> str:
    """A kind of change as people say it."""
    return KINDS.get(kind, kind.capitalize())


def field_words(field: str) -> str:
    """What was changed, as people say it; only the first letter is made large."""
    words = _FIELDS.get(field) or field.replace("_", " ")
    return words[:1].upper() + words[1:]


def value_words(value: str | None) -> str:
    """A value as people say it; "" where there was or is nothing."""
    return "" if value is None else _VALUES.get(value, value)
