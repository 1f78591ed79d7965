"""Addresses for what leaves the product: messages and calendars, which are read where no page of ours is open."""

from __future__ import annotations

from flask import Flask, current_app, request

from webapp.domain.reminders import ActionFact, FigureFact, Kind, PlanFact, Reminder
from webapp.outgoing.digest_mail import Links


class Addresses:
    """Whole addresses of pages, below one origin."""

    def __init__(self, app: Flask, origin: str) -> None:
        self._origin = origin
        self._pages = app.url_map.bind("")

    def page(self, endpoint: str, **values: object) -> str:
        """The address of a page."""
        return self._origin + self._pages.build(endpoint, values)

    def of_fact(self, fact: PlanFact | ActionFact | FigureFact) -> str:
        """Where to act on it: the page of an action, figure or plan, and *Your work* where nothing is written yet."""
        if isinstance(fact, FigureFact):
            return self.page("indicators.figure", indicator_id=fact.indicator_id, key=fact.period_key)
        return self._where(fact.plan_id, fact.key if isinstance(fact, ActionFact) else "")

    def of_reminder(self, reminder: Reminder) -> str:
        """The same for a reminder, and for the performance team the lists of what it is to look into."""
        if reminder.kind is Kind.OUTCOME_UNKNOWN:
            return self.page("reminders.index")
        if reminder.period_key:
            return self.page("indicators.figure", indicator_id=reminder.indicator_id, key=reminder.period_key)
        if reminder.kind is Kind.FINAL_OVERDUE:
            return self.page("figures.promises", whose="all", show="overdue")
        return self._where(reminder.plan_id, reminder.action_key)

    def _where(self, plan_id: int | None, action_key: str) -> str:
        if action_key:
            return self.page("actions.show", action_key=action_key)
        return self.page("plans.show", plan_id=plan_id) if plan_id else self.page("home.index")


def mail_links(app: Flask) -> Links | None:
    """Where messages lead to, below the public address; None where none is set."""
    public: str = app.config["BTG"].public_url
    if not public:
        return None
    addresses = Addresses(app, public)
    preferences = addresses.page("account.show") + "#reminders"
    return Links(addresses.page("home.index"), preferences, addresses.of_reminder)


def site_addresses() -> Addresses:
    """Addresses below the public one, else below that of the request."""
    settings = current_app.config["BTG"]
    scheme = "https" if settings.https else request.scheme
    return Addresses(current_app, settings.public_url or f"{scheme}://{request.host}")
