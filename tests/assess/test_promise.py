"""What became of earlier exception reports: kept, missed, not yet due, not known; and nothing of what is withheld."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import given as example
from hypothesis import strategies as st
from tiny import a_measure, a_rating, a_target, judged, observations

from helpers.assess.promise import GIVEN, TEXTS, given_in_forms, given_in_returns, promises
from helpers.assess.standing import red_running
from helpers.model.council import Pack
from helpers.model.framework import Framework, Rating
from helpers.model.measure import Measure
from helpers.model.period import Period
from helpers.model.results import PROMISES
from helpers.model.words import ExceptionReport

RED, AMBER, GREEN = 70.0, 77.0, 85.0
TARGET = a_target(target=80, intervention=75)
FIGURES = {"2019-20-q1": RED, "2019-20-q2": RED, "2019-20-q3": AMBER, "2019-20-q4": GREEN}


def history(figures: Mapping[str, float | None], markers: Mapping[str, str] | None = None) -> pd.DataFrame:
    marked = markers or {}
    periods = sorted({*figures, *marked})
    return pd.DataFrame({
        "ref": "M1", "period": [Period.parse(period) for period in periods],
        "value": pd.Series([figures.get(period) for period in periods], dtype="float64"),
        "marker": [marked.get(period, "") for period in periods],
    })  # fmt: skip


def framework(measure: Measure | None = None, *ratings: Rating) -> Framework:
    return Framework((measure or a_measure(),), (TARGET,), ratings)


def promise(period: str, recovery_date: str = "2019-12-31", **answers: str) -> dict[str, Any]:
    said = {"cause": "Staff left.", "action": "Recruit.", "owner": "Head of Care", "action_date": "2020-01-31"}
    return {
        "ref": "M1", "period": Period.parse(period), "about": None, "source": "notebook", **said,
        "recovery_date": recovery_date, **answers,
    }  # fmt: skip


def followed(
    given: list[dict[str, Any]], period: str, seen: pd.DataFrame | None = None, held: Framework | None = None
) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=list(GIVEN))
    return promises(frame, history(FIGURES) if seen is None else seen, held or framework(), Period.parse(period))


def told(*arguments: Any, **choices: Any) -> list[tuple[str, str]]:
    made = followed(*arguments, **choices)
    return list(zip(made["outcome"], made["outcome_words"], strict=True))


def test_a_measure_no_longer_red_by_the_date_promised_kept_its_promise() -> None:
    assert told([promise("2019-20-q1")], "2019-20-q4") == [("kept", "Kept: no longer red in Q3 2019/20.")]


def test_a_measure_still_red_at_the_date_promised_missed_it_even_where_it_recovers_later() -> None:
    given = [promise("2019-20-q1", "2019-09-30")]
    for period in ("2019-20-q2", "2019-20-q4"):
        assert told(given, period) == [("missed", "Missed: still red in Q2 2019/20.")]


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2019-09-30", "missed"), ("2019-10-01", "kept"), ("2019-12-31", "kept"), ("2020-01-01", "kept")],
)
def test_the_first_period_to_end_on_or_after_the_date_shows_what_became_of_it(day: str, outcome: str) -> None:
    assert [word for word, _ in told([promise("2019-20-q1", day)], "2019-20-q4")] == [outcome]


def test_a_date_after_the_end_of_the_period_is_not_yet_due() -> None:
    assert told([promise("2019-20-q1", "2020-03-31")], "2019-20-q2") == [("not yet due", "Not yet due.")]


def test_a_date_that_had_passed_when_it_was_given_is_judged_by_the_figure_it_was_given_with() -> None:
    assert told([promise("2019-20-q2", "2009-06-30")], "2019-20-q3") == [("missed", "Missed: still red in Q2 2019/20.")]


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (history({"2019-20-q1": RED}), "is missing"),
        (history({"2019-20-q1": RED}, {"2019-20-q3": "c"}), "is withheld"),
        (history({"2019-20-q1": RED}, {"2019-20-q3": "x"}), "is not available"),
    ],
)
def test_without_a_figure_an_outcome_is_not_known_and_says_why(seen: pd.DataFrame, why: str) -> None:
    expected = [("not known", f"Not known: the figure for Q3 2019/20 {why}.")]
    assert told([promise("2019-20-q1")], "2019-20-q3", seen) == expected


def test_a_figure_without_a_rating_leaves_the_outcome_not_known() -> None:
    without_target = Framework((a_measure(),))
    expected = [("not known", "Not known: the figure for Q3 2019/20 is not rated.")]
    assert told([promise("2019-20-q1")], "2019-20-q3", held=without_target) == expected


@pytest.mark.parametrize("day", ["", "when staffed"])
def test_without_a_date_of_recovery_the_outcome_is_not_known(day: str) -> None:
    expected = [("not known", "Not known: no date of recovery was given.")]
    assert told([promise("2019-20-q1", day)], "2019-20-q3") == expected


@pytest.mark.parametrize(
    ("then", "after", "words"),
    [
        (RED, GREEN, "Kept: on target in Q2 2019/20."),
        (RED, AMBER, "Kept: no longer red in Q2 2019/20."),
        (AMBER, GREEN, "Kept: on target in Q2 2019/20."),
        (AMBER, AMBER, "Not known: not red when this was promised, nor in Q2 2019/20."),
        (GREEN, GREEN, "Not known: not red when this was promised, nor in Q2 2019/20."),
        (AMBER, RED, "Missed: red in Q2 2019/20."),
        (RED, RED, "Missed: still red in Q2 2019/20."),
        (None, AMBER, "Kept: no longer red in Q2 2019/20."),
    ],
)
def test_a_measure_that_was_no_worse_before_cannot_have_kept_its_promise(
    then: float | None, after: float, words: str
) -> None:
    seen = history({"2019-20-q1": then, "2019-20-q2": after})
    made = told([promise("2019-20-q1", "2019-09-30")], "2019-20-q2", seen)
    assert made == [(words.partition(":")[0].lower(), words)]


def test_a_late_figure_is_waited_for() -> None:
    lagging = framework(a_measure(lag=1))
    expected = "Not known yet: the figure that shows it comes later. The date has passed and the measure is red."
    assert told([promise("2019-20-q2")], "2019-20-q3", held=lagging) == [("not known", expected)]
    assert told([promise("2019-20-q2")], "2019-20-q4", held=lagging) == [("kept", "Kept: no longer red in Q3 2019/20.")]


def test_an_annual_measure_is_judged_by_its_next_year() -> None:
    yearly = Framework((a_measure(frequency="annual"),), (TARGET, a_target(period="2018-19", target=80)))
    seen = history({"2018-19": RED, "2019-20": GREEN})
    given = [promise("2018-19-q4", "2019-12-31")]
    assert told(given, "2019-20-q3", seen, yearly)[0][0] == "not known"
    assert told(given, "2019-20-q4", seen, yearly) == [("kept", "Kept: on target in 2019/20.")]


def test_each_period_is_judged_against_its_own_target() -> None:
    eased = Framework((a_measure(),), (TARGET, a_target(period="2019-20-q2", target=60)))
    assert told([promise("2019-20-q1", "2019-09-30")], "2019-20-q2", held=eased)[0][0] == "kept"


def test_a_rating_that_a_person_changed_counts_as_its_edition_showed_it() -> None:
    changed = framework(None, a_rating(period="2019-20-q2", rag="Amber", kind="override"))
    assert told([promise("2019-20-q1", "2019-09-30")], "2019-20-q2", held=changed)[0][0] == "kept"


def test_a_date_that_has_passed_while_the_measure_is_red_is_said() -> None:
    seen = history({"2019-20-q1": RED, "2019-20-q3": RED})
    made = told([promise("2019-20-q1", "2019-09-30")], "2019-20-q3", seen)
    expected = "Not known: the figure for Q2 2019/20 is missing. The date has passed and the measure is red."
    assert made == [("not known", expected)]
    acted = promise("2019-20-q1", "2020-06-30", action_date="2019-09-30")
    expected = "Not yet due. The action was due by 30 September 2019; the measure is red."
    assert told([acted], "2019-20-q2") == [("not yet due", expected)]
    assert told([acted], "2019-20-q3") == [("not yet due", "Not yet due.")]


def test_a_measure_red_for_the_third_time_shows_its_promises_in_order_of_time() -> None:
    given = [
        promise("2019-20-q2", "2019-12-31"),
        promise("2019-20-q1", "2019-09-30"),
        promise("2019-20-q3", "2020-03-31"),
    ]
    seen = history(dict.fromkeys(FIGURES, RED))
    made = followed(given, "2019-20-q4", seen)
    assert list(made["period"]) == ["2019-20-q1", "2019-20-q2", "2019-20-q3"]
    assert list(made["outcome"]) == ["missed"] * 3
    assert list(made.columns) == list(PROMISES)


def test_the_reports_of_this_period_and_later_ones_are_not_earlier_promises() -> None:
    assert followed([promise("2019-20-q2"), promise("2019-20-q3")], "2019-20-q2").empty


def test_a_report_about_a_withheld_figure_is_left_out_since_it_says_that_the_figure_was_red() -> None:
    seen = history({"2019-20-q2": RED}, {"2019-20-q1": "c"})
    assert followed([promise("2019-20-q1", "2019-09-30")], "2019-20-q2", seen).empty


def test_a_measure_withheld_now_says_nothing_of_being_red() -> None:
    seen = history({"2019-20-q1": RED}, {"2019-20-q2": "c"})
    given = [promise("2019-20-q1", "2020-06-30", action_date="2019-09-30")]
    assert told(given, "2019-20-q2", seen) == [("not yet due", "Not yet due.")]


ROWS = st.lists(
    st.builds(
        promise,
        st.sampled_from(list(FIGURES)),
        st.sampled_from(["", "no day", "2019-07-01", "2019-09-30", "2019-12-31", "2020-06-30"]),
        action=st.sampled_from(["Recruit.", "Train."]),
        source=st.sampled_from(["notebook", "return"]),
        about=st.sampled_from([None, *(Period.parse(period) for period in FIGURES)]),
    ),
    max_size=6,
)
STATES = st.fixed_dictionaries({period: st.sampled_from(["", "c", "x"]) for period in FIGURES})


@example(ROWS, st.randoms(use_true_random=False), STATES)
def test_the_order_of_what_was_given_never_matters(rows: list[dict[str, Any]], random: Any, markers: Any) -> None:
    seen = history(FIGURES, markers)
    shuffled = random.sample(rows, len(rows))
    pd.testing.assert_frame_equal(followed(rows, "2019-20-q4", seen), followed(shuffled, "2019-20-q4", seen))


@example(ROWS, STATES)
def test_what_is_withheld_leaves_no_trace(rows: list[dict[str, Any]], markers: Mapping[str, str]) -> None:
    hidden = {period for period, marker in markers.items() if marker == "c"}
    red, green = (history(FIGURES | dict.fromkeys(hidden, figure), markers) for figure in (RED, GREEN))
    made = followed(rows, "2019-20-q4", red)
    pd.testing.assert_frame_equal(made, followed(rows, "2019-20-q4", green))
    assert not set(made["period"]) & hidden


@example(ROWS, STATES, st.sampled_from(["2019-06-30", "2019-12-31", "2020-12-31"]))
def test_a_later_promise_never_changes_an_earlier_one(
    rows: list[dict[str, Any]], markers: Mapping[str, str], day: str
) -> None:
    seen = history(FIGURES, markers)
    earlier = [row for row in rows if row["period"] < Period.parse("2019-20-q3")]
    before = followed(earlier, "2019-20-q4", seen)
    after = followed([*earlier, promise("2019-20-q3", day)], "2019-20-q4", seen)
    pd.testing.assert_frame_equal(before, after[after["period"] < "2019-20-q3"].reset_index(drop=True))


def returned(*rows: Mapping[str, Any]) -> pd.DataFrame:
    return given_in_returns(observations(rows))


SAID = {"cause": "Staff left.", "action": "Recruit.", "owner_role": "Head of Care", "recovery_date": "2019-09-30"}


def test_what_a_predecessor_promised_is_no_promise_of_ours() -> None:
    given = returned(*({"period": "2019-20-q1", "area": area, **SAID} for area in ("", "East")))
    assert given["ref"].tolist() == ["M1"]
    assert returned({"period": "2018-19-q4", "area": "East", **SAID}).empty


def test_a_report_that_came_with_a_return_is_followed_word_for_word() -> None:
    made = promises(
        returned({"period": "2019-20-q1", **SAID}), history(FIGURES), framework(), Period.parse("2019-20-q3")
    )
    assert made[list(TEXTS)].to_numpy().tolist() == [["Staff left.", "Recruit.", "Head of Care", "", "2019-09-30"]]
    assert made.loc[0, ["ref", "period", "period_label", "outcome"]].tolist() == [
        "M1", "2019-20-q1", "Q1 2019/20", "missed",
    ]  # fmt: skip


def test_a_later_return_that_restates_a_row_neither_repeats_nor_rewrites_its_promise() -> None:
    rows = [
        {"period": "2019-20-q1", **SAID},
        {"period": "2019-20-q1", "returned": "2019-20-q2", **SAID, "recovery_date": "2020-03-31"},
    ]
    made = promises(returned(*rows), history(FIGURES), framework(), Period.parse("2019-20-q3"))
    assert made["recovery_date"].tolist() == ["2019-09-30"]


def test_a_figure_in_arrears_has_its_report_in_the_period_that_reported_it() -> None:
    sent = returned({"period": "2019-20-q1", "returned": "2019-20-q2", **SAID})
    made = promises(sent, history(FIGURES), framework(a_measure(lag=1)), Period.parse("2019-20-q4"))
    assert made["period"].tolist() == ["2019-20-q2"]


def test_a_monthly_measure_has_the_report_of_its_last_month() -> None:
    sent = returned(
        {"period": "2019-05", "returned": "2019-20-q1", **SAID, "action": "Recruit in May."},
        {"period": "2019-06", "returned": "2019-20-q1", **SAID, "action": "Recruit in June."},
    )
    made = promises(sent, history(FIGURES), framework(a_measure(frequency="monthly")), Period.parse("2019-20-q2"))
    assert made["action"].tolist() == ["Recruit in June."]


def test_an_owner_alone_is_no_report() -> None:
    assert returned({"period": "2019-20-q1", "owner_role": "Head of Care"}).empty


def test_each_answer_of_a_form_goes_before_that_of_the_return() -> None:
    form = ExceptionReport(
        "M1", {"action": "Train.", "action_owner": "Director"}, "a notebook", Period.parse("2019-20-q1")
    )
    both = pd.concat([given_in_forms([form]), returned({"period": "2019-20-q1", **SAID})])
    made = promises(both, history(FIGURES), framework(), Period.parse("2019-20-q2"))
    assert made[list(TEXTS)].to_numpy().tolist() == [["Staff left.", "Train.", "Director", "", "2019-09-30"]]


def test_an_empty_form_is_no_report() -> None:
    assert given_in_forms([ExceptionReport("M1", {"cause": ""}, "a notebook", Period.parse("2019-20-q1"))]).empty
    assert given_in_forms([]).empty


def running(figures: Mapping[str, float | None], markers: Mapping[str, str], period: str, now: str = "Red") -> int:
    table = pd.DataFrame({"ref": ["M1"], "rag": [now]})
    return int(red_running(table, history(figures, markers), framework(), Period.parse(period)).iloc[0])


def test_periods_running_are_counted_back_from_this_one() -> None:
    figures = dict.fromkeys(FIGURES, RED)
    assert running(figures, {}, "2019-20-q3") == 3
    assert running(figures | {"2019-20-q2": AMBER}, {}, "2019-20-q3") == 1
    assert running(figures | {"2019-20-q3": AMBER}, {}, "2019-20-q3", "Amber") == 0


@pytest.mark.parametrize("marker", ["c", "x"])
def test_a_period_without_a_rating_ends_the_count(marker: str) -> None:
    assert running(dict.fromkeys(FIGURES, RED), {"2019-20-q2": marker}, "2019-20-q4") == 2


def test_an_annual_measure_counts_years() -> None:
    yearly = Framework((a_measure(frequency="annual"),), (TARGET, a_target(period="2018-19", target=80)))
    table = pd.DataFrame({"ref": ["M1"], "rag": ["Red"]})
    counted = red_running(table, history({"2018-19": RED, "2019-20": RED}), yearly, Period.parse("2019-20-q4"))
    assert counted.tolist() == [2]


@pytest.mark.parametrize(("pack", "shown"), [(Pack.PUBLIC, 0), (Pack.SERVICE, 1)])
def test_a_pack_that_may_not_see_a_small_number_sees_no_report_about_it(pack: Pack, shown: int) -> None:
    counted = a_measure(unit="count", polarity="lower", sensitive=True)
    targets = [a_target(target=1, intervention=2)]
    made = [
        judged(
            counted,
            [{"period": "2019-20-q1", "value": value, **SAID}, {"period": "2019-20-q2", "value": 40}],
            targets,
            pack=pack,
        ).promises
        for value in (3, 6)
    ]
    assert [len(one) for one in made] == [shown, shown]
    pd.testing.assert_frame_equal(*made)
