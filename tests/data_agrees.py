"""Where the workbook or the JSON of an edition says another thing than its CSV, cell by cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from helpers.present.open_data.columns import OBSERVATIONS, RESULTS
from helpers.present.open_data.csv_files import RUNS

IN_WORDS = {"directorate", "portfolio", "priority", "rag", "rag_supplied", "forecast_rag"}
"""Columns that the workbook has in the council's own words, and the CSV by key."""
WITHOUT = {"[c]", "[x]", "[z]"}
"""What the workbook says where the CSV says nothing."""


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_table(book: Workbook, sheet: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Give the headings of a sheet's one table, without the notes they refer to, and its rows."""
    [table] = book[sheet].tables.values()
    heads, *rows = book[sheet][table.ref]
    return [str(cell.value).partition("\n")[0] for cell in heads], rows


def disagreements(files: Mapping[str, bytes]) -> list[str]:
    """List every cell of the workbook and of the JSON that is not the CSV's; the lists must be as long, too."""
    return [*_of_workbook(files), *_of_json(files)]


def _of_workbook(files: Mapping[str, bytes]) -> Iterator[str]:
    book = opened(files["measures.xlsx"])
    for name, columns in (("results", RESULTS), ("observations", OBSERVATIONS)):
        written = read(files[f"{name}.csv"])
        if not written:
            continue  # a table without rows has no sheet
        headings, rows = sheet_table(book, name.capitalize())
        if headings != [column.label for column in columns] or len(rows) != len(written):
            yield f"{name}: {len(rows)} rows under {headings}"
        for row, said in zip(rows, written, strict=False):
            for cell, column in zip(row, columns, strict=False):
                shown, wanted = _shown(cell), said[column.name]
                if column.name in IN_WORDS:
                    shown, wanted = str(bool(shown)), str(bool(wanted))
                if shown != _unguarded(wanted):
                    yield f"{name}, {said['ref']}, {column.name}: {shown!r} for {wanted!r}"


def _shown(cell: Any) -> str:
    """Give a cell of the workbook as the CSV writes it: numbers to the places that Excel shows."""
    if cell.is_date:
        return str(cell.value.date())
    if cell.data_type == "n":
        return f"{cell.value:.{len(cell.number_format.partition('.')[2])}f}"
    return "" if cell.value in WITHOUT else cell.value


def _unguarded(text: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from running a text of the CSV."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RUNS) else text


def _of_json(files: Mapping[str, bytes]) -> Iterator[str]:
    said, written = json.loads(files["results.json"], parse_float=Decimal)["results"], read(files["results.csv"])
    if len(said) != len(written):
        yield f"{len(said)} results for {len(written)}"
    for row, texts in zip(said, written, strict=False):
        for name, text in texts.items():
            wanted = Decimal(text) if isinstance(row[name], int | Decimal) and text else _unguarded(text) or None
            if row[name] != wanted:
                yield f"{texts['ref']}, {name}: {row[name]!r} for {wanted!r}"
