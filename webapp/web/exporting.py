"""Tables as files: the address of a page, with ``format=csv`` or ``format=xlsx`` added, answers with what it lists."""

from __future__ import annotations

import re
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from urllib.parse import urlencode

from flask import Flask, Response, request, send_file, stream_with_context

from webapp.outgoing.tables import Table, csv_pieces
from webapp.outgoing.workbooks import write_workbook

CSV, WORKBOOK = "csv", "xlsx"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = {CSV: "CSV", WORKBOOK: "Excel"}
LONGEST_NAME = 100
IN_MEMORY = 2_000_000
"""Bytes of a workbook beyond which it is made in a file on disk."""

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.]+")
_OF_THE_PAGE_ALONE = {"format", "table", "page", "before", "after", "all"}


def register(app: Flask) -> None:
    """Let templates say where a page's table is to be had as a file."""
    app.jinja_env.globals["downloads"] = downloads


def wants_file(table: str = "") -> bool:
    """Whether a page is asked for as a file; a page with several tables is asked for one of them by name."""
    return request.args.get("format") in WORDS and request.args.get("table", "") == table


def send_table(table: Table) -> Response:
    """The table in the format that the address asks for, as a file to keep; raises Refusal where it cannot be one."""
    if request.args.get("format") == WORKBOOK:
        return _send_workbook(table)
    response = Response(stream_with_context(csv_pieces(table)), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=file_name(table.name, CSV))
    return response


def _send_workbook(table: Table) -> Response:
    """Made as a whole before it is sent, so that what no workbook can hold is told on a page."""
    name = file_name(table.name, WORKBOOK)
    with ExitStack() as unless_sent:
        file = unless_sent.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        write_workbook(table, file)
        file.seek(0)
        unless_sent.pop_all()
        return send_file(file, mimetype=WORKBOOK_TYPE, as_attachment=True, download_name=name)


def file_name(name: str, kind: str) -> str:
    """A name that every system keeps as it is: "revisions-CS01.csv"."""
    return f"{_NOT_IN_NAMES.sub('-', name)[:LONGEST_NAME].strip('-.') or 'table'}.{kind}"


def downloads(table: str = "") -> list[tuple[str, str]]:
    """For each format its words and the address of this page's table in it, filtered and sorted as the page is."""
    kept = [(name, text) for name, text in request.args.items(multi=True) if name not in _OF_THE_PAGE_ALONE]
    named = [("table", table)] if table else []
    path = f"{request.script_root}{request.path}"
    return [(words, f"{path}?{urlencode([*kept, *named, ('format', kind)])}") for kind, words in WORDS.items()]
