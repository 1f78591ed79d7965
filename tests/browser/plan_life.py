"""One plan in several hands: what the lead, the director and the performance officer do with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import DIRECTOR, LEAD, PERFORMANCE, sign_in
from tests.browser.periods_work import UploadPage, csv
from tests.browser.plan_form import PlanForm
from tests.browser.sites import Site

HEADER = "indicator_code,period,actual,target,actual_estimated,target_estimated,comment\n"


@dataclass(slots=True)
class Hands:
    """Three people, each at a computer of their own, and the address of the plan once it is written."""

    site: Site
    lead: Page
    director: Page
    officer: Page
    plan: str = ""

    def write(self, measure: str, period: str, reason: str) -> None:
        """The lead begins the plan from her work and writes one action."""
        row = self.lead.get_by_role("row").filter(has_text=measure).filter(has_text=period)
        row.get_by_role("button", name="Write plan").click()
        self.lead.wait_for_url(re.compile(r"/plans/\d+/edit"))
        self.plan = self.lead.url.removesuffix("/edit")
        form = PlanForm(self.lead)
        form.reason.fill(reason)
        for label, text in (
            ("What", "Close the finished cases"),
            ("How", "Each team manager checks a weekly list"),
            ("Who", "Sarah Beckett, Head of Specialist Services"),
            ("When", "By the end of the quarter"),
            ("Due date", "31 December 2014"),
        ):
            form.action(1, label).fill(text)

    def submit(self) -> None:
        """The lead hands it over."""
        PlanForm(self.lead).submit.click()
        expect(self.lead.get_by_text("The plan was submitted for signature.")).to_be_visible()

    def edit(self, reason: str) -> None:
        """The lead opens the form and writes another reason."""
        self.lead.goto(f"{self.plan}/edit")
        PlanForm(self.lead).reason.fill(reason)

    def send_back(self, reason: str) -> None:
        """The director returns it."""
        self.director.goto(self.plan)
        self.director.get_by_label("What needs to change before you can sign?").fill(reason)
        self.director.get_by_role("button", name="Return plan").click()
        expect(self.director.get_by_text("The plan was returned to its lead.")).to_be_visible()

    def sign(self) -> None:
        """The director reads it and signs."""
        self.director.goto(self.plan)
        self.director.get_by_role("button", name="Sign off plan").click()
        expect(self.director.get_by_text("The plan is signed off.")).to_be_visible()

    def upload(self, *lines: str) -> None:
        """The officer uploads figures, each as code, period, actual and target."""
        rows = "".join(f"{line},,,\n" for line in lines)
        UploadPage(self.officer, self.site).save(csv("figures.csv", HEADER + rows))

    def paper(self, page: Page) -> bytes:
        """The PDF that a page's person gets."""
        return page.request.get(f"{self.plan}/plan.pdf").body()


def state_of(page: Page) -> Locator:
    """The tag that says how far a plan has come."""
    return page.locator(".saved-note .plan-tag")


def three_people(site: Site, page: Page, window: Callable[[], Page]) -> Hands:
    """The lead in the test's own tab, the director and the officer in windows of theirs."""
    hands = Hands(site, page, window(), window())
    for each, email in ((hands.lead, LEAD), (hands.director, DIRECTOR), (hands.officer, PERFORMANCE)):
        sign_in(each, site, email)
    return hands
