"""What of a plan's form is not saved yet, in sentences that lead to the field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wtforms import Field

from webapp.blueprints.plans.forms import PlanForm
from webapp.domain.merging import REASON
from webapp.services.plans.merging import Theirs
from webapp.web.fields import TypedField

NAMES = {
    REASON: "The non-compliance reason",
    "what": "“What” of action {}",
    "how": "“How” of action {}",
    "who": "“Who” of action {}",
    "when": "“When” of action {}",
    "due": "The due date of action {}",
    "owner_id": "The owner of action {}",
    "effect": "The expected change of action {}",
    "effect_by": "“Expected by” of action {}",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence, and the id of the field it is about."""

    sentence: str
    target: str


def problems_of(form: PlanForm, theirs: Mapping[str, Theirs]) -> tuple[Problem, ...]:
    """Everything in the form that is not saved yet, in the order of the page."""
    return tuple(_problems(form, theirs))


def _problems(form: PlanForm, theirs: Mapping[str, Theirs]) -> Iterator[Problem]:
    numbers = {entry.form.known_key: str(number) for number, entry in enumerate(form.actions, 1)}
    for name, field in form.merged_fields().items():
        key, _, part = name.rpartition(".")
        called = NAMES[part].format(numbers.get(key, ""))
        if field.errors:
            yield Problem(_unread(called, field), field.id)
        elif name in theirs:
            yield Problem(
                f"{called} was changed by {theirs[name].by} too, so yours is not saved yet: choose below it.", field.id
            )


def _unread(called: str, field: Field) -> str:
    if isinstance(field, TypedField):
        return f"{called} cannot be read, so it is not saved yet."
    return f"{called} is not saved yet. {' '.join(map(str, field.errors))}"
