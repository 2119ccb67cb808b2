"""Beside the frozen editions stand their list, what changed between any two, a feed, and what choosers lead by."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browsing.checks import accessible, by_keyboard, fits, spaced
from browsing.edition import Edition
from browsing.links import broken_links
from browsing.served import served
from browsing.tab import Tab
from data_agrees import read
from playwright.sync_api import Browser
from reading import page_text
from released_town import Q1, Q2, released, town
from tiny import Tiny

from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.present.changes.page import changes
from helpers.publish.archive.write import write_archive
from helpers.publish.compared import judge_edition
from helpers.publish.describe import site_description
from helpers.publish.inputs import read_inputs
from helpers.publish.manifest import verify

PAIR = "changes/2019-20-q2-since-2019-20-q1.html"
BESIDE = ("index.html", "compare.html", PAIR)
NOTICE = "Visits </script> were counted twice & are put right."
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Story:
    """What happened: the first quarter, as it was frozen, and after all that came later."""

    tiny: Tiny
    frozen: dict[str, bytes]

    @property
    def site(self) -> Path:
        return self.tiny.root / "_site"


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Quarter 1 is released; its return is sent again otherwise; quarter 2 is released; quarter 1 gets a notice."""
    tiny = town(tmp_path_factory.mktemp("a site") / "tinytown")
    frozen = held(released(tiny, Q1))
    tiny.replace("data/returns/2019-20-q1/all.csv", "H1,2019-20-q1,81", "H1,2019-20-q1,80")
    released(tiny, Q2)
    tiny.replace("params/2019-20-q1.yml", "reports:", f'notices: [{{date: 2019-12-02, text: "{NOTICE}"}}]\nreports:')
    write_archive(tiny.workspace, tiny.root / "_site")
    return Story(tiny, frozen)


def test_the_frozen_folders_are_as_they_were_and_prove_it(story: Story) -> None:
    assert held(story.site / str(Q1)) == story.frozen
    assert verify(story.site / str(Q1))
    assert verify(story.site / str(Q2))


def test_the_same_releases_give_the_same_bytes(story: Story) -> None:
    before = held(story.site)
    write_archive(story.tiny.workspace, story.site)
    assert held(story.site) == before


def test_the_file_of_all_editions_has_each_edition_s_results_as_they_were_frozen(story: Story) -> None:
    wanted = [
        {"published": json.loads((story.site / str(period) / "manifest.json").read_text())["published"], **row}
        for period in (Q1, Q2)
        for row in read((story.site / str(period) / "data/results.csv").read_bytes())
    ]
    stacked = read((story.site / "data/all-editions.csv").read_bytes())
    assert stacked == wanted
    assert {row["value"] for row in stacked if (row["ref"], row["period"]) == ("H1", str(Q1))} == {"81"}


def test_the_list_has_the_newest_first_with_its_dates_its_meeting_its_papers_and_what_was_said_since(
    story: Story,
) -> None:
    said = page_text(story.site / "index.html")
    order = [
        "Q2 2019/20", "Published 5 November 2019, for Cabinet, 13 November 2019.", "What changed since Q1 2019/20",
        "Papers of Q2 2019/20 (1)", "Q1 2019/20", "Published 5 August 2019.", f"2 December 2019: {NOTICE}",
    ]  # fmt: skip
    places = [said.index(words, said.index("put right in the next one")) for words in order[:4]]
    places += [said.index(words, places[-1]) for words in order[4:]]
    assert places == sorted(places)
    assert "<script" not in (story.site / "index.html").read_text(encoding="utf-8")


def test_every_link_of_what_stands_beside_the_editions_leads_somewhere(story: Story) -> None:
    beside = Edition("beside", story.site)
    vars(beside)["manifest"] = {"files": dict.fromkeys(BESIDE, ""), "reports": []}  # it has none: it is not frozen
    assert broken_links(beside) == []
    for period in (Q1, Q2):
        assert broken_links(Edition("frozen", story.site / str(period)), story.site) == []


def test_the_page_of_a_pair_and_the_editions_own_say_the_same_of_what_was_published(story: Story) -> None:
    pair, own = (page_text(story.site / name) for name in (PAIR, f"{Q2}/changes.html"))
    for said in (pair, own):
        assert "2 ratings got better and none got worse." in said
        assert "1 published figure was restated." in said
        assert re.search(r"Q1 2019/20\s+81\s+80\s+It was provisional", said)
        assert re.search(r"Homes empty for six months\s+Empty homes\s+Housing", said)
        assert re.search(r"Definition\s+Reviews held\.\s+Reviews finished\.", said)
    assert "It is compared with what the edition of Q1 2019/20 told when it was published." in own


def told(tiny: Tiny, period: Period) -> str:
    """What the page of a draft says has changed."""
    results = judge_edition(tiny.workspace, read_inputs(tiny.workspace, period), Pack.PUBLIC)
    assert site_description(results.edition).edition == "", "a draft has no list of editions beside it"
    return "\n".join(str(text) for data, _ in changes(results).bundles() for text in data.values())


def test_without_a_release_the_edition_before_is_judged_anew_and_the_page_says_so(tmp_path: Path) -> None:
    tiny = town(tmp_path)
    tiny.replace("data/returns/2019-20-q1/all.csv", "H1,2019-20-q1,81", "H1,2019-20-q1,80")
    said = told(tiny, Q2)
    assert "No edition of Q1 2019/20 has been released to these readers" in said
    assert "2 ratings got better" in said
    assert "Figures restated" not in said
    assert "This is the first edition" in told(tiny, Q1)


def test_the_feed_follows_the_rules_of_atom(story: Story) -> None:
    tree = ElementTree.fromstring((story.site / "feed.xml").read_bytes())
    assert tree.tag == f"{ATOM}feed"
    entries = tree.findall(f"{ATOM}entry")
    for element in (tree, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.findtext(f"{ATOM}{name}")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) == 3
    days = [str(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert days == sorted(days, reverse=True)
    assert days[0] == tree.findtext(f"{ATOM}updated") == "2019-12-02T00:00:00Z"
    assert tree.findtext(f"{ATOM}author/{ATOM}name") == "Tinytown Council"
    assert [link.get("rel") for link in tree.findall(f"{ATOM}link")] == ["self", "alternate"]
    addresses = [str(link.get("href")) for link in tree.iter(f"{ATOM}link")]
    assert all(re.fullmatch(r"https://tinytown\.example/performance%20pages/[\w./#-]+", each) for each in addresses)
    assert entries[0].findtext(f"{ATOM}summary") == NOTICE


def test_without_an_address_there_is_no_feed_and_nothing_leads_to_one(story: Story, tmp_path: Path) -> None:
    shutil.copytree(story.tiny.root, tmp_path / "copy")
    copy = Tiny(tmp_path / "copy")
    text = (copy.root / "params/council.yml").read_text(encoding="utf-8")
    copy.put("params/council.yml", re.sub(r"site_url:.*\n", "", text))
    write_archive(copy.workspace, copy.root / "_site")
    assert not (copy.root / "_site/feed.xml").exists()
    assert "feed" not in (copy.root / "_site/index.html").read_text(encoding="utf-8")


def test_what_the_choosers_read_cannot_end_its_script_and_names_every_page(story: Story) -> None:
    text = (story.site / "editions.js").read_text(encoding="utf-8")
    assert "</script" not in text
    newest, oldest = json.loads(text.removeprefix("window.goldenthreadEditions = ").rstrip(";\n"))
    assert newest["pages"]["measures"] == "H1 H4"
    assert oldest["pages"]["measures"] == "H1 H3"
    assert oldest["notices"] == [{"date": "2 December 2019", "text": NOTICE}]
    assert (newest["replaces"], oldest["replaces"]) == ({"H4": "H3"}, {})


def test_where_nothing_is_released_there_is_nothing_to_list(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no released edition"):
        write_archive(town(tmp_path).workspace, tmp_path / "_site")


@pytest.fixture(scope="module")
def tab(story: Story, browser: Browser) -> Iterator[Tab]:
    """A phone, over HTTP below a path with a space."""
    with served(story.site) as address:
        opened = Tab(browser, address, 360)
        yield opened
        opened.close()


def leads(tab: Tab) -> dict[str, str]:
    """Where the chooser leads, from the folder of editions, by the words of each entry."""
    script = "items => items.map(item => [item.innerText, item.querySelector('a')?.href ?? ''])"
    found = tab.page.locator(".edition-chooser li").evaluate_all(script)
    return {words: address.removeprefix(tab.base) for words, address in found}


@pytest.mark.needs_chromium
def test_the_chooser_leads_to_the_same_page_or_the_one_in_its_place_or_above_and_says_so(tab: Tab) -> None:
    tab.open(f"{Q2}/measures/H1.html")
    tab.page.locator(".edition-chooser summary").click()
    assert leads(tab) == {
        "Q2 2019/20 (this edition)": "", "Q1 2019/20": "2019-20-q1/measures/H1.html", "All quarters": "index.html"
    }  # fmt: skip
    tab.open(f"{Q1}/measures/H3.html")
    tab.page.locator(".edition-chooser summary").click()
    words = "Q2 2019/20, as “H4”, which took this measure's place"
    assert leads(tab)[words] == "2019-20-q2/measures/H4.html"
    assert NOTICE in tab.page.locator("main .correction").inner_text()
    tab.open(f"{Q2}/measures/H4.html")
    tab.page.locator(".edition-chooser summary").click()
    assert leads(tab)["Q1 2019/20, as “H3”, whose place this measure took"] == "2019-20-q1/measures/H3.html"
    tab.open(f"{Q2}/changes.html")
    tab.page.locator(".edition-chooser summary").click()
    assert leads(tab)["Q1 2019/20"] == "2019-20-q1/changes.html"
    tab.open(f"{Q2}/papers/scorecard.html")
    tab.page.locator(".edition-chooser summary").click()
    assert "2019-20-q1/index.html" in leads(tab).values()
    assert tab.complaints == []


@pytest.mark.needs_chromium
def test_the_chooser_is_used_by_keyboard_and_never_leads_away_by_itself(tab: Tab) -> None:
    tab.open(f"{Q2}/measures/H1.html")
    start = tab.page.url
    summary = tab.page.locator(".edition-chooser summary")
    summary.focus()
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Escape")
    assert not tab.page.locator(".edition-chooser a").first.is_visible()
    assert summary.evaluate("element => element === document.activeElement")
    assert tab.page.url == start
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(f"{tab.base}2019-20-q1/measures/H1.html")


@pytest.mark.needs_chromium
@pytest.mark.parametrize("page", [*BESIDE, f"{Q2}/changes.html", f"{Q1}/measures/H3.html"])
def test_the_pages_stand_on_a_phone_in_both_schemes_and_by_keyboard(tab: Tab, page: str) -> None:
    tab.open(page)
    for folded in tab.page.locator("details").all():
        folded.evaluate("element => element.open = true")
    assert [*accessible(tab, page, "360 px"), *fits(tab, page, "360 px"), *spaced(tab, page, "360 px")] == []
    assert by_keyboard(tab, page, "360 px") == []
    assert tab.complaints == []


@pytest.mark.needs_chromium
def test_the_chooser_works_from_a_folder_and_without_scripts_leads_to_the_list(story: Story, browser: Browser) -> None:
    folder = Tab(browser, f"{story.site.as_uri()}/", 1280)
    folder.open(f"{Q1}/measures/H1.html")
    folder.page.locator(".edition-chooser summary").click()
    folder.page.get_by_role("link", name="Q2 2019/20").click()
    folder.page.wait_for_url("**/2019-20-q2/measures/H1.html")
    assert folder.complaints == []
    folder.close()
    bare = Tab(browser, f"{story.site.as_uri()}/", 360, java_script_enabled=False)
    bare.open(f"{Q1}/measures/H1.html")
    bare.page.get_by_role("link", name="All quarters").click()
    bare.page.wait_for_url("**/_site/index.html")
    bare.close()
