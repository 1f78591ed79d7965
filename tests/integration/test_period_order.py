"""A period and those on its board are changed in the order in which uploads hold periods."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from tests.builders import set_figures
from tests.integration.council import found
from webapp.extensions import db
from webapp.models import Change
from webapp.services.periods.steps import lock


def test_a_quarter_and_its_last_month_are_locked_in_the_order_of_their_keys(app: Flask) -> None:
    with app.app_context():
        council = found()
        for key in ("2014-12", "2014-Q3"):
            set_figures(council.indicator, key, who=council.performance, targets={key: "380"})
        lock(who=council.performance, key="2014-Q3", with_parts=True)
        locked = select(Change.subject).where(Change.field == "locked").order_by(Change.id)
        assert list(db.session.execute(locked).scalars()) == ["December 2014", "Quarter 3 2014/15"]
