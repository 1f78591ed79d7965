"""The tried figures, as a Django form with a formset."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from webapp.domain.errors import Refusal
from webapp.domain.numbers import parse_number


class FigureField(forms.Field):
    """An exact decimal, read as our product reads it; a blank is None."""

    def to_python(self, value: str | None) -> Decimal | None:
        """The figure; raises ValidationError with the sentence that says what to write instead."""
        if value in self.empty_values or not value:
            return None
        try:
            return parse_number(value)
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from refusal


class TryForm(forms.Form):
    """The tried actual."""

    actual = FigureField(required=False)


class TriedTargetForm(forms.Form):
    """One dated single target with another value."""

    period = forms.CharField(widget=forms.HiddenInput)
    value = FigureField(required=False)


TriedTargets = forms.formset_factory(TriedTargetForm, extra=0, max_num=60)
