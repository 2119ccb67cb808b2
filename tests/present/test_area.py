"""A measure ward by ward: a map that tells nothing of a withheld ward, and a table that has them all."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wards import NAMES, boundaries

from helpers.model.results import Results
from helpers.model.ward import WARD_FIGURES
from helpers.present.area.classes import MOST, classes_of
from helpers.present.area.plane import Plane
from helpers.present.area.view import area_view

PAPER = "#ffffff"


def by_ward(*values: float | None, period: str = "2019-20-q2", ref: str = "43") -> pd.DataFrame:
    """Figures of the wards in order; `None` is withheld."""
    rows = [
        {"ref": ref, "ward": ward, "period": period, "period_label": "Q2 2019/20", "kind": "quarter", "value": value,
         "marker": "c" if value is None else "", "state": "suppressed" if value is None else "reported",
         "source_file": "data/geography/returns/2019-20-q2/homes.csv", "received": "2019-10-12"}
        for ward, value in zip(NAMES, values, strict=True)
    ]  # fmt: skip
    texts = dict.fromkeys(WARD_FIGURES, "") | {"numerator": float("nan"), "denominator": float("nan")}
    frame = pd.DataFrame([texts | row for row in rows], columns=list(WARD_FIGURES))
    return frame.astype({"value": "float64"})


def html_of(edition: Results, *values: float | None) -> str:
    """Everything that is shown of a measure's wards."""
    view = replace(edition, wards=by_ward(*values), boundaries=boundaries()).measure("43")
    return "\n".join("".join(data.values()) for data, _ in area_view(view).bundles() if "image/png" not in data) + (
        "\n".join(data["text/html"] for data, _ in area_view(view).bundles() if "image/png" in data)
    )


def features(html: str) -> dict[str, dict[str, str]]:
    """What each ward's shape on the map carries."""
    spec = json.loads(re.search(r'class="vega-spec">(.*?)</script>', html, re.DOTALL)[1])
    found: list[dict[str, str]] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            if part.get("type") == "Feature":
                found.append(part)
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    walk(spec)
    return {each["ward"]: each for each in found}


def test_a_council_without_wards_shows_nothing_of_them(edition: Results) -> None:
    assert area_view(edition.measure("43")).bundles() == []


def test_a_withheld_ward_has_no_colour_no_name_and_no_bar(edition: Results) -> None:
    html = html_of(edition, 30, None, 20, 18)
    told = features(html)
    assert told["North"] | {"geometry": ""} == {
        "type": "Feature", "geometry": "", "ward": "North", "figure": "withheld", "class": "withheld",
    }  # fmt: skip
    drawn = re.search(r'class="drawing">(<svg.*?</svg>)', html, re.DOTALL)[1]
    assert "North" not in drawn
    assert drawn.count(f'fill="{PAPER}"') >= 1
    row = re.search(
        r'<tr[^>]*>\s*<th scope="row"[^>]*>North</th>.*?</tr>', html.split('class="gt_table counts')[-1], re.DOTALL
    )[0]
    assert "[c]" in row
    assert "ward-bar" not in row


def test_the_table_has_every_ward_the_highest_first(edition: Results) -> None:
    table = html_of(edition, 12, 30, None, 18).split('class="gt_table counts')[1]
    assert re.findall(r'<th scope="row"[^>]*>(\w+)</th>', table)[:4] == ["North", "West", "East", "South"]


def test_highest_is_said_of_those_shown_where_a_ward_is_withheld(edition: Results) -> None:
    assert "highest of those shown in East" in html_of(edition, 30, None, 20, 18)
    assert "highest in East" in html_of(edition, 30, 22, 20, 18)


def test_the_last_period_before_is_shown_where_the_figures_own_has_no_wards(edition: Results) -> None:
    wards = by_ward(30, 22, 20, 18, period="2019-20-q1")
    view = replace(edition, wards=wards, boundaries=boundaries()).measure("43")
    said = area_view(view).bundles()[1][0]["text/markdown"]
    assert said.startswith("In Q1 2019/20")


@given(st.lists(st.integers(-2000, 9000), min_size=1, max_size=12), st.integers(0, 2))
@settings(max_examples=40, deadline=None)
def test_every_figure_falls_into_one_of_at_most_five_classes(figures: list[int], decimals: int) -> None:
    values = [figure / 10**decimals for figure in figures]
    made = classes_of(values, "%", decimals)
    assert 1 <= len(made.names) <= MOST
    assert len(set(made.names)) == len(made.names)
    places = [made.names.index(made.name_of(value)) for value in sorted(values)]
    assert places == sorted(places)
    for value in values:
        low = made.low + made.step * made.names.index(made.name_of(value))
        assert low - 1e-6 <= value < low + made.step + 1e-6


def test_a_map_is_as_tall_for_its_width_as_the_land_is() -> None:
    square = json.dumps({"type": "Polygon", "coordinates": [[[0, 60], [2, 60], [2, 61], [0, 61], [0, 60]]]})
    plane = Plane.of([square])
    assert plane.tall == pytest.approx(1.0, abs=0.02)
    assert plane.point([2, 60]) == [1000, pytest.approx(1000, abs=20)]
