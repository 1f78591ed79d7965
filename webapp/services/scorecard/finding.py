"""Which indicators a scorecard lists, and how many stand how: the database filters, counts and orders.

A statement is built once for each choice of filters; only its values change.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    union_all,
)

from webapp.domain.plans import SIGNED_STATES, PlanState
from webapp.domain.rag import Status
from webapp.domain.rights import Who
from webapp.domain.scorecard import NO_PLAN, NONE, NOT_APPLICABLE, PAGE, Tally, View, tally
from webapp.models import Actual, Directorate, Indicator, PeriodRow, Plan, Signature, Tag, indicator_tag
from webapp.services.indicators.expected import IS_EXPECTED
from webapp.services.plans.seal_records import AS_SIGNED, newest_seal
from webapp.services.scorecard.grounds import Grounds
from webapp.services.scorecard.lacking import Lacking
from webapp.services.scorecard.measuring import OFF_TARGET, THE_TARGET, WORSENED, ActualBefore, Before, InForce
from webapp.services.scorecard.standing import RANK, STANDING, WITHOUT_FIGURE
from webapp.services.store import read

_AS_SIGNED = case(
    (Plan.state.in_(sorted(SIGNED_STATES)), Plan.state),
    else_=case({seal.value: state.value for seal, state in AS_SIGNED.items()}, value=Signature.state),
)
"""The state of a plan as a mere reader knows it (``seal_records.shown_state``)."""

_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "status": bindparam("status") == STANDING,
    "directorate": Indicator.directorate_id == bindparam("directorate"),
    "no directorate": Indicator.directorate_id.is_(None),
    "lead": or_(Indicator.departmental_lead_id == bindparam("lead"), Indicator.strategic_lead_id == bindparam("lead")),
    "no lead": Indicator.departmental_lead_id.is_(None),
    "tag": Indicator.id.in_(
        select(indicator_tag.c.indicator_id)
        .join(Tag, Tag.id == indicator_tag.c.tag_id)
        .where(Tag.name == bindparam("tag"))
    ),
    "plan": Plan.state == bindparam("plan"),
    "signed plan": and_(Signature.id.is_not(None), bindparam("plan") == _AS_SIGNED),
    "no plan": and_(
        PeriodRow.id.in_(bindparam("reported", expanding=True)),
        or_(
            STANDING.in_(bindparam("requiring", expanding=True)),
            Indicator.id.in_(bindparam("worsened", expanding=True)),
        ),
        or_(Plan.id.is_(None), Plan.state == PlanState.WITHDRAWN),
    ),
}
_PLANNED = frozenset(("plan", "signed plan", "no plan"))
_DIRECTORATE = func.coalesce(Directorate.name, "No directorate")
_ORDERS: dict[str, tuple[Any, ...]] = {
    "code": (Indicator.code,),
    "title": (Indicator.title, Indicator.code),
    "directorate": (_DIRECTORATE, Indicator.code),
    "status": (RANK, Indicator.code),
    "percent": (OFF_TARGET.desc().nulls_last(), Indicator.code),
    "change": (WORSENED.desc().nulls_last(), Indicator.code),
}


@dataclass(frozen=True, slots=True)
class Search:
    """A view as the database asks for it: the names of the conditions that hold, and their values."""

    filters: frozenset[str]
    words: int
    values: dict[str, Any]

    def counted(self) -> Tally:
        """How many stand how, whatever status is asked for."""
        filters = self.filters - {"status"}
        if filters or self.words:
            return tally(dict(read(_counting(filters, self.words), **self.values).all()))
        counts: Counter[str] = Counter()
        for standing, found, figures in read(_EVERYTHING, **self.values).all():
            counts[standing or Status.NOT_RATED.value] += figures
            counts[NOT_APPLICABLE] += found - figures
        return tally(counts)

    def ids(self, sort: str, *, page: int | None) -> list[int]:
        """The indicators of one page of those found, or all of them, in order."""
        statement = _listing(self.filters, self.words, sort, whole=page is None)
        start = 0 if page is None else (page - 1) * PAGE
        return list(read(statement, **self.values, start=start).scalars().all())


def search(who: Who, view: View, grounds: Grounds, lacking: Lacking) -> Search:
    """What to ask for a view; a filter that names nothing finds nothing."""
    chosen: dict[str, Any] = {}
    if view.status:
        chosen["status"] = view.status
    if view.tag:
        chosen["tag"] = view.tag
    for name in ("directorate", "lead"):
        if value := getattr(view, name):
            chosen.update({f"no {name}": None} if value == NONE else {name: int(value)})
    if view.plan:
        chosen[_plan_filter(who, view.plan)] = view.plan
    values = {
        **{name: value for name, value in chosen.items() if value is not None},
        **{f"word_{place}": f"%{_escaped(word)}%" for place, word in enumerate(view.words)},
        "plan": view.plan,
        "periods": grounds.figure_ids,
        "covering": grounds.covering_ids,
        "before": grounds.before_ids,
        "requiring": lacking.statuses,
        "worsened": lacking.worsened,
        "reported": lacking.period_ids,
    }
    return Search(frozenset(chosen), len(view.words), values)


@lru_cache(maxsize=500)
def _counting(filters: frozenset[str], words: int) -> Select[str, int]:
    return _found(select(STANDING.label("standing"), func.count()), filters, words).group_by("standing")


@lru_cache(maxsize=2_000)
def _listing(filters: frozenset[str], words: int, sort: str, *, whole: bool) -> Select[int]:
    query = _found(select(Indicator.id), filters, words)
    if sort == "directorate":
        query = query.outerjoin(Directorate, Directorate.id == Indicator.directorate_id)
    if sort in {"percent", "change"}:
        query = query.outerjoin(InForce, THE_TARGET)
    if sort == "change":
        query = query.outerjoin(
            Before, and_(Before.frequency == Indicator.frequency, Before.id.in_(bindparam("before", expanding=True)))
        ).outerjoin(ActualBefore, and_(ActualBefore.indicator_id == Indicator.id, ActualBefore.period_id == Before.id))
    ordered = query.order_by(*_ORDERS[sort])
    return ordered if whole else ordered.limit(PAGE).offset(bindparam("start"))


def _found(query: Select[*tuple[Any, ...]], filters: frozenset[str], words: int) -> Select[*tuple[Any, ...]]:
    """Every indicator that is expected to have a figure here, or has one, and meets the conditions."""
    query = (
        query.select_from(PeriodRow)
        .join(Indicator, Indicator.frequency == PeriodRow.frequency)
        .outerjoin(Actual, and_(Actual.indicator_id == Indicator.id, Actual.period_id == PeriodRow.id))
        .where(PeriodRow.id.in_(bindparam("periods", expanding=True)), or_(IS_EXPECTED, Actual.id.is_not(None)))
    )
    if filters & _PLANNED:
        query = query.outerjoin(Plan, and_(Plan.indicator_id == Indicator.id, Plan.period_id == PeriodRow.id))
    if "signed plan" in filters:
        query = query.outerjoin(Signature, Signature.id == newest_seal())
    conditions = [_CONDITIONS[name] for name in sorted(filters)]
    return query.where(*conditions, *(_has_word(f"word_{place}") for place in range(words)))


_PERIODS: BindParameter[Any] = bindparam("periods", expanding=True)
_EVERYTHING: CompoundSelect[Any, int, int] = union_all(
    select(Actual.status.label("standing"), func.count().label("found"), func.count(Actual.value).label("figures"))
    .where(Actual.period_id.in_(_PERIODS))
    .group_by(Actual.status),
    select(WITHOUT_FIGURE.label("standing"), func.count(), func.count())
    .join_from(PeriodRow, Indicator, Indicator.frequency == PeriodRow.frequency)
    .where(
        PeriodRow.id.in_(_PERIODS),
        IS_EXPECTED,
        Indicator.id.not_in(select(Actual.indicator_id).where(Actual.period_id.in_(_PERIODS))),
    )
    .group_by("standing"),
)
"""The counts where nothing is filtered: of figures by their index alone, and of indicators that have none."""


def _has_word(name: str) -> ColumnElement[bool]:
    return or_(*(func.lower(column).like(bindparam(name), escape="\\") for column in (Indicator.code, Indicator.title)))


def _plan_filter(who: Who, plan: str) -> str:
    if not who.sees_everything:
        return "signed plan"
    return "no plan" if plan == NO_PLAN else "plan"


def _escaped(word: str) -> str:
    for sign in "\\%_":
        word = word.replace(sign, f"\\{sign}")
    return word
