"""From degrees on the globe to a small drawing's own units. May import nothing of the house."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

ACROSS = 1000
"""Units of a drawing's width: whole numbers are a third of the weight of degrees, and finer than a screen."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat picture of a council's area, true in angle: what is one mile north and one mile east are alike long.

    A map is drawn of these units as they are, without a projection of the globe. Such a one would ask for outer rings
    clockwise, where RFC 7946 has them anticlockwise, and would otherwise fill the whole world but the ward.

    Attributes
    ----------
    west, north
        The corner where both units are nought, in degrees.
    east_unit, south_unit
        Degrees of a unit.
    tall
        Height as a share of the width.
    """

    west: float
    north: float
    east_unit: float
    south_unit: float
    tall: float

    @classmethod
    def of(cls, shapes: Sequence[str]) -> Plane:
        """Fit the picture round some geometries of GeoJSON."""
        at = [position for shape in shapes for position in _positions(json.loads(shape)["coordinates"])]
        west, east = min(x for x, _ in at), max(x for x, _ in at)
        south, north = min(y for _, y in at), max(y for _, y in at)
        narrow = math.cos(math.radians((south + north) / 2))
        unit = max(east - west, 1e-9) / ACROSS
        return cls(west, north, unit, unit * narrow, (north - south) / narrow / max(east - west, 1e-9))

    def point(self, position: Sequence[float]) -> list[int]:
        """Place a position: units from the left, and from the top."""
        return [round((position[0] - self.west) / self.east_unit), round((self.north - position[1]) / self.south_unit)]

    def geometry(self, shape: str) -> dict[str, Any]:
        """Place a geometry of GeoJSON."""
        found = json.loads(shape)
        return {"type": found["type"], "coordinates": self._placed(found["coordinates"])}

    def _placed(self, part: list[Any]) -> list[Any]:
        if isinstance(part[0], list) and isinstance(part[0][0], int | float):
            ring = [self.point(position) for position in part]
            return [at for place, at in enumerate(ring) if place == 0 or at != ring[place - 1]]
        return [self._placed(inner) for inner in part]


def _positions(part: list[Any]) -> Iterator[list[float]]:
    if isinstance(part[0], int | float):
        yield part
    else:
        for inner in part:
            yield from _positions(inner)
