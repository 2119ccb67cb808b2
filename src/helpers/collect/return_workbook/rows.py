"""The rows of a return workbook, each checked against what was issued. May import `model`."""

from __future__ import annotations

from helpers.collect.fields import RowReader
from helpers.collect.return_workbook.cells import filled_text, share_typed_as_part
from helpers.collect.return_workbook.facts import Facts
from helpers.collect.return_workbook.form import CHECKED, FILLED, FormColumn, cell_code, elsewhere
from helpers.collect.return_workbook.grid import AS_ISSUED, Grid, GridRow
from helpers.collect.table_file import Row
from helpers.model.errors import Problem, quoted
from helpers.model.observation import IN_PLACE_OF_A_FIGURE, markers_of


def read_rows(grid: Grid, facts: Facts, where: str) -> tuple[list[tuple[int, Row]], list[Problem]]:
    """Read the rows in which something was filled in, and name every problem.

    Parameters
    ----------
    facts
        What was issued.
    where
        The sheet as errors name it.

    Returns
    -------
    tuple
        The rows by their number in the sheet, with the columns of a return; and the problems.
    """
    rows: list[tuple[int, Row]] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    for row in grid.rows():
        reader = RowReader(where, row.number, {column.heading: cell.text for column, cell in row.cells.items()})
        key = _check_row(reader, row, facts, seen)
        if key in facts.codes:
            seen[key] = row.number
        if not reader.problems:
            _check_locked(reader, row, facts.codes[key])
            if answers := _answers(reader, row, facts.last_period(key[0])):
                rows.append((row.number, dict(zip(("ref", "period"), key, strict=True)) | answers))
        problems.extend(reader.problems)
    problems += [
        Problem(
            where, f"no row for {ref}, {period}", "every row that was issued, empty where nothing is returned yet",
            "Put the row back: " + AS_ISSUED[0].lower() + AS_ISSUED[1:],
        )
        for ref, period in facts.codes
        if (ref, period) not in seen
    ]  # fmt: skip
    return rows, problems


def _check_row(reader: RowReader, row: GridRow, facts: Facts, seen: dict[tuple[str, str], int]) -> tuple[str, str]:
    """Refuse a row that was not issued, or stands here again, or in which something stands outside the columns.

    Returns
    -------
    tuple of str
        Ref and period of the row as it was issued; empty where it was not.
    """
    key = ref, period = row.text("ref"), row.text("period")
    if row.stray:
        reader.refuse(
            "", f"{quoted(row.stray)} outside the columns", "nothing beside the table",
            "Move it to the column that it belongs to, or delete it.",
        )  # fmt: skip
        if not any(cell.text for cell in row.cells.values()):
            return "", ""
    if key in seen:
        reader.refuse("Ref", f'"{ref}" for {period} again (it stands in row {seen[key]})', "each row once",
                      "Delete the row that is wrong.")  # fmt: skip
        return "", ""
    if key in facts.codes:
        return key
    codes = tuple(cell_code(row.cells[column].text) for column in CHECKED)
    was = next((known for known, issued in facts.codes.items() if issued == codes and known not in seen), None)
    if was is not None:
        column, found, issued = ("Ref", ref, was[0]) if ref != was[0] else ("Period", period, was[1])
        reader.refuse(column, f'"{found}"' if found else "nothing", f'"{issued}", as it was issued', "Put it back.")
        return was
    refs = tuple(dict.fromkeys(known for known, _ in facts.codes))
    asked = " ".join(filter(None, (f'"{ref}"', f"for {period}" if period else "")))
    reader.refuse(
        "Ref", f"{asked}, which was not asked of this service" if ref else "nothing, beside what stands here",
        f"one of {quoted(refs, limit=40)}, each in its own row",
        "Delete the row that was added. A measure that is missing is added to data/framework, not here.",
    )  # fmt: skip
    return "", ""


def _check_locked(reader: RowReader, row: GridRow, codes: tuple[str, ...]) -> None:
    for column, code in zip(CHECKED, codes, strict=False):
        if cell_code(text := row.cells[column].text) != code:
            reader.refuse(
                column.heading, f'"{text}", which is not what was issued' if text else "nothing",
                f"the {column.words.lower()} as it was issued", "Undo the change. What a measure is, is changed in "
                "data/framework, and a workbook is issued anew.",
            )  # fmt: skip


def _answers(reader: RowReader, row: GridRow, last: str) -> dict[str, str]:
    """Read what was filled in, every column of a return named, or nothing where the row was left empty."""
    unit = row.text("unit")
    answers = {column.name: _answer(reader, row, column, last, unit) for column in FILLED}
    if reader.problems or not any(answers.values()):
        return {}
    heading = next(column.heading for column in FILLED if column.name == "value")
    if meant := share_typed_as_part(answers, unit):
        reader.refuse(
            heading, f'"{answers["value"]}"', f"{meant}, as numerator and denominator have it",
            f"Type {meant} for {meant}%.",
        )  # fmt: skip
    if not answers["value"] and not set(markers_of(answers["marker"])) & set(IN_PLACE_OF_A_FIGURE):
        given = quoted(column.words for column in FILLED if answers[column.name])
        reader.refuse(
            heading, f"nothing, beside what stands in {given}", "a number, or one of the markers x, z and c",
            "Fill in the figure or choose a marker; clear the row where nothing is returned yet.",
        )  # fmt: skip
    return answers


def _answer(reader: RowReader, row: GridRow, column: FormColumn, last: str, unit: str) -> str:
    cell = row.cells[column]
    if column.once and row.text("period") != last:
        if cell.text not in ("", elsewhere(last)):
            reader.refuse(
                column.heading, f'"{cell.text}"', f"nothing: it is said once, in the row of {last}",
                f"Move it to the row of {last}.",
            )  # fmt: skip
        return ""
    return filled_text(reader, column, cell, unit) if cell.text or cell.doubt else ""
