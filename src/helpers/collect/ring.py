"""Check the rings of a boundary before any library takes them: closed, long enough, in degrees. Imports `model`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.model.errors import Problem

FEWEST = 4
"""Positions of a ring: a triangle, and its first corner again."""


def refuse_bad_rings(geometry: object, where: str, problems: list[Problem]) -> None:
    """Note what is wrong with a geometry; nothing where it is a polygon, or several, in degrees.

    Parameters
    ----------
    geometry
        A member ``geometry`` of GeoJSON.
    where
        File and feature, as errors name them.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        problems.append(
            Problem(where, f'a geometry of type "{kind}"', "a Polygon or a MultiPolygon",
                    "A ward is an area: export its boundary, not a line or a point.")
        )  # fmt: skip
        return
    told = next(_ring_problems(geometry, kind), None)
    if told:
        problems.append(Problem(where, *told))


def _ring_problems(geometry: dict[str, Any], kind: str) -> Iterator[tuple[str, str, str]]:
    inside = geometry.get("coordinates")
    polygons = [inside] if kind == "Polygon" else inside
    if not isinstance(polygons, list) or not polygons or not all(isinstance(each, list) and each for each in polygons):
        yield "no rings", "at least one ring for each polygon", "Export the boundary again."
        return
    for ring in (ring for polygon in polygons for ring in polygon):
        yield from _of_ring(ring)


def _of_ring(ring: object) -> Iterator[tuple[str, str, str]]:
    if not isinstance(ring, list) or len(ring) < FEWEST or not all(_is_position(at) for at in ring):
        yield (
            "a ring that is no list of four or more positions", "positions such as [-1.25, 52.5]",
            "Export the boundary again.",
        )  # fmt: skip
        return
    off = next((at for at in ring if not (-180 <= at[0] <= 180 and -90 <= at[1] <= 90)), None)
    if off is not None:
        yield (
            f"the position {off[:2]}, which is out of range",
            "longitude from -180 to 180, then latitude from -90 to 90",
            "Export the boundaries in degrees (WGS 84, EPSG:4326), not in metres of the National Grid.",
        )  # fmt: skip
    elif ring[0] != ring[-1]:
        yield (
            f"a ring that begins at {ring[0]} and ends at {ring[-1]}", "a closed ring: its last position is its first",
            "Close the ring, or export the boundary again.",
        )  # fmt: skip


def _is_position(at: object) -> bool:
    return (
        isinstance(at, list)
        and len(at) >= 2
        and all(isinstance(part, int | float) and not isinstance(part, bool) for part in at[:2])
    )
