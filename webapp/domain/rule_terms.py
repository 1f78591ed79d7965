"""What a named rule says, checked in one place before it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from webapp.domain.errors import BadNumber, Refusal, Refusals
from webapp.domain.numbers import plain, to_stored
from webapp.domain.rag import Polarity
from webapp.domain.rules_in_force import RuleKind, RuleTerms

BANDS = ("amber_above", "amber_below", "green_above", "green_below")
THRESHOLDS = ("green_to", "amber_to", "green_from", "amber_from")


def checked_terms(terms: RuleTerms) -> RuleTerms:
    """The terms as they are kept: six places, and nothing of the kind that they are not.

    Raises Refusals, each on its field, for bands below 0 or crossed, and for thresholds that are missing or crossed.
    """
    others = THRESHOLDS if terms.kind is RuleKind.BANDS else BANDS
    bare = replace(terms, **dict.fromkeys(others))  # type: ignore[arg-type]
    if bare.kind is RuleKind.THRESHOLDS:
        bare = replace(bare, last_year=False)
    faults = tuple(_band_faults(bare) if bare.kind is RuleKind.BANDS else _threshold_faults(bare))
    if faults:
        raise Refusals(faults)
    kept = {
        name: to_stored(value).value for name in (*BANDS, *THRESHOLDS) if (value := getattr(bare, name)) is not None
    }
    return replace(bare, **kept)  # type: ignore[arg-type]


def _band_faults(terms: RuleTerms) -> Iterator[Refusal]:
    for name in BANDS:
        yield from _figure_faults(name, getattr(terms, name), below_zero=False)
    if terms.amber_kind is not terms.green_kind:
        return
    for amber, green, field in (
        (terms.amber_above, terms.green_above, "amber_above"),
        (_below(terms.amber_below, terms.amber_above), _below(terms.green_below, terms.green_above), "amber_below"),
    ):
        if field == "amber_below" and terms.amber_below is None and terms.green_below is None:
            continue
        if amber and green and amber < green:
            yield Refusal(
                f"Amber would end at {plain(amber)}, before green ends at {plain(green)}: write the wider one for "
                "amber, or leave it blank where nothing is amber.",
                field=field,
            )


def _below(own: Decimal | None, above: Decimal | None) -> Decimal | None:
    return above if own is None else own


def _threshold_faults(terms: RuleTerms) -> Iterator[Refusal]:
    if (terms.green_from is None) is not (terms.amber_from is None):
        missing = "green_from" if terms.green_from is None else "amber_from"
        yield Refusal("Thresholds below need both: the first value that is green, and amber.", field=missing)
    for name, words in (("green_to", "green"), ("amber_to", "amber")):
        if getattr(terms, name) is None:
            yield Refusal(f"Write the last value that is still {words}.", field=name)
    faults = [each for name in THRESHOLDS for each in _figure_faults(name, getattr(terms, name), below_zero=True)]
    yield from faults
    whole = None not in (terms.green_from, terms.amber_from, terms.green_to, terms.amber_to)
    if whole and not faults:
        try:
            terms.rule(Polarity.RANGE)
        except Refusal as refusal:
            yield Refusal(refusal.sentence, field=_FIELDS.get(refusal.field or "", refusal.field))


def _figure_faults(name: str, value: Decimal | None, *, below_zero: bool) -> Iterator[Refusal]:
    if value is None:
        return
    if value < 0 and not below_zero:
        yield Refusal(f"{plain(value)} is not possible: write 0 or a figure above it.", field=name)
        return
    try:
        to_stored(value)
    except BadNumber as refusal:
        yield Refusal(refusal.sentence, field=name)


_FIELDS = {"last_amber": "amber_to", "first_amber": "amber_from", "first_green": "green_from"}
