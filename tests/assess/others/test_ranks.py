"""Councils ranked within measure, period and group: one way for a few rows and for a national file."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.assess.others.ranks import ranked

FIGURES = st.lists(st.one_of(st.none(), st.integers(-20, 20).map(float)), min_size=1, max_size=14)
POLARITY = st.sampled_from(["higher", "lower"])


def rows(values: list[float | None], polarity: str = "lower", **keys: str) -> pd.DataFrame:
    """One row a council of one group."""
    areas = [f"Area {number:02d}" for number in range(len(values))]
    fixed = {"ref": "M1", "period": "2019-20-q2", "group": "all", "polarity": polarity, **keys}
    return pd.DataFrame({**fixed, "area": areas, "value": np.array(values, dtype="float64")}, index=range(len(values)))


def by_hand(values: list[float | None], polarity: str) -> list[float]:
    """Count, for each figure, how many are better."""
    known = [value for value in values if value is not None]
    return [
        float("nan") if mine is None
        else 1.0 + sum(value > mine if polarity == "higher" else value < mine for value in known)
        for mine in values
    ]  # fmt: skip


def test_ties_share_the_better_rank_and_quartiles_count_from_the_best() -> None:
    found = ranked(rows([5, 1, 1, 9, None, 7, 2, 8, 4]))
    assert found.rows["rank"].tolist()[:4] == [5, 1, 1, 8]
    assert found.rows["quartile"].tolist()[:4] == [3, 1, 1, 4]
    assert found.rows.iloc[4].isna().all()


def test_a_group_has_its_median_its_ends_and_who_did_not_report() -> None:
    group = ranked(rows([5, None, 1, 9, None, 2])).groups.loc[("M1", "2019-20-q2", "all")]
    assert group.tolist() == [4, 3.5, 1, 9, "Area 01; Area 04"]


def test_a_group_of_whom_nobody_reported_has_no_figure_at_all() -> None:
    group = ranked(pd.concat([rows([None, None]), rows([3, 4], ref="M2")], ignore_index=True)).groups.loc["M1"].iloc[0]
    assert (group["n"], group["missing"]) == (0, "Area 00; Area 01")
    assert group[["median", "lowest", "highest"]].isna().all()


def test_nothing_to_rank_is_nothing() -> None:
    assert len(ranked(rows([])).rows) == len(ranked(rows([])).groups) == 0


@pytest.mark.parametrize("polarity", ["none", "range", "unknown", ""])
def test_where_neither_more_nor_less_is_better_there_is_a_median_and_no_rank(polarity: str) -> None:
    found = ranked(rows([3, 1, 2], polarity))
    assert found.rows.isna().all(axis=None)
    assert found.groups["median"].item() == 2


@settings(max_examples=60)
@given(FIGURES, POLARITY)
def test_a_rank_is_one_more_than_the_councils_that_are_better(values: list[float | None], polarity: str) -> None:
    found = ranked(rows(values, polarity)).rows["rank"]
    np.testing.assert_array_equal(found.to_numpy(), by_hand(values, polarity))


@settings(max_examples=40)
@given(st.lists(st.integers(-500, 500), min_size=1, max_size=14, unique=True))
def test_reversing_the_polarity_mirrors_the_ranks(values: list[int]) -> None:
    low, high = (ranked(rows([*map(float, values)], polarity)).rows["rank"] for polarity in ("lower", "higher"))
    assert (low + high).tolist() == [len(values) + 1] * len(values)


@settings(max_examples=40)
@given(FIGURES, POLARITY, st.integers(1, 4))
def test_councils_that_do_not_report_change_no_rank(values: list[float | None], polarity: str, silent: int) -> None:
    more = ranked(rows([*values, *[None] * silent], polarity))
    alone = ranked(rows(values, polarity))
    pd.testing.assert_frame_equal(more.rows.iloc[: len(values)], alone.rows)
    pd.testing.assert_frame_equal(more.groups.drop(columns="missing"), alone.groups.drop(columns="missing"))


@settings(max_examples=40)
@given(st.lists(st.tuples(FIGURES, POLARITY), min_size=1, max_size=5), st.randoms())
def test_groups_ranked_together_and_shuffled_are_ranked_as_each_alone(
    groups: list[tuple[list[float | None], str]], chance: random.Random
) -> None:
    apart = [rows(values, polarity, ref=f"M{number}") for number, (values, polarity) in enumerate(groups)]
    together = pd.concat(apart, ignore_index=True)
    order = list(together.index)
    chance.shuffle(order)
    found = ranked(together.loc[order])
    alone = [ranked(each) for each in apart]
    expected = pd.concat([each.rows for each in alone], ignore_index=True)
    pd.testing.assert_frame_equal(found.rows.sort_index(), expected)
    pd.testing.assert_frame_equal(
        found.groups.sort_index(), pd.concat([each.groups for each in alone]).sort_index(), check_index_type=False
    )


@settings(max_examples=20)
@given(FIGURES, POLARITY)
def test_texts_that_are_categories_are_ranked_as_texts_are(values: list[float | None], polarity: str) -> None:
    plain = rows(values, polarity)
    spare = plain.astype(dict.fromkeys(["ref", "period", "group", "area", "polarity"], "category"))
    pd.testing.assert_frame_equal(ranked(spare).rows, ranked(plain).rows)
    assert ranked(spare).groups["missing"].tolist() == ranked(plain).groups["missing"].tolist()


def test_more_groups_than_can_be_sorted_by_counting_are_ranked_too() -> None:
    many = pd.DataFrame({"ref": np.repeat([f"M{number}" for number in range(66_000)], 2), "period": "2019-20-q2",
                         "group": "all", "polarity": "higher", "area": ["A", "B"] * 66_000,
                         "value": [1.0, 2.0] * 66_000})  # fmt: skip
    assert ranked(many).rows["rank"].tolist() == [2, 1] * 66_000
