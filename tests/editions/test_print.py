"""Printed on A4, a page has its words and tables whole, and nothing that only a screen can use."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from helpers.publish.build import Built

pytestmark = pytest.mark.needs_chromium

KINDS = ("index", "search", "measures/17", "directorates/housing", "priorities/good-homes", "papers/report",
         "papers/scorecard", "papers/exceptions", "panels/people-panel", "data-quality", "methodology")  # fmt: skip
UPRIGHT, ON_ITS_SIDE = 642, 971
"""What 20 mm margins leave of A4's width, in CSS pixels."""

FOR_A_SCREEN = (
    ".site-nav, .menu-button, .site-search, .page-bar, .other-formats, .skip-link, .letters, .site-footer nav"
)

FOLDED = """
() => [...document.querySelectorAll("details")]
  .filter((each) => each.checkVisibility() && ![...each.children].every((part) => part.checkVisibility()))
  .map((each) => each.textContent.trim().slice(0, 60))
"""

HEADS = """
() => [...document.querySelectorAll("thead")]
  .filter((head) => head.checkVisibility() && getComputedStyle(head).position !== "absolute")
  .filter((head) => getComputedStyle(head).display !== "table-header-group").map((head) => head.textContent.trim())
"""


def test_a_page_on_a4_is_whole_and_has_nothing_for_a_screen(browser: Browser, demo: Built) -> None:
    faults = []
    page = browser.new_page(color_scheme="dark")
    page.emulate_media(media="print")
    for kind in KINDS:
        page.goto((demo.folder / f"{kind}.html").as_uri())
        room = ON_ITS_SIDE if page.locator("table.scorecard").count() else UPRIGHT
        page.set_viewport_size({"width": room, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"{kind}: {wide} px wide, where the paper has {room}"] if wide > room else []
        faults += [
            f"{kind}: {name} shows" for name in FOR_A_SCREEN.split(", ") if page.locator(f"{name}:visible").count()
        ]
        faults += [f"{kind}: stays folded: {words}" for words in page.evaluate(FOLDED)]
        faults += [f"{kind}: a head that stands on one page alone: {words}" for words in page.evaluate(HEADS)]
        dark = page.evaluate("getComputedStyle(document.body).color")
        faults += [f"{kind}: light words on white paper, {dark}"] if dark != "rgb(11, 12, 12)" else []
    assert faults == []
    page.close()
