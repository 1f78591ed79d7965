"""What every form page needs: the control that draws a field, the error summary's links, refusals shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)

from webapp.domain.errors import Refusal, Refusals

# The first match counts, so a narrower class stands before the class it extends.
CONTROLS: tuple[tuple[type[Field], str], ...] = (
    (HiddenField, "hidden"),
    (RadioField, "radios"),
    (SelectMultipleField, "checkboxes"),
    (SelectField, "select"),
    (BooleanField, "checkbox"),
    (FileField, "file"),
    (PasswordField, "password"),
    (TextAreaField, "textarea"),
)


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary; ``target`` is the id of the control it leads to, None for the form."""

    text: str
    target: str | None


def control_of(field: Field) -> str:
    """The name of the control that draws ``field``: text unless its class says otherwise."""
    return next((control for kind, control in CONTROLS if isinstance(field, kind)), "text")


def error_links(form: Form) -> list[ErrorLink]:
    """Every error of the form, in the order of the page, those of the whole form first."""
    whole = [ErrorLink(str(sentence), None) for sentence in form.form_errors]
    return whole + [link for field in form for link in _links_of(field)]


def _links_of(field: Field) -> Iterator[ErrorLink]:
    """The errors of one field, or of the fields inside it."""
    if isinstance(field, FormField):
        for inner in field.form:
            yield from _links_of(inner)
    elif isinstance(field, FieldList):
        for entry in field.entries:
            yield from _links_of(entry)
        yield from (ErrorLink(text, field.id) for text in field.errors if isinstance(text, str))
    else:
        target = None if isinstance(field, HiddenField) else field.id
        yield from (ErrorLink(str(text), target) for text in field.errors)


def show_refusal(form: Form, refusal: Refusal) -> None:
    """Put a refusal on the field it names (``reason``, ``actions-0-who``), else on the form as a whole."""
    if isinstance(refusal, Refusals):
        for each in refusal.refusals:
            show_refusal(form, each)
        return
    field = _find(form, refusal.field)
    if field is None:
        form.form_errors.append(refusal.sentence)
    else:
        field.errors = [*field.errors, refusal.sentence]


def _find(form: Form, name: str | None) -> Field | None:
    """The field of that name anywhere in the form."""
    return next((field for field in _walk(form) if field.name == name), None)


def _walk(fields: Form | FieldList | FormField) -> Iterator[Field]:
    """Every field of the form, those of repeated rows included."""
    for field in fields:
        yield field
        if isinstance(field, FieldList | FormField):
            yield from _walk(field)
