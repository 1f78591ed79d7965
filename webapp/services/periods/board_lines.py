"""One line of a period's board: a reading as texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.domain.figures import target_figure, target_quality
from webapp.domain.formats import figure, percent_of_target, signed, variance_words
from webapp.domain.numbers import round_half_up
from webapp.domain.overrides import COLOURS
from webapp.domain.periods import Period
from webapp.domain.plans import STANDING, PlanState
from webapp.domain.rag import Status
from webapp.domain.rights import Standing, Who, may_edit
from webapp.services.figures.readings import Missing, Reading, plan_state_for
from webapp.services.figures.telling import why_of
from webapp.services.plans.seal_records import AS_SIGNED

WORST_FIRST = (Status.RED, Status.AMBER, Status.GREEN, Status.NOT_RATED, Status.NO_DATA)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One indicator on the board, as text; ``adverse`` (percent of target, worse is more) is for sorting."""

    indicator_id: int
    code: str
    title: str
    unit: str
    directorate: str
    lead: str
    period: Period
    period_note: str  # the figure's own period, where it is not the board's
    actual: str
    quality: str  # ESTIMATED or PROVISIONAL; empty for a final figure
    missing: Missing | None
    target: str
    target_note: str  # ESTIMATED or UNCONFIRMED, and the date of a target that is not dated for the figure's period
    variance: str
    variance_note: str
    percent: str
    status: Status
    set_by: str  # the officer who set it against the rule; "" where the rule decides
    adverse: Decimal | None
    plan_id: int | None
    plan_state: PlanState | None
    signed_state: PlanState | None  # of the signed page that stands, also while a new version is written
    plan_note: str  # what differs from the signed page of a plan that is out of date
    reds: int  # how many periods in a row it has been red, this one included
    lacks_plan: bool
    deadline: str  # when a plan that is not written or in draft is due, or since when it is overdue
    may_write: bool
    who: Who  # for whom it is told
    reading: Reading  # the figures themselves

    @property
    def why(self) -> str:
        """Why it is this colour; "" where it has none."""
        return why_of(self.who, self.reading) if self.status in COLOURS else ""

    @property
    def is_expected(self) -> bool:
        """Not applicable is no figure to wait for."""
        return self.missing is not Missing.NOT_APPLICABLE


def line_of(reading: Reading, board: Period, *, who: Who, today: date, reds: int) -> BoardLine:
    """A reading as this person may see it: readers see no plan before it is signed.

    ``reds``: how many periods in a row it has been red.
    """
    measure, judgement, target = reading.indicator.measure, reading.judgement, reading.target
    found = judgement.variance
    plan_state = plan_state_for(who, reading)
    return BoardLine(
        indicator_id=reading.indicator.id,
        code=reading.indicator.code,
        title=reading.indicator.title,
        unit=measure.affixes[2],
        directorate=reading.directorate,
        lead=reading.departmental_lead,
        period=reading.period,
        period_note=reading.period.label if reading.period != board else "",
        actual="" if reading.actual is None else figure(reading.actual, measure),
        quality="" if reading.quality == "final" or reading.actual is None else reading.quality.upper(),
        missing=reading.missing(today),
        target="" if target is None else target_figure(target, measure),
        target_note=_target_note(reading),
        variance="" if found is None else signed(found.amount, measure),
        variance_note=_variance_note(reading),
        percent="" if found is None else percent_of_target(found.percent),
        status=reading.status,
        set_by=reading.override.by if reading.override else "",
        adverse=_adverse(reading),
        plan_id=reading.plan_id if plan_state else None,
        plan_state=plan_state,
        signed_state=AS_SIGNED[reading.seal] if reading.seal and reading.seal in STANDING else None,
        plan_note=reading.seal_reason if plan_state is PlanState.OUT_OF_DATE else "",
        reds=reds if who.sees_everything else 0,
        lacks_plan=reading.lacks_plan and who.sees_everything,
        deadline=reading.deadline(today) if who.sees_everything else "",
        may_write=may_edit(who, Standing(reading.departmental_lead_id, reading.strategic_lead_id)),
        who=who,
        reading=reading,
    )


def _target_note(reading: Reading) -> str:
    if reading.target is None:
        return ""
    dated = "" if reading.target.period == reading.period else reading.target.period.label
    return " ".join(part for part in (target_quality(reading.target), dated) if part)


def _variance_note(reading: Reading) -> str:
    """A variance that rounds to nothing is said in words: "less than 0.1 percentage points below target"."""
    found, measure = reading.judgement.variance, reading.indicator.measure
    if found is None or not found.amount or round_half_up(found.amount, measure.decimals):
        return ""
    return variance_words(reading.judgement, measure, reading.yardstick.rule)


def _adverse(reading: Reading) -> Decimal | None:
    found, adverse = reading.judgement.variance, reading.judgement.adverse
    if found is None or adverse is None:
        return None
    if found.percent is None:  # of a target of 0: worse than any percent, or better
        return Decimal("Infinity") if adverse > 0 else -Decimal("Infinity") if adverse else Decimal(0)
    return found.percent.copy_abs() if adverse > 0 else -found.percent.copy_abs()
