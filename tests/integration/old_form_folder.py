"""Zipped folders of old forms for the tests: text and Word documents made as they are needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tests.word_forms import from_text, zipped
from webapp.domain.rights import Who
from webapp.services.old_forms.batch_pages import BatchRow, batch_page
from webapp.services.old_forms.batches import read_in


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled-in form, right in itself unless told otherwise."""

    title: str = "Repairs done in time"
    director: str = ""
    lead: str = ""
    target: str = "90 (Oct 2014) / 95 (March 2015)"
    performance: str = "81 -Target: 9 % (10.0%)"
    reason: str = "Two plumbers left."
    what: str = "Hire two plumbers."

    @property
    def text(self) -> str:
        return (
            f"INDICATOR OVERVIEW\nIndicator Title\t{self.title}\nStrategic Director Lead\t{self.director}\n"
            f"Departmental Lead\t{self.lead}\nTarget\t{self.target}\n\nPerformance this Period\t{self.performance}\n"
            f"Non-compliance reason\t{self.reason}\nWhat (is required)\t{self.what}\n"
            "How (will it be achieved)\tBy agency.\nWho (will be responsible)\tAnn Lee\n"
            "When (will results be realised)\tBy 31 December 2014\n"
        )

    def but(self, **changes: str) -> Filled:
        return replace(self, **changes)

    @property
    def document(self) -> bytes:
        return from_text(self.text)


FORM = Filled()
DISAGREEING = FORM.but(title="Bins emptied", performance="81 -Target: 9.5 % (10.6%)")


def folder(**forms: Filled | str | bytes) -> bytes:
    """A zip: each name with ``.txt`` behind it, or as it is where the content is bytes."""
    files: Mapping[str, str | bytes] = {
        name if isinstance(each, bytes) else f"{name}.txt": each.text if isinstance(each, Filled) else each
        for name, each in forms.items()
    }
    return zipped(files)


def batch_of(who: Who, **forms: Filled | str | bytes) -> int:
    """Read a folder in; returns its number."""
    return read_in(who=who, file_name="forms.zip", content=folder(**forms)).batch_id


def row_of(who: Who, batch_id: int, name: str) -> BatchRow:
    """The row of one file of a batch."""
    page = batch_page(who=who, batch_id=batch_id)
    return next(row for row in page.rows if row.item.file_name.removesuffix(".txt") == name)


def states(who: Who, batch_id: int) -> dict[str, str]:
    """The state of each file of a batch, as a page says it."""
    page = batch_page(who=who, batch_id=batch_id)
    return {row.item.file_name.removesuffix(".txt"): row.state for row in page.rows}
