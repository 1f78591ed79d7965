"""The page of one figure: what is stored, where it came from, what became of it, and what an estimate said first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.builders import CALENDAR, make_indicator, set_figures, sign_in
from tests.integration.administration import words
from tests.integration.council import Council, found
from tests.integration.sent_files import send
from tests.table_files import csv_cells
from webapp.domain.rights import Who
from webapp.domain.uploads import UploadState
from webapp.extensions import db
from webapp.models import Indicator, Revision
from webapp.services.figures.storing import ActualEntry, put_actual
from webapp.services.indicators.one_figure import FigurePage, show_figure
from webapp.services.periods.steps import ensure_open, lock, release
from webapp.services.store import transaction
from webapp.services.uploads.receipts import get_receipt
from webapp.services.uploads.undoing import begin_undo, undo


@dataclass
class Scene:
    """A council, and what is done to its figures outside any page."""

    app: Flask
    council: Council

    @property
    def indicator(self) -> int:
        return self.council.indicator

    def put(self, key: str, value: str | None, quality: str = "final", **more: object) -> None:
        with self.app.app_context(), transaction() as session:
            period, _ = ensure_open(self.council.performance, CALENDAR.from_key(key))
            entry = ActualEntry(None if value is None else Decimal(value), quality, **more)  # type: ignore[arg-type]
            indicator = session.get_one(Indicator, self.indicator)
            put_actual(self.council.performance, indicator, period, entry, reason="A late return")

    def put_target(self, key: str, value: str) -> None:
        with self.app.app_context():
            set_figures(self.indicator, key, who=self.council.performance, targets={key: value})

    def open(self, key: str) -> None:
        with self.app.app_context(), transaction():
            ensure_open(self.council.performance, CALENDAR.from_key(key))

    def send(self, *rows: str) -> int:
        with self.app.app_context():
            outcome = send(self.council.performance, *rows, name="october.csv")
        assert outcome.upload.state is UploadState.SAVED
        return outcome.upload.id

    def take_back(self, upload_id: int) -> None:
        with self.app.app_context():
            begin_undo(who=self.council.performance, upload_id=upload_id, reason="The wrong month")
            undo(self.council.performance, upload_id)

    def shown(self) -> FigurePage:
        with self.app.app_context():
            return show_figure(who=self.council.performance, indicator_id=self.indicator, period_key="2014-10")

    def client(self, who: Who) -> FlaskClient:
        client = self.app.test_client()
        sign_in(client, who)
        return client

    def page(self, key: str = "2014-10") -> str:
        """The words of the page as the performance team sees it."""
        answer = self.client(self.council.performance).get(f"/indicators/{self.indicator}/figures/{key}")
        assert answer.status_code == 200
        return words(answer)


@pytest.fixture
def scene(app: Flask) -> Scene:
    with app.app_context():
        return Scene(app, found())


def test_an_estimate_says_why_and_by_when(scene: Scene) -> None:
    more = {"comment": "As counted", "numerator": Decimal(2807), "denominator": Decimal(67000)}
    why = {"quality_reason": "Two returns are late", "final_due": date(2015, 1, 31)}
    scene.put("2014-10", "419", "estimated", **why, **more)
    shown = scene.page()
    told = (
        "419.0 per 10,000", "Red", "ESTIMATED", "Two returns are late", "Final figure due 31 January 2015",
        "As counted", "Numerator 2,807", "Denominator 67,000", "Entered by hand", "385.6 per 10,000", "A late return",
    )  # fmt: skip
    for text in told:
        assert text in shown
    assert "took the place" not in shown


def test_a_value_leads_to_its_upload_for_those_who_may_see_that(scene: Scene) -> None:
    upload = scene.send("CS01,2014-10,440,390,,,,,")
    team, lead = scene.client(scene.council.performance), scene.client(scene.council.lead)
    path = f"/indicators/{scene.indicator}/figures/2014-10"
    assert team.get(path).text.count(f'href="/uploads/{upload}"') == 4  # actual and target, and a revision of each
    for linked in (f"/uploads/{upload}", f"/indicators/{scene.indicator}"):
        assert f'href="{path}"' in team.get(linked).text
    page = lead.get(path).text
    assert f"/uploads/{upload}" not in page
    assert "Upload october.csv" in page


def test_a_receipt_is_to_be_had_as_a_file(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.services.uploads.revised.CHUNK", 1)
    with scene.app.app_context():
        make_indicator(code="CS02", who=scene.council.performance)
    rows = ("CS01,2014-10,440,,yes,,Two are late,,", "CS01,2014-11,450,390,,,,,", "CS02,2014-10,-7.25,,,,,,")
    upload = scene.send(*rows)
    team = scene.client(scene.council.performance)
    files = {step: csv_cells(team.get(f"/uploads/{upload}?step={step}&format=csv").data) for step in ("", "new")}
    names = ("indicator_code", "period", "what", "old", "new", "new_in_words")
    told = [dict(zip(files[""][0], row, strict=True)) for row in files[""][1:]]
    assert [tuple(row[name] for name in names) for row in told] == [
        ("CS01", "2014-10", "actual", "439.1", "440", "440.0, ESTIMATED, comment “Two are late”"),
        ("CS01", "2014-11", "actual", "", "450", "450.0"),
        ("CS01", "2014-11", "target", "", "390", "390.0"),
        ("CS02", "2014-10", "actual", "", "-7.25", "-7.25"),
    ]
    assert files["new"][1:] == files[""][2:]


def test_a_quality_said_by_hand_leaves_the_value_to_its_upload(scene: Scene) -> None:
    upload = scene.send("CS01,2014-10,440,,,,,,")
    scene.put("2014-10", "440", "estimated")
    assert f"Where it came from Upload {upload}, october.csv" in scene.page()
    scene.put("2014-10", "441")
    assert "Where it came from Entered by hand" in scene.page()


def test_readers_see_released_periods_only(scene: Scene) -> None:
    reader, path = scene.client(scene.council.reader), f"/indicators/{scene.indicator}/figures/2014-10"
    assert reader.get(path).status_code == 404
    with scene.app.app_context():
        release(who=scene.council.performance, key="2014-10")
    assert reader.get(path).status_code == 200


@pytest.mark.parametrize("path", ["99/figures/2014-10", "1/figures/2019-10", "1/figures/2014-Q3", "1/figures/2014-13"])
def test_what_does_not_exist_is_not_found(scene: Scene, path: str) -> None:
    scene.open("2014-Q3")
    assert scene.client(scene.council.performance).get(f"/indicators/{path}").status_code == 404


def test_a_target_of_a_longer_period_has_a_page_and_is_in_force(scene: Scene) -> None:
    scene.put_target("2014-FY", "380")
    shown = scene.page("2014-FY")
    assert "Where it came from" in shown
    assert "Status" not in shown
    assert "380.0" in shown
    scene.put("2014-11", None)
    shown = scene.page("2014-11")
    for text in ("Not applicable", "None is dated for November 2014", "Target in force 380.0 (2014/15)"):
        assert text in shown


def test_a_period_without_figures_says_so_and_a_lock_is_named(scene: Scene) -> None:
    scene.open("2014-09")
    with scene.app.app_context():
        lock(who=scene.council.performance, key="2014-09")
    shown = scene.page("2014-09")
    for text in ("Overdue", "None is dated", "Nothing has been entered yet", "was locked by Priya Nair"):
        assert text in shown


@pytest.mark.parametrize(
    ("quality", "first", "sentence"),
    [
        ("estimated", "385", "■ Green Final 439.1 ● Red {} the colour changed from green to red"),
        ("provisional", "419", "● Red Final 439.1 ● Red {} the colour did not change"),
        ("estimated", None, "– No data Final 439.1 ● Red {} the status changed from no data to red"),
    ],
)
def test_a_final_figure_is_shown_beside_what_it_replaced(
    scene: Scene, quality: str, first: str | None, sentence: str
) -> None:
    scene.put("2014-10", first, quality)
    scene.put("2014-10", "439.1")
    shown = scene.page()
    was = f"{first}.0" if first else "not applicable"
    by = "As the target in force and today’s rule judge both,"
    assert f"First {was}, {quality.upper()} {sentence.format(by)}." in shown


def test_a_figure_that_was_always_final_replaced_nothing(scene: Scene) -> None:
    assert scene.shown().replaced is None


def test_what_was_taken_back_is_marked_and_replaced_nothing(scene: Scene) -> None:
    scene.put("2014-10", "385", "estimated")
    upload = scene.send("CS01,2014-10,440,,no,,,,")
    assert scene.shown().replaced is not None
    scene.take_back(upload)
    scene.put("2014-10", "439.1", "final", comment="Counted again")
    lines = scene.shown().history
    assert [(line.revision.undone, line.taken_back) for line in lines[:3]] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    replaced = scene.shown().replaced
    assert replaced is not None
    assert replaced.first == "385.0, ESTIMATED"
    told = scene.page()
    for text in ("Taken back since", "Takes it back", "The wrong month"):
        assert text in told
    listed = words(scene.client(scene.council.performance).get(f"/indicators/{scene.indicator}"))
    assert "The wrong month. Taken back: upload october.csv" in listed
    with scene.app.app_context():
        assert get_receipt(upload).counts == {"changed": 1, "new": 0}
    receipt = scene.client(scene.council.performance).get(f"/uploads/{upload}")
    assert "This upload was taken back" in receipt.text
    assert "440.0" in receipt.text


def test_a_correction_on_a_page_keeps_which_upload_the_figure_came_from(scene: Scene) -> None:
    upload = scene.send("CS01,2014-10,440,,,,,,")
    scene.put("2014-10", "441")
    with scene.app.app_context():
        query = select(Revision).where(Revision.kind == "actual").order_by(Revision.id.desc()).limit(1)
        last = db.session.execute(query).scalar_one()
        assert (last.upload_id, last.old_upload_id, last.old_value) == (None, upload, Decimal(440))
    shown = scene.shown().actual
    assert shown is not None
    assert (shown.figure, shown.upload_id) == ("441.0", None)
