"""Other councils' figures: national files, groups that name councils, councils that were formed and abolished."""

from __future__ import annotations

import pandas as pd
import pytest
from tiny import Tiny

from helpers.collect.benchmarks import read_benchmarks
from helpers.collect.council import read_council
from helpers.collect.framework import read_framework
from helpers.model.errors import Refused
from helpers.model.period import Period

GROUPS = """\
group,name,kind,area
neighbours,Our neighbours,neighbours,Easton
neighbours,Our neighbours,neighbours,Newland
west,South West,region,Easton
west,South West,region,Norton
england,England,country,*
"""
AREAS = """\
area,from,to,successor
Northland,,2018-19-q4,Newland
Southland,,2018-19-q4,Newland
"""
NATIONAL = """\
ref,period,area,value,numerator,denominator,marker
H2,2018-19-q4,Easton,1.1,11,10000,
H2,2018-19-q4,Northland,2.0,10,5000,
H2,2018-19-q4,Southland,1.0,20,20000,
H2,2019-20-q2,Easton,1.2,12,10000,
H2,2019-20-q2,Norton,3.4,,,
H2,2019-20-q2,Newland,1.3,,,
H2,2019-20-q2,Weston,,,,x
"""


@pytest.fixture
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A council with a national file that names no group, and groups that name its councils."""
    whole = Tiny.whole(tmp_path_factory.mktemp("tinytown"))
    whole.put("data/benchmarks/neighbours.csv", NATIONAL)
    whole.put("data/benchmarks/groups.csv", GROUPS)
    whole.put("data/benchmarks/areas.csv", AREAS)
    return whole


def read(tiny: Tiny, through: str = "2019-20-q2") -> pd.DataFrame:
    framework = read_framework(tiny.workspace, read_council(tiny.workspace))
    return read_benchmarks(tiny.workspace, framework, Period.parse(through))


def areas(rows: pd.DataFrame, group: str, period: str) -> list[tuple[str, str]]:
    """Who stands in a group in a period, and for whom."""
    found = rows[(rows["group"] == group) & (rows["period"].astype("str") == period)].sort_values("area")
    return list(zip(found["area"], found["part_of"], strict=True))


def test_a_row_without_a_group_belongs_to_every_group_that_names_its_council(tiny: Tiny) -> None:
    rows = read(tiny)
    assert areas(rows, "neighbours", "2019-20-q2") == [("Easton", ""), ("Newland", "")]
    assert areas(rows, "west", "2019-20-q2") == [("Easton", ""), ("Norton", "")]
    assert [area for area, _ in areas(rows, "england", "2019-20-q2")] == ["Easton", "Newland", "Norton", "Weston"]
    assert set(rows.loc[rows["group"] == "west", "group_name"]) == {"South West"}


def test_a_row_that_names_its_group_belongs_to_it_alone(tiny: Tiny) -> None:
    tiny.put("data/benchmarks/club.csv", "group,ref,period,area,value\nclub,H2,2019-20-q2,Sutton,1.4\n")
    rows = read(tiny)
    assert areas(rows, "club", "2019-20-q2") == [("Sutton", "")]
    assert "Sutton" not in set(rows.loc[rows["group"] != "club", "area"])


def test_before_it_was_formed_the_predecessors_of_a_council_stand_for_it(tiny: Tiny) -> None:
    rows = read(tiny)
    assert areas(rows, "neighbours", "2018-19-q4") == [("Easton", ""), ("Northland", "Newland"),
                                                      ("Southland", "Newland")]  # fmt: skip


def test_a_group_that_names_the_predecessors_holds_them_for_themselves(tiny: Tiny) -> None:
    rows = read(tiny)
    assert areas(rows, "england", "2018-19-q4") == [("Easton", ""), ("Northland", ""), ("Southland", "")]


def test_a_predecessor_that_is_left_out_of_a_file_is_missing_from_the_sum(tiny: Tiny) -> None:
    tiny.replace("data/benchmarks/neighbours.csv", "H2,2018-19-q4,Northland,2.0,10,5000,\n", "")
    rows = read(tiny)
    absent = rows[(rows["group"] == "neighbours") & (rows["area"] == "Northland")].iloc[0]
    assert (absent["part_of"], absent["marker"]) == ("Newland", "x")
    assert pd.isna(absent["value"])


def test_figures_of_a_council_that_was_not_there_are_left_out(tiny: Tiny) -> None:
    tiny.add("data/benchmarks/neighbours.csv", "H2,2018-19-q4,Newland,9.9,,,\nH2,2019-20-q2,Northland,9.9,,,\n")
    assert 9.9 not in set(read(tiny)["value"])


def test_a_neighbour_that_a_file_leaves_out_did_not_report(tiny: Tiny) -> None:
    tiny.replace("data/benchmarks/neighbours.csv", "H2,2019-20-q2,Newland,1.3,,,\n", "")
    rows = read(tiny)
    assert areas(rows, "neighbours", "2019-20-q2") == [("Easton", ""), ("Newland", "")]
    newland = rows[(rows["area"] == "Newland") & (rows["group"] == "neighbours")].iloc[0]
    assert newland["marker"] == "x"
    assert pd.isna(newland["value"])


def test_a_council_of_a_region_that_never_reports_a_measure_is_not_asked_for_it(tiny: Tiny) -> None:
    tiny.add("data/benchmarks/groups.csv", "west,South West,region,Weston\n")
    tiny.add("data/benchmarks/neighbours.csv", "H1,2019-20-q2,Easton,7,,,\n")
    rows = read(tiny)
    assert areas(rows[rows["ref"] == "H1"], "west", "2019-20-q2") == [("Easton", "")]
    assert areas(rows[rows["ref"] == "H2"], "west", "2019-20-q2") == [("Easton", ""), ("Norton", ""), ("Weston", "")]


def test_our_own_row_may_stand_in_a_national_file_and_a_group_may_name_us(tiny: Tiny) -> None:
    tiny.add("data/benchmarks/groups.csv", "west,South West,region,Tinytown Council\n")
    assert len(read(tiny))
    tiny.add("data/benchmarks/neighbours.csv", "H2,2019-20-q2,Tinytown Council,1.75,,,p\n")
    assert "Tinytown Council" in set(read(tiny)["area"])


def test_a_council_is_known_however_a_file_spells_and(tiny: Tiny) -> None:
    tiny.add("data/benchmarks/groups.csv", "west,South West,region,Bath and Wells\n")
    tiny.add(
        "data/benchmarks/neighbours.csv", "H2,2019-20-q2,Bath & Wells,1.4,,,\nH2,2019-20-q1,BATH  AND Wells,1,,,\n"
    )
    assert areas(read(tiny), "west", "2019-20-q2") == [("Bath and Wells", ""), ("Easton", ""), ("Norton", "")]
    assert ("Bath and Wells", "") in areas(read(tiny), "west", "2019-20-q1")


def test_a_unit_and_a_definition_that_are_the_measures_own_are_let_through(tiny: Tiny) -> None:
    tiny.put("data/benchmarks/club.csv", "group,ref,period,area,value,unit,definition\n"
             "club,H2,2019-20-q2,Sutton,1.4,Per 1,000 households,\n".replace("Per 1,000", '"Per 1,000').replace(
                 "households,", 'households",'))  # fmt: skip
    assert len(read(tiny)) > 0


def test_the_order_of_the_files_rows_never_matters(tiny: Tiny) -> None:
    columns = ["group", "ref", "period", "area", "value", "marker", "part_of"]
    forwards = read(tiny)[columns].sort_values(["group", "ref", "period", "area"], ignore_index=True)
    head, *lines = NATIONAL.splitlines()
    tiny.put("data/benchmarks/neighbours.csv", "\n".join([head, *reversed(lines)]) + "\n")
    backwards = read(tiny)[columns].sort_values(["group", "ref", "period", "area"], ignore_index=True)
    pd.testing.assert_frame_equal(forwards, backwards)


def test_groups_without_a_figure_are_no_reason_to_refuse_a_council_that_has_none_yet(tiny: Tiny) -> None:
    (tiny.root / "data/benchmarks/groups.csv").unlink()
    with pytest.raises(Refused, match="no column group"):
        read(tiny)
