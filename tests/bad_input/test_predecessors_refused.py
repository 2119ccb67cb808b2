"""A figure of a council that we took the place of is refused where it cannot be one, by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

COUNCIL = "params/council.yml"
BEFORE = "data/returns/2019-20-q1/before.csv"
NEW = "formed: 2019-04-01\npredecessors: [Eastham, Westham]\n"

Breaks = Callable[[Tiny], object]


def sent(*rows: str, council: str = NEW) -> Breaks:
    """Send figures of before, to a council that says this of itself."""

    def of(tiny: Tiny) -> None:
        tiny.replace(COUNCIL, "fictional: true\n", f"fictional: true\n{council}")
        tiny.put(BEFORE, "\n".join(["ref,period,value,area", *rows, ""]))

    return of


CASES: dict[str, Breaks] = {
    "an area that is no predecessor": sent("H1,2018-19-q4,40,Eastam"),
    "an area where the council has no predecessors": sent("H1,2018-19-q4,40,Eastham", council=""),
    "a predecessor's figure after the council was formed": sent("H1,2019-20-q1,40,Eastham"),
    "a predecessor's figure twice": sent("H1,2018-19-q4,40,Eastham", "H1,2018-19-q4,41,eastham"),
    "predecessors without the day the council was formed": sent(council="predecessors: [Eastham]\n"),
    "a predecessor named twice": sent(council="formed: 2019-04-01\npredecessors: [Eastham, eastham]\n"),
    "ourselves as a predecessor": sent(council="formed: 2019-04-01\npredecessors: [Tinytown Council]\n"),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-").replace("'", "")) for case in CASES])
def test_it_is_refused_in_plain_words(
    case: str, tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    CASES[case](tiny)
    status, said = goldenthread("build", "2019-20-q2")
    assert status == 1
    assert said == golden


def test_the_figures_of_every_predecessor_are_taken(tiny: Tiny, goldenthread: Callable[..., tuple[int, str]]) -> None:
    sent("H1,2018-19-q4,40,Eastham", "H1,2018-19-q4,41,westham")(tiny)
    assert goldenthread("check", "2019-20-q2")[0] == 0
