"""Read back the workbook that a service filled in: by ref and heading, never by position. May import `model`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpers.collect.return_workbook.facts import Expected, read_facts, says
from helpers.collect.return_workbook.form import FILLED, INSTRUCTIONS, RETURN, SERVICE_KEY, says_elsewhere
from helpers.collect.return_workbook.grid import AS_ISSUED, FormCell, Grid
from helpers.collect.return_workbook.rows import read_rows
from helpers.collect.return_workbook.sheets import open_sheets, percentages, sheet_names
from helpers.collect.table_file import Table
from helpers.collect.workbook.sheet import Sheet
from helpers.model.errors import Problem, Refused, quoted


@dataclass(frozen=True, slots=True)
class ReturnWorkbook:
    """What a service sent back.

    Attributes
    ----------
    table
        The rows in which something was filled in, with the columns of a return.
    service_key, service
        Key and name of the service.
    place
        The sheet of the rows, as errors name it.
    """

    table: Table
    service_key: str
    service: str
    place: str


def is_return_workbook(raw: bytes) -> bool:
    """Say whether a file is a return workbook of ours, whole or not, by its sheets.

    Examples
    --------
    >>> is_return_workbook(b"ref,period,value")
    False
    """
    names = {INSTRUCTIONS, RETURN} & set(sheet_names(raw))
    if len(names) != 1:
        return bool(names)
    # One sheet of that name may be any workbook's: what stands on it tells.
    try:
        return any(_is_ours(name, sheet) for name, sheet in open_sheets(raw, "").items())
    except Refused:
        return False


def _is_ours(name: str, sheet: Sheet) -> bool:
    if name == INSTRUCTIONS:
        return SERVICE_KEY in says(sheet)
    return len({column.heading for column in FILLED} & {text for _, texts in sheet.lines[:1] for text in texts}) > 1


def is_filled(workbook: Path | bytes) -> bool:
    """Say whether anyone has typed anything into the cells to be filled in.

    A file that cannot be read as a return workbook counts as filled: somebody made it so.

    Examples
    --------
    >>> is_filled(b"not a workbook")
    True
    """
    try:
        raw = workbook if isinstance(workbook, bytes) else workbook.read_bytes()
        rows = list(Grid.of(open_sheets(raw, "")[RETURN], "").rows())
    except (Refused, KeyError, OSError):
        return True
    return any(row.stray or any(_is_typed(row.cells[column]) for column in FILLED) for row in rows)


def _is_typed(cell: FormCell) -> bool:
    return cell.doubt is not None or bool(cell.text and not says_elsewhere(cell.text))


def read_return_workbook(raw: bytes, label: str, expected: Expected) -> ReturnWorkbook:
    """Read a return workbook; rows left empty are not returned yet, and are left out.

    Parameters
    ----------
    raw
        The file's bytes.
    label
        The file as errors name it.
    expected
        What it should be, by where it lies.

    Raises
    ------
    Refused
        It is not the workbook that was issued, with answers and nothing else changed; every problem is named.
    """
    sheets = open_sheets(raw, label)
    if lost := [name for name in (INSTRUCTIONS, RETURN) if name not in sheets]:
        raise Refused.one(
            label, f"no sheet {quoted(lost)}", f"the sheets {INSTRUCTIONS} and {RETURN}, as they were issued", AS_ISSUED
        )
    facts = read_facts(sheets[INSTRUCTIONS], label, expected)
    where = f"{label}, sheet {RETURN}"
    if merged := sheets[RETURN].merged:
        raise Refused.one(
            f"{where}, cells {', '.join(map(str, merged))}", "merged cells", "one cell for each answer",
            "Unmerge the cells, and see that each answer stands in its own row.",
        )  # fmt: skip
    grid = Grid.of(sheets[RETURN], where, percentages(raw))
    rows, problems = read_rows(grid, facts, where)
    if not problems and not rows:
        problems.append(
            Problem(
                where, "nothing filled in", "figures in the columns that say (fill in)",
                "Put the filled workbook here; until it comes, leave this one out of the folder.",
            )
        )  # fmt: skip
    if problems:
        raise Refused(problems)
    header = ("ref", "period", *(column.name for column in FILLED))
    headings = f"{where}, row {grid.heading_row}"
    return ReturnWorkbook(Table(label, header, tuple(rows), headings), facts.service_key, facts.service, where)
