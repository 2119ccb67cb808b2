"""A foreign file is read as it stands, beside its mapping and without code for one council."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import Tiny

from helpers.collect.council import read_council
from helpers.collect.framework import read_framework
from helpers.collect.groups import read_groups
from helpers.collect.mapping.period_form import FORMS, read_period
from helpers.collect.returns import read_returns
from helpers.model.errors import Refused
from helpers.model.period import Kind, Period

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


def with_value(cell: str) -> str:
    """The mapping with another value cell, of the households in bed and breakfast alone."""
    only = MAPPING.replace("where: {Area: Tiny*}", "where: {Area: Tiny*, Indicator: BB}")
    return only.replace('{column: Number, markers: {"..": x}}', cell)


def test_a_packed_csv_file_is_read_as_it_is(tiny: Tiny) -> None:
    made = foreign(tiny, MAPPING)
    tiny.put(f"{FOLDER}/export.csv.gz", gzip.compress(EXPORT.replace(";", ",").encode("cp1252")))
    (tiny.root / FOLDER / "export.csv").unlink()
    tiny.put(f"{FOLDER}/export.mapping.yml", MAPPING.replace("export.csv", "export.csv.gz"))
    rows = read_returns(
        tiny.workspace, read_framework(tiny.workspace, read_council(tiny.workspace)), Period.parse("2019-20-q2")
    )
    packed = rows[rows["source_file"] == "export.csv.gz"]
    assert packed["ref"].tolist() == [row[0] for row in made]


def test_a_packed_file_that_is_none_is_refused(tiny: Tiny) -> None:
    tiny.put(f"{FOLDER}/export.csv.gz", b"not packed at all")
    with pytest.raises(Refused, match="cannot be unpacked"):
        foreign(tiny, MAPPING.replace("export.csv", "export.csv.gz"))


NAMES = "Code,Called,Topic\nBB,H1,homes\nBB,H1,again\nTA,H2,homes\nTA,H3,again\n"


def with_lookup(more: str = "") -> str:
    found = f"{{column: Indicator, lookup: {{file: names.csv, find: Code, take: Called{more}}}}}"
    return MAPPING.replace("{column: Indicator, words: {BB: H1, TA: H2}}", found)


def test_a_word_is_looked_up_in_another_table_which_is_no_return_itself(tiny: Tiny) -> None:
    tiny.put(f"{FOLDER}/names.csv", NAMES)
    assert [row[0] for row in foreign(tiny, with_lookup(", where: {Topic: homes}"))] == ["H1", "H2"]


def test_a_word_that_stands_beside_two_others_is_refused(tiny: Tiny) -> None:
    tiny.put(f"{FOLDER}/names.csv", NAMES)
    with pytest.raises(Refused, match=r'"TA", for which names\.csv has "H2", "H3" beside it'):
        foreign(tiny, with_lookup())


def test_a_word_that_is_looked_up_in_vain_is_refused(tiny: Tiny) -> None:
    tiny.put(f"{FOLDER}/names.csv", "Code,Called\nBB,H1\n")
    with pytest.raises(Refused, match=r'"TA", for which names\.csv has no row with it'):
        foreign(tiny, with_lookup())


def test_a_table_that_is_not_there_to_look_words_up_in_is_refused(tiny: Tiny) -> None:
    with pytest.raises(Refused, match=r'"names\.csv", which is not there'):
        foreign(tiny, with_lookup())


@pytest.mark.parametrize(
    ("written", "marker"), [("2019-Q3 (prov)", "p"), ("2019-Q3 (Rev)", "r"), ("2019-Q3 (Final)", ""), ("2019-Q3", "")]
)
def test_a_suffix_of_a_period_becomes_a_marker(tiny: Tiny, written: str, marker: str) -> None:
    mapping = with_value("Number").replace(
        "{column: Quarter, form: calendar-quarter}",
        'PERIOD\n      marker: {column: Quarter, words: {"* (prov)": p, "* (Rev)": r}, otherwise: ""}',
    )
    mapping = mapping.replace("PERIOD", '{column: Quarter, part: ["{} (*)", "{}"], form: calendar-quarter}')
    made = foreign(tiny, mapping, EXPORT.replace("BB;2019-Q3;Tiny", f"BB;{written};Tiny"))
    assert made == [("H1", "2019-20-q2", "68", marker, 2)]


def test_what_no_part_fits_is_refused(tiny: Tiny) -> None:
    with pytest.raises(Refused, match=r'what one of "\{\} of them" fits'):
        foreign(tiny, with_value('{column: Number, part: "{} of them"}'))


@pytest.mark.parametrize(
    ("mark", "marked"),
    [
        ("at: 2019-20-q2", ["", "b", ""]), ("from: 2019-20-q2", ["", "b", "b"]), ("until: 2019-20-q2", ["b", "b", ""]),
        ("from: 2019-20-q2, until: 2019-20-q2", ["", "b", ""]), ("from: 2018-19", ["b", "b", "b"]),
    ],
)  # fmt: skip
def test_a_marker_is_put_on_the_periods_that_the_mapping_names(tiny: Tiny, mark: str, marked: list[str]) -> None:
    export = EXPORT + "BB;2019-Q2;Tinytown;70\nBB;2019-Q4;Tinytown;66\n"
    mapping = with_value("Number").replace(
        "  - as: returns\n", f"  - as: returns\n    marks: [{{marker: b, {mark}}}]\n"
    )
    folder = "data/returns/2019-20-q3"
    tiny.put(f"{folder}/export.csv", export.replace(";", ","))
    tiny.put(f"{folder}/export.mapping.yml", mapping.replace("cp1252", "utf-8"))
    rows = read_returns(
        tiny.workspace, read_framework(tiny.workspace, read_council(tiny.workspace)), Period.parse("2019-20-q3")
    )
    mine = rows[rows["source_file"] == "export.csv"].sort_values("period")
    assert mine["marker"].tolist() == marked


def test_a_break_keeps_its_marker_where_the_figure_is_not_there(tiny: Tiny) -> None:
    mapping = MAPPING.replace("  - as: returns\n", "  - as: returns\n    marks: [{marker: b, at: 2019-20-q2}]\n")
    assert [row[3] for row in foreign(tiny, mapping)] == ["b", "x b"]


@pytest.mark.parametrize("mark", ["marker: b", "marker: b, at: 2019-20-q2, from: 2019-20-q1", "marker: q, at: 2019-20"])
def test_a_mark_that_says_no_period_or_two_or_no_marker_is_refused(tiny: Tiny, mark: str) -> None:
    with pytest.raises(Refused, match="marks"):
        foreign(tiny, MAPPING.replace("  - as: returns\n", f"  - as: returns\n    marks: [{{{mark}}}]\n"))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("{column: Number, by: Whole, times: 100}", "42.5"), ("{column: Number, by: Whole, times: 1000}", "425"),
        ("{column: Number, by: None given}", "nan"), ("{column: Number, by: Nought}", "nan"),
        ("{column: Number, by: Whole, times: 100, decimals: 0}", "43"),
        ("{column: Number, decimals: {column: Indicator, words: {BB: '1'}}}", "68"),
    ],
)  # fmt: skip
def test_a_figure_is_divided_by_another_and_rounded_where_the_mapping_says_so(
    tiny: Tiny, cell: str, value: str
) -> None:
    export = "Indicator;Quarter;Area;Number;Whole;None given;Nought\nBB;2019-Q3;Tinytown;68;160;;0\n"
    assert foreign(tiny, with_value(cell), export)[0][2] == value


def test_a_figure_divided_by_a_word_is_refused(tiny: Tiny) -> None:
    with pytest.raises(Refused, match="a number to divide by"):
        foreign(tiny, with_value("{column: Number, by: Area}"))


def test_a_key_of_theirs_becomes_a_ref_of_ours(tiny: Tiny) -> None:
    mapping = MAPPING.replace("words: {BB: H1, TA: H2}", "spelling: ref").replace(
        "where: {Area", "where: {Indicator: '* 1', Area"
    )
    with pytest.raises(Refused, match='"BB-1"'):  # which no measure of the tiny council has
        foreign(tiny, mapping, EXPORT.replace("BB;2019-Q3;Tiny", "BB 1;2019-Q3;Tiny"))


KINDS = {"year-ending": Kind.YEAR, "month": Kind.MONTH}
"""What 2011-12 is to be read as: a year and a month are written alike."""


@pytest.mark.parametrize(
    ("text", "form", "ours"),
    [
        ("2022", "year-ending", "2021-22"), ("2021-22", "year-ending", "2021-22"),
        ("2021/22", "year-ending", "2021-22"), ("2021/2022", "year-ending", "2021-22"),
        ("31 March 2022", "year-ending", "2021-22"),
        ("2011-12", "year-ending", "2011-12"), ("2022", "academic-year-ending", "2021-22-academic"),
        ("2021/22", "academic-year-ending", "2021-22-academic"), ("2022", "calendar-year", "2022-calendar"),
        ("2021/22-23/24", "several-years", "2021/22-23/24"), ("2021-22 to 2023-24", "several-years", "2021/22-23/24"),
    ],
)  # fmt: skip
def test_a_year_is_read_in_the_form_that_the_mapping_says(text: str, form: str, ours: str) -> None:
    assert read_period(text, form, "") == ours  # type: ignore[arg-type]
    assert str(Period.parse(ours, KINDS.get(form))) == ours


@pytest.mark.parametrize("text", ["2021-23", "2021/20", "21/22", "2021-22-23", "year", "2022 (prov)"])
@pytest.mark.parametrize("form", ["year-ending", "academic-year-ending", "calendar-year", "several-years"])
def test_what_is_no_year_is_refused_and_never_guessed(text: str, form: str) -> None:
    with pytest.raises(Refused):
        read_period(text, form, "")  # type: ignore[arg-type]


@given(st.text(max_size=20), st.sampled_from(FORMS))
def test_whatever_is_written_becomes_a_period_or_is_refused(text: str, form: str) -> None:
    try:
        read = read_period(text, form, "")  # type: ignore[arg-type]
    except Refused:
        return
    assert not read or Period.parse(read, KINDS.get(form))


def test_a_group_of_councils_is_read_from_a_foreign_file(tiny: Tiny) -> None:
    tiny.put("data/benchmarks/near.csv", "Number,Name,First,Second\n1,Tinytown,2,3\n2,Easton,1,3\n3,Norton,2,1\n")
    cells = "group: {text: near}, name: {text: Near us}, kind: {text: neighbours}"
    names = "lookup: {file: near.csv, find: Number, take: Name}"
    tiny.put(
        "data/benchmarks/near.mapping.yml",
        "file: near.csv\nwhere: {Name: Tinytown}\nrows:\n"
        + "".join(
            f"  - {{as: groups, cells: {{{cells}, area: {{column: {one}, {names}}}}}}}\n" for one in ("First", "Second")
        ),
    )
    group = read_groups(tiny.workspace).groups["near"]
    assert (group.name, group.areas) == ("Near us", ("Easton", "Norton"))
