"""A pack bound from its plans: pages, contents, links, bookmarks, and one structure tree over all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pdfua
import pytest
from pypdf import PdfReader

from tests.unit.pdf_examples import ACTION, PARAGRAPH, PLAN, read
from webapp.domain.packs import Pack, PackLine
from webapp.domain.plan_page import PlanPage
from webapp.domain.plans import PlanState
from webapp.pdf.pack.binding import Bound, bind

CHILDREN, RESOURCES = "Plant a Phobl", "Resources – “other”"
TRAP = "See 12 0 R and (brackets \\) in the annex."
LONG = f"Rate of {'very ' * 40}long titles"


def line(number: int, state: PlanState, *, directorate: str = CHILDREN, title: str = "", period: str = "") -> PackLine:
    return PackLine(directorate, f"IND-{number:02}", title or f"Rate of ŵ {number}", period, state, number)


def page(number: int, state: PlanState, reason: str = "") -> PlanPage:
    signed = state in {PlanState.SIGNED_OFF, PlanState.SUPERSEDED}
    return replace(
        PLAN,
        number=number,
        indicator_title=f"Rate of ŵ {number}",
        state=state,
        signature=PLAN.signature if signed else None,
        reason_html=reason or f"<p>Reason {number}.</p>",
        actions=(replace(ACTION, what=f"{TRAP} {number}"),),
    )


LINES = (
    line(1, PlanState.SIGNED_OFF),
    line(2, PlanState.DRAFT, period="September 2014"),
    line(3, PlanState.SUBMITTED, title=LONG),
    line(4, PlanState.WITHDRAWN),
    line(5, PlanState.DRAFT, directorate=RESOURCES),
    line(6, PlanState.SUPERSEDED, directorate=RESOURCES),
    PackLine(RESOURCES, "BINS", "Missed bins", "", PlanState.REQUIRED),
)
PLANS = (
    page(1, PlanState.SIGNED_OFF),
    page(2, PlanState.DRAFT, PARAGRAPH * 30),
    page(3, PlanState.SUBMITTED),
    page(5, PlanState.DRAFT, "<p>שלום</p>"),
    page(6, PlanState.SUPERSEDED),
)
PACK = Pack(PLAN.council, "October 2014", datetime(2014, 11, 14, 14, 2, tzinfo=UTC), LINES)
FIRST = {1: 3, 2: 4, 3: 7, 6: 8}  # the first page of each plan: the draft has three
PAGES = 8


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    """The steps that binding told about."""
    return []


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pack") / "pack.pdf"


@pytest.fixture(scope="module")
def bound(file: Path, told: list[tuple[int, int]]) -> Bound:
    return bind(PACK, iter(PLANS), file, lambda done, total: told.append((done, total)))


@pytest.fixture(scope="module")
def pdf(file: Path, bound: Bound) -> Any:
    assert bound.pages == PAGES
    return PdfReader(file, strict=True)


def words(pdf: Any, number: int) -> str:
    return " ".join(pdf.pages[number - 1].extract_text().split())


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below ``node``, in reading order."""
    kids = node["/K"].get_object() if "/K" in node else []
    for kid in kids if isinstance(kids, list) else [kids]:
        below = kid.get_object()
        if isinstance(below, dict) and below.get("/Type") == "/StructElem":
            yield below
            yield from elements(below)


def leaves(tree: Any) -> Iterator[tuple[int, Any]]:
    """The entries of a number tree."""
    for kid in tree.get("/Kids", []):
        yield from leaves(kid.get_object())
    numbers = tree.get("/Nums", [])
    yield from zip(numbers[::2], numbers[1::2], strict=True)


def test_the_accessibility_check_finds_nothing(file: Path, pdf: Any) -> None:
    report = pdfua.validate(str(file))
    assert [finding.message for finding in report.findings] == []
    assert [outcome.rule_id for outcome in report.skipped] == []


def test_every_page_says_which_of_how_many_it_is(pdf: Any) -> None:
    assert len(pdf.pages) == PAGES
    for number in range(1, PAGES + 1):
        assert f"Page {number} of {PAGES}" in words(pdf, number)
    assert pdf.page_labels == [str(number) for number in range(1, PAGES + 1)]


def test_the_cover_says_whose_plans_these_are_and_counts_them(pdf: Any) -> None:
    cover = words(pdf, 1)
    for part in (PLAN.council, "Performance action plans", "October 2014", "made on 14 November 2014 at 2:02pm"):
        assert part in cover
    assert "No plan yet 1 Draft 2 Submitted 1 Signed off 1 Withdrawn 1 Superseded 1 Together 7" in cover


def test_the_contents_list_every_plan_with_its_page_and_those_that_are_missing(pdf: Any) -> None:
    contents = words(pdf, 2)
    for part in (
        f"Contents {CHILDREN}",
        "IND-01 Rate of ŵ 1 Signed off 3",
        "IND-02 Rate of ŵ 2 (September 2014) Draft 4",
        "IND-04 Rate of ŵ 4 Withdrawn",
        RESOURCES,
        "Non-compliance reason: “□” (hebrew letter shin) cannot be printed.",
        "Cannot be printed",
        "IND-06 Rate of ŵ 6 Superseded 8",
        "BINS Missed bins No plan yet",
    ):
        assert part in contents


def test_plans_that_cannot_be_printed_are_told(bound: Bound) -> None:
    assert list(bound.troubles) == [5]
    assert "hebrew letter shin" in bound.troubles[5]


def test_each_plan_keeps_its_pages_and_its_mark(pdf: Any) -> None:
    assert "SIGNED OFF" in words(pdf, 3)
    assert PLAN.signature.fingerprint in words(pdf, 3)
    for number in (4, 5, 6):
        assert "DRAFT" in words(pdf, number)
    assert "SUBMITTED, NOT SIGNED" in words(pdf, 7)
    assert "SUPERSEDED" in words(pdf, 8)
    assert "This is a copy, not the signed file." in words(pdf, 8)


def test_bookmarks_lead_from_directorates_to_plans(pdf: Any) -> None:
    outline = pdf.outline
    assert [each.title for each in outline if not isinstance(each, list)] == ["Contents", CHILDREN, RESOURCES]
    found = [(each.title, pdf.get_destination_page_number(each) + 1) for group in outline[2::2] for each in group]
    assert found == [
        ("IND-01 Rate of ŵ 1", 3),
        ("IND-02 Rate of ŵ 2 (September 2014)", 4),
        (f"IND-03 {LONG}", 7),
        ("IND-06 Rate of ŵ 6", 8),
    ]
    assert pdf.trailer["/Root"]["/PageMode"] == "/UseOutlines"


def test_links_in_the_contents_lead_to_the_plans(pdf: Any) -> None:
    links = [each.get_object() for each in pdf.pages[1]["/Annots"]]
    places = pdf.named_destinations
    led_to = [pdf.get_destination_page_number(places[link["/A"]["/D"]]) + 1 for link in links]
    assert led_to == list(FIRST.values())
    assert links[0]["/Contents"] == "IND-01 Rate of ŵ 1, Signed off"


def test_every_mark_and_every_link_leads_back_to_its_element(pdf: Any) -> None:
    owners = dict(leaves(pdf.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]))
    assert len(owners) == PAGES + len(FIRST)
    for leaf in pdf.pages:
        content = leaf.get_contents()
        assert content is not None
        owned = [owner.get_object() for owner in owners[leaf["/StructParents"]].get_object()]
        assert content.get_data().count(b"/MCID") == len(owned)
        assert {owner["/Type"] for owner in owned} == {"/StructElem"}
        for annotation in leaf.get("/Annots", []):
            owner = owners[annotation.get_object()["/StructParent"]].get_object()
            assert owner["/S"] == "/Link"
            assert owner["/K"][-1]["/Obj"].get_object() == annotation.get_object()


def test_one_tree_holds_cover_contents_and_plans_in_reading_order(pdf: Any) -> None:
    root = pdf.trailer["/Root"]["/StructTreeRoot"]
    document = root["/K"].get_object()
    parts = [kid.get_object() for kid in document["/K"]]
    assert [part["/S"] for part in parts] == ["/Sect", "/Sect", *["/Art"] * len(FIRST)]
    assert all(part["/P"].get_object() == document for part in parts)
    found = list(elements(root))
    assert len({id(each) for each in found}) == len(found)
    spoken = [each.get("/ActualText", "") for each in found]
    assert [text for text in spoken if text.startswith("IND-")] == [
        "IND-01 Rate of ŵ 1, Signed off, page 3",
        "IND-02 Rate of ŵ 2 (September 2014), Draft, page 4",
        f"IND-03 {LONG}, Submitted, page 7",
        "IND-04 Rate of ŵ 4, Withdrawn, without a page",
        "IND-05 Rate of ŵ 5, Draft, without a page",
        "IND-06 Rate of ŵ 6, Superseded, page 8",
    ]


def test_words_that_look_like_references_stay_as_they_are(pdf: Any) -> None:
    assert f"{TRAP} 1" in words(pdf, 3)
    assert any(TRAP in word for word in (words(pdf, number) for number in FIRST.values()))


def test_every_font_is_embedded(pdf: Any) -> None:
    for leaf in pdf.pages:
        for font in leaf["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_title_language_and_date_are_stated(pdf: Any) -> None:
    root = pdf.trailer["/Root"]
    assert pdf.metadata.title == "Performance action plans: October 2014"
    assert pdf.metadata.author == PLAN.council
    assert pdf.metadata.creation_date == PACK.made_at
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)


def test_progress_goes_up_to_its_end(bound: Bound, told: list[tuple[int, int]]) -> None:
    total = 2 * len(PLANS)
    assert told == sorted(told)
    assert {each for _, each in told} == {total}
    assert told[-1][0] >= total - 2  # one of them could not be drawn


def test_the_same_pack_gives_the_same_bytes(file: Path, bound: Bound, tmp_path: Path) -> None:
    bind(PACK, iter(PLANS), tmp_path / "again.pdf", lambda _done, _total: None)
    assert (tmp_path / "again.pdf").read_bytes() == file.read_bytes()


def test_a_pack_without_plans_lists_what_is_missing(tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    bound = bind(replace(PACK, lines=LINES[-1:]), iter(()), out, lambda _done, _total: None)
    assert bound == Bound(2, {})
    assert "BINS Missed bins No plan yet" in words(PdfReader(out), 2)
    assert not pdfua.validate(str(out)).findings


def test_long_contents_go_on_under_their_heading(tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    lines = tuple(replace(LINES[-1], code=f"IND-{number:03}", title=LONG) for number in range(90))
    bind(replace(PACK, lines=lines), iter(()), out, lambda _done, _total: None)
    pdf = read(out.read_bytes())
    assert len(pdf.pages) > 3
    assert words(pdf, 3).startswith(f"{RESOURCES} (continued)")
    listed = " ".join(words(pdf, number) for number in range(2, len(pdf.pages) + 1))
    assert all(each.code in listed for each in lines)
    assert not pdfua.validate(str(out)).findings
