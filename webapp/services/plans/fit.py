"""Whether a plan prints: on its one page, in letters that can be drawn."""

from __future__ import annotations

from dataclasses import replace

from webapp.domain.plans import PlanState
from webapp.pdf.plan_page import TooLong, measure
from webapp.services.plans.pages import page_of
from webapp.services.plans.records import load_actions, load_plan
from webapp.services.settings import council_settings


def ensure_prints(plan_id: int) -> None:
    """Raises TooLong or Unprintable, on the field to change, for a plan that its one page cannot hold."""
    page = page_of(load_plan(plan_id), load_actions(plan_id), council_settings())
    fit = measure(replace(page, state=PlanState.SUBMITTED))
    if not fit.fits:
        raise TooLong(fit)
