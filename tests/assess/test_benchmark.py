"""A figure among those of other councils (rules.md, "Benchmarking")."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import Q2, a_measure, judged, result

from helpers.assess.benchmark import benchmark


def placed(ours: float, theirs: list[float | None], polarity: str = "lower", unit: str = "%") -> pd.Series:
    figures = pd.DataFrame(
        [{"ref": "M1", "data_period": Q2, "value": ours, "polarity": polarity, "unit": unit, "benchmark_group": "all"}]
    )
    peers = pd.DataFrame(
        [{"ref": "M1", "period": Q2, "group": "all", "area": f"Area {index}", "value": value}
         for index, value in enumerate(theirs)]
    ).astype({"value": "float64"})  # fmt: skip
    return benchmark(figures, peers).iloc[0]


@pytest.mark.parametrize(("polarity", "rank"), [("lower", 2), ("higher", 4)])
def test_rank_1_is_the_best_by_polarity(polarity: str, rank: int) -> None:
    assert placed(20, [10, 30, 40, 50], polarity)["benchmark_rank"] == rank


def test_equal_figures_share_the_better_rank() -> None:
    assert placed(20, [10, 20, 20, 30])["benchmark_rank"] == 2


def test_we_are_counted_and_are_part_of_the_median() -> None:
    row = placed(20, [10, 30, 70])
    assert (row["benchmark_n"], row["benchmark_median"]) == (4, 25)


@pytest.mark.parametrize(("ours", "quartile"), [(0, 1), (15, 2), (35, 3), (65, 4)])
def test_quartile_1_is_the_best_quarter(ours: float, quartile: int) -> None:
    assert placed(ours, [10, 30, 60])["benchmark_quartile"] == quartile


def test_who_did_not_report_is_named_and_not_counted() -> None:
    row = placed(20, [10, None, 30, None])
    assert (row["benchmark_missing"], row["benchmark_n"], row["benchmark_rank"]) == ("Area 1; Area 3", 3, 2)


def test_without_a_figure_of_our_own_there_is_a_median_and_no_rank() -> None:
    row = placed(float("nan"), [10, 30])
    assert (row["benchmark_median"], row["benchmark_n"]) == (20, 2)
    assert pd.isna(row["benchmark_rank"])


@pytest.mark.parametrize("unit", ["count", "£"])
def test_counts_are_never_compared_because_councils_differ_in_size(unit: str) -> None:
    assert placed(20, [10, 30], unit=unit)["benchmark_group"] == ""


@pytest.mark.parametrize("polarity", ["none", "range"])
def test_without_better_and_worse_there_is_no_rank(polarity: str) -> None:
    row = placed(20, [10, 30], polarity)
    assert row["benchmark_n"] == 3
    assert pd.isna(row["benchmark_rank"])


def test_only_peers_of_the_same_measure_period_and_group_are_compared() -> None:
    peer = {"period": "2019-20-q2", "area": "Easton", "value": 1.2}
    others = [
        peer, {**peer, "period": "2019-20-q1", "area": "Norton"}, {**peer, "group": "england", "area": "Sutton"},
        {**peer, "ref": "M2", "area": "Weston"},
    ]  # fmt: skip
    measures = [a_measure(benchmark_group="neighbours"), a_measure("M2")]
    made = judged(measures, [{"period": "2019-20-q2", "value": 2}], benchmarks=others)
    assert made.table["benchmark_n"].iloc[0] == 2
    assert made.peers["area"].tolist() == ["Easton"]


def test_peers_are_rounded_as_we_are_so_that_equal_figures_are_equal() -> None:
    peer = {"period": "2019-20-q2", "area": "Easton", "value": 79.96}
    row = result(
        a_measure(decimals=1, benchmark_group="neighbours"),
        [{"period": "2019-20-q2", "value": 80.04}],
        benchmarks=[peer],
    )
    assert row["benchmark_rank"] == 1


FIGURES = st.lists(st.integers(0, 50).map(float), min_size=1, max_size=12)


@settings(max_examples=25)
@given(FIGURES, st.integers(0, 50).map(float))
def test_reversing_the_polarity_reverses_the_ranking(theirs: list[float], ours: float) -> None:
    low, high = (placed(ours, list(theirs), polarity)["benchmark_rank"] for polarity in ("lower", "higher"))
    ties = theirs.count(ours)
    assert low + high == len(theirs) + 2 - ties


@settings(max_examples=25)
@given(FIGURES, st.integers(0, 50).map(float), st.randoms())
def test_the_order_of_peers_never_matters(theirs: list[float], ours: float, chance: object) -> None:
    shuffled = list(theirs)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    columns = ["benchmark_rank", "benchmark_quartile", "benchmark_median", "benchmark_n"]
    assert placed(ours, list(theirs))[columns].tolist() == placed(ours, shuffled)[columns].tolist()
