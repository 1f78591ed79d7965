"""The filled-in old form: read with the council's calendar, and what is asked before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from webapp.domain.errors import BadPeriod
from webapp.domain.numbers import PLACES, places_of
from webapp.domain.periods import Calendar, Period
from webapp.readers.form_json import as_json
from webapp.readers.old_form import OldForm, read_form
from webapp.services.clock import today
from webapp.services.old_forms.matches import Choice, people_like, same_titles
from webapp.services.settings import calendar


@dataclass(frozen=True, slots=True)
class FormCheck:
    """One form as read, with what the council has already that it may be about."""

    form: OldForm
    stated: dict[str, Any]  # as it will be kept beside the plan
    indicators: tuple[Choice, ...]  # of the same title first, then of nearly the same
    directors: tuple[Choice, ...]  # people whom the form may mean
    leads: tuple[Choice, ...]
    period: Period | None  # suggested
    decimals: int  # suggested: as the form's figures were written


def read_old_form(text: str) -> OldForm:
    """The form by the council's own financial year; raises Refusal for a text that is not the form."""
    return _read(text, calendar())


@lru_cache(maxsize=500)
def _read(text: str, year: Calendar) -> OldForm:
    """The same text says the same: a folder's forms are read once, not at every look at its table."""
    return read_form(text, year)


def check_old_form(text: str) -> FormCheck:
    """Read a form and find what it may be about; saves nothing."""
    form = read_old_form(text)
    return FormCheck(
        form=form,
        stated=stated_by(form, text),
        indicators=same_titles(form.indicator_title),
        directors=people_like(form.strategic_director_lead),
        leads=people_like(form.departmental_lead),
        period=suggested_period(form),
        decimals=written_decimals(form),
    )


def stated_by(form: OldForm, text: str) -> dict[str, Any]:
    """What the form stated, as it is kept beside the plan: its line, what disagrees, the unread, the text."""
    read = as_json(form)
    year = calendar()
    disagreements = [{**each, "against_label": _label(each["against"], year)} for each in read["disagreements"]]
    return {
        "performance": form.performance,
        "disagreements": disagreements,
        "unread": read["unread"],
        "text": text,
    }


def suggested_period(form: OldForm) -> Period | None:
    """The period of the first target, where it has begun: the form itself does not say which it is about."""
    first = next((target.period for target in form.targets if target.period), None)
    return first if first is not None and first.start <= today() else None


def written_decimals(form: OldForm) -> int:
    """The most places that the form's actual or a target was written with."""
    figures = [
        form.actual,
        *(each for target in form.targets for each in (target.value, target.lower, target.upper)),
    ]
    return min(PLACES, max((places_of(figure) for figure in figures if figure is not None), default=0))


def _label(key: str | None, year: Calendar) -> str:
    """October 2014; a target without a period is called just that."""
    try:
        return year.from_key(key).label if key else "the target"
    except BadPeriod:
        return key or ""
