"""What templates may call: figures and dates as text, from the domain, and the design system's macros."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, url_for
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    Undefined,
)
from markupsafe import Markup

from webapp.charts.plan import plan_picture
from webapp.charts.svg import Svg, svg
from webapp.domain import formats
from webapp.domain.plan_page import PlanPage
from webapp.services.clock import LONDON, today
from webapp.web.forms import control_of, error_links

MACROS = "govuk_frontend_jinja"


class DesignSystemLoader(BaseLoader):
    """Loads the design system's macros into an environment of their own.

    They ask for parameters that were not given, and rely on an undefined value being false; our own
    templates must not (StrictUndefined). So these, and only these, see the lenient kind.
    """

    def __init__(self) -> None:
        self._macros = PrefixLoader({MACROS: PackageLoader(MACROS)})
        self._lenient: Environment | None = None

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """The macro file ``govuk_frontend_jinja/…``; anything else is another loader's."""
        if self._lenient is None:
            self._lenient = environment.overlay(undefined=Undefined, trim_blocks=False, lstrip_blocks=False)
        return self._macros.load(self._lenient, name, self._lenient.make_globals(None))


def register(app: Flask) -> None:
    """Give the application's templates their strictness, loaders, filters and globals."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = True
    env.lstrip_blocks = True
    if env.loader is None:
        raise RuntimeError("The application has no template loader.")
    env.loader = ChoiceLoader([DesignSystemLoader(), env.loader])
    env.filters.update(FILTERS)
    env.globals["asset"] = asset


def capitalise_first(text: str) -> str:
    """The text with its first letter large and the rest untouched: the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def sanitised(html: str) -> Markup:
    """Mark as safe HTML that the sanitiser cleaned before it was stored; the only way past the escaping."""
    return Markup(html)


def day(value: date | None) -> str:
    """A day as "31 October 2014", or a dash where none is set."""
    return "–" if value is None else formats.long_date(value)


def moment(value: datetime | None) -> str:
    """A moment as "14 November 2014 at 2:02pm", or a dash."""
    return "–" if value is None else formats.moment(value)


def lately(value: datetime) -> str:
    """A moment of today as "14:02", any other as "14 November 2014 at 2:02pm"."""
    return formats.time_of_day(value) if value.astimezone(LONDON).date() == today() else formats.moment(value)


def asset(filename: str) -> str:
    """The URL of a static file with a mark of its content, so that browsers may keep it for long."""
    path = Path(current_app.static_folder or "") / filename
    return url_for("static", filename=filename, v=_fingerprint(path, path.stat().st_mtime_ns))


@lru_cache(maxsize=64)
def _fingerprint(path: Path, modified: int) -> str:
    """Eight hexadecimal digits of the file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def plan_charts(page: PlanPage) -> tuple[Svg, ...]:
    """The trend of a plan drawn for a wide and for a narrow screen; nothing where the page has none."""
    if page.trend is None:
        return ()
    return tuple(
        svg(
            plan_picture(page.trend, page.indicator_title, width=width, height=height, letters=letters),
            name=f"plan-{page.number}-{name}",
            classes=f"chart__{name}",
        )
        for name, width, height, letters in (("wide", 480.0, 130.0, 11.0), ("narrow", 270.0, 190.0, 12.0))
    )


FILTERS: dict[str, Callable[..., object]] = {
    "figure": formats.figure,
    "figure_with_unit": formats.figure_with_unit,
    "signed": formats.signed,
    "percent_of_target": formats.percent_of_target,
    "file_size": formats.file_size,
    "long_date": day,
    "moment": moment,
    "lately": lately,
    "sanitised": sanitised,
    "plan_charts": plan_charts,
    "capitalise_first": capitalise_first,
    "control": control_of,
    "error_links": error_links,
}
