"""Search in a real browser: it finds, by keyboard alone, over HTTP and from a folder; without scripts it lists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.publish.build import Built

pytestmark = pytest.mark.needs_chromium

FIRST = {
    "43": "Households in bed and breakfast",
    "22A": "Children in care who went missing: foster homes",
    "bed and breakfast": "Households in bed and breakfast",
    "bed and brekfast": "Households in bed and breakfast",
    "homlessness": "Homelessness prevented",
    "how many people are homeless": "Homelessness prevented",
    "bins": "Missed bin collections",
    "pothole": "Dangerous potholes mended within 24 hours",
    "Housing": "Housing",
    "good home for all": "A Good Home for All",
    "people panel": "People Overview and Scrutiny Panel",
    "how figures are judged": "How figures are judged",
}
"""What somebody types, and what must come first: by number, words, a slip of the pen, another form, a page."""

BY_NAME = {"Corporate Parenting": "Corporate Parenting", "CSC": "Children's Social Care", "Resources": "Resources"}
"""A service, a service's other name, a directorate: each of the first hits belongs to it."""


class Quiet(SimpleHTTPRequestHandler):
    """A web server of a folder, without its log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(params=["folder", "server"])
def address(request: pytest.FixtureRequest, demo: Built) -> Iterator[str]:
    """Where the edition stands: a folder, or below a base path of a web server."""
    if request.param == "folder":
        yield demo.folder.as_uri()
        return
    handler = partial(Quiet, directory=str(demo.folder.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{demo.folder.name}"
        server.shutdown()


def hits(page: Page, words: str) -> list[str]:
    """Type words into the search box, and give what is shown."""
    page.fill(".site-search input", words)
    expect(page.locator(".search-status")).to_contain_text(f"“{words}”")
    return [hit for hit in page.locator(".found > li").all_inner_texts() if hit]


def test_what_is_typed_on_any_page_by_keyboard_alone_finds_the_right_page_first(browser: Browser, address: str) -> None:
    page, complaints = browser.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    page.goto(f"{address}/measures/7.html")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("bed and brekfast")
    assert "search-index.js" not in loaded
    page.keyboard.press("Enter")
    page.wait_for_selector(".search-status:not(:empty)")
    assert page.inner_text(".search-status") == "1 result for “bed and brekfast”"
    for words, first in FIRST.items():
        assert hits(page, words)[0].startswith(first), words
    for words, whose in BY_NAME.items():
        assert all(whose in hit for hit in hits(page, words)[:3]), words
    assert "● Amber" in hits(page, "43")[0]
    assert hits(page, "zzqqxx") == []
    assert page.locator("main [data-ref]:visible").count() == page.locator("main [data-ref]").count() > 50
    page.fill(".site-search input", "")
    expect(page.locator(".search-status")).to_be_empty()
    hits(page, "43")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.found') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/43.html")
    assert complaints == []
    page.close()


def test_a_withheld_measure_is_found_without_a_figure_or_rating(browser: Browser, demo: Built) -> None:
    table = demo.results.table
    withheld = table[table["state"] == "suppressed"].iloc[0]
    page = browser.new_page()
    page.goto((demo.folder / "search.html").as_uri())
    first = hits(page, withheld["ref"])[0].split("\n")
    assert first[0] == f"{withheld['title']} Suppressed"
    page.close()


def test_without_scripts_the_search_box_leads_to_the_list_of_every_measure(browser: Browser, demo: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((demo.folder / "measures" / "7.html").as_uri())
    page.fill(".site-search input", "43")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=43")
    assert page.locator("main li[data-ref]:visible").count() == len(demo.results)
    assert page.locator("h2").count() == page.locator(".letters a").count() > 10
    page.click("main li[data-ref='43'] a")
    page.wait_for_url("**/measures/43.html")
    context.close()


def test_the_menu_of_a_phone_opens_and_leads_on_by_keyboard_and_without_scripts(browser: Browser, demo: Built) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto((demo.folder / "measures" / "7.html").as_uri())
    menu = page.locator(".site-nav")
    assert not menu.is_visible()
    page.focus(".menu-button")
    page.keyboard.press("Enter")
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html")
    context.close()


@pytest.mark.needs_real
@pytest.mark.parametrize("typed", ["PS05", "ps05", "PS-05", "ps 05"])
def test_a_ref_is_found_however_its_parts_are_joined(browser: Browser, hart: Built, typed: str) -> None:
    page = browser.new_page()
    page.goto((hart.folder / "search.html").as_uri())
    assert "PS05 · " in hits(page, typed)[0]
    page.close()
