"""Read the sign-offs of a quarter: lines that git brings together, whoever wrote them where. May import `model`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from helpers.collect.fields import RowReader
from helpers.model.approval import Approval, Hashes, Step
from helpers.model.errors import Problem, Refused, quoted

NAME = "approvals.csv"
COLUMNS = ("directorate", "step", "role", "date", "words", "figures", "figures_public")
LARGEST_FILE = 2**20
"""Bytes. A quarter has a few dozen lines of 300 bytes."""

_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")
_HASH = re.compile(r"[0-9a-f]{64}")
_A_DAY = timedelta(days=1)
"""What another time zone may be ahead."""


def read_approvals(path: Path, label: str, directorates: Iterable[str]) -> tuple[Approval, ...]:
    """Read a quarter's sign-offs.

    The file is what git's union merge makes of the lines of several people: in any order, a line twice, the heading
    again. None of these says anything, and each is read as if it were not there.

    Parameters
    ----------
    path
        ``reports/<period>/approvals.csv``; a file that is not there holds no line.
    label
        The file as errors name it.
    directorates
        Keys of the council's directorates.

    Returns
    -------
    tuple of Approval
        Each line once, oldest first, whatever their order in the file.

    Raises
    ------
    Refused
        The file has merge-conflict markers, no heading, or a line that is none of ours; each is named by its row.
    """
    if not path.is_file():
        return ()
    rows = [(number, _cells(line)) for number, line in enumerate(_lines(path, label), start=1) if line.strip()]
    readers = [RowReader(label, number, dict(zip(COLUMNS, cells, strict=False))) for number, cells in rows]
    known = tuple(directorates)
    found = {
        _approval(reader, cells, known)
        for reader, (_, cells) in zip(readers, rows, strict=True)
        if tuple(cells) != COLUMNS
    }
    problems = [problem for reader in readers for problem in reader.problems]
    if rows and not problems and not any(tuple(cells) == COLUMNS for _, cells in rows):
        problems.append(Problem(f"{label}, row 1", "no heading", ",".join(COLUMNS), "Put this line above all others."))
    if problems:
        raise Refused(problems)
    return tuple(sorted(approval for approval in found if approval))


def _lines(path: Path, label: str) -> list[str]:
    raw = path.read_bytes()
    if len(raw) > LARGEST_FILE:
        raise Refused.one(
            label, f"a file of {len(raw):,} bytes", f"at most {LARGEST_FILE:,} bytes",
            "Take it back from git as it was, and sign off with `goldenthread approve`.",
        )  # fmt: skip
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused.one(
            f"{label}, row {raw[: error.start].count(10) + 1}", "bytes that are not UTF-8", "a UTF-8 CSV file",
            "Take it back from git as it was, or save it as UTF-8.",
        ) from None  # fmt: skip
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if _CONFLICT.match(line):
            raise Refused.one(
                f"{label}, row {number}", f"a merge-conflict marker ({line[:7]})", "the lines of both sides",
                "Delete the lines of markers and keep all others. With `reports/*/approvals.csv merge=union` in "
                ".gitattributes, git does so by itself.",
            )  # fmt: skip
    return lines


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], strict=True), [])]
    except csv.Error:
        return [line]


def _approval(reader: RowReader, cells: Sequence[str], known: tuple[str, ...]) -> Approval | None:
    """Read one line; what is wrong with it is noted with the reader."""
    if len(cells) != len(COLUMNS):
        reader.refuse(
            "", f"{len(cells)} cell{'s' * (len(cells) != 1)}", f"{len(COLUMNS)} cells: {', '.join(COLUMNS)}",
            "Take the line back from git as it was, or delete it and sign off again with `goldenthread approve`.",
        )  # fmt: skip
        return None
    directorate = reader.text("directorate", required=True)
    if directorate and directorate not in known:
        reader.refuse(
            "directorate", f'"{directorate}", which is no directorate', f"one of {quoted(known, limit=30)}",
            "Correct the key, or delete the line.",
        )  # fmt: skip
    role = reader.text("role", required=True)
    step = reader.choice("step", tuple(Step))
    if not reader.cells["step"]:
        reader.refuse("step", "nothing", f"one of {quoted(Step)}", "Use one of these words.")
    day = _day(reader)
    hashes = [_hash(reader, column) for column in COLUMNS[4:]]
    if reader.problems or day is None:
        return None
    return Approval(day, Step(step), directorate, role, Hashes(*hashes))


def _day(reader: RowReader) -> date | None:
    day = reader.day("date")
    if day is None and not reader.cells["date"]:
        reader.refuse("date", "nothing", "a date such as 2020-01-28", "Fill the cell.")
    if day and day > date.today() + _A_DAY:
        reader.refuse(
            "date", f'"{reader.cells["date"]}", which is still to come', "the day on which it was signed",
            "Correct the date.",
        )  # fmt: skip
    return day


def _hash(reader: RowReader, column: str) -> str:
    text = reader.text(column).lower()
    if not _HASH.fullmatch(text):
        reader.refuse(
            column, f'"{text}"' if text else "nothing", "64 hexadecimal digits",
            "Take the line back from git as it was, or delete it and sign off again with `goldenthread approve`.",
        )  # fmt: skip
    return text
