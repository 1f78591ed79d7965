"""The forms of the coverage board: of which period and day it is, and what of it to show."""

from __future__ import annotations

import re
from typing import Any

from wtforms import SelectField

from webapp.services.coverage.board import KINDS, CoverageBoard, CoverageView
from webapp.web.base_form import PageForm
from webapp.web.fields import DueDateField
from webapp.web.routing import PeriodKeyConverter


class BoardForm(PageForm):
    """The period, and the day as of which actions and deadlines count; travels in the address."""

    period = SelectField("Period", validate_choice=False, choices=[])
    on = DueDateField("As of", description="For example, 20 January 2015: the day of your meeting")

    @property
    def key(self) -> str:
        """The key of the period asked for; "" where what was sent is none."""
        return self.period.data if re.fullmatch(PeriodKeyConverter.regex, self.period.data or "") else ""

    def offer(self, board: CoverageBoard) -> None:
        """The periods there are, and this one chosen."""
        self.period.choices = [(each.period.key, each.period.label) for each in board.periods]
        self.period.data = board.opened.period.key


class FilterForm(PageForm):
    """Which lines to show; travels in the address."""

    kind = SelectField("What is missing", choices=[("", "Everything"), *KINDS.items()], validate_choice=False)
    directorate = SelectField("Directorate", choices=[], validate_choice=False)

    def view(self) -> CoverageView:
        """What was asked for; what no page of ours sends holds nothing back."""
        return CoverageView(self.kind.data if self.kind.data in KINDS else "", self.directorate.data or "")

    def offer(self, board: CoverageBoard) -> None:
        """The choices there are."""
        names: list[Any] = [(name, name) for name in board.directorates]
        self.directorate.choices = [("", "Every directorate"), *names]
