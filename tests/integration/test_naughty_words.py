"""Strings that have broken programs, in every text field of a plan: kept to the letter, or refused by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from flask import Flask

from tests.builders import submit
from tests.integration.council import Council, found
from tests.integration.plan_writer import Writer, words
from tests.naughty import naughty_strings
from webapp.domain.actions import MOST_ACTIONS
from webapp.services.plans.comparing import compare_versions
from webapp.services.plans.editing import PlanShown, show_plan
from webapp.services.plans.writing import return_plan
from webapp.web.fields import typed_lines

PARTS = ("what", "how", "who", "when")
BATCH = MOST_ACTIONS * len(PARTS)
LEAST = 500


@dataclass(frozen=True)
class Scene:
    """A plan, and its lead at the form."""

    app: Flask
    council: Council
    plan: int
    writer: Writer

    def shown(self) -> PlanShown:
        with self.app.app_context():
            return show_plan(who=self.council.lead, plan_id=self.plan)


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        council = found()
        plan = council.plan()
    return Scene(app, council, plan, Writer(app, council.lead, plan))


def batches() -> Iterator[list[str]]:
    """The strings in lots that fill every part of every action; the last lot begins again at the first.

    A browser sends every line end as CR LF, so none of them is another once it is kept.
    """
    strings = [typed_lines(text) for text in naughty_strings()]
    for start in range(0, len(strings), BATCH):
        yield (strings + strings)[start : start + BATCH]


def rows_of(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The texts by action; rows of blanks alone are no actions."""
    rows = [tuple(texts[start : start + len(PARTS)]) for start in range(0, len(texts), len(PARTS))]
    return [row for row in rows if any(text.strip() for text in row)]


def test_there_are_five_hundred() -> None:
    assert len(naughty_strings()) >= LEAST


def test_words_are_kept_to_the_letter_on_the_way_through_the_page(scene: Scene) -> None:
    writer = scene.writer
    for batch in batches():
        writer.open(f"?rows={MOST_ACTIONS}")
        names = [f"actions-{row}-{part}" for row in range(MOST_ACTIONS) for part in PARTS]
        typed = dict(zip(names, batch, strict=True)) | {"reason": "\n".join(batch)}
        writer.fields |= typed
        assert "not saved" not in words(writer.autosave())
        shown = scene.shown()
        assert shown.record.reason_source == typed["reason"]
        kept = rows_of(batch)
        assert [tuple(getattr(action, part) for part in PARTS) for action in shown.actions] == kept
        writer.open()
        assert writer.fields["reason"] == typed["reason"]
        again = [writer.fields[f"actions-{row}-{part}"] for row in range(len(kept)) for part in PARTS]
        assert rows_of(again) == kept
        assert writer.client.get(f"/plans/{scene.plan}").status_code == 200
    with scene.app.app_context():
        newest, lead = scene.shown().record.version, scene.council.lead
        _, changes = compare_versions(who=lead, plan_id=scene.plan, first=2, second=newest)
    assert "<script" not in changes.reason_html


def test_a_returned_plan_keeps_the_directors_words(scene: Scene) -> None:
    said = typed_lines("\n".join(naughty_strings()))
    with scene.app.app_context():
        submit(scene.plan, who=scene.council.lead)
        return_plan(who=scene.council.director, plan_id=scene.plan, reason=said)
    assert scene.shown().record.returned_reason == said
    page = scene.writer.client.get(f"/plans/{scene.plan}/edit")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_a_correction_keeps_its_reason(scene: Scene) -> None:
    said = "\n".join(["Counted twice", *naughty_strings(), "and once more"])
    answer = scene.writer.post("actual", actual="430", correction_reason=said)
    assert answer.status_code == 303
    assert str(scene.shown().record.actual) == "430.000000"
    indicator = scene.writer.client.get(f"/indicators/{scene.council.indicator}")
    assert indicator.status_code == 200
    assert "<script>alert" not in indicator.text


def test_what_is_pasted_never_brings_a_script(scene: Scene) -> None:
    html = "<p>" + "</p><p>".join(naughty_strings()) + "</p>"
    pasted = scene.writer.post("paste", html=html)
    assert pasted.status_code == 200
    assert pasted.mimetype == "text/plain"
    preview = scene.writer.post("preview", reason=pasted.text)
    assert "<script" not in preview.text
    assert "<img" not in preview.text


@pytest.mark.parametrize("part", PARTS)
def test_a_nul_among_them_is_refused_by_name(scene: Scene, part: str) -> None:
    scene.writer.fields[f"actions-0-{part}"] = "x\x00y"
    said = words(scene.writer.autosave())
    assert f"“{part.capitalize()}” of action 1 is not saved yet. This text contains a NUL character" in said
