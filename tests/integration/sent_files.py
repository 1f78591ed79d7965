"""Files of figures sent by the performance team, and what came of them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from webapp.domain.rights import Who
from webapp.services.uploads.remarks import Remark, every_remark
from webapp.services.uploads.uploading import Outcome, check_file, upload_figures

HEADER = "indicator_code,period,actual,target,actual_estimated,target_estimated,comment,numerator,denominator"


def csv(*rows: str, header: str = HEADER) -> bytes:
    """A file of these rows below its header."""
    return "\n".join([header, *rows, ""]).encode()


def send(who: Who, *rows: str, header: str = HEADER, name: str = "figures.csv", **answers: Any) -> Outcome:
    """Check these rows and save them where there is no fault."""
    return upload_figures(who=who, file_name=name, content=csv(*rows, header=header), answers=answers)


def try_out(who: Who, *rows: str, header: str = HEADER, **answers: Any) -> Outcome:
    """Only check these rows."""
    return check_file(who=who, file_name="figures.csv", source=BytesIO(csv(*rows, header=header)), answers=answers)


def faults(outcome: Outcome) -> list[Remark]:
    """Every fault of the file, by line."""
    return list(every_remark(outcome.upload.id, "fault"))


def warnings(outcome: Outcome) -> list[Remark]:
    """Every warning, by line."""
    return list(every_remark(outcome.upload.id, "warning"))


def notes(outcome: Outcome) -> list[Remark]:
    """Every note, by line."""
    return list(every_remark(outcome.upload.id, "note"))


def counts(outcome: Outcome) -> tuple[int, int, int]:
    """New, changed and unchanged figures of a file without a fault."""
    assert outcome.accepted, (outcome.upload, faults(outcome))
    return outcome.upload.created, outcome.upload.changed, outcome.upload.unchanged
