"""A council that is reminded by mail: what tests about reminders share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select

from tests.builders import make_indicator, make_person, make_plan, set_figures, submit
from tests.integration.administration import asked
from tests.integration.council import Council, found
from tests.integration.mail_server import Office
from webapp.config import Settings
from webapp.domain.mail import MailServer, Sender
from webapp.domain.reminders import DigestState
from webapp.domain.rights import Role, Who
from webapp.models import Digest
from webapp.outgoing.digest_mail import Links
from webapp.services.reminders.sending import Run, send_reminders
from webapp.services.setting_changes import change_settings
from webapp.services.settings import CouncilSettings, council_settings

FRIDAY = date(2014, 11, 14)
LEAD, DIRECTOR = "ann.lee@council.example", "dan.roe@council.example"
SENDER = Sender("", "plans@council.example")
EVERY_MONTH = CouncilSettings(plans_required_at="both")
"""A plan for the red figure of any month."""

ALWAYS = replace(EVERY_MONTH, quiet_from=0, quiet_to=0, quiet_weekends=False)
"""And reminders at any hour of any day."""


@dataclass
class Reminded:
    """A council with one red figure that needs a plan, its mail server, and the day on which it lives."""

    flask: Flask
    settings: Settings
    office: Office
    council: Council
    administrator: Who
    day: date = FRIDAY

    @contextmanager
    def app(self) -> Iterator[Flask]:
        """The application on that day, inside its context."""
        self.flask.config["BTG"] = replace(self.settings, today=self.day)
        with self.flask.app_context():
            yield self.flask

    def send(self, links: Links | None = None) -> Run:
        """Send what is to be sent, as the scheduler does."""
        with self.app():
            return send_reminders(links=links)

    def tomorrow(self) -> None:
        """Go on to the next day."""
        self.day += timedelta(days=1)

    def decide(self, **changes: object) -> None:
        """Change some settings of the council."""
        with self.app():
            change_settings(who=self.administrator, wanted=replace(council_settings(), **changes))  # type: ignore[arg-type]

    def wait_for_signature(self) -> int:
        """A further red figure, whose plan is submitted; returns the plan's number."""
        with self.app():
            lead = self.council.other_lead
            plan = make_plan(red_indicator("CS02", self.council, lead=lead), who=lead)
            submit(plan, who=lead)
            return plan

    def states(self) -> list[tuple[str, date, DigestState]]:
        """Address, day and state of every digest, in the order in which they were claimed first."""
        with self.app() as app:
            rows = asked(app, select(Digest.address, Digest.day, Digest.state).order_by(Digest.id))
        return [(address, day, DigestState(state)) for address, day, state in rows]


def red_indicator(code: str, council: Council, *, lead: Who) -> int:
    """A further indicator of the same director, red in October 2014."""
    indicator = make_indicator(code=code, who=council.performance, lead=lead, director=council.director)
    set_figures(indicator, "2014-10", actual="50", who=council.performance, targets={"2014-10": "40"})
    return indicator


def set_scene(app: Flask, office: Office, port: int) -> Reminded:
    """Make the council in an empty database; its mail goes to the office that listens on that port."""
    settings: Settings = app.config["BTG"]
    posting = replace(settings, mail_server=MailServer("127.0.0.1", port), mail_from=SENDER)
    with app.app_context():
        council, administrator = found(), make_person("Morag Lewis", Role.ADMINISTRATOR)
        change_settings(who=administrator, wanted=ALWAYS)
    return Reminded(app, posting, office, council, administrator)
