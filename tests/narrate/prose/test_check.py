"""What the check of prose raises an alarm for, and what it leaves alone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import results_fixture
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.narrate.figure import figure
from helpers.narrate.prose import doubts_in_prose, doubts_of
from helpers.narrate.prose.figures import ANY, known_figures
from helpers.narrate.sentences import headline_sentences, measure_sentence

from .readings import CHILDREN, HOUSEHOLDS, MONEY, every_row, measure, view

TRUE = [
    ("children", "The figure was 78.3%, against 85.8% a year ago and a target of 88%."),
    ("children", "In Q1 2019/20 it was 81.6%, and 78.3% in quarter 2."),
    ("children", "At 78.3 per cent we are 9.7 percentage points short of the target."),
    ("children", "Performance fell by 3.3 percentage points. It is 3.3 points lower than last quarter."),
    ("children", "383 of 489 assessments were on time, so 106 were late, which is 21.7%."),
    ("children", "We rank 7th of 9 neighbours; their median is 84%."),
    ("children", "We are ranked 7th out of 9 councils."),
    ("children", "More than three quarters of assessments were on time: over 78%."),
    ("children", "It is Red now, and the forecast is Amber."),
    ("children", "We expect the year to end at 83%, which is better but still short of the target."),
    ("children", "The law allows 45 working days, and we plan for the 45 working days that it allows."),
    ("children", "New staff start on 30 November 2019, and the backlog will be gone by 31 March."),
    ("children", "Children aged 16 and 17 wait longest; Year 11 pupils are seen first, at 9am, under section 47."),
    ("children", "COVID-19 and the A38 closure (S106 works) had no effect on the 16 to 18 year olds."),
    ("children", "The England average is 83.2% (source: DfE, 2019)."),
    ("children", "In England it was 83.2%. (Source: DfE, 2019.)"),
    ("children", "According to the national return, 83.2% were on time in 2018."),
    ("children", "[Ofsted](https://example.org/2018) found 12 cases in 2017."),
    ("children", "It is on our list: https://example.org/2011/38."),
    ("children", "The number of referrals rose over the summer. More families asked for help."),
    ("children", "We have improved supervision, with more checks. A rise in referrals matters."),
    ("children", "Staff are working harder to meet the target. Once posts are filled we should meet our target."),
    ("children", "The target is unchanged. We did not meet the target. The target was missed."),
    ("children", "This is below target, and performance has worsened. It has not improved."),
    ("children", "It was amber last quarter and remains red."),
    ("children", "Fewer assessments were finished on time than last quarter."),
    ("children", "In Q2 2018/19 the figure was 85.8%. The outturn for 2018/19 was 86.1%."),
    ("children", "This is the third quarter in a row below target. Two of the five teams are short of staff."),
    ("children", "Early help costs more, red tape is less, and the Green Lane hub is open."),
    ("children", "For further information see the plan. The inspection is in July, and again in the spring of 2020."),
    ("children", "<script>alert(1)</script><b>78.3%</b> is shown as it is typed."),
    ("households", "Households fell from 47 to 38: 9 fewer, a fall of 19%."),
    ("households", "The number of households in bed and breakfast fell from forty-seven to thirty-eight."),
    ("households", "It is 8 above the target of 30. Numbers are down. The number is still above target."),
    ("households", "38 households, compared with 47 last quarter and 45 a year ago. It is lower than a year ago."),
    ("households", "Nearly 40 households were placed. Fewer than 40 is better than last year."),
    ("households", "Private rents rose and more landlords left the market. The higher court rejected the claim."),
    ("households", "No household stayed longer than six weeks. A rose garden opened. We used bed and breakfast less."),
    ("households", "(1) There are 38 households; (2) the target is 30."),
    ("money", "The forecast overspend is £1.24m, down from £1.48 million. It fell by £240,000."),
    ("money", "Last year's outturn was an underspend of £210,000."),
    ("money", "Savings should bring it to £450,000, inside the range of −£500,000 to £500,000."),
    ("homes", "171 homes were finished by September, one fewer than at this point last year."),
    ("homes", "171 homes, down from 172 a year ago. The forecast is 405. The number rose from 74 to 171."),
    ("rate", "The rate rose from 7.5 to 8.9 per 100,000 adults a day. It rose by 1.4, or 19%. Delays rose."),
    ("days", "Claims took 18.6 days, the quickest for three years and 1.8 days less than last quarter."),
    ("days", "The time fell from 20.4 to 18.6 days, well inside the target of 20 days. We reply within two days."),
]  # fmt: skip

FALSE = [
    ("children", "The figure was 87.3%.", "87.3%"),
    ("children", "The target of 78.3% was missed.", "78.3%"),
    ("children", "It rose from 81.6% to 78.3%.", "rose"),
    ("children", "It fell from 78.3% to 81.6%.", "78.3%"),
    ("children", "Performance improved.", "improved"),
    ("children", "Performance is better than a year ago.", "better"),
    ("children", "More assessments were finished on time.", "More"),
    ("children", "In Q1 2019/20 it was 78.3%.", "78.3%"),
    ("children", "In Q3 2018/19 it was 85.8%.", "Q3 2018/19"),
    ("children", "It was 85.8% in 2016/17.", "2016/17"),
    ("children", "It has been so since 2016.", "2016"),
    ("children", "New staff start on 15 December 2019.", "15 December 2019"),
    ("children", "New staff start on 32 November 2019.", "32 November 2019"),
    ("children", "A year ago it was 81.6%.", "81.6%"),
    ("children", "We rank 2nd of 9.", "2nd"),
    ("children", "It fell by 5.2 percentage points.", "5.2 percentage points"),
    ("children", "It rose by 3.3 percentage points.", "3.3 percentage points"),
    ("children", "The forecast is 88%.", "88%"),
    ("children", "384 of 489 were on time.", "384"),
    ("children", "We had 12 vacancies, or twelve posts.", "12"),
    ("children", "We had twelve vacancies.", "twelve"),
    ("children", "The England average is 83.2%.", "83.2%"),
    ("children", "Half of the assessments were on time.", "Half of"),
    ("children", "It takes 78.3 days.", "78.3"),
    ("children", "It is −78.3%.", "−78.3%"),
    ("children", "The measure is green.", "green"),
    ("children", "It is no longer red.", "red"),
    ("children", "We expect to be green by the year end.", "green"),
    ("children", "We met the target.", "met the target"),
    ("children", "We are above target.", "above target"),
    ("children", "It is just short of target.", "just short of target"),
    ("children", "See table 76 for it.", "table 76"),
    ("children", "It was {{ valeu }}.", "{{ valeu }}"),
    ("children", "![](bins.png)", "an image without words"),
    ("children", "![image.png](attachment:image.png)", "an image without words"),
    ("households", "There were 47 households in bed and breakfast this quarter.", "47"),
    ("households", "It is 12 fewer than last quarter.", "12"),
    ("households", "38 households, the highest for three years.", "the highest for"),
    ("households", "Down from 45.", "45"),
    ("households", "From forty-seven to thirty-seven.", "thirty-seven"),
    ("money", "It is £12.4m.", "£12.4m"),
    ("money", "It is £1.25m.", "£1.25m"),
    ("homes", "More homes were built than last year.", "More"),
    ("homes", "We beat the profile of 190.", "beat the profile"),
    ("rate", "It is 8.9%.", "8.9%"),
    ("rate", "It is 8.9 per 10,000 adults.", "10,000"),
    ("days", "It took 18.6 weeks.", "18.6"),
    ("days", "It took 1.8 days more than last quarter.", "1.8"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), TRUE)
def test_what_is_true_or_sourced_or_about_something_else_raises_no_alarm(name: str, text: str) -> None:
    assert doubts_of(text, measure(name)) == []


@pytest.mark.parametrize(("name", "text", "found"), FALSE)
def test_what_the_figures_do_not_bear_out_raises_an_alarm_that_names_it(name: str, text: str, found: str) -> None:
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
        "median": "The median of our neighbours is",
    }  # fmt: skip
    row = measure("children")
    for one in known_figures(row):
        if one.kind in said:
            assert doubts_of(f"{said[one.kind]} {one.words}.", row) == [], one
    assert set(said) < ANY


@settings(max_examples=40)
@given(
    case=st.sampled_from([*TRUE, *((name, text) for name, text, _ in FALSE if "](" not in text)]), seed=st.integers()
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
