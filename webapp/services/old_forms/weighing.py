"""A whole batch weighed at once: what each waiting form would become, beside the others of its folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from webapp.domain.errors import Refusal
from webapp.readers.old_form import OldForm
from webapp.services.old_forms.batches import WAITING, Batch, Item
from webapp.services.old_forms.facts import Facts, load_facts, load_plans
from webapp.services.old_forms.given import Given
from webapp.services.old_forms.matches import folded
from webapp.services.old_forms.proposals import Proposal, match_of, weigh
from webapp.services.old_forms.reading import read_old_form


def weigh_batch(
    batch: Batch, items: Iterable[Item], *, closely: Collection[int] = (), facts: Facts | None = None
) -> dict[int, Proposal]:
    """The proposal of every waiting form that can be read, by its id; ``closely`` are those looked at in full."""
    facts = facts or load_facts()
    forms = {item.id: form for item in items if item.state == WAITING and (form := _form(item)) is not None}
    given = {item.id: item.given.over(batch.given) for item in items if item.id in forms}
    given = _with_shared_codes(forms, given, facts)
    matches = {each: match_of(form, given[each], facts, closely=each in closely) for each, form in forms.items()}
    plans = load_plans({match.known.id for match in matches.values() if match.known})
    found = {each: weigh(form, given[each], matches[each], facts, plans) for each, form in forms.items()}
    return _beside_one_another(found, {item.id: item.file_name for item in items})


def _form(item: Item) -> OldForm | None:
    try:
        return read_old_form(item.text)
    except Refusal:  # since it was read in, the council's financial year may have been changed
        return None


def _with_shared_codes(forms: Mapping[int, OldForm], given: Mapping[int, Given], facts: Facts) -> dict[int, Given]:
    """Forms of one new title are of one indicator: a code given for the first goes for all."""
    new = {
        each: folded(form.indicator_title)
        for each, form in forms.items()
        if match_of(form, given[each], facts, closely=False).is_new
    }
    codes: dict[str, str] = {}
    for each, title in new.items():
        if given[each].code:
            codes.setdefault(title, given[each].code)
    shared = {each: given[each].code or codes.get(title, "") for each, title in new.items()}
    return {each: replace(given[each], code=shared.get(each, given[each].code)) for each in forms}


def _beside_one_another(found: dict[int, Proposal], names: Mapping[int, str]) -> dict[int, Proposal]:
    """The proposals, hindered where several are about the same indicator and period."""
    alike: dict[tuple[str, str], list[int]] = {}
    for each, proposal in found.items():
        if (key := _about(proposal)) is not None:
            alike.setdefault(key, []).append(each)
    for group in alike.values():
        for each in group if len(group) > 1 else ():
            other = names[group[0] if each != group[0] else group[1]]
            sentence = f"“{other}” is about the same indicator and period: put one of them aside."
            hindrances = (*found[each].hindrances, sentence)
            found[each] = replace(found[each], hindrances=hindrances, answers=None, twin=other)
    return found


def _about(proposal: Proposal) -> tuple[str, str] | None:
    """What makes two forms one: the indicator, there or new, and the period."""
    known = proposal.match.known
    if proposal.period is None or not (known or proposal.match.is_new):
        return None
    name = f"id {known.id}" if known else f"title {folded(proposal.form.indicator_title)}"
    return name, proposal.period.key
