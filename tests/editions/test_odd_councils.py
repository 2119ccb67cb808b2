"""Councils of odd shapes: their pages stand, and what cannot be is refused in words that a person can act on."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing.edition import Edition
from browsing.links import broken_links
from browsing.served import served
from browsing.visit import Visitor
from odd_councils import NAMES, PERIOD, few, hostile
from playwright.sync_api import Browser
from reading import page_text
from tiny import FULL_PLAN, Tiny, notebook

from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.publish.build import Choices, build

PAGES = ("overview", "d01", "d02", "data-quality")


def built(root: Path, only: tuple[str, ...]) -> Edition:
    folder = root / "edition of a council"
    build(few(root, 1).workspace, Period.parse(PERIOD), choices=Choices(only=only, out=folder))
    return Edition("one", folder)


@pytest.mark.needs_chromium
def test_one_measure_and_a_directorate_without_any_make_pages_that_pass_every_check(
    browser: Browser, tmp_path: Path
) -> None:
    edition = built(tmp_path, PAGES)
    assert "There are no measures here." in page_text(edition.folder / "directorates/d02.html")
    with served(edition.folder) as address:
        visitor = Visitor(browser, edition, address)
        assert [fault for page in edition.pages for fault in visitor.fast_set(page)] == []
        visitor.close()
    assert broken_links(edition) == []


@pytest.mark.needs_chromium
def test_names_that_are_markup_or_200_characters_long_stay_words_and_keep_their_pages(
    browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "edition"
    only = ("overview", "scorecard", "d01", "d09", "N3")
    build(hostile(tmp_path).workspace, Period.parse(PERIOD), choices=Choices(only=only, out=folder))
    edition = Edition("hostile", folder)
    scorecard = page_text(folder / "scorecard.html")
    assert [name for name in NAMES if " ".join(name.split()) not in scorecard] == []
    with served(folder) as address:
        visitor = Visitor(browser, edition, address)
        assert [fault for page in edition.pages for fault in visitor.fast_set(page)] == []
        visitor.close()
    assert broken_links(edition) == []


def test_a_period_in_which_nothing_is_measured_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        build(few(tmp_path, 0).workspace, Period.parse(PERIOD))
    assert f"no measure that the framework holds at {PERIOD}" in str(refused.value)


def test_a_ref_with_a_slash_is_refused(tmp_path: Path) -> None:
    council = few(tmp_path, 1)
    council.replace("data/framework/measures.csv", "\nM1,", "\nM/1,")
    with pytest.raises(Refused) as refused:
        build(council.workspace, Period.parse(PERIOD))
    assert "M/1" in str(refused.value)


def test_two_refs_that_one_file_name_would_serve_are_refused(tmp_path: Path) -> None:
    tiny = Tiny.whole(tmp_path)
    for name in ("framework/measures", "framework/targets", "returns/2019-20-q1/all", "returns/2019-20-q2/all"):
        tiny.replace(f"data/{name}.csv", "\nH1,", "\na1,")
    tiny.put(f"params/{PERIOD}.yml", FULL_PLAN)
    tiny.put("notebooks/measure.ipynb", notebook(period=PERIOD, pack="public", measure="A1"))
    tiny.put("notebooks/scorecard.ipynb", notebook(period=PERIOD, pack="public"))
    with pytest.raises(Refused) as refused:
        build(tiny.workspace, Period.parse(PERIOD))
    assert "a1" in str(refused.value)
