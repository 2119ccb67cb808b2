"""What a measure's page says of the time before, and the figures it gives away."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tiny import Q2, Tiny

from helpers.model.council import Pack
from helpers.model.results import Results
from helpers.present.commentary import measure_commentary
from helpers.present.measure_data import measure_data
from helpers.present.measure_past import measure_changes
from helpers.publish.judging import judge_workspace

SENSITIVE = "Households in bed and breakfast,count,0,lower,quarterly,housing,homes,good-homes,Head of Housing,"


def shown(part: object) -> str:
    """Everything that a part shows."""
    return "\n".join("".join(data.values()) for data, _ in part.bundles())  # type: ignore[attr-defined]


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    made = Tiny.whole(tmp_path)
    made.replace(
        "data/returns/2019-20-q1/all.csv", "H1,2019-20-q1,81,,,,", "H1,2019-20-q1,81,,,,We placed {{ value }}."
    )
    made.replace("data/returns/2019-20-q1/all.csv", "A1,2019-20-q1,79.0,79,100,,",
                 "A1,2019-20-q1,79.0,79,100,,Two reviewers left.")  # fmt: skip
    return made


def results(tiny: Tiny, pack: Pack = Pack.PUBLIC) -> Results:
    return judge_workspace(tiny.workspace, Q2, pack)


def test_earlier_words_stand_below_those_of_now_with_their_period(tiny: Tiny) -> None:
    said = shown(measure_commentary(results(tiny).measure("A1")))
    assert said.index("Two more reviewers started in July.") < said.index("<dt>Q1 2019/20</dt>")
    assert "Two reviewers left." in said


def test_a_placeholder_of_then_has_the_figure_of_then(tiny: Tiny) -> None:
    assert "We placed 81." in shown(measure_commentary(results(tiny).measure("H1")))


def test_words_that_name_what_is_no_longer_known_are_left_out(tiny: Tiny) -> None:
    tiny.replace("data/returns/2019-20-q1/all.csv", "{{ value }}", "{{ value }} and ranked {{ rank }}")
    assert "We placed" not in shown(measure_commentary(results(tiny).measure("H1")))


def test_nothing_that_was_said_of_a_figure_now_withheld_is_repeated(tiny: Tiny) -> None:
    tiny.replace(
        "data/framework/measures.csv", "owner_role,benchmark_group\n", "owner_role,benchmark_group,sensitive\n"
    )
    tiny.replace("data/framework/measures.csv", f"H1,{SENSITIVE}", f"H1,{SENSITIVE},yes")
    tiny.replace("data/returns/2019-20-q1/all.csv", "H1,2019-20-q1,81,,,,We placed {{ value }}.",
                 "H1,2019-20-q1,4,,,,We placed four.")  # fmt: skip
    assert "We placed four." not in str(results(tiny).said_before["text"].tolist())
    assert "We placed four." in str(results(tiny, Pack.SERVICE).said_before["text"].tolist())


def test_a_draft_that_nobody_took_was_never_said(tiny: Tiny) -> None:
    assert results(tiny).said_before["ref"].tolist() == ["A1", "H1"]


def test_what_has_changed_about_a_measure_is_told_the_newest_first(tiny: Tiny) -> None:
    tiny.replace("data/framework/measures.csv", "owner_role,benchmark_group\n", "owner_role,benchmark_group,from,to\n")
    tiny.replace("data/framework/measures.csv", "A1,Reviews on time,%,1,higher,quarterly,adults,care,,Head of Care,\n",
                 "A1,Reviews on time,%,1,higher,quarterly,adults,care,,Head of Care,,2019-20-q1,\n"
                 "A1,Reviews,%,1,higher,quarterly,adults,care,,Head of Reviews,,,2018-19-q4\n")  # fmt: skip
    tiny.add("data/framework/targets.csv", "A1,2018-19,78,75\nA1,2020-21,85,80\n")
    told = results(tiny).measure("A1").amendments[["since", "what", "before", "after"]]
    assert set(map(tuple, told.itertuples(index=False))) == {
        ("2019/20", "Target for the year", "78.0%, red beyond 75.0%", "80.0%, red beyond 75.0%"),
        ("Q1 2019/20", "Name", "Reviews", "Reviews on time"),
        ("Q1 2019/20", "Who answers for it", "Head of Reviews", "Head of Care"),
    }
    assert "From “Head of Reviews” to “Head of Care”." in shown(measure_changes(results(tiny).measure("A1")))


def test_a_break_and_a_fresh_usual_range_are_told_with_their_reasons(tiny: Tiny) -> None:
    tiny.replace("data/returns/2019-20-q2/all.csv", "H1,2019-20-q2,68,,,,", "H1,2019-20-q2,68,,,b,")
    tiny.put("data/framework/rebases.csv", "ref,period,reason,role,date\n"
             "H1,2019-20-q2,A new system counts them.,Head of Housing,2019-09-01\n")  # fmt: skip
    told = results(tiny).measure("H1").amendments
    assert set(told["what"]) == {"Break in the series", "Usual range worked out afresh"}
    assert "A new system counts them. Decided by the Head of Housing, 1 September 2019." in told["why"].tolist()


def test_every_figure_stands_in_a_table_beside_its_download(tiny: Tiny) -> None:
    said = shown(measure_data(results(tiny).measure("A1")))
    assert "(</data/measures/A1.csv>)" in said
    assert said.index("Q2 2019/20") < said.index("Q1 2019/20")
    assert '<td data-label="Counted" class="num">163</td>' in said


def test_a_measure_without_figures_offers_those_of_the_others(edition: Results) -> None:
    said = shown(measure_data(edition.measure("CS-06")))
    assert "/data/measures/" not in said
    assert "/data/results.csv" in said


def test_a_measure_of_which_nothing_changed_says_nothing_of_it(edition: Results) -> None:
    assert measure_changes(edition.measure("43")).bundles() == []
    assert isinstance(edition.amendments, pd.DataFrame)
