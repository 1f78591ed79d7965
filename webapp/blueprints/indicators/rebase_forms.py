"""The forms that work control limits out anew, and take that back."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import StringField

from webapp.web.base_form import PageForm
from webapp.web.choices import ChoiceField


class RebaseForm(PageForm):
    """From which period on, and why."""

    period = ChoiceField("From which period on?")
    reason = StringField("What changed?")

    def offer(self, periods: Sequence[tuple[str, str]]) -> None:
        """The keys and labels of the periods to choose from, newest first."""
        self.period.choices = [("", "Choose a period"), *periods]

    @property
    def chosen(self) -> str:
        """The label of the chosen period."""
        return str(dict(self.period.choices)[self.period.data])


class TakeRebaseBackForm(PageForm):
    """Why it is taken back."""

    reason = StringField("Why is it taken back?")
