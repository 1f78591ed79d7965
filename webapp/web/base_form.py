"""The form every page form extends: checked texts, and one CSRF check for all (CSRFProtect's)."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, FieldList, FormField, HiddenField

from webapp.domain.errors import Refusal
from webapp.domain.texts import ensure_storable


class PageForm(FlaskForm):  # type: ignore[misc]
    """A form of shape checks only; state is the services' business."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False  # CSRFProtect has checked the token before any view runs

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields' own checks, and no text that a database cannot keep."""
        valid = bool(super().validate(extra_validators))
        storable = [_storable(field) for field in leaves(self)]  # every one, so that each shows its error
        for rows in self:
            if isinstance(rows, FieldList) and any(field.errors for field in leaves(rows)):
                rows.errors = [row.errors for row in rows]  # else the form would not count them among its own
        return valid and all(storable)


def leaves(fields: Any) -> list[Field]:
    """Every field that a person fills in, those of repeated rows included."""
    found: list[Field] = []
    for field in fields:
        found += leaves(field) if isinstance(field, FieldList | FormField) else [field]
    return found


def _storable(field: Field) -> bool:
    if not isinstance(field.data, str):
        return True
    try:
        ensure_storable(field.data)
    except Refusal as refusal:
        field.errors = [*field.errors, refusal.sentence]
        return False
    return True


class VersionField(HiddenField):  # type: ignore[misc]
    """The version a form was opened at: a whole number that the page carries."""

    data: int

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; anything else did not come from a page of ours."""
        text = str(valuelist[0]) if valuelist else ""
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ValueError("This form is incomplete: reload the page and try again.")
        self.data = int(text)
