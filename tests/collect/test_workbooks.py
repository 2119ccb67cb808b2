"""A workbook says what its sheet shows, whichever program saved it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from tiny import Tiny
from workbooks import MAIN, SHEET, parts, swapped, with_part, with_sheet, workbook, workbook_lines, zipped

from helpers.collect.council import read_council
from helpers.collect.framework import read_framework
from helpers.collect.returns import read_returns
from helpers.collect.workbook import xml_part
from helpers.collect.workbook.guard import Archive
from helpers.collect.workbook.read import read_sheet
from helpers.collect.workbook.xml_part import BrokenError, events
from helpers.model.errors import Refused
from helpers.model.period import Period

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def shown(value: object, form: str = "General") -> str:
    """What is read from a cell with this value and number format."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = value
        sheet["A1"].number_format = form

    [(_, [text])] = workbook_lines(workbook([], fill), "a.xlsx")
    return text


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.58, "0%", "58"),
        (1.754385964912281, "0.00", "1.754385964912281"),
        (0.815, '0.0"%"', "0.815"),
        (0.815, r"0.0\%", "0.815"),
        (-0.0, "0", "0"),
        (1e-7, "0.0", "0.0000001"),
        (1068000, "#,##0", "1068000"),
        ("81.5", "General", "81.5"),
        ("81.5", "@", "81.5"),
        (True, "General", "True"),
        (date(2019, 10, 11), "dd/mm/yyyy", "2019-10-11"),
        (datetime(2019, 10, 11, 23, 59, 59), "dd/mm/yyyy hh:mm", "2019-10-11"),
        (43749, "[$-809]dd mmmm yyyy", "2019-10-11"),
        (43749.25, "d-mmm-yy", "2019-10-11"),
        (date(2019, 11, 1), "mmm-yy", "2019-11"),
        (date(2019, 11, 2), "mmm-yy", "2019-11-02"),
        (0.5, "hh:mm", "12:00:00"),
        (1.5, "[h]:mm", "1 day, 12:00:00"),
        ("one_x000D_\ntwo", "General", "one\r\ntwo"),
    ],
)
def test_a_cell_is_read_as_the_sheet_shows_it(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


@pytest.mark.parametrize(
    ("held", "text"),
    [
        ("0.30000000000000004", "0.3"),
        ("28.499999999999996", "28.5"),
        ("0.57999999999999996", "0.58"),
        ("1.7543859649122806", "1.7543859649122806"),
        ("2.2066436949399963", "2.2066436949399963"),
        ("6.8E1", "68"),
        ("0068", "68"),
    ],
)
def test_a_computers_noise_is_taken_off_a_figure_and_its_own_digits_are_not(held: str, text: str) -> None:
    raw = with_sheet(workbook([]), f'<sheetData><row r="1"><c r="A1"><v>{held}</v></c></row></sheetData>')
    assert workbook_lines(raw, "a.xlsx") == [(1, [text])]


def test_dates_count_from_the_day_that_the_workbook_says() -> None:
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2019, 10, 11)
    book.save(held)
    assert b"<v>42287</v>" in parts(held.getvalue())[SHEET]
    assert workbook_lines(held.getvalue(), "a.xlsx") == [(1, ["2019-10-11"])]


def computed(result: str, kind: str = "n") -> bytes:
    """A formula with its result, as Excel saves it."""
    cells = f'<c r="A1" t="{kind}"><f>34+34</f><v>{result}</v></c><c r="B1"><v>1</v></c>'
    raw = with_sheet(workbook([]), f'<sheetData><row r="1">{cells}</row></sheetData>')
    return swapped(raw, "xl/workbook.xml", b' fullCalcOnLoad="1"', b"")


@pytest.mark.parametrize(("result", "kind", "text"), [("68", "n", "68"), ("", "str", ""), ("Amber", "str", "Amber")])
def test_a_formula_is_read_by_the_result_that_a_program_saved(result: str, kind: str, text: str) -> None:
    assert workbook_lines(computed(result, kind), "a.xlsx") == [(1, [text, "1"])]


def another_program() -> bytes:
    """A workbook with prefixes, absolute paths, cells without a place, texts in pieces, and part names of its own."""
    relationship = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    return zipped({
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        f"{relationship.format('r9', OFFICE, 'officeDocument', '/book/main.xml')}</Relationships>".encode(),
        "book/_rels/main.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f"{relationship.format('a', OFFICE, 'chartsheet', 'chart.xml')}"
        f"{relationship.format('b', OFFICE, 'worksheet', '../sheets/one.xml')}"
        f"{relationship.format('c', OFFICE, 'sharedStrings', '/texts.xml')}</Relationships>".encode(),
        "book/main.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{OFFICE}"><x:sheets>'
        '<x:sheet name="Chart" sheetId="1" q:id="a"/><x:sheet name="One" sheetId="2" q:id="b"/>'
        "</x:sheets></x:workbook>".encode(),
        "texts.xml": f'<x:sst xmlns:x="{MAIN}"><x:si><x:r><x:t>Bed and </x:t></x:r><x:r><x:t>breakfast</x:t></x:r>'
        "<x:rPh><x:t>ベッド</x:t></x:rPh></x:si></x:sst>".encode(),
        "sheets/one.xml": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c/>'
        "<x:c><x:v>68</x:v></x:c></x:row><x:row r='4'><x:c r='C4' t='inlineStr'><x:is><x:t>Siân</x:t></x:is>"
        "</x:c></x:row></x:sheetData></x:worksheet>".encode(),
    })  # fmt: skip


def test_a_workbook_of_another_program_is_read_by_its_relationships_and_not_by_its_names() -> None:
    assert workbook_lines(another_program(), "a.xlsx") == [(1, ["Bed and breakfast", "", "68"]), (4, ["", "", "Siân"])]


def test_the_same_cells_are_read_whichever_library_wrote_them() -> None:
    rows = [["ref", "value"], ["A1", 81.5], ["Siân’s", -3]]
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    assert workbook_lines(held.getvalue(), "a.xlsx") == workbook_lines(workbook(rows), "a.xlsx")


def test_sheets_that_are_not_asked_for_are_not_read_whatever_is_in_them() -> None:
    def hide(sheet: Worksheet) -> None:
        other = sheet.parent.create_sheet("Lists")
        other.sheet_state = "hidden"
        other["A1"] = "=1+1"
        other.merge_cells("B1:C9")

    raw = with_part(workbook([["ref"], ["A1"]], hide), "xl/worksheets/sheet2.xml", b"<broken")
    assert workbook_lines(raw, "a.xlsx") == [(1, ["ref"]), (2, ["A1"])]


def test_a_hidden_row_or_column_with_nothing_in_it_hides_nothing() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions.group("D", "XFD", hidden=True)

    assert workbook_lines(workbook([["ref", None, "value"], [], ["A1", None, 5]], hide), "a.xlsx") == [
        (1, ["ref", "", "value"]), (3, ["A1", "", "5"]),
    ]  # fmt: skip


def test_a_sheet_that_claims_16_thousand_million_cells_is_read_for_those_it_has() -> None:
    raw = with_sheet(
        workbook([]), '<dimension ref="A1:XFD1048576"/><sheetData><row r="7"><c r="B7"><v>5</v></c></row></sheetData>'
    )
    assert workbook_lines(raw, "a.xlsx") == [(7, ["", "5"])]


def test_a_part_beyond_its_size_stops_while_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(workbook([[number] for number in range(5_000)]), "a.xlsx")
    monkeypatch.setattr("helpers.collect.workbook.guard.LARGEST_UNPACKED", 100_000)
    with pytest.raises(Refused, match="unpacks to"):
        list(archive.chunks(SHEET))


@pytest.mark.parametrize(
    ("bound", "most", "chunks"),
    [
        ("LONGEST_PIECE", 100, [b"<a>", *[b"<!--", *[b"x" * 60] * 9]]),
        ("LONGEST_TEXT", 100, [b"<a>", *[b"x" * 60] * 9]),
        ("MOST_EVENTS", 100, [b"<a>", *[b"<b/>"] * 60]),
    ],
)
def test_xml_without_end_is_given_up(
    bound: str, most: int, chunks: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml_part, bound, most)
    with pytest.raises(BrokenError, match="without an end"):
        list(events(chunks, "a.xml"))


def test_xml_nested_a_hundred_thousand_deep_is_read_without_a_stack() -> None:
    assert sum(1 for _ in events([b"<a>" * 100_000, b"</a>" * 100_000], "a.xml")) == 200_000


@pytest.mark.parametrize(
    ("text", "number"),
    [("1\u00a0068", 1068), ("\u00a068\u00a0", 68), ("\u200b68", 68), ("12\u202f345\u202f678", 12345678)],
)
def test_a_number_with_spaces_that_do_not_break_is_read(tiny: Tiny, text: str, number: int) -> None:
    raw = workbook([["ref", "period", "value"], ["H1", "2019-20-q2", text]])
    tiny.put("data/returns/2019-20-q2/more.xlsx", raw)
    tiny.put("data/returns/2019-20-q2/all.csv", "ref,period,value\nA1,2019-20-q2,81.5\n")
    framework = read_framework(tiny.workspace, read_council(tiny.workspace))
    rows = read_returns(tiny.workspace, framework, Period.parse("2019-20-q2"))
    assert list(rows.loc[rows["source_file"].str.endswith("xlsx"), "value"]) == [number]


def test_two_figures_in_one_cell_are_not_one_number(tiny: Tiny) -> None:
    tiny.put("data/returns/2019-20-q2/all.csv", "ref,period,value\nH1,2019-20-q2,1 068\n")
    framework = read_framework(tiny.workspace, read_council(tiny.workspace))
    with pytest.raises(Refused, match='"1 068"'):
        read_returns(tiny.workspace, framework, Period.parse("2019-20-q2"))


@pytest.mark.parametrize("names", [("Two",), ("T*",), ("None of these", "Two")])
def test_a_sheet_is_found_by_name_or_pattern(names: tuple[str, ...]) -> None:
    assert read_sheet(workbook([["x"]], Two=None), "a.xlsx", names).label == "a.xlsx, sheet Two"


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"", b"ref,period"])
def test_what_is_no_workbook_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused, match="not an xlsx workbook"):
        workbook_lines(raw, "a.xlsx")


@pytest.mark.parametrize("change", [lambda held: held.pop("xl/workbook.xml"), lambda held: held.pop("_rels/.rels"),
                                    lambda held: held.pop(SHEET)])  # fmt: skip
def test_a_workbook_that_lacks_a_part_is_refused(change: Callable[[dict[str, bytes]], object]) -> None:
    held = parts(workbook([["ref"]]))
    change(held)
    with pytest.raises(Refused, match="not an xlsx workbook"):
        workbook_lines(zipped(held), "a.xlsx")
