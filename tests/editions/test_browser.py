"""Pages in a real browser: the strict policy holds, charts draw, links work by keyboard, and axe finds nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from helpers.publish.build import Built

pytestmark = pytest.mark.needs_chromium

KINDS = ("index", "directorates/childrens-services", "priorities/brighter-futures", "measures/17", "measures/7",
         "papers/report", "papers/scorecard", "papers/exceptions", "papers/commentary", "papers/infographics",
         "panels/people-panel", "portfolios/children", "data-quality", "methodology", "search",
         "guide", "guide-files")  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def path(kind: str, request: pytest.FixtureRequest) -> Path:
    """Where a page of a kind stands; the guide's are in the services' pack."""
    edition: Built = request.getfixturevalue("guide" if kind.startswith("guide") else "demo")
    return edition.folder / f"{kind}.html"


def opened(browser: Browser, page: Path, width: int = 1280) -> tuple[Page, list[str]]:
    """Open a page from its folder, scroll through it, and gather what the browser complained of."""
    complaints: list[str] = []
    tab = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    tab.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("requestfailed", lambda request: complaints.append(request.url))
    tab.goto(page.as_uri())
    for figure in tab.locator("figure.chart").all():
        figure.scroll_into_view_if_needed()
    tab.wait_for_load_state("networkidle")
    return tab, complaints


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_draws_its_charts_without_complaint_and_axe_finds_nothing(browser: Browser, path: Path) -> None:
    page, complaints = opened(browser, path)
    live = page.locator("figure.chart:has(script.vega-spec)")
    for number in range(live.count()):
        live.nth(number).locator("svg.marks, canvas.marks").first.wait_for()
    assert complaints == []
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]] == []
    page.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_needs_no_sideways_scroll(browser: Browser, path: Path) -> None:
    page, _ = opened(browser, path, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.close()


def test_a_bar_is_a_link_by_mouse_and_by_keyboard(browser: Browser, demo: Built) -> None:
    for act in ("click", "keyboard"):
        page, _ = opened(browser, demo.folder / "index.html")
        bar = page.locator("#rag-by-directorate .wide a[href*='directorates/housing']").first
        if act == "click":
            bar.click()
        else:
            bar.focus()
            page.keyboard.press("Enter")
        page.wait_for_url("**/directorates/housing.html")
        assert page.locator("h1").inner_text() == "Housing"
        page.context.close()


def test_every_link_of_the_edition_leads_somewhere(demo: Built) -> None:
    from lxml import html

    broken = []
    for page in sorted(demo.folder.rglob("*.html")):
        tree = html.fromstring(page.read_bytes())
        ids = {node.get("id") for node in tree.xpath("//*[@id]")}
        for address in tree.xpath("//@href | //@src"):
            path, _, fragment = address.partition("#")
            if ":" in path.split("/")[0]:
                continue
            if (path and not (page.parent / path).resolve().is_file()) or (
                not path and fragment and fragment not in ids
            ):
                broken.append(f"{page.relative_to(demo.folder)}: {address}")
    assert broken == []
