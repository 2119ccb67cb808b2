"""How long a measure has been red and what its promises came to, in one to three sentences."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import results_fixture

from helpers.narrate.promise import promise_sentences


def said(*outcomes: tuple[str, str], **row: Any) -> str:
    base = {"rag": "Red", "data_period": "2019-20-q2", "red_running": 0}
    frame = pd.DataFrame(outcomes, columns=["outcome", "recovery_date"], dtype="str")
    return promise_sentences(SimpleNamespace(**base | row), frame, results_fixture.council())


def test_the_third_red_quarter_names_its_broken_promises() -> None:
    missed = [("missed", "2019-03-31"), ("missed", "2019-06-30")]
    told = "Red for the third quarter running. Two earlier dates passed without recovery."
    assert said(*missed, red_running=3) == told


def test_two_reports_with_one_date_gave_one_date() -> None:
    assert said(("missed", "2019-06-30"), ("missed", "2019-06-30")) == "One earlier date passed without recovery."


def test_dates_that_were_met_are_said_too() -> None:
    assert said(("kept", "2018-06-30"), ("missed", "2019-06-30")) == (
        "One earlier date passed without recovery. One earlier date was met."
    )
    assert said(("kept", "2018-06-30"), ("kept", "2018-09-30")) == "Two earlier dates were met."


def test_what_is_not_due_or_not_known_is_not_counted() -> None:
    assert said(("not yet due", "2020-06-30"), ("not known", "2019-06-30")) == ""


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"red_running": 1}, ""),
        ({"red_running": 2, "data_period": "2018-19"}, "Red for the second year running."),
        ({"red_running": 2, "data_period": "2019-20-h1"}, "Red for the second half-year running."),
        ({"red_running": 12, "data_period": "2019-09"}, "Red for the 12th month running."),
        ({"red_running": 2, "rag": "Amber"}, ""),
    ],
)
def test_periods_running_are_named_by_their_length(row: dict[str, Any], words: str) -> None:
    assert said(**row) == words
