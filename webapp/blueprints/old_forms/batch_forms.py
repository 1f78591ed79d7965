"""The forms of a folder's table: answers that go for every form, and the codes of new indicators."""

from __future__ import annotations

import re
from typing import Any

from flask import request

from webapp.blueprints.old_forms.forms import ToleranceField
from webapp.domain.periods import Period
from webapp.services.old_forms.given import Given
from webapp.services.settings import calendar
from webapp.web.base_form import PageForm
from webapp.web.choices import POLARITY_CHOICES, UNDECIDED, ChoiceField
from webapp.web.fields import PeriodField

_CODE = re.compile(r"code-([0-9]{1,9})")


class ForAllForm(PageForm):
    """What goes for every form of the folder that has no answer of its own."""

    period = PeriodField(
        "Period",
        calendar=lambda: calendar(),
        description="Left blank, each form is taken to be about the period of its first target",
    )
    polarity = ChoiceField("Which way is better, for new indicators", choices=POLARITY_CHOICES, default=UNDECIDED)
    tolerance = ToleranceField("Tolerance, for new indicators", description="5% of the target, or 2.5 in units")

    def to_keep(self) -> Given:
        """The answers as they are kept."""
        period: Period | None = self.period.data
        tolerance = self.tolerance.data
        return Given(
            period=period.key if period else "",
            polarity="" if self.polarity.data == UNDECIDED else self.polarity.data,
            tolerance=self.tolerance.write(tolerance) if tolerance else "",
        )


def for_all_form(given: Given) -> ForAllForm:
    """The form with what goes for all now."""
    values: dict[str, Any] = given.to_keep()
    if given.period:
        values["period"] = calendar().from_key(given.period)
    if given.tolerance:
        values["tolerance"] = given.chosen_tolerance
    return ForAllForm(formdata=None, data=values)


def typed_codes() -> dict[int, str]:
    """The codes that stand in the table's boxes, by form."""
    found = ((_CODE.fullmatch(name), text) for name, text in request.form.items())
    return {int(match[1]): text.strip() for match, text in found if match}
