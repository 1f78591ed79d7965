"""What the options of the upload command answer about a file, and what it still has to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from webapp.domain.quoting import quoted
from webapp.domain.texts import listed
from webapp.readers.figures.understanding import LastYear
from webapp.services.settings import calendar
from webapp.services.uploads.named_layouts import find_layout

LAST_YEAR = {"same": LastYear.SAME, "whole": LastYear.WHOLE}
"""What "last year" can mean, by the words of the option."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options that say what a file does not say itself; blank where they are left out."""

    mapping: str = ""
    period: str = ""
    sheet: str = ""
    last_year: str = ""
    create: bool = False


def answers_of(options: Options) -> dict[str, Any]:
    """The answers as an upload keeps them. Raises Refusal for a layout or a period that nobody knows.

    Columns of "last year" are left out while nothing says what it means.
    """
    answers: dict[str, Any] = {"skip_last_year": True, "create": options.create}
    if options.mapping:
        layout = find_layout(options.mapping)
        answers["layout"] = layout.columns
        if layout.last_year:
            answers["last_year"] = layout.last_year
    if options.last_year:
        answers["last_year"] = LAST_YEAR[options.last_year].value
    if options.period.strip():
        answers["period"] = calendar().read(options.period).key
    if options.sheet:
        answers["sheet"] = options.sheet
    return answers


def questions(found: dict[str, Any], options: Options) -> tuple[str, ...]:
    """What a file asks, as sentences that name the option to answer with."""
    sentences = {
        "sheet": _which_sheet,
        "columns": _which_columns,
        "period": _which_period,
    }
    return tuple(sentences[ask](found, options) for ask in found["asks"])


def _which_sheet(found: dict[str, Any], _options: Options) -> str:
    names = listed([quoted(name) for name in found["sheets"]], "or")
    return f"Several sheets of the file hold figures. Say which one with --sheet: {names}."


def _which_columns(found: dict[str, Any], options: Options) -> str:
    headings = [quoted(found["layout"][at]["heading"]) for at in found["unknown"]]
    named = f"the column{'' if len(headings) == 1 else 's'} {listed(headings)} hold{'s' if len(headings) == 1 else ''}"
    if options.mapping:
        return f"The layout {quoted(options.mapping)} does not say what {named}: upload the file on its page to say it."
    return (
        f"Nobody has said what {named}. Upload such a file on its page once, give the layout a name there, and write "
        "that name after --mapping."
    )


def _which_period(_found: dict[str, Any], _options: Options) -> str:
    return 'The file does not say which period its figures are for. Say it with --period, such as "October 2014".'
