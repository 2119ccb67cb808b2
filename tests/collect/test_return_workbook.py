"""A return workbook that a service filled in is read by ref and heading, whoever saved it and however they type."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from return_workbooks import FOLDER, PLACE, Filled, changed, filled, issued, opened, place
from tiny import Tiny

from helpers.collect.council import read_council
from helpers.collect.fields import RowReader
from helpers.collect.framework import read_framework
from helpers.collect.return_workbook.cells import filled_text
from helpers.collect.return_workbook.facts import Expected
from helpers.collect.return_workbook.form import FILLED
from helpers.collect.return_workbook.grid import FormCell
from helpers.collect.return_workbook.read import is_filled, is_return_workbook, read_return_workbook
from helpers.collect.returns import read_returns
from helpers.model.period import Period

Q2 = Period.parse("2019-20-q2")
DATE = next(column for column in FILLED if column.name == "action_date")
ANSWERS: Filled = {
    ("A1", "Value"): 81.5, ("A1", "Numerator"): 163, ("A1", "Denominator"): 200,
    ("A1", "Marker"): "p provisional", ("A1", "Forecast for the year"): 82,
    ("A1", "Commentary"): "Two more reviewers started in July.", ("A1", "Cause"): "- Vacancies\n- Sickness",
    ("A1", "Action"): "Recruit.", ("A1", "Owner, by role"): "Head of Care",
    ("A1", "Action date"): date(2019, 11, 30), ("A1", "Expected recovery"): date(2020, 3, 31),
    ("A2 2019-07", "Value"): 40, ("A2 2019-08", "Value"): 41, ("A2 2019-09", "Value"): 0,
    ("A2 2019-09", "Commentary"): "No visits in September.",
}  # fmt: skip


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return issued(Tiny.whole(tmp_path_factory.mktemp("issued") / "tinytown"))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    council = read_council(Tiny.whole(tmp_path_factory.mktemp("expected") / "tinytown").workspace)
    return Expected(council, Q2, "care")


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A quarter that was opened: nothing has come in."""
    return opened(Tiny.whole(tmp_path / "tinytown"))


def collected(tiny: Tiny, workbook: bytes) -> dict[tuple[str, str], dict[str, Any]]:
    """Put a workbook where returns lie and read them, by ref and period."""
    tiny.put(PLACE, workbook)
    frame = read_returns(tiny.workspace, read_framework(tiny.workspace, read_council(tiny.workspace)), Q2)
    mine = frame[frame["source_file"] == PLACE]
    return {(row["ref"], str(row["period"])): row for row in mine.to_dict(orient="records")}


def value(tiny: Tiny, workbook: bytes, ref: str = "A1") -> float:
    return float(next(row["value"] for (found, _), row in collected(tiny, workbook).items() if found == ref))


def test_what_was_filled_in_becomes_a_return(tiny: Tiny, blank: bytes) -> None:
    rows = collected(tiny, filled(blank, ANSWERS))
    assert {key: row["value"] for key, row in rows.items()} == {
        ("A1", "2019-20-q2"): 81.5, ("A2", "2019-07"): 40, ("A2", "2019-08"): 41, ("A2", "2019-09"): 0,
    }  # fmt: skip
    row = rows["A1", "2019-20-q2"]
    assert (row["numerator"], row["denominator"], row["marker"], row["forecast"]) == (163, 200, "p", 82)
    assert row["commentary"] == "Two more reviewers started in July."
    assert (row["cause"], row["action"], row["owner_role"]) == ("- Vacancies\n- Sickness", "Recruit.", "Head of Care")
    assert (row["action_date"], row["recovery_date"]) == ("2019-11-30", "2020-03-31")
    assert rows["A2", "2019-09"]["commentary"] == "No visits in September."


def test_a_row_is_traced_to_the_workbook_s_own_row_and_its_service(tiny: Tiny, blank: bytes) -> None:
    rows = collected(tiny, filled(blank, ANSWERS))
    assert [row["source_row"] for row in rows.values()] == [2, 3, 4, 5]
    assert {row["supplied_by"] for row in rows.values()} == {"Care at Home"}


def test_an_origin_beside_the_workbook_is_believed_before_the_workbook_itself(tiny: Tiny, blank: bytes) -> None:
    tiny.put(f"{PLACE}.origin.yml", "supplied_by: Head of Care\nreceived: 2019-10-11\n")
    rows = collected(tiny, filled(blank, ANSWERS))
    assert {(row["supplied_by"], row["received"]) for row in rows.values()} == {("Head of Care", "2019-10-11")}


def test_a_row_left_empty_is_not_returned_yet_and_no_error(tiny: Tiny, blank: bytes) -> None:
    assert list(collected(tiny, filled(blank, {("A2 2019-08", "Value"): 41}))) == [("A2", "2019-08")]


def test_what_is_not_available_is_returned_by_its_marker(tiny: Tiny, blank: bytes) -> None:
    [row] = collected(tiny, filled(blank, {("A1", "Marker"): "x unavailable"})).values()
    assert row["marker"] == "x"


def test_rows_and_columns_may_stand_anywhere(tiny: Tiny, blank: bytes) -> None:
    def turned(book: Workbook) -> None:
        sheet = book["Return"]
        rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
        for table in list(sheet.tables):
            del sheet.tables[table]
        for number, row in enumerate([rows[0], *rows[:0:-1]], start=1):
            for column, content in enumerate(row, start=1):
                sheet.cell(number, column).value = content

    as_issued = collected(tiny, filled(blank, ANSWERS))
    moved = collected(tiny, changed(filled(blank, ANSWERS), turned))
    assert {key: row["value"] for key, row in moved.items()} == {key: row["value"] for key, row in as_issued.items()}
    assert moved["A1", "2019-20-q2"]["source_row"] == 5


def test_rows_that_a_program_adds_below_the_table_are_passed_over(tiny: Tiny, blank: bytes) -> None:
    def stretched(book: Workbook) -> None:
        for number in range(6, 300):
            book["Return"].cell(number, 1).number_format = "@"
            book["Return"].cell(number, 3).value = "  "

    assert len(collected(tiny, changed(filled(blank, ANSWERS), stretched))) == 4


@pytest.mark.parametrize(
    ("typed", "form", "meant"),
    [
        (81.5, "General", 81.5), (0.815, "0.0%", 81.5), (0.57, "0%", 57), ("81.5", "@", 81.5), ("81.5%", "@", 81.5),
        (" 81.5 ", "@", 81.5), (0, "General", 0), (0.5, "General", 0.5), (100, '0"%"', 100), ("1,068e-1", "@", 106.8),
    ],
)  # fmt: skip
def test_a_percentage_is_read_as_it_was_meant(tiny: Tiny, blank: bytes, typed: object, form: str, meant: float) -> None:
    def type_it(book: Workbook) -> None:
        cell = place(book["Return"], "A1", "Value")
        cell.value, cell.number_format = typed, form

    assert value(tiny, changed(blank, type_it)) == meant


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        (datetime(2019, 11, 30, 9, 30), "dd/mm/yyyy"), (date(2019, 11, 30), "d mmm yyyy"), (43799, "General"),
        ("30/11/2019", "@"), ("2019-11-30 ", "@"),
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_held(tiny: Tiny, blank: bytes, typed: object, form: str) -> None:
    def type_it(book: Workbook) -> None:
        place(book["Return"], "A1", "Value").value = 81
        cell = place(book["Return"], "A1", "Action date")
        cell.value, cell.number_format = typed, form

    assert collected(tiny, changed(blank, type_it))["A1", "2019-20-q2"]["action_date"] == "2019-11-30"


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("p provisional", "p"), ("P", "p"), ("p e", "p e"), ("p provisional, e estimated", "p e"), ("[p]", "p"),
     ("low rounds to nothing", "low")],
)  # fmt: skip
def test_a_marker_is_chosen_or_typed(tiny: Tiny, blank: bytes, typed: str, codes: str) -> None:
    workbook = filled(blank, {("A1", "Value"): 81, ("A1", "Marker"): typed})
    assert collected(tiny, workbook)["A1", "2019-20-q2"]["marker"] == codes


def test_1_of_1_is_a_hundred_per_cent_and_1_of_100_is_one(tiny: Tiny, blank: bytes) -> None:
    for typed, numerator, denominator in ((1, 1, 100), (100, 1, 1), (0.5, 1, 200)):
        answers = {("A1", "Value"): typed, ("A1", "Numerator"): numerator, ("A1", "Denominator"): denominator}
        assert value(tiny, filled(blank, answers)) == typed


@given(st.dates(date(2000, 1, 1), date(2099, 12, 30)))
def test_every_day_s_serial_number_is_that_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert filled_text(RowReader("care.xlsx", 2, {}), DATE, FormCell(str(serial)), "%") == day.isoformat()


def is_typeable(text: str) -> bool:
    """Say whether a workbook can hold a text: no control codes, and nothing that looks like how it escapes them."""
    return text.isprintable() and "_x" not in text and bool(text.strip()) and not text.startswith("=")


@settings(max_examples=12)
@given(
    st.decimals(-(10**9), 10**9, places=4),
    st.text(st.characters(codec="utf-8"), min_size=1).filter(is_typeable),
    st.dates(date(2000, 1, 1), date(2099, 12, 30)),
)
def test_whatever_is_typed_is_what_is_read(
    blank: bytes, expected: Expected, number: Any, words: str, day: date
) -> None:
    typed = {("A1", "Value"): float(number), ("A1", "Commentary"): words, ("A1", "Action date"): day}
    [(_, row)] = read_return_workbook(filled(blank, typed), PLACE, expected).table.rows
    assert (float(row["value"]), row["commentary"], row["action_date"]) == (
        float(number), words.strip(), day.isoformat()
    )  # fmt: skip


def test_a_workbook_is_filled_once_anything_is_typed(blank: bytes) -> None:
    assert not is_filled(blank)
    assert not is_filled(changed(blank, lambda _book: None))
    for answer in ANSWERS.items():
        assert is_filled(filled(blank, dict([answer]))), answer
    assert is_filled(filled(blank, {("A1", "Value"): 0}))
    assert is_filled(filled(blank, {("A1", "Value"): "=80+1.5"}))


def test_what_an_officer_wrote_anywhere_on_the_sheet_counts_as_filled(blank: bytes) -> None:
    assert is_filled(filled(blank, {("A2 2019-07", "Commentary"): "see the note"}))
    assert is_filled(changed(blank, lambda book: book["Return"].cell(9, 30, "Ring me about A1.")))


def test_spaces_alone_are_nothing(blank: bytes) -> None:
    assert not is_filled(filled(blank, {("A1", "Commentary"): "  "}))


def test_what_can_not_be_read_counts_as_filled(tmp_path: Path, blank: bytes) -> None:
    assert is_filled(tmp_path / "gone.xlsx")
    assert is_filled(blank[:900])
    assert is_filled(changed(blank, lambda book: book.remove(book["Return"])))


def test_a_file_is_asked_as_its_bytes_are(tmp_path: Path, blank: bytes) -> None:
    path = tmp_path / "care.xlsx"
    path.write_bytes(blank)
    assert not is_filled(path)
    path.write_bytes(filled(blank, ANSWERS))
    assert is_filled(path)


def test_a_workbook_of_another_kind_is_not_taken_for_ours(blank: bytes) -> None:
    def other(title: str) -> bytes:
        book, held = openpyxl.Workbook(), io.BytesIO()
        book.active.title = title
        book.active.append(["ref", "period", "value"])
        book.save(held)
        return held.getvalue()

    assert [is_return_workbook(other(title)) for title in ("Sheet", "Return", "Instructions")] == [False] * 3
    for lost in ("Return", "Instructions"):
        assert is_return_workbook(changed(blank, lambda book, lost=lost: book.remove(book[lost])))


def without_hash(row: dict[str, Any]) -> dict[str, str]:
    """Write a row so that what is not known equals what is not known; another program's bytes have another hash."""
    return {name: repr(cell) for name, cell in row.items() if name != "source_hash"}


def libreoffice(workbook: bytes, folder: Path) -> bytes:
    """Open a workbook in LibreOffice and save it."""
    (folder / "saved").mkdir()
    (folder / "care.xlsx").write_bytes(workbook)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder / "saved",
               folder / "care.xlsx"]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "saved" / "care.xlsx").read_bytes()


@pytest.mark.needs_libreoffice
def test_a_workbook_saved_by_libreoffice_says_the_same(tiny: Tiny, blank: bytes, tmp_path: Path) -> None:
    workbook = filled(blank, ANSWERS)
    before = collected(tiny, workbook)
    saved = libreoffice(workbook, tmp_path)
    after = collected(tiny, saved)
    assert {key: without_hash(row) for key, row in after.items()} == {
        key: without_hash(row) for key, row in before.items()
    }


@pytest.mark.needs_libreoffice
def test_a_blank_workbook_saved_by_libreoffice_is_still_blank_and_locked(blank: bytes, tmp_path: Path) -> None:
    saved = libreoffice(blank, tmp_path)
    assert is_return_workbook(saved)
    assert not is_filled(saved)
    sheet = openpyxl.load_workbook(io.BytesIO(saved))["Return"]
    assert sheet.protection.sheet
    assert [place(sheet, "A1", heading).protection.locked for heading in ("Definition", "Value")] == [True, False]


@pytest.mark.needs_libreoffice
def test_a_formula_that_a_program_has_counted_out_is_its_result(tiny: Tiny, blank: bytes, tmp_path: Path) -> None:
    saved = libreoffice(filled(blank, {("A1", "Value"): "=163/200*100"}), tmp_path)
    assert value(tiny, saved) == 81.5


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def as_excel_saves(workbook: bytes) -> bytes:
    """Write a workbook's parts as Excel does: shared texts in runs, styled empty rows below, a size that is wrong."""
    texts: list[str] = []
    held = io.BytesIO()

    def shared(cell: re.Match[str]) -> str:
        first, space, rest = cell["text"].partition(" ")
        texts.append(f"<si><r><t>{first}</t></r><r><rPr><b/></rPr><t xml:space='preserve'>{space}{rest}</t></r></si>")
        return f'<c{cell["of"]} t="s"><v>{len(texts) - 1}</v></c>'

    inline = re.compile(r'<c(?P<of>[^>]*?) t="inlineStr"><is><t[^>]*>(?P<text>[^<]*)</t></is></c>')
    below = "".join(f'<row r="{row}" spans="1:20"><c r="A{row}" s="1"/></row>' for row in range(900, 1000))
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8")
            if name.startswith("xl/worksheets/sheet"):
                text = inline.sub(shared, text).replace("</sheetData>", f"{below}</sheetData>")
                text = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', text)
            elif name == "xl/_rels/workbook.xml.rels":
                link = f'<Relationship Id="texts" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
                text = text.replace("</Relationships>", f"{link}</Relationships>")
            elif name == "[Content_Types].xml":
                kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TEXTS_TYPE}"/>'
                text = text.replace("</Types>", f"{kind}</Types>")
            new.writestr(name, text)
        assert len(texts) > 60
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{"".join(texts)}</sst>')
    return held.getvalue()


def test_a_workbook_as_excel_saves_it_says_the_same(tiny: Tiny, blank: bytes) -> None:
    workbook = filled(blank, ANSWERS)
    before, after = collected(tiny, workbook), collected(tiny, as_excel_saves(workbook))
    assert {key: without_hash(row) for key, row in after.items()} == {
        key: without_hash(row) for key, row in before.items()
    }
    assert not is_filled(as_excel_saves(changed(blank, lambda _book: None)))


def test_two_services_workbooks_stand_side_by_side(tiny: Tiny, blank: bytes) -> None:
    tiny.put(f"{FOLDER}/homes.xlsx", filled(issued(tiny, "homes"), {("H1", "Value"): 68}))
    assert len(collected(tiny, filled(blank, ANSWERS))) == 4
