"""What needs an exception report, and what of one is owed or overdue (rules.md, "Exceptions")."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from tiny import a_measure, a_target, result

from helpers.assess.exception import DATES, date_doubts, owed, required
from helpers.model.period import Period

WHOLE = {
    "cause": "Vacancies.", "action": "Recruit.", "action_owner": "Head of Care", "action_date": "2019-11-30",
    "recovery_date": "2020-03-31",
}  # fmt: skip


def owed_by(**fields: str) -> list[str]:
    row = {"exception_required": "red", "rag": "Red", "commentary": "Staff left.", **WHOLE, **fields}
    frame = pd.DataFrame([row | {"period": Period.parse("2019-20-q3")}])
    return [words for words in owed(frame).iloc[0].split("; ") if words]


@pytest.mark.parametrize(
    ("rag", "variation", "assurance", "why"),
    [
        ("Red", "", "", "red"),
        ("Green", "Concern", "", "special cause of concern"),
        ("Amber", "", "Consistently failing", "consistently failing"),
        ("Red", "Concern", "Consistently failing", "red, special cause of concern, consistently failing"),
        ("Amber", "Improvement", "Hit and miss", ""),
        ("", "", "", ""),
    ],
)
def test_red_concern_and_failing_need_a_report_and_nothing_else_does(
    rag: str, variation: str, assurance: str, why: str
) -> None:
    frame = pd.DataFrame([{"rag": rag, "variation": variation, "assurance": assurance}])
    assert required(frame).tolist() == [why]


def test_a_whole_report_owes_nothing() -> None:
    assert owed_by() == []


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("cause", "exception: cause"),
        ("action", "exception: action"),
        ("action_owner", "exception: owner (role)"),
        ("action_date", "exception: date of the action"),
        ("recovery_date", "exception: expected recovery"),
        ("commentary", "commentary"),
    ],
)
def test_each_part_that_is_empty_is_owed(part: str, words: str) -> None:
    assert owed_by(**{part: ""}) == [words]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2019-12-31", ["exception: recovery date 31 December 2019 has passed: give a new one"]),
        ("2020-01-01", []),
    ],
)
def test_a_recovery_date_up_to_the_end_of_the_period_has_passed(day: str, words: list[str]) -> None:
    assert owed_by(recovery_date=day) == words


def test_recovery_before_the_action_is_owed_again() -> None:
    found = owed_by(action_date="2020-06-30")
    assert found == ["exception: recovery date 31 March 2020 comes before the action, 30 June 2020"]
    assert owed_by(action_date="2020-03-31") == []


def test_a_date_that_is_none_is_owed_and_not_quoted() -> None:
    assert owed_by(action_date="soon; commentary") == ["exception: date of the action is not a date"]
    assert owed_by(recovery_date="2020-02-30") == ["exception: recovery date is not a date"]


def test_a_report_that_is_not_required_owes_nothing_whatever_its_dates() -> None:
    assert owed_by(exception_required="", rag="Green", cause="", recovery_date="2019-01-01", commentary="") == []


def test_no_measures_owe_nothing() -> None:
    assert owed(pd.DataFrame()).empty


def test_of_one_date_only_the_first_thing_to_be_mended_is_owed() -> None:
    assert owed_by(action_date="2020-01-31", recovery_date="2019-12-31") == [
        "exception: recovery date 31 December 2019 has passed: give a new one"
    ]


def test_both_dates_may_be_in_doubt() -> None:
    assert date_doubts("soon", "later", date(2019, 12, 31)) == dict.fromkeys(DATES, "is not a date")
    assert date_doubts("", "", date(2019, 12, 31)) == {}


def test_judging_says_that_the_date_of_a_red_measure_has_passed() -> None:
    sent = {"period": "2019-20-q2", "value": 60, "commentary": "Staff left.", **WHOLE, "recovery_date": "2019-09-30"}
    sent["owner_role"] = sent.pop("action_owner")
    row = result(a_measure(), [sent | {"action_date": "2019-08-31"}], [a_target(target=80, intervention=75)])
    assert row["owed"] == "exception: recovery date 30 September 2019 has passed: give a new one"
