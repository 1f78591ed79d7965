"""The table of a batch: what each of its forms would become or became, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from webapp.domain.errors import NotFound, Refusal
from webapp.domain.figures import Measure
from webapp.domain.rights import Who
from webapp.extensions import db
from webapp.models import FormItem, Indicator, PeriodRow, Plan
from webapp.services.old_forms.batches import ASIDE, SAVED, UNREADABLE, WAITING, Batch, Item, get_batch, load_items
from webapp.services.old_forms.effects import effects_on
from webapp.services.old_forms.figures import FigureChange, planned_changes
from webapp.services.old_forms.proposals import Proposal
from webapp.services.old_forms.reading import stated_by, written_decimals
from webapp.services.old_forms.weighing import weigh_batch
from webapp.services.periods.steps import ensure_runs_figures

READY, ASKING = "ready", "needs an answer"
SHOWN = (READY, ASKING, SAVED, ASIDE, UNREADABLE)
"""The states of a form as a page says them: one that waits is ready, or needs an answer."""
PAGE_LENGTH = 50

_PLANS = (
    select(Plan.id, Plan.state, Indicator.code, Indicator.title, PeriodRow.label)
    .join(Indicator, Indicator.id == Plan.indicator_id)
    .join(PeriodRow, PeriodRow.id == Plan.period_id)
)


@dataclass(frozen=True, slots=True)
class BecamePlan:
    """The plan that a form became."""

    id: int
    state: str
    code: str
    title: str
    period: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One form of the table; ``proposal`` is what it would become, ``plan`` what it became."""

    item: Item
    state: str
    proposal: Proposal | None
    stated: Mapping[str, Any]  # what disagrees in it, and what could not be read
    figures: tuple[FigureChange, ...]
    plan: BecamePlan | None

    @property
    def changes(self) -> Counter[str]:
        """How many figures would be new, changed or stay."""
        return Counter("stay" if not each.changes else "new" if each.is_new else "change" for each in self.figures)

    @property
    def changes_in_words(self) -> str:
        """ "2 new, 1 changed, 1 as stored already"."""
        words = {"new": "new", "change": "changed", "stay": "as stored already"}
        return ", ".join(f"{self.changes[kind]} {said}" for kind, said in words.items() if self.changes[kind])

    @property
    def troubles(self) -> tuple[str, ...]:
        """What stands in its way, and why the last try to save it was refused."""
        hindrances = self.proposal.hindrances if self.proposal else ()
        tried = self.item.trouble and self.item.trouble not in " ".join(hindrances)
        return (*hindrances, *([self.item.trouble] if tried else []))


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One page of the table, and how many forms of the whole folder are in which state."""

    batch: Batch
    counts: Counter[str]
    rows: tuple[BatchRow, ...]
    show: str
    page: int
    pages: int

    @property
    def asks_for_codes(self) -> bool:
        """Whether a form on this page brings a new indicator."""
        return any(row.proposal is not None and row.proposal.match.is_new for row in self.rows)

    @property
    def settled(self) -> int:
        """How many need nobody any more."""
        return self.counts[SAVED] + self.counts[ASIDE]


def batch_page(*, who: Who, batch_id: int, show: str = "", page: int = 1) -> BatchPage:
    """The forms in one state ("" is all of them); a page beyond the last is the last. Raises NotFound."""
    ensure_runs_figures(who)
    batch, items = get_batch(batch_id), load_items(FormItem.batch_id == batch_id)
    proposals = weigh_batch(batch, items)
    states = {item.id: _state(item, proposals.get(item.id)) for item in items}
    chosen = [item for item in items if show not in SHOWN or states[item.id] == show]
    pages = max(1, -(-len(chosen) // PAGE_LENGTH))
    page = min(max(1, page), pages)
    shown = chosen[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
    closely = weigh_batch(batch, items, closely={item.id for item in shown})
    return BatchPage(
        batch=batch,
        counts=Counter(states.values()),
        rows=_rows(shown, closely, states),
        show=show if show in SHOWN else "",
        page=page,
        pages=pages,
    )


def batch_row(*, who: Who, batch_id: int, item_id: int) -> BatchRow:
    """One form of a batch in full. Raises NotFound."""
    ensure_runs_figures(who)
    items = load_items(FormItem.batch_id == batch_id)
    proposals = weigh_batch(get_batch(batch_id), items, closely={item_id})
    shown = [item for item in items if item.id == item_id]
    if not shown:
        raise NotFound("There is no such form in this folder.")
    return _rows(shown, proposals, {item_id: _state(shown[0], proposals.get(item_id))})[0]


def _state(item: Item, proposal: Proposal | None) -> str:
    if item.state != WAITING:
        return item.state
    if proposal is None:
        return UNREADABLE
    return READY if proposal.answers and not item.trouble else ASKING


def _rows(items: Iterable[Item], proposals: Mapping[int, Proposal], states: Mapping[int, str]) -> tuple[BatchRow, ...]:
    shown = list(items)
    plans = {
        row.id: BecamePlan(row.id, row.state, row.code, row.title, row.label)
        for row in db.session.execute(_PLANS.where(Plan.id.in_([item.plan_id for item in shown if item.plan_id])))
    }
    rows = []
    for item in shown:
        proposal = proposals.get(item.id)
        rows.append(
            BatchRow(
                item=item,
                state=states[item.id],
                proposal=proposal,
                stated=stated_by(proposal.form, item.text) if proposal else {"disagreements": [], "unread": []},
                figures=_figures(proposal) if proposal else (),
                plan=plans.get(item.plan_id or 0),
            )
        )
    return tuple(rows)


def _figures(proposal: Proposal) -> tuple[FigureChange, ...]:
    """The figures that saving would make or change; none where the form contradicts itself."""
    form, known = proposal.form, proposal.match.known
    measure = Measure(form.unit, written_decimals(form))
    try:
        if known is not None:
            return effects_on(known.id, form, proposal.period).figures
        return planned_changes(form, proposal.period, measure=measure, targets=(), actual=None)
    except Refusal:  # which stands among its hindrances
        return ()
