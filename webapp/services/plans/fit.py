"""Whether a plan prints: on the page or two it may have, in letters that can be drawn."""

from __future__ import annotations

from dataclasses import replace

from webapp.domain.plans import PlanState
from webapp.pdf.plan_page import TooLong, measure
from webapp.services.plans.pages import page_of
from webapp.services.plans.records import load_actions, load_plan
from webapp.services.settings import council_settings


def ensure_prints(plan_id: int) -> None:
    """Raises TooLong or Unprintable, on the field to change, for a plan that the pages it may have cannot hold."""
    council = council_settings()
    page = page_of(load_plan(plan_id), load_actions(plan_id), council)
    fit = measure(replace(page, state=PlanState.SUBMITTED), most_pages=council.most_pages)
    if not fit.fits:
        raise TooLong(fit)
