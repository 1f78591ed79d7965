"""Refuses, before anything is drawn, a plan with a character that no typeface here can print."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.domain import form_words as wording
from webapp.domain.errors import Refusal
from webapp.domain.plan_page import PlanPage
from webapp.pdf.fonts import unprintable
from webapp.pdf.richtext import rich
from webapp.pdf.tagging import Element


class Unprintable(Refusal):
    """A character that would come out scrambled, or not at all."""


def refuse_unprintable(page: PlanPage) -> None:
    """Raise Unprintable for the first character of the plan that cannot be printed, with its field."""
    for field, label, text in _texts(page):
        found = unprintable(text)
        if found:
            raise Unprintable(
                f"{label}: {found} cannot be printed. Write it in Latin letters or leave it out.",
                field=field or None,
            )


def _texts(page: PlanPage) -> Iterator[tuple[str, str, str]]:
    """Every text on the page: form field (if one), what the form calls it, and the text."""
    yield "", "Council", page.council
    yield "", "Indicator code", page.indicator_code
    yield "", wording.INDICATOR_TITLE, page.indicator_title
    yield "", wording.STRATEGIC_DIRECTOR, page.strategic_director_lead
    yield "", wording.DEPARTMENTAL_LEAD, page.departmental_lead
    yield "", wording.TARGET, page.targets
    yield "", "Period", page.period
    yield "", wording.PERFORMANCE, "\n".join((*page.performance, page.status, page.why))
    if page.trend is not None:
        yield "", wording.TREND, "\n".join((page.trend.unit, *(point.period for point in page.trend.points)))
    reason = "\n".join(paragraph.text(0) for paragraph in rich(page.reason_html, Element("TD")))
    yield "reason", wording.REASON, reason
    for index, action in enumerate(page.actions):
        number = f"Action {index + 1}: " if len(page.actions) > 1 else ""
        yield f"actions-{index}-what", f"{number}{wording.WHAT}", action.what
        yield f"actions-{index}-how", f"{number}{wording.HOW}", action.how
        yield f"actions-{index}-who", f"{number}{wording.WHO}", action.who
        yield f"actions-{index}-who", f"{number}Owner", action.owner
        yield f"actions-{index}-when", f"{number}{wording.WHEN}", action.when
        yield f"actions-{index}-when", f"{number}Expected effect", action.expected
    if page.signature:
        yield "", wording.SIGN_OFF, "\n".join((page.signature.name, page.signature.post, page.signature.capacity))
