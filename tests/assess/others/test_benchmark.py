"""A figure among those of other councils (rules.md, "Benchmarking")."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import Q2, a_council, a_measure, a_target, judged, result

from helpers.assess.others.benchmark import benchmark
from helpers.model.council import Pack


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


@settings(max_examples=8)
@given(FIGURES, st.integers(0, 50).map(float))
def test_reversing_the_polarity_reverses_the_ranking(theirs: list[float], ours: float) -> None:
    low, high = (placed(ours, list(theirs), polarity)["benchmark_rank"] for polarity in ("lower", "higher"))
    ties = theirs.count(ours)
    assert low + high == len(theirs) + 2 - ties


@settings(max_examples=8)
@given(FIGURES, st.integers(0, 50).map(float), st.randoms())
def test_the_order_of_peers_never_matters(theirs: list[float], ours: float, chance: object) -> None:
    shuffled = list(theirs)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    columns = ["benchmark_rank", "benchmark_quartile", "benchmark_median", "benchmark_n"]
    assert placed(ours, list(theirs))[columns].tolist() == placed(ours, shuffled)[columns].tolist()


NEIGHBOURS = [("Easton", 70.0), ("Norton", 85.0), ("Sutton", None)]


def peer(area: str, value: float | None, **fields: object) -> dict[str, object]:
    return {"period": "2019-20-q2", "area": area, "value": value, **fields}


def compared(measure: Mapping[str, object], ours: Mapping[str, object], others: list[dict[str, object]]) -> pd.Series:
    """Judge one measure and give its first comparison."""
    held = a_measure(**{"benchmark_group": "neighbours", **measure})
    sent = [{"period": "2019-20-q2", **ours}] if ours else []
    return judged(held, sent, benchmarks=others).comparisons.iloc[0]


def test_a_measure_is_compared_with_each_of_its_groups_and_the_first_is_the_main_one() -> None:
    others = [peer(*each) for each in NEIGHBOURS]
    others += [peer(*each, group="england", group_name="England") for each in [*NEIGHBOURS, ("Weston", 90.0)]]
    made = judged(a_measure(benchmark_group="neighbours; england"), [{"period": "2019-20-q2", "value": 80}],
                  benchmarks=others)  # fmt: skip
    columns = ["group", "group_name", "period", "n", "rank", "quartile", "median", "lowest", "highest", "missing"]
    assert made.comparisons[columns].to_numpy().tolist() == [
        ["neighbours", "neighbours", "2019-20-q2", 3, 2, 2, 80, 70, 85, "Sutton"],
        ["england", "England", "2019-20-q2", 4, 3, 3, 82.5, 70, 90, "Sutton"],
    ]
    main = made.table[["benchmark_group", "benchmark_n", "benchmark_rank", "benchmark_median"]]
    assert main.iloc[0].tolist() == ["neighbours", 3, 2, 80]
    assert sorted(made.peers["group"].unique()) == ["england", "neighbours"]


def test_a_measure_without_a_group_is_compared_with_nobody() -> None:
    assert judged(a_measure(), [{"period": "2019-20-q2", "value": 80}]).comparisons.empty


@pytest.mark.parametrize(
    ("measure", "ours", "others", "note"),
    [
        ({}, {"value": 80}, [peer("Easton", 70)], ""),
        ({}, {"value": 80}, [], "no figures of these councils are held"),
        ({}, {"value": 80}, [peer("Easton", None)], "no figures for Q2 2019/20"),
        (
            {}, {"value": 80}, [peer("Easton", 7, period="2018-19-q4"), peer("Norton", 8, period="2019-20-q1")],
            "no figures for Q2 2019/20: the latest are of Q1 2019/20",
        ),
        ({}, {"value": None, "marker": "x"}, [peer("Easton", 70)], "there is no rank without a figure of ours"),
        ({}, {}, [peer("Easton", 70)], "there is no rank without a figure of ours"),
        (
            {"polarity": "none"}, {"value": 80}, [peer("Easton", 70)],
            "there is no rank, because neither more nor less is better",
        ),
        (
            {"unit": "count"}, {"value": 80}, [peer("Easton", 70, denominator=100)],
            "counts are compared as rates only, and there is nothing here to divide them by",
        ),
        (
            {"unit": "count"}, {"value": 80, "denominator": 100}, [peer("Easton", 70)],
            "counts are compared as rates only, and there is nothing here to divide them by",
        ),
        ({}, {"value": 80}, [peer("Easton", 70, marker="e"), peer("Norton", 7, marker="p")], "estimated: Easton"),
        ({}, {"value": 80}, [peer(name, 70, marker="e") for name in ("Norton", "Easton")], "estimated: Easton, Norton"),
    ],
)  # fmt: skip
def test_why_there_is_no_rank_is_said_in_words(
    measure: Mapping[str, object], ours: Mapping[str, object], others: list[dict[str, object]], note: str
) -> None:
    row = compared(measure, ours, others)
    assert row["note"] == note
    assert pd.isna(row["rank"]) == (bool(note) and "estimated" not in note)


def test_counts_are_ranked_by_their_rates_and_never_in_the_measures_own_row() -> None:
    held = a_measure(unit="count", polarity="lower", benchmark_group="neighbours")
    others = [peer("Easton", 70, denominator=10_000), peer("Norton", 60, denominator=1_000), peer("Sutton", 9)]
    made = judged(held, [{"period": "2019-20-q2", "value": 80, "denominator": 40_000}], benchmarks=others)
    row = made.comparisons.iloc[0]
    assert row[["n", "rank", "lowest", "median", "highest", "missing"]].tolist() == [3, 1, 2, 7, 60, ""]
    assert row["note"] == "compared as a rate per 1,000"
    assert pd.isna(made.table["benchmark_rank"].iloc[0])


def test_a_percentage_that_a_file_leaves_out_is_worked_out_of_its_parts() -> None:
    others = [peer("Easton", None, numerator=3, denominator=4), peer("Norton", None, numerator=3, denominator=4,
                                                                     marker="c")]  # fmt: skip
    row = compared({}, {"value": 70}, others)
    assert row[["n", "rank", "highest", "missing"]].tolist() == [2, 2, 75, "Norton"]


def test_numerators_and_denominators_of_others_reach_the_store_for_a_funnel() -> None:
    made = judged(a_measure(benchmark_group="neighbours"), [{"period": "2019-20-q2", "value": 80}],
                  benchmarks=[peer("Easton", 75, numerator=3, denominator=4)])  # fmt: skip
    assert made.peers[["area", "numerator", "denominator"]].to_numpy().tolist() == [["Easton", 3, 4]]


def part(area: str, numerator: float | None, denominator: float | None, **fields: object) -> dict[str, object]:
    return peer(area, None, numerator=numerator, denominator=denominator, part_of="Newland", **fields)


def test_predecessors_are_summed_by_their_parts_and_marked_and_never_averaged() -> None:
    others = [part("Northland", 10, 10), part("Southland", 10, 90), peer("Easton", 70)]
    made = judged(a_measure(benchmark_group="neighbours"), [{"period": "2019-20-q2", "value": 30}], benchmarks=others)
    assert made.comparisons["rank"].tolist() == [2]
    assert made.comparisons["note"].tolist() == ["estimated: Newland"]
    newland = made.peers.set_index("area").loc["Newland"]
    assert newland[["value", "numerator", "denominator", "marker"]].tolist() == [20, 20, 100, "e"]


def test_without_every_predecessor_a_council_did_not_report() -> None:
    others = [part("Northland", 10, 10), part("Southland", None, None, marker="x"), peer("Easton", 70)]
    row = compared({}, {"value": 30}, others)
    assert row[["n", "rank", "missing", "note"]].tolist() == [2, 2, "Newland", ""]


def test_a_percentage_without_parts_is_not_summed() -> None:
    others = [peer("Northland", 50, part_of="Newland"), peer("Southland", 70, part_of="Newland"), peer("Easton", 70)]
    assert compared({}, {"value": 30}, others)["missing"] == "Newland"


def test_we_are_never_ranked_twice_and_a_file_that_disagrees_with_us_is_a_doubt() -> None:
    council = a_council(area="Tiny Town")
    others = [peer("Easton", 70), peer("tiny town", 81.04), peer("Tinytown Council", 80, group="")]
    made = judged(a_measure(decimals=1, benchmark_group="neighbours"), [{"period": "2019-20-q2", "value": 80}],
                  benchmarks=others, council=council)  # fmt: skip
    assert made.comparisons["n"].tolist() == [2]
    assert made.peers["area"].tolist() == ["Easton"]
    mine = made.signals[made.signals["signal"] == "published elsewhere"]
    assert mine["reason"].tolist() == ["a benchmark file gives 81.0 for us, where our return gives 80.0"]
    assert made.table["quality_reasons"].item() == mine["reason"].item()


def test_what_a_file_says_of_us_is_neither_shown_nor_compared_where_ours_is_suppressed_or_sensitive() -> None:
    held = a_measure(unit="count", polarity="lower", sensitive=True, benchmark_group="neighbours")
    others = [peer("Easton", 70, denominator=1_000), peer("Tinytown Council", 5, denominator=1_000)]
    stores = []
    for ours in (3, 6):
        made = judged(held, [{"period": "2019-20-q2", "value": ours, "denominator": 1_000}], benchmarks=others)
        stores.append([frame.to_csv() for frame in (made.peers, made.comparisons, made.signals)])
        assert pd.isna(made.comparisons["rank"]).all()
        assert "Tinytown" not in "".join(stores[-1])
    assert stores[0] == stores[1]
    exact = judged(held, [{"period": "2019-20-q2", "value": 3, "denominator": 1_000}], benchmarks=others,
                   pack=Pack.SERVICE)  # fmt: skip
    assert exact.comparisons["rank"].tolist() == [1]


def test_one_measure_is_compared_as_many_are() -> None:
    measures = [a_measure(f"M{number}", polarity=polarity, benchmark_group="neighbours;england")
                for number, polarity in enumerate(["higher", "lower", "none"])]  # fmt: skip
    sent = [{"ref": measure.ref, "period": "2019-20-q2", "value": 80} for measure in measures]
    others = [peer(area, value, ref=measure.ref, group=group) for measure in measures for area, value in NEIGHBOURS
              for group in ("neighbours", "england")]  # fmt: skip
    together = judged(measures, sent, [a_target("M0", target=75)], benchmarks=others).comparisons
    alone = [judged(measure, sent, benchmarks=others).comparisons for measure in measures]
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True))
