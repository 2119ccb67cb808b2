"""A workbook is hostile until shown otherwise, and a foreign file is read with certainty or refused by cell.

Each case puts one file into a tiny council that is otherwise whole. Its message stands in ``golden/``.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny
from workbooks import (
    LOCKED,
    NATIONAL,
    OLD,
    SHEET,
    lying,
    national,
    swapped,
    with_part,
    with_sheet,
    workbook,
    zipped,
)  # fmt: skip

from helpers.collect.workbook import guard as workbook_guard
from helpers.collect.workbook import read as workbook_module
from helpers.collect.workbook import sheet_xml

FOLDER = "data/returns/2019-20-q2"
ROWS = [["ref", "period", "value", "action_date"], ["H1", "2019-20-q2", 68, None], ["H2", "2019-20-q2", 1.75, None]]
GOOD = workbook(ROWS)
XML = b'<?xml version="1.0" encoding="UTF-8"?>'
EXPANDS = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def ours(change: Callable[[Worksheet], object]) -> bytes:
    return workbook(ROWS, change)


def put(cell: str, value: object, form: str = "General") -> Callable[[Worksheet], object]:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value
        sheet[cell].number_format = form

    return change


def shared(formula: str = "") -> bytes:
    """A workbook whose texts stand apart from its cells; a formula as a library writes it has nought for a result."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ref", "period", "value"])
        sheet.write_row(1, 0, ["H1", "2019-20-q2", 68])
        if formula:
            sheet.write_formula("C2", formula)
    return held.getvalue()


def linked(formula: str) -> bytes:
    """A formula with its result, as Excel saves it."""
    raw = swapped(GOOD, SHEET, b"<v>68</v>", f"<f>{formula}</f><v>68</v>".encode())
    return swapped(raw, "xl/workbook.xml", b' fullCalcOnLoad="1"', b"")


def locked_part() -> bytes:
    return zipped({"xl/a.xml": b"a"}).replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )


def hidden_sheet() -> bytes:
    book, held = openpyxl.load_workbook(io.BytesIO(GOOD)), io.BytesIO()
    book.create_sheet("Shown")
    book.active = 1
    book["Sheet"].sheet_state = "veryHidden"
    book.save(held)
    return held.getvalue()


HOSTILE = {
    "a workbook locked with a password": LOCKED,
    "an old workbook named xlsx": OLD,
    "macros": with_part(GOOD, "xl/vbaProject.bin", b"Attribute VB_Name"),
    "macros of 1992": with_part(GOOD, "xl/macrosheets/sheet1.xml", b"<xm:macrosheet/>"),
    "links to other workbooks": with_part(GOOD, "xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    "an embedded object": with_part(GOOD, "xl/embeddings/oleObject1.bin", b"\xd0\xcf"),
    "an archive in the archive": with_part(GOOD, "docProps/more.zip", b"PK"),
    "a part with a path that leads out": with_part(GOOD, "../../outside.xml", b"<a/>"),
    "a part with an absolute path": with_part(GOOD, "/etc/passwd", b"root"),
    "a part with a path of Windows": with_part(GOOD, "xl\\..\\..\\outside.xml", b"<a/>"),
    "a part twice": zipped([("xl/workbook.xml", b"<a/>"), ("XL/workbook.xml", b"<b/>")]),
    "a part that is locked": locked_part(),
    "entities that expand": with_part(GOOD, SHEET, XML + EXPANDS + b"<worksheet>&b;</worksheet>"),
    "entities in UTF-16": with_part(GOOD, "xl/styles.xml", EXPANDS.decode().encode("utf-16")),
    "a file outside named as entity": with_part(
        GOOD, "_rels/.rels", XML + b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><Relationships/>'
    ),
    "a document type in a part that nobody reads": with_part(GOOD, "docProps/app.xml", XML + EXPANDS + b"<a>&b;</a>"),
    "a document type far down": with_part(
        GOOD, SHEET, XML + b"<!--" + bytes(range(48, 91)) * 4000 + b"-->" + EXPANDS + b"<worksheet/>"
    ),
    "a part that unpacks a thousandfold": with_part(GOOD, SHEET, b"<worksheet>" + b" " * 5_000_000 + b"</worksheet>"),
    "a part that is smaller than it is": lying(GOOD, SHEET, 100),
    "a part that is larger than it is": lying(GOOD, SHEET, 10_000),
    "rows that are formatted and empty": with_sheet(
        GOOD, "<sheetData>" + "".join(f'<row r="{number}"/>' for number in range(1, 2_002)) + "</sheetData>"
    ),
    "a cell in the last row and column": ours(put("XFD1048576", 1)),
    "rows out of order": with_sheet(GOOD, '<sheetData><row r="2"/><row r="1"/></sheetData>'),
    "a row beyond the last": with_sheet(GOOD, '<sheetData><row r="99999999"/></sheetData>'),
    "a text that is not there": with_sheet(
        GOOD, '<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>'
    ),
    "merged cells over the whole sheet": swapped(
        GOOD, SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
}  # fmt: skip

UNTRUSTED = {
    "a formula that was never computed": ours(put("C2", "=34+34")),
    "a formula that a library left to Excel": shared("=34+34"),
    "a formula on another workbook": linked("[1]Sheet1!$A$1"),
    "a formula on another workbook by name": linked("'[Other figures.xlsx]Q2'!A1"),
    "a formula that asks a program": linked("cmd|'/c calc'!A0"),
    "the error n-a": ours(put("C2", "#N/A")),
    "the error of a division by nought": ours(put("C2", "#DIV/0!")),
    "a bare serial number for a date": ours(put("D2", 43749)),
    "a date of the year 1900": ours(put("D2", 0, "dd/mm/yyyy")),
    "a date that ends the calendar": ours(put("D2", 9_999_999, "dd/mm/yyyy")),
    "a number that is none": swapped(GOOD, SHEET, b"<v>68</v>", b"<v>NaN</v>"),
    "a yes or no for a figure": ours(put("C2", True)),
    "merged cells": ours(lambda sheet: sheet.merge_cells("C2:C3")),
    "a hidden row": ours(lambda sheet: setattr(sheet.row_dimensions[3], "hidden", True)),
    "a row of no height": swapped(GOOD, SHEET, b'<row r="3"', b'<row r="3" ht="0" customHeight="1"'),
    "a hidden column": ours(lambda sheet: setattr(sheet.column_dimensions["C"], "hidden", True)),
    "a hidden sheet": hidden_sheet(),
}

CASES = {**HOSTILE, **UNTRUSTED}


def swap(old: str, new: str) -> str:
    assert NATIONAL.count(old) == 1, old
    return NATIONAL.replace(old, new)


def csv(declared: str) -> str:
    return f"file: a.csv\n{declared}rows: [{{as: returns, cells: {{ref: Ref, period: Period, value: Value}}}}]\n"


def taken(ref: str = "Ref", period: str = "Period", value: str = "Value", more: str = "", file: str = "a.csv") -> str:
    """A mapping of a CSV file, with cells and more that say something wrong."""
    return f"file: {file}\nrows: [{{as: returns, {more}cells: {{ref: {ref}, period: {period}, value: {value}}}}}]\n"


ROW = "Ref,Period,Value,Area\nH1,2019-20-q2,68,Ynys Môn\n"

MAPPED: dict[str, tuple[str, bytes]] = {
    "a sheet that is not there": (swap("[TA1, TA1_, Table_TA1]", "[A1, A1_]"), national()),
    "two sheets that are meant": (swap("[TA1, TA1_, Table_TA1]", '"*"'), national()),
    "a sheet of a csv file": (csv("sheet: TA1\n"), ROW.encode()),
    "a mapped sheet that is hidden": (NATIONAL, national(lambda sheet: setattr(sheet, "sheet_state", "hidden"))),
    "headings that are not there": (swap("header: Total households*", "header: Households"), national()),
    "headings in two rows": (swap("header: Total households*", 'header: "T*"'), national()),
    "a row of headings that is empty": (swap("header: Total households*", "header: 2"), national()),
    "headings that reach further down": (swap("header_rows: 2", "header_rows: 1"), national()),
    "an end that is not there": (swap("header_rows: 2", "header_rows: 2\nends: Source*"), national()),
    "a heading that is not there": (swap("Bed and breakfast > Total,", "Hostels > Total,"), national()),
    "a heading that fits two": (swap("column: Bed and breakfast > Total,", 'column: "Bed*",'), national()),
    "a title that is not there": (swap("Table TA1 *England, {}", "Table A1 *England, {}"), national()),
    "a title that fits two": (
        NATIONAL,
        national(lambda sheet: sheet.__setitem__("A2", "Table TA1 as published, England, 30th June 2019")),
    ),
    "a title without braces": (swap("Table TA1 *England, {}", "Table TA1*"), national()),
    "a title that ends no quarter": (
        NATIONAL, national(lambda sheet: sheet.__setitem__("A1", "Table TA1 England, 31st August 2019")),
    ),
    "a place without a header": (swap("header: Total households*\n", ""), national()),
    "no row left": (swap("where: {A: E*}", "where: {A: W*}"), national()),
    "merged cells in a row that is read": (NATIONAL, national(lambda sheet: sheet.merge_cells("D5:D6"))),
    "a hidden row that is read": (NATIONAL, national(lambda sheet: setattr(sheet.row_dimensions[5], "hidden", True))),
    "a formula in a cell that is read": (NATIONAL, national(put("D5", "=34+34"))),
    "an error in a column that chooses rows": (NATIONAL, national(put("A6", "#REF!"))),
    "a kind that nobody reads here": (swap("as: returns", "as: benchmarks"), national()),
    "utf-8 that is declared to be cp1252": (csv("encoding: cp1252\n"), ROW.encode()),
    "utf-8 with a mark that is declared to be cp1252": (csv("encoding: cp1252\n"), ROW.encode("utf-8-sig")),
    "cp1252 that is not declared": (csv(""), ROW.encode("cp1252")),
    "utf-16 that is not declared": (csv(""), ROW.encode("utf-16")),
    "utf-16 of which order nobody knows": (csv("encoding: utf-16\n"), ROW.encode("utf-16-le")),
    "utf-16 in the other order": (csv("encoding: utf-16-be\n"), ROW.encode("utf-16")),
    "bytes that cp1252 does not have": (csv("encoding: cp1252\n"), ROW.replace("ô", "\x81").encode("latin-1")),
    "a workbook named csv": (csv(""), GOOD),
    "a word that is looked up in vain": (
        taken(ref="{column: Ref, lookup: {file: a.csv, find: Area, take: Ref}}"), ROW.encode(),
    ),
    "a word that stands beside two": (
        taken(ref="{column: Area, lookup: {file: a.csv, find: Area, take: Ref}}"),
        (ROW + "A1,2019-20-q2,81.5,Ynys Môn\n").encode(),
    ),
    "a table to look words up in that is not there": (
        taken(ref="{column: Ref, lookup: {file: names.csv, find: Area, take: Ref}}"), ROW.encode(),
    ),
    "what no part fits": (taken(value='{column: Value, part: "{} households"}'), ROW.encode()),
    "a period in no form of a year": (taken(period="{column: Period, form: academic-year-ending}"), ROW.encode()),
    "a form that there is not": (
        taken(period='{column: Period, form: {column: Area, words: {"*": fortnight}}}'), ROW.encode(),
    ),
    "a mark without a period": (taken(more="marks: [{marker: b}], "), ROW.encode()),
    "a division by a word": (taken(value="{column: Value, by: Area, times: 100}"), ROW.encode()),
    "a packed file that is none": (taken(file="a.csv.gz"), ROW.encode()),
    "an unknown separator": (csv("separator: ';'\n"), ROW.encode()),
}  # fmt: skip


def name_of(case: str) -> str:
    return case.replace(" ", "-")


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test reach a bound with a small file."""
    monkeypatch.setattr(sheet_xml, "MOST_EMPTY_ROWS", 2_000)


@pytest.mark.parametrize("case", [pytest.param(case, id=name_of(case)) for case in CASES])
def test_a_workbook_is_refused_by_name(
    case: str, tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    tiny.put(f"{FOLDER}/all.csv", "ref,period,value\nA1,2019-20-q2,81.5\n")
    tiny.put(f"{FOLDER}/more.xlsx", CASES[case])
    before = tiny.files()
    status, said = goldenthread("collect", "2019-20-q2")
    assert status == 1
    assert said == golden
    assert tiny.files() == before


@pytest.mark.parametrize("case", [pytest.param(case, id=name_of(case)) for case in MAPPED])
def test_a_foreign_file_is_refused_by_name(
    case: str, tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    mapping, content = MAPPED[case]
    tiny.put(f"{FOLDER}/all.csv", "ref,period,value\nA1,2019-20-q2,81.5\n")
    tiny.put(f"{FOLDER}/{mapping.splitlines()[0].removeprefix('file: ')}", content)
    tiny.put(f"{FOLDER}/foreign.mapping.yml", mapping)
    before = tiny.files()
    status, said = goldenthread("collect", "2019-20-q2")
    assert status == 1
    assert said == golden
    assert tiny.files() == before


def test_the_foreign_file_is_whole_until_it_is_broken(tiny: Tiny, goldenthread: Callable[..., tuple[int, str]]) -> None:
    tiny.put(f"{FOLDER}/all.csv", "ref,period,value\nA1,2019-20-q2,81.5\n")
    tiny.put(f"{FOLDER}/national.xlsx", national())
    tiny.put(f"{FOLDER}/foreign.mapping.yml", NATIONAL)
    assert goldenthread("collect", "2019-20-q2")[0] == 0


def test_the_workbook_is_whole_until_it_is_broken(tiny: Tiny, goldenthread: Callable[..., tuple[int, str]]) -> None:
    tiny.put(f"{FOLDER}/all.csv", "ref,period,value\nA1,2019-20-q2,81.5\n")
    for raw in (GOOD, linked("SUM(B1:B2)"), linked('IF(A1="[1]x!",1,2)'), linked("Table1[2019]*2")):
        tiny.put(f"{FOLDER}/more.xlsx", raw)
        assert goldenthread("collect", "2019-20-q2")[0] == 0


@pytest.mark.parametrize(
    ("module", "bound", "most", "raw"),
    [
        (workbook_guard, "MOST_PARTS", 5, GOOD),
        (workbook_guard, "LARGEST_UNPACKED", 5_000, GOOD),
        (workbook_module, "MOST_CELLS", 12, GOOD),
        (workbook_module, "MOST_TEXTS", 3, shared()),
        (workbook_module, "MOST_LETTERS", 10, shared()),
        (workbook_module, "MOST_STYLES", 3, GOOD),
        (sheet_xml, "MOST_MERGED", 1, ours(lambda sheet: [sheet.merge_cells(f"A{row}:B{row}") for row in (7, 8)])),
    ],
)
def test_each_bound_holds(
    module: object, bound: str, most: int, raw: bytes, tiny: Tiny, monkeypatch: pytest.MonkeyPatch,
    goldenthread: Callable[..., tuple[int, str]],
) -> None:  # fmt: skip
    tiny.put(f"{FOLDER}/all.csv", "ref,period,value\nA1,2019-20-q2,81.5\n")
    tiny.put(f"{FOLDER}/more.xlsx", raw)
    if module is not sheet_xml:
        assert goldenthread("collect", "2019-20-q2")[0] == 0
    monkeypatch.setattr(module, bound, most)
    status, said = goldenthread("collect", "2019-20-q2")
    assert (status, f"{FOLDER}/more.xlsx" in said) == (1, True)
