"""What spreadsheets and editors really write is read as it was meant."""

from __future__ import annotations

import io
import os
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from tiny import Tiny
from workbooks import workbook_lines

from helpers.collect.council import read_council
from helpers.collect.framework import read_framework
from helpers.collect.returns import read_returns
from helpers.collect.table_file import Table, read_table
from helpers.model.errors import Refused
from helpers.model.period import Period

Q2 = "data/returns/2019-20-q2/all.csv"


def csv(tmp_path: Path, content: bytes) -> Table:
    path = tmp_path / "return.csv"
    path.write_bytes(content)
    return read_table(path, "return.csv")


def workbook(rows: list[list[object]], formats: dict[str, str] | None = None) -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    for cell, form in (formats or {}).items():
        book.active[cell].number_format = form
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_alike_whatever_ends_its_lines(tmp_path: Path, ending: str) -> None:
    table = csv(tmp_path, ending.join(["ref,value", "A1,1", "A2,2", ""]).encode())
    assert [row["value"] for _, row in table.rows] == ["1", "2"]


def test_a_byte_order_mark_is_no_part_of_the_first_heading(tmp_path: Path) -> None:
    assert csv(tmp_path, b"\xef\xbb\xbfref,value\nA1,1\n").header == ("ref", "value")


def test_a_quoted_line_break_stays_in_its_cell_and_rows_keep_the_files_own_numbers(tmp_path: Path) -> None:
    table = csv(tmp_path, b'ref,value,commentary\r\nA1,1,"one\r\ntwo, ""three"""\r\n\r\nA2,2,\r\n')
    assert [number for number, _ in table.rows] == [2, 5]
    assert table.rows[0][1]["commentary"].splitlines() == ["one", 'two, "three"']


def test_blank_lines_and_empty_columns_to_the_right_are_nothing(tmp_path: Path) -> None:
    table = csv(tmp_path, b"\n,,\nref,value,,\n\nA1,1,,\n , ,,\n")
    assert (table.header, [row for _, row in table.rows]) == (("ref", "value"), [{"ref": "A1", "value": "1"}])


def test_welsh_and_currency_letters_survive(tmp_path: Path) -> None:
    table = csv(tmp_path, "ref,value\nA1,Tŷ Gŵyr £5 – “yes”\n".encode())
    assert table.rows[0][1]["value"] == "Tŷ Gŵyr £5 – “yes”"


def test_a_workbook_says_what_the_csv_would() -> None:
    lines = workbook_lines(
        workbook([
            ["ref", "period", "value", "action_date", "commentary"],
            ["A1", "2019-20-q2", 81.0, date(2019, 10, 11), None],
            [40, "2019-20-q2", 0.1, datetime(2019, 10, 11, 9, 30), True],
        ]),
        "return.xlsx",
    )  # fmt: skip
    assert [cells for _, cells in lines][1:] == [
        ["A1", "2019-20-q2", "81", "2019-10-11"], ["40", "2019-20-q2", "0.1", "2019-10-11", "True"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [(0.815, "0.0%", "81.5"), (0.07, "0%", "7"), (1, "0%", "100"), (0.815, "0.000", "0.815"), (-0.021, "0.0%", "-2.1")],
)
def test_what_a_sheet_shows_as_a_percentage_is_read_as_it_is_shown(value: float, form: str, text: str) -> None:
    assert workbook_lines(workbook([[value]], {"A1": form}), "return.xlsx") == [(1, [text])]


def test_cells_that_are_formatted_and_empty_are_nothing() -> None:
    lines = workbook_lines(workbook([["ref"], ["A1"]], {"D2": "0.0%", "D9": "0.0%"}), "return.xlsx")
    assert [(number, cells) for number, cells in lines if cells] == [(1, ["ref"]), (2, ["A1"])]


def test_a_sheet_that_lies_about_its_size_is_read_for_what_it_holds() -> None:
    book, held = openpyxl.Workbook(write_only=True), io.BytesIO()
    book.create_sheet().append(["ref"])
    book.save(held)
    assert workbook_lines(held.getvalue(), "return.xlsx") == [(1, ["ref"])]


def test_a_sheet_with_cells_far_to_the_right_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("helpers.collect.workbook.read.MOST_CELLS", 20_000)
    book, held = openpyxl.Workbook(), io.BytesIO()
    for row in (1, 2, 3):
        book.active.cell(row, 16_384, "x")
    book.save(held)
    with pytest.raises(Refused, match="more than 20,000 cells"):
        workbook_lines(held.getvalue(), "return.xlsx")


def read(tiny: Tiny) -> list[tuple[str, float]]:
    framework = read_framework(tiny.workspace, read_council(tiny.workspace))
    rows = read_returns(tiny.workspace, framework, Period.parse("2019-20-q2"))
    return [(ref, value) for ref, value, about in zip(rows["ref"], rows["value"], rows["return_period"], strict=True)
            if str(about) == "2019-20-q2"]  # fmt: skip


def test_a_return_as_workbook_and_as_csv_are_the_same_observations(tiny: Tiny) -> None:
    as_csv = read(tiny)
    (tiny.root / Q2).unlink()
    rows = [
        ["ref", "period", "value"],
        ["A1", "2019-20-q2", 81.5],
        ["H1", "2019-20-q2", 68],
        ["H2", "2019-20-q2", 1.75],
    ]
    tiny.put("data/returns/2019-20-q2/all.xlsx", workbook(rows))  # type: ignore[arg-type]
    assert read(tiny) == as_csv


def test_lock_files_notes_and_hidden_folders_are_passed_over(tiny: Tiny) -> None:
    before = read(tiny)
    tiny.put("data/returns/2019-20-q2/~$all.xlsx", b"\x05lock")
    tiny.put("data/returns/2019-20-q2/.DS_Store", b"\x00")
    tiny.put("data/returns/2019-20-q2/.ipynb_checkpoints/all.csv", "rubbish")
    tiny.put("data/returns/.ipynb_checkpoints/all.csv", "rubbish")
    tiny.put("data/returns/README.md", "How returns come in")
    tiny.put("data/returns/2019-20-q2/NOTE.md", "Sent twice")
    assert read(tiny) == before


def test_a_council_without_any_return_has_no_observations(tiny: Tiny) -> None:
    for path in sorted((tiny.root / "data" / "returns").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (tiny.root / "data" / "returns").rmdir()
    assert read(tiny) == []


def test_numbers_are_read_as_people_write_them(tiny: Tiny) -> None:
    written = {"1,068": 1068, "£68": 68, " 68 ": 68, "6.8e1": 68, "68.50": 68.5, "-0": 0}
    for text, number in written.items():
        tiny.put(Q2, f'ref,period,value\nH1,2019-20-q2,"{text}"\n')
        assert read(tiny) == [("H1", number)]
    assert str(read(tiny)[0][1]) == "0.0"


def test_a_percentage_just_outside_0_to_100_is_doubted_later_and_not_refused(tiny: Tiny) -> None:
    tiny.put(Q2, "ref,period,value\nA1,2019-20-q2,104%\n")
    assert read(tiny) == [("A1", 104)]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes are not kept on this system")
def test_a_return_that_may_not_be_read_is_refused_in_words(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(Refused, match="cannot be read \\(Permission denied\\)"):
        read(tiny)


def test_files_are_read_as_utf_8_whatever_the_machines_own_encoding(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda _do=True: "cp1252")
    tiny.replace("params/council.yml", "name: Tinytown Council", "name: Cyngor Tŷ")
    tiny.replace("data/framework/measures.csv", "Reviews on time", "Adolygiadau – mewn pryd ŵ")
    council = read_council(tiny.workspace)
    assert council.name == "Cyngor Tŷ"
    assert read_framework(tiny.workspace, council).measures[0].title == "Adolygiadau – mewn pryd ŵ"


def test_a_heading_in_capitals_is_told_from_an_unknown_one(tiny: Tiny) -> None:
    tiny.replace("data/returns/2019-20-q2/all.csv", "ref,period", "Ref,period")
    with pytest.raises(Refused, match='"ref"\n  next:     Write the heading so, in small letters'):
        read(tiny)


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini"])
def test_what_windows_leaves_in_a_folder_is_passed_over(tiny: Tiny, name: str) -> None:
    tiny.put(f"data/returns/2019-20-q2/{name}", b"\x00")
    assert len(read(tiny))
