"""Indicators as tables of values: their definitions, and the figures and targets of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select

from webapp.domain.figure_columns import CODE, PERIOD
from webapp.domain.tags import joined
from webapp.extensions import db
from webapp.models import Indicator, RuleSet
from webapp.outgoing.tables import Cell, Table
from webapp.services.clock import today
from webapp.services.figures.exporting import HEADINGS, figure_cells, one_cell, plan_words, said_figures, target_cells
from webapp.services.indicators.lists import IndicatorLine, Wanted, find_indicators
from webapp.services.indicators.pages import IndicatorShown
from webapp.services.indicators.revisions import RevisionLine
from webapp.services.indicators.sheets import Sheet
from webapp.services.plans.records import Strategic, lead_text

DEFINITIONS = (
    CODE,
    "former_codes",
    "title",
    "definition",
    "directorate",
    "unit",
    "decimals",
    "frequency",
    "accumulation",
    "polarity",
    "tolerance",
    "tolerance_in",
    "rag_rule",
    "strategic_lead",
    "departmental_lead",
    "reported_from",
    "tags",
    "retired_on",
    "replaced_by",
)
TARGETS = (
    CODE,
    "title",
    "unit",
    PERIOD,
    "target",
    "target_lower",
    "target_upper",
    "target_estimated",
    "unconfirmed_target",
    "locked",
)
REVISIONS = (
    "changed_at",
    "changed_by",
    CODE,
    PERIOD,
    "what",
    "old",
    "old_lower",
    "old_upper",
    "old_in_words",
    "new",
    "new_lower",
    "new_upper",
    "new_in_words",
    "reason",
    "upload",
    "taken_back",
)
_MORE = (
    select(
        Indicator.id,
        Indicator.definition,
        Indicator.decimals,
        Indicator.accumulation,
        Indicator.polarity,
        Indicator.tolerance,
        Indicator.tolerance_kind,
        Indicator.reported_from,
        RuleSet.name.label("rag_rule"),
        Indicator.strategic_lead_acting,
        Strategic.name.label("strategic_name"),
    )
    .outerjoin(Strategic, Strategic.id == Indicator.strategic_lead_id)
    .outerjoin(RuleSet, RuleSet.id == Indicator.rule_set_id)
)


def indicator_table(*, wanted: Wanted) -> Table:
    """The definitions of the indicators wanted, in the order wanted, of every page of the list."""
    lines, _ = find_indicators(wanted)
    return Table("indicators", DEFINITIONS, list(_definitions(lines)))


def figures_table(*, shown: IndicatorShown) -> Table:
    """The figures on an indicator's page: every period that this person may see, newest first."""
    day = today()
    rows = (
        (*figure_cells(line.reading, day), line.plan_id, plan_words(line.plan_state, lacking=line.lacks_plan))
        for line in shown.figures
    )
    return Table(f"figures {shown.sheet.code}", (*HEADINGS, "plan", "plan_state"), list(rows))


def targets_table(*, shown: IndicatorShown) -> Table:
    """The dated targets on an indicator's page, latest first; one that nobody has confirmed has a column of its own."""
    rows = [
        (
            shown.sheet.code,
            shown.sheet.title,
            shown.sheet.unit,
            line.period_key,
            *target_cells(None if line.target.unconfirmed else line.target),
            one_cell(line.target) if line.target.unconfirmed else None,
            line.locked,
        )
        for line in shown.targets
    ]
    return Table(f"targets {shown.sheet.code}", TARGETS, rows)


def revisions_table(*, sheet: Sheet, lines: Iterable[RevisionLine]) -> Table:
    """Changes of an indicator's figures, in their order; in words stands what was said beside the figure, too."""
    rows = [
        (
            line.at,
            line.by,
            sheet.code,
            line.period_key,
            line.kind,
            *said_figures(line.before),
            line.told.old_whole,
            *said_figures(line.after),
            line.told.new_whole,
            line.reason,
            line.file_name,
            line.undone,
        )
        for line in lines
    ]
    return Table(f"revisions {sheet.code}", REVISIONS, rows)


def _definitions(lines: Sequence[IndicatorLine]) -> Iterator[tuple[Cell, ...]]:
    more = {row.id: row for row in db.session.execute(_MORE)}
    for line in lines:
        row = more[line.id]
        yield (
            line.code,
            ", ".join(line.former_codes),
            line.title,
            row.definition,
            line.directorate,
            line.unit,
            row.decimals,
            line.frequency.value,
            row.accumulation,
            row.polarity,
            row.tolerance,
            row.tolerance_kind,
            row.rag_rule,
            lead_text(row.strategic_name, acting=row.strategic_lead_acting),
            line.lead,
            row.reported_from,
            joined(line.tags),
            line.retired_on,
            line.replaced_by,
        )
