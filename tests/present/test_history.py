"""A measure's history as a chart: usual range, figures that stand out, gaps, breaks, and the same in words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from results_fixture import changed

import helpers
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.row import only_row
from helpers.present.history.canvas import Canvas
from helpers.present.history.chart import monthly_chart
from helpers.present.history.labels import Place, best, box_of
from helpers.present.history.series import history_of, latest_special, stretches, up_to
from helpers.present.parts import Chart

NAN = float("nan")


def with_history(results: Results, ref: str, **columns: Any) -> Results:
    """Give an edition in which one measure's history says something else, period by period or of all."""
    history = results.history.copy()
    for name, value in columns.items():
        history.loc[history["ref"] == ref, name] = value
    return replace(results, history=history)


def specification(chart: Chart) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(html.fragment_fromstring(chart.html).findtext(".//script"))
    return found


def marks(chart: Chart, kind: str) -> list[dict[str, Any]]:
    layers = specification(chart)["layer"]
    return [
        layer
        for layer in layers
        if (layer["mark"] if isinstance(layer["mark"], str) else layer["mark"]["type"]) == kind
    ]


def rows_of(chart: Chart) -> list[list[str]]:
    table = html.fragment_fromstring(chart.html).find(".//table")
    return [[cell.text_content() for cell in row] for row in table.iter("tr")]


def test_the_usual_range_steps_where_it_was_started_afresh(edition: Results) -> None:
    view = edition.measure("43")
    parts = stretches(history_of(view.history, only_row(view)), "count")
    assert [(part.first, part.last, part.mean, part.lower, part.upper) for part in parts] == [
        (0, 7, 70.0, 38.0, 102.0), (8, 12, 90.0, 58.0, 122.0),
    ]  # fmt: skip
    chart = helpers.history_chart(view)
    band = next(data for data in specification(chart)["datasets"].values() if "to" in data[0])
    assert [(part["at"], part["to"], part["low"], part["high"]) for part in band] == [
        (-0.3, 7.5, 38.0, 102.0), (7.5, 12.3, 58.0, 122.0),
    ]  # fmt: skip


def test_the_usual_range_of_a_percentage_stays_within_0_and_100(edition: Results) -> None:
    given = with_history(edition, "CS-05", mean=90.0, lower_limit=-5.0, upper_limit=120.0).measure("CS-05")
    [part] = stretches(history_of(given.history, only_row(given)), "%")
    assert (part.lower, part.upper) == (0.0, 100.0)
    assert "Usual range: 0.00% to 100.00%" in helpers.history_chart(given).alt


@pytest.mark.parametrize(
    ("polarity", "shape", "words"),
    [
        ("lower", "diamond", "A real change for the better: Q1 2019/20 and Q2 2019/20."),
        ("higher", "square", "A real change for the worse: Q1 2019/20 and Q2 2019/20."),
        ("none", "circle", "A real change: Q1 2019/20 and Q2 2019/20."),
    ],
)
def test_figures_that_stand_out_are_told_by_shape_and_in_words(
    edition: Results, polarity: str, shape: str, words: str
) -> None:
    chart = helpers.history_chart(changed(edition, "43", polarity=polarity).measure("43"))
    shapes = {mark["mark"].get("shape") for mark in marks(chart, "point")}
    assert shapes == {None, shape}
    assert words in chart.alt
    assert [row[0] for row in rows_of(chart) if row[-1].startswith("a real change")] == ["Q1 2019/20", "Q2 2019/20"]


def test_the_table_says_what_the_chart_draws_and_what_its_markers_mean(edition: Results) -> None:
    chart = helpers.history_chart(edition.measure("43"))
    head, first, *_, last = rows_of(chart)
    assert head == ["Period", "Number", "Average", "Usual range", "What it says"]
    assert first == ["Q2 2016/17", "50", "70.0", "38.0 to 102.0", ""]
    assert last == [
        "Q2 2019/20",
        "68",
        "90.0",
        "58.0 to 122.0",
        "a real change for the better: two of three near its edge",
    ]
    assert "[b] break in series" in html.fragment_fromstring(chart.html).findtext(".//caption")


def test_no_line_joins_figures_on_the_two_sides_of_a_break(edition: Results) -> None:
    chart = helpers.history_chart(edition.measure("43"))
    points = next(data for data in specification(chart)["datasets"].values() if "run" in data[0])
    assert [point["run"] for point in points] == [0] * 8 + [1] * 5
    [line] = marks(chart, "line")
    assert line["encoding"]["detail"]["field"] == "run"
    assert "Break in series from Q2 2018/19." in chart.alt


def test_a_fresh_start_without_a_break_is_marked_and_the_line_goes_on(edition: Results) -> None:
    chart = helpers.history_chart(with_history(edition, "43", marker="").measure("43"))
    assert "New usual range from Q2 2018/19." in chart.alt
    points = next(data for data in specification(chart)["datasets"].values() if "run" in data[0])
    assert {point["run"] for point in points} == {0}


def test_a_trial_range_says_so(edition: Results) -> None:
    chart = helpers.history_chart(changed(edition, "43", variation_trial=True).measure("43"))
    assert "usual range (trial: few figures)" in chart.html
    assert "Usual range, on trial:" in chart.alt


def test_a_figure_that_is_due_and_missing_is_a_gap_at_the_end_and_not_carried_forward(edition: Results) -> None:
    short = replace(edition, history=edition.history[edition.history["period"] != "2019-20-q2"])
    view = changed(short, "43", state="missing", value=NAN).measure("43")
    series = up_to(history_of(view.history, only_row(view)), only_row(view))
    assert (series["period"].iloc[-1], pd.isna(series["value"].iloc[-1])) == ("2019-20-q2", True)
    chart = helpers.history_chart(view)
    assert rows_of(chart)[-1][:2] == ["Q2 2019/20", "missing"]
    assert [mark["mark"].get("fontStyle") for mark in marks(chart, "text")].count("italic") == 1


@pytest.mark.parametrize(("state", "word"), [("missing", "missing"), ("unavailable", "not available")])
def test_why_there_is_no_latest_figure_is_said_in_the_drawing(edition: Results, state: str, word: str) -> None:
    history = edition.history.copy()
    history.loc[(history["ref"] == "43") & (history["period"] == "2019-20-q2"), "value"] = NAN
    chart = helpers.history_chart(changed(replace(edition, history=history), "43", state=state).measure("43"))
    assert any(data[0].get("words") == word for data in specification(chart)["datasets"].values())


def test_nothing_is_said_of_how_a_suppressed_measure_varies(edition: Results) -> None:
    chart = helpers.history_chart(changed(edition, "43", state="suppressed", value=NAN).measure("43"))
    assert "usual range" not in chart.html.lower()
    assert "real change" not in chart.alt


def test_months_are_drawn_where_the_usual_range_stands_on_them_and_only_there(edition: Results) -> None:
    assert monthly_chart(edition.measure("43")).bundles() == []
    own = edition.history[edition.history["ref"] == "43"]
    periods = [Period.parse("2018-06").shift(month) for month in range(len(own))]
    months = own.assign(
        kind="month",
        period=[str(period) for period in periods],
        period_label=[period.label for period in periods],
        start=[period.start.isoformat() for period in periods],
        end=[period.end.isoformat() for period in periods],
    )
    quarters = edition.history.assign(mean=NAN, lower_limit=NAN, upper_limit=NAN, special="")
    view = changed(replace(edition, history=pd.concat([quarters, months])), "43", variation="Concern").measure("43")
    chart = monthly_chart(view)
    assert isinstance(chart, Chart)
    assert chart.alt.startswith("Households in bed and breakfast, month by month: real worsening.")
    assert "Usual range" in chart.alt
    assert "Usual range" not in helpers.history_chart(view).alt
    captions = [
        html.fragment_fromstring(made.html).findtext(".//caption") for made in (chart, helpers.history_chart(view))
    ]
    assert [caption.split(".")[0].rpartition(" ")[2] for caption in captions] == ["month", "quarter"]
    assert latest_special(view.history, only_row(view)) == "below: two of three near a limit"


def test_the_axis_names_periods_by_their_own_labels(edition: Results) -> None:
    axis = marks(helpers.history_chart(edition.measure("43")), "line")[0]["encoding"]["x"]["axis"]
    assert axis["labelExpr"].startswith('split(["Q2 2016/17", ')


@given(
    lines=st.lists(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=8), max_size=3),
    level=st.floats(0.2, 0.8),
)
@settings(max_examples=40)
def test_a_label_is_never_put_where_more_runs_through_it_than_elsewhere(
    lines: list[list[tuple[float, float]]], level: float
) -> None:
    choices = [(level, Place(side, above)) for side in ("left", "right") for above in (True, False)]  # type: ignore[arg-type]
    chosen = best("Target 10", choices, lines, [], 0.1, lambda share: share)
    assert chosen in choices
    free = [(0.0, 0.0), (1.0, 0.0)]
    assert best("Target 10", choices, [free], [], 0.1, lambda share: share) == choices[0]


def test_labels_keep_off_each_other() -> None:
    first = box_of("average 90.0", Place("right", True), 0.5, 0.1, 640.0)
    _, place = best(
        "Target 88", [(0.5, Place("right", True)), (0.5, Place("left", True))], [], [first], 0.1, lambda up: up
    )
    assert place.side == "left"


def test_the_scale_holds_the_whole_usual_range(edition: Results) -> None:
    view = edition.measure("43")
    canvas = Canvas.of(only_row(view), history_of(view.history, only_row(view)))
    assert canvas.scale.low <= 38.0
    assert canvas.scale.high >= 122.0


def test_the_target_of_a_running_total_is_said_below_the_title_and_not_across_the_line(edition: Results) -> None:
    chart = helpers.history_chart(edition.measure("H-02"))
    assert "The short line is the target for Q2 2019/20: 1,200 or more." in chart.html
    assert "Target 1,200" not in json.dumps(specification(chart))
