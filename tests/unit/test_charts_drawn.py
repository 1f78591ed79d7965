"""One picture three times: as SVG under a strict policy, on tagged paper, and as PNG."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import pdfua
import pytest
from PIL import Image

from tests.unit.chart_series import trend
from tests.unit.pdf_reading import spoken
from webapp.charts.icons import assurance_icon, variation_icon
from webapp.charts.png import picture_page, png
from webapp.charts.shapes import Picture
from webapp.charts.svg import NAMESPACE, decoration, svg, svg_file
from webapp.charts.trend import trend_picture
from webapp.domain.figures import Measure
from webapp.domain.xmr_verdicts import Assurance, Variation

SERIES = trend(
    [400, 420.5, None, 439.1],
    targets=[390, 390, (380, 395), (380, 395)],
    estimated=[3],
    measure=Measure("per <10,000>", 1),
)


@pytest.fixture
def picture() -> Picture:
    return trend_picture(SERIES, title="Children & families", width=480, height=240)


def test_svg_has_attributes_only_and_words(picture: Picture) -> None:
    text = svg(picture, name="trend-7", classes="chart")
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "trend-7-title trend-7-desc"
    assert root.find(f"{{{NAMESPACE}}}title").text == "Children & families"
    assert root.find(f"{{{NAMESPACE}}}desc").text == picture.description
    assert not [each for each in root.iter() if each.get("style") or each.tag.endswith(("style", "script"))]
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert ids == ["trend-7", "trend-7-title", "trend-7-desc"]


def test_every_word_of_the_picture_is_in_the_svg_as_written(picture: Picture) -> None:
    texts = [each.text for each in ElementTree.fromstring(svg(picture, name="x")).iter(f"{{{NAMESPACE}}}text")]
    assert "Per <10,000>" in texts
    assert "439.1" in texts


def test_a_file_of_its_own_is_xml(picture: Picture) -> None:
    file = svg_file(picture)
    assert file.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns=')
    assert ElementTree.fromstring(file).get("width") == "480"


def test_paper_is_tagged_and_reads_the_words(picture: Picture, tmp_path: Path) -> None:
    pdf = picture_page(picture)
    assert [(each.tag, each.words) for each in spoken(pdf)] == [("Figure", picture.alternative)]
    file = tmp_path / "chart.pdf"
    file.write_bytes(pdf)
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []
    assert picture_page(picture) == pdf, "the same picture always gives the same bytes"


def test_png_has_twice_the_pixels_and_what_was_drawn(picture: Picture) -> None:
    image = Image.open(io.BytesIO(png(picture)))
    assert image.size == (960, 480)
    colours = {colour for _, colour in image.convert("RGB").getcolors(maxcolors=1_000_000)}
    assert (29, 112, 184) in colours, "the blue of the series"
    assert (255, 255, 255) in colours


def test_icons_differ_in_shape_not_in_colour_alone() -> None:
    variations = [variation_icon(each, way) for each in Variation for way in (1, -1)]
    assurances = [assurance_icon(each, higher_is_better=better) for each in Assurance for better in (True, False)]
    grey = {png(each): each.title for each in (*variations, *assurances)}
    # common cause, and a target that is hit or missed, go no way: each is drawn once
    assert len(grey) == 7 + 5
    shapes = [Image.open(io.BytesIO(each)).convert("L") for each in grey]
    assert len({each.tobytes() for each in shapes}) == len(shapes)
    assert {each.title for each in assurances} == {"Assurance: pass", "Assurance: fail", "Assurance: hit or miss"}


def test_what_words_beside_it_say_is_not_read_aloud_again() -> None:
    root = ElementTree.fromstring(decoration(variation_icon(Variation.CONCERN, 1), classes="chart__icon"))
    assert (root.get("aria-hidden"), root.get("role"), root.get("id")) == ("true", None, None)
    assert [each.tag.rpartition("}")[2] for each in root if each.tag.endswith(("title", "desc"))] == []
