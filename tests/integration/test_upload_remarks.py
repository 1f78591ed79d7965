"""Faults, warnings and notes in the order of their lines, page by page and all of them."""

from __future__ import annotations

from flask import Flask

from tests.integration.council import found
from tests.integration.sent_files import try_out
from webapp.services.uploads.remarks import CHUNK, PAGE_LENGTH, every_remark, remarks_page
from webapp.services.uploads.staging import Staging

FAULT = "fault"


def test_remarks_of_the_whole_file_come_first_and_each_is_told_once(app: Flask) -> None:
    with app.app_context():
        upload_id = try_out(found().performance, "CS01,2014-10,440,,,,,,").upload.id
        staging = Staging(upload_id)
        lines = [line for line in range(2 * CHUNK + 50, 0, -1) for _ in range(1 + (line % 1_000 == 0))]
        for line in [*lines, None, None]:
            staging.remark(FAULT, "odd" if line and line % 2 else "", line, "actual", "x", f"Fault of {line}")
        staging.remark("note", "", 7, None, None, "No fault")
        staging.write()
        expected = [None, None, *sorted(lines)]
        told = list(every_remark(upload_id, FAULT))
        assert [remark.line for remark in told] == expected
        assert len({remark.number for remark in told}) == len(expected)
        pages = range(1, len(expected) // PAGE_LENGTH + 2)
        paged = [remark for page in pages for remark in remarks_page(upload_id, FAULT, page=page)]
        assert paged == told
        assert remarks_page(upload_id, FAULT, page=len(pages) + 1) == ()
        odd = remarks_page(upload_id, FAULT, page=2, kind="odd")
        assert [remark.line for remark in odd] == list(range(201, 401, 2))
