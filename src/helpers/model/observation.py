"""Markers: the signs that travel with a figure and are never lost from it."""

from __future__ import annotations

from enum import StrEnum


class Marker(StrEnum):
    """A sign beside, or in place of, a figure (Government Analysis Function's symbols)."""

    PROVISIONAL = "p"
    ESTIMATED = "e"
    REVISED = "r"
    FORECAST = "f"
    BREAK = "b"
    UNAVAILABLE = "x"
    NOT_APPLICABLE = "z"
    SUPPRESSED = "c"
    LOW = "low"
    UNRELIABLE = "u"


IN_PLACE_OF_A_FIGURE = (Marker.UNAVAILABLE, Marker.NOT_APPLICABLE, Marker.SUPPRESSED)
"""Markers with which a figure may be left out."""


def markers_of(text: str) -> tuple[str, ...]:
    """Split what a return holds in its marker column.

    Examples
    --------
    >>> markers_of("[p] r")
    ('p', 'r')
    """
    return tuple(part.strip("[]").lower() for part in text.replace(",", " ").split())


def with_marker(markers: str, marker: Marker) -> str:
    """Add a marker to those a figure already carries.

    Examples
    --------
    >>> with_marker("p", Marker.REVISED), with_marker("r", Marker.REVISED)
    ('p r', 'r')
    """
    known = markers.split()
    return " ".join(known if marker.value in known else [*known, marker.value])
