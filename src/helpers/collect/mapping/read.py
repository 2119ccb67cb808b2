"""Mapping files: read a foreign file as if it were one of ours, without editing it and without code for one council.

May import `model`.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from helpers.collect.mapping.cell import Lookup
from helpers.collect.mapping.file import Kind as Kind
from helpers.collect.mapping.file import Mapping, Rows, refuse_changed, refuse_misplaced
from helpers.collect.mapping.file import Origin as Origin
from helpers.collect.mapping.file import read_mapping as read_mapping
from helpers.collect.mapping.foreign import SEPARATORS, Foreign, several
from helpers.collect.mapping.layout import Layout, lay_out
from helpers.collect.mapping.lookup import Found, found_in
from helpers.collect.mapping.reading import Reading, read_names, read_words
from helpers.collect.mapping.written import has_markers, read_ours, written_row
from helpers.collect.table_file import Row, Table, headed_table, read_cells
from helpers.collect.workbook.sheet import Sheet, refuse_all
from helpers.model.errors import Refused, quoted


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
        A sheet, a heading or a column is not there or there twice, a word is not listed or looked up in vain, something
        in the cells that are read may not be trusted, no row is left, or the mapping itself is wrong.
    """
    mapping = read_mapping(path, label)
    refuse_misplaced(mapping, kind, label)
    foreign = _there(path, mapping, label)
    wanted = [rows for rows in mapping.rows if rows.kind == kind]
    if not wanted:
        return foreign, mapping.origin, []
    layout = _laid_out(foreign, mapping, label)
    lookups = _lookups(path, [cell.lookup for rows in wanted for cell in rows.deep() if cell.lookup], label)
    # Named by its file and not by its sheet: where a pack withholds a figure of a file, it withholds that file's hash.
    tables = [replace(_mapped(layout, mapping, rows, label, lookups), label=foreign.name) for rows in wanted]
    return foreign, mapping.origin, tables


def _lookups(path: Path, asking: list[Lookup], label: str) -> dict[int, Found]:
    """Read each table once, however many cells ask alike."""
    alike: dict[str, Found] = {}
    for lookup in asking:
        said = lookup.model_dump_json()
        alike[said] = alike.get(said) or _looked_up(path, lookup, label)
    return {id(lookup): alike[lookup.model_dump_json()] for lookup in asking}


def _there(path: Path, foreign: Foreign, label: str) -> Path:
    found = (path.parent / foreign.file).resolve()
    if not found.is_file():
        raise Refused.one(
            f"{label}, key file", f'"{foreign.file}", which is not there', "a file, relative to the mapping file",
            "Correct the name, or put the file there.",
        )  # fmt: skip
    return found


def _laid_out(path: Path, foreign: Foreign, label: str) -> Layout:
    separator, hidden = SEPARATORS[foreign.separator], bool(foreign.hidden)
    sheet = read_cells(path, path.name, foreign.encoding, separator, several(foreign.sheet), hidden)
    if foreign.place is not None:
        return lay_out(sheet, foreign.place, label)
    seen = replace(sheet, hidden_rows=frozenset(), hidden_columns=()) if hidden else sheet
    refuse_all(seen.problems(number for number, _ in sheet.lines))
    table = headed_table(sheet.label, sheet.lines)
    columns = {name: index for index, name in enumerate(table.header)}
    return Layout(Sheet(sheet.label, []), table, columns, {name: name for name in table.header}, ())


def _looked_up(path: Path, lookup: Lookup, label: str) -> Found:
    found = _there(path, lookup, label)
    refuse_changed(found.name, lookup.sha256, hashlib.sha256(found.read_bytes()).hexdigest())
    layout = _laid_out(found, lookup, label)
    reading = Reading(layout, label, read_names(layout, lookup, (lookup.find, lookup.take), label))
    kept = _kept(reading, lookup, ())
    used = {reading.names[lookup.find], reading.names[lookup.take], *_conditions(reading, lookup)}
    layout.refuse_untrusted((number for number, _ in kept), used, bool(lookup.hidden), _filling(reading, lookup))
    return found_in([row for _, row in kept], lookup, reading.names.__getitem__, layout.table.label)


def _mapped(layout: Layout, mapping: Mapping, rows: Rows, label: str, lookups: dict[int, Found]) -> Table:
    reading = read_words(layout, mapping, rows, label, lookups)
    ours = _kept(reading, mapping, (*rows.where, *rows.unless))
    kept = [(number, row) for number, row in ours if reading.keeps(row, rows)]
    conditions = _conditions(reading, mapping) | _conditions(reading, rows)
    used = {reading.names[column] for cell in rows.deep() for column in cell.columns}
    filled = _filling(reading, mapping)
    layout.refuse_untrusted((number for number, _ in kept), used | conditions, bool(mapping.hidden), filled)
    made = [(number, written_row(row, rows, f"{layout.table.label}, row {number}", reading)) for number, row in kept]
    header = tuple(dict.fromkeys([*rows.cells, *(["marker"] if has_markers(rows) else [])]))
    return Table(layout.table.label, header, tuple(_until(made, mapping, layout, label)), f"{label}, cells")


def _conditions(reading: Reading, part: Foreign | Rows) -> set[str]:
    return {reading.names[column] for column in (*part.where, *part.unless)}


def _filling(reading: Reading, foreign: Foreign) -> set[str]:
    return {reading.names[column] for column in several(foreign.fill)}


def _kept(reading: Reading, foreign: Foreign, besides: tuple[str, ...]) -> list[tuple[int, Row]]:
    """Give the rows that a file's own `where` and `unless` keep, once what they look at is known to be sound.

    Parameters
    ----------
    besides
        Further columns that will be looked at to choose between rows.
    """
    layout, filled = reading.layout, _filling(reading, foreign)
    looked_at = _conditions(reading, foreign) | {reading.names[column] for column in besides} | filled
    every = {number for number, _ in layout.table.rows}
    refuse_all(layout.sheet.doubtful(every, {layout.columns[name] for name in looked_at}))
    whole = _filled(layout.table.rows, filled)
    kept = [(number, row) for number, row in whole if reading.keeps(row, foreign)]
    if whole and not kept:
        raise Refused.one(
            f"{reading.label}, key where", f"words that leave no row of {layout.table.label}",
            "at least one row to read", f"Correct `where:` or `unless:`. {_offered(whole, foreign, reading)}",
        )  # fmt: skip
    return kept


def _filled(rows: tuple[tuple[int, Row], ...], columns: set[str]) -> list[tuple[int, Row]]:
    """Give an empty cell of these columns what stands above it."""
    if not columns:
        return list(rows)
    above = dict.fromkeys(columns, "")
    made: list[tuple[int, Row]] = []
    for number, row in rows:
        above |= {name: row[name] for name in columns if row[name]}
        made.append((number, {**row, **above}))
    return made


def _offered(rows: list[tuple[int, Row]], foreign: Foreign, reading: Reading) -> str:
    column = next(iter((*foreign.where, *foreign.unless)))
    held = dict.fromkeys(row[reading.names[column]] for _, row in rows if row[reading.names[column]])
    return f"The column {column} holds {quoted(list(held), limit=5)}."


def _until(made: list[tuple[int, Row]], mapping: Mapping, layout: Layout, label: str) -> list[tuple[int, Row]]:
    if not mapping.until:
        return made
    last = read_ours(mapping.until, f"{label}, key until").end
    return [
        (number, row)
        for number, row in made
        if not row.get("period")
        or read_ours(row["period"], f"{layout.table.label}, row {number}, column period").end <= last
    ]
