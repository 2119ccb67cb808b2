"""Wards and figures by ward that cannot be are refused, by file, feature or row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny
from wards import geojson, ring

WARDS = "data/geography/wards.geojson"
FIGURES = "data/geography/returns/2019-20-q2/homes.csv"
BOW_TIE = [[0, 52], [0.01, 52.01], [0.01, 52], [0, 52.01], [0, 52]]
METRES = [[400000, 100000], [401000, 100000], [401000, 101000], [400000, 100000]]

Breaks = Callable[[Tiny], object]


def drawn(text: str) -> Breaks:
    """Give the council these wards."""
    return lambda tiny: tiny.put(WARDS, text)


def counted(*rows: str, head: str = "ref,ward,period,value") -> Breaks:
    """Give the council four wards, and these figures."""

    def of(tiny: Tiny) -> None:
        tiny.put(WARDS, geojson())
        tiny.put(FIGURES, "\n".join([head, *rows, ""]))

    return of


CASES: dict[str, Breaks] = {
    "wards that are not JSON": drawn("wards"),
    "wards that are no collection": drawn('{"type": "Feature"}'),
    "a ward without a name": drawn(geojson().replace('"name": "East"', '"NAME": "East"')),
    "a ward twice": drawn(geojson().replace('"name": "East"', '"name": "north"')),
    "a ward that is a line": drawn(geojson().replace('"type": "Polygon"', '"type": "LineString"', 1)),
    "a ring that is not closed": drawn(geojson({"East": [*ring(0)[:-1], [0.001, 52.001]]})),
    "a ring that crosses itself": drawn(geojson({"East": BOW_TIE})),
    "metres of the National Grid": drawn(geojson({"East": METRES})),
    "a position that is no number": drawn(geojson().replace("52.0]", "NaN]", 1)),
    "an unknown ward": counted("H1,Easton,2019-20-q2,5"),
    "a ward's figure twice": counted("H1,East,2019-20-q2,5", "H1,east,2019-20-q2,6"),
    "wards above the council's own figure": counted("H1,East,2019-20-q2,60", "H1,West,2019-20-q2,9"),
    "a ward's part above the council's own": counted(
        "A1,East,2019-20-q2,90,180,200", head="ref,ward,period,value,numerator,denominator"
    ),
    "a ward's figure of an unknown measure": counted("Z9,East,2019-20-q2,5"),
    "a ward's figure without a reason why there is none": counted("H1,East,2019-20-q2,"),
    "an unknown column by ward": counted("H1,East,2019-20-q2,5,x", head="ref,ward,period,value,parish"),
    "figures by ward without wards": lambda tiny: tiny.put(FIGURES, "ref,ward,period,value\nH1,East,2019-20-q2,5\n"),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-").replace("'", "")) for case in CASES])
def test_it_is_refused_in_plain_words(
    case: str, tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    CASES[case](tiny)
    status, said = goldenthread("build", "2019-20-q2")
    assert status == 1
    assert said == golden


def test_wards_up_to_the_councils_own_figure_are_taken(
    tiny: Tiny, goldenthread: Callable[..., tuple[int, str]]
) -> None:
    counted("H1,East,2019-20-q2,60", "H1,West,2019-20-q2,8")(tiny)
    assert goldenthread("check", "2019-20-q2")[0] == 0
