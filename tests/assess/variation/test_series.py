"""Which figures a measure's process limits stand on, and what is said of the latest (rules.md, "Variation")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from one_series import limits
from tiny import a_council, a_measure, a_target, judged, result

from helpers.assess.variation.process_chart import Charted, charted
from helpers.assess.variation.series import placed_in_time
from helpers.model.council import Council, Pack
from helpers.model.framework import Framework, Rebase
from helpers.model.measure import Measure, Target
from helpers.model.period import Period

LAST = Period.parse("2019-20-q2")
STEADY = [10.0, 11.0, 10.0, 11.0, 10.0, 11.0, 10.0, 11.0, 10.0, 11.0, 10.0, 11.0]
HIGHER = [value + 40 for value in STEADY]
NONE = float("nan")
COLUMNS = ["mean", "lower_limit", "upper_limit", "special"]


def history(values: Sequence[float], last: str = "2019-20-q2", ref: str = "M1", **markers: str) -> pd.DataFrame:
    """One row a period up to the last; markers by period, written with underlines (``p2018_19_q1="b"``)."""
    end = Period.parse(last)
    made = [
        {"ref": ref, "period": end.shift(step - len(values) + 1), "value": value} for step, value in enumerate(values)
    ]
    frame = pd.DataFrame(made, columns=["ref", "period", "value"]).astype({"ref": "str", "value": "float64"})
    by_period = {name[1:].replace("_", "-"): marker for name, marker in markers.items()}
    assert by_period.keys() <= {str(period) for period in frame["period"]}
    return frame.assign(marker=[by_period.get(str(period), "") for period in frame["period"]]).astype({"marker": "str"})


def table(*measures: Measure, about: Period | None = LAST, state: str = "reported", **levels: float) -> pd.DataFrame:
    """One row a measure, as it stands before process charts."""
    rows: list[dict[str, Any]] = [
        {"ref": measure.ref, "about": about, "basis": measure.basis.value, "frequency": measure.frequency.value,
         "unit": measure.unit, "polarity": measure.polarity.value, "state": state,
         "target": NONE, "target_low": NONE, "target_high": NONE} | levels
        for measure in measures
    ]  # fmt: skip
    return pd.DataFrame(rows)


def rebase(period: str, ref: str = "M1", reason: str = "A new team took over.") -> Rebase:
    return Rebase(ref=ref, period=Period.parse(period), reason=reason, role="Head of Care", date=date(2019, 5, 7))


def chart(
    measure: Measure, figures: pd.DataFrame, rebases: Sequence[Rebase] = (), targets: Sequence[Target] = (),
    council: Council | None = None, **given: Any,
) -> Charted:  # fmt: skip
    framework = Framework((measure,), tuple(targets), (), (), tuple(rebases))
    return charted(table(measure, **given), figures, framework, council or a_council())


def row(measure: Measure, figures: pd.DataFrame, rebases: Sequence[Rebase] = (), **given: Any) -> pd.Series:
    return chart(measure, figures, rebases, **given).rows.iloc[0]


def stretches(made: Charted) -> list[tuple[int, float]]:
    """Each stretch of periods with the same mean: how many, and which."""
    means = made.history["mean"].fillna(-1)
    runs = (means != means.shift()).cumsum()
    return [(len(run), float(run.iloc[0])) for _, run in means.groupby(runs)]


def test_a_measures_row_holds_its_limits_and_how_many_points_they_stand_on() -> None:
    made = row(a_measure(), history(STEADY), target=5.0)
    lower, mean, upper = limits(STEADY)
    assert (made["points"], made["variation"], made["assurance"]) == (12, "Common cause", "Consistently passing")
    assert (made["lower_limit"], made["mean"], made["upper_limit"]) == pytest.approx((lower, mean, upper))
    assert (made["variation_rule"], made["variation_trial"], made["rebased"]) == ("", False, "")


def test_the_history_holds_the_limits_of_each_period_and_the_rule_that_picked_it_out() -> None:
    made = chart(a_measure(), history([*STEADY, 20.0, 10.0]))
    assert made.history["special"].tolist()[-2:] == ["above: outside the limits", ""]
    assert made.history["mean"].nunique() == 1
    low = chart(a_measure(), history([*STEADY, 1.0]))
    assert low.history["special"].iloc[-1] == "below: outside the limits"
    assert (low.rows.at[0, "variation"], low.rows.at[0, "variation_rule"]) == ("Concern", "outside the limits")


@pytest.mark.parametrize(
    ("count", "trial", "said"), [(5, False, ""), (6, True, "Common cause"), (11, True, "Common cause"),
                                 (12, False, "Common cause")],
)  # fmt: skip
def test_fewer_than_12_figures_make_trial_limits_and_fewer_than_6_none(count: int, trial: bool, said: str) -> None:
    made = row(a_measure(), history(STEADY[:count]), target=5.0)
    assert (made["points"], made["variation_trial"], made["variation"]) == (count, trial, said)
    assert np.isnan(made["mean"]) == (said == "")
    assert (made["assurance"] == "") == (said == "")


def test_a_running_total_is_never_put_on_a_process_chart() -> None:
    made = chart(a_measure(basis="cumulative"), history([*STEADY, 90.0]), target=5.0)
    assert made.rows.iloc[0][["variation", "assurance", "rebased"]].tolist() == ["", "", ""]
    assert made.rows.at[0, "points"] == 0
    assert made.history["mean"].isna().all()
    assert set(made.history["special"]) == {""}


def test_limits_start_again_at_a_break_in_the_series_and_those_before_it_stay() -> None:
    made = chart(a_measure(), history(HIGHER + STEADY, p2016_17_q3="p b"))
    assert made.rows.at[0, "points"] == 12
    assert (made.rows.at[0, "mean"], made.rows.at[0, "rebased"]) == (10.5, "")
    assert stretches(made) == [(12, 50.5), (12, 10.5)]
    assert set(made.history["special"]) == {""}


def test_a_break_at_a_period_without_a_figure_is_a_break() -> None:
    made = row(a_measure(), history([*HIGHER, NONE, *STEADY], p2016_17_q2="x b"))
    assert (made["points"], made["mean"]) == (12, 10.5)


def test_limits_start_anew_at_a_rebase_and_say_since_when_why_and_who_decided_when() -> None:
    made = chart(a_measure(), history(HIGHER + STEADY), [rebase("2016-17-q3")])
    assert stretches(made) == [(12, 50.5), (12, 10.5)]
    assert made.rows.at[0, "rebased"] == "limits since Q3 2016/17: A new team took over (Head of Care, 7 May 2019)"


def test_without_a_decision_limits_never_move_along_with_the_figures() -> None:
    made = chart(a_measure(), history(HIGHER + STEADY))
    assert stretches(made) == [(24, 30.5)]
    assert made.rows.at[0, "points"] == 24


def test_only_the_latest_rebase_is_told_and_one_of_another_measure_is_not() -> None:
    decisions = [rebase("2016-17-q3"), rebase("2013-14-q3", reason="An old one"), rebase("2018-19-q1", "M2")]
    made = chart(a_measure(), history(HIGHER + STEADY), decisions)
    assert made.rows.at[0, "rebased"].startswith("limits since Q3 2016/17")
    assert stretches(made) == [(12, 50.5), (12, 10.5)]


def test_a_rebase_before_a_break_is_not_told_any_more() -> None:
    made = row(a_measure(), history(HIGHER + STEADY, p2016_17_q3="b"), [rebase("2013-14-q4")])
    assert (made["points"], made["rebased"]) == (12, "")


def test_a_rebase_in_a_period_without_a_figure_holds_from_the_next() -> None:
    figures = history([*HIGHER, NONE, *STEADY])
    decided = [rebase("2016-17-q2")]
    for held in (figures, figures.dropna(subset="value")):
        made = row(a_measure(), held, decided)
        assert (made["points"], made["mean"], made["rebased"][:20]) == (12, 10.5, "limits since Q2 2016")


def test_a_reorganised_councils_limits_stand_on_its_own_figures_and_not_on_its_predecessors() -> None:
    formed = a_council(formed="2017-04-01", predecessors=["Easton", "Norton"])
    made = chart(a_measure(), history(HIGHER + STEADY[2:]), council=formed)
    assert stretches(made) == [(12, 50.5), (10, 10.5)]
    assert (made.rows.at[0, "points"], made.rows.at[0, "rebased"]) == (10, "")


def test_a_rebase_after_the_period_that_is_judged_changes_nothing() -> None:
    made = row(a_measure(), history(STEADY), [rebase("2019-20-q3")])
    assert (made["points"], made["rebased"]) == (12, "")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=8, max_size=16), st.lists(st.integers(0, 40), min_size=1, max_size=9),
       st.integers(0, 40))  # fmt: skip
def test_a_figure_added_after_a_rebase_changes_no_limits_before_it(
    before: list[int], after: list[int], added: int
) -> None:
    start = LAST.shift(-len(before) - len(after))
    decided = [rebase(str(start.shift(len(before))))]

    def made(values: list[int]) -> pd.DataFrame:
        last = start.shift(len(values) - 1)
        return chart(a_measure(), history([float(value) for value in values], str(last)), decided, about=last).history

    one, other = made([*before, *after]), made([*before, *after, added])
    count = len(before)
    pd.testing.assert_frame_equal(one[COLUMNS].iloc[:count], other[COLUMNS].iloc[:count], check_exact=True)


def test_a_period_without_a_figure_is_left_out_of_the_limits_and_is_not_a_zero() -> None:
    made = chart(a_measure(), history([10, 11, NONE, 11, 10, 11, 10, 11, 10, 11, 10, 11], p2017_18_q1="x"))
    assert (made.rows.at[0, "points"], made.rows.at[0, "variation"]) == (11, "Common cause")
    assert made.rows.at[0, "lower_limit"] > 5
    assert made.history["mean"].notna().all()


def test_a_period_that_was_never_sent_is_a_gap_as_one_without_a_figure_is() -> None:
    figures = history([*STEADY[:7], NONE, *STEADY[7:]])
    with_row, without = (row(a_measure(), held) for held in (figures, figures.dropna(subset="value")))
    pd.testing.assert_series_equal(with_row, without)


@pytest.mark.parametrize("state", ["missing", "unavailable"])
def test_where_the_latest_figure_is_missing_an_older_one_is_not_judged_in_its_place(state: str) -> None:
    made = row(a_measure(), history([*STEADY, 30.0, NONE]), state=state)
    assert (made["points"], made["variation"], made["variation_rule"]) == (13, "", "")
    assert not made["within_variation"]
    assert made["mean"] > 10


def test_an_annual_measure_between_its_returns_is_judged_by_its_last_figure() -> None:
    year = Period.parse("2018-19")
    figures = history([*STEADY, 30.0], "2018-19")
    made = row(a_measure(frequency="annual"), figures, about=year, state="not due")
    assert (made["variation"], made["points"]) == ("Improvement", 13)


def test_a_figure_sent_before_it_is_due_is_not_judged_yet() -> None:
    made = chart(a_measure(lag=1), history([*STEADY, 90.0]), about=LAST.shift(-1))
    assert (made.rows.at[0, "points"], made.rows.at[0, "variation"]) == (12, "Common cause")
    assert made.history["mean"].isna().tolist() == [False] * 12 + [True]


def test_a_measure_that_nothing_was_ever_sent_for_has_no_chart() -> None:
    made = row(a_measure(), history([]), about=None, state="missing")
    assert (made["points"], made["variation"], made["assurance"]) == (0, "", "")


@pytest.mark.parametrize(
    "period", ["2019-12", "2019-20-q4", "2019-20-term3", "2019-20-h2", "2019-20", "2019-20-academic", "2019-calendar",
               "2021/22-23/24"],
)  # fmt: skip
def test_the_period_after_has_the_next_place_whatever_its_kind(period: str) -> None:
    here = Period.parse(period)
    placed = placed_in_time([here, here.shift(1), here.shift(5)])
    assert (placed["place"] - placed["place"].iloc[0]).tolist() == [0, 1, 5]
    assert placed["shape"].nunique() == 1


def test_the_limits_of_a_percentage_may_lie_beyond_100_in_the_table() -> None:
    made = row(a_measure(unit="%"), history([98.0, 100.0] * 6))
    assert made["upper_limit"] > 100
    assert made["variation"] == "Common cause"


MONTHS = [float(value) for value in [30, 32] * 6]


def monthly(**fields: Any) -> Measure:
    return a_measure(**{"frequency": "monthly", "unit": "count", "polarity": "lower"} | fields)


def by_month(values: Sequence[float] = MONTHS) -> pd.DataFrame:
    """Months up to September 2019, and the quarters they add up to."""
    months = history(values, "2019-09")
    return pd.concat([months, history([93.0] * 4)], ignore_index=True)


def test_the_months_of_a_monthly_measure_are_charted_and_the_latest_month_is_judged() -> None:
    made = chart(monthly(), by_month([*MONTHS[1:], 60.0]))
    assert (made.rows.at[0, "points"], made.rows.at[0, "variation"]) == (12, "Concern")
    assert made.history["mean"].notna().tolist() == [True] * 12 + [False] * 4
    assert made.history["special"].tolist()[11:] == ["above: outside the limits", "", "", "", ""]


def test_a_missing_last_month_is_not_judged_by_the_month_before() -> None:
    figures = by_month()
    figures.loc[11, "value"] = NONE
    assert row(monthly(), figures)["variation"] == ""


def test_a_monthly_measure_of_which_only_quarters_are_held_is_charted_by_quarter() -> None:
    made = chart(monthly(), history([*STEADY, 30.0]))
    assert (made.rows.at[0, "points"], made.rows.at[0, "variation"]) == (13, "Concern")


def test_a_quarters_target_for_a_count_says_nothing_of_its_months() -> None:
    assert row(monthly(), by_month(), target=90.0)["assurance"] == ""
    year, month = a_target(target=90), a_target(period="2019-09", target=20)
    assert row(monthly(), by_month(), targets=[year], target=90.0)["assurance"] == ""
    assert row(monthly(), by_month(), targets=[year, month], target=90.0)["assurance"] == "Consistently failing"


@pytest.mark.parametrize("fields", [{"unit": "%"}, {"basis": "snapshot"}])
def test_a_rates_or_snapshots_target_holds_for_its_months_too(fields: dict[str, str]) -> None:
    assert row(monthly(**fields), by_month(), target=90.0)["assurance"] == "Consistently passing"


@pytest.mark.parametrize(
    ("values", "within"),
    [(STEADY, True), ([*STEADY, 30.0], False), ([*STEADY, 30.0, 11.0], False), ([*STEADY, NONE, 11.0], False),
     ([*STEADY[4:], 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7], False), (STEADY[:5], False)],
)  # fmt: skip
def test_a_change_is_within_normal_variation_where_both_figures_lie_inside_the_limits_and_no_rule_applies(
    values: list[float], within: bool
) -> None:
    assert row(a_measure(), history(values))["within_variation"] == within


def test_a_change_across_a_rebase_is_never_within_normal_variation() -> None:
    figures = history(STEADY)
    assert not row(a_measure(), figures, [rebase("2019-20-q2")])["within_variation"]
    assert row(a_measure(), figures, [rebase("2018-19-q1")])["within_variation"]


def test_a_quarters_change_is_within_normal_variation_where_all_six_months_are() -> None:
    assert row(monthly(), by_month())["within_variation"]
    assert not row(monthly(), by_month([*MONTHS[:6], 70.0, *MONTHS[7:]]))["within_variation"]
    assert row(monthly(), by_month([*MONTHS[:5], 70.0, *MONTHS[6:]]))["within_variation"]


def test_a_run_of_six_and_no_screening_are_the_councils_to_choose() -> None:
    rising = history([*STEADY[4:], 10.1, 10.2, 10.3, 10.4, 10.5, 10.6])
    assert row(a_measure(), rising)["variation"] == "Common cause"
    assert row(a_measure(), rising, council=a_council(variation={"run": 6}))["variation_rule"] == "6 rising"
    jump = history([*STEADY, 30.0, *STEADY])
    screened, not_screened = (
        row(a_measure(), jump, council=a_council(variation={"screen": word})) for word in (True, False)
    )
    assert screened["upper_limit"] < not_screened["upper_limit"]


def some_measures(size: int, seed: int) -> tuple[tuple[Measure, ...], pd.DataFrame, pd.DataFrame]:
    """Some measures of each kind, with gaps, breaks and markers in their history."""
    chance = np.random.default_rng(seed)
    kinds = [{}, {"polarity": "lower", "unit": "count"}, {"frequency": "monthly"}, {"basis": "cumulative"},
             {"polarity": "none"}]  # fmt: skip
    measures = tuple(a_measure(f"M{number}", **kinds[number % len(kinds)]) for number in range(size))
    frames = []
    for measure in measures:
        values = chance.integers(0, 30, 30).astype("float64")
        values[chance.random(30) < 0.1] = NONE
        frame = history(values, "2019-09" if measure.frequency.value == "monthly" else "2019-20-q2", measure.ref)
        frames.append(frame.assign(marker=np.where(chance.random(30) < 0.05, "b", "")).astype({"marker": "str"}))
    return measures, table(*measures, target=15.0), pd.concat(frames, ignore_index=True)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_the_order_of_rows_never_matters_nor_what_else_is_judged(seed: int) -> None:
    measures, rows, figures = some_measures(7, seed)
    framework = Framework(measures, rebases=(rebase("2018-19-q1", "M1"), rebase("2018-05", "M2")))
    whole = charted(rows, figures, framework, a_council())
    chance = np.random.default_rng(seed)
    mixed = figures.iloc[chance.permutation(len(figures))]
    other = charted(rows.iloc[::-1], mixed, framework, a_council())
    pd.testing.assert_frame_equal(other.rows.loc[whole.rows.index], whole.rows, check_exact=True)
    pd.testing.assert_frame_equal(other.history.sort_index(), whole.history, check_exact=True)
    for number in (1, 2, 5):
        alone = charted(rows.iloc[[number]], figures[figures["ref"] == f"M{number}"], framework, a_council())
        pd.testing.assert_frame_equal(alone.rows, whole.rows.iloc[[number]], check_exact=True)


def sent(values: Sequence[float | None], **fields: Any) -> list[dict[str, Any]]:
    """Returns of quarters up to the second of 2019-20."""
    periods = [LAST.shift(step - len(values) + 1) for step in range(len(values))]
    return [
        {"period": str(period), "value": value, "marker": "" if value is not None else "x"} | fields
        for period, value in zip(periods, values, strict=True)
    ]


def test_a_suppressed_latest_figure_has_no_variation_and_is_no_special_point() -> None:
    measure = a_measure(unit="count", decimals=0, sensitive=True, polarity="lower")
    rows = sent([20, 25] * 6 + [3])
    hidden = result(measure, rows, [a_target(target=5)])
    assert hidden["state"] == "suppressed"
    assert set(hidden[["variation", "variation_rule", "assurance", "rebased"]]) == {""}
    assert hidden[["points", "within_variation", "variation_trial"]].tolist() == [0, False, False]
    assert hidden[["mean", "lower_limit", "upper_limit"]].isna().all()
    exact = result(measure, rows, [a_target(target=5)], pack=Pack.SERVICE)
    assert (exact["variation"], exact["points"]) == ("Improvement", 13)


def test_limits_stand_on_what_the_pack_may_see() -> None:
    measure = a_measure(unit="count", decimals=0, sensitive=True, polarity="lower")
    made = [judged(measure, sent([20, 25, 20, 25, 20, 25, small, 25, 20, 25, 20, 25, 20])) for small in (4, 6)]
    levels = ["mean", "lower_limit", "upper_limit", "points"]
    one, other = (each.table.iloc[0][levels].tolist() for each in made)
    assert one == other
    quarters = made[0].history[made[0].history["kind"] == "quarter"]
    assert one[-1] == quarters["value"].notna().sum() < 13
    exact = result(measure, sent([20, 25, 20, 25, 20, 25, 4, 25, 20, 25, 20, 25, 20]), pack=Pack.SERVICE)
    assert exact["points"] == 13


def test_the_council_chooses_the_run_in_its_settings() -> None:
    rows = sent([*STEADY[4:], 10.1, 10.2, 10.3, 10.4, 10.5, 10.6])
    measure = a_measure(decimals=1)
    assert result(measure, rows)["variation"] == "Common cause"
    assert result(measure, rows, council=a_council(variation={"run": 6}))["variation"] == "Improvement"


def test_a_real_change_for_the_worse_needs_an_exception_report_on_trial_limits_too() -> None:
    made = result(a_measure(decimals=1), sent([*STEADY[:9], 2.0]), [a_target(target=1)])
    assert (made["rag"], made["variation"], made["variation_trial"]) == ("Green", "Concern", True)
    assert made["exception_required"] == "special cause of concern"
