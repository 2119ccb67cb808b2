"""The vertical scale of a history chart, and which levels stand on it. May import the floors below."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.narrate.figure import short_figure
from helpers.narrate.row import ResultRow, known
from helpers.present.history.series import Stretch
from helpers.present.theme import HEIGHT

WORDS = 24
"""Pixels that a line of words takes up with what keeps it off the lines around it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Ends of the vertical axis, and whether they leave zero out."""

    low: float
    high: float

    @property
    def cut(self) -> bool:
        """Whether the scale does not start at zero."""
        return self.low > 0

    @property
    def words(self) -> float:
        """How much of the scale a line of words takes up."""
        return (self.high - self.low) * WORDS / HEIGHT


def levels(row: ResultRow) -> list[tuple[float, str]]:
    """Give the target's levels with their labels; a cumulative measure's target is for this period alone."""
    ends = [(row.target, "Target"), (row.target_low, "Target from"), (row.target_high, "Target to")]
    return [(level, f"{word} {short_figure(level, row.unit, row.decimals)}") for level, word in ends if known(level)]


def scale_of(row: ResultRow, series: pd.DataFrame, parts: list[Stretch]) -> Scale:
    """Find a scale that holds every figure, the target and the usual range, with room for words around them."""
    found = [float(value) for value in series["value"].dropna()] + [level for level, _ in levels(row)]
    found += [end for part in parts for end in (part.lower, part.upper)]
    low, high = min(found), max(found)
    room = (high - low or abs(high) or 1.0) * 0.2
    below = min(low - room, 0.0) if low < 0 else 0.0 if low < 0.4 * high or low - room < 0 else low - room
    above = high + room
    return Scale(below, min(above, 100.0) if row.unit == "%" and high <= 100 and above > 100 else above)
