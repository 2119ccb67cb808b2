"""Small counts about people cannot be read, nor worked out (rules.md, "Markers and disclosure control")."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import a_council, a_measure, a_target, judged, observations, result

from helpers.assess.disclosure.control import controlled
from helpers.assess.figures.restate import latest
from helpers.assess.judge import Judged
from helpers.model.council import DisclosureScheme, Pack
from helpers.model.measure import Basis, Measure

COUNT = {"unit": "count", "sensitive": True, "polarity": "lower"}
FRAMES = ("table", "history", "peers", "signals", "actions")


def one(value: float | None, pack: Pack = Pack.PUBLIC, **fields: object) -> pd.Series:
    parts = {name: fields.pop(name) for name in ("numerator", "denominator", "forecast") if name in fields}
    return result(a_measure(**{**COUNT, **fields}), [{"period": "2019-20-q2", "value": value, **parts}], pack=pack)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7])
def test_a_count_from_1_to_7_is_suppressed(count: int) -> None:
    row = one(count)
    assert (row["state"], row["marker"]) == ("suppressed", "c")
    assert np.isnan(row["value"])


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (8, 10), (12, 10), (13, 15), (101, 100), (102.5, 105)])
def test_other_counts_are_rounded_to_the_nearest_five_and_zero_stays(count: float, shown: int) -> None:
    row = one(count)
    assert (row["state"], row["value"]) == ("reported", shown)


def test_the_services_own_pack_holds_the_true_count() -> None:
    assert (one(3, Pack.SERVICE)["value"], one(3, Pack.SERVICE)["state"]) == (3, "reported")


@pytest.mark.parametrize("pack", [Pack.MEMBERS, Pack.LEADERSHIP])
def test_no_other_pack_does(pack: Pack) -> None:
    assert one(3, pack)["state"] == "suppressed"


def test_a_measure_that_is_not_sensitive_is_left_alone() -> None:
    assert one(3, sensitive=False)["value"] == 3


def test_threshold_and_rounding_are_the_councils_to_set() -> None:
    council = a_council(disclosure={"threshold": 4, "rounding": 10})
    values = [
        result(a_measure(**COUNT), [{"period": "2019-20-q2", "value": count}], council=council)["value"]
        for count in (4, 5, 16)
    ]
    assert [str(value) for value in values] == ["nan", "10.0", "20.0"]


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(3, 400), (397, 400), (2, 6), (40, None), (None, None)],
    ids=["numerator", "the rest", "denominator", "no denominator", "no parts"],
)  # fmt: skip
def test_a_percentage_that_gives_a_small_count_away_is_suppressed(numerator: float, denominator: float) -> None:
    row = one(50.0, unit="%", numerator=numerator, denominator=denominator)
    assert (row["state"], row["marker"]) == ("suppressed", "c")
    assert row[["value", "numerator", "denominator"]].astype("float64").isna().all()


def test_another_percentage_is_worked_out_again_from_its_rounded_parts() -> None:
    row = one(53.7, unit="%", decimals=1, numerator=22, denominator=41)
    assert row[["value", "numerator", "denominator"]].tolist() == [50.0, 20, 40]


def test_a_rate_per_thousand_stays_per_thousand_however_roughly_it_was_sent() -> None:
    row = one(0.0, unit="per 1,000 children", decimals=1, numerator=12, denominator=40_000)
    assert row["value"] == pytest.approx(0.3)


def test_a_small_forecast_suppresses_the_count_it_is_of() -> None:
    assert one(12, forecast=5)["state"] == "suppressed"


def parts(first: float, *others: float, **fields: object) -> pd.DataFrame:
    measures = [a_measure("T", unit="count", sensitive=True)]
    measures += [a_measure(f"P{index}", part_of="T", **{**COUNT, **fields}) for index in range(1 + len(others))]
    rows = [{"ref": "T", "period": "2019-20-q2", "value": first + sum(others)}]
    rows += [
        {"ref": f"P{index}", "period": "2019-20-q2", "value": value} for index, value in enumerate((first, *others))
    ]
    return judged(measures, rows).table.set_index("ref")


@pytest.mark.parametrize("others", [(40, 12), (12, 40)])
def test_where_one_part_of_a_total_is_suppressed_the_last_other_is_too_whatever_its_size(
    others: tuple[int, int],
) -> None:
    table = parts(3, *others)
    assert table["state"].to_dict() == {"T": "reported", "P0": "suppressed", "P1": "reported", "P2": "suppressed"}


def test_a_nought_is_not_the_second_while_there_is_another() -> None:
    assert parts(3, 40, 0)["state"].to_dict() == {
        "T": "reported", "P0": "suppressed", "P1": "suppressed", "P2": "reported"}  # fmt: skip


def test_where_two_parts_are_suppressed_already_no_third_is() -> None:
    assert parts(3, 4, 12)["state"].loc["P2"] == "reported"


def test_where_all_other_parts_are_nought_one_of_them_is_suppressed_too() -> None:
    measures = [a_measure("T", unit="count"), a_measure("P0", part_of="T", **COUNT)]
    measures += [a_measure(ref, unit="count", part_of="T") for ref in ("P1", "P2")]
    rows = [{"ref": ref, "period": "2019-20-q2", "value": value} for ref, value in (("T", 7), ("P0", 7), ("P1", 0),
                                                                                   ("P2", 0))]  # fmt: skip
    state = judged(measures, rows).table.set_index("ref")["state"]
    assert state.to_dict() == {"T": "reported", "P0": "suppressed", "P1": "reported", "P2": "suppressed"}


def test_the_second_part_is_suppressed_though_it_is_not_sensitive_itself() -> None:
    measures = [
        a_measure("T", unit="count"), a_measure("P0", part_of="T", **COUNT), a_measure("P1", part_of="T", unit="count"),
    ]  # fmt: skip
    rows = [{"ref": ref, "period": "2019-20-q2", "value": value} for ref, value in (("T", 33), ("P0", 3), ("P1", 30))]
    table = judged(measures, rows).table.set_index("ref")
    assert table["state"].to_dict() == {"T": "reported", "P0": "suppressed", "P1": "suppressed"}


def test_the_hash_of_a_return_that_holds_a_sensitive_figure_is_withheld_on_all_its_rows() -> None:
    measures = [a_measure("M1", **COUNT), a_measure("M2"), a_measure("M3")]
    rows = [
        {"ref": "M1", "period": "2019-20-q2", "value": 20},
        {"ref": "M2", "period": "2019-20-q2", "value": 50},
        {"ref": "M3", "period": "2019-20-q2", "value": 50, "source_file": "data/returns/2019-20-q2/other.csv"},
    ]
    table = judged(measures, rows).table.set_index("ref")
    assert table["source_hash"].to_dict() == {"M1": "", "M2": "", "M3": "f" * 64}
    assert set(judged(measures, rows, pack=Pack.SERVICE).table["source_hash"]) == {"f" * 64}


def test_words_about_a_suppressed_figure_are_withheld_and_those_about_another_are_not() -> None:
    words = {"commentary": "Three families", "cause": "a", "action": "b", "owner_role": "Head"}
    hidden, shown = (
        result(a_measure(**COUNT), [{"period": "2019-20-q2", "value": value, **words}], commentary={"M1": "They moved"})
        for value in (3, 20)
    )
    assert [hidden[name] for name in ("commentary", "cause", "action", "action_owner")] == [""] * 4
    assert [shown[name] for name in ("commentary", "cause", "action", "action_owner")] == [
        "They moved",
        "a",
        "b",
        "Head",
    ]


def test_a_small_figure_that_was_since_revised_upwards_is_nowhere_in_the_history() -> None:
    rows = [
        {"period": "2019-20-q1", "value": 3},
        {"period": "2019-20-q1", "value": 20, "returned": "2019-20-q2"},
        {"period": "2019-20-q2", "value": 20},
    ]
    history = judged(a_measure(**COUNT), rows).history
    assert history["first_value"].isna().iloc[0]


def test_the_hash_of_a_return_whose_sensitive_row_was_restated_or_has_left_the_framework_is_withheld() -> None:
    measures = [a_measure("M1", **COUNT), a_measure("M2", lag=1), a_measure("M3", lag=1)]
    rows = [
        {"ref": "M1", "period": "2019-20-q1", "value": 3, "source_file": "first.csv"},
        {"ref": "M1", "period": "2019-20-q1", "value": 4, "source_file": "last.csv", "returned": "2019-20-q2"},
        {"ref": "M2", "period": "2019-20-q1", "value": 50, "source_file": "first.csv"},
        {"ref": "M3", "period": "2019-20-q1", "value": 50, "source_file": "old.csv"},
        {"ref": "gone", "period": "2019-20-q1", "value": 3, "source_file": "old.csv"},
    ]
    assert set(judged(measures, rows).table["source_hash"]) == {""}


def test_a_figure_that_a_return_suppresses_itself_keeps_nothing_beside_it() -> None:
    sent = {"period": "2019-20-q2", "value": None, "marker": "c", "numerator": 3, "forecast": 4}
    row = result(a_measure(unit="count"), [sent])
    assert row[["numerator", "forecast"]].astype("float64").isna().all()
    assert row["source_hash"] == ""


FAMILY = [
    a_measure("T", unit="count"),
    a_measure("P0", part_of="T", **COUNT),
    a_measure("P1", part_of="T", unit="count"),
]


def restated(first: int, words: str = "") -> Judged:
    """A part that was first said to be small, in a total that was restated with it."""
    rows = [
        {"ref": "T", "period": "2019-20-q1", "value": 30 + first},
        {"ref": "P0", "period": "2019-20-q1", "value": first, "cause": words, "action": words},
        {"ref": "P1", "period": "2019-20-q1", "value": 30},
        {"ref": "T", "period": "2019-20-q1", "value": 50, "returned": "2019-20-q2"},
        {"ref": "P0", "period": "2019-20-q1", "value": 20, "returned": "2019-20-q2"},
        *({"ref": ref, "period": "2019-20-q2", "value": 40} for ref in ("T", "P0", "P1")),
    ]
    return judged(FAMILY, rows)


def test_what_a_total_was_first_said_to_be_tells_nothing_of_a_part_that_was_small_then() -> None:
    three, six = restated(3, "Three moved"), restated(6, "Six moved")
    assert three.history["first_value"].isna().all()
    for name in (*FRAMES, "promises"):
        pd.testing.assert_frame_equal(getattr(three, name), getattr(six, name))
    assert not three.signals["reason"].str.contains("33").any()


def test_the_service_s_forecast_of_a_sensitive_rate_is_withheld_since_it_may_hold_an_exact_count() -> None:
    row = one(50.0, unit="%", numerator=50, denominator=100, forecast=48.7)
    assert (row["state"], row["value"]) == ("reported", 50)
    assert np.isnan(row["forecast"])
    assert one(50, forecast=62)["forecast"] == 60


def test_words_about_another_quarter_stay_where_one_is_suppressed() -> None:
    rows = [{"period": f"2019-20-q{quarter}", "value": value, "cause": f"Words of {quarter}", "source_row": quarter}
            for quarter, value in ((1, 3), (2, 40))]  # fmt: skip
    history = judged([a_measure(**COUNT)], rows).history
    assert list(history["cause"]) == ["", "Words of 2"]


def test_what_was_first_said_stays_where_no_part_of_it_was_small() -> None:
    history = restated(10).history
    first = history[history["period"].astype("str") == "2019-20-q1"].set_index("ref")["first_value"]
    assert first.to_dict() == {"T": 40, "P0": 10, "P1": 30}


def test_an_exception_report_about_a_figure_that_was_small_then_is_not_followed() -> None:
    assert restated(3, "Three moved").promises.empty
    assert restated(19, "Nineteen moved").promises["cause"].tolist() == ["Nineteen moved"]


def test_a_quarter_does_not_take_over_the_words_of_a_month_that_is_suppressed() -> None:
    measure = a_measure("M", frequency="monthly", **COUNT)
    rows = [
        {"ref": "M", "period": f"2019-0{month}", "value": value, "returned": "2019-20-q2", "commentary": f"{value}!"}
        for month, value in ((7, 20), (8, 20), (9, 3))
    ]
    hidden, shown = (judged(measure, sent).history for sent in (rows, [{**rows[2], "value": 30}, *rows[:2]]))
    quarters = [frame.set_index("period").loc["2019-20-q2"] for frame in (hidden, shown)]
    assert [(row["value"], row["commentary"]) for row in quarters] == [(45, ""), (70, "3!")]


def test_a_year_that_is_its_last_quarter_is_suppressed_with_it() -> None:
    measures = [measure.model_copy(update={"basis": Basis.SNAPSHOT}) for measure in FAMILY]
    rows = [{"ref": ref, "period": period, "value": value, "returned": "2018-19-q4"}
            for ref, value in (("T", 33), ("P0", 3), ("P1", 30)) for period in ("2018-19-q4", "2018-19")]  # fmt: skip
    history = judged(measures, rows).history
    assert set(history.loc[history["ref"] != "T", "state"]) == {"suppressed"}


def test_a_part_that_a_return_suppresses_itself_takes_a_second_with_it() -> None:
    measures = [a_measure("T", unit="count"), *(a_measure(f"P{index}", unit="count", part_of="T") for index in (0, 1))]
    rows = [{"ref": "T", "period": "2019-20-q2", "value": 33}, {"ref": "P1", "period": "2019-20-q2", "value": 30},
            {"ref": "P0", "period": "2019-20-q2", "value": None, "marker": "c"}]  # fmt: skip
    assert judged(measures, rows).table.set_index("ref")["state"].loc["P1"] == "suppressed"


def test_a_rate_that_its_parts_do_not_give_is_suppressed_and_not_called_missing() -> None:
    assert one(1.85, unit="index", numerator=20, denominator=40)["state"] == "suppressed"


@pytest.mark.parametrize(("restated", "marker"), [(101, ""), (110, "r")])
def test_a_count_is_marked_revised_only_where_readers_see_another(restated: float, marker: str) -> None:
    rows = [
        {"period": "2019-20-q1", "value": 100},
        {"period": "2019-20-q1", "value": restated, "returned": "2019-20-q2"},
        {"period": "2019-20-q2", "value": 100},
    ]
    assert judged(a_measure(**COUNT), rows).history["marker"].iloc[0] == marker


def test_a_total_that_is_suppressed_cannot_be_added_up_from_its_own_parts() -> None:
    measures = [
        a_measure("all", unit="count"),
        a_measure("secret", part_of="all", **COUNT),
        a_measure("T", part_of="all", unit="count"),
        *(a_measure(name, part_of="T", unit="count") for name in ("A", "B", "C")),
    ]
    counts = {"all": 33, "secret": 3, "T": 30, "A": 8, "B": 10, "C": 12}
    rows = [{"ref": ref, "period": "2019-20-q2", "value": value} for ref, value in counts.items()]
    state = judged(measures, rows).table.set_index("ref")["state"]
    assert state.loc["T"] == "suppressed"
    assert (state.loc[["A", "B", "C"]] == "suppressed").sum() == 2


def test_a_quarter_that_is_suppressed_cannot_be_taken_from_the_year() -> None:
    measures = [a_measure("T", unit="count"), a_measure("P0", part_of="T", **COUNT),
                a_measure("P1", part_of="T", unit="count")]  # fmt: skip
    rows = [
        {"ref": ref, "period": f"2018-19-q{quarter}", "value": value}
        for quarter in (1, 2, 3, 4)
        for ref, value in {"T": 60, "P0": 3 if quarter == 2 else 20, "P1": 57 if quarter == 2 else 40}.items()
    ] + [{"ref": ref, "period": "2018-19", "value": value} for ref, value in {"T": 240, "P0": 63, "P1": 177}.items()]
    history = judged(measures, rows).history
    mine = history[history["ref"] == "P1"]
    assert (mine["state"] == "suppressed").sum() >= 2


def counted(count: float, period: str) -> list[dict[str, object]]:
    """What comes in for a quarter in which a count is this."""
    rows = [{"ref": "T", "value": 55 + count},  # 58 and 61 both read 60
            {"ref": "P0", "value": count, "numerator": count, "forecast": 2 * count,
             "commentary": f"{count} families", "cause": f"{count}", "rag_supplied": "Red" if count > 4 else ""},
            {"ref": "P1", "value": 55},
            {"ref": "R", "value": count, "numerator": count, "denominator": 100},
            {"ref": "open", "value": 50}]  # fmt: skip
    return [{**row, "period": period} for row in rows]


def sensitive_council(secret: float, pack: Pack = Pack.PUBLIC) -> Judged:
    """A council in which a suppressed count, what is worked out from it and what is said about it move together."""
    measures: list[Measure] = [
        a_measure("T", unit="count", sensitive=True),
        a_measure("P0", part_of="T", benchmark_group="neighbours", **COUNT),
        a_measure("P1", part_of="T", **COUNT),
        a_measure("R", unit="%", decimals=1, sensitive=True),
        a_measure("open", unit="%"),
    ]
    rows = counted(secret, "2019-20-q2")
    # Last year's quarters make up its outturn: what one of them gains another loses.
    for quarter, count in enumerate((5, secret, 5, 9 - secret), start=1):
        rows += counted(count, f"2018-19-q{quarter}")
    rows += [{"ref": "P0", "period": "2019-20-q1", "value": secret}]
    rows += [{"ref": "P0", "period": "2019-20-q1", "value": 20, "returned": "2019-20-q2"}]
    rows = [{**row, "source_hash": f"{secret}" * 64} for row in rows]
    rows[4]["source_file"] = "data/returns/2019-20-q2/open.csv"
    rows[4]["source_hash"] = "0" * 64
    peer = {"ref": "P0", "period": "2019-20-q2", "area": "Easton", "value": 5}
    return judged(
        measures, rows, [a_target("P0", target=5, intervention=6), a_target("R", target=4)], pack=pack,
        benchmarks=[peer], commentary={"P0": f"It was {secret}", "R": f"{secret}%"},
    )  # fmt: skip


def test_a_suppressed_cell_of_3_or_of_6_changes_nothing_that_the_public_pack_holds() -> None:
    three, six = sensitive_council(3), sensitive_council(6)
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(three, name), getattr(six, name))


def test_in_the_services_own_pack_it_changes_what_is_held() -> None:
    three, six = sensitive_council(3, Pack.SERVICE), sensitive_council(6, Pack.SERVICE)
    assert not three.table.equals(six.table)
    assert not three.history.equals(six.history)


def across_a_break(count: int, marker: str = "b") -> Judged:
    """Ten quarters around 100, then a break at a quarter of so many, then seven around 20."""
    quarters = [f"{year}-{year - 1999}-q{quarter}" for year in range(2015, 2020) for quarter in (1, 2, 3, 4)][:18]
    values = [100, 105, 95, 110, 100, 90, 105, 100, 95, 100, count, 20, 25, 15, 20, 25, 15, 20]
    rows: list[dict[str, object]] = [
        {"period": quarter, "value": value} for quarter, value in zip(quarters, values, strict=True)
    ]
    rows[10]["marker"] = marker
    return judged(a_measure(**COUNT), rows)


def test_a_break_in_the_series_is_told_though_the_figure_at_it_is_suppressed() -> None:
    made = across_a_break(3)
    quarters = made.history[made.history["kind"] == "quarter"]
    assert quarters["marker"].tolist()[10:13] == ["c b", "c", ""]  # the year's second, so that it cannot tell
    assert made.table["points"].item() == 6
    assert quarters["upper_limit"].iloc[12] < quarters["lower_limit"].iloc[9]


def test_without_the_break_the_limits_would_run_on_across_it() -> None:
    assert across_a_break(3, marker="").table["points"].item() > 7


def test_nothing_else_that_a_suppressed_figure_was_marked_with_is_told() -> None:
    three, six = across_a_break(3, marker="p b u"), across_a_break(6, marker="p b u")
    assert "c b" in three.history["marker"].tolist()
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(three, name), getattr(six, name))


def test_the_hash_of_a_return_that_holds_a_suppressed_break_is_withheld() -> None:
    rows = [{"period": "2019-20-q2", "value": None, "marker": "c b"}]
    assert result(a_measure(unit="count"), rows)["source_hash"] == ""


@settings(max_examples=40)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=5))
def test_no_count_from_1_to_7_and_none_off_the_multiples_of_5_is_ever_published(values: list[int]) -> None:
    measures = [a_measure(f"P{index}", part_of="T", **COUNT) for index in range(len(values))]
    rows = [{"ref": f"P{index}", "period": "2019-20-q2", "value": value} for index, value in enumerate(values)]
    made = controlled(latest(observations(rows)), measures, DisclosureScheme()).history
    published = pd.concat([made["value"], made["first_value"]]).dropna()
    assert (published % 5 == 0).all()
    assert (made["marker"] == "c").sum() != 1
    assert made.loc[made["marker"] == "c", "value"].isna().all()
