"""The page of one indicator: its definition, targets, figures, their revisions, and its plans."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from webapp.domain.plans import PlanState
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import PeriodRow, Plan, Signature
from webapp.services.figures.telling import newest_why
from webapp.services.figures.travels import TravelTold, newest_travel
from webapp.services.indicators.data_sheets import SheetShown, data_sheet
from webapp.services.indicators.figure_tables import FigureLine, figure_lines
from webapp.services.indicators.revisions import Revisions, revisions
from webapp.services.indicators.sheets import Sheet, sheet_of
from webapp.services.indicators.succession import Succession, succession_of
from webapp.services.indicators.trends import TrendShown, trend_shown
from webapp.services.plans.seal_records import newest_seal, shown_state
from webapp.services.settings import calendar
from webapp.services.targets.tables import TargetLine, target_lines

SHOWN_REVISIONS = 50
"""Revisions on the page before "show all"."""

_PLANS = (
    select(Plan.id, PeriodRow.label, Plan.state, Signature.state.label("seal"))
    .join_from(Plan, PeriodRow, PeriodRow.id == Plan.period_id)
    .outerjoin(Signature, Signature.id == newest_seal())
    .where(Plan.indicator_id == bindparam("indicator_id"))
    .order_by(PeriodRow.end.desc(), Plan.id.desc())
)


@dataclass(frozen=True, slots=True)
class PlanOfIndicator:
    """One plan in the list of its indicator."""

    id: int
    period: str
    state: PlanState


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """Everything on the page of one indicator that this person may see."""

    sheet: Sheet
    data_sheet: SheetShown
    succession: Succession
    targets: tuple[TargetLine, ...]
    figures: tuple[FigureLine, ...]
    why: tuple[str, str] | None  # the newest period with a figure, and why it has its status
    travel: TravelTold | None  # of the newest figure
    trend: TrendShown | None  # None without a figure
    revisions: Revisions
    plans: tuple[PlanOfIndicator, ...]
    may_change: bool
    sees_drafts: bool


def show_indicator(*, who: Who, indicator_id: int, whole: bool = False) -> IndicatorShown:
    """The page of one indicator, with the newest revisions or the ``whole`` history; raises NotFound.

    Readers see released periods and signed plans only.
    """
    sheet = sheet_of(indicator_id)
    figures = figure_lines(who=who, indicator_id=indicator_id)
    return IndicatorShown(
        sheet=sheet,
        data_sheet=data_sheet(indicator_id),
        succession=succession_of(who=who, indicator_id=indicator_id),
        targets=target_lines(who=who, indicator_id=indicator_id, measure=sheet.measure),
        figures=figures,
        why=newest_why(who, [line.reading for line in figures]),
        travel=newest_travel([line.reading for line in figures], calendar()),
        trend=trend_shown(who=who, indicator_id=indicator_id, readings=[line.reading for line in figures]),
        revisions=revisions(
            who=who,
            indicator_id=indicator_id,
            measure=sheet.measure,
            limit=None if whole else SHOWN_REVISIONS,
        ),
        plans=_plans(who, indicator_id),
        may_change=who.runs_figures,
        sees_drafts=who.sees_everything,
    )


def _plans(who: Who, indicator_id: int) -> tuple[PlanOfIndicator, ...]:
    query = _PLANS
    if not who.sees_everything:
        query = query.where(PeriodRow.released_at.is_not(None), Signature.id.is_not(None))
    rows = db.session.execute(query, {"indicator_id": indicator_id})
    return tuple(PlanOfIndicator(row.id, row.label, shown_state(who, row.state, row.seal)) for row in rows)
