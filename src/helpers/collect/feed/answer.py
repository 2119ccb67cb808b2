"""What a query returned, written as the CSV file of a return."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from helpers.model.errors import Problem, Refused


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows as a database gave them.

    Attributes
    ----------
    columns
        Names in the query's order; two may be the same.
    rows
        One value a column.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def as_csv(answer: Answer, label: str, *, columns: Sequence[str] = ()) -> bytes:
    r"""Write an answer as RFC 4180 has it, in UTF-8.

    Parameters
    ----------
    label
        The query as errors name it.
    columns
        The order in which to write the columns, and sort the rows by them, so that the same answer makes the same
        bytes whatever order the database gave it in. Empty: as it came.

    Raises
    ------
    Refused
        With every value that is neither text, number, date nor NULL, and every row of nothing but NULL.

    Examples
    --------
    >>> answer = Answer(("value", "ref"), ((68, "H1"), (81.5, "A1")))
    >>> as_csv(answer, "housing.sql", columns=("ref", "value"))
    b'ref,value\r\nA1,81.5\r\nH1,68\r\n'
    """
    rows: list[list[str]] = []
    problems: list[Problem] = []
    for number, values in enumerate(answer.rows, 1):
        where = f"{label}, row {number} of what it returned"
        try:
            cells = zip(answer.columns, values, strict=True)
            rows.append([_written(value, f"{where}, column {name}") for name, value in cells])
        except Refused as refused:
            problems += refused.problems
        if all(value is None for value in values):
            problems.append(Problem(where, "nothing but NULL", "a ref, a period and a figure", "Correct the query."))
    if problems:
        raise Refused(problems)
    order = [answer.columns.index(name) for name in columns if name in answer.columns] or range(len(answer.columns))
    ordered = [[row[place] for place in order] for row in rows]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([answer.columns[place] for place in order])
    writer.writerows(sorted(ordered) if columns else ordered)
    return text.getvalue().encode("utf-8")


def row_starts(content: bytes) -> dict[int, int]:
    r"""Say which row of an answer starts in which line of its file, since text can hold line breaks.

    Examples
    --------
    >>> row_starts(b'ref\r\n"A\r\nB"\r\nC\r\n')
    {2: 1, 4: 2}
    """
    reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    starts, start = {}, 1
    for number, _ in enumerate(reader):
        if number:
            starts[start] = number
        start = reader.line_num + 1
    return starts


def _written(value: object, where: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            raise _not_a_cell(where, f"a truth value ({str(value).lower()})")
        case str():
            return value
        case int() | float():
            return repr(value)
        case Decimal():
            return format(value, "f")
        case datetime() if value.time() == time():
            return value.date().isoformat()  # a day, as SQL Server and others give it
        case date():
            return value.isoformat()
    raise _not_a_cell(where, f"a value of the kind {type(value).__name__}")


def _not_a_cell(where: str, found: str) -> Refused:
    return Refused.one(
        where, found, "text, a number, a date or NULL",
        "Make it one of these in the query, for instance with CAST or CASE.",
    )  # fmt: skip
