"""An infographic says one measure in one picture: number, arrow, line and sentence; nothing in it is too small."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from results_fixture import results as whole

from helpers.model.errors import Refused
from helpers.narrate.row import only_row
from helpers.present.chart import PAD
from helpers.present.infographic import drawing
from helpers.present.infographic.sheet import infographics
from helpers.present.infographic.tile import Tile
from helpers.present.parts import Chart, Prose
from helpers.present.theme import WIDTH

EVERY = "43, CS-04, CS-05, CS-06, CS-07, H-02, H-03, H-04, R-01, R-02, R-03, R-04, R-05, R-06"
POINTS_A_UNIT = 17 / 2.54 * 72 / (WIDTH + 2 * PAD)
"""A paper's text is 17 cm wide, and so is the picture."""


@pytest.fixture(autouse=True)
def _seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a picture be read as the SVG that it is drawn from."""
    monkeypatch.setattr(drawing, "png_of", str.encode)


def charts(measures: str) -> list[Chart]:
    return [part for part in infographics(whole(), measures).parts if isinstance(part, Chart)]


def tile(ref: str) -> Tile:
    shown = whole().measure(ref)
    return Tile.of(shown, only_row(shown))


def test_those_of_the_overview_are_shown_where_none_is_chosen_and_none_twice() -> None:
    parts = infographics(whole()).parts
    assert [part.markdown for part in parts if isinstance(part, Prose)] == ["## Needs attention", "## Improved"]
    shown = re.findall(r'id="infographic-([^"]+)"', "".join(part.html for part in parts if isinstance(part, Chart)))
    assert shown[:2] == ["r-01", "cs-04"]
    assert "cs-05" in shown
    assert len(shown) == len(set(shown))


def test_the_measures_that_were_chosen_are_shown_in_that_order_two_in_a_row() -> None:
    found = charts("CS-05, 43,CS-04")
    assert [re.findall(r'id="infographic-([^"]+)"', chart.html) for chart in found] == [["cs-05", "43"], ["cs-04"]]


def test_a_measure_that_there_is_not_is_refused_with_the_known() -> None:
    with pytest.raises(Refused, match=r"X-9.*\n.*CS-04"):
        infographics(whole(), "X-9")


@pytest.mark.parametrize("chart", range(7))
def test_nothing_in_a_picture_is_under_nine_points(chart: int) -> None:
    svg = charts(EVERY)[chart].png.decode()
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)', svg)]
    assert min(sizes) * POINTS_A_UNIT >= 8.99


def test_a_withheld_measure_says_so_in_words_and_shows_neither_line_nor_arrow() -> None:
    found = tile("CS-06")
    assert (found.number, found.direction, found.chart_words) == ("Withheld", "", "")
    assert found.words == (
        "Children in care placed far from home for Q2 2019/20 is withheld, because small numbers could name people."
    )
    assert "<svg" not in charts("CS-06")[0].html


@pytest.mark.parametrize(("ref", "number"), [("H-03", "Missing"), ("R-06", "Not available"), ("CS-07", "88%")])
def test_a_measure_without_a_figure_of_this_period_says_why(ref: str, number: str) -> None:
    found = tile(ref)
    assert found.number == number
    assert found.sentence in charts(ref)[0].alt
    assert {"H-03": "has not been supplied", "R-06": "not available", "CS-07": "not due"}[ref] in found.sentence


@pytest.mark.parametrize(
    ("ref", "direction"),
    [("43", "↓ Improving"), ("CS-04", "↑ Worsening"), ("CS-05", "↑ Improving"), ("R-03", "↑ Increasing"),
     ("H-04", "→ No change")],
)  # fmt: skip
def test_the_arrow_shows_how_the_figure_moved_and_its_word_whether_that_is_better(ref: str, direction: str) -> None:
    assert tile(ref).direction == direction
    arrow, _, word = direction.partition(" ")
    svg = charts(ref)[0].png.decode()
    assert [f">{said}</text>" in svg for said in (arrow, word)] == [True, True]
    assert word in charts(ref)[0].alt


def test_a_rating_is_told_by_shape_and_word_where_there_is_no_colour() -> None:
    assert "■ Red</text>" in charts("CS-04")[0].png.decode()


def test_the_words_for_the_picture_say_figure_target_rating_sentence_and_line() -> None:
    assert charts("CS-05")[0].alt == (
        "Timely visits & reviews: 91.2%, Q2 2019/20, provisional; target 90.0% or more. ▲ Green. Improving. Rose from "
        "84.0% to 91.2% between Q1 2019/20 and Q2 2019/20, which is better. Line from 52.1% in Q2 2016/17 to 91.2% in "
        "Q2 2019/20; highest 94.1% in Q3 2018/19, lowest 52.1% in Q2 2016/17."
    )


def test_a_line_breaks_at_a_gap_and_at_a_break_in_the_series() -> None:
    _, inner = drawing.small_chart(tile("43"))
    lines = re.findall(r' d="(M[^"]*)"[^>]*stroke-width="2.5"', inner)
    assert sum(path.count("M") for path in lines) == 3


def test_six_of_the_longest_usual_titles_fit_a_page_and_a_very_long_one_wraps() -> None:
    shown = whole()
    usual = "Young people not in education, work or training, or not known"
    for title, tallest in ((usual, 20.5 / 3), ("Very long words " * 13, 25.1)):
        table = shown.table.assign(title=shown.table["title"].where(shown.table["ref"] != "CS-05", title.strip()))
        svg = infographics(replace(shown, table=table), "CS-05").parts[0].png.decode()  # type: ignore[attr-defined]
        tall = float(re.search(r'height="([\d.]+)"', svg)[1])  # type: ignore[index]
        assert tall * 17 / (WIDTH + 2 * PAD) <= tallest
        lines = re.findall(r'font-size="15" font-weight="bold"[^>]*>([^<]*)<', svg)
        assert max(len(line) for line in lines) * 15 * 0.58 <= drawing.TILE
