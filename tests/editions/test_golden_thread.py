"""The demo's golden thread and its ways in hold what the data say, each measure and action in its place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml import html
from reading import results_of

from helpers.publish.build import Built

WORDS = {"▲ Green": "Green", "● Amber": "Amber", "■ Red": "Red"}


def framework(repository: Path, name: str) -> list[dict[str, str]]:
    with (repository / f"data/framework/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def leaves(page: html.HtmlElement) -> list[tuple[str, str]]:
    """Address and rating of every entry of a list, as it leads and says them."""
    entries = page.xpath('//li[@class="thread-leaf"]')
    tags = (entry.xpath('.//*[contains(@class, "rag ")]/text()') for entry in entries)
    return [
        (entry.xpath(".//a/@href")[0], WORDS.get("".join(tag), "")) for entry, tag in zip(entries, tags, strict=True)
    ]


@pytest.mark.parametrize(
    "priority",
    ["brighter-futures", "independent-lives", "clean-safe", "thriving-places", "good-homes", "well-run-council"],
)
def test_a_priority_page_has_each_measure_with_its_rating_and_each_action_once(
    demo: Built, repository: Path, priority: str
) -> None:
    found = leaves(html.parse(demo.folder / f"priorities/{priority}.html").getroot())
    mine = [row for row in results_of(demo.folder) if row["priority"] == priority]
    expected = [(f"../measures/{row['ref']}.html", row["rag"]) for row in mine]
    expected += [
        (f"../priorities/{priority}.html#action-{row['key']}", "")
        for row in framework(repository, "actions")
        if row["priority"] == priority
    ]
    assert sorted(found) == sorted(expected)


def test_the_ways_in_have_each_measure_under_every_goal_and_characteristic_it_names(
    demo: Built, repository: Path
) -> None:
    page = html.parse(demo.folder / "ways-in.html").getroot()
    ratings = {row["ref"]: row["rag"] for row in results_of(demo.folder)}
    expected = {
        (place, f"measures/{row['ref']}.html", ratings[row["ref"]])
        for row in framework(repository, "measures")
        if row["ref"] in ratings  # of another quarter otherwise
        for place in (
            *(f"goal-{number}" for number in row["sdg"].split()),
            *(f"equality-{word.strip()}" for word in row["equality"].split(";") if word.strip()),
        )
    }
    found = [
        (listed.xpath("ancestor::section[1]/@id | preceding::h3[1]/@id")[-1], entry.xpath(".//a/@href")[0],
         WORDS.get(entry.xpath('.//*[contains(@class, "rag ")]/text()')[0], ""))
        for listed in page.xpath('//ul[@class="tagged"]')
        for entry in listed.xpath("./li")
    ]  # fmt: skip
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_a_service_page_has_its_own_measures_and_actions_and_stands_under_its_directorate(
    demo: Built, repository: Path
) -> None:
    page = html.parse(demo.folder / "services/housing-options.html").getroot()
    above = html.parse(demo.folder / "directorates/housing.html").getroot()
    mine = [row["ref"] for row in framework(repository, "measures") if row["service"] == "housing-options"]
    listed = page.xpath('//table[contains(@class, "scorecard")]/tbody/tr/th/a/@href')
    assert listed == [f"../measures/{row['ref']}.html" for row in results_of(demo.folder) if row["ref"] in mine]
    actions = [row["title"] for row in framework(repository, "actions") if row["service"] == "housing-options"]
    assert page.xpath('//h2[@id="delivery-plan-actions"]/following::ul[1]//strong/a/text()') == actions
    assert page.xpath('//nav[@class="breadcrumb"]//a/@href') == ["../index.html", "../directorates/housing.html"]
    assert above.xpath('//h3[@id="service-housing-options"]/a/@href') == ["../services/housing-options.html"]
