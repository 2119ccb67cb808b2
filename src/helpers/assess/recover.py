"""Work out, as a reader could, how closely withheld counts can be told from what is published around them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

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
    if published == 0:
        return (0, 0)  # what would round to nought is withheld, so that a nought is one
    half = scheme.rounding / 2
    return (max(scheme.threshold + 1, math.ceil(published - half)), math.ceil(published + half) - 1)


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
    """
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
        By figure. Where the published figures contradict each other, so that no solution is left, nothing is told: the
        bounds as they were.

    Examples
    --------
    >>> ranges([1], [Adding(0, (1, 2))], {0: (20, 20), 1: (0, math.inf), 2: (8, 12)})
    {1: (8.0, 12.0)}
    """
    if len(sums) == 1:
        return {figure: _by_subtraction(figure, sums[0], bounds) for figure in figures}
    names = sorted({figure for adding in sums for figure in adding.figures})
    place = {name: column for column, name in enumerate(names)}
    rows = np.zeros((len(sums), len(names)))
    for row, adding in enumerate(sums):
        rows[row, place[adding.total]] += 1
        for part in adding.parts:
            rows[row, place[part]] -= 1
    whole = np.array([adding.whole for adding in sums])
    return {figure: _by_programme(place[figure], rows, whole, [bounds[name] for name in names]) for figure in figures}


def _by_subtraction(figure: int, adding: Adding, bounds: dict[int, Bounds]) -> Bounds:
    """Use one sum: what is left of the total, or what the parts come to."""
    low, high = (sum(bounds[part][side] for part in adding.parts if part != figure) for side in (0, 1))
    if figure == adding.total:
        found = (low, high if adding.whole else math.inf)
    else:
        least, most = bounds[adding.total]
        found = (least - high if adding.whole else -math.inf, most - low)
    known = bounds[figure]
    made = (float(max(found[0], known[0])), float(min(found[1], known[1])))
    return made if made[0] <= made[1] else known


def _by_programme(column: int, rows: np.ndarray, whole: np.ndarray, bounds: Sequence[Bounds]) -> Bounds:
    """Use all the sums at once: the least and the most that a linear programme allows."""
    ends: list[float] = []
    for sign in (1.0, -1.0):
        cost = np.zeros(rows.shape[1])
        cost[column] = sign
        found = linprog(
            cost, A_ub=-rows[~whole] if (~whole).any() else None, b_ub=np.zeros((~whole).sum()) if (~whole).any()
            else None, A_eq=rows[whole] if whole.any() else None, b_eq=np.zeros(whole.sum()) if whole.any() else None,
            bounds=bounds, method="highs",
        )  # fmt: skip
        if found.status == 3:  # without a bound on this side
            ends.append(bounds[column][0] if sign > 0 else bounds[column][1])
        elif found.status != 0:
            return bounds[column]
        else:
            ends.append(sign * float(found.fun))
    return ends[0], ends[1]
