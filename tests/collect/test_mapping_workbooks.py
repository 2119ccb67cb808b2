"""A ministry's workbook is read as it stands: its sheet, its headings, its footnotes and the period in its title."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tiny import Tiny
from workbooks import NATIONAL, national, workbook

from helpers.collect.mapping.read import read_mapped
from helpers.model.errors import Refused

FOLDER = "data/returns/2019-20-q2"


def read(tiny: Tiny, mapping: str = NATIONAL, content: bytes | str | None = None) -> list[tuple[int, dict[str, str]]]:
    """Read a foreign file by mapping: number in the file, and cells of ours, of every row."""
    name = mapping.splitlines()[0].removeprefix("file: ")
    tiny.put(f"{FOLDER}/{name}", national() if content is None else content)
    path = tiny.put(f"{FOLDER}/foreign.mapping.yml", mapping)
    _, _, tables = read_mapped(path, "foreign.mapping.yml", "returns")
    return [row for table in tables for row in table.rows]


def value_of(column: str) -> str:
    return NATIONAL.replace("column: Bed and breakfast > Total,", f"column: '{column}',")


def test_headings_over_two_rows_footnotes_and_the_title_are_read_as_the_mapping_says(tiny: Tiny) -> None:
    assert read(tiny) == [(5, {"ref": "H1", "period": "2019-20-q2", "value": "68"})]


def test_figures_of_two_sheets_are_of_one_file_so_that_its_hash_is_withheld_with_either(tiny: Tiny) -> None:
    tiny.put(f"{FOLDER}/national.xlsx", national())
    path = tiny.put(f"{FOLDER}/foreign.mapping.yml", NATIONAL)
    assert read_mapped(path, "foreign.mapping.yml", "returns")[2][0].label == "national.xlsx"


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ("Total households5,8", {"value": "100"}),
        ("Total*", {"value": "100"}),
        ("Bed * > With children", {"value": "", "marker": "c"}),
        ("Bed and breakfast > *children", {"value": "", "marker": "c"}),
        ("B", {"value": "Tinytown"}),
    ],
)
def test_a_column_is_called_by_its_headings_joined_or_by_its_letter_where_it_has_none(
    tiny: Tiny, column: str, found: dict[str, str]
) -> None:
    [(_, row)] = read(tiny, value_of(column))
    assert row.items() >= found.items()


def test_a_hidden_column_that_the_mapping_does_not_read_is_let_be_and_one_that_it_reads_is_not(tiny: Tiny) -> None:
    assert read(tiny)
    with pytest.raises(Refused, match="a hidden column with something in it"):
        read(tiny, value_of("F"))
    assert read(tiny, "file: national.xlsx\nhidden: read" + value_of("F").removeprefix("file: national.xlsx"))


def test_letters_left_under_a_merged_cell_are_no_heading(tiny: Tiny) -> None:
    def leave(sheet: Worksheet) -> None:
        sheet.unmerge_cells("C3:C4")
        sheet["C4"] = "Total households under it"
        sheet.merged_cells.add("C3:C4")

    assert read(tiny, value_of("Total households5,8"), national(leave))[0][1]["value"] == "100"


def test_two_columns_of_one_heading_are_told_apart_by_letter_alone(tiny: Tiny) -> None:
    raw = workbook([["Area", "Number", "Number"], ["Tinytown", 1, 2]])
    mapping = "file: a.xlsx\nheader: Area\nrows: [{as: returns, cells: {value: %s}}]\n"
    assert read(tiny, mapping % "C", raw)[0][1] == {"value": "2"}
    with pytest.raises(Refused, match='only one of "B", "C"'):
        read(tiny, mapping % "Number", raw)


def test_a_table_ends_where_the_mapping_says(tiny: Tiny) -> None:
    rows = [["Table 1"], ["Area", "Number"], ["Tinytown", 1], ["Easton", 2], ["Source: returns"], ["Norton", 9]]
    mapping = "file: a.xlsx\nheader: 2\nends: 'Source*'\nrows: [{as: returns, cells: {ref: Area, value: Number}}]\n"
    assert [number for number, _ in read(tiny, mapping, workbook(rows))] == [3, 4]


def test_a_label_written_once_or_merged_stands_for_the_rows_below_where_the_mapping_says_fill(tiny: Tiny) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")

    raw = workbook([["Region", "Area"], ["South", "Tinytown"], [None, "Easton"], ["North", "Norton"]], merge)
    mapping = (
        "file: a.xlsx\nheader: Region\nfill: Region\nwhere: {Region: South}\n"
        "rows: [{as: returns, cells: {ref: Area, value: Region}}]\n"
    )
    assert [row["ref"] for _, row in read(tiny, mapping, raw)] == ["Tinytown", "Easton"]
    with pytest.raises(Refused, match="cells A2:A3\n  found:    merged cells"):
        read(tiny, mapping.replace("fill: Region\n", ""), raw)


def test_merged_cells_hidden_rows_and_errors_in_rows_that_are_left_out_are_let_be(tiny: Tiny) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet.row_dimensions[6].hidden = True
        sheet["C6"], sheet["D6"] = "#N/A", "=1+1"

    assert read(tiny, content=national(spoil))[0][1]["value"] == "68"


def test_words_are_compared_as_a_reader_sees_them(tiny: Tiny) -> None:
    raw = workbook([["Council’s\xa0 area", "N\no"], ["St\xa0Anne’s", 3]])
    mapping = "file: a.xlsx\nwhere: {Council's area: \"St Anne's\"}\nrows: [{as: returns, cells: {value: N o}}]\n"
    assert read(tiny, mapping, raw)[0][1] == {"value": "3"}


def test_only_the_star_is_special_in_a_mapping(tiny: Tiny) -> None:
    raw = workbook([["Total [note 1]", "Sure?"], ["[x]", "yes"]])
    mapping = (
        "file: a.xlsx\nwhere: {'Sure?': 'yes', 'Total [note 1]': '[*]'}\n"
        "rows: [{as: returns, cells: {value: 'Total [note *]'}}]\n"
    )
    assert read(tiny, mapping, raw)[0][1] == {"value": "[x]"}


def test_titles_above_the_headings_are_read_from_a_csv_file_too(tiny: Tiny) -> None:
    mapping = (
        "file: a.csv\nheader: Area\nrows: [{as: returns, cells: {value: Number, period: {title: 'Year to {}', "
        "form: year-ending}}}]\n"
    )
    assert read(tiny, mapping, "Homes\nYear to 31 March 2019\nArea,Number\nTinytown,5\n") == [
        (4, {"value": "5", "period": "2018-19"})
    ]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
    ],
)
def test_a_csv_in_the_encoding_that_the_mapping_declares_is_read(tiny: Tiny, encoding: str, declared: str) -> None:
    mapping = f"file: a.csv\nencoding: {declared}\nseparator: tab\nrows: [{{as: returns, cells: {{value: Name}}}}]\n"
    assert read(tiny, mapping, "Name\tNo\nSiân’s £5\t1\n".encode(encoding)) == [(2, {"value": "Siân’s £5"})]


@pytest.mark.parametrize(
    ("form", "text", "period"),
    [
        ("quarter-ending", "April to June 2019", "2019-20-q1"),
        ("quarter-ending", "Jan – Mar 2020", "2019-20-q4"),
        ("quarter-ending", "October 2018 to December 2018", "2018-19-q3"),
        ("quarter-ending", "30th June 2019", "2019-20-q1"),
        ("quarter-ending", "as at 30 September 2019", "2019-20-q2"),
        ("quarter-ending", "quarter ending Dec 2019", "2019-20-q3"),
        ("quarter-ending", "201906", "2019-20-q1"),
        ("quarter-ending", "2019-06-30", "2019-20-q1"),
        ("quarter-ending", "30/06/2019", "2019-20-q1"),
        ("calendar-quarter", "Q3 2019", "2019-20-q2"),
        ("month", "Sep-19", "2019-09"),
        ("month", "30 September 2019", "2019-09"),
        ("year-ending", "April 2018 to March 2019", "2018-19"),
        ("year-ending", "year ending 31 March 2019", "2018-19"),
        ("year-ending", "March 2000", "1999-00"),
    ],
)
def test_a_period_is_read_as_the_form_says(tiny: Tiny, form: str, text: str, period: str) -> None:
    mapping = f"file: a.csv\nrows: [{{as: returns, cells: {{period: {{column: When, form: {form}}}}}}}]\n"
    assert read(tiny, mapping, f"When\n{text}\n")[0][1] == {"period": period}


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("quarter-ending", "May 2019"),
        ("quarter-ending", "29 June 2019"),
        ("quarter-ending", "May to June 2019"),
        ("quarter-ending", "April 2018 to June 2019"),
        ("quarter-ending", "31 June 2019"),
        ("quarter-ending", "2019"),
        ("quarter-ending", "Juno 2019"),
        ("month", "April to June 2019"),
        ("month", "2019-13"),
        ("year-ending", "June 2019"),
        ("calendar-quarter", "Q5 2019"),
    ],
)
def test_a_period_that_does_not_fit_its_form_is_refused(tiny: Tiny, form: str, text: str) -> None:
    mapping = f"file: a.csv\nrows: [{{as: returns, cells: {{period: {{column: When, form: {form}}}}}}}]\n"
    with pytest.raises(Refused, match=r"a\.csv, row 2"):
        read(tiny, mapping, f"When\n{text}\n")
