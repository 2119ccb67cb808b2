"""A measure beside other councils: words, strips, table and funnel say the same, or why nothing is compared."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html
from results_fixture import changed

import helpers
from helpers.model.results import Results
from helpers.narrate.row import only_row
from helpers.present.comparison.funnel import PLACES
from helpers.present.comparison.groups import comparisons_of
from helpers.present.parts import Chart

NAN = float("nan")


def shown(results: Results, ref: str) -> tuple[str, list[Chart], str]:
    """Give the words, the charts and the tables of a measure's comparison."""
    parts = helpers.benchmark(results.measure(ref)).parts
    prose = " ".join(getattr(part, "markdown", "") for part in parts).replace("\\", "")
    tables = " ".join(part.html for part in parts if hasattr(part, "html") and not isinstance(part, Chart))
    return prose, [part for part in parts if isinstance(part, Chart)], tables


def rows_of(chart: Chart) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in html.fragment_fromstring(chart.html).iter("tr")]


def datasets(chart: Chart) -> list[list[dict[str, Any]]]:
    return list(json.loads(html.fragment_fromstring(chart.html).findtext(".//script"))["datasets"].values())


def test_place_quarter_middle_and_who_did_not_report_are_said(edition: Results) -> None:
    prose, charts, _ = shown(edition, "43")
    assert "Westmere Council ranks 4 of 6 (our neighbours, Q2 2019/20), in the third best quarter" in prose
    assert "Northmere did not report." in prose
    assert len(charts) == 1
    assert prose.partition("## How we compare ")[2].strip() in charts[0].alt


def test_every_neighbour_is_named_in_the_table_best_first_and_we_are_among_them(edition: Results) -> None:
    _, [strip], _ = shown(edition, "43")
    names = [row[0] for row in rows_of(strip)[1:]]
    assert names == ["Eastmere", "Southmere", "Midmere", "Westmere Council", "Oldmere", "Newmere", "Northmere"]
    assert rows_of(strip)[-1][1] == "did not report"
    higher = rows_of(shown(changed(edition, "43", polarity="higher"), "43")[1][0])
    assert [row[0] for row in higher[1:-1]] == names[:-1][::-1]


def test_a_count_is_shown_as_the_rate_that_it_is_compared_by(edition: Results) -> None:
    _, [strip], _ = shown(edition, "43")
    assert rows_of(strip)[0] == ["Council", "per 1,000", "Group"]
    assert ["Westmere Council", "68.00", "our neighbours"] in rows_of(strip)


def test_a_large_group_is_shown_by_its_spread_and_not_council_by_council(edition: Results) -> None:
    _, charts, tables = shown(edition, "CS-05")
    strip = charts[0]
    assert "Council 59" not in strip.html
    assert ["Highest of 61 councils", "99.5%", "England"] in rows_of(strip)
    assert max(len(data) for data in datasets(strip)) == 60
    assert re.search(r"England.*18 of 61.*second best", tables, re.DOTALL)
    assert re.search(r"our neighbours.*2 of 6.*second best", tables, re.DOTALL)


def test_why_there_is_no_comparison_is_said_and_nothing_drawn(edition: Results) -> None:
    prose, charts, tables = shown(edition, "R-03")
    assert "Not compared with England: councils differ in size." in prose
    assert (charts, tables) == ([], "")


def test_without_a_figure_of_ours_the_others_are_shown_and_no_place_is_claimed(edition: Results) -> None:
    table = edition.comparisons.assign(rank=NAN, quartile=NAN)
    prose, [strip], _ = shown(changed(replace(edition, comparisons=table), "43", value=NAN), "43")
    assert "ranks" not in prose
    assert "Westmere" not in " ".join(row[0] for row in rows_of(strip))
    assert strip.alt.startswith("The middle council has 64.50.")


def test_a_suppressed_measure_is_compared_with_no_one(edition: Results) -> None:
    assert helpers.benchmark(changed(edition, "43", state="suppressed", value=NAN).measure("43")).bundles() == []


def test_a_funnel_of_the_largest_group_says_whether_chance_can_bring_us_where_we_are(edition: Results) -> None:
    _, charts, _ = shown(edition, "CS-05")
    funnel = charts[-1]
    assert 'id="funnel-cs-05"' in funnel.html
    assert funnel.alt.startswith(f"Westmere Council is {PLACES[2]}. The average of England is ")
    ours = next(row for row in rows_of(funnel) if row[0] == "Westmere Council")
    assert ours[1:] == ["1,200", "91.2%", PLACES[2]]
    near = changed(edition, "CS-05", value=85.0, numerator=1020.0)
    assert shown(near, "CS-05")[1][-1].alt.startswith(f"Westmere Council is {PLACES[0]}.")


def test_the_funnel_narrows_as_councils_grow_and_the_outer_lines_lie_outside_the_inner(edition: Results) -> None:
    curves = [data for data in datasets(shown(edition, "CS-05")[1][-1]) if "line" in data[0]]
    by_line: dict[str, list[tuple[float, float]]] = {}
    for point in (point for data in curves for point in data):
        by_line.setdefault(point["line"], []).append((point["size"], point["value"]))
    widths = {
        name: [high - low for (_, low), (_, high) in zip(by_line[f"{name} low"], by_line[f"{name} high"], strict=True)]
        for name in ("inner", "outer")
    }
    assert all(sorted(width, reverse=True) == width for width in widths.values())
    assert all(outer > inner for inner, outer in zip(widths["inner"], widths["outer"], strict=True))


@pytest.mark.parametrize("columns", [{"denominator": NAN}, {"numerator": NAN}, {"denominator": 0.0}])
def test_there_is_no_funnel_without_the_numbers_behind_the_figure(edition: Results, columns: dict[str, float]) -> None:
    _, charts, _ = shown(changed(edition, "CS-05", **columns), "CS-05")
    assert not any("funnel-" in chart.html for chart in charts)


def test_comparisons_come_in_the_order_of_the_groups_main_one_first(edition: Results) -> None:
    view = edition.measure("CS-05")
    assert [one.name for one in comparisons_of(view, only_row(view))] == ["our neighbours", "England"]
