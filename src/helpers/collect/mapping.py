"""Mapping files: read a foreign file as if it were one of ours, without editing it and without code for one council."""

from __future__ import annotations

import re
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from helpers.collect.table_file import Row, Table, read_table
from helpers.collect.yaml_file import read_yaml, typed
from helpers.model.council import Noun, Text
from helpers.model.errors import Refused, quoted
from helpers.model.period import Period

Kind = Literal["measures", "targets", "returns", "benchmarks"]
OneOrMore = str | tuple[str, ...]


class Origin(Noun):
    """Where a file came from: who supplied it, from which system, when, and its hash when it arrived.

    Attributes
    ----------
    fetched
        When `goldenthread collect` fetched it, in UTC; ``None`` where a person put the file there.
    query
        The SQL that fetched it, word for word.
    query_sha256
        Hash of the file that the query stood in.
    """

    supplied_by: str = ""
    system: str = ""
    received: date | None = None
    licence: str = ""
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    fetched: datetime | None = None
    query: str = ""
    query_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class Cell(Noun):
    """How one of our columns is made from a row of a foreign file.

    Attributes
    ----------
    column
        The foreign column to take, or
    text
        the text to write in every row.
    words
        Foreign words and ours. A word that is not listed is refused, unless `otherwise` says what to do with it.
    otherwise
        What to write where `words` does not list what was found.
    empty
        Foreign words that mean nothing was given.
    markers
        Foreign words that stand in place of a figure, and the marker each becomes.
    form
        ``calendar-quarter`` reads ``2019-Q3`` as quarter 2 of 2019/20.
    """

    column: str = ""
    text: str | None = None
    words: dict[str, str] | None = None
    otherwise: Cell | str | None = None
    empty: tuple[str, ...] = ()
    markers: dict[str, str] = Field(default_factory=dict)
    form: Literal["calendar-quarter", ""] = ""

    @model_validator(mode="after")
    def _column_or_text(self) -> Self:
        if bool(self.column) == (self.text is not None):
            raise ValueError("give either `column` or `text`")
        return self


class Rows(Noun):
    """One kind of row to make from each kept row of the foreign file."""

    kind: Kind = Field(alias="as")
    where: dict[str, OneOrMore] = Field(default_factory=dict)
    unless: dict[str, OneOrMore] = Field(default_factory=dict)
    cells: dict[str, Cell | str]


class Mapping(Noun):
    """A whole mapping file.

    Attributes
    ----------
    file
        The foreign file, relative to the mapping file.
    where, unless
        Keep, or leave out, rows whose column equals one of the words; ``*`` stands for anything.
    until
        Leave out rows about a period that ends later: a national file may have grown since.
    """

    file: Text
    encoding: str = "utf-8"
    origin: Origin = Origin()
    where: dict[str, OneOrMore] = Field(default_factory=dict)
    unless: dict[str, OneOrMore] = Field(default_factory=dict)
    until: str = ""
    rows: Annotated[tuple[Rows, ...], Field(min_length=1)]


def read_mapping(path: Path, label: str) -> Mapping:
    """Read and check a mapping file."""
    return typed(Mapping, read_yaml(path, label), label)


def read_mapped(path: Path, label: str, kind: Kind) -> tuple[Path, Origin, list[Table]]:
    """Read the foreign file of a mapping as tables of one of our kinds.

    Parameters
    ----------
    path
        The mapping file.
    label
        The mapping file as errors name it.
    kind
        Which kind of rows to make.

    Returns
    -------
    tuple
        The foreign file, its origin, and one table for each entry of that kind. Row numbers are the foreign file's.

    Raises
    ------
    Refused
        A column does not exist, a word is not listed, or the mapping itself is wrong.
    """
    mapping = read_mapping(path, label)
    foreign = (path.parent / mapping.file).resolve()
    if not foreign.is_file():
        raise Refused.one(
            f"{label}, key file", f'"{mapping.file}", which is not there', "a file, relative to the mapping file",
            "Correct the name, or put the file there.",
        )  # fmt: skip
    table = read_table(foreign, foreign.name, mapping.encoding)
    wanted = [rows for rows in mapping.rows if rows.kind == kind]
    return foreign, mapping.origin, [_mapped(table, mapping, rows, label) for rows in wanted]


def _mapped(table: Table, mapping: Mapping, rows: Rows, label: str) -> Table:
    cells = {name: Cell(column=cell) if isinstance(cell, str) else cell for name, cell in rows.cells.items()}
    _check_foreign_columns(table, mapping, rows, cells, label)
    kept = [
        (number, row)
        for number, row in table.rows
        if all(_matches(row, conditions) for conditions in (mapping.where, rows.where) if conditions)
        and not any(_matches(row, conditions) for conditions in (mapping.unless, rows.unless) if conditions)
    ]
    made = [(number, _row(row, cells, f"{table.label}, row {number}", label)) for number, row in kept]
    if mapping.until:
        last = _period(mapping.until, f"{label}, key until").end
        made = [
            (number, row)
            for number, row in made
            if not row.get("period")
            or _period(row["period"], f"{table.label}, row {number}, column period").end <= last
        ]
    header = tuple(dict.fromkeys([*cells, *(["marker"] if any(cell.markers for cell in cells.values()) else [])]))
    return Table(table.label, header, tuple(made), f"{label}, cells")


def _period(text: str, where: str) -> Period:
    try:
        return Period.parse(text)
    except Refused as refused:
        problem = refused.problems[0]
        raise Refused.one(where, problem.found, problem.expected, problem.next_step) from None


def _check_foreign_columns(table: Table, mapping: Mapping, rows: Rows, cells: dict[str, Cell], label: str) -> None:
    asked = {*mapping.where, *mapping.unless, *rows.where, *rows.unless}
    asked |= {column for cell in cells.values() for column in _columns(cell)}
    if unknown := sorted(asked - set(table.header)):
        raise Refused.one(
            label, f"the column {quoted(unknown)}, which {table.label} does not have",
            f"one of {quoted(table.header, limit=40)}", "Correct the mapping, or ask for the file in its old form.",
        )  # fmt: skip


def _columns(cell: Cell) -> set[str]:
    deeper = _columns(cell.otherwise) if isinstance(cell.otherwise, Cell) else set()
    return ({cell.column} if cell.column else set()) | deeper


def _matches(row: Row, conditions: dict[str, OneOrMore]) -> bool:
    return all(
        any(fnmatchcase(row[column], word) for word in ((words,) if isinstance(words, str) else words))
        for column, words in conditions.items()
    )


def _row(row: Row, cells: dict[str, Cell], where: str, label: str) -> Row:
    made: Row = {}
    for name, cell in cells.items():
        found = row[cell.column] if cell.column else ""
        if found in cell.markers:
            made[name], made["marker"] = "", cell.markers[found]
        else:
            made[name] = _written(row, cell, where, label)
    return made


def _written(row: Row, cell: Cell, where: str, label: str) -> str:
    if cell.text is not None:
        return cell.text
    found = row[cell.column]
    if found in cell.empty:
        return ""
    if cell.words is not None:
        if found in cell.words:
            return cell.words[found]
        if isinstance(cell.otherwise, Cell):
            return _written(row, cell.otherwise, where, label)
        if cell.otherwise is None:
            raise Refused.one(
                f"{where}, column {cell.column}", f'"{found}"', f"one of {quoted(cell.words)}",
                f"List the word under `words:` in {label}.",
            )  # fmt: skip
        return cell.otherwise
    return _council_quarter(found, where) if cell.form == "calendar-quarter" else found


def _council_quarter(text: str, where: str) -> str:
    """Write a calendar quarter as the council's: July to September 2019 is quarter 2 of 2019/20."""
    match = re.fullmatch(r"(\d{4})[- ]?Q([1-4])", text)
    if not match:
        raise Refused.one(
            where, f'"{text}"', "a calendar quarter such as 2019-Q3", "Correct `form:` in the mapping file."
        )
    month = int(match[2]) * 3
    first = date(int(match[1]), month - 2, 1)
    year = first.year if month > 3 else first.year - 1
    return f"{year}-{(year + 1) % 100:02d}-q{(month // 3 - 2) % 4 + 1}"
