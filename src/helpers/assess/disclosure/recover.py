"""Work out, as a reader could, how closely withheld counts can be told from what is published around them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import OptimizeResult, linprog

from helpers.model.council import DisclosureScheme

Bounds = tuple[float, float]
"""The least and the most that a figure can be."""


@dataclass(frozen=True, slots=True)
class Adding:
    """Figures of which one is the sum of the others.

    Attributes
    ----------
    total, parts
        Names of figures, as whole numbers.
    whole
        Every part is there; else what is not makes the total larger.
    """

    total: int
    parts: tuple[int, ...]
    whole: bool = True

    @property
    def figures(self) -> tuple[int, ...]:
        """The total, then its parts."""
        return (self.total, *self.parts)


def band(published: float, scheme: DisclosureScheme) -> Bounds:
    """Say between which whole numbers a count lies that is published rounded and was not withheld.

    Examples
    --------
    >>> band(20.0, DisclosureScheme()), band(10.0, DisclosureScheme()), band(0.0, DisclosureScheme())
    ((18, 22), (8, 12), (0, 0))
    """
    half = scheme.rounding / 2
    most = math.ceil(published + half) - 1
    if published == 0:  # one, where all that would round to it is withheld
        return (0, most if most > scheme.threshold else 0)
    return (max(scheme.threshold + 1, math.ceil(published - half)), most)


def closeness_allowed(scheme: DisclosureScheme) -> int:
    """Say how many counts a withheld one must leave open: as many as rounding does, but at least two.

    Examples
    --------
    >>> closeness_allowed(DisclosureScheme()), closeness_allowed(DisclosureScheme(rounding=1))
    (5, 2)
    """
    return min(scheme.threshold, max(2, scheme.rounding))


def is_told(bounds: Bounds, scheme: DisclosureScheme) -> bool:
    """Say whether a count from 1 to the threshold is known too closely, where it lies between two bounds.

    Examples
    --------
    >>> is_told((6, 14), DisclosureScheme()), is_told((-3, 13), DisclosureScheme())
    (True, False)
    >>> is_told((1, 4), DisclosureScheme()), is_told((1, 5), DisclosureScheme())
    (True, False)
    """
    if bounds[0] > bounds[1] + 1e-6:
        return True  # what contradicts itself is no cover
    least, most = math.ceil(max(1, bounds[0]) - 1e-6), math.floor(min(scheme.threshold, bounds[1]) + 1e-6)
    return most - least + 1 < closeness_allowed(scheme)


def linked(sums: Sequence[Adding], bounds: dict[int, Bounds]) -> list[list[Adding]]:
    """Group the sums that tell of one another: those that share a figure which is not published exactly."""
    group_of = list(range(len(sums)))
    first: dict[int, int] = {}

    def root(group: int) -> int:
        while group_of[group] != group:
            group = group_of[group]
        return group

    for place, adding in enumerate(sums):
        for figure in adding.figures:
            if bounds[figure][0] != bounds[figure][1]:
                group_of[root(place)] = root(first.setdefault(figure, place))
    groups: dict[int, list[Adding]] = {}
    for place, adding in enumerate(sums):
        groups.setdefault(root(place), []).append(adding)
    return list(groups.values())


def ranges(figures: Iterable[int], sums: Sequence[Adding], bounds: dict[int, Bounds]) -> dict[int, Bounds]:
    """Work out between what figures must lie, given the sums they stand in.

    Parameters
    ----------
    figures
        Those asked for, each in one of the sums.
    sums
        As :func:`linked` groups them.
    bounds
        What is known of every figure by itself.

    Returns
    -------
    dict
        By figure. Sums that nothing could make true are left out where all of them is published; where what is
        published contradicts itself even so, the least is more than the most.

    Examples
    --------
    >>> ranges([1], [Adding(0, (1, 2))], {0: (20, 20), 1: (0, math.inf), 2: (8, 12)})
    {1: (8.0, 12.0)}
    """
    if len(sums) == 1:
        return {figure: _by_subtraction(figure, sums[0], bounds) for figure in figures}
    open_sums = [adding for adding in sums if any(math.isinf(bounds[figure][1]) for figure in adding.figures)]
    found = _Programme(sums, bounds)
    if not found.can_be:
        found = _Programme(open_sums, bounds)
    return {figure: found.range_of(figure) for figure in figures}


def _by_subtraction(figure: int, adding: Adding, bounds: dict[int, Bounds]) -> Bounds:
    """Use one sum: what is left of the total, or what the parts come to."""
    low, high = (sum(bounds[part][side] for part in adding.parts if part != figure) for side in (0, 1))
    if figure == adding.total:
        found = (low, high if adding.whole else math.inf)
    else:
        least, most = bounds[adding.total]
        found = (least - high if adding.whole else -math.inf, most - low)
    known = bounds[figure]
    return float(max(found[0], known[0])), float(min(found[1], known[1]))


class _Programme:
    """All the sums at once: the least and the most of a figure that a linear programme allows."""

    def __init__(self, sums: Sequence[Adding], bounds: dict[int, Bounds]) -> None:
        names = sorted({figure for adding in sums for figure in adding.figures})
        self.place = {name: column for column, name in enumerate(names)}
        self.bounds = [bounds[name] for name in names]
        rows = np.zeros((len(sums), len(names)))
        for row, adding in enumerate(sums):
            rows[row, self.place[adding.total]] += 1
            for part in adding.parts:
                rows[row, self.place[part]] -= 1
        self.whole = np.array([adding.whole for adding in sums], dtype=bool)
        self.rows = rows
        self.can_be = self._solve(np.zeros(len(names))).status != 2

    def range_of(self, figure: int) -> Bounds:
        """Give the least and the most; the least is more than the most where there is no solution."""
        column = self.place[figure]
        ends: list[float] = []
        for sign, known in zip((1.0, -1.0), self.bounds[column], strict=True):
            cost = np.zeros(len(self.bounds))
            cost[column] = sign
            found = self._solve(cost)
            if found.status == 2:
                return math.inf, -math.inf
            ends.append(sign * float(found.fun) if found.status == 0 else known)
        return ends[0], ends[1]

    def _solve(self, cost: np.ndarray) -> OptimizeResult:
        more = ~self.whole
        limits = {"A_ub": -self.rows[more], "b_ub": np.zeros(more.sum())} if more.any() else {}
        sums = {"A_eq": self.rows[self.whole], "b_eq": np.zeros(self.whole.sum())} if self.whole.any() else {}
        return linprog(cost, bounds=self.bounds, method="highs", **limits, **sums)
