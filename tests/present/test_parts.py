"""Everything a notebook may show: safe under a strict policy, whole without scripts, the same in every build."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest
from lxml import html

import helpers
from helpers.model.results import Results
from helpers.present.parts import Part
from helpers.present.sparkline import sparkline

NAN = float("nan")
WHOLE = (
    "headline", "rag_strip", "rag_table", "improved", "needs_attention", "scorecard", "scorecard_by_directorate",
    "exceptions", "exception_reports", "exceptions_headline", "commentary", "quality_report", "quality_headline",
    "rag_differences",
)  # fmt: skip
ONE = (
    "measure_summary", "measure_facts", "provenance", "history_chart", "variation", "forecast", "benchmark",
    "figure_quality", "measure_commentary",
)  # fmt: skip


def every_part(results: Results) -> list[Part]:
    return [
        *(getattr(helpers, name)(results) for name in WHOLE),
        *(getattr(helpers, name)(results.measure(ref)) for ref in ("43", "CS-05") for name in ONE),
        helpers.rag_by(results, "directorate"),
        helpers.rag_by(results, "priority"),
        helpers.now_and_expected(results),
    ]


@pytest.fixture(scope="module")
def bundles(edition: Results) -> list[tuple[dict[str, str], dict[str, object]]]:
    return [bundle for part in every_part(edition) for bundle in part.bundles()]


@pytest.fixture(scope="module")
def pages(bundles: list[tuple[dict[str, str], dict[str, object]]]) -> list[html.HtmlElement]:
    return [html.fragment_fromstring(data["text/html"]) for data, _ in bundles if "text/html" in data]


def test_a_cell_shows_prose_tables_and_charts_and_no_plain_text(bundles: list) -> None:
    kinds = {tuple(sorted(data)) for data, _ in bundles}
    assert kinds == {("text/markdown",), ("text/html",), ("image/png", "text/html")}


def test_nothing_shown_holds_a_style_a_script_that_runs_or_a_handler(pages: list[html.HtmlElement]) -> None:
    for page in pages:
        for node in page.iter():
            assert node.tag != "style"
            assert not [name for name in node.attrib if name == "style" or name.startswith("on")]
            if node.tag == "script":
                assert node.get("type") == "application/json"


def test_markup_in_a_title_comes_out_as_text(pages: list[html.HtmlElement], bundles: list) -> None:
    assert any("<script>alert(1)</script>" in page.text_content() for page in pages)
    assert not [node for page in pages for node in page.iter("b")]
    assert all(re.search(r"(?<!\\)<script", data.get("text/markdown", "")) is None for data, _ in bundles)


def test_every_table_heads_its_columns_and_rows(pages: list[html.HtmlElement]) -> None:
    tables = [table for page in pages for table in ([page] if page.tag == "table" else page.iter("table"))]
    assert len(tables) > 10
    for table in tables:
        assert {cell.get("scope") for cell in table.findall("thead/tr/th")} == {"col"}
        for row in table.findall("tbody/tr"):
            assert (row[0].tag, row[0].get("scope")) == ("th", "row")
        assert {len(row) for row in table.iter("tr")} == {len(table.find("thead/tr"))}


def test_no_id_stands_twice_in_what_one_function_shows(edition: Results) -> None:
    for part in every_part(edition):
        ids = [found for data, _ in part.bundles() for found in re.findall(r' id="([^"]*)"', data.get("text/html", ""))]
        assert not [name for name, count in Counter(ids).items() if count > 1]


def test_a_chart_has_words_a_drawing_its_data_and_a_picture(bundles: list) -> None:
    charts = [(data, metadata) for data, metadata in bundles if "image/png" in data]
    assert len(charts) >= 5
    for data, metadata in charts:
        figure = html.fragment_fromstring(data["text/html"])
        assert figure.tag == "figure"
        assert figure.get("id")
        words = metadata["image/png"]["alt"]
        assert {node.get("aria-label") for node in figure.iter("svg")} == {words}
        assert figure.findtext(".//details//table/caption")
        assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")


def test_a_chart_that_is_drawn_again_carries_only_what_it_draws(edition: Results) -> None:
    [(data, _)] = helpers.history_chart(edition.measure("43")).bundles()
    spec = json.loads(html.fragment_fromstring(data["text/html"]).findtext(".//script"))
    columns = {name for rows in spec["datasets"].values() for row in rows for name in row}
    assert columns <= {"at", "to", "period", "value", "shown", "kind", "run", "level", "low", "high", "words"}
    assert spec["width"] == "container"


def test_every_bar_and_every_rating_in_it_is_one_link_with_a_name_and_an_address_of_the_edition(
    edition: Results,
) -> None:
    chart = helpers.rag_by(edition, "directorate").bundles()[-1][0]["text/html"]
    for drawing in html.fragment_fromstring(chart).iter("svg"):
        assert drawing.get("role") == "group"
        links = [(link.get("href"), link.get("aria-label")) for link in drawing.iter("a")]
        assert len(set(links)) == len(links)
        bars = [f"/directorates/{key}.html" for key in ("childrens-services", "housing", "resources")]
        assert [address for address, _ in links][:3] == bars
        assert dict(links)["/directorates/housing.html"] == "Housing & Communities: 1 green, 1 amber and 2 no rating"
        assert dict(links)["/directorates/housing.html#rating=amber"] == "Housing & Communities: 1 amber"


def test_a_rating_on_a_bar_leads_to_a_page_whose_scorecard_can_be_narrowed_to_it(edition: Results) -> None:
    chart = helpers.rag_by(edition, "directorate").bundles()[-1][0]["text/html"]
    asked = re.findall(r'href="/directorates/housing.html#rating=([a-z-]+)"', chart)
    shown = html.fragment_fromstring(helpers.scorecard(edition.directorate("housing")).bundles()[0][0]["text/html"])
    assert asked
    assert set(asked) <= set(shown.xpath("//tr/@data-rating"))


def test_a_part_of_a_bar_too_narrow_for_a_finger_leads_where_the_bar_does(edition: Results) -> None:
    crowd = replace(edition, table=pd.concat([edition.directorate("housing").table] * 20, ignore_index=True))
    crowd = replace(crowd, table=pd.concat([crowd.table, edition.directorate("resources").table], ignore_index=True))
    chart = helpers.rag_by(crowd, "directorate").bundles()[-1][0]["text/html"]
    assert "/directorates/housing.html#rating=green" in chart
    assert '/directorates/resources.html"' in chart
    assert "/directorates/resources.html#" not in chart


def test_the_same_results_give_the_same_bytes(edition: Results, bundles: list) -> None:
    assert [bundle for part in every_part(edition) for bundle in part.bundles()] == bundles


def test_a_suppressed_measure_is_drawn_nowhere(edition: Results) -> None:
    said = helpers.history_chart(edition.measure("CS-06")).bundles()
    assert said == [
        ({"text/markdown": "Children in care placed far from home has too little history to draw a chart."}, {})
    ]


def test_each_count_of_the_strip_leads_to_its_measures_on_the_scorecard(edition: Results) -> None:
    strip = helpers.rag_strip(edition, links=True).markdown
    asked = re.findall(r"\(</papers/scorecard.html#rating=([a-z-]+)>\)", strip)
    shown = html.fragment_fromstring(helpers.scorecard(edition).bundles()[0][0]["text/html"])
    assert set(asked) == set(shown.xpath("//tr/@data-rating"))
    assert "](" not in helpers.rag_strip(edition).markdown


@pytest.mark.parametrize(
    ("values", "lines"), [([1.0, 2.0, 3.0], 1), ([1.0, 2.0, NAN, 3.0, 4.0], 2), ([1.0, NAN], None)]
)
def test_a_sparkline_leaves_a_gap_where_a_figure_is_missing(values: list[float], lines: int | None) -> None:
    drawn = sparkline(values)
    assert drawn == "" if lines is None else drawn.count("<polyline") == lines
