"""The filled-in form of the tests, and what its reader answers about it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.builders import CALENDAR
from webapp.domain.rag import Polarity, Tolerance, ToleranceKind
from webapp.domain.rights import Who
from webapp.services.old_forms.reading import read_old_form
from webapp.services.old_forms.saving import Answers, SavedForm, save_old_form

FILE = Path(__file__).parents[1] / "examples" / "old-form.txt"
TEXT = FILE.read_text(encoding="utf-8")
TITLE = "Visits to libraries (per 1,000 population)"
ANSWERS = Answers(
    period=CALENDAR.from_key("2014-Q3"),
    code="LIB1",
    polarity=Polarity.HIGHER,
    tolerance=Tolerance(Decimal(5), ToleranceKind.PERCENT),
)


def save(who: Who, *, text: str = TEXT, **answers: object) -> SavedForm:
    """Read in the form, with other answers where given."""
    given = replace(ANSWERS, **answers)  # type: ignore[arg-type]
    return save_old_form(who=who, form=read_old_form(text), text=text, answers=given)
