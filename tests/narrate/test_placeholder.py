"""Placeholders stand for a result's figures, written as a sentence writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from results_fixture import results
from tiny import a_measure, a_target, judged

from helpers.model.results import Results
from helpers.narrate.placeholder import PLACEHOLDERS, resolved, with_figures
from helpers.narrate.row import ResultRow, rows


def row_of(ref: str, **figures: object) -> ResultRow:
    made = results()
    table = made.table[made.table["ref"] == ref].assign(**figures)
    return next(rows(Results(made.edition, table, made.history, made.peers, made.signals, made.actions)))


@pytest.mark.parametrize(
    ("ref", "text", "written"),
    [
        ("43", "{{ value }} against {{target}}", "68 against 60"),
        ("43", "{{ previous }} in {{ previous_period }}, {{ change }} less", "81 in Q1 2019/20, 13 less"),
        ("43", "{{ percent_change }} fewer", "16% fewer"),
        ("43", "{{ rank }} of {{ peers }}, median {{ median }}", "4th of 6, median 61"),
        ("43", "{{ rag }} and {{ direction }} in {{ period }}", "Amber and improving in Q2 2019/20"),
        ("CS-04", "{{ value }}, up {{ change }}", "24.5%, up 2.4 percentage points"),
        ("R-01", "{{ value }}, forecast {{ forecast }}", "£1,250,000, forecast {{ forecast }}"),
        ("R-02", "{{ target }}", "18.0 to 22.0 degrees"),
        ("R-05", "{{ value }}", "−£3,000"),
    ],
)
def test_a_placeholder_is_written_as_a_sentence_writes_it(ref: str, text: str, written: str) -> None:
    assert resolved(text, row_of(ref)) == written


def test_a_forecasts_range_its_past_error_and_an_interval_can_be_written() -> None:
    known = {"worked_forecast": 22.0, "worked_forecast_low": 20.5, "forecast_error": 1.0, "interval_high": 27.5}
    row = row_of("CS-04")._replace(**known)  # type: ignore[attr-defined]
    text = "{{ worked_forecast }}, {{ worked_forecast_low }}, {{ forecast_error }}, {{ interval_high }}"
    assert resolved(text, row) == "22.0%, 20.5%, 1.0 percentage points, 27.5%"


@pytest.mark.parametrize(
    ("rank", "written"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (22, "22nd")]
)
def test_a_rank_is_an_ordinal(rank: int, written: str) -> None:
    assert resolved("{{ rank }}", row_of("43", benchmark_rank=float(rank))) == written


def test_one_percentage_point_is_singular() -> None:
    row = row_of("CS-04", value=23.0, previous=22.0, decimals=0)
    assert resolved("{{ change }}", row) == "1 percentage point"


@given(st.text())
def test_any_text_survives_and_only_what_is_known_is_replaced(text: str) -> None:
    row = row_of("H-03")
    if "{{" not in text:
        assert resolved(text, row) == text
    else:
        resolved(text, row)


def test_every_placeholder_says_what_it_stands_for() -> None:
    assert all(words and words[0].islower() for words, _ in PLACEHOLDERS.values())


def test_a_running_total_is_compared_with_the_same_point_last_year() -> None:
    measure = a_measure("M1", unit="count", basis="cumulative", decimals=0)
    figures = [("2018-19-q1", 30), ("2018-19-q2", 70), ("2019-20-q1", 40), ("2019-20-q2", 90)]
    made = judged(
        measure, [{"period": period, "value": value} for period, value in figures], [a_target(target=100)],
        commentary={"M1": "Up {{ change }} on last year's {{ same_period_last_year }}."},
    )  # fmt: skip
    told = with_figures(Results(results().edition, made.table, made.history, made.peers, made.signals, made.actions))
    assert told.table["commentary"].iloc[0] == "Up 20 on last year's 70."
