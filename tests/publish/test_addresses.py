"""Addresses in a document lead to what the edition has; a link to what it has not leaves only its words."""

from __future__ import annotations

import pytest

from helpers.present.link import group_address, link_html, link_markdown, measure_address
from helpers.publish.assemble.addresses import Addresses

NAMED = "papers/2019-11-13-cabinet-performance-q2-appendix-2-exceptions.pdf"
FILES = {name: name for name in ("index.html", "measures/22 a.html", "papers/scorecard.docx")}
HERE = Addresses("../", {**FILES, "papers/exceptions.pdf": NAMED})


def test_a_link_to_a_page_of_the_edition_leads_there_from_any_folder() -> None:
    assert HERE.in_html(link_html(measure_address("22 a"), "Visits")) == '<a href="../measures/22%20a.html">Visits</a>'
    assert HERE.in_markdown(link_markdown("/index.html#top", "All")) == "[All](<../index.html#top>)"


def test_a_link_to_a_page_that_the_plan_asked_for_none_of_leaves_its_words() -> None:
    assert HERE.in_html(link_html(group_address("priority", "good-homes"), "Good homes & more")) == (
        "Good homes &amp; more"
    )
    assert HERE.in_markdown(link_markdown(group_address("directorate", "housing"), "[Housing]")) == r"\[Housing\]"


def test_a_bar_that_is_a_link_stays_a_bar_where_there_is_no_page() -> None:
    link = '<a class="x" href="/directorates/housing.html" aria-label="Housing"><path d="M0"/></a>'
    bar = f"<svg>{link}<text>3</text></svg>"
    assert HERE.in_html(bar) == '<svg><path d="M0"/><text>3</text></svg>'


def test_a_link_whose_words_hold_a_tag_leaves_the_tag() -> None:
    tag = "[3]{.count} [▲ Green]{.rag .rag-green}"
    assert HERE.in_markdown(f"- [{tag}](</papers/scorecard.html#rating=green>)") == f"- {tag}"


@pytest.mark.parametrize("address", ["/papers/scorecard.docx", "/data/results.csv", "/assets/site.css"])
def test_papers_of_the_edition_and_files_that_every_edition_has_stay_linked(address: str) -> None:
    assert HERE.in_markdown(f"[x](<{address}>)") == f"[x](<..{address}>)"


def test_a_paper_that_was_not_made_leaves_its_words() -> None:
    assert HERE.in_markdown("- Scorecard: [Word](</papers/scorecard.docx>), [PDF](</papers/scorecard.pdf>)") == (
        "- Scorecard: [Word](<../papers/scorecard.docx>), PDF"
    )


@pytest.mark.parametrize("address", ["/papers/exceptions.pdf", f"/{NAMED}"])
def test_a_link_to_a_paper_by_its_plain_name_leads_to_the_file_as_the_agenda_names_it(address: str) -> None:
    assert HERE.in_markdown(f"[x](<{address}#page=3>)") == f"[x](<../{NAMED}#page=3>)"
    assert HERE.in_html(f'<a class="y" href="{address}">x</a>') == f'<a class="y" href="../{NAMED}">x</a>'


@pytest.mark.parametrize("text", ["[x](<https://example.org/a.html>)", "[x](//example.org/a.html)", r"\[x](y.html)"])
def test_what_is_no_address_in_the_edition_is_let_be(text: str) -> None:
    assert HERE.in_markdown(text) == text
