"""Read a CSV file or a workbook's sheet as text, every row with its number in the file."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.collect.csv_file import csv_lines
from helpers.collect.mapping.pattern import trimmed
from helpers.collect.workbook.guard import OLE, ZIP
from helpers.collect.workbook.read import read_sheet
from helpers.collect.workbook.sheet import Line, Sheet, refuse_all
from helpers.model.errors import Problem, Refused, quoted

LARGEST_FILE = 64 * 2**20
"""Bytes. A return of this size is a mistake or an attack."""

PACKED = ".gz"
"""How the name of a packed CSV file ends."""

Row = Mapping[str, str]


class Cells(Row):
    """A row as it stands in a file, by column; a cell is trimmed when it is asked for.

    Of a national file hardly a row is kept, and of the others hardly a cell is looked at.

    Examples
    --------
    >>> dict(Cells([" A1", "5 "], {"ref": 0, "value": 1}))
    {'ref': 'A1', 'value': '5'}
    """

    __slots__ = ("_cells", "_places")

    def __init__(self, cells: Sequence[str], places: Mapping[str, int]) -> None:
        self._cells, self._places = cells, places

    def __getitem__(self, column: str) -> str:
        place = self._places[column]
        return trimmed(self._cells[place]) if place < len(self._cells) else ""

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


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


def read_table(path: Path, label: str, encoding: str = "utf-8", separator: str = ",") -> Table:
    """Read one CSV file or the first sheet of a workbook, headed by its first row.

    Raises
    ------
    Refused
        The file is missing, empty, too large, of another kind than its name says, or in another encoding; a workbook
        holds what may not be trusted.
    """
    sheet = read_cells(path, label, encoding, separator)
    refuse_all(sheet.problems(number for number, _ in sheet.lines))
    return headed_table(label, sheet.lines)


def read_cells(
    path: Path,
    label: str,
    encoding: str = "utf-8",
    separator: str = ",",
    sheet: tuple[str, ...] = (),
    hidden: bool = False,
) -> Sheet:
    """Read a CSV file, or one sheet of a workbook, as it stands.

    Parameters
    ----------
    sheet
        What the sheet may be called; the first one where nothing is given.
    hidden
        Read it even where it is hidden.

    Raises
    ------
    Refused
        As `read_table`, save for what is doubtful, merged or hidden within a sheet.
    """
    raw = _bytes(path, label)
    if path.suffix.lower() == ".xlsx":
        return read_sheet(raw, label, sheet, hidden)
    if raw.startswith((OLE, *ZIP)):
        raise Refused.one(
            label, f'a workbook named "{path.suffix}"', "an .xlsx workbook without macros, or a CSV file",
            "Open it in a spreadsheet program and save it as .xlsx.",
        )  # fmt: skip
    if sheet:
        raise Refused.one(
            label, "a file without sheets", "an .xlsx workbook, since the mapping file says `sheet:`",
            "Delete `sheet:`, or correct `file:`.",
        )  # fmt: skip
    if path.suffix.lower() == PACKED:
        raw = _unpacked(raw, label)
    return Sheet(label, csv_lines(raw, label, encoding, separator))


def _unpacked(raw: bytes, label: str) -> bytes:
    """Unpack a packed CSV file, and no more of it than a file may have: a small one can claim to hold everything."""
    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(raw)).read(LARGEST_FILE + 1)
    except (OSError, EOFError, zlib.error):
        raise Refused.one(
            label, "a file that cannot be unpacked", f"a CSV file packed with gzip, as {PACKED} says",
            "Ask for the file again, or unpack it and correct `file:`.",
        ) from None  # fmt: skip
    if len(unpacked) > LARGEST_FILE:
        raise Refused.one(
            label, f"more than {LARGEST_FILE:,} bytes once unpacked", f"at most {LARGEST_FILE:,} bytes",
            "Send only the rows asked for.",
        )  # fmt: skip
    return unpacked


def _bytes(path: Path, label: str) -> bytes:
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
        return path.read_bytes()
    except OSError as error:
        raise Refused.one(
            label, f"a file that cannot be read ({error.strerror})", "a file you may read",
            "Close it in Excel and other programs, or ask for read access.",
        ) from None  # fmt: skip


def check_columns(table: Table, known: Sequence[str], required: Sequence[str]) -> None:
    """Refuse a table with a column nobody knows, or without one that must be there."""
    problems = [
        Problem(
            f"{table.headings}, column {name}" if name else table.headings,
            "an unknown column" if name else "a column without a heading",
            *_heading_meant(name, known),
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


def _heading_meant(name: str, known: Sequence[str]) -> tuple[str, str]:
    """Say what a heading could have been, and what to do: one that differs in capitals alone is not to be deleted."""
    meant = next((column for column in known if column.casefold() == name.casefold()), "")
    if meant:
        return f'"{meant}"', "Write the heading so, in small letters."
    return f"one of {quoted(known, limit=40)}", "Correct the heading, or delete the column."


def headed_table(label: str, lines: list[Line]) -> Table:
    """Take the first row with something in it for the headings, and every other for a row of the table.

    Raises
    ------
    Refused
        There is no row, a heading stands twice, or a row has more cells than there are headings.
    """
    full = [(number, cells) for number, cells in lines if any(map(trimmed, cells))]
    if not full:
        raise Refused.one(
            label, "an empty file", "a heading row and at least one row below it", "Send the filled file."
        )
    header = [trimmed(cell) for cell in full[0][1]]
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
    places = {name: place for place, name in enumerate(header)}
    rows: list[tuple[int, Row]] = []
    for number, cells in full[1:]:
        # Even an empty cell too many is a sign: 1,068 without quotes is two cells, and would be read as 1.
        if len(cells) > len(full[0][1]) or any(map(trimmed, cells[len(header) :])):
            raise Refused.one(
                f"{label}, row {number}", f"{len(cells)} cells", f"{len(header)} cells, one a heading",
                "Put text that holds a comma in double quotes, or delete what stands right of the table.",
            )  # fmt: skip
        rows.append((number, Cells(cells, places)))
    return Table(label, tuple(header), tuple(rows), f"{label}, row {full[0][0]}")
