"""Mapping files: read a foreign file as if it were one of ours, without editing it and without code for one council.

May import `model`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from helpers.collect.mapping.file import SEPARATORS, Mapping, Rows, refuse_misplaced, several
from helpers.collect.mapping.file import Kind as Kind
from helpers.collect.mapping.file import Origin as Origin
from helpers.collect.mapping.file import read_mapping as read_mapping
from helpers.collect.mapping.layout import Layout, lay_out
from helpers.collect.mapping.reading import Reading, read_words, written_row
from helpers.collect.table_file import Row, Table, headed_table, read_cells
from helpers.collect.workbook.sheet import Sheet, refuse_all
from helpers.model.errors import Refused, quoted
from helpers.model.period import Period


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
        A sheet, a heading or a column is not there or there twice, a word is not listed, something in the cells that
        are read may not be trusted, no row is left, or the mapping itself is wrong.
    """
    mapping = read_mapping(path, label)
    refuse_misplaced(mapping, kind, label)
    foreign = (path.parent / mapping.file).resolve()
    if not foreign.is_file():
        raise Refused.one(
            f"{label}, key file", f'"{mapping.file}", which is not there', "a file, relative to the mapping file",
            "Correct the name, or put the file there.",
        )  # fmt: skip
    wanted = [rows for rows in mapping.rows if rows.kind == kind]
    if not wanted:
        return foreign, mapping.origin, []
    layout = _laid_out(foreign, mapping, label)
    # Named by its file and not by its sheet: where a pack withholds a figure of a file, it withholds that file's hash.
    tables = [replace(_mapped(layout, mapping, rows, label), label=foreign.name) for rows in wanted]
    return foreign, mapping.origin, tables


def _laid_out(foreign: Path, mapping: Mapping, label: str) -> Layout:
    separator, hidden = SEPARATORS[mapping.separator], bool(mapping.hidden)
    sheet = read_cells(foreign, foreign.name, mapping.encoding, separator, several(mapping.sheet), hidden)
    if mapping.place is not None:
        return lay_out(sheet, mapping.place, label)
    seen = replace(sheet, hidden_rows=frozenset(), hidden_columns=()) if hidden else sheet
    refuse_all(seen.problems(number for number, _ in sheet.lines))
    table = headed_table(sheet.label, sheet.lines)
    columns = {name: index for index, name in enumerate(table.header)}
    return Layout(Sheet(sheet.label, []), table, columns, {name: name for name in table.header}, ())


def _mapped(layout: Layout, mapping: Mapping, rows: Rows, label: str) -> Table:
    cells = rows.made_of()
    reading = read_words(layout, mapping, rows, label)
    filled = {reading.names[column] for column in several(mapping.fill)}
    conditions = {reading.names[column] for part in (mapping, rows) for column in (*part.where, *part.unless)}
    every = {number for number, _ in layout.table.rows}
    refuse_all(layout.sheet.doubtful(every, {layout.columns[name] for name in conditions | filled}))
    whole = _filled(layout.table.rows, filled)
    ours = [(number, row) for number, row in whole if reading.keeps(row, mapping)]
    if whole and not ours:
        raise Refused.one(
            f"{label}, key where", f"words that leave no row of {layout.table.label}", "at least one row to read",
            f"Correct `where:` or `unless:`. {_offered(whole, mapping, reading)}",
        )  # fmt: skip
    kept = [(number, row) for number, row in ours if reading.keeps(row, rows)]
    used = {reading.names[cell.column] for one in cells.values() for cell in one.within() if cell.column}
    layout.refuse_untrusted((number for number, _ in kept), used | conditions, bool(mapping.hidden), filled)
    made = [(number, written_row(row, cells, f"{layout.table.label}, row {number}", reading)) for number, row in kept]
    header = tuple(dict.fromkeys([*cells, *(["marker"] if any(cell.markers for cell in cells.values()) else [])]))
    return Table(layout.table.label, header, tuple(_until(made, mapping, layout, label)), f"{label}, cells")


def _filled(rows: tuple[tuple[int, Row], ...], columns: set[str]) -> list[tuple[int, Row]]:
    """Give an empty cell of these columns what stands above it."""
    above = dict.fromkeys(columns, "")
    made = []
    for number, row in rows:
        above |= {name: row[name] for name in columns if row[name]}
        made.append((number, {**row, **above}))
    return made


def _offered(rows: list[tuple[int, Row]], mapping: Mapping, reading: Reading) -> str:
    column = next(iter((*mapping.where, *mapping.unless)))
    held = dict.fromkeys(row[reading.names[column]] for _, row in rows if row[reading.names[column]])
    return f"The column {column} holds {quoted(list(held), limit=5)}."


def _until(made: list[tuple[int, Row]], mapping: Mapping, layout: Layout, label: str) -> list[tuple[int, Row]]:
    if not mapping.until:
        return made
    last = _period(mapping.until, f"{label}, key until").end
    return [
        (number, row)
        for number, row in made
        if not row.get("period")
        or _period(row["period"], f"{layout.table.label}, row {number}, column period").end <= last
    ]


def _period(text: str, where: str) -> Period:
    try:
        return Period.parse(text)
    except Refused as refused:
        problem = refused.problems[0]
        raise Refused.one(where, problem.found, problem.expected, problem.next_step) from None
