"""Saving a zipped folder of old forms in one go: each form that gives no doubt, whole and by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from webapp.domain.errors import BadPeriod, Refusal
from webapp.domain.rights import Who
from webapp.readers.form_folder import FormFile
from webapp.readers.old_form import OldForm
from webapp.readers.rule_words import read_polarity, read_tolerance
from webapp.services.clock import now, today
from webapp.services.old_forms.batches import UNREADABLE, WAITING, Batch, Item, readable
from webapp.services.old_forms.command import Wanted
from webapp.services.old_forms.facts import load_facts
from webapp.services.old_forms.given import Given
from webapp.services.old_forms.proposals import Proposal
from webapp.services.old_forms.reading import read_old_form
from webapp.services.old_forms.saving import SavedForm
from webapp.services.old_forms.settling import save_weighed
from webapp.services.old_forms.weighing import weigh_batch
from webapp.services.periods.steps import ensure_runs_figures
from webapp.services.settings import calendar


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its form if it could be read, and where it was saved or why it was not."""

    file: str
    form: OldForm | None = None
    saved: SavedForm | None = None
    faults: tuple[str, ...] = ()


def save_folder(*, who: Who, files: Iterable[FormFile], wanted: Wanted) -> list[Outcome]:
    """Save each form in a transaction of its own; raises Refusal for options that cannot be understood.

    An indicator of the form's title is used and keeps its rule. A new one has the polarity and tolerance given, and
    the code given with the next free number behind it.
    """
    ensure_runs_figures(who)
    for_all = _for_all(wanted)
    items = [_item(place, file, for_all) for place, file in enumerate(files, start=1)]
    batch = Batch(0, "", who.name, now(), for_all, Counter())
    proposals = weigh_batch(batch, items, closely={item.id for item in items})
    return [_outcome(who, item, proposals.get(item.id), for_all, wanted.code.strip()) for item in items]


def _for_all(wanted: Wanted) -> Given:
    """The options that go for every form."""
    polarity = read_polarity(wanted.polarity)
    read_tolerance(wanted.tolerance)
    try:
        period = calendar().read(wanted.period).key if wanted.period.strip() else ""
    except BadPeriod as refusal:
        raise Refusal(f"--period: {refusal.sentence}") from None
    return Given(period=period, polarity=polarity or "", tolerance=wanted.tolerance.strip())


def _item(place: int, file: FormFile, for_all: Given) -> Item:
    """A file as if it were kept; without a period for all, it is about the only one of its targets that has begun."""
    trouble = file.trouble or readable(file.text)
    period = "" if trouble or for_all.period else _only_period(read_old_form(file.text))
    state = UNREADABLE if trouble else WAITING
    return Item(place, 0, place, file.name, file.text, trouble, Given(period=period), state, None, None)


def _only_period(form: OldForm) -> str:
    begun = {each.period.key for each in form.targets if each.period is not None and each.period.start <= today()}
    return begun.pop() if len(begun) == 1 else ""


def _outcome(who: Who, item: Item, proposal: Proposal | None, for_all: Given, prefix: str) -> Outcome:
    if proposal is None:
        return Outcome(item.file_name, faults=(item.trouble,))
    given = item.given.over(for_all)
    try:
        if not given.period:
            raise Refusal("The form does not say which period it is about: give --period.")
        if proposal.twin:
            raise Refusal(f"“{proposal.twin}” is about the same indicator and period: leave one of them out.")
        if proposal.match.is_new and not proposal.match.doubt and prefix:
            given = replace(given, code=_free_code(prefix))
        saved = save_weighed(who=who, form=proposal.form, text=item.text, given=given)
    except Refusal as refusal:
        return Outcome(item.file_name, proposal.form, faults=(refusal.sentence,))
    return Outcome(item.file_name, proposal.form, saved)


def _free_code(prefix: str) -> str:
    """The prefix with the first number that no indicator has behind it."""
    taken = load_facts().codes
    return next(code for number in count(1) if (code := f"{prefix}{number}").lower() not in taken)
