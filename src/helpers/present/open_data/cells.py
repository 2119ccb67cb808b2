"""The cells of the data that others may take away, at the precision published. May import the floors below."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from helpers.model.results import Results
from helpers.narrate.figure import INSTEAD
from helpers.present.open_data.columns import DataColumn, Kind

Cell = Decimal | date | str
"""A number with its places, a day, or text; what is not known is an empty text."""

Row = Mapping[Hashable, object]

_OWN_FIGURES = frozenset({"value", "numerator", "denominator"})
_SAYS_SOMETHING_OF_IT = frozenset({
    "rag", "rag_supplied", "direction", "forecast", "forecast_rag", "variation", "assurance", "points", "mean",
    "lower_limit", "upper_limit", "benchmark_n", "benchmark_rank", "benchmark_quartile",
})  # fmt: skip
"""Columns from which a withheld figure could be guessed."""


def data_cells(frame: pd.DataFrame, columns: Sequence[DataColumn]) -> list[list[Cell]]:
    """Write a table's cells at the precision they are published with.

    A figure stands only beside the states ``reported`` and ``not due``. The store holds nothing of a suppressed figure;
    that nothing of it leaves the house is held here once more, because a file once downloaded cannot be taken back.

    Parameters
    ----------
    frame
        Has the columns asked for, `decimals` and `state`; a column that it lacks comes out empty.
    columns
        What to write, in this order.

    Examples
    --------
    >>> frame = pd.DataFrame({"ref": ["A1"], "value": [81.25], "decimals": [1], "state": ["reported"]})
    >>> data_cells(frame, (DataColumn("ref", "text", ""), DataColumn("value", "published", "")))
    [['A1', Decimal('81.3')]]
    """
    return [[_cell(row, column) for column in columns] for row in frame.to_dict(orient="records")]


def cells_said(frame: pd.DataFrame, columns: Sequence[DataColumn]) -> list[list[Cell]]:
    """Write a table's cells as :func:`data_cells` does, and in those that would be empty why they are.

    The symbols are the Government Analysis Function's; its guidance on spreadsheets asks for one in every empty cell.
    All that speaks of a withheld figure is ``[c]``, whether there would be anything to withhold or not.

    Examples
    --------
    >>> columns = (DataColumn("value", "published", "", empty="x"), DataColumn("rag", "text", ""))
    >>> cells_said(pd.DataFrame({"value": [4.0, None], "state": ["suppressed", "missing"]}), columns)
    [['[c]', '[c]'], ['[x]', '[z]']]
    """
    rows = frame.to_dict(orient="records")
    return [
        [_why_empty(row, column) if cell == "" else cell for cell, column in zip(cells, columns, strict=True)]
        for row, cells in zip(rows, data_cells(frame, columns), strict=True)
    ]


def history_with_decimals(results: Results) -> pd.DataFrame:
    """Give the history with each measure's decimals beside its figures."""
    decimals = results.table.set_index("ref")["decimals"]
    return results.history.assign(decimals=results.history["ref"].map(decimals))


def _cell(row: Row, column: DataColumn) -> Cell:
    if _is_kept_back(row, column.name):
        return ""
    if column.kind == "text":
        return _text(row.get(column.name))
    if column.kind == "date":
        written = _text(row.get(column.name))
        return date.fromisoformat(written) if written else ""
    if column.kind in ("target", "intervention"):
        return _level(row, column.name)
    return _number(row.get(column.name), _places(column.kind, row.get("decimals")))


def _is_kept_back(row: Row, name: str) -> bool:
    state = row.get("state", "reported")
    if name in _OWN_FIGURES:
        return state not in ("reported", "not due")
    return state == "suppressed" and name in _SAYS_SOMETHING_OF_IT


def _why_empty(row: Row, column: DataColumn) -> str:
    if row.get("state") == "suppressed" and column.name in _OWN_FIGURES | _SAYS_SOMETHING_OF_IT:
        return "[c]"
    marked = _text(row.get("marker")).split() if column.name == "value" else []
    return f"[{next((code for code in INSTEAD if code in marked), column.empty)}]"


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""


def _places(kind: Kind, decimals: object) -> int | None:
    """Give the places of a kind of figure, or ``None`` for as many as it has."""
    if kind == "whole":
        return 0
    if kind == "exact" or not isinstance(decimals, int | float) or not math.isfinite(decimals):
        return None
    return int(decimals) + (kind == "finer")


def _number(found: object, places: int | None) -> Decimal | str:
    """Round half up to so many places, or keep the shortest form that loses nothing; empty where not known."""
    if not isinstance(found, int | float) or not math.isfinite(found):
        return ""
    shortest = Decimal(repr(found)).normalize()
    if places is None:
        # 1250000 normalizes to 1.25E+6, which no spreadsheet shows as it was reported.
        places = max(0, -int(shortest.as_tuple().exponent))
    rounded = shortest.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded.is_zero() else rounded


def _level(row: Row, name: str) -> Decimal | str:
    """Write a level, or the two ends of a range in words."""
    low, high = (_number(row.get(f"{name}_{end}"), None) for end in ("low", "high"))
    if low != "" and high != "":
        return f"{low} to {high}"
    if low != "":
        return f"{low} or more"
    if high != "":
        return f"{high} or less"
    return _number(row.get(name), None)
