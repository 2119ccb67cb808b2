"""Suppress further figures where those suppressed could be worked out from what is published around them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers.assess.disclosure.recover import Adding, Bounds, band, is_told, linked, ranges
from helpers.assess.disclosure.sums import Sum, sums_of
from helpers.assess.figures.pool import COUNTED
from helpers.model.council import DisclosureScheme
from helpers.model.measure import Measure
from helpers.model.period import Period

COLUMNS = ("value", "numerator", "denominator", "rest")
"""What of a row may add up: its count, or the parts of its rate; the rest is the denominator without the numerator."""


Figure = tuple[int, int]
"""The number of a row and that of its column."""


@dataclass(frozen=True)
class Earlier:
    """What readers who keep earlier editions know besides the one that is made.

    Attributes
    ----------
    rows
        Statements that no longer stand, with `ref`, `period` and :data:`COLUMNS` but the rest; they are numbered after
        the rows of the edition.
    small
        Of them, one truth for each of :data:`COLUMNS`.
    sums
        What added up in earlier editions.
    seen
        Figures that were published, of the edition's rows and then of `rows`: one column for each of :data:`COLUMNS`
        but the rest, NaN where withheld.
    numbers
        By which each row is known from edition to edition.
    worked_out
        What could be told of sums that stood in earlier editions too.
    """

    rows: pd.DataFrame
    small: pd.DataFrame
    sums: tuple[Sum, ...]
    seen: np.ndarray
    numbers: np.ndarray
    worked_out: dict[tuple[object, ...], frozenset[Figure]]


@dataclass(frozen=True)
class Secondary:
    """What is to be suppressed besides, and what is told even so.

    Attributes
    ----------
    hidden
        One truth a row of the edition.
    told
        Measures and periods of which earlier editions tell a withheld count, whatever this one does.
    sums
        What adds up in the edition.
    """

    hidden: np.ndarray
    told: tuple[tuple[str, Period], ...] = ()
    sums: tuple[Sum, ...] = ()


def secondary(
    rows: pd.DataFrame, hidden: np.ndarray, small: pd.DataFrame, measures: Mapping[str, Measure],
    scheme: DisclosureScheme, earlier: Earlier | None = None,
) -> Secondary:  # fmt: skip
    """Say which rows are to be suppressed besides those already hidden: what is published would give these away.

    A total and its parts add up, and so do a longer period and the shorter ones in it: months, quarters and the year.
    Where one of them is suppressed, a second is (rules.md, "Markers and disclosure control"). It is the last other part
    in the framework's order, sensitive or not, or the earliest other period: an order that has nothing to do with the
    figures, since a reader who knew that the smallest was taken could reckon with that. Only a nought, and what was
    public in an earlier edition, are passed over while there is anything else; and what was public covers nothing for
    who keeps that edition: where it leaves no other part, the total goes. Then every sum is looked at together with
    those it is linked to, as a reader could (:func:`helpers.assess.disclosure.recover.ranges`), with those of earlier
    editions: where a small count could be told more closely than rounding would tell it, another figure is suppressed,
    until none can. What is hidden for one sum may be the only one hidden of another, so all are looked at until nothing
    changes.

    Parameters
    ----------
    rows
        One row a measure and period, as it would be published: rounded.
    hidden
        One truth a row.
    small
        One truth a row for each of :data:`COLUMNS`: a count that nobody may come to know.
    measures
        The framework's, by ref.
    scheme
        Threshold and rounding.
    earlier
        What earlier editions published.
    """
    nothing = _nothing_earlier(rows)
    old = earlier or nothing
    concerned = {*rows["ref"][hidden], *old.rows["ref"][old.small.any(axis=1).to_numpy(bool)]}
    sums = sums_of(rows, measures, concerned)
    found = np.append(hidden, np.ones(len(old.rows), dtype=bool))
    first = replace(nothing, numbers=old.numbers[: len(rows)], worked_out=old.worked_out)
    public = ~np.isnan(old.seen).all(axis=1)
    alone, kept = (_Figures(rows, small, measures, scheme, known, public) for known in (first, old))
    everything = [*sums, *old.sums]
    # Who has this edition alone is to learn no more than who keeps them all: neither covers for the other.
    while _settle(sums, sums, alone, found[: len(rows)]) | _settle(sums, everything, kept, found):
        pass
    besides = np.asarray(found[: len(rows)] & ~hidden, dtype=bool)
    return Secondary(besides, kept.told(everything, found), tuple(sums))


def _settle(sums: Sequence[Sum], known: Sequence[Sum], figures: _Figures, found: np.ndarray) -> bool:
    """Hide rows until nothing more is to be hidden from a reader; say whether any was.

    Parameters
    ----------
    sums, known
        Of the edition, and all that the reader knows of.
    found
        One truth a row, which is changed.
    """
    before = found.sum()
    settled = not known
    while not settled:
        settled = True
        for entry in sums:
            second = _second(entry, found, figures)
            if second is not None:
                found[second], settled = True, False
        if settled:
            third = figures.to_hide(known, found)
            found[third] = True
            settled = not third
    return bool(found.sum() > before)


def _nothing_earlier(rows: pd.DataFrame) -> Earlier:
    none = pd.DataFrame(False, index=[], columns=list(COLUMNS))
    return Earlier(rows.iloc[:0], none, (), np.full((len(rows), 3), np.nan), np.arange(len(rows)), {})


def _second(entry: Sum, hidden: np.ndarray, figures: _Figures) -> int | None:
    """Choose the figure to suppress where just one of a sum is; ``None`` where none need be."""
    suppressed = sum(bool(hidden[row]) and not figures.was_seen(row) for row in entry.parts)
    total = entry.total if entry.total is None or not figures.was_seen(entry.total) else None
    adds_up_to_a_secret = suppressed == 0 and total is not None and bool(hidden[total])
    if suppressed != 1 and not adds_up_to_a_secret:
        return None
    shown = total is not None and not hidden[total]
    if len(entry.parts) == 1 and shown:
        return total  # a year that is its last quarter
    others = [
        row for row in entry.parts
        if not hidden[row] and not np.isnan(figures.values[row]) and not figures.was_seen(row)
    ]  # fmt: skip
    covered = shown and any(figures.was_seen(row) for row in entry.parts)
    return min(others, key=figures.rank, default=total if covered else None)


class _Figures:
    """The figures of a history as a reader meets them: each column of each row by a number of its own."""

    def __init__(
        self, edition: pd.DataFrame, small: pd.DataFrame, measures: Mapping[str, Measure], scheme: DisclosureScheme,
        earlier: Earlier, public: np.ndarray,
    ) -> None:  # fmt: skip
        self.scheme, self.public = scheme, public
        named = ["ref", "period", *COLUMNS[:3]]
        rows = pd.concat([edition[named], earlier.rows], ignore_index=True) if len(earlier.rows) else edition
        small = pd.concat([small, earlier.small], ignore_index=True) if len(earlier.rows) else small
        self.count = len(rows)
        self.values = rows["value"].to_numpy("float64")
        self.order = {ref: place for place, ref in enumerate(measures)}
        self.keys = list(zip(rows["ref"], rows["period"], strict=True))
        held = [measures.get(str(ref)) for ref in rows["ref"]]
        self.sensitive = np.array([bool(measure and measure.sensitive) for measure in held], dtype=bool)
        self.counted = np.array([bool(measure and measure.unit in COUNTED) for measure in held], dtype=bool)
        self.money = np.array([bool(measure and measure.unit == "£") for measure in held], dtype=bool)
        shown = [rows[name].to_numpy("float64") for name in COLUMNS[:3]]
        self.shown = np.concatenate([*shown, np.full(self.count, np.nan)])
        self.seen = np.append(earlier.seen.T, np.full(self.count, np.nan))
        self.small = np.concatenate([small[name].to_numpy(bool) for name in COLUMNS])
        self.numbers = earlier.numbers.tolist()
        self._known = earlier.worked_out

    def was_seen(self, row: int) -> bool:
        """Say whether an earlier edition published a row as it still stands."""
        return not np.isnan(self.seen[row])

    def rank(self, row: int) -> tuple[object, ...]:
        """Order rows by which is suppressed first: a nought last, then what was public, else by framework and time."""
        ref, period = self.keys[row]
        return (bool(self.values[row] == 0), bool(self.public[row]), -self.order.get(ref, 0), period)

    def to_hide(self, sums: Sequence[Sum], hidden: np.ndarray) -> list[int]:
        """Choose one more row for each group of sums in which a small count could be told."""
        chosen = []
        for told, group in self._all_told(sums, hidden):
            chosen += next((row for figure in sorted(told) if (row := self._next(figure, group, hidden))), [])
        return list(dict.fromkeys(chosen))

    def told(self, sums: Sequence[Sum], hidden: np.ndarray) -> tuple[tuple[str, Period], ...]:
        """Name the measures and periods of the small counts that can be told."""
        figures = sorted({figure % self.count for told, _ in self._all_told(sums, hidden) for figure in told})
        return tuple(dict.fromkeys(self.keys[row] for row in figures))

    def _all_told(self, sums: Sequence[Sum], hidden: np.ndarray) -> Iterator[tuple[frozenset[int], list[Adding]]]:
        addings = list(dict.fromkeys(made for entry in sums for made in self._addings(entry)))
        bounds = {figure: self._bounds(figure, hidden) for adding in addings for figure in adding.figures}
        for group in linked(addings, bounds):
            names = {figure for adding in group for figure in adding.figures}
            wanted = sorted(figure for figure in names if self.small[figure] and hidden[figure % self.count])
            if told := self._told(wanted, group, bounds) if wanted else frozenset():
                yield told, group

    def _told(self, wanted: list[int], group: list[Adding], bounds: dict[int, Bounds]) -> frozenset[int]:
        key = (
            tuple((adding.whole, *map(self._name, adding.figures)) for adding in group),
            tuple(bounds[figure] for adding in group for figure in adding.figures),
            tuple(map(self._name, wanted)),
        )
        if key not in self._known:
            found = ranges(wanted, group, bounds)
            self._known[key] = frozenset(
                self._name(figure) for figure, ends in found.items() if is_told(ends, self.scheme)
            )
        return frozenset(figure for figure in wanted if self._name(figure) in self._known[key])

    def _name(self, figure: int) -> Figure:
        return self.numbers[figure % self.count], figure // self.count

    def _next(self, figure: int, group: list[Adding], hidden: np.ndarray) -> list[int]:
        """Give the published row to suppress for a figure that is told: a part of its own sum before any other."""
        best: dict[int, tuple[object, ...]] = {}
        for adding in group:
            for other in adding.figures:
                row = other % self.count
                if not hidden[row] and not self.was_seen(row) and not np.isnan(self.shown[other]):
                    key = (figure not in adding.figures, other == adding.total, *self.rank(row))
                    best[row] = min(best.get(row, key), key)
        return [min(best, key=best.__getitem__)] if best else []

    def _addings(self, entry: Sum) -> Iterator[Adding]:
        """Give what adds up in a sum: the counts, or the parts of the rates."""
        if entry.total is None:
            return
        rows = (entry.total, *entry.parts)
        if len({bool(self.counted[row]) for row in rows}) > 1:
            return
        columns = (0,) if self.counted[entry.total] else (1, 2, 3)
        for column in columns:
            total, *parts = (row + column * self.count for row in rows)
            yield Adding(total, tuple(parts), entry.whole)
        if columns != (0,):
            for row in rows:
                yield Adding(row + 2 * self.count, (row + self.count, row + 3 * self.count))

    def _bounds(self, figure: int, hidden: np.ndarray) -> Bounds:
        row = figure % self.count
        shown = self.seen[figure] if hidden[row] or np.isnan(self.shown[figure]) else self.shown[figure]
        if np.isnan(shown):
            # A nought is hidden only where there is nothing else; a reader may take it that none is.
            return (-math.inf if self.money[row] else float(figure < 3 * self.count), math.inf)
        return band(shown, self.scheme) if self.sensitive[row] else (float(shown), float(shown))
