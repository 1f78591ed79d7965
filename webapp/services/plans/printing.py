"""The printed page of a plan: the sealed file of a signed one, else a fresh drawing."""

from __future__ import annotations

from dataclasses import replace

from webapp.domain.errors import NotFound
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import SIGNED_STATES, PlanState
from webapp.domain.rights import Who
from webapp.pdf.plan_page import draw_plan
from webapp.services.plans.pages import page_of
from webapp.services.plans.records import load_actions, load_plan, load_readable
from webapp.services.plans.seals import signed_page, signed_pdf
from webapp.services.settings import council_settings
from webapp.word.plan_document import plan_document


def plan_pdf(*, who: Who | None, plan_id: int) -> bytes:
    """The PDF of a plan this person may read; ``who`` None is the command line. Raises NotFound."""
    record = load_plan(plan_id) if who is None else load_readable(who, plan_id)
    sealed = signed_pdf(plan_id) if record.state_for(who) in SIGNED_STATES else None
    return sealed or draw_plan(page_of(record, load_actions(plan_id), council_settings()), most_pages=None)


def plan_docx(*, who: Who | None, plan_id: int) -> bytes:
    """A plan as a Word document; ``who`` None is the command line. Raises NotFound."""
    return plan_document(page_to_read(who=who, plan_id=plan_id))


def page_to_read(*, who: Who | None, plan_id: int, standing: bool = False) -> PlanPage:
    """The page of a plan: as it was signed, word for word, or else as it reads now; raises NotFound.

    ``standing``: the signed page that stands even while a new version is written. One that a later plan has superseded
    says so: it is a copy, and the sealed file stays as it is.
    """
    record = load_plan(plan_id) if who is None else load_readable(who, plan_id)
    stands = standing and record.seal is not None and record.seal.stands
    state = PlanState.SIGNED_OFF if stands else record.state_for(who)
    sealed = signed_page(plan_id) if state in SIGNED_STATES else None
    if sealed is None:
        return page_of(record, load_actions(plan_id), council_settings())
    return replace(sealed, state=state) if state in {PlanState.SUPERSEDED, PlanState.WITHDRAWN} else sealed


def sealed_pdf(*, who: Who, plan_id: int) -> bytes:
    """The page as it was last signed, byte for byte, even while a new version is written. Raises NotFound."""
    load_readable(who, plan_id)
    sealed = signed_pdf(plan_id)
    if sealed is None:
        raise NotFound("This plan has not been signed.")
    return sealed
