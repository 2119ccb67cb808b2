"""Every measure can be found from A to Z, with its rating and whose it is, where no script runs."""

from __future__ import annotations

from dataclasses import replace

from lxml import html

from helpers.model.results import Results
from helpers.narrate.rating import standing
from helpers.narrate.row import rows
from helpers.present.measure_list import all_measures
from helpers.present.parts import Parts


def entries(shown: Results) -> list[html.HtmlElement]:
    listed = all_measures(shown)
    assert isinstance(listed, Parts)
    made = [html.fragment_fromstring(data["text/html"]) for data, _ in listed.bundles() if "text/html" in data]
    return [entry for markup in made for entry in markup.iter("li") if entry.get("data-ref")]


def test_each_measure_stands_there_once_with_the_tag_of_its_standing(edition: Results) -> None:
    found = {entry.get("data-ref"): entry for entry in entries(edition)}
    assert sorted(found) == sorted(edition.table["ref"])
    assert len(entries(edition)) == len(edition)
    for row in rows(edition):
        assert found[row.ref].findtext("a") == row.title
        assert standing(row) in found[row.ref].find("span").text


def test_every_letter_of_the_jump_list_heads_a_list(edition: Results) -> None:
    listed = all_measures(edition)
    assert isinstance(listed, Parts)
    words = [text for data, _ in listed.bundles() for text in data.values()]
    links = html.fragment_fromstring(words[0]).xpath("//a/@href")
    assert links == [f"#letter-{heading.split('#letter-')[1].removesuffix('}')}" for heading in words[1::2]]
    assert len(links) == len(set(links)) > 1


def test_titles_of_other_alphabets_and_of_none_are_listed_too(edition: Results) -> None:
    odd = ["Écoles", "30 & more </script>", "Ωmega", "eels", ""]
    table = edition.table.head(len(odd)).assign(title=odd)
    found = {entry.get("data-ref"): entry.findtext("a") or "" for entry in entries(replace(edition, table=table))}
    assert sorted(found.values()) == sorted(odd)


def test_an_edition_without_a_measure_says_so(edition: Results) -> None:
    assert all_measures(replace(edition, table=edition.table.head(0))).bundles() == [
        ({"text/markdown": "There are no measures here."}, {})
    ]
