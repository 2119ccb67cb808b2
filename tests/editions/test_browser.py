"""Pages in a real browser: the fast set of `make audit`, on one page of each kind; and each check can find a fault."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from browsing.edition import Edition, Fault
from browsing.links import broken_links
from browsing.served import served
from browsing.validity import LACKING, can_validate, invalid
from browsing.visit import Visitor
from playwright.sync_api import Browser

from helpers.publish.build import Built

pytestmark = pytest.mark.needs_chromium

WORDS = "Words enough for a page that a person would call one, and then a few more, so that nobody thinks it empty."


def faults_of(browser: Browser, edition: Edition, *pages: str) -> list[Fault]:
    """Visit pages by the fast set."""
    with served(edition.folder) as address:
        visitor = Visitor(browser, edition, address)
        found = [fault for page in pages for fault in visitor.fast_set(page)]
        visitor.close()
    return found


@pytest.mark.parametrize(
    ("fixture", "only"), [("demo", ()), ("hart", ("measures",)), ("guide", ("guide", "reference"))]
)
def test_a_page_of_each_kind_passes_every_check(
    browser: Browser, fixture: str, only: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    """Every kind the demo has; of Hart a page of figures below nought, of the services' pack what it alone has."""
    edition = Edition(fixture, request.getfixturevalue(fixture).folder)
    pages = [page for page in edition.one_of_each_kind() if not only or page.startswith(only)]
    assert pages
    assert faults_of(browser, edition, *pages) == []


@pytest.mark.parametrize("fixture", ["demo", "hart", "guide"])
def test_every_link_and_anchor_leads_somewhere(fixture: str, request: pytest.FixtureRequest) -> None:
    assert broken_links(Edition(fixture, request.getfixturevalue(fixture).folder)) == []


@pytest.mark.parametrize("fixture", ["demo", "hart", "guide"])
def test_pages_and_styles_are_valid(fixture: str, request: pytest.FixtureRequest) -> None:
    if not can_validate():
        pytest.skip(LACKING)
    edition = Edition(fixture, request.getfixturevalue(fixture).folder)
    assert invalid(Edition(fixture, edition.folder, edition.one_of_each_kind())) == []


def test_a_colour_of_a_bar_is_a_link_by_mouse_and_by_keyboard_and_so_is_the_bar(browser: Browser, demo: Built) -> None:
    for act, rating in (("click", "#rating=green"), ("keyboard", "#rating=green"), ("keyboard", "")):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto((demo.folder / "index.html").as_uri())
        bar = page.locator(f"#rag-by-directorate .wide a[href='directorates/housing.html{rating}']")
        if act == "click":
            bar.click()
        else:
            bar.focus()
            page.keyboard.press("Enter")
        page.wait_for_url(f"**/directorates/housing.html{rating}")
        assert page.locator("h1").inner_text() == "Housing"
        if rating:
            page.get_by_text(re.compile("measures shown: Green")).wait_for()
        page.close()


GOOD = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="site.css">
</head><body><a class="skip-link" href="#main">Skip to main content</a>
<nav aria-label="Main"><ul><li><a href="index.html">All</a></li></ul></nav>
<main id="main"><h1>A page</h1><p>{WORDS}</p><p><a href="#main">Up</a></p><!-- here --></main></body></html>
"""
STYLES = """
html { color-scheme: light dark; background: Canvas; }
a, button { display: inline-block; min-height: 24px; min-width: 24px; }
"""
BROKEN = {
    "axe": "<button></button>",
    "charts": '<figure class="chart"><figcaption>Nothing drawn</figcaption></figure>',
    "console": "<script src='missing.js'></script>",
    "keyboard": '<button class="unseen">Press</button>',
    "motion": '<p class="moves">This moves.</p>',
    "no scripts": "<button>Press</button>",
    "spacing": f'<p class="cut">{WORDS}</p>',
    "width": '<div class="wide">Too wide for a phone</div>',
    "zoom": '<div class="wide">Too wide for a phone</div>',
}
"""What to put into a page so that a check has a fault to find."""
FAULTS = """
.unseen:focus-visible { outline: none; } .moves { transition: opacity 1s; } .wide { width: 500px; }
.cut { height: 4em; line-height: 1; overflow: hidden; width: 300px; }
"""


def written(folder: Path) -> Edition:
    """Write an edition of one good page, and of one for each check that breaks it."""
    texts = {"index.html": GOOD}
    texts |= {f"{check}.html": GOOD.replace("<!-- here -->", broken) for check, broken in BROKEN.items()}
    texts["links.html"] = GOOD.replace('#main">Up', 'index.html#nowhere">Up')
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "site.css").write_text(STYLES + FAULTS, encoding="utf-8")
    reports = [{"page": name.removesuffix(".html"), "charts": int(name == "charts.html")} for name in texts]
    manifest = {"files": dict.fromkeys([*texts, "site.css"], ""), "reports": reports}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return Edition("broken", folder)


@pytest.fixture
def pages(tmp_path: Path) -> Edition:
    return written(tmp_path)


@pytest.fixture(scope="module")
def found(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """The checks that find a fault, by page."""
    edition = written(tmp_path_factory.mktemp("broken"))
    faults = faults_of(browser, edition, "index.html", *(f"{check}.html" for check in BROKEN))
    return {page: {fault.check for fault in faults if fault.page == page} for page in edition.pages}


def test_a_good_page_has_no_fault(found: Mapping[str, set[str]]) -> None:
    assert found["index.html"] == set()


@pytest.mark.parametrize("check", BROKEN)
def test_a_page_that_breaks_a_rule_is_found_out(found: Mapping[str, set[str]], check: str) -> None:
    assert check in found[f"{check}.html"]


def test_a_link_to_a_place_that_is_not_there_is_found_out(pages: Edition) -> None:
    found = [fault.words for fault in broken_links(pages) if fault.page == "links.html"]
    assert found == ["index.html#nowhere is no place in that page"]


def test_invalid_html_and_css_are_found_out(pages: Edition) -> None:
    if not can_validate():
        pytest.skip(LACKING)
    (pages.folder / "index.html").write_text(GOOD.replace("<p>", "<p><div>x</div>"), encoding="utf-8")
    (pages.folder / "site.css").write_text("p { colour: red; }", encoding="utf-8")
    assert {fault.page for fault in invalid(pages)} >= {"index.html", "site.css"}
