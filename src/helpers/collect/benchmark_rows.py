"""Check other councils' rows in columns: each rule is asked once for all the rows that look alike to it.

May import `model`. In a national file the same few measures, periods, councils and markers stand a million times over.
The rules are those of single cells; only a row in which one of them finds something wrong, or a number that is not
written plainly, is read by itself, to say what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from helpers.collect.fields import LARGEST, RowReader
from helpers.collect.figures import bounds, check_number, read_kind, read_markers
from helpers.collect.table_file import Table
from helpers.model.errors import Problem
from helpers.model.measure import Measure
from helpers.model.period import Period

KEY = ("group", "ref", "period", "area")
TEXTS = (*KEY, "marker", "unit", "definition")
NUMBERS = ("value", "numerator", "denominator")
ROW = "row"

_PLAIN = re.compile(r"-?\d{1,15}(\.\d+)?", re.ASCII)
"""A number without thousands, signs of pounds, or an exponent."""

_Texts = dict[str, tuple[np.ndarray, Any]]
"""The texts of each column, once each, and which of them stands in each row."""


def in_columns(table: Table) -> pd.DataFrame:
    """Set out a table as :func:`checked` takes it."""
    columns = {
        name: pd.Series([cells.get(name, "") for _, cells in table.rows], dtype="object") for name in table.header
    }
    return pd.DataFrame(columns | {ROW: pd.Series([number for number, _ in table.rows], dtype="int64")})


def checked(
    rows: pd.DataFrame, label: str, measures: Mapping[str, Measure], grouped: bool, again: Mapping[int, str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Check the rows of one file.

    Parameters
    ----------
    rows
        Any of :data:`TEXTS` and :data:`NUMBERS`, as text or, for numbers, as numbers; and `row`, the place in the file.
    label
        The file as errors name it.
    grouped
        Whether groups are listed in a file of their own, so that a row need not name one.
    again
        By the position of a row that says a council's figure again: where it is said first.

    Returns
    -------
    tuple
        The rows that can be used, with numbers as numbers, periods as :class:`~helpers.model.period.Period` and the
        columns `file` and `row`; and what is wrong with the others.
    """
    whole = pd.DataFrame({name: rows.get(name, "") for name in (*TEXTS, *NUMBERS, ROW)}, rows.index)
    texts: _Texts = {name: pd.factorize(whole[name]) for name in TEXTS}
    figures = {name: _figures(whole[name]) for name in NUMBERS}
    fine = _sound(figures, texts, measures)
    fine &= _asked(texts, ("group",), lambda row: row.text("group", required=not grouped))[0]
    fine &= _asked(texts, ("area",), lambda row: row.text("area", required=True))[0]
    fine &= _asked(texts, ("ref", "unit", "definition"), lambda row: _check_like(row, measures))[0]
    dated, periods = _asked(texts, ("ref", "period"), lambda row: _about(row, measures))
    texts["value"] = (np.isfinite(figures["value"]).astype("int64"), ("", "0"))
    marked, markers = _asked(texts, ("marker", "value"), read_markers)
    fine &= dated & marked
    fine[list(again)] = False
    problems: list[Problem] = []
    numbered = whole[ROW].to_numpy("int64")
    for place in map(int, np.flatnonzero(~fine)):
        cells = {name: _written(whole[name].iloc[place]) for name in (*TEXTS, *NUMBERS)}
        row = RowReader(label, int(numbered[place]), cells)
        numbers = _read_row(row, measures, grouped, again.get(place, ""))
        problems += row.problems
        fine[place] = not row.problems
        for name, number in numbers.items():
            figures[name][place] = np.nan if number is None else float(number)
    made = {name: whole[name].astype("str") for name in ("group", "ref", "area")}
    made |= {"period": pd.Series(periods, rows.index), "marker": pd.Series(markers, rows.index, dtype="str")}
    made |= {name: pd.Series(figures[name], rows.index) for name in NUMBERS}
    return pd.DataFrame(made | {"file": label, ROW: whole[ROW]})[fine].reset_index(drop=True), problems


def _asked(texts: _Texts, names: tuple[str, ...], rule: Callable[[RowReader], object]) -> tuple[np.ndarray, np.ndarray]:
    """Ask a rule once for each way in which these cells are filled; say where it is content, and what it gives."""
    combined = np.zeros(len(texts[names[0]][0]), dtype="int64")
    for name in names:
        combined = combined * max(len(texts[name][1]), 1) + texts[name][0]
    codes, ways = pd.factorize(combined)
    content, given = np.empty(len(ways), dtype=bool), np.empty(len(ways), dtype=object)
    for number, way in enumerate(ways):
        cells: dict[str, str] = {}
        for name in reversed(names):
            way, place = divmod(way, max(len(texts[name][1]), 1))
            cells[name] = str(texts[name][1][place])
        row = RowReader("", 0, cells)
        given[number] = rule(row)
        content[number] = not row.problems
    return content[codes], given[codes]


def _figures(column: pd.Series[Any]) -> np.ndarray:
    """Read numbers that are written plainly; infinity stands where one is written otherwise, NaN where none is."""
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.to_numpy("float64") + 0.0
    codes, texts = pd.factorize(column)
    read = [float(text) if _PLAIN.fullmatch(text) else np.inf if text else np.nan for text in map(str, texts)]
    return np.asarray(np.array(read, dtype="float64")[codes] + 0.0)


def _sound(figures: Mapping[str, np.ndarray], texts: _Texts, measures: Mapping[str, Measure]) -> np.ndarray:
    """Say where every number is within what it can be."""
    codes, refs = texts["ref"]
    units = {ref: measure.unit for ref, measure in measures.items()}
    limits = np.array([bounds(units.get(str(ref), "")) for ref in refs], dtype="float64").reshape(-1, 2)[codes]
    fine = ~(figures["value"] < limits[:, 0]) & ~(figures["value"] > limits[:, 1])
    fine &= ~(figures["numerator"] < 0) & ~(figures["denominator"] <= 0)
    for numbers in figures.values():
        fine &= ~(np.abs(numbers) > LARGEST)
    return np.asarray(fine)


def _written(cell: object) -> str:
    """Write a cell as a CSV file would hold it."""
    if isinstance(cell, float):
        return "" if np.isnan(cell) else f"{Decimal(repr(float(cell))):f}"
    return str(cell)


def _read_row(row: RowReader, measures: Mapping[str, Measure], grouped: bool, first: str) -> dict[str, Decimal | None]:
    """Read one row by every rule, and give its numbers; what is wrong is noted on the row."""
    for name in KEY:
        row.text(name, required=name != "group" or not grouped)
    _period(row, measures)
    numbers = _numbers(row)
    measure = measures.get(row.text("ref"))
    if measure is not None:
        check_number(row, measure, "value", numbers["value"])
    _check_like(row, measures)
    if first:
        row.refuse("area", f'"{row.text("area")}" again (it stands in {first})', "each council once", "Delete one row.")
    read_markers(row)
    return numbers


def _about(row: RowReader, measures: Mapping[str, Measure]) -> Period | None:
    for name in ("ref", "period"):
        row.text(name, required=True)
    return _period(row, measures)


def _period(row: RowReader, measures: Mapping[str, Measure]) -> Period | None:
    """Read the period as the row's measure writes it."""
    ref = row.text("ref")
    measure = measures.get(ref)
    if ref and measure is None:
        row.refuse("ref", f'"{ref}"', "the ref of a measure in data/framework", "Correct the ref, or add the measure.")
    return row.period("period", read_kind(measure) if measure else None)


def _numbers(row: RowReader) -> dict[str, Decimal | None]:
    read = {name: row.number_or_none(name) for name in NUMBERS}
    for name, least in (("numerator", "from 0"), ("denominator", "above 0")):
        number = read[name]
        if number is not None and (number < 0 or (number == 0 and name == "denominator")):
            row.refuse(name, f'"{row.cells[name]}"', f"a {name} {least}", "Correct the figure, or leave it out.")
    return read


def _check_like(row: RowReader, measures: Mapping[str, Measure]) -> None:
    """Refuse a figure counted in another unit, or by another definition, than the measure's."""
    measure = measures.get(row.text("ref"))
    if measure is None:
        return
    for name, ours in (("unit", measure.unit), ("definition", measure.definition)):
        theirs = row.text(name)
        if theirs and _plain(theirs) != _plain(ours):
            row.refuse(
                name, f'"{theirs}", where the measure {measure.ref} has {_said(ours)}',
                f"the same {name}: like is compared with like",
                f"Ask for figures of the same {name}, or correct it here or in the framework where the two mean one.",
            )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _said(text: str) -> str:
    return f'"{text}"' if text else "none"
