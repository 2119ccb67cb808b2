"""Where the words inside a chart can stand without a line running through them. May import nothing of the house."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Side = Literal["left", "middle", "right"]

LETTER, NARROW, WIDE = 7.0, 290.0, 640.0
"""Pixels of a letter, and of the drawing on a phone and on a desk."""

STEPS = 24


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label's words stand: beside which end of the drawing, and above or below their level.

    Attributes
    ----------
    side
        Left, middle or right.
    above
        Above the level that they name.
    """

    side: Side
    above: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the drawing, in shares of its width and of its height from the foot."""

    left: float
    right: float
    foot: float
    top: float

    def meets(self, other: Box) -> bool:
        """Say whether two parts overlap."""
        return self.left < other.right and other.left < self.right and self.foot < other.top and other.foot < self.top


Line = Sequence[tuple[float, float]]
"""Points in shares of width and height; NaN in height is a gap."""


def box_of(words: str, place: Place, level: float, tall: float, width: float) -> Box:
    """Give the part that a label takes up.

    Parameters
    ----------
    words
        The label.
    place
        Where it stands.
    level
        Its level, as a share of the height.
    tall
        A line of words, as a share of the height.
    width
        Of the drawing, in pixels.
    """
    share = min(len(words) * LETTER / width, 1.0)
    left = {"left": 0.0, "middle": 0.5 - share / 2, "right": 1.0 - share}[place.side]
    near = tall / 8
    foot, top = (level + near, level + tall) if place.above else (level - tall, level - near)
    return Box(left, left + share, foot, top)


def best(
    words: str,
    choices: Sequence[tuple[float, Place]],
    lines: Sequence[Line],
    taken: Sequence[Box],
    tall: float,
    up: Callable[[float], float],
) -> tuple[float, Place]:
    """Choose the level and place where a label is crossed by the fewest lines and words, on a desk and then a phone.

    Parameters
    ----------
    words
        The label.
    choices
        Levels and places that it may have, the likeliest first.
    lines
        What is drawn.
    taken
        Parts that other words have.
    tall
        A line of words, as a share of the height.
    up
        Gives the share of the height at which a level stands.

    Examples
    --------
    >>> rising = [(0.0, 0.1), (1.0, 0.9)]
    >>> choices = [(10.0, Place("left", True)), (10.0, Place("right", True))]
    >>> best("Target 10", choices, [rising], [], 0.1, lambda level: level / 100)[1].side
    'right'
    """

    def trouble(choice: tuple[float, Place]) -> tuple[int, int, int]:
        level, place = choice
        wide, narrow = (box_of(words, place, up(level), tall, width) for width in (WIDE, NARROW))
        outside = sum(not 0 <= end <= 1 for end in (wide.foot, wide.top))
        return outside, crossings(wide, lines, taken), crossings(narrow, lines, taken)

    return min(choices, key=trouble)


def crossings(box: Box, lines: Sequence[Line], taken: Sequence[Box]) -> int:
    """Count the lines and words that a label's part of the drawing meets."""
    return sum(_crosses(box, line) for line in lines) + sum(box.meets(other) for other in taken)


def _crosses(box: Box, line: Line) -> bool:
    return any(
        _inside(box, before, after, step / STEPS)
        for before, after in pairwise(line)
        if not (math.isnan(before[1]) or math.isnan(after[1])) and before[0] <= box.right and after[0] >= box.left
        for step in range(STEPS + 1)
    )


def _inside(box: Box, before: tuple[float, float], after: tuple[float, float], share: float) -> bool:
    across = before[0] + (after[0] - before[0]) * share
    up = before[1] + (after[1] - before[1]) * share
    return box.left <= across <= box.right and box.foot <= up <= box.top
