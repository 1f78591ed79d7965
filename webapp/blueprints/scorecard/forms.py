"""The forms of saved views."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, StringField

from webapp.web.base_form import PageForm


class ViewForm(PageForm):
    """What a view is called, and whether everybody finds it."""

    name = StringField(
        "Name of the view", description="For example, Children’s reds. A view of yours with this name is replaced"
    )
    shared = BooleanField("Everybody finds it on the scorecard")


class SaveViewForm(ViewForm):
    """A view with the address that it stands for, and the period that it was saved at."""

    query = HiddenField()
    key = HiddenField()
