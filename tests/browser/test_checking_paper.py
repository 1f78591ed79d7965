"""From the paper to the answer: who scans the code of a signed page, or drops its file, learns whether it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import zxingcpp
from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.people import DIRECTOR, sign_in
from tests.browser.sites import Site


def test_the_code_and_the_file_of_a_signed_page(site: Site, window: Callable[[], Page], tmp_path: Path) -> None:
    director, anybody = window(), window()
    sign_in(director, site, DIRECTOR)
    director.get_by_role("link", name="Read and sign").first.click()
    plan = director.url
    director.get_by_role("button", name="Sign off plan").click()
    expect(director.get_by_text("The plan is signed off.")).to_be_visible()
    pdf = director.request.get(f"{plan}/plan.pdf").body()

    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    (address,) = [code.text for code in zxingcpp.read_barcodes(picture)]
    assert address.startswith(f"{site.url}/verify/")
    for width in (1280, 320):
        anybody.set_viewport_size({"width": width, "height": 900})
        anybody.goto(address)
        expect(anybody.get_by_role("main")).to_contain_text("This page was signed off, and it still stands.")
        assert axe(anybody) == []
        assert anybody.evaluate("document.documentElement.scrollWidth") <= width
    assert anybody.get_by_role("main").get_by_role("link").all_inner_texts() == ["Check its PDF file"]

    file = tmp_path / "plan.pdf"
    for content, state in ((pdf, "Current"), (pdf + b"\n", "Altered")):
        file.write_bytes(content)
        anybody.goto(f"{site.url}/verify")
        anybody.get_by_label("PDF file").set_input_files(file)
        anybody.get_by_role("button", name="Check file").click()
        expect(anybody.get_by_role("main")).to_contain_text(state)
        assert axe(anybody) == []
    assert site.run("verify", str(file), "--json").returncode == 1
    file.write_bytes(pdf)
    assert site.run("verify", str(file)).stdout.startswith("current: plan ")
