"""What cannot be compared like with like is refused at the door, with file and row.

Each case breaks one thing in a tiny council whose national file and groups are otherwise whole.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

PEERS, GROUPS, AREAS = (f"data/benchmarks/{name}.csv" for name in ("neighbours", "groups", "areas"))
WHOLE = {
    PEERS: "group,ref,period,area,value,numerator,denominator,marker,unit,definition\n"
    ",H2,2019-20-q2,Easton,1.20,12,10000,,,\n,H2,2019-20-q2,Norton,3.40,,,,,\n",
    GROUPS: "group,name,kind,area\nneighbours,Our neighbours,neighbours,Easton\n"
    "neighbours,Our neighbours,neighbours,Norton\n",
    AREAS: "area,from,to,successor\nSouthland,,2018-19-q4,Norton\n",
}

Breaks = Callable[[Tiny], object]


def swap(name: str, old: str, new: str) -> Breaks:
    return lambda tiny: tiny.replace(name, old, new)


def add(name: str, lines: str) -> Breaks:
    return lambda tiny: tiny.add(name, lines)


CASES: dict[str, Breaks] = {
    "another unit": swap(PEERS, "10000,,,", "10000,,%,"),
    "another definition": swap(PEERS, "10000,,,", "10000,,,Households in hotels"),
    "a numerator below zero": swap(PEERS, "12,10000", "-12,10000"),
    "a denominator of nought": swap(PEERS, "12,10000", "12,0"),
    "text in a denominator": swap(PEERS, "12,10000", "12,many"),
    "a group that names an unknown council": add(GROUPS, "neighbours,Our neighbours,neighbours,Eastton\n"),
    "a council twice in a group": add(GROUPS, "neighbours,Our neighbours,neighbours,Easton\n"),
    "a council twice by the file and by the group": add(PEERS, "neighbours,H2,2019-20-q2,Easton,1.30,,,,,\n"),
    "a group of two names": swap(GROUPS, "Our neighbours,neighbours,Norton", "Neighbours,neighbours,Norton"),
    "a group of two kinds": swap(GROUPS, "Our neighbours,neighbours,Norton", "Our neighbours,region,Norton"),
    "a kind that is none": swap(GROUPS, "Our neighbours,neighbours,Norton", "Our neighbours,family,Norton"),
    "a group with a semicolon": add(GROUPS, "near;far,Both,region,Easton\n"),
    "a group without a council": add(GROUPS, "west,South West,region,\n"),
    "an unknown column of a group": swap(GROUPS, "kind,area", "sort,area"),
    "a council twice in the areas": add(AREAS, "Southland,,2018-19-q4,Norton\n"),
    "a council that ends before it begins": add(AREAS, "Westland,2019-20,2018-19,\n"),
    "a council that succeeds itself": add(AREAS, "Westland,,2018-19,Westland\n"),
    "a successor without an end": add(AREAS, "Westland,,,Norton\n"),
    "a day that is no period": add(AREAS, "Westland,,31 March 2019,Norton\n"),
}  # fmt: skip


ENGLAND = "data/benchmarks/england.parquet"


def national(**columns: object) -> Breaks:
    """Add a national file of two rows, of which these columns are other than they should be."""
    whole = {"ref": "H2", "period": "2019-20-q1", "area": ["Easton", "Norton"], "value": [1.5, 2.5], "marker": ""}
    frame = pd.DataFrame(whole | columns, index=[0, 1])
    return lambda tiny: frame.to_parquet(tiny.root / ENGLAND, index=False)


CASES |= {
    "a national figure that is infinite": national(value=[1.5, float("inf")]),
    "a national denominator of nought": national(denominator=[0, 5]),
    "a national council twice": national(area="Easton"),
    "a national marker that is none": national(marker=["", "?"]),
    "a national period that is none": national(period=["2019-20-q1", "2019-20-q5"]),
    "a national council also in another file": national(period=["2019-20-q1", "2019-20-q2"]),
    "a national ref in small letters": national(ref=["H2", "h2"]),
    "a national file of no measure of ours": national(ref="TA"),
    "a national file with a column of its own": national(code=["E1", "E2"]),
    "a national file that is none": lambda tiny: tiny.put(ENGLAND, "ref,period\n"),
    "a national file that is not the one received": lambda tiny: [
        tiny.put(ENGLAND, "PAR1"), tiny.put(f"{ENGLAND}.origin.yml", f"sha256: '{'0' * 64}'\n")],
    "a parquet file among the returns": lambda tiny: tiny.put("data/returns/2019-20-q2/all.parquet", b"PAR1"),
}  # fmt: skip


@pytest.fixture
def compared(tiny: Tiny) -> Tiny:
    """A council with a national file and groups."""
    for name, text in WHOLE.items():
        tiny.put(name, text)
    return tiny


def test_the_council_is_whole_until_it_is_broken(compared: Tiny, goldenthread: Callable[..., tuple[int, str]]) -> None:
    assert compared.root.is_dir()
    assert goldenthread("collect", "2019-20-q2")[0] == 0


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-")) for case in CASES])
def test_it_is_refused_in_plain_words_and_nothing_is_lost(
    case: str, compared: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    CASES[case](compared)
    before = compared.files()
    status, said = goldenthread("build", "2019-20-q2")
    assert status == 1
    assert said == golden
    assert compared.files() == before
