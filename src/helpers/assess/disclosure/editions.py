"""Gather what the editions before this one published: many a reader keeps them. May import `model`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.assess.disclosure.secondary import COLUMNS, Earlier, Figure
from helpers.assess.disclosure.sums import Sum

_FIGURES = list(COLUMNS[:3])
_Statement = tuple[object, ...]


class Editions:
    """Every statement that an edition published or withheld, each once, however many editions it stood in.

    A figure that a later return states otherwise is another statement: readers who keep the earlier edition know both.
    """

    def __init__(self) -> None:
        self._numbers: dict[_Statement, int] = {}
        self._seen: list[np.ndarray] = []
        self._small: list[np.ndarray] = []
        self._sums: dict[Sum, None] = {}
        self._worked_out: dict[tuple[object, ...], frozenset[Figure]] = {}

    def beside(self, rows: pd.DataFrame) -> Earlier:
        """Say what is known of an edition's rows, and what else is.

        Parameters
        ----------
        rows
            One row a measure and period, as returned.
        """
        numbers = [self._number(statement) for statement in _statements(rows)]
        here = {number: row for row, number in enumerate(numbers)}
        gone = {statement: number for statement, number in self._numbers.items() if number not in here}
        places = here | {number: len(rows) + place for place, number in enumerate(gone.values())}
        seen = np.full((len(rows) + len(gone), len(_FIGURES)), np.nan)
        for number, place in places.items():
            seen[place] = self._seen[number]
        old = pd.DataFrame([statement[:2] for statement in gone], columns=["ref", "period"])
        small = pd.DataFrame([self._small[number] for number in gone.values()], columns=list(COLUMNS), dtype="bool")
        sums = tuple(
            Sum(
                tuple(places[part] for part in entry.parts),
                None if entry.total is None else places[entry.total],
                entry.whole,
            )
            for entry in self._sums
        )
        named = np.array([*numbers, *gone.values()], dtype="int64")
        return Earlier(old.assign(**dict.fromkeys(_FIGURES, np.nan)), small, sums, seen, named, self._worked_out)

    def add(self, rows: pd.DataFrame, shown: pd.DataFrame, small: pd.DataFrame, sums: Sequence[Sum]) -> None:
        """Remember an edition.

        Parameters
        ----------
        rows
            One row a measure and period, as returned.
        shown
            The same as published: rounded, and NaN where withheld.
        small
            One truth for each of :data:`~helpers.assess.disclosure.secondary.COLUMNS`.
        sums
            What adds up among the rows.
        """
        numbers = [self._number(statement) for statement in _statements(rows)]
        figures, counts = shown[_FIGURES].to_numpy("float64"), small[list(COLUMNS)].to_numpy(bool)
        for number, published, withheld in zip(numbers, figures, counts, strict=True):
            self._seen[number] = np.where(np.isnan(published), self._seen[number], published)
            self._small[number] = self._small[number] | withheld
        for entry in sums:
            total = None if entry.total is None else numbers[entry.total]
            self._sums[Sum(tuple(numbers[part] for part in entry.parts), total, entry.whole)] = None

    def _number(self, statement: _Statement) -> int:
        if statement not in self._numbers:
            self._numbers[statement] = len(self._numbers)
            self._seen.append(np.full(len(_FIGURES), np.nan))
            self._small.append(np.zeros(len(COLUMNS), dtype=bool))
        return self._numbers[statement]


def _statements(rows: pd.DataFrame) -> list[_Statement]:
    figures = rows[_FIGURES].astype("object")
    figures = figures.where(figures.notna(), None)
    return list(zip(rows["ref"], rows["period"], *(figures[name] for name in _FIGURES), strict=True))
