"""A tiny council's wards: four squares in a row, and figures for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from tiny import observations

from helpers.model.ward import BOUNDARIES

NAMES = ("East", "North", "South", "West")


def ring(place: int) -> list[list[float]]:
    """A square a hundredth of a degree wide, closed."""
    west, east = place / 100, (place + 1) / 100
    return [[west, 52.0], [east, 52.0], [east, 52.01], [west, 52.01], [west, 52.0]]


def geojson(rings: Mapping[str, Sequence[Any]] | None = None, **properties: Any) -> str:
    """The wards as a file, with other rings for some of them."""
    found = {name: ring(place) for place, name in enumerate(NAMES)} | dict(rings or {})
    features = [
        {"type": "Feature", "properties": {"name": name, **properties},
         "geometry": {"type": "Polygon", "coordinates": [corners]}}
        for name, corners in found.items()
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features})


def sent(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Figures by ward as collect reads them."""
    given = list(rows)
    frame = observations([{name: value for name, value in row.items() if name != "ward"} for row in given])
    return frame.assign(ward=[row["ward"] for row in given])


def boundaries(names: Sequence[str] = NAMES) -> pd.DataFrame:
    """Where the wards lie, as the store has it."""
    rows = [
        (name, "", json.dumps({"type": "Polygon", "coordinates": [ring(place)]}), json.dumps([place / 100, 52.005]), "")
        for place, name in enumerate(names)
    ]
    return pd.DataFrame(rows, columns=list(BOUNDARIES), dtype="str")
