"""A foreign file is read as it stands, beside its mapping and without code for one council."""

from __future__ import annotations

import pytest
from tiny import Tiny

from helpers.collect.council import read_council
from helpers.collect.framework import read_framework
from helpers.collect.returns import read_returns
from helpers.model.period import Period

FOLDER = "data/returns/2019-20-q2"
EXPORT = "Indicator;Quarter;Area;Number\nBB;2019-Q3;Tinytown;68\nBB;2019-Q3;Easton;12\nTA;2019-Q3;Tinytown;..\n"
MAPPING = """\
file: export.csv
encoding: cp1252
where: {Area: Tiny*}
rows:
  - as: returns
    cells:
      ref: {column: Indicator, words: {BB: H1, TA: H2}}
      period: {column: Quarter, form: calendar-quarter}
      value: {column: Number, markers: {"..": x}}
"""


def foreign(tiny: Tiny, mapping: str = MAPPING, export: str = EXPORT) -> list[tuple[str, str, str, str, int]]:
    (tiny.root / FOLDER / "all.csv").unlink(missing_ok=True)
    tiny.put(f"{FOLDER}/export.csv", export.replace(";", ",").encode("cp1252"))
    tiny.put(f"{FOLDER}/export.mapping.yml", mapping)
    rows = read_returns(
        tiny.workspace, read_framework(tiny.workspace, read_council(tiny.workspace)), Period.parse("2019-20-q2")
    )
    mine = rows[rows["source_file"] == "export.csv"]
    return [
        (row["ref"], str(row["period"]), f"{row['value']:g}", row["marker"], row["source_row"])
        for _, row in mine.iterrows()
    ]


def test_a_foreign_file_beside_its_mapping_is_read_by_the_mapping_alone(tiny: Tiny) -> None:
    assert foreign(tiny) == [("H1", "2019-20-q2", "68", "", 2), ("H2", "2019-20-q2", "nan", "x", 4)]


@pytest.mark.parametrize(
    ("calendar", "council"),
    [("2019-Q1", "2018-19-q4"), ("2019-Q2", "2019-20-q1"), ("2019-Q3", "2019-20-q2"), ("2018 Q4", "2018-19-q3")],
)
def test_a_calendar_quarter_becomes_the_councils(tiny: Tiny, calendar: str, council: str) -> None:
    assert foreign(tiny, export=EXPORT.replace("BB;2019-Q3;Tiny", f"BB;{calendar};Tiny"))[0][1] == council


def test_a_file_in_another_encoding_is_read_where_the_mapping_says_so(tiny: Tiny) -> None:
    export = EXPORT.replace("Tinytown;68", "Tiny\N{POUND SIGN}town;68")
    assert foreign(tiny, export=export)[0][2] == "68"


def test_rows_may_be_left_out(tiny: Tiny) -> None:
    assert [row[0] for row in foreign(tiny, MAPPING.replace("rows:", "unless: {Number: '..'}\nrows:", 1))] == ["H1"]


def test_a_figure_that_is_empty_in_a_foreign_file_is_missing_and_not_nought(tiny: Tiny) -> None:
    assert foreign(tiny, export=EXPORT.replace("Tinytown;68", "Tinytown;"))[0][2:4] == ("nan", "")


def test_a_foreign_file_that_has_grown_is_cut_at_until(tiny: Tiny) -> None:
    mapping = MAPPING.replace("rows:", "until: 2019-20-q2\nrows:", 1)
    assert len(foreign(tiny, mapping, EXPORT + "BB;2019-Q4;Tinytown;70\n")) == 2
