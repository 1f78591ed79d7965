"""The forms of a directorate: its name, what it becomes part of, and why."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, SelectField, StringField

from webapp.services.indicators.lists import directorate_options
from webapp.web.base_form import PageForm


class NameForm(PageForm):
    """What a directorate is called; ``was`` is the name that the page showed."""

    was = HiddenField()
    name = StringField("Name of the directorate")


class ReasonForm(PageForm):
    """Why it is retired or brought back."""

    reason = StringField("Why?", description="Kept in the record beside the change")


class MergeForm(PageForm):
    """The directorate that it becomes part of."""

    into_id = SelectField("It becomes part of", coerce=int, default=0, validate_choice=False)
    reason = StringField("Why?", description="Kept in the record of every indicator that moves")

    def __init__(self, directorate_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [option for option in directorate_options() if option.id != directorate_id]
        self.into_id.choices = [(0, "Choose a directorate"), *((option.id, option.name) for option in others)]
