"""First drafts say what happened, in plain English, with no figure typed by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import results_fixture
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.draft import draft
from helpers.narrate.placeholder import PLACEHOLDER, PLACEHOLDERS, resolved
from helpers.narrate.prose import doubts_of
from helpers.narrate.row import ResultRow, rows
from helpers.narrate.subject import subject
from helpers.publish.judging import judge_workspace

NAN = float("nan")
TWENTY = [
    "1",
    "2",
    "3",
    "5",
    "6",
    "10",
    "12",
    "14",
    "17",
    "18",
    "21",
    "22a",
    "27",
    "33",
    "35",
    "38",
    "42",
    "43",
    "46",
    "53",
]


@pytest.fixture(scope="module")
def demo(repository: Path) -> Results:
    return judge_workspace(Workspace.at(repository), Period.parse("2019-20-q2"), Pack.PUBLIC)


def a_row(**fields: object) -> ResultRow:
    made = results_fixture.row(**({"ref": "43", "title": "Arrears", "value": 9.0, "previous": 7.0} | fields))
    return cast("ResultRow", SimpleNamespace(**made))


def drafts(results: Results) -> Iterator[tuple[ResultRow, str]]:
    return ((row, made) for row in rows(results) if (made := draft(row)))


def test_the_drafts_of_twenty_measures_read_as_an_analyst_would_write_them(
    demo: Results, golden: SnapshotAssertion
) -> None:
    made = [f"{row.ref}. {resolved(text, row)}" for row, text in drafts(demo) if row.ref in TWENTY]
    assert len(made) == len(TWENTY)
    assert "\n\n".join(made) + "\n" == golden(name="twenty-drafts")


def test_neighbours_in_the_demo_are_not_worded_alike(demo: Results) -> None:
    wordings = [text.replace(subject(row.title, row.unit), "").lower() for row, text in drafts(demo)]
    assert [pair for pair in pairwise(wordings) if pair[0] == pair[1]] == []
    openings = [wording.split(". ")[0] for wording in wordings]
    assert [pair for pair in pairwise(openings) if pair[0] == pair[1]] == []


def test_no_draft_says_what_the_figures_do_not_bear_out(demo: Results) -> None:
    turns = [(cast("ResultRow", row._replace(ref=str(ref))), row) for row in rows(demo) for ref in range(12)]  # type: ignore[attr-defined]
    said = [(resolved(draft(turn), row), row) for turn, row in turns]
    assert [doubt for text, row in said for doubt in doubts_of(text, row)] == []


def test_a_draft_is_the_same_each_time_and_another_next_quarter() -> None:
    assert draft(a_row()) == draft(a_row())
    assert draft(a_row()) != draft(a_row(period="2019-20-q3"))


@pytest.mark.parametrize("state", ["not due", "missing", "suppressed", "unavailable"])
def test_where_there_is_nothing_to_say_there_is_no_draft(state: str) -> None:
    assert draft(a_row(state=state, value=3.0)) == ""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "Households in bed and breakfast", "value": 0.0}, "from 7 to 0 in Q2 2019/20"),
        ({"value": 7.0, "direction": "No change"}, "stayed at 7 in Q2 2019/20."),
        ({"previous": NAN}, "In Q2 2019/20, arrears stood at 9, the first figure that we have."),
        ({"unit": "£", "value": -3000.0, "previous": 500.0}, "fell from £500 to −£3,000"),
        ({"unit": "days", "value": 1.0, "previous": 2.0}, "fell from 2 days to 1 day"),
        ({"unit": "%", "decimals": 1, "value": 9.3}, "rose by 2.3 percentage points to 9.3%"),
        ({"unit": "per 1,000 households", "decimals": 2}, "rose to 9.00 per 1,000 households"),
        ({"basis": "rolling-12"}, "from 7 to 9 in the year to the end of Q2 2019/20"),
        ({"basis": "cumulative", "same_period_last_year": 12.0}, "down from 12 a year before"),
        ({"basis": "cumulative", "same_period_last_year": 9.0}, "the same as a year before"),
        ({"direction": "Worsening"}, "rose from 7 to 9 in Q2 2019/20, which is worse."),
        ({"direction": "Increasing"}, "rose from 7 to 9 in Q2 2019/20."),
        ({"rag": "Green", "target": 9.0}, "exactly"),
        ({"rag": "Green", "target": 10.0, "direction": "Worsening"}, "still"),
        ({"rag": "Amber", "target": 8.0}, "just short of the target of 8."),
        ({"rag": "Red", "target": 5.0}, "off target"),
        ({"rag": "Amber", "target_low": 2.0, "target_high": 6.0}, "just outside the target range of 2 to 6."),
        ({"rag": "Green", "rag_basis": "assessed"}, "judgement"),
        ({"marker": "p"}, "The figure is provisional."),
        ({"previous_marker": "r"}, "The figure for Q1 2019/20 has been revised."),
        ({"benchmark_rank": 3.0, "benchmark_n": 9.0}, "Among the 9 councils compared, that ranks 3rd."),
    ],
)
def test_a_draft_follows_the_result(fields: dict[str, object], said: str) -> None:
    turns = [a_row(**({"ref": str(ref)} | fields)) for ref in range(30)]
    assert any(said in resolved(draft(row), row) for row in turns), resolved(draft(turns[0]), turns[0])


@pytest.mark.parametrize(
    ("title", "unit", "words"),
    [
        ("Households in bed and breakfast", "count", "the number of households in bed and breakfast"),
        ("Staff turnover", "%", "staff turnover"),
        ("Time taken to let a council home again", "days", "time taken to let a council home again"),
        ("Repeat child protection plans", "%", "repeat child protection plans"),
        ("Calls answered within one minute", "%", "the share of calls answered within one minute"),
        ("Council tax collected", "%", "the share of council tax collected"),
        ("% of calls answered", "%", "the percentage of calls answered"),
        ("Number of Complaints", "count", "the number of complaints"),
        ("% Garden waste invoices sent out on time", "%", "the percentage of garden waste invoices sent out on time"),
        ("% uptime of key systems", "%", "uptime of key systems"),
        ("Percentage of Council Tax collected", "%", "the percentage of Council Tax collected"),
        ("Quality of call handling in a sample", "%", "quality of call handling in a sample"),
        ("Days lost to sickness (Cumulative)", "days", "days lost to sickness"),
        ("Homeless households per 1,000 households", "per 1,000 households", "homeless households"),
        ("GCSE results: boys", "points", "GCSE results (boys)"),
        ("Anti-social behaviour", "count", "anti-social behaviour"),
        ("A roads in need of repair", "%", "the share of A roads in need of repair"),
        ("Arrears *of* <b>rent</b> {{ value }}", "£", r"arrears \*of\* \<b\>rent\</b\> \{\{ value \}\}"),
    ],
)
def test_a_title_becomes_the_subject_of_a_sentence(title: str, unit: str, words: str) -> None:
    assert subject(title, unit) == words


TITLES = st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=1, max_size=9).map(" ".join)
FIGURES = st.one_of(st.just(NAN), st.just(0.0), st.floats(-1e6, 1e6).map(lambda value: round(value, 1) + 0.0))
ROWS = st.builds(
    a_row,
    ref=st.from_regex(r"[A-Z]{0,3}-?[0-9]{0,3}[a-c]?", fullmatch=True),
    title=TITLES,
    unit=st.sampled_from(["%", "£", "count", "days", "points", "per 1,000 households", "out of 24"]),
    decimals=st.just(1),
    basis=st.sampled_from(["period", "cumulative", "rolling-12", "snapshot"]),
    state=st.sampled_from(["reported"] * 4 + ["missing", "suppressed"]),
    marker=st.sampled_from(["", "p", "e", "r"]),
    previous_marker=st.sampled_from(["", "r"]),
    rag=st.sampled_from(["Green", "Amber", "Red", ""]),
    rag_basis=st.sampled_from(["rule", "override", "assessed", "no target"]),
    direction=st.sampled_from(["Improving", "Worsening", "Increasing", "Decreasing", ""]),
    **dict.fromkeys(
        ["value", "previous", "same_period_last_year", "target", "target_low", "target_high", "forecast"], FIGURES
    ),
    benchmark_rank=st.sampled_from([NAN, 3.0]),
    benchmark_n=st.just(9.0),
)


@given(ROWS)
def test_every_draft_is_one_to_three_whole_sentences_without_a_figure_of_its_own(row: ResultRow) -> None:
    made = draft(row)
    if not made:
        assert row.state != "reported" or math.isnan(row.value)
        return
    assert made.endswith(".")
    assert made[0].isupper()
    assert "  " not in made
    assert "<" not in made
    assert 1 <= len(re.findall(r"\.(?: |$)", made)) <= 3
    assert not re.search(r"\d", PLACEHOLDER.sub("", made))


@given(ROWS)
def test_every_placeholder_of_a_draft_is_known_and_has_a_figure(row: ResultRow) -> None:
    made = draft(row)
    names = set(PLACEHOLDER.findall(made))
    assert names <= PLACEHOLDERS.keys()
    assert names or not made
    assert "{{" not in resolved(made, row)
