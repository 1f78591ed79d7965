"""Fields of the plan's form alone: what the form knows of the stored text, an action's owner and its effect."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import HiddenField, SelectField, ValidationError
from wtforms.fields import SelectChoice

from webapp.domain import numbers
from webapp.domain.errors import Refusal
from webapp.domain.formats import long_date
from webapp.domain.merging import mark_of
from webapp.web.choices import chosen_id
from webapp.web.fields import NumberField, read_date, typed_lines

NOBODY = SelectChoice("", "Nobody yet")
INCOMPLETE = "This form is incomplete: reload the page and try again."


class JsonField(HiddenField):  # type: ignore[misc]
    """A value that the page carries as JSON."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the value; what no page of ours would send is refused."""
        self.data = None
        text = str(valuelist[0]) if valuelist else ""
        if not text:
            return
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            raise ValueError(INCOMPLETE) from None
        if not self.is_ours(value):
            raise ValueError(INCOMPLETE)
        self.data = value

    def is_ours(self, value: Any) -> bool:
        """Whether the value has the shape that our pages send."""
        raise NotImplementedError

    def _value(self) -> str:
        return json.dumps(self.data, separators=(",", ":")) if self.data else ""


class MarksField(JsonField):
    """Marks by field name."""

    data: dict[str, str] | None

    def is_ours(self, value: Any) -> bool:
        return _maps_texts(value)


class SentField(JsonField):
    """What the form sent before and had no answer to: texts by field name, once for each time."""

    data: list[dict[str, str]] | None

    def is_ours(self, value: Any) -> bool:
        return isinstance(value, list) and all(_maps_texts(each) for each in value)

    def marks(self) -> dict[str, set[str]]:
        """The marks by which what was saved of it is known again."""
        found: dict[str, set[str]] = {}
        for sent in self.data or ():
            for name, text in sent.items():
                found.setdefault(name, set()).add(_mark_of_typed(name, text))
        return found


class OwnerField(SelectField):  # type: ignore[misc]
    """Whom an action is given to; nobody is an answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=[NOBODY], coerce=_as_choice, **kwargs)

    def pre_validate(self, _form: object) -> None:
        """Raises ValidationError for somebody who was not offered."""
        if self.data and self.data not in {choice.value for choice in self.choices}:
            raise ValidationError("Choose the owner from the list.")


class EffectField(NumberField):
    """A change of the figure, in the places that are stored."""

    def read(self, text: str) -> Decimal:
        return numbers.to_stored(numbers.parse_number(text)).value


def written(value: Any) -> str:
    """A value of the form as it stands in its box."""
    if isinstance(value, date):
        return long_date(value)
    return numbers.plain(value) if isinstance(value, Decimal) else str("" if value is None else value)


def _as_choice(value: object) -> str:
    return "" if value is None else str(value)


def _maps_texts(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values())


_VALUES: dict[str, Callable[[str], Any]] = {
    "due": read_date,
    "effect_by": read_date,
    "owner_id": chosen_id,
    "effect": lambda text: numbers.to_stored(numbers.parse_number(text)).value,
}


def _mark_of_typed(name: str, text: str) -> str:
    """The mark of what typed words are saved as; words that cannot be read have one that nothing else has."""
    read = _VALUES.get(name.rpartition(".")[2])
    if read is None:
        return mark_of(typed_lines(text))
    try:
        return mark_of(read(text) if text.strip() else None)
    except Refusal:
        return mark_of(f"unread {text}")
