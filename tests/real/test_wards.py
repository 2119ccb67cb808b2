"""Real councils' wards can be read and drawn, as the Office for National Statistics has them."""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from results_fixture import results

from helpers.collect.mapping.file import Origin
from helpers.collect.wards import WardsFile, wards_of
from helpers.model.period import Period
from helpers.model.ward import BOUNDARIES, WARD_FIGURES, Ward
from helpers.narrate.row import only_row
from helpers.present.area.map import ward_map
from helpers.present.area.wards import Wards

pytestmark = pytest.mark.needs_real

DESCRIBED = WardsFile(name="ward_name", code="ward_code", source="Contains OS data © Crown copyright.", origin=Origin())
FEWEST_KB, MOST_KB = 10, 60


def read(real: Path, council: str) -> tuple[Ward, ...]:
    return wards_of(real / f"wards/{council}_wards_2020.geojson", f"{council}.geojson", DESCRIBED)


def area(shape: str) -> float:
    """Give the area of the outer rings, positive where they run anticlockwise."""
    found = json.loads(shape)
    polygons = [found["coordinates"]] if found["type"] == "Polygon" else found["coordinates"]
    return sum(
        sum(one[0] * other[1] - other[0] * one[1] for one, other in pairwise(ring)) / 2
        for ring in (polygon[0] for polygon in polygons)
    )


@pytest.mark.parametrize("council", ["bcp", "bath_nes"])
def test_every_ward_is_read_small_with_its_outer_ring_anticlockwise(real: Path, council: str) -> None:
    wards = read(real, council)
    assert len(wards) == 33
    assert all(re.fullmatch(r"E05\d{6}", ward.code) for ward in wards)
    assert all(area(ward.shape) > 0 for ward in wards)
    assert FEWEST_KB < sum(len(ward.shape) for ward in wards) / 1024 < MOST_KB


@pytest.mark.parametrize("council", ["bcp", "bath_nes"])
def test_simpler_outlines_leave_each_ward_its_size(real: Path, council: str) -> None:
    raw = json.loads((real / f"wards/{council}_wards_2020.geojson").read_text(encoding="utf-8"))
    whole = {each["properties"]["ward_name"]: abs(area(json.dumps(each["geometry"]))) for each in raw["features"]}
    for ward in read(real, council):
        assert math.isclose(area(ward.shape), whole[ward.name], rel_tol=0.06)


@pytest.mark.parametrize("council", ["bcp", "bath_nes"])
def test_every_ward_is_drawn_and_none_fills_the_world(real: Path, council: str) -> None:
    wards = read(real, council)
    told = {"ward": [ward.name for ward in wards], "value": range(len(wards)), "state": "reported"}
    now = pd.DataFrame(told).reindex(columns=list(WARD_FIGURES))
    row = only_row(results().measure("43"))
    boundaries = pd.DataFrame(
        [(ward.name, ward.code, ward.shape, ward.label_at, ward.source) for ward in wards], columns=list(BOUNDARIES)
    )
    chart = ward_map(Wards(row, Period.parse("2019-20-q2"), now, {}, 100.0), boundaries)
    shapes = re.search(r'class="drawing">(<svg.*?</svg>)', chart.html, re.DOTALL)[1]
    paths = [path for path in re.findall(r'<path [^>]*\bd="(M[^"]*Z)"', shapes) if path.count("L") > 3]
    assert len(paths) == len(wards)
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', shapes).groups())
    for path in paths:
        at = [tuple(map(float, point.split(","))) for point in re.findall(r"-?[\d.]+,-?[\d.]+", path)]
        across = max(x for x, _ in at) - min(x for x, _ in at)
        down = max(y for _, y in at) - min(y for _, y in at)
        assert across * down < width * height / 3
