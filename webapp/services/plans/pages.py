"""The one page that a plan becomes, as text: what is shown, printed and signed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from webapp.domain.actions import Action
from webapp.domain.formats import Measure, expected_effect, figure_with_unit, target_text, variance_line
from webapp.domain.indicators import Situation
from webapp.domain.plan_page import PlanPage
from webapp.domain.why import why
from webapp.services.plans.page_trend import page_trend
from webapp.services.plans.records import PlanRecord
from webapp.services.settings import CouncilSettings


def page_of(record: PlanRecord, actions: Sequence[Action], council: CouncilSettings) -> PlanPage:
    """The one page as it reads now, unsigned."""
    situation = record.situation(council.calendar)
    measure = record.indicator.measure
    return PlanPage(
        number=record.id,
        council=council.council_name,
        indicator_code=record.indicator.code,
        indicator_title=record.indicator.title,
        strategic_director_lead=record.strategic_lead,
        departmental_lead=record.departmental_lead,
        targets=" / ".join(target_text(line.target, measure) for line in situation.lines) or "No target is set",
        period=record.period.label,
        performance=performance_lines(situation, measure, record.quality),
        status=situation.status.value,
        why=why(situation.actual, situation.yardstick, measure, situation.override),
        reason_html=record.reason_html,
        actions=tuple(with_effect(action, measure) for action in actions if not action.is_blank),
        state=record.state,
        version=record.version,
        trend=page_trend(record, council.calendar),
    )


def with_effect(action: Action, measure: Measure) -> Action:
    """The action with its expected effect as text."""
    return replace(action, expected=expected_effect(action.effect, action.effect_by, measure))


def mark_of(page: PlanPage) -> str:
    """A mark that differs as soon as a figure, a name or a word of the page does."""
    return hashlib.sha256(repr(page).encode()).hexdigest()[:32]


def performance_lines(situation: Situation, measure: Measure, quality: str) -> tuple[str, ...]:
    """The form's line against each dated target; an actual that is not final says so in words."""
    if situation.actual is None:
        return ("No data",)
    judged = [line for line in situation.lines if line.judgement.variance is not None]
    lines = [
        variance_line(situation.actual, line.judgement.variance, measure)
        + (f" against {target_text(line.target, measure)}" if len(judged) > 1 else "")
        for line in judged
        if line.judgement.variance is not None
    ] or [figure_with_unit(situation.actual, measure)]
    if quality != "final":
        lines.append(f"This figure is {quality.upper()}.")
    return tuple(lines)
