"""What an edition offers for download: whole, at the published precision, and harmless when opened."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pandas as pd
import pytest
from csvw import CSVW
from data_agrees import disagreements, opened, read, sheet_table
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl.workbook import Workbook
from results_fixture import results as made_up

from helpers.model.council import Pack
from helpers.model.results import Results
from helpers.present.open_data.cells import data_cells
from helpers.present.open_data.columns import OBSERVATIONS, RESULTS, DataColumn
from helpers.present.open_data.csv_files import RUNS, csv_bytes, guarded_text
from helpers.present.open_data.downloads import data_files

# The contract of design section 6, written out once more: a slip in the code must not pass by slipping here too.
CONTRACT = (
    "ref,title,directorate,portfolio,priority,period,data_period,unit,decimals,polarity,value,numerator,denominator,"
    "marker,target,intervention,rag,rag_basis,rag_supplied,direction,previous,same_period_last_year,outturn_last_year,"
    "forecast,forecast_rag,variation,assurance,points,mean,lower_limit,upper_limit,benchmark_group,benchmark_n,"
    "benchmark_rank,benchmark_quartile,quality,quality_reasons,source_file,source_row"
)
HISTORY = "ref,period,start,end,value,numerator,denominator,marker,state,source_file,source_row"
TELLTALE = 87654321.0
"""A figure that stands nowhere else."""


def with_cells(results: Results, ref: str, **cells: object) -> Results:
    """Give the results with some cells of one measure changed."""
    table = results.table.copy()
    for name, cell in cells.items():
        if name not in table:
            table[name] = math.nan
        table[name] = table[name].astype(object)
        table.loc[table["ref"] == ref, name] = cell  # type: ignore[call-overload]
    return replace(results, table=table)


@pytest.fixture(scope="module")
def edition() -> Results:
    """The made-up edition as a draft, with the quartile as a number, as the judge gives it."""
    made = with_cells(made_up(), "43", benchmark_quartile=3.0)
    return replace(made, edition=replace(made.edition, papers=(), released=False, version="1a2b3c4d"))


@pytest.fixture(scope="module")
def files(edition: Results) -> dict[str, bytes]:
    return data_files(edition)


def row_of(results: Results, ref: str) -> dict[str, str]:
    return next(row for row in read(csv_bytes(results.table, RESULTS)) if row["ref"] == ref)


def sheet_cell(book: Workbook, sheet: str, ref: str, heading: str) -> Any:
    headings, rows = sheet_table(book, sheet)
    return next(row[headings.index(heading)] for row in rows if row[0].value == ref)


def test_the_results_have_the_contract_s_columns_in_its_order_and_a_row_a_measure(
    edition: Results, files: dict[str, bytes]
) -> None:
    assert files["results.csv"].split(b"\r\n")[0].decode() == CONTRACT
    assert [row["ref"] for row in read(files["results.csv"])] == edition.table["ref"].tolist()


def test_the_observations_are_the_history_row_for_row(edition: Results, files: dict[str, bytes]) -> None:
    assert files["observations.csv"].split(b"\r\n")[0].decode() == HISTORY
    written = [(row["ref"], row["period"]) for row in read(files["observations.csv"])]
    assert written == list(zip(edition.history["ref"], edition.history["period"], strict=True))


def test_every_line_ends_as_rfc_4180_says_and_none_says_nan(files: dict[str, bytes]) -> None:
    for name in ("results.csv", "observations.csv"):
        text = files[name].decode("utf-8")
        assert text.endswith("\r\n")
        assert text.count("\n") == text.count("\r\n")
        cells = {cell for row in read(files[name]) for cell in row.values()}
        assert not cells & {"nan", "NaN", "None", "<NA>", "NaT", "inf"}


def test_a_figure_has_its_measure_s_decimals_and_its_mean_one_more(edition: Results) -> None:
    row = row_of(with_cells(edition, "CS-04", value=24.0, mean=22.25, numerator=12.5, denominator=52.0), "CS-04")
    assert (row["value"], row["previous"], row["mean"]) == ("24.0", "22.1", "22.25")
    assert (row["numerator"], row["denominator"]) == ("12.5", "52")
    assert row_of(edition, "43")["value"] == "68"


def test_a_mean_is_rounded_half_up_as_a_reader_would(edition: Results) -> None:
    assert row_of(with_cells(edition, "43", mean=2.25, lower_limit=-2.25), "43")["mean"] == "2.3"
    assert row_of(with_cells(edition, "43", mean=2.25, lower_limit=-2.25), "43")["lower_limit"] == "-2.3"


@pytest.mark.parametrize(
    ("target", "written"), [(47.5, "47.5"), (3.15, "3.15"), (80.0, "80"), (1250000.0, "1250000"), (-0.0, "0")]
)
def test_a_target_is_written_in_its_shortest_exact_form(edition: Results, target: float, written: str) -> None:
    assert row_of(with_cells(edition, "43", target=target), "43")["target"] == written


def test_the_target_of_a_range_is_written_in_words(edition: Results) -> None:
    levels = {"intervention_low": 15.0, "intervention_high": 25.0}
    row = row_of(with_cells(edition, "R-02", **levels), "R-02")
    assert (row["target"], row["intervention"]) == ("18 to 22", "15 to 25")


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [(15.0, math.nan, "15 or more"), (math.nan, 25.5, "25.5 or less"), (math.nan,) * 2 + ("",)],
)
def test_a_range_with_an_open_end_says_so(edition: Results, low: float, high: float, written: str) -> None:
    row = row_of(with_cells(edition, "R-02", intervention_low=low, intervention_high=high), "R-02")
    assert row["intervention"] == written


def test_whole_numbers_have_no_decimals(edition: Results) -> None:
    row = row_of(edition, "43")
    whole = ("decimals", "points", "benchmark_n", "benchmark_rank", "benchmark_quartile", "source_row")
    assert [row[name] for name in whole] == ["0", "13", "6", "4", "3", "3"]


def test_what_is_not_known_is_empty_and_a_nought_is_not(edition: Results) -> None:
    row = row_of(with_cells(edition, "43", value=0.0, forecast=math.nan, source_row=pd.NA), "43")
    assert (row["value"], row["forecast"], row["source_row"]) == ("0", "", "")


def test_a_figure_below_nought_stays_a_number(edition: Results, files: dict[str, bytes]) -> None:
    assert row_of(edition, "R-05")["value"] == "-3000"
    cell = sheet_cell(opened(files["measures.xlsx"]), "Results", "R-05", "Value")
    assert (cell.value, cell.data_type) == (-3000, "n")


def test_a_figure_not_due_is_the_last_one_with_its_own_period(edition: Results) -> None:
    row = row_of(edition, "CS-07")
    assert (row["value"], row["data_period"], row["period"], row["rag"]) == ("88", "2018-19", "2019-20-q2", "")


@pytest.mark.parametrize("state", ["missing", "suppressed", "unavailable"])
def test_no_figure_stands_beside_a_state_that_has_none(edition: Results, state: str) -> None:
    cells = {"value": TELLTALE, "numerator": TELLTALE, "denominator": TELLTALE, "state": state}
    leaking = with_cells(edition, "43", **cells)
    history = edition.history.copy()
    history.loc[history["ref"] == "43", list(cells)] = list(cells.values())
    made = data_files(replace(leaking, history=history))
    row = next(row for row in read(made["results.csv"]) if row["ref"] == "43")
    assert (row["value"], row["numerator"], row["denominator"]) == ("", "", "")
    assert str(int(TELLTALE)) not in made["results.csv"].decode() + made["observations.csv"].decode()
    assert not found_in(made["measures.xlsx"], str(int(TELLTALE)))


def found_in(workbook: bytes, text: str) -> bool:
    """Say whether any part of a workbook holds a text."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return any(text.encode() in package.read(name) for name in package.namelist())


def test_a_figure_that_may_stand_is_found_by_the_same_search(edition: Results) -> None:
    made = data_files(with_cells(edition, "43", value=TELLTALE))
    assert str(int(TELLTALE)) in made["results.csv"].decode()
    assert found_in(made["measures.xlsx"], str(int(TELLTALE)))


def test_a_suppressed_measure_holds_nothing_that_speaks_of_its_figure(edition: Results) -> None:
    speaking = {
        "forecast": 4.0, "points": 13.0, "mean": 4.0, "lower_limit": 1.0, "upper_limit": 7.0, "benchmark_rank": 2.0,
        "benchmark_n": 6.0, "benchmark_quartile": 1.0, "rag": "Red", "rag_supplied": "Red", "forecast_rag": "Red",
        "direction": "Worsening", "variation": "Concern", "assurance": "Hit and miss",
    }  # fmt: skip
    row = row_of(with_cells(edition, "CS-06", **speaking), "CS-06")
    assert {name: row[name] for name in speaking} == dict.fromkeys(speaking, "")
    assert (row["marker"], row["rag_basis"]) == ("c", "suppressed")


@given(st.text())
def test_no_text_in_a_csv_begins_as_a_formula_and_every_text_comes_back(text: str) -> None:
    frame = pd.DataFrame({"ref": ["A1"], "title": [text]}, dtype=object)
    content = csv_bytes(frame, (DataColumn("ref", "text", ""), DataColumn("title", "text", "")))
    [row] = read(content)
    assert not row["title"].startswith(RUNS)
    assert row["title"] == (f"'{text}" if text.startswith(RUNS) else text)


@given(st.sampled_from(RUNS), st.text())
def test_a_text_that_begins_as_a_formula_is_guarded_by_one_apostrophe(start: str, rest: str) -> None:
    assert guarded_text(start + rest) == f"'{start}{rest}"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3))
def test_a_published_figure_is_a_number_whatever_its_sign(figure: Any) -> None:
    frame = pd.DataFrame({"value": [float(figure)], "decimals": [1], "state": ["reported"]})
    [row] = read(csv_bytes(frame, (DataColumn("value", "published", ""),)))
    assert abs(float(row["value"]) - float(figure)) <= 0.05 + 1e-6
    assert row["value"] != "-0.0"


@pytest.mark.parametrize("name", ["results.csv", "observations.csv"])
def test_a_validator_accepts_the_csv_by_its_own_description(files: dict[str, bytes], name: str, tmp_path: Path) -> None:
    assert complaints(files, name, tmp_path) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [(b",Amber,rule,", b",Yellow,rule,"), (b",68,", b",sixty-eight,"), (b"\r\nCS-05,", b"\r\nCS-04,")],
)
def test_the_same_validator_refuses_what_the_description_does_not_allow(
    files: dict[str, bytes], right: bytes, wrong: bytes, tmp_path: Path
) -> None:
    assert right in files["results.csv"]
    broken = files | {"results.csv": files["results.csv"].replace(right, wrong, 1)}
    assert complaints(broken, "results.csv", tmp_path) != []


def complaints(files: dict[str, bytes], name: str, folder: Path) -> list[str]:
    """Say what a CSV on the Web validator finds wrong with a file, its description beside it."""
    for part in (name, f"{name}-metadata.json"):
        (folder / part).write_bytes(files[part])
    try:
        table = CSVW(str(folder / name), validate=True)
        return [] if table.is_valid else [str(warning.message) for warning in table.warnings]
    except ValueError as problem:
        return [str(problem)]


@pytest.mark.parametrize(("name", "columns"), [("results.csv", RESULTS), ("observations.csv", OBSERVATIONS)])
def test_the_description_names_the_header_row_s_columns_and_explains_each(
    files: dict[str, bytes], name: str, columns: tuple[DataColumn, ...]
) -> None:
    described = json.loads(files[f"{name}-metadata.json"])["tableSchema"]["columns"]
    assert [column["name"] for column in described] == files[name].split(b"\r\n")[0].decode().split(",")
    assert all(column["dc:description"].endswith(".") for column in described)
    assert len({column.meaning for column in columns}) == len(columns)


def test_the_description_says_whose_data_it_is_under_which_licence_and_that_it_is_a_draft(
    files: dict[str, bytes],
) -> None:
    described = json.loads(files["results.csv-metadata.json"])
    assert described["dc:publisher"]["schema:name"] == "Westmere Council"
    assert described["dc:license"]["@id"].endswith("/open-government-licence/version/3/")
    assert described["dc:issued"]["@value"] == "2019-11-05"
    assert described["schema:creativeWorkStatus"] == "DRAFT 1a2b3c4d"
    assert "fictional" in described["dc:description"]


def test_every_sheet_but_the_cover_is_one_table_with_no_merged_cell_and_no_empty_one(files: dict[str, bytes]) -> None:
    book = opened(files["measures.xlsx"])
    assert book.sheetnames == [
        "Cover",
        "Contents",
        "Notes",
        "Results",
        "Observations",
        "Definitions",
        "Columns",
    ]
    for sheet in book.worksheets[1:]:
        headings, rows = sheet_table(book, sheet.title)
        assert len(set(headings)) == len(headings)
        assert all(cell.value not in (None, "") for row in rows for cell in row), sheet.title
        assert sheet.merged_cells.ranges == set()
        assert sheet["A1"].value
        [table] = sheet.tables.values()
        assert table.ref.endswith(sheet.dimensions.split(":")[1])
    assert [book[name].freeze_panes for name in ("Results", "Observations", "Columns")] == ["B5", "B5", "B4"]


def test_a_heading_refers_to_a_note_that_stands_on_the_notes_sheet(files: dict[str, bytes]) -> None:
    book = opened(files["measures.xlsx"])
    notes = {row[0].value: row[1].value for row in sheet_table(book, "Notes")[1]}
    heads = [cell.value for sheet in ("Results", "Observations") for cell in book[sheet][4]]
    said = {head.partition("\n")[0]: int(head[:-1].rpartition(" ")[2]) for head in heads if "[note" in head}
    assert set(said.values()) == notes.keys()
    assert "withheld" in notes[said["Value"]]
    assert "At the target or better" in notes[said["RAG"]]


def test_a_link_of_the_contents_leads_to_its_sheet(files: dict[str, bytes]) -> None:
    book = opened(files["measures.xlsx"])
    links = {cell.value: cell.hyperlink.location for cell, _ in sheet_table(book, "Contents")[1]}
    assert links == {name: f"'{name}'!A1" for name in ("Results", "Observations", "Definitions", "Columns")}


def test_a_cell_without_a_figure_says_why(edition: Results, files: dict[str, bytes]) -> None:
    book = opened(files["measures.xlsx"])
    said = {ref: sheet_cell(book, "Results", ref, "Value").value for ref in ("CS-06", "H-03")}
    assert said == {"CS-06": "[c]", "H-03": "[x]"}
    assert sheet_cell(book, "Results", "CS-06", "Benchmark rank").value == "[c]"
    assert sheet_cell(book, "Results", "43", "Portfolio").value == "[z]"
    applies = with_cells(edition, "H-03", state="unavailable", marker="z")
    assert sheet_cell(opened(data_files(applies)["measures.xlsx"]), "Results", "H-03", "Value").value == "[z]"


def test_the_workbook_holds_the_figures_as_numbers_shown_at_the_measure_s_decimals(files: dict[str, bytes]) -> None:
    book = opened(files["measures.xlsx"])
    value = sheet_cell(book, "Results", "CS-04", "Value")
    assert (value.value, value.data_type, value.number_format) == (24.5, "n", "#,##0.0")
    assert sheet_cell(book, "Results", "H-02", "Value").number_format == "#,##0"
    assert sheet_cell(book, "Observations", "43", "Start").is_date


def test_workbook_and_json_say_cell_by_cell_what_the_csv_says(edition: Results, files: dict[str, bytes]) -> None:
    assert disagreements(files) == []
    assert disagreements(data_files(with_cells(edition, "43", title="=1+1", value=-0.4, unit="'s", mean=2.25))) == []


@pytest.mark.parametrize(
    ("right", "wrong"), [(b",68,", b",69,"), (b",count,", b",counts,"), (b"2019-09-30", b"2019-09-29")]
)
def test_a_cell_that_is_not_the_csv_s_is_found(files: dict[str, bytes], right: bytes, wrong: bytes) -> None:
    changed = {name: files[name].replace(right, wrong, 1) for name in ("results.csv", "observations.csv")}
    assert disagreements(files | changed) != []


def test_json_keeps_to_its_schema_which_explains_every_part(files: dict[str, bytes]) -> None:
    schema, said = json.loads(files["results.schema.json"]), json.loads(files["results.json"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(said)
    rows = schema["properties"]["results"]["items"]["properties"]
    assert all(part["description"].endswith(".") for part in [*schema["properties"].values(), *rows.values()])
    said["results"][0] |= {"rag": "Yellow", "value": "68", "more": 1}
    assert len(list(Draft202012Validator(schema).iter_errors(said))) == 3


def test_json_says_whose_data_it_is_and_how_to_cite_it(files: dict[str, bytes]) -> None:
    said = json.loads(files["results.json"])
    assert (said["status"], said["period"], said["from"], said["to"]) == (
        "DRAFT 1a2b3c4d", "2019-20-q2", "2019-07-01", "2019-09-30",
    )  # fmt: skip
    assert said["citation"] == (
        "Westmere Council (2019). Performance data, Q2 2019/20. DRAFT 1a2b3c4d. Published 5 November 2019. "
        "https://performance.westmere.example/2019-20-q2/ Open Government Licence v3.0."
    )


def test_only_the_public_pack_says_where_it_is_published(edition: Results) -> None:
    own = replace(edition, edition=replace(edition.edition, pack=Pack.MEMBERS))
    said = json.loads(data_files(own)["results.json"])
    assert said["address"] == ""
    assert "https://performance" not in said["citation"]


def test_each_measure_has_its_own_history_as_it_stands_in_the_whole(edition: Results, files: dict[str, bytes]) -> None:
    whole = read(files["observations.csv"])
    refs = {row["ref"] for row in whole} & set(edition.table["ref"])
    own = {name: read(content) for name, content in files.items() if re.fullmatch(r"measures/[^/]+\.csv", name)}
    assert own == {f"measures/{ref}.csv": [row for row in whole if row["ref"] == ref] for ref in refs}


def test_a_validator_accepts_each_measure_s_history_by_the_description_they_share(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    for name, content in files.items():
        if name.startswith("measures/"):
            (tmp_path / name.partition("/")[2]).write_bytes(content)
    with served(tmp_path) as address:  # the validator follows the link to the shared columns over HTTP alone
        tables = CSVW(f"{address}/csv-metadata.json", validate=True)
        assert tables.is_valid, [str(warning.message) for warning in tables.warnings]
        first = next(iter(tables.tables[0]))
    assert first["value"] == Decimal(50)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder over HTTP."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_text_in_the_workbook_is_text_whatever_it_looks_like(edition: Results) -> None:
    texts = (
        "=1+1", "+44", "-5 to 5", "@SUM(A1)", "{=1}", "https://westmere.example", "007", "$$note$$", "???", "النفايات",
        "[a](https://b.example) [c](d)", "word " * 40, 'R&D </script> "quoted"',
    )  # fmt: skip
    titled = edition
    given = dict(zip(edition.table["ref"], texts, strict=False))
    for ref, text in given.items():
        titled = with_cells(titled, ref, title=text)
    book = opened(data_files(titled)["measures.xlsx"])
    for ref, text in given.items():
        cell = sheet_cell(book, "Results", ref, "Title")
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
        assert cell.quotePrefix == text.startswith(RUNS)
    assert len(given) == len(texts)


def test_no_cell_of_the_workbook_is_a_formula(edition: Results) -> None:
    names = ("title", "unit", "quality_reasons", "source_file", "rag_basis", "directorate_name")
    made = data_files(with_cells(edition, "43", **dict.fromkeys(names, "=cmd()")))
    assert [
        cell for sheet in opened(made["measures.xlsx"]) for row in sheet for cell in row if cell.data_type == "f"
    ] == []


def test_a_rating_in_the_workbook_is_the_council_s_word(edition: Results) -> None:
    council = edition.edition.council
    own = council.rag.model_copy(update={"amber": council.rag.amber.model_copy(update={"word": "Just short"})})
    described = replace(edition.edition, council=council.model_copy(update={"rag": own}))
    book = opened(data_files(replace(edition, edition=described))["measures.xlsx"])
    assert [sheet_cell(book, "Results", ref, "RAG").value for ref in ("43", "H-03")] == ["Just short", "[z]"]


def test_the_workbook_says_what_it_is(files: dict[str, bytes]) -> None:
    book = opened(files["measures.xlsx"])
    said = [cell.value for [cell] in book["Cover"].iter_rows()]
    assert said[2] == "Westmere Council is fictional. Its figures are made up to show how this works."
    assert {"Status: DRAFT 1a2b3c4d", "Pack: Public", "Published: 5 November 2019"} < set(said)
    assert any(line.startswith("Shorthand: [c] is withheld") for line in said)
    [licence] = [cell for [cell] in book["Cover"].iter_rows() if cell.hyperlink]
    assert licence.hyperlink.target.endswith("/open-government-licence/version/3/")
    assert book.properties.title == "Performance data: Westmere Council, Q2 2019/20"
    assert (book.properties.creator, book.properties.language) == ("Westmere Council", "en-GB")


def test_the_workbook_explains_every_column_of_the_data_sheets(files: dict[str, bytes]) -> None:
    book = opened(files["measures.xlsx"])
    explained = [(row[0].value, row[1].value) for row in sheet_table(book, "Columns")[1]]
    assert explained == [
        (name, head) for name in ("Results", "Observations", "Definitions") for head in sheet_table(book, name)[0]
    ]


def test_a_released_edition_is_no_draft(edition: Results) -> None:
    made = data_files(replace(edition, edition=replace(edition.edition, released=True)))
    assert "DRAFT" not in made["results.csv-metadata.json"].decode()
    assert not found_in(made["measures.xlsx"], "DRAFT")


def test_the_same_results_give_the_same_bytes_on_another_day(edition: Results, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["measures.xlsx"])) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2019-11-05T00:00:00Z") == 2
    assert data_files(edition) == files


def test_an_edition_without_history_or_without_measures_still_has_its_files(edition: Results) -> None:
    made = data_files(replace(edition, history=edition.history.head(0)))
    assert made["observations.csv"].decode() == f"{HISTORY}\r\n"
    assert opened(made["measures.xlsx"]).sheetnames == [
        "Cover",
        "Contents",
        "Notes",
        "Results",
        "Definitions",
        "Columns",
    ]
    assert not [name for name in made if name.startswith("measures/")]
    none = data_files(replace(edition, table=edition.table.head(0), history=edition.history.head(0)))
    assert none["results.csv"].decode() == f"{CONTRACT}\r\n"
    assert json.loads(none["results.json"])["results"] == []
    assert opened(none["measures.xlsx"]).sheetnames == ["Cover", "Contents", "Columns"]


def test_a_figure_of_a_measure_no_longer_reported_keeps_all_its_places(edition: Results) -> None:
    gone = edition.table[edition.table["ref"] != "43"]
    made = data_files(replace(edition, table=gone, history=edition.history.assign(value=50.22, state="reported")))
    assert {row["value"] for row in read(made["observations.csv"]) if row["ref"] == "43"} == {"50.22"}
    assert {row["value"] for row in read(made["observations.csv"]) if row["ref"] == "CS-04"} == {"50.2"}


def test_a_row_is_as_high_as_its_longest_text_wraps(edition: Results) -> None:
    book = opened(data_files(with_cells(edition, "43", title="word " * 50))["measures.xlsx"])
    long, short = (book["Results"].row_dimensions[number].height for number in (5, 6))
    assert long >= 4 * 15
    assert short is None  # the usual height, of one line
    assert book["Cover"].row_dimensions[12].height >= 2 * 15


def test_a_column_that_the_frame_lacks_comes_out_empty() -> None:
    assert data_cells(pd.DataFrame({"ref": ["A1"]}), RESULTS[:3]) == [["A1", "", ""]]
