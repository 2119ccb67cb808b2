"""The framework as it is read: names and aliases, tolerances, changes over time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny import Tiny

from helpers.collect.benchmarks import read_benchmarks
from helpers.collect.council import read_council
from helpers.collect.framework import read_framework
from helpers.collect.returns import read_returns
from helpers.model.framework import Framework
from helpers.model.period import Period

MEASURES, TARGETS = "data/framework/measures.csv", "data/framework/targets.csv"


def framework(tiny: Tiny) -> Framework:
    return read_framework(tiny.workspace, read_council(tiny.workspace))


@pytest.mark.parametrize("name", ["care", "Care at Home", "Home Care", "HOME CARE"])
def test_a_service_is_known_by_its_key_its_name_and_its_aliases(tiny: Tiny, name: str) -> None:
    tiny.replace(MEASURES, "adults,care", f"adults,{name}")
    assert framework(tiny).measures[0].service == "care"


@pytest.mark.parametrize(
    ("polarity", "row", "level"),
    [("higher", "80,5,unit", 75), ("higher", "80,5,percent", 76),
     ("lower", "80,5,unit", 85), ("lower", "80,5,percent", 84),
     ("higher", "80,5,", 75), ("higher", "-80,5,percent", -84), ("higher", "80,0,unit", 80)],
)  # fmt: skip
def test_a_tolerance_becomes_an_intervention_level(tiny: Tiny, polarity: str, row: str, level: float) -> None:
    tiny.replace(MEASURES, "%,1,higher", f"%,1,{polarity}")
    tiny.put(TARGETS, f"ref,period,target,tolerance,tolerance_basis\nA1,2019-20,{row}\n")
    assert framework(tiny).targets[0].intervention == Decimal(level)


def test_a_tolerance_of_a_range_becomes_a_level_on_either_side(tiny: Tiny) -> None:
    tiny.replace(MEASURES, "%,1,higher", "%,1,range")
    tiny.put(TARGETS, "ref,period,low,high,tolerance,tolerance_basis\nA1,2019-20,100,200,5,percent\n")
    target = framework(tiny).targets[0]
    assert (target.intervention_low, target.intervention_high) == (95, 210)


def test_the_framework_is_read_as_at_a_period(tiny: Tiny) -> None:
    tiny.put(
        MEASURES,
        "ref,title,unit,polarity,directorate,from,to\nA1,Old words,%,higher,adults,,2018-19\n"
        "A1,New words,%,higher,adults,2019-20-q1,\nH1,B&B,count,lower,housing,,\nH2,TA,%,lower,housing,2019-20-q3,\n",
    )
    whole = framework(tiny)

    def titles(period: str) -> list[str]:
        return [measure.title for measure in whole.as_at(Period.parse(period)).measures]

    assert titles("2018-19-q4") == ["Old words", "B&B"]
    assert titles("2019-20-q1") == ["New words", "B&B"]
    assert titles("2019-20-q3") == ["New words", "B&B", "TA"]


def test_a_years_target_2010_11_is_a_year_for_a_measure_without_months(tiny: Tiny) -> None:
    tiny.put(TARGETS, "ref,period,target\nA1,2010-11,80\nA1,2019-20-q2,81\n")
    assert [str(target.period.kind) for target in framework(tiny).targets] == ["year", "quarter"]


def test_a_measure_that_left_the_framework_may_stand_in_an_old_return(tiny: Tiny) -> None:
    tiny.add(MEASURES, "A9,Dropped,%,1,higher,quarterly,adults,care,,Head of Care,\n")
    tiny.replace(MEASURES, "benchmark_group\n", "benchmark_group,to\n")
    text = (tiny.root / MEASURES).read_text(encoding="utf-8")
    tiny.put(MEASURES, text.replace("Head of Care,\n", "Head of Care,,\n").replace("Care,,\n", "Care,,2019-20-q1\n"))
    tiny.add("data/returns/2019-20-q1/all.csv", "A9,2019-20-q1,5,,,,\n")
    assert "A9" in set(read_returns(tiny.workspace, framework(tiny), Period.parse("2019-20-q2"))["ref"])


def test_later_returns_and_later_benchmarks_are_not_opened_for_an_earlier_edition(tiny: Tiny) -> None:
    tiny.put("data/returns/2019-20-q3/all.csv", "rubbish")
    tiny.add("data/benchmarks/neighbours.csv", "neighbours,H2,2019-20-q3,Easton,9,\n")
    held, about = framework(tiny), Period.parse("2019-20-q2")
    assert len(read_returns(tiny.workspace, held, about)) == 6
    assert read_benchmarks(tiny.workspace, held, about)["value"].max() == 3.4


def test_a_council_that_did_not_report_keeps_its_marker(tiny: Tiny) -> None:
    peers = read_benchmarks(tiny.workspace, framework(tiny), Period.parse("2019-20-q2"))
    assert peers.set_index("area").loc["Sutton", "marker"] == "x"


def test_markers_of_a_return_are_kept_as_they_came(tiny: Tiny) -> None:
    tiny.replace("data/returns/2019-20-q2/all.csv", "1.75,,,p", "1.75,,,[p] E b")
    rows = read_returns(tiny.workspace, framework(tiny), Period.parse("2019-20-q2"))
    assert "p e b" in set(rows["marker"])


def test_where_a_figure_came_from_travels_with_it(tiny: Tiny) -> None:
    tiny.put(
        "data/returns/2019-20-q2/all.csv.origin.yml",
        "supplied_by: Head of Care\nsystem: Mosaic\nreceived: 2019-10-11\n",
    )
    rows = read_returns(tiny.workspace, framework(tiny), Period.parse("2019-20-q2"))
    row = rows[(rows["ref"] == "H1") & rows["received"].ne("")].iloc[0]
    assert (row["source_file"], row["source_row"]) == ("data/returns/2019-20-q2/all.csv", 3)
    assert (row["supplied_by"], row["system"], row["received"]) == ("Head of Care", "Mosaic", "2019-10-11")
    assert len(row["source_hash"]) == 64


def test_a_measure_tells_about_goals_and_characteristics_in_one_order_however_they_are_written(tiny: Tiny) -> None:
    tiny.put(
        MEASURES,
        "ref,title,unit,polarity,directorate,sdg,equality\nA1,A,%,higher,adults,10; 3;1,Disability ;  AGE\n"
        "H1,B,count,lower,housing,,\nH2,C,%,lower,housing,16,sex\n",
    )
    read = framework(tiny).measures
    assert [measure.sdg for measure in read] == [(1, 3, 10), (), (16,)]
    assert [list(map(str, measure.equality)) for measure in read] == [["age", "disability"], [], ["sex"]]


def test_what_names_its_outcome_alone_stands_under_that_outcomes_priority(tiny: Tiny) -> None:
    tiny.put(MEASURES, "ref,title,unit,polarity,directorate,outcome\nA1,A,%,higher,adults,\n"
             "H1,B,count,lower,housing,no-shared-rooms\nH2,C,%,lower,housing,\n")  # fmt: skip
    tiny.put("data/framework/actions.csv", "key,title,outcome\na-1,Lease homes,no-shared-rooms\na-2,Other,\n")
    held = framework(tiny)
    assert [measure.priority for measure in held.measures] == ["", "good-homes", ""]
    assert [action.priority for action in held.actions] == ["good-homes", ""]
