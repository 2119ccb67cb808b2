"""Goals and protected characteristics as ways in: every measure that names one stands under it."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import html
from results_fixture import results as whole

from helpers.model.results import Results
from helpers.model.ways_in import GOALS, Characteristic
from helpers.narrate.row import rows
from helpers.present.parts import Markup, Parts, Prose
from helpers.present.thread.ways import equality_links, goal_links, ways_in, ways_in_links

SDG = {"43": "1; 11", "CS-04": "16", "CS-06": "1"}
EQUALITY = {"CS-04": "age", "CS-06": "age; pregnancy and maternity"}


def named(sdg: dict[str, str] = SDG, equality: dict[str, str] = EQUALITY) -> Results:
    shown = whole()
    refs = shown.table["ref"]
    told = {"sdg": [sdg.get(ref, "") for ref in refs], "equality": [equality.get(ref, "") for ref in refs]}
    return replace(shown, table=shown.table.assign(**told).astype({"sdg": "str", "equality": "str"}))


def under(parts: Parts) -> dict[str, list[tuple[str, str]]]:
    """What stands under each goal and characteristic, by the id of its place: address and tag of each measure."""
    found: dict[str, list[tuple[str, str]]] = {}
    place = ""
    for part in parts.parts:
        if isinstance(part, Prose) and (heading := re.search(r"^### .*\{#([\w-]+)\}$", part.markdown)):
            place = heading[1]
        if isinstance(part, Markup):
            items = html.fragment_fromstring(part.html)
            found[place] = [
                (item.xpath(".//a/@href")[0], item.xpath('.//*[contains(@class, "rag")]/text()')[0]) for item in items
            ]
    return found


def test_every_measure_stands_under_each_goal_and_characteristic_that_it_names_with_its_tag() -> None:
    bed, plans, far = (
        ("/measures/43.html", "● Amber"),
        ("/measures/CS-04.html", "■ Red"),
        ("/measures/CS-06.html", "Suppressed"),
    )
    assert under(ways_in(named())) == {
        "goal-1": [bed, far], "goal-11": [bed], "goal-16": [plans], "equality-age": [plans, far],
        "equality-pregnancy-and-maternity": [far],
    }  # fmt: skip


def test_the_index_leads_to_every_place_and_says_how_many_measures_are_there() -> None:
    shown = ways_in(named())
    index = [
        found
        for part in shown.parts
        if isinstance(part, Prose)
        for found in re.findall(r"\(#([\w-]+)\): (\d+)", part.markdown)
    ]
    assert {place: int(count) for place, count in index} == {
        place: len(listed) for place, listed in under(shown).items()
    }


def test_what_no_measure_tells_about_is_named() -> None:
    said = [part.markdown for part in ways_in(named()).parts if isinstance(part, Prose)]
    goals, characteristics = (line for line in said if line.startswith("No measure tells about:"))
    assert [f"Goal {number}: " in goals for number in GOALS] == [number not in (1, 11, 16) for number in GOALS]
    assert all(
        (each.capitalize() in characteristics) != (each in ("age", "pregnancy and maternity"))
        for each in Characteristic
    )


def test_where_no_measure_names_any_there_is_a_sentence_and_no_heading() -> None:
    bare = named({}, {})
    assert [part.markdown for part in ways_in(bare).parts if isinstance(part, Prose)] == [
        "No measure of this edition names a goal or a protected characteristic."
    ]
    assert ways_in_links(bare).markdown == ""
    assert [goal_links(row) + equality_links(row) for row in rows(bare)] == [""] * len(bare)


def test_a_view_and_a_measure_lead_to_the_places_of_what_they_name() -> None:
    shown = named()
    links = re.findall(r"\(<([^>]+)>\)", ways_in_links(shown.directorate("childrens-services")).markdown)
    assert links == [f"/ways-in.html#{place}" for place in
                     ("goal-1", "goal-16", "equality-age", "equality-pregnancy-and-maternity")]  # fmt: skip
    row = next(rows(shown.measure("43")))
    assert goal_links(row) == (
        '<a href="/ways-in.html#goal-1">Goal 1: No poverty</a>; '
        '<a href="/ways-in.html#goal-11">Goal 11: Sustainable cities and communities</a>'
    )
    assert equality_links(row) == ""
