"""Suppress further figures where those suppressed could be worked out from what is published around them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.assess.disclosure.recover import Adding, Bounds, band, is_told, linked, ranges
from helpers.assess.figures.pool import COUNTED
from helpers.model.council import DisclosureScheme
from helpers.model.measure import Basis, Measure
from helpers.model.period import Period

COLUMNS = ("value", "numerator", "denominator", "rest")
"""What of a row may add up: its count, or the parts of its rate; the rest is the denominator without the numerator."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """Rows of which any one is known from the others.

    Attributes
    ----------
    parts
        Rows of which never just one may be hidden.
    total
        The row they add up to, which others may publish even where we do not.
    whole
        No part is missing.
    """

    parts: tuple[int, ...]
    total: int | None = None
    whole: bool = True


def secondary(
    rows: pd.DataFrame, hidden: np.ndarray, small: pd.DataFrame, measures: Mapping[str, Measure],
    scheme: DisclosureScheme,
) -> np.ndarray:  # fmt: skip
    """Say which rows are to be suppressed besides those already hidden: what is published would give these away.

    A total and its parts add up, and so do a longer period and the shorter ones in it: months, quarters and the year.
    Where one of them is suppressed, a second is (rules.md, "Markers and disclosure control"). It is the last other part
    in the framework's order, sensitive or not, or the earliest other period: an order that has nothing to do with the
    figures, since a reader who knew that the smallest was taken could reckon with that. Only a nought is passed over
    while there is anything else. Then every sum is looked at together with those it is linked to, as a reader could
    (:func:`helpers.assess.disclosure.recover.ranges`): where a small count could be told more closely than rounding
    would tell it, another figure is suppressed, until none can. What is hidden for one sum may be the only one hidden
    of another, so all are looked at until nothing changes.

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
    """
    refs = rows["ref"].to_numpy(str)
    sums = [*_parts_of_totals(rows, measures), *_periods(rows, measures, set(refs[hidden]))]
    figures = _Figures(rows, small, measures, scheme)
    found = hidden.copy()
    settled = not sums
    while not settled:
        settled = True
        for entry in sums:
            second = _second(entry, found, figures)
            if second is not None:
                found[second], settled = True, False
        if settled:
            third = figures.to_hide(sums, found)
            found[third] = True
            settled = not third
    return np.asarray(found & ~hidden, dtype=bool)


def _second(entry: _Sum, hidden: np.ndarray, figures: _Figures) -> int | None:
    """Choose the figure to suppress where just one of a sum is; ``None`` where none need be."""
    suppressed = sum(bool(hidden[row]) for row in entry.parts)
    adds_up_to_a_secret = suppressed == 0 and entry.total is not None and bool(hidden[entry.total])
    if suppressed != 1 and not adds_up_to_a_secret:
        return None
    others = [row for row in entry.parts if not hidden[row] and not np.isnan(figures.values[row])]
    if len(entry.parts) == 1 and entry.total is not None and not hidden[entry.total]:
        return entry.total  # a year that is its last quarter
    return min(others, key=figures.rank, default=None)


class _Figures:
    """The figures of a history as a reader meets them: each column of each row by a number of its own."""

    def __init__(
        self, rows: pd.DataFrame, small: pd.DataFrame, measures: Mapping[str, Measure], scheme: DisclosureScheme
    ) -> None:
        self.scheme = scheme
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
        self.small = np.concatenate([small[name].to_numpy(bool) for name in COLUMNS])
        self._known: dict[tuple[object, ...], frozenset[int]] = {}

    def rank(self, row: int) -> tuple[object, ...]:
        """Order rows by which is suppressed first: a nought last, else by the framework and by time."""
        return (bool(self.values[row] == 0), -self.order.get(self.keys[row][0], 0), self.keys[row][1])

    def to_hide(self, sums: Sequence[_Sum], hidden: np.ndarray) -> list[int]:
        """Choose one more row for each group of sums in which a small count could be told."""
        addings = list(dict.fromkeys(made for entry in sums for made in self._addings(entry)))
        bounds = {figure: self._bounds(figure, hidden) for adding in addings for figure in adding.figures}
        chosen = []
        for group in linked(addings, bounds):
            names = {figure for adding in group for figure in adding.figures}
            wanted = sorted(figure for figure in names if self.small[figure] and hidden[figure % self.count])
            if told := self._told(wanted, group, bounds) if wanted else frozenset():
                chosen += self._next(min(told), group, hidden)
        return list(dict.fromkeys(chosen))

    def _told(self, wanted: list[int], group: list[Adding], bounds: dict[int, Bounds]) -> frozenset[int]:
        key = (tuple(group), tuple(bounds[figure] for adding in group for figure in adding.figures))
        if key not in self._known:
            found = ranges(wanted, group, bounds)
            self._known[key] = frozenset(figure for figure, ends in found.items() if is_told(ends, self.scheme))
        return self._known[key]

    def _next(self, figure: int, group: list[Adding], hidden: np.ndarray) -> list[int]:
        """Give the published row to suppress for a figure that is told: a part of its own sum before any other."""
        best: dict[int, tuple[object, ...]] = {}
        for adding in group:
            for other in adding.figures:
                row = other % self.count
                if not hidden[row] and not np.isnan(self.shown[other]):
                    key = (figure not in adding.figures, other == adding.total, *self.rank(row))
                    best[row] = min(best.get(row, key), key)
        return [min(best, key=best.__getitem__)] if best else []

    def _addings(self, entry: _Sum) -> Iterator[Adding]:
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
        row, shown = figure % self.count, self.shown[figure]
        if hidden[row] or np.isnan(shown):
            # A nought is hidden only where there is nothing else; a reader may take it that none is.
            return (-math.inf if self.money[row] else float(figure < 3 * self.count), math.inf)
        return band(shown, self.scheme) if self.sensitive[row] else (float(shown), float(shown))


def families_of(measures: Mapping[str, Measure]) -> dict[str, str]:
    """Give the total at the top of what each measure is a part of; itself, where it is a part of nothing.

    Examples
    --------
    >>> count = {"title": "Children", "unit": "count", "polarity": "lower", "directorate": "children"}
    >>> held = [Measure(ref="22", **count), Measure(ref="22a", part_of="22", **count)]
    >>> families_of({measure.ref: measure for measure in held})
    {'22': '22', '22a': '22'}
    """
    tops = {}
    for ref in measures:
        top, seen = ref, {ref}
        while top in measures and (above := measures[top].part_of) and above not in seen:
            top = above
            seen.add(top)
        tops[ref] = top
    return tops


def _parts_of_totals(rows: pd.DataFrame, measures: Mapping[str, Measure]) -> Iterator[_Sum]:
    place = {key: row for row, key in enumerate(zip(rows["ref"], rows["period"], strict=True))}
    members: dict[str, list[Measure]] = {}
    for measure in measures.values():
        if measure.part_of:
            members.setdefault(measure.part_of, []).append(measure)
    parts: dict[tuple[str, Period], list[int]] = {}
    for (ref, period), row in place.items():
        if ref in measures and measures[ref].part_of:
            parts.setdefault((measures[ref].part_of, period), []).append(row)
    for (ref, period), of_total in parts.items():
        missing = [part for part in members[ref] if part.in_framework(period) and (part.ref, period) not in place]
        yield _Sum(tuple(of_total), place.get((ref, period)), not missing)


def _periods(rows: pd.DataFrame, measures: Mapping[str, Measure], hidden: set[str]) -> Iterator[_Sum]:
    """Find the longer periods that shorter ones add up to, and those whose figure is that of their last.

    Only measures with something hidden, and those that add up with them, ever need another period hidden.
    """
    families = families_of(measures)
    tops = {families[ref] for ref in hidden & families.keys()}
    concerned = {ref for ref, top in families.items() if top in tops}
    frame = pd.DataFrame({"ref": rows["ref"], "period": rows["period"], "row": range(len(rows))})
    for ref, mine in frame[frame["ref"].isin(concerned)].groupby("ref"):
        yield from _of_measure(measures[str(ref)], dict(zip(mine["period"], mine["row"], strict=True)))


def _of_measure(measure: Measure, places: Mapping[Period, int]) -> Iterator[_Sum]:
    periods = list(places)
    for whole in periods:
        for months in {period.kind.months for period in periods} - {0}:
            within = [period for period in periods if period.kind.months == months and whole.contains(period)]
            if months >= whole.kind.months or not within:
                continue
            last = max(within)
            if measure.basis is not Basis.PERIOD:
                if last.end == whole.end:
                    yield _Sum((places[last],), places[whole])
            elif len(within) * months == whole.kind.months:
                yield _Sum(tuple(places[period] for period in within), places[whole])
