"""What must hold of every judgement, whatever the figures."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from one_series import variation
from tiny import a_measure, a_rating, a_target, judged, observations, result

from helpers.assess.exception import owed, required
from helpers.assess.figures.restate import latest
from helpers.assess.rag import rag
from helpers.model.measure import Measure, Target
from helpers.model.observation import IN_PLACE_OF_A_FIGURE, Marker

TENTHS = st.integers(-1000, 1000).map(lambda tenth: tenth / 10)
FRAMES = ("table", "history", "peers", "signals", "actions")
OPPOSITE = {"Improvement": "Concern", "Concern": "Improvement"}
ASSURED = {"Consistently passing": "Consistently failing", "Consistently failing": "Consistently passing"}


@given(TENTHS, TENTHS, st.integers(0, 100))
def test_mirroring_figures_and_polarity_leaves_every_rating_as_it_was(value: float, target: float, gap: int) -> None:
    higher = {"polarity": "higher", "value": value, "target": target, "intervention": target - gap / 10}
    lower = {"polarity": "lower", "value": -value, "target": -target, "intervention": -(target - gap / 10)}
    words = rag(pd.DataFrame([higher, lower])).tolist()
    assert words[0] == words[1] != ""


@given(TENTHS, TENTHS)
def test_off_target_reversing_the_polarity_reverses_green_and_red(value: float, target: float) -> None:
    frame = pd.DataFrame([{"polarity": word, "value": value, "target": target} for word in ("higher", "lower")])
    assert rag(frame).tolist() in ([["Green", "Green"]] if value == target else [["Green", "Red"], ["Red", "Green"]])


@given(st.lists(TENTHS, min_size=2, max_size=2), TENTHS, st.integers(0, 100))
def test_a_better_figure_is_never_rated_worse(values: list[float], target: float, gap: int) -> None:
    frame = pd.DataFrame(
        [
            {"polarity": "higher", "value": value, "target": target, "intervention": target - gap / 10}
            for value in values
        ]
    )
    order = ["Red", "Amber", "Green"]
    worse, better = (order.index(word) for word in rag(frame.sort_values("value")))
    assert worse <= better


@settings(max_examples=60)
@given(st.lists(TENTHS, min_size=6, max_size=20), TENTHS)
def test_reversing_the_polarity_reverses_improvement_and_concern_and_keeps_the_limits(
    series: list[float], target: float
) -> None:
    up, down = (variation(series, polarity, target) for polarity in ("higher", "lower"))
    assert (up.mean, up.lower, up.upper, up.flagged) == (down.mean, down.lower, down.upper, down.flagged)
    assert OPPOSITE.get(up.cause, up.cause) == down.cause
    assert ASSURED.get(up.assurance, up.assurance) == down.assurance


@settings(max_examples=60)
@given(st.lists(TENTHS, min_size=6, max_size=20), st.integers(-50, 50), st.sampled_from([1, 2, 10]))
def test_moving_and_stretching_a_series_moves_and_stretches_its_limits_and_flags_the_same_points(
    series: list[float], shift: int, scale: int
) -> None:
    one, other = variation(series, "higher"), variation([value * scale + shift for value in series], "higher")
    assert abs(other.upper - (one.upper * scale + shift)) < 1e-6
    assert one.flagged == other.flagged


COUNCIL: list[Measure] = [
    a_measure("A", decimals=1, benchmark_group="neighbours"),
    a_measure("B", unit="count", polarity="lower", sensitive=True),
    a_measure("C", unit="count", basis="cumulative"),
    a_measure("D", polarity="range", owner_role=""),
    a_measure("E", frequency="annual", polarity="none"),
    a_measure("F", unit="count", frequency="monthly", polarity="lower"),
    a_measure("G", lag=1, directorate="housing"),
]
TARGETS: list[Target] = [
    a_target("A", target=80, intervention=75), a_target("B", target=30), a_target("C", target=90),
    a_target("D", low=45, high=55, intervention_low=40), a_target("F", target=30), a_target("G", target=50),
]  # fmt: skip
PEERS = [{"ref": "A", "period": "2019-20-q2", "area": area, "value": value} for area, value in (("X", 70), ("Y", 90))]


def rows(seed: int = 0) -> list[dict[str, Any]]:
    """Returns of two years for all of COUNCIL, with markers and a restatement."""
    made: list[dict[str, Any]] = []
    for step, period in enumerate(f"{year}-q{quarter}" for year in ("2018-19", "2019-20") for quarter in (1, 2, 3, 4)):
        if period > "2019-20-q2":
            break
        for index, ref in enumerate("ABCDG"):
            made.append({"ref": ref, "period": period, "value": (index * 17 + step * 7 + seed) % 100, "marker": "p"})
        made += [
            {"ref": "F", "period": month, "value": 5 + step + seed % 3, "returned": period}
            for month in {"2019-20-q2": ("2019-07", "2019-08", "2019-09")}.get(period, ())
        ]
    made.append({"ref": "E", "period": "2018-19", "value": 3, "returned": "2018-19-q4"})
    made.append({"ref": "A", "period": "2019-20-q1", "value": 99, "returned": "2019-20-q2", "marker": "e"})
    return made


def judge_all(refs: str, sent: list[dict[str, Any]], **settings: Any) -> dict[str, pd.DataFrame]:
    held = [measure for measure in COUNCIL if measure.ref in refs]
    made = judged(held, sent, TARGETS, [a_rating("E"), a_rating("A", rag="Red", kind="override")],
                  benchmarks=PEERS, **settings)  # fmt: skip
    return {name: getattr(made, name) for name in FRAMES}


@settings(max_examples=5)
@given(st.randoms(), st.integers(0, 99))
def test_the_order_of_rows_never_matters(chance: Any, seed: int) -> None:
    sent = [row | {"source_row": number} for number, row in enumerate(rows(seed), start=2)]
    shuffled = list(sent)
    chance.shuffle(shuffled)
    one, other = judge_all("ABCDEFG", sent), judge_all("ABCDEFG", shuffled)
    for name in FRAMES:
        pd.testing.assert_frame_equal(one[name], other[name])


def test_judging_one_measure_equals_judging_it_among_many() -> None:
    sent = [row | {"source_row": number} for number, row in enumerate(rows(), start=2)]
    many = judge_all("ABCDEFG", sent)
    for measure in COUNCIL:
        # A file that holds a sensitive figure has its hash withheld on all its rows: alone, none is.
        alone = judge_all(measure.ref, sent)["table"].drop(columns="source_hash")
        among = many["table"].drop(columns="source_hash")
        among = among[among["ref"] == measure.ref].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, among, check_dtype=False)


def test_judging_changes_nothing_that_it_was_given() -> None:
    sent = observations(rows())
    before = sent.copy(deep=True)
    latest(sent)
    pd.testing.assert_frame_equal(sent, before)


def test_a_figure_never_loses_its_marker() -> None:
    markers = [marker.value for marker in Marker if marker not in IN_PLACE_OF_A_FIGURE]
    sets = [each for size in range(len(markers) + 1) for each in combinations(markers, size)]
    sent = [" ".join(turned) for each in sets for turned in (each, each[::-1])]
    rows = [
        {"ref": f"M{number}", "period": "2019-20-q2", "value": 5, "marker": marker}
        for number, marker in enumerate(sent)
    ]
    made = judged([a_measure(row["ref"]) for row in rows], rows)
    assert made.table["marker"].tolist() == sent


def test_a_figure_made_of_several_carries_the_markers_of_all() -> None:
    months = [
        {"period": f"2019-0{month}", "value": 5, "marker": marker, "returned": "2019-20-q2"}
        for month, marker in ((7, "p"), (8, "e"), (9, "p b"))
    ]
    row = result(a_measure(unit="count", frequency="monthly"), months)
    assert (row["value"], row["marker"]) == (15, "p e b")


def test_an_earlier_figure_brings_its_marker_with_it() -> None:
    sent = [
        {"period": "2018-19", "value": 70, "marker": "e", "returned": "2018-19-q4"},
        {"period": "2019-20-q1", "value": 75, "marker": "p"}, {"period": "2019-20-q2", "value": 80},
    ]  # fmt: skip
    row = result(a_measure(), sent)
    assert (row["previous_marker"], row["outturn_marker"], row["marker"]) == ("p", "e", "")


def test_an_exception_report_is_owed_part_by_part() -> None:
    sent = [{"period": "2019-20-q2", "value": 10, "cause": "Vacancies", "owner_role": "Head of Care"}]
    row = result(a_measure(), sent, [a_target(target=80)])
    assert row["exception_required"] == "red"
    assert row["owed"].split("; ") == [
        "exception: action", "exception: date of the action", "exception: expected recovery", "commentary",
    ]  # fmt: skip


def test_amber_owes_commentary_and_green_owes_nothing() -> None:
    targets = [a_target(target=80, intervention=70)]
    assert result(a_measure(), [{"period": "2019-20-q2", "value": 75}], targets)["owed"] == "commentary"
    assert result(a_measure(), [{"period": "2019-20-q2", "value": 85}], targets)["owed"] == ""


def test_concern_and_consistent_failure_need_an_exception_report_though_nothing_is_red() -> None:
    frame = pd.DataFrame({"rag": ["Green"], "variation": ["Concern"], "assurance": ["Consistently failing"]})
    assert required(frame).tolist() == ["special cause of concern, consistently failing"]
    assert owed(frame.iloc[:0].assign(exception_required="")).tolist() == []
