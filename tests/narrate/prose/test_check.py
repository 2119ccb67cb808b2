"""What the check of prose raises an alarm for, and what it leaves alone."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
import results_fixture
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.narrate.figure import figure
from helpers.narrate.prose import doubts_in_prose, doubts_of
from helpers.narrate.prose.figures import ANY, known_figures
from helpers.narrate.sentences import headline_sentences, measure_sentence

from .readings import CHILDREN, HOUSEHOLDS, MONEY, every_row, measure, view


def listed(name: str, columns: int) -> list[tuple[str, ...]]:
    """The lines of a text file beside this one, each cut at its bars."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [tuple(part.strip() for part in line.split("|", columns - 1)) for line in lines if line[:1] not in ("#", "")]


TRUE = listed("true.txt", 2)
FALSE = listed("false.txt", 3)


@pytest.mark.parametrize(("name", "text"), TRUE)
def test_what_is_true_or_sourced_or_about_something_else_raises_no_alarm(name: str, text: str) -> None:
    assert doubts_of(text, measure(name)) == []


@pytest.mark.parametrize(("name", "found", "text"), FALSE)
def test_what_the_figures_do_not_bear_out_raises_an_alarm_that_names_it(name: str, found: str, text: str) -> None:
    assert found in {doubt.found for doubt in doubts_of(text, measure(name))}


def test_a_council_that_writes_38_complaints_for_31_is_told_so() -> None:
    row = measure("households", title="Complaints", value=31.0, previous=38.0)
    (doubt,) = doubts_of("We had 38 complaints.", row)
    assert (doubt.sentence, doubt.found, doubt.expected) == (
        "We had 38 complaints.",
        "38",
        "the figure 31, or a source",
    )


def test_a_reference_resolves_where_the_page_has_what_it_names() -> None:
    text = "See table 5, figure 2 and @fig-trend."
    labels = ["Table 5: Impact of risk and mitigation", "figure 2", "fig-trend"]
    assert doubts_of(text, measure("children"), labels=labels) == []
    assert [one.found for one in doubts_of(text, measure("children"), labels=["Table 6"])] == [
        "table 5", "figure 2", "fig-trend",
    ]  # fmt: skip


def test_a_date_promised_earlier_may_be_named() -> None:
    text = "We said it would be done by 31 December 2018."
    assert doubts_of(text, measure("children"), promise_dates=["2018-12-31"]) == []
    assert [one.found for one in doubts_of(text, measure("children"))] == ["31 December 2018"]


def test_an_introduction_may_name_any_measure_s_figures_and_count_measures_by_rating() -> None:
    results = view(CHILDREN, HOUSEHOLDS, MONEY)
    assert doubts_in_prose("78.3% and £1.24m. One of the 3 measures is red, and two measures are amber.", results) == []
    wrong = doubts_in_prose("We spent £12.4m. Three of 3 measures are red.", results)
    assert [one.found for one in wrong] == ["£12.4m", "Three"]


def test_an_introduction_that_names_a_measure_must_give_that_measure_s_figure() -> None:
    results = view(CHILDREN, HOUSEHOLDS, MONEY)
    assert doubts_in_prose("Households in bed and breakfast fell from 47 to 38.", results) == []
    wrong = doubts_in_prose("Households in bed and breakfast rose to 78.3.", results)
    assert {one.found for one in wrong} == {"rose", "78.3"}


@pytest.mark.parametrize("row", every_row(), ids=lambda row: row.ref)
def test_a_draft_sentence_raises_no_alarm(row: object) -> None:
    assert doubts_of(measure_sentence(row), row) == []


def test_headline_sentences_raise_no_alarm() -> None:
    results = results_fixture.results()
    for sentence in headline_sentences(results):
        assert doubts_in_prose(sentence, results) == []


SCRAPS = (  # noqa: SIM905 - a list of scraps reads best as words
    "38 from to £ % green rose target 2019/20 Q9 31 March [ ]( ) {{ }} two thirds point - – − . , \n | ![ ` 99/99/9999 "
    "hundred <script st table 1,2,3 the same more of in and 0 000000 may"
).split(" ")


@settings(max_examples=60)
@given(text=st.text(max_size=400) | st.lists(st.sampled_from(SCRAPS), max_size=60).map(" ".join))
def test_no_text_makes_the_check_fail(text: str) -> None:
    for row in every_row()[::4]:
        doubts_of(text, row)
    doubts_in_prose(text, view(CHILDREN, MONEY))


@settings(max_examples=60)
@given(
    value=st.floats(-1e7, 1e7), decimals=st.integers(0, 3), unit=st.sampled_from(["%", "£", "count", "days", "score"])
)
def test_a_figure_written_as_pages_write_it_is_accepted(value: float, decimals: int, unit: str) -> None:
    rounded = round(value, decimals)
    row = measure("households", value=rounded, unit=unit, decimals=decimals)
    assert doubts_of(f"It is {figure(rounded, unit, decimals)}.", row) == []


def test_every_figure_that_is_known_is_accepted_where_words_say_what_it_is() -> None:
    said = {
        "value": "It is", "previous": "Last quarter it was", "last_year": "A year ago it was",
        "target": "The target is", "outturn": "The outturn was", "intervention": "The intervention level is",
        "forecast": "The forecast is",
        "median": "The median of our neighbours is", "worked_forecast": "We expect it to reach",
        "worked_forecast_low": "The forecast is at least", "forecast_error": "Past forecasts were off by",
        "interval_low": "Allowing for chance, it is between", "interval_high": "Its confidence interval is to",
    }  # fmt: skip
    row = measure("children", worked_forecast=84.0, worked_forecast_low=81.5, forecast_error=1.2, interval_low=76.1,
                  interval_high=80.4)  # fmt: skip
    for one in known_figures(row):
        if one.kind in said:
            assert doubts_of(f"{said[one.kind]} {one.words}.", row) == [], one
    assert set(said) < ANY


@settings(max_examples=40)
@given(
    case=st.sampled_from([*TRUE, *((name, text) for name, _, text in FALSE if "](" not in text)]), seed=st.integers()
)
def test_emphasis_and_white_space_do_not_change_the_verdict(case: tuple[str, str], seed: int) -> None:
    name, text = case
    chance = random.Random(seed)
    words = [
        f"**{word}**"
        if word.isalpha() and chance.random() < 0.2
        else f"*{word}*"
        if word.isalpha() and chance.random() < 0.1
        else word
        for word in text.split(" ")
    ]
    spaced = "".join(word + chance.choice([" ", "  ", "\n", "\N{NO-BREAK SPACE}"]) for word in words).strip()
    row = measure(name)
    assert {one.found for one in doubts_of(spaced, row)} == {one.found for one in doubts_of(text, row)}


def test_twenty_thousand_words_are_read_sentence_by_sentence_and_piece_by_piece() -> None:
    row = measure("children")
    text = "It fell from 81.6% to 78.3% and more families came in July 2019, " * 1600
    assert len(text.split()) > 20_000
    assert [one.found for one in doubts_of(f"{text} and 99.9% too.", row)] == ["99.9%"]


def test_a_measure_whose_figure_is_withheld_gives_nothing_away() -> None:
    row = measure("households", value=float("nan"), state="suppressed", rag="", marker="c", rag_basis="suppressed")
    (doubt,) = doubts_of("There were 4 households.", row)
    assert doubt.expected == "a source, because a figure of this measure is not known here"


def test_the_rating_before_is_judged_by_the_levels_of_now_where_they_held_then() -> None:
    from helpers.narrate.prose.ratings import misrated

    class Row:
        def __init__(self, row: object) -> None:
            self.row = row

        target_profiled = False

        def __getattr__(self, name: str) -> object:
            return getattr(self.row, name)

    row = Row(measure("households"))
    assert list(misrated("It moved from red to amber.", row)) == []
    assert list(misrated("It moved from green to amber.", row)) == [("green", "Red, as the figure before is rated")]
    assert replace(view(HOUSEHOLDS), scope_name="x").scope_name == "x"
