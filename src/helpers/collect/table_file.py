"""Read a CSV file or a workbook's sheet as text, every row with its number in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.collect.workbook import workbook_lines
from helpers.model.errors import Problem, Refused, quoted

LARGEST_FILE = 64 * 2**20
"""Bytes. A return of this size is a mistake or an attack."""

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
    headings
        Where a person mends a column's name: the file's first row, or the mapping file that names the columns.
    """

    label: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]
    headings: str


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
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refused.one(
            label, f"a file that cannot be read ({error.strerror})", "a file you may read",
            "Close it in Excel and other programs, or ask for read access.",
        ) from None  # fmt: skip
    lines = workbook_lines(raw, label) if path.suffix.lower() == ".xlsx" else _csv_lines(raw, label, encoding)
    return _with_header(label, lines)


def check_columns(table: Table, known: Sequence[str], required: Sequence[str]) -> None:
    """Refuse a table with a column nobody knows, or without one that must be there."""
    problems = [
        Problem(
            f"{table.headings}, column {name}" if name else table.headings,
            "an unknown column" if name else "a column without a heading", f"one of {quoted(known, limit=40)}",
            "Correct the heading, or delete the column.",
        )
        for name in table.header
        if name not in known
    ]  # fmt: skip
    problems += [
        Problem(table.headings, f"no column {name}", f"the columns {quoted(required)}", f"Add the column {name}.")
        for name in required
        if name not in table.header
    ]
    if problems:
        raise Refused(problems)


def _csv_lines(raw: bytes, label: str, encoding: str) -> list[tuple[int, list[str]]]:
    try:
        text = raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except LookupError:
        raise Refused.one(
            label, f'the encoding "{encoding}", which there is not', "an encoding such as utf-8 or cp1252",
            "Correct `encoding:` in the mapping file.",
        ) from None  # fmt: skip
    except ValueError as error:
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


def _with_header(label: str, lines: list[tuple[int, list[str]]]) -> Table:
    full = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not full:
        raise Refused.one(
            label, "an empty file", "a heading row and at least one row below it", "Send the filled file."
        )
    header = [cell.strip() for cell in full[0][1]]
    while header and not header[-1]:
        header.pop()
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise Refused.one(
            f"{label}, row {full[0][0]}",
            f"the column {quoted(twice)} twice",
            "each column once",
            "Delete one of the two.",
        )
    rows: list[tuple[int, Row]] = []
    for number, cells in full[1:]:
        # Even an empty cell too many is a sign: 1,068 without quotes is two cells, and would be read as 1.
        if len(cells) > len(full[0][1]) or any(cell.strip() for cell in cells[len(header) :]):
            raise Refused.one(
                f"{label}, row {number}", f"{len(cells)} cells", f"{len(header)} cells, one a heading",
                "Put text that holds a comma in double quotes, or delete what stands right of the table.",
            )  # fmt: skip
        padded = [*cells, *[""] * (len(header) - len(cells))]
        rows.append((number, dict(zip(header, (cell.strip() for cell in padded), strict=False))))
    return Table(label, tuple(header), tuple(rows), f"{label}, row {full[0][0]}")
