"""Sentences made from figures: grammar for none, one and many, and no sentence that says more than is known."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
import results_fixture

from helpers.model.results import Results
from helpers.narrate.figure import target_words
from helpers.narrate.row import only_row, rows
from helpers.narrate.sentences import headline_sentences, measure_sentence, unrated_reason

NAN = float("nan")


def made_of(*given: dict[str, object]) -> Results:
    whole = results_fixture.results()
    made = [results_fixture.row(ref=f"M{index}", title="Arrears") | one for index, one in enumerate(given)]
    return replace(whole, table=pd.DataFrame(made, columns=list(whole.table.columns)))


def rated(green: int, amber: int, red: int) -> list[dict[str, object]]:
    words = ["Green"] * green + ["Amber"] * amber + ["Red"] * red
    return [{"rag": word, "value": 1.0} for word in words]


def unrated(count: int, why: str = "no target") -> list[dict[str, object]]:
    return [{"rag_basis": why, "value": 1.0}] * count


@pytest.mark.parametrize(
    ("measures", "sentences"),
    [
        (rated(16, 8, 1), ["16 of 25 measures are on or better than target, 8 are just short and 1 is off target."]),
        (rated(3, 0, 0), ["All 3 measures are on or better than target."]),
        (rated(1, 0, 0), ["The one measure is on or better than target."]),
        (rated(0, 0, 1), ["The one measure is off target."]),
        (rated(1, 2, 0), ["1 of 3 measures is on or better than target, 2 are just short and none is off target."]),
        (rated(0, 1, 2), ["None of 3 measures is on or better than target, 1 is just short and 2 are off target."]),
        ([], ["There are no measures here."]),
        (
            unrated(2),
            ["None of the 2 measures is rated.", "2 measures are not rated because they have no target."],
        ),
        (
            rated(2, 0, 0) + unrated(1),
            [
                "Both rated measures are on or better than target.",
                "1 measure is not rated because it has no target.",
            ],
        ),
        (
            [*rated(2, 1, 0), {"state": "missing", "rag_basis": "missing", "value": NAN}],
            [
                "2 of 3 rated measures are on or better than target, 1 is just short and none is off target.",
                "1 figure that was due is missing.",
            ],
        ),
        (
            [*rated(1, 0, 0), *unrated(2, "information only"), {"state": "not due", "rag_basis": "not due"}],
            [
                "The one rated measure is on or better than target.",
                "3 measures are not rated: 2 are for information only and 1 is not due this time.",
            ],
        ),
    ],
)
def test_the_headline_counts_in_plain_sentences(measures: list[dict[str, object]], sentences: list[str]) -> None:
    assert headline_sentences(made_of(*measures)) == sentences


BETWEEN = "between Q1 2019/20 and Q2 2019/20"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"title": "Households in bed and breakfast", "value": 68.0, "previous": 81.0, "direction": "Improving"},
            f"Households in bed and breakfast fell from 81 to 68 {BETWEEN}, which is better.",
        ),
        (
            {"value": 9.0, "previous": 7.0, "direction": "Worsening"},
            f"Arrears rose from 7 to 9 {BETWEEN}, which is worse.",
        ),
        ({"value": 9.0, "previous": 7.0, "direction": "Increasing"}, f"Arrears rose from 7 to 9 {BETWEEN}."),
        (
            {"value": 9.0, "previous": 7.0, "direction": "Worsening", "within_variation": True},
            f"Arrears rose from 7 to 9 {BETWEEN}, which is worse; the change is within normal variation.",
        ),
        (
            {"value": 7.0, "previous": 7.0, "direction": "No change"},
            "Arrears was 7 in Q2 2019/20, the same as in Q1 2019/20.",
        ),
        ({"value": 7.0}, "Arrears was 7 in Q2 2019/20; there is no earlier figure to compare it with."),
        (
            {"value": 7.5, "previous": -2.0, "unit": "days", "decimals": 1},
            f"Arrears rose from −2.0 to 7.5 days {BETWEEN}.",
        ),
        (
            {"value": 88.0, "unit": "%", "state": "not due", "data_period_label": "2018/19"},
            "Arrears is not due this time. The last figure is 88%, for 2018/19.",
        ),
        ({"state": "not due"}, "Arrears is not due this time, and there is no earlier figure."),
        (
            {"state": "missing", "previous": 12.0},
            "Arrears was due for Q2 2019/20 and has not been supplied. The figure before it was 12, for Q1 2019/20.",
        ),
        ({"state": "suppressed"}, "Arrears for Q2 2019/20 is withheld, because small numbers could name people."),
        ({"state": "unavailable", "marker": "x"}, "Arrears is not available for Q2 2019/20."),
        ({"state": "unavailable", "marker": "z"}, "Arrears does not apply for Q2 2019/20."),
    ],
)
def test_a_measure_is_said_as_it_stands(given: dict[str, object], sentence: str) -> None:
    assert measure_sentence(only_row(made_of(given))) == sentence


def test_a_suppressed_measure_is_said_without_any_of_its_figures() -> None:
    row = only_row(made_of({"state": "suppressed", "value": 3.0, "previous": 4.0, "rag_basis": "suppressed"}))
    said = measure_sentence(row) + unrated_reason(row)
    assert not {"3", "4"} & set(said.replace("Q2 2019/20", ""))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"target": 60.0}, "60 or fewer"),
        ({"target": 80.0, "unit": "%", "polarity": "higher"}, "80% or more"),
        ({"target_low": 18.0, "target_high": 22.0, "unit": "days", "polarity": "range"}, "18 to 22 days"),
        ({"target": 6.0, "unit": "per 1,000 people", "polarity": "lower"}, "6 or less per 1,000 people"),
        ({}, ""),
    ],
)
def test_a_target_is_said_with_its_direction(given: dict[str, object], words: str) -> None:
    assert target_words(only_row(made_of(given))) == words


def test_every_kind_of_measure_has_a_sentence_that_ends() -> None:
    for row in rows(results_fixture.results()):
        said = measure_sentence(row)
        assert said.endswith(".")
        assert "nan" not in said.lower().split()
