"""A team's own spreadsheet checked by the rules: variance, percent, status, and what it states wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from webapp.domain.errors import BadNumber
from webapp.domain.numbers import parse_number, places_of, plain, round_half_up
from webapp.domain.quoting import quoted
from webapp.domain.rag import Judgement, Status
from webapp.domain.reconcile import StatedLine, reconcile
from webapp.domain.variance import Variance
from webapp.readers.check_csv import ADDED, CheckRow, read_checks
from webapp.readers.check_facts import CheckFacts, read_facts

NOT_APPLICABLE = "not applicable"

_STATUSES = {**{str(each): each for each in Status}, "r": Status.RED, "a": Status.AMBER, "g": Status.GREEN}


def check_figures(data: bytes) -> str:
    """The same table, comma-separated, with the columns of ADDED; raises Refusal for the file as a whole.

    A stated figure agrees where it is the computed one rounded half up to its written places. A variance is
    compared at no fewer places than ``decimals`` says, since spreadsheets drop a last zero.
    """
    table = read_checks(data)
    answers = ((*row.cells, *_answer(row)) for row in table.rows)
    return "".join(_line(cells) for cells in ((*table.headings, *ADDED), *answers))


def _answer(row: CheckRow) -> tuple[str, str, str, str]:
    facts = read_facts(row)
    judgement = facts.yardstick.judge(facts.actual)
    remarks = (*facts.remarks, *_disagreements(row, facts, judgement))
    found = judgement.variance
    if found is None:
        return "", "", str(judgement.status), " ".join(remarks)
    return plain(found.amount), _percent(found), str(judgement.status), " ".join(remarks)


def _percent(found: Variance) -> str:
    if found.percent is None:
        return NOT_APPLICABLE
    return format(round_half_up(found.percent, 1), "f")


def _disagreements(row: CheckRow, facts: CheckFacts, judgement: Judgement) -> Iterator[str]:
    """A sentence for each stated figure that the row's own figures do not give, and what would explain it."""
    stated_variance, fault = _stated(row, "stated_variance")
    yield from fault
    stated_percent, fault = _stated(row, "stated_percent")
    yield from fault
    if stated_variance is not None and facts.decimals is not None:
        stated_variance = _with_places(stated_variance, facts.decimals)
    found = judgement.variance
    if found is not None:
        stated = StatedLine(stated_variance, stated_percent)
        if not stated.variance_agrees(found):
            yield f"stated_variance is {row['stated_variance']}, but the figures give {plain(found.amount)}."
        says_none_wrongly = _says_not_applicable(row) and found.percent is not None
        if says_none_wrongly or not stated.percent_agrees(found):
            yield f"stated_percent is {row['stated_percent']}, but the figures give {_percent(found)}."
        yield from _explanation(stated, facts)
    else:
        for column, figure in (("stated_variance", stated_variance), ("stated_percent", stated_percent)):
            if figure is not None:
                yield f"{column} is {row[column]}, but without an actual and a target there is none."
    yield from _status_disagreement(row["stated_status"], judgement.status)


def _stated(row: CheckRow, column: str) -> tuple[Decimal | None, tuple[str, ...]]:
    """The stated figure with its written places, or a sentence where it is none."""
    text = row[column]
    if not text or (column == "stated_percent" and _says_not_applicable(row)):
        return None, ()
    try:
        return parse_number(text), ()
    except BadNumber as refusal:
        return None, (f"{column}: {refusal.sentence}",)


def _says_not_applicable(row: CheckRow) -> bool:
    return row["stated_percent"].casefold() in {NOT_APPLICABLE, "n/a", "na"}


def _with_places(value: Decimal, places: int) -> Decimal:
    """The value as if it had been written with at least that many places."""
    return round_half_up(value, max(places, places_of(value)))


def _explanation(stated: StatedLine, facts: CheckFacts) -> Iterator[str]:
    """The actual or target with which both stated figures would be right; one alone would prove nothing."""
    if facts.actual is None or facts.target is None or stated.variance is None or stated.percent is None:
        return
    found = reconcile(stated, facts.actual, facts.target)
    sign_is_all = reconcile(replace(stated, signed=False), facts.actual, facts.target) is None
    if found is None or sign_is_all:
        return
    articles = {"actual": "an", "target": "a"}
    remedies = [each for each in found.would_reconcile if each.figure in articles]
    values = [f"{articles[each.figure]} {each.figure} of {plain(each.value)}" for each in remedies]
    if values:
        yield f"What is stated would be right with {' or '.join(values)}."


def _status_disagreement(text: str, status: Status) -> Iterator[str]:
    if not text:
        return
    stated = _STATUSES.get(" ".join(text.casefold().replace("_", " ").replace("-", " ").split()))
    if stated is None:
        yield f"stated_status: {quoted(text)} is none: write green, amber, red, no data or not rated."
    elif stated is not status:
        yield f"stated_status is {stated}, but the figures give {status}."


def _line(cells: Iterable[str]) -> str:
    """One row as CSV; the standard writer would leave a lone carriage return unquoted."""
    return ",".join(_cell(cell) for cell in cells) + "\n"


def _cell(cell: str) -> str:
    needs_quotes = any(mark in cell for mark in ',"\r\n')
    return '"' + cell.replace('"', '""') + '"' if needs_quotes else cell
