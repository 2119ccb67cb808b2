"""Wards: the areas of a council for which some measures are counted apart."""

from __future__ import annotations

from dataclasses import dataclass

BOUNDARIES = ("ward", "code", "shape", "label_at", "source")
"""Columns of the wards as the store holds them, all text.

`shape` is a geometry of GeoJSON, `label_at` a position within it where a name can stand, `source` whom to thank.
"""

WARD_FIGURES = (
    "ref", "ward", "period", "period_label", "end", "kind", "value", "numerator", "denominator", "marker", "state",
    "source_file", "supplied_by", "system", "received",
)  # fmt: skip
"""Columns of the figures by ward as the store holds them, one row a measure, ward and period."""


@dataclass(frozen=True, slots=True)
class Ward:
    """One ward and where it lies.

    Attributes
    ----------
    name, code
        As returns name it, and its code in national files, where it has one.
    shape
        A ``Polygon`` or ``MultiPolygon`` of RFC 7946, as JSON: longitude before latitude, in WGS 84, outer rings
        anticlockwise, simplified for a small map.
    label_at
        A position within it, as JSON.
    source
        Whom to thank for the boundary, in the words of its licence.
    """

    name: str
    code: str
    shape: str
    label_at: str
    source: str = ""
