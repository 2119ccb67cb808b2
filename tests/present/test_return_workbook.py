"""A return workbook asks a service for what is due, shows what is known of it, and can be filled in by anyone."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from results_fixture import history as made_up_history
from results_fixture import results as made_up
from results_fixture import row

from helpers.collect.return_workbook.form import COLUMNS, FILLED, LOCKED
from helpers.model.errors import Refused
from helpers.model.results import PROMISES, Results
from helpers.narrate.row import rows
from helpers.present.return_workbook.checks import LENGTHS, usual_limits
from helpers.present.return_workbook.rows import form_rows, services_due
from helpers.present.return_workbook.write import return_workbook

HEADINGS = [column.heading for column in COLUMNS]
PROMISE = {
    "ref": "H-10", "period": "2019-20-q1", "period_label": "Q1 2019/20", "cause": "Two vans broke down.",
    "action": "Hire two more.", "owner": "Head of Homes", "action_date": "2019-08-31", "recovery_date": "2019-12-31",
    "outcome": "not yet due", "outcome_words": "Due by 31 December 2019.",
}  # fmt: skip


def homes(**fields: Any) -> dict[str, object]:
    return row(service="homes", service_name="Homes", state="missing", value=float("nan"), **fields)


def edition(*measures: dict[str, object], promises: pd.DataFrame | None = None) -> Results:
    """Give a quarter that is being opened: these measures are due, and what they were before is known."""
    table = pd.DataFrame(measures)
    before = made_up_history(table.assign(value=12.0, previous=12.0))
    results = replace(made_up(), table=table, history=before[before["period"] != "2019-20-q2"])
    return results if promises is None else replace(results, promises=promises)


def promised(**fields: str) -> pd.DataFrame:
    return pd.DataFrame([{**PROMISE, **fields}], columns=list(PROMISES), dtype="str")


@pytest.fixture(scope="module")
def quarter() -> Results:
    return edition(
        homes(ref="H-10", title="Repairs on time", unit="%", decimals=1, polarity="higher", target=90.0,
              intervention=85.0, definition="Repairs finished within 20 days."),
        homes(ref="H-11", title="Calls <b>&</b> visits", frequency="monthly", target=100.0),
        homes(ref="H-12", title="=cmd()", frequency="annual", data_period="2018-19"),
        row(ref="C-1", service="care", title="Visits made"),
        promises=promised(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def workbook(quarter: Results) -> bytes:
    return return_workbook(quarter, "homes")


@pytest.fixture
def book(workbook: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook))


def part(workbook: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name).decode("utf-8")


def column(sheet: Worksheet, heading: str) -> list[Any]:
    return [cell.value for cell in next(sheet.iter_cols(HEADINGS.index(heading) + 1, HEADINGS.index(heading) + 1))][1:]


def checks(sheet: Worksheet) -> dict[str, DataValidation]:
    """Give what each cell is checked by."""
    return {cell: check for check in sheet.data_validations.dataValidation for cell in str(check.sqref).split()}


def open_cells(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for line in sheet.iter_rows() for cell in line if not cell.protection.locked}


def test_the_same_results_give_the_same_bytes(quarter: Results, workbook: bytes) -> None:
    assert return_workbook(quarter, "homes") == workbook


def test_a_service_is_found_by_its_name_too(quarter: Results, workbook: bytes) -> None:
    assert return_workbook(quarter, "Homes") == workbook


def test_each_measure_that_is_due_has_a_row_and_a_monthly_one_a_row_for_each_month(book: Workbook) -> None:
    sheet = book["Return"]
    asked = list(zip(column(sheet, "Ref"), column(sheet, "Period"), strict=True))
    assert asked == [
        ("H-10", "2019-20-q2"), ("H-11", "2019-07"), ("H-11", "2019-08"), ("H-11", "2019-09")
    ]  # fmt: skip


def test_a_figure_in_arrears_is_asked_for_its_own_period() -> None:
    [asked] = form_rows(edition(homes(ref="L-1", lag=1)), "homes")
    assert str(asked.period) == "2019-20-q1"


def test_a_measure_that_was_withheld_is_not_asked_for_before_it_is_due() -> None:
    last = homes(ref="L-1", frequency="annual") | {"state": "suppressed", "marker": "c", "data_period": "2018-19"}
    with pytest.raises(Refused, match="no measure due in Q2 2019/20"):
        return_workbook(edition(last), "homes")


def test_an_unknown_service_is_refused(quarter: Results) -> None:
    with pytest.raises(Refused, match='one of "care", "homes"'):
        return_workbook(quarter, "hoems")


def test_the_services_with_something_due_are_named_in_the_council_s_order(quarter: Results) -> None:
    assert services_due(quarter) == ["care", "homes"]
    assert services_due(edition(homes(ref="L-1", frequency="annual"))) == []


def test_what_the_measure_is_stands_beside_it(book: Workbook) -> None:
    shown = [cell.value for cell in book["Return"][2]][: len(LOCKED)]
    assert shown[:6] == [
        "H-10", "Repairs on time", "2019-20-q2", "Repairs finished within 20 days.", "%",
        "90.0% or more. Red below 85.0%.",
    ]  # fmt: skip
    assert shown[6:8] == ["12.0% (Q1 2019/20)", "12.6% (Q2 2018/19)"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"polarity": "lower", "target": 60.0, "intervention": 75.0}, "60 or fewer. Red above 75."),
        ({"polarity": "higher", "target": 60.0}, "60 or more. Red otherwise."),
        ({"polarity": "range", "target_low": 18.0, "target_high": 22.0}, "18 to 22. Red outside this."),
        ({"polarity": "range", "target_low": 18.0, "target_high": 22.0, "intervention_low": 15.0,
          "intervention_high": 25.0}, "18 to 22. Red below 15 or above 25."),
        ({"polarity": "lower", "unit": "days", "decimals": 1, "target": 6.0, "intervention": 7.5},
         "6.0 days or less. Red above 7.5."),
        ({"polarity": "lower"}, "No target"),
        ({"polarity": "none"}, "For information only"),
        ({"frequency": "monthly", "polarity": "higher", "target": 9.0}, "9 or more (Q2 2019/20). Red otherwise."),
    ],
)  # fmt: skip
def test_a_target_is_said_in_words_with_what_is_red(fields: dict[str, Any], said: str) -> None:
    levels = {name: fields.pop(name) for name in ("intervention_low", "intervention_high") if name in fields}
    asked = form_rows(edition(homes(ref="T-1", **fields) | levels), "homes")
    assert asked[0].texts["target"] == said


def test_a_figure_that_is_not_held_is_said_so() -> None:
    quarter = edition(homes(ref="N-1"))
    [asked] = form_rows(replace(quarter, history=quarter.history[:0]), "homes")
    assert asked.texts["previous"] == "not held (Q1 2019/20)"


def test_what_was_promised_last_time_stands_in_the_row(book: Workbook) -> None:
    assert column(book["Return"], "Last time")[0] == (
        "Exception report, Q1 2019/20\nCause: Two vans broke down.\nAction: Hire two more.\nOwner: Head of Homes\n"
        "Action date: 31 August 2019\nExpected recovery: 31 December 2019\nSince then: Due by 31 December 2019."
    )
    assert column(book["Return"], "Last time")[1:] == ["see 2019-09", "see 2019-09", "No exception report"]


def test_of_many_promises_the_last_is_shown_and_none_that_is_older_than_a_year() -> None:
    several = pd.concat([promised(), promised(period="2018-19-q4", cause="Old"), promised(period="2017-18-q4")])
    measure = homes(ref="H-10")
    [asked] = form_rows(edition(measure, promises=several), "homes")
    assert "Two vans broke down." in asked.texts["last_time"]
    [asked] = form_rows(edition(measure, promises=promised(period="2017-18-q4")), "homes")
    assert asked.texts["last_time"] == "No exception report"


def test_each_sheet_is_one_table_from_a1_with_a_named_header_row_and_no_merged_cells(book: Workbook) -> None:
    assert book.sheetnames == ["Instructions", "Return"]
    for sheet in book:
        [table] = sheet.tables.values()
        assert (table.name, table.headerRowCount, table.autoFilter) == (sheet.title, 1, None)
        assert table.ref == sheet.dimensions
        assert table.ref.startswith("A1:")
        assert [name.name for name in table.tableColumns] == [cell.value for cell in sheet[1]]
        assert not sheet.merged_cells.ranges
        assert all(any(cell.value for cell in line) for line in sheet.iter_rows())


def test_each_table_says_what_it_is_to_those_who_cannot_see_it(workbook: bytes) -> None:
    for number in (1, 2):
        assert re.search(r'altTextSummary="[^"]+"', part(workbook, f"xl/tables/table{number}.xml"))


def test_the_workbook_says_its_title_subject_and_language(book: Workbook, workbook: bytes) -> None:
    said = book.properties
    assert said.title == "Return workbook: Homes, Q2 2019/20"
    assert said.subject == "Performance measures to be returned to Westmere Council"
    assert said.language == "en-GB"
    assert said.created == datetime(2019, 9, 30)
    assert part(workbook, "docProps/core.xml").count("<dc:language>") == 1


def test_headings_stay_in_sight_and_repeat_on_every_page(book: Workbook) -> None:
    assert (book["Return"].freeze_panes, book["Instructions"].freeze_panes) == ("D2", "A2")
    for sheet in book:
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
    assert book["Return"].print_title_cols == "$A:$C"


def test_only_what_is_to_be_filled_in_is_unlocked_and_no_password_is_needed(book: Workbook) -> None:
    sheet = book["Return"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert book["Instructions"].protection.sheet
    assert open_cells(book["Instructions"]) == set()
    once = {column.heading for column in FILLED if column.once}
    wanted = {
        sheet.cell(number, HEADINGS.index(column.heading) + 1).coordinate
        for number in range(2, 6)
        for column in FILLED
        if number not in (3, 4) or column.heading not in once
    }
    assert open_cells(sheet) == wanted


def test_what_is_said_once_a_measure_is_said_in_the_row_of_its_last_month(book: Workbook) -> None:
    assert column(book["Return"], "Commentary (fill in)") == [None, "see 2019-09", "see 2019-09", None]
    assert column(book["Return"], "Value (fill in)") == [None] * 4


def test_a_cell_to_be_filled_in_is_told_by_its_heading_and_not_by_its_colour_alone(book: Workbook) -> None:
    for line in book["Return"].iter_rows(min_row=2):
        for cell in line:
            if not cell.protection.locked:
                assert HEADINGS[cell.column - 1].endswith("(fill in)")


def test_every_cell_to_be_filled_in_says_what_it_takes_and_refuses_what_it_cannot_be(book: Workbook) -> None:
    sheet = book["Return"]
    found = checks(sheet)
    assert set(found) == open_cells(sheet)
    for check in found.values():
        assert check.promptTitle
        assert check.prompt
        assert check.errorTitle
        assert check.error
        assert check.showInputMessage
        assert check.showErrorMessage


def test_each_kind_of_cell_is_checked_as_its_kind(book: Workbook) -> None:
    found = {
        HEADINGS[openpyxl.utils.cell.coordinate_to_tuple(cell)[1] - 1]: check.type
        for cell, check in checks(book["Return"]).items()
        if cell.endswith("2")
    }
    words = dict.fromkeys(("Commentary", "Cause", "Action", "Owner, by role"), "textLength")
    figures = dict.fromkeys(("Value", "Numerator", "Denominator", "Forecast for the year"), "decimal")
    others = {"Marker": "list", "Action date": "date", "Expected recovery": "date"}
    assert found == {f"{name} (fill in)": kind for name, kind in (words | figures | others).items()}


def test_a_count_is_a_whole_number(book: Workbook) -> None:
    found = checks(book["Return"])
    assert (found["J3"].type, found["J3"].formula1) == ("whole", "0")


def test_a_percentage_outside_0_to_100_is_asked_about_and_a_word_for_a_count_stopped(book: Workbook) -> None:
    found = checks(book["Return"])
    assert (found["J2"].formula1, found["J2"].formula2, found["J2"].errorStyle) == ("0", "100", "warning")
    assert found["J3"].errorStyle in (None, "stop")


@pytest.mark.parametrize(
    ("fields", "limits"),
    [
        ({"unit": "%"}, (0, 100)),
        ({"unit": "%", "polarity": "range", "target_low": 95.0, "target_high": 105.0}, (-100, 200)),
        ({"unit": "%", "target": 110.0}, (-100, 200)),
        ({"unit": "count"}, (0, 10**12)),
        ({"unit": "working days"}, (0, 10**12)),
        ({"unit": "per 1,000 households"}, (0, 10**12)),
        ({"unit": "score out of 24"}, (0, 24)),
        ({"unit": "£"}, (-(10**12), 10**12)),
        ({"unit": "points"}, (-(10**12), 10**12)),
    ],
)
def test_the_limits_are_those_of_the_unit(fields: dict[str, Any], limits: tuple[int, int]) -> None:
    assert usual_limits(form_rows(edition(homes(ref="U-1", **fields)), "homes")[0]) == limits


def test_a_figure_that_has_been_beyond_the_usual_may_be_so_again() -> None:
    quarter = edition(homes(ref="U-1", unit="%"), homes(ref="U-2", unit="days"))
    beyond = quarter.history.assign(value=[104.0 if ref == "U-1" else -2.0 for ref in quarter.history["ref"]])
    asked = form_rows(replace(quarter, history=beyond), "homes")
    assert [usual_limits(row) for row in asked] == [(-100, 200), (-(10**12), 10**12)]


def test_a_percent_cell_has_no_format_that_would_change_what_is_typed(book: Workbook) -> None:
    sheet = book["Return"]
    assert sheet["J2"].number_format == "General"
    assert sheet["O2"].number_format == "@"
    assert sheet["S2"].number_format == "d mmm yyyy"


def test_no_text_is_a_formula_and_none_is_markup() -> None:
    measure = homes(ref="F-1", title="=cmd()", definition="<script>alert(1)</script> & more", unit="@units")
    book = openpyxl.load_workbook(io.BytesIO(return_workbook(edition(measure), "homes")))
    cells = [book["Return"].cell(2, number) for number in (2, 4, 5)]
    assert [cell.value for cell in cells] == ["=cmd()", "<script>alert(1)</script> & more", "@units"]


def test_a_unit_of_many_words_still_fits_a_message_of_excel_s() -> None:
    unit = "per 10,000 residents aged 18 to 64 with a long-term health condition " * 6
    return_workbook(edition(homes(ref="W-1", unit=unit.strip(), decimals=2)), "homes")


def test_the_instructions_are_numbered_and_hold_the_key_facts(book: Workbook) -> None:
    said = {str(item.value): str(what.value) for item, what in book["Instructions"].iter_rows(min_row=2)}
    steps = [item for item in said if item.startswith("Step ")]
    assert steps == [f"Step {number}" for number in range(1, len(steps) + 1)]
    facts = ("Council", "Period", "Service", "Service key", "Issued for", "Measures issued")
    assert [said[item] for item in facts] == [
        "Westmere Council", "2019-20-q2", "Homes", "homes", "Q2 2019/20, to 30 September 2019", "H-10, H-11",
    ]  # fmt: skip
    assert said["Late after"] == "11 November 2019"
    assert said["Send back to"] == "Policy and Performance Team, performance@westmere.example"
    assert "fictional" in said["Notice"]


def test_what_may_be_typed_has_room(book: Workbook) -> None:
    found = checks(book["Return"])
    assert int(str(found["O2"].formula1)) == LENGTHS["commentary"] >= 3_000


def test_every_measure_of_the_fixture_can_be_asked_for(tmp_path: Path) -> None:
    whole = made_up()
    table = whole.table.assign(service="homes")
    book = return_workbook(replace(whole, table=table), "homes")
    (tmp_path / "homes.xlsx").write_bytes(book)
    asked = column(openpyxl.load_workbook(tmp_path / "homes.xlsx")["Return"], "Ref")
    assert asked == [measure.ref for measure in rows(whole) if measure.state != "not due"]
