"""A ward's name on the map, and whether two of them stand in each other's way. May import nothing of the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from helpers.present.area.plane import ACROSS

LETTER, LINE = 7.5, 20.0
"""Pixels of a letter, and of a line of words."""

NARROW = 290
"""Pixels of a map on a phone, where names are as large as on a desk."""


@dataclass(frozen=True, slots=True)
class Name:
    """Words at a place of the map, in its units."""

    words: str
    x: int
    y: int

    @property
    def align(self) -> Literal["left", "center", "right"]:
        """On which side of the place the words stand, so that none leaves the map."""
        if self.x < ACROSS / 3:
            return "left"
        return "right" if self.x > 2 * ACROSS / 3 else "center"

    def meets(self, other: Name) -> bool:
        """Say whether two names overlap on a phone.

        Examples
        --------
        >>> Name("Netherby 2.04", 250, 400).meets(Name("Old Harbour 5.57", 400, 410))
        True
        >>> Name("Netherby 2.04", 250, 400).meets(Name("Old Harbour 5.57", 400, 700))
        False
        """
        (left, right), (begin, end) = self._across, other._across
        return left < end and begin < right and abs(self.y - other.y) * NARROW / ACROSS < LINE

    @property
    def _across(self) -> tuple[float, float]:
        width, at = len(self.words) * LETTER, self.x * NARROW / ACROSS
        left = at - {"left": 0.0, "center": width / 2, "right": width}[self.align]
        return left, left + width
