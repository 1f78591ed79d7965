"""Small makers of what tests need, each through the services that people use."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from flask.testing import FlaskClient
from flask_security.utils import hash_password
from sqlalchemy import select
from werkzeug.test import TestResponse

from webapp.domain.actions import Action
from webapp.domain.periods import Calendar
from webapp.domain.rights import Role, Who
from webapp.domain.variance import Target
from webapp.models import Indicator, PeriodRow
from webapp.services.figures.statuses import restate
from webapp.services.figures.storing import ActualEntry, put_actual, put_target
from webapp.services.indicators.defining import Definition, create_indicator
from webapp.services.people.accounts import grant, new_person
from webapp.services.periods.steps import ensure_open
from webapp.services.plans.editing import show_plan
from webapp.services.plans.signing import sign_plan
from webapp.services.plans.starting import start_plan
from webapp.services.plans.writing import Draft, save_draft, submit_plan
from webapp.services.store import transaction

PASSWORD = "a password of twelve"
CALENDAR = Calendar()
PERFORMANCE = Who(0, "The tests", frozenset({Role.PERFORMANCE}))
REASON = "The **new system** is late.\n\n- training took five days\n- cases stay open"
ACTION = Action("Close finished cases", "A weekly list for each team", "Ann Lee", "By the end of the quarter")


@cache
def hashed(password: str) -> str:
    """The stored form of a password, which is slow to make, made once."""
    return str(hash_password(password))


def make_person(name: str, *roles: Role, email: str | None = None, password: str | None = PASSWORD) -> Who:
    """Somebody with an account (``ann.lee@council.example``) and these roles."""
    address = email or f"{name.lower().replace(' ', '.')}@council.example"
    with transaction():
        person = new_person(who=None, name=name, email=address, post=f"Post of {name}")
        person.password = hashed(password) if password else None
        for role in roles:
            grant(None, person, role)
        return Who(person.id, name, frozenset(roles))


def make_indicator(
    *, code: str = "CS01", who: Who, lead: Who | None = None, director: Who | None = None, **fields: object
) -> int:
    """A monthly indicator, lower is better, with a tolerance of 5 % of target, unless told otherwise."""
    values: dict[str, object] = {
        "title": f"Rate of {code}",
        "frequency": "month",
        "unit": "per 10,000",
        "polarity": "lower",
        "tolerance": Decimal(5),
        "departmental_lead_id": lead.id if lead else None,
        "strategic_lead_id": director.id if director else None,
        **fields,
    }
    return create_indicator(who=who, definition=Definition(code=code, **values))  # type: ignore[arg-type]


def set_figures(
    indicator_id: int, period_key: str, *, actual: str | None = None, who: Who, targets: dict[str, str] | None = None
) -> None:
    """An actual at one period and single targets by period key, all periods opened."""
    with transaction() as session:
        indicator = session.get_one(Indicator, indicator_id)
        period, _ = ensure_open(who, CALENDAR.from_key(period_key))
        if actual is not None:
            put_actual(who, indicator, period, ActualEntry(Decimal(actual)))
        for key, value in (targets or {}).items():
            dated, _ = ensure_open(who, CALENDAR.from_key(key))
            put_target(who, indicator, dated, Target(CALENDAR.from_key(key), Decimal(value)))
        restate(session, [indicator_id])


def complete_action() -> Action:
    """An action with everything the form asks for."""
    return Action(ACTION.what, ACTION.how, ACTION.who, ACTION.when, due=CALENDAR.from_key("2014-12").end)


def make_plan(indicator_id: int, period_key: str = "2014-10", *, who: Who, reason: str = REASON) -> int:
    """A saved draft with a reason and one complete action."""
    plan_id = start_plan(who=who, indicator_id=indicator_id, period_key=period_key)
    revision = show_plan(who=who, plan_id=plan_id).record.revision
    save_draft(who=who, plan_id=plan_id, draft=Draft(revision, reason, (complete_action(),)))
    return plan_id


def submit(plan_id: int, *, who: Who) -> None:
    """Hand a saved draft to its director as it is."""
    shown = show_plan(who=who, plan_id=plan_id)
    draft = Draft(shown.record.revision, shown.record.reason_source, shown.actions)
    submit_plan(who=who, plan_id=plan_id, draft=draft)


def sign(plan_id: int, *, who: Who, site: str = "") -> str:
    """Sign a submitted plan as it reads now; returns the fingerprint."""
    return sign_plan(who=who, plan_id=plan_id, mark=show_plan(who=who, plan_id=plan_id).content_mark, site=site)


def period_id(key: str) -> int:
    """The row of an opened period."""
    with transaction() as session:
        return session.execute(select(PeriodRow.id).where(PeriodRow.key == key)).scalar_one()


def token_of(response: TestResponse) -> str:
    """The CSRF token that a page carries."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', response.text)
    assert found, response.text[:500]
    return found[1]


def sign_in(client: FlaskClient, who: Who, *, password: str = PASSWORD) -> str:
    """Sign in by the page; returns the CSRF token of the session."""
    email = f"{who.name.lower().replace(' ', '.')}@council.example"
    token = token_of(client.get("/sign-in"))
    answer = client.post("/sign-in", data={"csrf_token": token, "email": email, "password": password})
    assert answer.status_code == 302, answer.text
    return token_of(client.get("/", follow_redirects=True))
