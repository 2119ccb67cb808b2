"""Read a CSV file or a workbook's sheet as text, every row with its number in the file."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import openpyxl

from helpers.model.errors import Problem, Refused, quoted

LARGEST_FILE = 64 * 2**20
"""Bytes. A return of this size is a mistake or an attack."""

LARGEST_UNPACKED = 512 * 2**20
"""Bytes of a workbook once unpacked: more is a zip bomb."""

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in a file, as text.

    Attributes
    ----------
    label
        The file as errors name it.
    header
        Column names in the order of the file.
    rows
        Row number in the file, and text by column.
    """

    label: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]


def read_table(path: Path, label: str, encoding: str = "utf-8") -> Table:
    """Read one CSV file or the first sheet of a workbook.

    Raises
    ------
    Refused
        The file is missing, empty, too large, of another kind than its name says, or in another encoding.
    """
    if not path.is_file():
        raise Refused.one(label, "no such file", "a CSV file or an xlsx workbook", "Check the name and the folder.")
    if path.stat().st_size > LARGEST_FILE:
        raise Refused.one(
            label,
            f"a file of {path.stat().st_size:,} bytes",
            f"at most {LARGEST_FILE:,} bytes",
            "Send only the rows asked for.",
        )
    lines = _workbook_lines(path, label) if path.suffix.lower() == ".xlsx" else _csv_lines(path, label, encoding)
    return _with_header(label, lines)


def check_columns(table: Table, known: Sequence[str], required: Sequence[str]) -> None:
    """Refuse a table with a column nobody knows, or without one that must be there."""
    problems = [
        Problem(
            f"{table.label}, row 1, column {name}", "an unknown column", f"one of {quoted(known, limit=40)}",
            "Correct the heading, or delete the column.",
        )
        for name in table.header
        if name not in known
    ]  # fmt: skip
    problems += [
        Problem(
            f"{table.label}, row 1", f"no column {name}", f"the columns {quoted(required)}", f"Add the column {name}."
        )
        for name in required
        if name not in table.header
    ]
    if problems:
        raise Refused(problems)


def _csv_lines(path: Path, label: str, encoding: str) -> list[tuple[int, list[str]]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except (UnicodeDecodeError, LookupError) as error:
        line = raw[: getattr(error, "start", 0)].count(b"\n") + 1
        raise Refused.one(
            f"{label}, row {line}", f"bytes that are not {encoding}", f"a CSV file in {encoding}",
            "Save it as UTF-8 CSV, or say its `encoding:` in a mapping file.",
        ) from None  # fmt: skip
    if "\x00" in text:
        raise Refused.one(label, "NUL bytes", "a CSV text file", "Save the file as UTF-8 CSV and send it again.")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise Refused.one(
            f"{label}, row {start}", f"broken quoting ({error})", "CSV as RFC 4180 has it",
            "Open the file in a spreadsheet program and save it as CSV again.",
        ) from None  # fmt: skip
    return lines


def _workbook_lines(path: Path, label: str) -> list[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise Refused.one(
                label,
                f"a workbook that unpacks to {unpacked:,} bytes",
                f"at most {LARGEST_UNPACKED:,}",
                "Send only the rows asked for.",
            )
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise Refused.one(
            label, "a file that is not an xlsx workbook", "an xlsx workbook, as its name says",
            "Open it in a spreadsheet program and save it as .xlsx or as UTF-8 CSV.",
        ) from None  # fmt: skip
    try:
        sheet = book.worksheets[0]
        return [
            (number, [_cell_text(value) for value in cells])
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
        ]
    finally:
        book.close()


def _cell_text(value: object) -> str:
    """Write a workbook's cell as the CSV would: whole floats without their point, dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _with_header(label: str, lines: list[tuple[int, list[str]]]) -> Table:
    full = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not full:
        raise Refused.one(
            label, "an empty file", "a heading row and at least one row below it", "Send the filled file."
        )
    header = [cell.strip() for cell in full[0][1]]
    while header and not header[-1]:
        header.pop()
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Refused.one(
            f"{label}, row {full[0][0]}",
            f"the column {quoted(twice)} twice",
            "each column once",
            "Delete one of the two.",
        )
    rows: list[tuple[int, Row]] = []
    for number, cells in full[1:]:
        if any(cell.strip() for cell in cells[len(header) :]):
            raise Refused.one(
                f"{label}, row {number}", f"{len(cells)} cells", f"{len(header)} cells, one a heading",
                "Put text that holds a comma in double quotes, or delete what stands right of the table.",
            )  # fmt: skip
        padded = [*cells, *[""] * (len(header) - len(cells))]
        rows.append((number, dict(zip(header, (cell.strip() for cell in padded), strict=False))))
    return Table(label, tuple(header), tuple(rows))
