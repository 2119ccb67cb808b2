"""Suppress a second figure where the one suppressed could be worked out from those around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.assess.derive import COUNTED
from helpers.model.measure import Basis, Measure


@dataclass(frozen=True, slots=True)
class _Sum:
    """Rows of which any one is known from the others.

    Attributes
    ----------
    parts
        Rows of which never just one may be hidden.
    total
        The row they add up to, which others may publish even where we do not.
    """

    parts: tuple[int, ...]
    total: int | None = None


def secondary(rows: pd.DataFrame, hidden: np.ndarray, measures: Mapping[str, Measure]) -> np.ndarray:
    """Say which rows are to be suppressed besides those already hidden: subtraction would give these away.

    A total and its parts are such a sum; so are a longer period and the shorter ones in it, where a measure's figures
    are exact. The second figure is the smallest other part, a nought only where there is nothing else, sensitive or not
    (rules.md, "Markers and disclosure control"). What is hidden for one sum may be the only one hidden of another, so
    all are looked at until nothing changes.

    Parameters
    ----------
    rows
        One row a measure and period, as returned.
    hidden
        One truth a row.
    measures
        The framework's, by ref.
    """
    values = rows["value"].to_numpy("float64")
    refs = rows["ref"].to_numpy(str)
    sums = [*_parts_of_totals(rows, measures), *_periods(rows, measures)]
    found = hidden.copy()
    settled = False
    while not settled:
        settled = True
        for figures in sums:
            second = _second(figures, found, values, refs)
            if second is not None:
                found[second], settled = True, False
    return np.asarray(found & ~hidden, dtype=bool)


def _second(figures: _Sum, hidden: np.ndarray, values: np.ndarray, refs: np.ndarray) -> int | None:
    """Choose the figure to suppress where just one of a sum is; ``None`` where none need be."""
    suppressed = sum(bool(hidden[row]) for row in figures.parts)
    adds_up_to_a_secret = suppressed == 0 and figures.total is not None and bool(hidden[figures.total])
    if suppressed != 1 and not adds_up_to_a_secret:
        return None
    others = [row for row in figures.parts if not hidden[row] and not np.isnan(values[row])]
    return min(others, key=lambda row: (values[row] == 0, values[row], refs[row]), default=None)


def _parts_of_totals(rows: pd.DataFrame, measures: Mapping[str, Measure]) -> Iterator[_Sum]:
    place = {key: row for row, key in enumerate(zip(rows["ref"], rows["period"], strict=True))}
    parts: dict[tuple[str, object], list[int]] = {}
    for (ref, period), row in place.items():
        if ref in measures and measures[ref].part_of:
            parts.setdefault((measures[ref].part_of, period), []).append(row)
    for total, of_total in parts.items():
        yield _Sum(tuple(of_total), place.get(total))


def _periods(rows: pd.DataFrame, measures: Mapping[str, Measure]) -> Iterator[_Sum]:
    """Find the longer periods that shorter ones add up to, and those whose figure is that of their last.

    Rounding keeps the periods of a sensitive measure from adding up; only measures of a total ever need the others.
    """
    totals = {measure.part_of for measure in measures.values()} - {""}
    frame = pd.DataFrame({"ref": rows["ref"], "period": rows["period"], "row": range(len(rows))})
    for ref, mine in frame.groupby("ref"):
        measure = measures.get(str(ref))
        if measure is None or not (measure.part_of or measure.ref in totals):
            continue
        places = dict(zip(mine["period"], mine["row"], strict=True))
        for whole, total in places.items():
            for months in {period.kind.months for period in places} - {0}:
                within = [period for period in places if period.kind.months == months and whole.contains(period)]
                if months >= whole.kind.months or not within:
                    continue
                last = max(within)
                if measure.basis is not Basis.PERIOD and last.end == whole.end:
                    yield _Sum((places[last], total))
                elif measure.unit in COUNTED and not measure.sensitive and len(within) * months == whole.kind.months:
                    yield _Sum((*(places[period] for period in within), total))
