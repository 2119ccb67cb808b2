"""Green, amber, red, and every way of being none of them (rules.md, "RAG")."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import a_measure, a_rating, a_target, judged, result

from helpers.assess.rag import LEVELS, rag
from helpers.assess.rate import rated as rated_table
from helpers.model.framework import Framework
from helpers.model.period import Period


def rated(value: float, polarity: str = "higher", **levels: float) -> str:
    return str(rag(pd.DataFrame([{"polarity": polarity, "value": value, **levels}])).iloc[0])


def row(value: float | None, **fields: object) -> dict[str, object]:
    return {"period": "2019-20-q2", "value": value, **fields}


@pytest.mark.parametrize(
    ("value", "word"), [(80.1, "Green"), (80.0, "Green"), (79.9, "Amber"), (75.0, "Amber"), (74.9, "Red")]
)
def test_where_higher_is_better_the_target_is_green_and_the_intervention_level_amber(value: float, word: str) -> None:
    assert rated(value, "higher", target=80, intervention=75) == word


@pytest.mark.parametrize(
    ("value", "word"), [(14.9, "Green"), (15.0, "Green"), (15.1, "Amber"), (20.0, "Amber"), (20.1, "Red")]
)
def test_where_lower_is_better_the_target_is_green_and_the_intervention_level_amber(value: float, word: str) -> None:
    assert rated(value, "lower", target=15, intervention=20) == word


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (89, "Red"),
        (90, "Amber"),
        (94, "Amber"),
        (95, "Green"),
        (105, "Green"),
        (106, "Amber"),
        (110, "Amber"),
        (111, "Red"),
    ],
)
def test_a_range_is_green_inside_and_amber_out_to_its_intervention_levels(value: float, word: str) -> None:
    levels = {"target_low": 95, "target_high": 105, "intervention_low": 90, "intervention_high": 110}
    assert rated(value, "range", **levels) == word


def test_a_range_with_an_intervention_level_on_one_side_has_amber_on_that_side_alone() -> None:
    levels = {"target_low": 95, "target_high": 105, "intervention_high": 110}
    assert [rated(value, "range", **levels) for value in (94, 106)] == ["Red", "Amber"]


def test_without_an_intervention_level_there_is_no_amber() -> None:
    assert [rated(value, target=80) for value in (80, 79.9)] == ["Green", "Red"]


def test_a_negative_target_is_a_target_like_any_other() -> None:
    assert [rated(value, "lower", target=-2, intervention=0) for value in (-3, -2, -1, 0, 1)] == [
        "Green", "Green", "Amber", "Amber", "Red",
    ]  # fmt: skip


def test_nothing_is_rated_that_has_no_figure_no_target_or_no_polarity() -> None:
    assert rated(float("nan"), target=80) == ""
    assert rated(80) == ""
    assert rated(80, "none", target=80) == ""


@pytest.mark.parametrize(
    ("value", "shown", "word"), [(79.96, 80.0, "Green"), (79.94, 79.9, "Amber"), (74.95, 75.0, "Amber")]
)
def test_the_figure_that_readers_see_is_the_one_that_is_judged(value: float, shown: float, word: str) -> None:
    judged_row = result(a_measure(decimals=1), [row(value)], [a_target(target=80, intervention=75)])
    assert (judged_row["value"], judged_row["rag"], judged_row["rag_basis"]) == (shown, word, "rule")


def test_a_cumulative_measure_is_judged_against_the_profile_of_its_period() -> None:
    measure = a_measure(unit="count", basis="cumulative")
    targets = [a_target(target=400), a_target(period="2019-20-q2", target=200, intervention=180)]
    assert result(measure, [row(190)], targets)["rag"] == "Amber"


def test_a_cumulative_measure_without_a_profile_is_not_rated_and_says_why() -> None:
    judged_row = result(a_measure(unit="count", basis="cumulative"), [row(190)], [a_target(target=400)])
    assert (judged_row["rag"], judged_row["rag_basis"]) == ("", "no profile for this period")


def test_a_cumulative_measure_without_any_target_has_no_target_and_lacks_no_profile() -> None:
    assert result(a_measure(unit="count", basis="cumulative"), [row(190)])["rag_basis"] == "no target"


def test_a_cumulative_measure_is_judged_against_the_years_target_when_the_year_ends() -> None:
    at_the_end = {"period": "2019-20-q4", "value": 390}
    judged_row = result(
        a_measure(unit="count", basis="cumulative"), [at_the_end], [a_target(target=400)], period="2019-20-q4"
    )
    assert (judged_row["rag"], judged_row["target"]) == ("Red", 400)


def test_a_quarters_count_is_not_judged_against_a_months_target_that_ends_with_it() -> None:
    measure = a_measure(unit="count", frequency="monthly")
    targets = [a_target(target=90), a_target(period="2019-09", target=30)]
    assert result(measure, [row(60)], targets)["target"] == 90


def test_a_profile_beats_the_years_target() -> None:
    targets = [a_target(target=80), a_target(period="2019-20-q2", target=60)]
    assert result(a_measure(), [row(70)], targets)["rag"] == "Green"


def test_a_measure_without_a_target_may_be_assessed_with_reason_role_and_date() -> None:
    judged_row = result(a_measure(), [row(70)], ratings=[a_rating(rag="Amber")])
    assert (judged_row["rag"], judged_row["rag_basis"]) == ("Amber", "assessed")
    assert judged_row["rag_reason"] == "Audit finds it sound (Head of Audit, 2019-10-15)"


def test_an_assessment_never_replaces_the_rule_but_an_override_does() -> None:
    target = [a_target(target=80)]
    by_rule = result(a_measure(), [row(90)], target, [a_rating(rag="Red", kind="assessed")])
    assert (by_rule["rag"], by_rule["rag_basis"]) == ("Green", "rule")
    overridden = result(a_measure(), [row(90)], target, [a_rating(rag="Red", kind="override")])
    assert (overridden["rag"], overridden["rag_basis"]) == ("Red", "override")


def test_a_measure_for_information_may_be_assessed_and_one_that_is_not_reported_may_not() -> None:
    assert result(a_measure(polarity="none"), [row(70)], ratings=[a_rating()])["rag"] == "Amber"
    for rows in ([], [row(None, marker="x")], [row(None, marker="c")]):
        given = result(a_measure(), rows, [a_target(target=80)], [a_rating(kind="override")])
        assert (given["rag"], given["rag_reason"]) == ("", "")


def test_a_rating_of_another_period_is_not_this_periods() -> None:
    assert result(a_measure(), [row(70)], ratings=[a_rating(period="2019-20-q1")])["rag"] == ""


def test_a_rating_that_came_with_a_return_is_shown_beside_the_rules_and_never_replaces_it() -> None:
    judged_row = result(a_measure(), [row(70, rag_supplied="Green")], [a_target(target=80)])
    assert (judged_row["rag"], judged_row["rag_basis"], judged_row["rag_supplied"]) == ("Red", "rule", "Green")


@pytest.mark.parametrize(
    ("fields", "rows", "state", "basis"),
    [
        ({}, [row(0.0)], "reported", "rule"),
        ({}, [], "missing", "missing"),
        ({}, [{"period": "2019-20-q1", "value": 5}], "missing", "missing"),
        ({}, [row(None, marker="x")], "unavailable", "unavailable"),
        ({}, [row(None, marker="z")], "unavailable", "unavailable"),
        ({}, [row(None, marker="c")], "suppressed", "suppressed"),
        ({"sensitive": True, "unit": "count"}, [row(3)], "suppressed", "suppressed"),
        ({"frequency": "annual"}, [{"period": "2018-19", "value": 5}], "not due", "not due"),
        ({"polarity": "none"}, [row(5)], "reported", "information only"),
    ],
)
def test_zero_missing_unavailable_suppressed_not_due_and_not_rated_are_never_merged(
    fields: dict[str, object], rows: list[dict[str, object]], state: str, basis: str
) -> None:
    judged_row = result(a_measure(**fields), rows, [a_target(target=80)])
    assert (judged_row["state"], judged_row["rag_basis"]) == (state, basis)
    assert bool(judged_row["rag"]) == (basis == "rule")


def test_a_reported_zero_is_a_figure() -> None:
    judged_row = result(a_measure(polarity="lower"), [row(0.0)], [a_target(target=5)])
    assert (judged_row["value"], judged_row["rag"], judged_row["state"]) == (0.0, "Green", "reported")


def test_between_annual_returns_the_last_figure_stands_with_its_own_date() -> None:
    judged_row = result(a_measure(frequency="annual"), [{"period": "2018-19", "value": 61.0}], [a_target(target=60)])
    assert (judged_row["value"], judged_row["data_period"], judged_row["state"]) == (61.0, "2018-19", "not due")
    assert (judged_row["data_period_label"], judged_row["rag"]) == ("2018/19", "")


def test_a_half_yearly_measure_is_due_at_the_halfs_end_only() -> None:
    measure = a_measure(frequency="half-yearly")
    rows = [{"period": "2019-20-h1", "value": 50}]
    assert result(measure, rows)["state"] == "reported"
    assert result(measure, rows, period="2019-20-q3")["state"] == "not due"


def test_a_measure_in_arrears_is_due_for_the_quarter_before_and_is_not_missing() -> None:
    judged_row = result(a_measure(lag=1), [{"period": "2019-20-q1", "value": 50, "returned": "2019-20-q2"}])
    assert (judged_row["state"], judged_row["data_period"], judged_row["value"]) == ("reported", "2019-20-q1", 50)


def test_the_forecast_is_judged_beside_the_current_figure_against_the_years_target() -> None:
    targets = [a_target(target=100, intervention=90), a_target(period="2019-20-q2", target=50)]
    judged_row = result(a_measure(unit="count", basis="cumulative"), [row(60, forecast=95)], targets)
    assert (judged_row["rag"], judged_row["forecast_rag"]) == ("Green", "Amber")
    assert judged_row["forecast_method"] == "service's own forecast"


def test_a_suppressed_figure_has_no_rating_direction_rank_forecast_or_words() -> None:
    measure = a_measure(unit="count", sensitive=True, benchmark_group="neighbours")
    rows = [
        {"period": "2019-20-q1", "value": 20},
        row(3, forecast=12, commentary="Only 3 families", rag_supplied="Red", cause="3 placements broke down"),
    ]
    table = judged(
        measure, rows, [a_target(target=10)], [a_rating(kind="override")],
        benchmarks=[{"period": "2019-20-q2", "area": "Easton", "value": 5}], commentary={"M1": "Three families"},
    ).table.iloc[0]  # fmt: skip
    for column in (
        "rag",
        "rag_supplied",
        "direction",
        "forecast_rag",
        "commentary",
        "cause",
        "variation",
        "rag_reason",
    ):
        assert table[column] == "", column
    assert pd.isna(table[["value", "benchmark_rank", "forecast"]].astype("float64")).all()


# What must always hold.

TENTHS = st.integers(-500, 500).map(lambda tenth: tenth / 10)
ORDER = ["Red", "Amber", "Green"]


@st.composite
def levels(draw: Any) -> dict[str, float]:
    """Levels of a range, widening outwards; each intervention level may be missing."""
    inner_low, inner_high, outer_low, outer_high = (draw(st.integers(0, 200)) / 10 for _ in range(4))
    middle = draw(TENTHS)
    made = {"target_low": middle - inner_low, "target_high": middle + inner_high}
    if draw(st.booleans()):
        made["intervention_low"] = made["target_low"] - outer_low
    if draw(st.booleans()):
        made["intervention_high"] = made["target_high"] + outer_high
    return made


MIRRORED = {"target_low": "target_high", "target_high": "target_low", "intervention_low": "intervention_high",
            "intervention_high": "intervention_low"}  # fmt: skip


@settings(max_examples=60)
@given(TENTHS, levels())
def test_a_range_turned_upside_down_rates_the_figure_turned_upside_down_alike(
    value: float, given_levels: dict[str, float]
) -> None:
    turned = {MIRRORED[name]: -level for name, level in given_levels.items()}
    assert rated(value, "range", **given_levels) == rated(-value, "range", **turned) != ""


@settings(max_examples=60)
@given(TENTHS, st.integers(0, 300).map(lambda tenth: tenth / 10), levels())
def test_a_figure_nearer_to_its_range_on_the_same_side_is_never_rated_worse(
    value: float, step: float, given_levels: dict[str, float]
) -> None:
    low, high = given_levels["target_low"], given_levels["target_high"]
    nearer = min(value + step, low) if value < low else max(value - step, high) if value > high else value
    words = [rated(figure, "range", **given_levels) for figure in (value, nearer)]
    assert ORDER.index(words[0]) <= ORDER.index(words[1])


@settings(max_examples=60)
@given(TENTHS, st.integers(0, 300).map(lambda tenth: tenth / 10), TENTHS, st.integers(0, 100))
def test_where_lower_is_better_a_lower_figure_is_never_rated_worse(
    value: float, step: float, target: float, gap: int
) -> None:
    words = [rated(figure, "lower", target=target, intervention=target + gap / 10) for figure in (value, value - step)]
    assert ORDER.index(words[0]) <= ORDER.index(words[1])


MEASURES = [
    a_measure("A"), a_measure("B", polarity="lower"), a_measure("C", polarity="range"),
    a_measure("D", polarity="none"), a_measure("E", unit="count", basis="cumulative"), a_measure("F"),
]  # fmt: skip
FRAMEWORK = Framework(
    tuple(MEASURES),
    ratings=(a_rating("A", rag="Red", kind="override"), a_rating("B"), a_rating("D"), a_rating("F", rag="Green"),
             a_rating("F", rag="Red"), a_rating("E", period="2019-20-q1")),
)  # fmt: skip
DRAWN = st.tuples(st.integers(0, 5), TENTHS, st.booleans(), st.sampled_from(["reported", "missing", "not due"]))


@settings(max_examples=40)
@given(st.lists(DRAWN, min_size=1, max_size=6, unique_by=lambda drawn: drawn[0]), TENTHS, st.randoms())
def test_a_measure_alone_is_rated_as_it_is_among_many_in_any_order(
    drawn: list[tuple[int, float, bool, str]], target: float, chance: Any
) -> None:
    made = [
        {**dict.fromkeys((*LEVELS, "year_target", "year_target_low"), np.nan), "ref": MEASURES[place].ref,
         "polarity": MEASURES[place].polarity.value, "basis": MEASURES[place].basis.value, "value": value,
         "state": state, "period": Period.parse("2019-20-q2"), "target": target if has_target else np.nan,
         "target_low": target, "target_high": target + 5}
        for place, value, has_target, state in drawn
    ]  # fmt: skip
    alone = pd.concat([rated_table(pd.DataFrame([one]), FRAMEWORK) for one in made], ignore_index=True)
    chance.shuffle(made)
    among = rated_table(pd.DataFrame(made), FRAMEWORK)
    order = alone.set_index("ref").loc[among["ref"]].reset_index()
    pd.testing.assert_frame_equal(among[["ref", "rag", "rag_basis", "rag_reason"]],
                                  order[["ref", "rag", "rag_basis", "rag_reason"]])  # fmt: skip
    by_a_person = among["rag_basis"].isin(("assessed", "override"))
    assert [bool(reason) for reason in among["rag_reason"]] == by_a_person.tolist()
