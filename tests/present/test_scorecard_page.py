"""A scorecard sorts and narrows in the reader's browser, and a closer look follows; without scripts both still read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import results_fixture
from browsing.tab import Tab
from playwright.sync_api import Browser, sync_playwright

from helpers.model.results import Results
from helpers.present.bundle import NAME, bundle
from helpers.present.explorer import MOST, explorer
from helpers.present.parts import Chart, Parts, Prose
from helpers.present.scorecard import scorecard, scorecard_by_directorate
from helpers.present.service_units import service_units
from helpers.publish.assemble.configuration import SCRIPTS
from helpers.publish.stylesheet import PARTS

EXTENSION = Path(__file__).parents[2] / "_extensions" / "goldenthread"
AWKWARD = 'Bins & "bags" / </script><script>alert(1)</script> \' ' + "very long " * 16
STRIP = """<div class="rag-strip"><ul>
<li><span class="rag-count">4</span> <span class="rag rag-green">▲ Green</span></li>
<li><span class="rag-count">2</span> <span class="rag rag-red">■ Red</span></li></ul></div>"""
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A directorate</title>
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'self'; style-src 'self'; img-src data:">
<link rel="icon" href="data:,"><link rel="stylesheet" href="assets/site.css">
{scripts}</head><body><main class="page"><h1>A directorate</h1>{body}</main></body></html>"""


def council() -> Results:
    """The made-up edition, with a title that would break what is not escaped, and one action of a service."""
    shown = results_fixture.changed(results_fixture.results(), "H-04", title=AWKWARD)
    shown = results_fixture.changed(shown, "CS-04", service="care", service_name="Care")
    shown = results_fixture.changed(shown, "43", service="homes", service_name="Homes")
    action = {"title": "Train more carers", "owner_role": "Head of Care", "status": "Late", "progress": "Half trained",
              "due": "2020-03-31", "service": "care", "directorate": "childrens-services"}  # fmt: skip
    return replace(shown, actions=pd.DataFrame([action], columns=list(shown.actions), dtype="str").fillna(""))


def many(results: Results, wanted: int) -> Results:
    """The same measures over and over, each time under other refs."""
    times = range(-(-wanted // len(results)))
    tables = [results.table.assign(ref=results.table["ref"] + f"-{number}") for number in times]
    return replace(results, table=pd.concat(tables, ignore_index=True).head(wanted))


def closer_look(results: Results) -> str:
    return next(part.html for part in explorer(results).parts if isinstance(part, Chart))


def told(parts: Parts) -> str:
    return "\n".join(text for data, _ in parts.bundles() for text in data.values())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition")
    shutil.copytree(EXTENSION / "assets", folder / "assets")
    styles = "\n".join((EXTENSION / "styles" / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)
    (folder / "assets" / "site.css").write_text(styles, encoding="utf-8")
    (folder / "assets" / NAME).write_text(bundle(), encoding="utf-8")
    scripts = "".join(f'<script src="assets/{name}.js" defer></script>' for name in SCRIPTS)
    whole = council()
    paper = "".join(
        f"<h2>{part.markdown[3:]}</h2>" if isinstance(part, Prose) else part.html
        for part in scorecard_by_directorate(whole).parts
        if not isinstance(part, Prose) or part.markdown.startswith("## ")
    )
    for name, body in {
        "whole": f"{STRIP}<h2>Scorecard</h2>{scorecard(whole).html}<h2>A closer look</h2>{closer_look(whole)}",
        "paper": paper,
        "alone": scorecard(whole.measure("43")).html,
        "long": scorecard(many(whole, 120)).html,
    }.items():
        (folder / f"{name}.html").write_text(PAGE.format(scripts=scripts, body=body), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def desk(browser: Browser, folder: Path) -> Iterator[Tab]:
    tab = Tab(browser, f"{folder.as_uri()}/", 1280)
    yield tab
    tab.close()


def opened(tab: Tab, name: str) -> None:
    """Open a page as if for the first time: an address that differs in its fragment alone would not be loaded again."""
    tab.page.goto("about:blank")
    tab.complaints.clear()
    page, _, chosen = name.partition("#")
    tab.page.goto(f"{tab.base}{page}.html{'#' if chosen else ''}{chosen}")
    tab.page.locator("table.sortable").first.wait_for(state="attached")


def refs(tab: Tab) -> list[str]:
    return tab.page.locator("table.scorecard tbody tr:visible").evaluate_all("all => all.map(row => row.dataset.ref)")


def status(tab: Tab) -> str:
    return tab.page.locator(".shown-status").inner_text()


def sorted_by(tab: Tab, way: str, first: str) -> None:
    tab.page.wait_for_function(
        "([way, first]) => document.querySelector(`thead th[aria-sort='${way}']`)"
        " && document.querySelector('table.scorecard tbody tr:not([hidden])').dataset.ref === first",
        arg=[way, first],
    )


def test_what_is_suppressed_missing_or_not_due_has_no_key_that_tells_it() -> None:
    rows = dict(re.findall(r'<tr data-ref="([^"]+)"(.*?)</tr>', scorecard(council()).html, re.DOTALL))
    for ref, previous in (("CS-06", ""), ("H-03", "12"), ("R-06", "9.1")):
        keys = re.findall(r'<td[^>]*data-sort="([^"]*)"', rows[ref])
        assert [key for key in keys if key] == ([previous] if previous else [])
        assert "data-direction" not in rows[ref]


@pytest.mark.needs_chromium
def test_a_click_on_a_head_sorts_and_another_turns_round_with_what_is_not_rated_last(desk: Tab) -> None:
    opened(desk, "whole")
    listed = refs(desk)
    desk.page.get_by_role("button", name="Rating").click()
    sorted_by(desk, "ascending", "CS-04")
    assert refs(desk)[:2] == ["CS-04", "R-01"]
    assert status(desk) == "All 14 measures shown. Sorted by Rating, worst first."
    desk.page.get_by_role("button", name="Rating").click()
    sorted_by(desk, "descending", "CS-05")
    unrated = {"CS-06", "CS-07", "H-03", "H-04", "R-03", "R-06"}
    assert set(refs(desk)[-6:]) == unrated
    assert desk.page.locator("th[aria-sort]").count() == 1
    desk.page.get_by_role("button", name="Show all").click()
    assert refs(desk) == listed
    assert desk.page.locator("th[aria-sort]").count() == 0
    assert desk.complaints == []


@pytest.mark.needs_chromium
def test_figures_are_sorted_as_numbers_by_keyboard_and_those_that_are_absent_stand_last(desk: Tab) -> None:
    opened(desk, "whole")
    desk.page.get_by_role("button", name="Now").focus()
    desk.page.keyboard.press("Enter")
    sorted_by(desk, "ascending", "R-05")
    assert refs(desk)[:3] == ["R-05", "R-02", "CS-04"]
    desk.page.keyboard.press("Space")
    sorted_by(desk, "descending", "R-01")
    assert set(refs(desk)[-3:]) == {"CS-06", "H-03", "R-06"}
    assert desk.page.evaluate("document.activeElement.textContent") == "Now"


@pytest.mark.needs_chromium
def test_what_is_chosen_stands_in_the_address_and_comes_back_with_it(desk: Tab) -> None:
    opened(desk, "whole")
    desk.page.get_by_label("Rating").select_option("Red")
    assert refs(desk) == ["CS-04", "R-01"]
    desk.page.get_by_label("Directorate").select_option("Resources")
    assert refs(desk) == ["R-01"]
    assert status(desk) == "1 of 14 measures shown: Red, Resources."
    address = desk.page.url
    assert address.endswith("#rating=red&directorate=resources")
    opened(desk, "whole#" + address.partition("#")[2])
    assert refs(desk) == ["R-01"]
    assert desk.page.get_by_label("Rating").input_value() == "red"
    desk.page.get_by_role("button", name="Show all").click()
    assert (len(refs(desk)), "#" in desk.page.url) == (14, False)


@pytest.mark.needs_chromium
def test_a_count_at_the_head_of_the_page_leads_to_its_measures(desk: Tab) -> None:
    opened(desk, "whole#sort=now&order=ascending")
    desk.page.get_by_role("link", name="2 ■ Red").click()
    desk.page.wait_for_function("document.querySelector('#choose-rating').value === 'red'")
    assert refs(desk) == ["CS-04", "R-01"]
    assert desk.page.url.endswith("#rating=red")


@pytest.mark.needs_chromium
def test_an_address_that_names_nothing_known_shows_everything(desk: Tab) -> None:
    opened(desk, "whole#rating=purple&sort=nonsense&order=x&measure=none&%3Cb%3E=1")
    assert len(refs(desk)) == 14
    assert desk.complaints == []


@pytest.mark.needs_chromium
def test_several_tables_are_narrowed_together_and_one_with_nothing_left_says_so(desk: Tab) -> None:
    opened(desk, "paper#rating=red")
    assert refs(desk) == ["CS-04", "R-01"]
    assert status(desk) == "2 of 14 measures shown: Red."
    assert desk.page.get_by_text("None of these measures is shown.").count() == 3
    assert desk.page.locator("p.note:visible").count() == 1
    assert desk.page.locator("table.scorecard:visible").count() == 2


@pytest.mark.needs_chromium
def test_of_a_long_table_the_first_are_shown_until_the_others_are_asked_for(desk: Tab) -> None:
    opened(desk, "long")
    assert len(refs(desk)) == 50
    assert status(desk) == "The first 50 of 120 measures shown."
    desk.page.get_by_role("button", name="Show the other 70 measures").click()
    assert len(refs(desk)) == 120
    assert status(desk) == "All 120 measures shown."
    assert desk.page.evaluate("document.activeElement.closest('tr').dataset.ref") == refs(desk)[50]
    assert desk.page.locator("button", has_text="Show the other").count() == 0


@pytest.mark.needs_chromium
def test_a_choice_is_looked_for_in_all_of_a_long_table(desk: Tab) -> None:
    every = [row for row in many(council(), 120).table["rag"] if row == "Red"]
    opened(desk, "long#rating=red")
    assert len(refs(desk)) == len(every)
    desk.page.locator(".choices .show-all").click()
    assert len(refs(desk)) == 50


@pytest.mark.needs_chromium
def test_a_long_table_is_all_there_without_scripts_and_in_print(browser: Browser, folder: Path) -> None:
    bare = Tab(browser, f"{folder.as_uri()}/", 1280, java_script_enabled=False)
    bare.page.goto(f"{bare.base}long.html")
    assert bare.page.locator("table.scorecard tbody tr:visible").count() == 120
    bare.close()
    printed = Tab(browser, f"{folder.as_uri()}/", 1280)
    opened(printed, "long")
    printed.page.emulate_media(media="print")
    assert len(refs(printed)) == 120
    printed.close()


@pytest.mark.needs_chromium
def test_a_scorecard_of_one_measure_has_nothing_to_sort(desk: Tab) -> None:
    desk.page.goto(f"{desk.base}alone.html")
    desk.page.wait_for_load_state("networkidle")
    assert desk.page.locator(".scorecard-bar, .sorts").count() == 0


@pytest.mark.needs_chromium
def test_figures_chart_report_and_actions_follow_the_measure_that_is_chosen(desk: Tab) -> None:
    opened(desk, "whole")
    look, box = desk.page.locator(".explored"), desk.page.get_by_label("Measure", exact=True)
    assert look.get_attribute("data-ref") == "R-01"
    box.select_option("CS-04")
    look.scroll_into_view_if_needed()
    look.locator("figure svg.marks").wait_for()
    assert look.get_attribute("data-ref") == "CS-04"
    assert "24.5%" in look.locator("dl").inner_text()
    assert "A review panel checks every closure." in look.inner_text()
    assert "Train more carers" in look.inner_text()
    assert desk.page.url.endswith("#measure=CS-04")
    desk.page.get_by_role("button", name="A closer look at R-01 Cost of agency staff").click()
    assert desk.page.locator(".explored h3").inner_text() == "R-01 Cost of agency staff"
    assert desk.page.evaluate("document.activeElement.id") == "choose-measure"
    assert look.locator(".owed").count() == 5
    desk.page.get_by_label("Rating").select_option("Green")
    assert box.locator("option").count() == 5  # four are green, and the one in view
    assert desk.complaints == []


@pytest.mark.needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_whatever_is_chosen(desk: Tab, scheme: str) -> None:
    desk.look(color_scheme=scheme)
    opened(desk, "whole#rating=red&sort=now&order=descending&measure=43")
    desk.page.locator(".explored svg.marks").wait_for()
    assert desk.axe() == []
    assert desk.complaints == []


@pytest.mark.needs_chromium
def test_a_phone_has_the_same_choices_in_a_list_and_no_sideways_scroll(browser: Browser, folder: Path) -> None:
    phone = Tab(browser, f"{folder.as_uri()}/", 360)
    opened(phone, "whole")
    phone.page.get_by_text("Sort and filter", exact=True).click()
    phone.page.get_by_label("Sort by").select_option("Rating: worst first")
    phone.page.wait_for_function("document.querySelector('table.scorecard tbody tr').dataset.ref === 'CS-04'")
    assert phone.page.locator(".sorts:visible").count() == 0
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.axe() == []
    phone.close()


@pytest.mark.needs_chromium
def test_for_a_reader_who_moves_by_keyboard_the_whole_page_is_laid_out(browser: Browser, folder: Path) -> None:
    tab = Tab(browser, f"{folder.as_uri()}/", 1280)
    opened(tab, "whole")
    chart = "getComputedStyle(document.querySelector('figure.chart')).contentVisibility"
    assert tab.page.evaluate(chart) == "auto"
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate(chart) == "visible"
    tab.close()


@pytest.mark.needs_chromium
def test_without_scripts_every_row_reads_and_one_measure_is_shown_closely(browser: Browser, folder: Path) -> None:
    bare = Tab(browser, f"{folder.as_uri()}/", 1280, java_script_enabled=False)
    bare.page.goto(f"{bare.base}whole.html#rating=red")
    assert bare.page.locator("table.scorecard tbody tr").count() == 14
    assert bare.page.locator("button, select").count() == 0
    assert bare.page.locator(".explored figure svg").first.is_visible()
    assert bare.page.locator(".explorer-list a").count() == 14
    bare.close()


def test_of_very_many_measures_those_in_need_can_be_chosen() -> None:
    shown = council()
    table = pd.concat([shown.table.assign(ref=shown.table["ref"] + f"-{copy}") for copy in range(6)] + [shown.table])
    many = replace(shown, table=table.reset_index(drop=True))
    offered = re.findall(r'<li data-ref="([^"]+)"', closer_look(many))
    assert len(many) > MOST == len(offered)
    assert set(table.loc[table["rag"].isin(["Red", "Amber"]), "ref"]) <= set(offered)
    assert offered == [ref for ref in table["ref"] if ref in set(offered)]


def test_the_closer_look_shows_the_actions_of_a_measures_service_but_not_on_the_services_own_page() -> None:
    shown = council()
    assert "Train more carers" in closer_look(shown.directorate("childrens-services"))
    assert "Train more carers" not in closer_look(shown.service("care"))


def test_a_view_without_a_drawn_history_has_no_closer_look() -> None:
    shown = council()
    assert explorer(shown.measure("CS-06")).parts == ()
    assert explorer(replace(shown, table=shown.table.iloc[:0])).parts == ()


def test_a_service_unit_is_a_place_to_link_to_with_its_measures_and_actions() -> None:
    said = told(service_units(council().directorate("childrens-services")))
    assert "### [Care](</services/care.html>) {#service-care}" in said
    assert "[CS-04 Child protection plans" in said
    assert "Train more carers" in said
    assert "Homes" not in said
    assert service_units(council().directorate("resources")).parts == ()
