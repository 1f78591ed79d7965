"""Choices of which one must be made, with a sentence of ours where none is, and those that several forms offer."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField, ValidationError

from webapp.domain.definitions import POLARITIES
from webapp.domain.numbers import PLACES

UNDECIDED = "undecided"
POLARITY_CHOICES = (
    *((each.value, words) for each, words in POLARITIES.items()),
    (UNDECIDED, "Not decided yet: not rated"),
)
PLACES_CHOICES = tuple((places, str(places)) for places in range(PLACES + 1))


def chosen_id(text: object) -> int | None:
    """The id that a choice stands for; None for a blank, a word, or what no page of ours sends."""
    digits = str(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


class ListedChoice:
    """A choice with a sentence for an answer that is missing or not on the page."""

    missing = "Choose one from the list."

    def pre_validate(self, _form: object) -> None:
        """Raises ValidationError for a value that was not offered."""
        if not any(choice.selected for choice in self.iter_choices()):  # type: ignore[attr-defined]
            raise ValidationError(self.missing)


class ChoiceField(ListedChoice, SelectField):  # type: ignore[misc]
    """A list to choose from."""


class OneOfField(ListedChoice, RadioField):  # type: ignore[misc]
    """A few choices, all in sight."""

    def __init__(self, *args: Any, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing = missing
