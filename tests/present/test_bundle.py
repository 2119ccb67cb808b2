"""The script that draws charts in the reader's browser, and what it draws under a strict Content-Security-Policy."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from helpers.present.bundle import NAME, bundle

ASSETS = Path(__file__).parents[2] / "_extensions" / "goldenthread" / "assets"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'"
LABEL = "Households in bed and breakfast fell to 68."
SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"period": "Q1 2019/20", "value": 81}, {"period": "Q2 2019/20", "value": 68}]},
    "mark": {"type": "line", "point": True, "tooltip": True},
    "encoding": {
        "x": {"field": "period", "type": "ordinal", "axis": {"labelExpr": "split(datum.label, ' ')"}},
        "y": {"field": "value", "type": "quantitative"},
    },
    "width": "container",
}
FIGURE = """<figure class="chart"{static}><figcaption>{label}</figcaption><div class="drawing">
<svg class="still" role="img" aria-label="{label}" viewBox="0 0 680 240"><rect width="9" height="9"/></svg></div>
<script type="application/json" class="vega-spec">{spec}</script></figure>"""
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A chart</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="stylesheet" href="assets/site.css"><script src="assets/charts.js" defer></script></head>
<body><main class="page">{figure}</main></body></html>"""


def test_the_bundle_is_the_same_in_every_build():
    again = bundle.__wrapped__()
    assert again == bundle()
    assert len(again) > 500_000


def test_the_bundle_gives_the_page_vega_embed_and_nothing_else():
    assert set(re.findall(r"\bwindow\.(\w+)=", bundle())) == {"vegaEmbed"}


def test_the_bundle_is_asked_for_by_the_name_it_is_written_under():
    assert f'"{NAME}"' in (ASSETS / "charts.js").read_text(encoding="utf-8")


def test_the_bundle_names_no_other_script_to_load():
    assert not re.search(r"https?://[^\"']+\.m?js\b|cdn\.|unpkg", bundle())


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition")
    shutil.copytree(ASSETS, folder / "assets")
    shutil.copy(ASSETS.parent / "styles" / "figures.css", folder / "assets" / "site.css")
    (folder / "assets" / NAME).write_text(bundle(), encoding="utf-8")
    return folder


class Reader:
    """A browser at one page opened from its folder, and what the browser complained of."""

    def __init__(self, browser: Browser, folder: Path):
        self.page, self.folder, self.complaints = browser.new_page(viewport={"width": 700, "height": 700}), folder, []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, spec: dict | str = SPEC, static: str = "") -> None:
        text = spec if isinstance(spec, str) else json.dumps(spec)
        figure = FIGURE.format(static=static, label=LABEL, spec=text)
        page = self.folder / "index.html"
        page.write_text(PAGE.format(policy=POLICY, figure=figure), encoding="utf-8")
        self.page.goto(page.as_uri(), wait_until="load")

    def count(self, selector: str) -> int:
        return self.page.locator(selector).count()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def reader(edition: Path, browser: Browser) -> Iterator[Reader]:
    reading = Reader(browser, edition)
    yield reading
    reading.page.close()


@pytest.mark.needs_chromium
def test_a_chart_is_drawn_from_a_folder_without_eval_and_without_complaint(reader: Reader):
    reader.open()
    reader.page.wait_for_selector(".drawing-live:not(.drawing-waiting) svg .mark-line", timeout=20_000)
    assert reader.complaints == []
    assert reader.count("svg.still") == 0
    assert reader.count("style") == 0


@pytest.mark.needs_chromium
def test_a_drawn_chart_has_one_name_and_no_focus_stop(reader: Reader):
    reader.open()
    reader.page.wait_for_selector(".drawing-live:not(.drawing-waiting) svg", timeout=20_000)
    assert reader.page.locator(".drawing-live").get_attribute("aria-label") == LABEL
    assert reader.count(".drawing [aria-label], .drawing [role]") == 1
    assert reader.count(".drawing [tabindex]") == 0


@pytest.mark.needs_chromium
def test_a_drawn_chart_follows_the_width_of_the_screen(reader: Reader):
    reader.open()
    drawn = reader.page.wait_for_selector(".drawing-live:not(.drawing-waiting) svg", timeout=20_000)
    wide = drawn.bounding_box()["width"]
    reader.page.set_viewport_size({"width": 360, "height": 700})
    reader.page.wait_for_function("document.querySelector('.drawing-live svg').getBoundingClientRect().width < 360")
    assert drawn.bounding_box()["width"] < wide


@pytest.mark.needs_chromium
@pytest.mark.parametrize("spec", ["{", '{"mark": "nonsense", "data": {"values": []}}'], ids=["not-json", "not-a-chart"])
def test_a_chart_that_cannot_be_drawn_again_stays_as_it_was(reader: Reader, spec: str):
    with reader.page.expect_console_message(lambda message: "static chart stays" in message.text):
        reader.open(spec)
    assert reader.page.locator("svg.still").is_visible()
    assert reader.count(".drawing > div") == 0


@pytest.mark.needs_chromium
def test_a_chart_marked_static_is_left_alone(reader: Reader):
    reader.open(static=" data-static")
    reader.page.wait_for_load_state("networkidle")
    assert reader.count("svg.still") == 1
    assert reader.count(f'script[src$="{NAME}"]') == 0
