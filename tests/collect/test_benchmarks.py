"""Other councils' figures: national files, groups that name councils, councils that were formed and abolished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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


def test_groups_are_found_where_data_is_a_link_to_a_folder_elsewhere(
    tiny: Tiny, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here = read(tiny)
    shared = tmp_path_factory.mktemp("shared-drive") / "data"
    (tiny.root / "data").rename(shared)
    (tiny.root / "data").symlink_to(shared)
    pd.testing.assert_frame_equal(read(tiny), here)


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


def test_councils_whose_place_we_took_are_no_peers_of_ours(tiny: Tiny) -> None:
    tiny.put("data/benchmarks/areas.csv", AREAS.replace("Newland", "TINYTOWN council"))
    tiny.replace("data/benchmarks/groups.csv", "neighbours,Our neighbours,neighbours,Newland",
                 "neighbours,Our neighbours,neighbours,Northland")  # fmt: skip
    rows = read(tiny)
    assert areas(rows, "england", "2018-19-q4") == areas(rows, "neighbours", "2018-19-q4") == [("Easton", "")]


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


NATIONAL_FILE = "data/benchmarks/england.parquet"
FIGURES = st.one_of(
    st.none(), st.integers(0, 10**6).map(lambda number: number / 100), st.sampled_from([-1.5, 1e-7, 3, 1_234_567.0])
)
ROWS = st.lists(
    st.fixed_dictionaries({
        "group": st.sampled_from(["", "", "club"]), "ref": st.sampled_from(["H2", "H2", "A1", " H2"]),
        "period": st.sampled_from(["2018-19-q4", "2019-20-q1", "2019-20-q2", "2019-20-q3", " 2019-20-Q2"]),
        "area": st.sampled_from(["Easton", "EASTON", "Norton", "Northland", "Southland", "Newland", "Tinytown Council",
                                 "Weston & Hill"]),
        "value": st.one_of(st.none(), st.integers(0, 1000).map(lambda number: number / 10)),
        "numerator": st.one_of(st.none(), st.integers(0, 50)), "denominator": FIGURES.map(lambda x: x and abs(x)),
        "marker": st.sampled_from(["", "", "p", "[E]"]),
    }),
    min_size=1, unique_by=lambda row: tuple(str(row[name]).strip().lower() for name in ("ref", "period", "area")),
)  # fmt: skip
"""Rows in any of which nothing is wrong."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A council whose national file each example writes anew."""
    whole = Tiny.whole(tmp_path_factory.mktemp("england [1974]"))
    whole.put("data/benchmarks/groups.csv", GROUPS.replace("england,England,country,*\n", ""))
    whole.put("data/benchmarks/areas.csv", AREAS)
    return whole


def only(tiny: Tiny, name: str, write: Callable[[Any], object]) -> None:
    """Make one file the only one that holds other councils' figures."""
    for file in ("neighbours.csv", "england.csv", "england.parquet"):
        (tiny.root / "data/benchmarks" / file).unlink(missing_ok=True)
    write(tiny.root / name)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, everyone=st.booleans(), as_text=st.booleans())
def test_the_same_rows_give_the_same_peers_as_csv_and_as_parquet(
    shared: Tiny, rows: list[dict[str, Any]], everyone: bool, as_text: bool
) -> None:
    known = [{"ref": "H2", "period": "2016-17-q1", "area": area} for area in ("Easton", "Norton", "Newland")]
    frame = pd.DataFrame([*rows, *known]).fillna({"group": "", "marker": ""})
    shared.put("data/benchmarks/groups.csv", GROUPS if everyone else GROUPS.replace("england,England,country,*\n", ""))
    only(shared, "data/benchmarks/england.csv", lambda path: frame.to_csv(path, index=False))
    from_csv = read(shared)
    if as_text:
        frame = frame.assign(numerator=[f"{number:,}" if number == number else "" for number in frame["numerator"]])
    only(shared, NATIONAL_FILE, lambda path: frame.to_parquet(path, index=False))
    pd.testing.assert_frame_equal(read(shared), from_csv)


def national(tiny: Tiny, *rows: str) -> None:
    """Write a national file: ref, period, area and value."""
    cells = [row.split(",") for row in ("H2,2019-20-q2,Easton,1.2", "H2,2019-20-q2,Norton,3.4", *rows)]
    frame = pd.DataFrame(cells, columns=["ref", "period", "area", "value"]).astype({"value": "float64"})
    frame.to_parquet(tiny.root / NATIONAL_FILE, index=False)


def test_measures_and_periods_of_a_national_file_that_are_not_ours_are_left_where_they_are(tiny: Tiny) -> None:
    (tiny.root / "data/benchmarks/neighbours.csv").unlink()
    national(tiny, "H2,2019-20-q2,Newland,1.3", "XX9,the year of the Flood,Nobody,1e300", "H2,2019-20-q3,Norton,1e300")
    rows = read(tiny)
    assert set(rows["ref"]) == {"H2"}
    assert set(rows["value"].dropna()) == {1.2, 1.3, 3.4}


def test_a_council_that_a_national_file_holds_is_known_though_none_of_its_rows_is_read(tiny: Tiny) -> None:
    tiny.add("data/benchmarks/groups.csv", "west,South West,region,Hilton\n")
    with pytest.raises(Refused, match="Hilton"):
        read(tiny)
    (tiny.root / "data/benchmarks/neighbours.csv").unlink()
    national(tiny, "XX9,2019-20-q2,Hilton,5", "XX9,2019-20-q2,Newland,5", "H2,2019-20-q2,Northland,5",
             "H2,2019-20-q2,Southland,5")  # fmt: skip
    assert "Hilton" not in set(read(tiny)["area"])


def test_a_number_that_a_person_wrote_is_read_as_a_number_among_plain_ones(tiny: Tiny) -> None:
    tiny.replace("data/benchmarks/neighbours.csv", "Easton,1.2,12,10000", 'Easton,1.20,12,"10,000"')
    row = read(tiny).query("area == 'Easton' and group == 'west' and denominator == 10000")
    assert row["value"].tolist() == [1.1, 1.2]
