"""Other councils' figures made comparable with ours (rules.md, "Benchmarking")."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import a_measure

from helpers.assess.others.own_figure import disagreements
from helpers.assess.others.peers import comparable, compared_figure
from helpers.model.measure import Measure

NOTHING: dict[str, object] = {"value": None, "numerator": None, "denominator": None, "marker": ""}


def made(measure: Measure, *rows: Mapping[str, object], before_us: tuple[str, ...] = ()) -> pd.DataFrame:
    """Make rows of one group, measure and period comparable; we are Tinytown."""
    fixed = {"group": "all", "group_name": "All", "ref": measure.ref, "period": "2018-19-q4", "part_of": "", **NOTHING}
    frame = pd.DataFrame([{**fixed, **row} for row in rows]).astype(
        dict.fromkeys(["value", "numerator", "denominator"], "float64")
    )
    return comparable(frame, [measure], ["Tinytown Council", "Tiny & Town"], before_us).others.set_index("area")


def part(
    area: str, numerator: float | None, denominator: float | None, value: float | None = None
) -> dict[str, object]:
    return {"area": area, "numerator": numerator, "denominator": denominator, "value": value, "part_of": "Newland"}


def test_counts_of_predecessors_add_up_and_so_does_what_they_are_divided_by() -> None:
    row = made(a_measure(unit="count"), part("North", None, 1_000, 10), part("South", None, 3_000, 50)).loc["Newland"]
    assert row[["value", "denominator", "compared", "marker"]].tolist() == [60, 4_000, 15, "e"]


def test_a_unit_that_does_not_say_its_scale_takes_that_of_the_predecessors_figures() -> None:
    days = a_measure(unit="days", decimals=1)
    row = made(days, part("North", 20, 10, 2), part("South", 90, 30, 3)).loc["Newland"]
    assert row[["value", "marker"]].tolist() == [2.8, "e"]  # 110 days over 40 cases, not the mean of 2 and 3


def test_an_index_of_which_nobody_knows_the_scale_is_not_summed() -> None:
    row = made(a_measure(unit="index"), part("North", 1, 10, 37), part("South", 1, 10, 37)).loc["Newland"]
    assert pd.isna(row["value"])
    assert row["marker"] == "x"


def test_parts_of_two_periods_are_not_one_sum() -> None:
    later = {**part("North", 9, 10), "period": "2019-20-q1"}
    rows = made(a_measure(), part("North", 1, 10), part("South", 3, 10), later)
    assert rows["value"].tolist() == [20, 90]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 90)).filter(lambda pair: pair[0] <= pair[1]),
                min_size=1, max_size=5), st.randoms())  # fmt: skip
def test_a_sum_lies_within_its_parts_and_their_order_never_matters(
    parts: list[tuple[int, int]], chance: object
) -> None:
    rows = [part(f"Part {number}", *each) for number, each in enumerate(parts)]
    value = made(a_measure(decimals=6), *rows).loc["Newland", "value"]
    shares = [100 * numerator / denominator for numerator, denominator in parts]
    assert min(shares) - 1e-6 <= value <= max(shares) + 1e-6
    chance.shuffle(rows)  # type: ignore[attr-defined]
    assert made(a_measure(decimals=6), *rows).loc["Newland", "value"] == value


@pytest.mark.parametrize("name", ["Tinytown Council", "TINYTOWN COUNCIL", "Tiny and Town"])
def test_we_are_recognised_however_a_file_spells_us_and_are_no_peer_of_ours(name: str) -> None:
    found = comparable(
        pd.DataFrame([{"group": "all", "ref": "M1", "period": "2018-19-q4", "area": name, "value": 79.95},
                      {"group": "", "ref": "M1", "period": "2018-19-q4", "area": "Easton", "value": 7.0}]),
        [a_measure(decimals=1)], ["Tinytown Council", "Tiny & Town"],
    )  # fmt: skip
    assert found.others.empty
    assert found.own["value"].tolist() == [80.0]


def test_our_own_predecessors_are_no_peers_of_ours() -> None:
    rows = made(a_measure(), {"area": "Oldtown", "value": 1}, {"area": "Easton", "value": 2}, before_us=("OLDTOWN",))
    assert rows.index.tolist() == ["Easton"]


def test_a_figure_of_another_measure_is_left_out() -> None:
    assert made(
        a_measure(), {"ref": "M9", "area": "Easton", "value": 1}, {"area": "Norton", "value": 1}
    ).index.tolist() == ["Norton"]


@pytest.mark.parametrize(
    ("unit", "denominator", "compared"),
    [("%", 8, 3), ("count", 8_000, 0.38), ("£", 8_000, 0.38), ("count", None, None), ("count", 0, None)],
)  # fmt: skip
def test_counts_and_pounds_are_compared_for_each_thousand(
    unit: str, denominator: float | None, compared: float | None
) -> None:
    figures = pd.DataFrame({"unit": [unit], "value": [3.0], "denominator": [denominator]}).astype(
        {"denominator": "float64"}
    )
    found = compared_figure(figures).item()
    assert pd.isna(found) if compared is None else found == compared


def test_a_count_that_only_its_numerator_gives_is_that_numerator() -> None:
    row = made(a_measure(unit="count"), {"area": "Easton", "numerator": 5, "denominator": 1_000}).loc["Easton"]
    assert row[["value", "compared"]].tolist() == [5, 5]


def disagreement(value: float | None, theirs: float | None, **fields: object) -> list[str]:
    ours = pd.DataFrame(
        [{"ref": "M1", "about": "2019-20-q2", "value": value, "decimals": 1, "sensitive": False, **fields}]
    )
    own = pd.DataFrame([{"ref": "M1", "period": "2019-20-q2", "value": theirs}] * 2)
    return disagreements(ours.astype({"value": "float64"}), own.astype({"value": "float64"}))["reason"].tolist()


@pytest.mark.parametrize(
    ("value", "theirs", "fields"),
    [(80.0, 80.0, {}), (None, 80.0, {}), (80.0, None, {}), (80.0, 81.0, {"about": "2019-20-q1"}),
     (80.0, 81.0, {"sensitive": True}), (80.0, 81.0, {"ref": "M2"})],
)  # fmt: skip
def test_only_two_figures_for_one_period_that_may_be_seen_can_disagree(
    value: float | None, theirs: float | None, fields: dict[str, object]
) -> None:
    assert disagreement(value, theirs, **fields) == []


def test_a_disagreement_is_told_once() -> None:
    said = disagreement(1_080.0, 81.0)
    assert said == ["a benchmark file gives 81.0 for us, where our return gives 1,080.0"]
