"""The few classes by which a map tells figures apart. May import the floors below."""

from __future__ import annotations

import math
from dataclasses import dataclass

from helpers.narrate.figure import short_figure

MOST = 5
"""Classes of a map: no eye tells more shades apart."""

SHADES = {
    1: ("#6a9bc3",),
    2: ("#a9c7de", "#2f6a9f"),
    3: ("#a9c7de", "#6a9bc3", "#2f6a9f"),
    4: ("#dfeaf3", "#a9c7de", "#6a9bc3", "#2f6a9f"),
    5: ("#dfeaf3", "#a9c7de", "#6a9bc3", "#2f6a9f", "#12436D"),
}
"""From few to many, by how many classes there are; a dark page has them from dark to light."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Ranges of equal width, whose ends are round numbers.

    Attributes
    ----------
    low, step
        Where the first begins, and how wide each is.
    names
        What each is called, from the lowest to the highest.
    """

    low: float
    step: float
    names: tuple[str, ...]

    @property
    def shades(self) -> tuple[str, ...]:
        """The fill of each."""
        return SHADES[len(self.names)]

    def name_of(self, value: float) -> str:
        """Name the class of a figure."""
        place = math.floor((value - self.low) / self.step + 1e-9)
        return self.names[min(max(place, 0), len(self.names) - 1)]


def classes_of(values: list[float], unit: str, decimals: int) -> Classes:
    """Part figures into at most five classes.

    Parameters
    ----------
    values
        As published; at least one.
    unit, decimals
        The measure's.

    Examples
    --------
    >>> made = classes_of([2.04, 3.5, 5.57], "per 1,000 households", 2)
    >>> made.names, made.name_of(3.5)
    (('2 to under 3', '3 to under 4', '4 to under 5', '5 to under 6'), '3 to under 4')
    >>> classes_of([3.0, 4.0, 9.0], "count", 0).names
    ('2 to 3', '4 to 5', '6 to 7', '8 to 9')
    """
    low, high = min(values), max(values)
    step = _step(low, high, decimals)
    first = math.floor(low / step + 1e-9)
    count = math.floor(high / step + 1e-9) - first + 1
    whole = unit == "count" and decimals == 0
    places = max(0, -math.floor(math.log10(step) + 1e-9)) + (round(step / 10 ** math.floor(math.log10(step)), 1) == 2.5)
    names = tuple(_name((first + on) * step, step, unit, places, whole) for on in range(count))
    return Classes(first * step, step, names)


def _step(low: float, high: float, decimals: int) -> float:
    """Give the smallest round width of which five classes hold every figure."""
    finest = 10.0**-decimals
    size = 10.0 ** math.floor(math.log10(max((high - low) / MOST, finest)))
    for step in (size, 2 * size, 2.5 * size, 5 * size, 10 * size, 20 * size):
        fits = step != 2.5 * size or step / finest == round(step / finest)
        if fits and math.floor(high / step + 1e-9) - math.floor(low / step + 1e-9) < MOST:
            return step
    return 20 * size


def _name(low: float, step: float, unit: str, places: int, whole: bool) -> str:
    first = short_figure(low, unit, places)
    if whole:
        return first if step == 1 else f"{first} to {short_figure(low + step - 1, unit, places)}"
    return f"{first} to under {short_figure(low + step, unit, places)}"
