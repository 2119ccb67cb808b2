"""Make the demo council's wards and their figures: ``.venv/bin/python tests/demo/make_wards.py``.

Westmere does not exist, and lies in the Irish Sea so that nobody takes it for a place that does. Its wards are the
parts of an outline that lie nearest to one of twenty points, with edges that wander. What a ward holds of a measure is
a share of the council's own figure, so that the wards add up to it. The same seed gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import shutil
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import shapely

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a script, it finds what stands beside it as a test does
from demo.make_council import ROOT, Maker, Row, as_csv, chance, makers, rounded, write

from helpers.model.period import Period

CENTRE = (-5.05, 53.83)
WARDS = {  # kilometres east and north of the centre, and how much more than its share the ward has of what is counted
    "Abbotsmere": (-6.2, 3.4, 0.6), "Alderbrook": (-3.1, 4.4, 0.8), "Bellgate": (0.2, 0.4, 2.1),
    "Cobblers Cross": (-1.9, -0.8, 1.8), "Dovecote": (3.2, 4.3, 0.7), "East Quay": (4.1, 0.3, 1.9),
    "Fernhollow": (6.4, 3.1, 0.5), "Gull Point": (6.9, -0.7, 1.1), "Harrow Green": (0.1, 3.2, 0.9),
    "Kiln Lane": (-0.4, 1.9, 1.4), "Larkrise": (-6.6, -0.4, 0.5), "Millrace": (2.0, -1.6, 1.5),
    "Netherby": (-4.3, 1.2, 0.9), "Old Harbour": (2.3, 1.2, 2.4), "Pinewold": (-4.6, -3.0, 0.6),
    "Quarry Bank": (-1.3, -3.7, 1.0), "Saltmarsh": (4.8, -3.2, 0.8), "Southmere": (1.6, -4.6, 0.7),
    "Thistledown": (0.4, 6.0, 0.4), "Weavers Hill": (-2.2, 1.8, 1.2),
}  # fmt: skip
OUTLINE = ((-8.4, 1.2), (-7.6, 4.2), (-4.2, 6.2), (-1.0, 7.6), (2.2, 7.2), (4.6, 6.4), (7.4, 4.8), (8.6, 2.0),
           (8.9, -1.6), (6.6, -5.0), (3.0, -6.3), (0.0, -6.0), (-3.4, -5.4), (-6.4, -4.4), (-8.2, -2.0))  # fmt: skip
FILES = {
    "waste": (("27",), "Waste Contract Manager", "Waste contract system"),
    "economy": (("39",), "Economy Analyst", "National claimant count"),
    "housing-options": (("44",), "Performance Officer, Housing Options", "Homelessness case system"),
}
QUARTERS = [Period.parse(f"2019-20-q{number}") for number in (1, 2, 3)]
WITHHELD_BELOW = 8
"""Households in temporary accommodation: the service withholds fewer in a ward itself."""

COLUMNS = ["ref", "ward", "period", "value", "numerator", "denominator", "marker"]


def wandering(one: tuple[float, float], other: tuple[float, float], depth: int = 3) -> Iterator[tuple[float, float]]:
    """Give the points between two corners, the same for both wards that share the edge."""
    if depth == 0 or math.dist(one, other) < 0.4:
        return
    random = chance("edge", *sorted([one, other]))
    along, aside = random.uniform(0.4, 0.6), random.uniform(-0.13, 0.13)
    low, high = sorted([one, other])
    middle = (
        round(low[0] + (high[0] - low[0]) * along - (high[1] - low[1]) * aside, 4),
        round(low[1] + (high[1] - low[1]) * along + (high[0] - low[0]) * aside, 4),
    )
    yield from wandering(one, middle, depth - 1)
    yield middle
    yield from wandering(middle, other, depth - 1)


def boundary(cell: shapely.Polygon) -> list[list[float]]:
    """Let the edges of a ward wander, and set them on the globe: longitude before latitude, anticlockwise."""
    corners = [(round(x, 4), round(y, 4)) for x, y in shapely.get_coordinates(shapely.orient_polygons(cell))]
    points = [corners[0]]
    for one, other in pairwise(corners):
        points += [*wandering(one, other), other]
    east, north = CENTRE
    scale = 111.2
    return [
        [round(east + x / (scale * math.cos(math.radians(north))), 5), round(north + y / scale, 5)] for x, y in points
    ]


def wards() -> dict:
    """Make the wards as GeoJSON."""
    points = shapely.MultiPoint([(x, y) for x, y, _ in WARDS.values()])
    outline = shapely.Polygon(OUTLINE)
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=outline, ordered=True))
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "code": f"W{number:02d}"},
            "geometry": {"type": "Polygon", "coordinates": [boundary(shapely.intersection(cell, outline))]},
        }
        for number, (name, cell) in enumerate(zip(WARDS, cells, strict=True), start=1)
    ]
    return {"type": "FeatureCollection", "features": features}


def shares(whole: int, weights: list[float]) -> list[int]:
    """Part a number by weights, so that the parts add up to it."""
    exact = [whole * weight / sum(weights) for weight in weights]
    parts = [math.floor(each) for each in exact]
    left = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in left[: whole - sum(parts)]:
        parts[place] += 1
    return parts


def ward_rows(maker: Maker, quarter: Period) -> list[Row]:
    """Part a measure's figure of a quarter among the wards."""
    _, above, below = maker.figure(quarter)
    sizes = [chance("size", name).uniform(0.75, 1.25) for name in WARDS]
    under = shares(int(below), sizes)
    more = [WARDS[name][2] ** (0.5 if maker.ref == "27" else 1) for name in WARDS]
    noise = [chance(maker.ref, quarter, name).uniform(0.85, 1.15) for name in WARDS]
    over = shares(int(above), [size * each * luck for size, each, luck in zip(under, more, noise, strict=True)])
    rows = []
    for name, counted, among in zip(WARDS, over, under, strict=True):
        row = {"ref": maker.ref, "ward": name, "period": str(quarter), "marker": ""}
        value = rounded(counted * maker.scale / among, maker.decimals)
        row |= {"value": value, "numerator": str(counted), "denominator": str(among)}
        if maker.ref == "44" and 0 < counted < WITHHELD_BELOW:
            row |= {"value": "", "numerator": "", "denominator": "", "marker": "c"}
        rows.append(row)
    return rows


def make(folder: Path) -> None:
    """Write wards and figures into a folder ``data/geography``."""
    shutil.rmtree(folder / "returns", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(feature) for feature in wards()["features"])
    text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
    (folder / "wards.geojson").write_text(text, encoding="utf-8")
    made = makers()
    for quarter in QUARTERS:
        for name, (refs, supplied_by, system) in FILES.items():
            rows = [row for ref in refs for row in ward_rows(made[ref], quarter)]
            received = quarter.end + dt.timedelta(days=12)
            path = folder / "returns" / str(quarter) / f"{name}.csv"
            write(path, as_csv(rows, COLUMNS), supplied_by, system, received)


if __name__ == "__main__":
    make(ROOT / "data" / "geography")
