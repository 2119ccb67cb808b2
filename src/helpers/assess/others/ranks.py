"""Rank councils within their groups, in columns: one way for an edition's few rows and for a national file.

May import nothing of the house. DuckDB's window functions were measured beside it on the national file of `make bench`
and took three times as long, and starting DuckDB takes longer than an edition's whole comparison: so NumPy sorts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

KEYS = ("ref", "period", "group")
"""What councils are ranked within."""

SPREAD = ("n", "median", "lowest", "highest", "missing")
"""What is known of each group."""

_FEW = np.iinfo("uint16").max
"""Up to so many groups NumPy sorts by counting, which is faster than by comparing."""


@dataclass(frozen=True)
class Ranked:
    """Every council's place, and what is known of each group.

    Attributes
    ----------
    rows
        `rank` and `quartile`, indexed as the rows that were ranked; NaN where a council did not report, or where
        neither more nor less is better.
    groups
        :data:`SPREAD`, indexed by :data:`KEYS`: how many reported, their median, lowest and highest figure, and who
        did not report, by name, separated by ``"; "``.
    """

    rows: pd.DataFrame
    groups: pd.DataFrame


def ranked(rows: pd.DataFrame) -> Ranked:
    """Rank figures within measure, period and group (rules.md, "Benchmarking").

    Parameters
    ----------
    rows
        Columns `ref`, `period`, `group`, `area`, `value`, `polarity`, one row a council; in any order. Texts may be
        categories, which spares memory. A council that did not report has the value NaN.

    Returns
    -------
    Ranked
        Rank 1 is the best by polarity, and ties share the better rank; quartile 1 is the best quarter of those who
        reported.

    Examples
    --------
    >>> found = ranked(pd.DataFrame({"ref": "TA", "period": "2019-20-q2", "group": "all", "polarity": "lower",
    ...     "area": ["A", "B", "C", "D"], "value": [3.4, 1.2, 1.2, None]}))
    >>> found.rows["rank"].tolist(), found.rows["quartile"].tolist()
    ([3.0, 1.0, 1.0, nan], [3.0, 1.0, 1.0, nan])
    >>> print(*found.groups.iloc[0])
    3 1.2 1.2 3.4 D
    """
    codes, keys = _groups(rows)
    values, better = rows["value"].to_numpy("float64"), _better(rows["polarity"])
    order, starts = _sorted(codes, values * np.where(better == 1, -1.0, 1.0))
    sizes, inside = np.diff(np.append(starts, len(order))), values[order]
    silent = np.isnan(inside)
    reported = np.add.reduceat(~silent, starts, dtype="int64") if len(order) else np.zeros(0, "int64")
    rank = _ranks(inside, starts, sizes)
    quartile = 1 + 4 * (rank - 1) // np.repeat(np.maximum(reported, 1), sizes)
    unranked = silent | (better[order] == 0)
    placed = {name: _put_back(figures, unranked, order) for name, figures in (("rank", rank), ("quartile", quartile))}
    spread = _spread(inside, starts, reported)
    spread["missing"] = _silent(rows, codes, np.isnan(values), len(keys))
    return Ranked(pd.DataFrame(placed, index=rows.index), pd.DataFrame(spread, index=keys, columns=list(SPREAD)))


def _groups(rows: pd.DataFrame) -> tuple[np.ndarray, pd.MultiIndex]:
    """Give each row the number of its group, and each number the group it stands for."""
    combined = np.zeros(len(rows), dtype="int64")
    for name in KEYS:
        numbers, names = _numbered(rows[name])
        combined = combined * max(len(names), 1) + numbers
    codes, found = pd.factorize(combined)
    firsts = np.full(len(found), len(rows))
    np.minimum.at(firsts, codes, np.arange(len(rows)))
    keys = pd.MultiIndex.from_frame(rows[list(KEYS)].iloc[firsts])
    return codes.astype("uint16" if len(found) <= _FEW else "int64"), keys


def _numbered(column: pd.Series[str]) -> tuple[np.ndarray, pd.Index[str]]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy("int64"), column.cat.categories
    numbers, names = pd.factorize(column)
    return numbers, pd.Index(names)


def _better(polarity: pd.Series[str]) -> np.ndarray:
    """Say of each row whether more is better (1), less (-1), or neither."""
    numbers, names = _numbered(polarity)
    by_name = np.array([{"higher": 1, "lower": -1}.get(str(name), 0) for name in names], dtype="int8")
    return np.asarray(by_name[numbers])


def _sorted(codes: np.ndarray, better_first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sort by group, the best first and those who did not report last; and say where each group starts."""
    order = np.argsort(better_first)
    order = order[np.argsort(codes[order], kind="stable")]
    inside = codes[order]
    return order, np.flatnonzero(np.append(True, inside[1:] != inside[:-1])[: len(order)])


def _ranks(values: np.ndarray, starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Give the place of each sorted figure in its group; equal ones share the first of their places."""
    new = np.append(True, values[1:] != values[:-1])[: len(values)]
    new[starts] = True
    places = np.arange(len(values))
    return np.asarray(np.maximum.accumulate(np.where(new, places, 0)) - np.repeat(starts, sizes) + 1)


def _put_back(figures: np.ndarray, unranked: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Give figures in the order of the rows, NaN for those without a rank."""
    made = np.empty(len(order))
    made[order] = np.where(unranked, np.nan, figures)
    return made


def _spread(values: np.ndarray, starts: np.ndarray, reported: np.ndarray) -> dict[str, np.ndarray]:
    """Read median, lowest and highest off the sorted figures; which end is the lowest depends on the polarity."""
    some = reported > 0

    def at(place: np.ndarray) -> np.ndarray:
        # Where nobody reported, a group's first figure is NaN.
        return values[starts + np.where(some, place, 0)] if len(values) else values

    first, last = at(np.zeros_like(reported)), at(reported - 1)
    middle = (at((reported - 1) // 2) + at(reported // 2)) / 2
    return {"n": reported, "median": middle, "lowest": np.minimum(first, last), "highest": np.maximum(first, last)}


def _silent(rows: pd.DataFrame, codes: np.ndarray, silent: np.ndarray, count: int) -> np.ndarray:
    """Name who did not report, by group."""
    names = rows["area"][silent].to_numpy(object)
    inside = codes[silent].astype("int64")
    order = np.lexsort((names.astype("U"), inside))
    numbers, starts = np.unique(inside[order], return_index=True)
    said = np.full(count, "", dtype="O")
    for number, members in zip(numbers, np.split(names[order], starts[1:]), strict=False):
        said[number] = "; ".join(members)
    return said
