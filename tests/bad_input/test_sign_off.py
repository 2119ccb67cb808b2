"""Whoever signs what cannot be meant, or breaks the file of sign-offs, is told what, where and what to do next."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

LINES = "reports/2019-20-q2/approvals.csv"
HEADER = "directorate,step,role,date,words,figures,figures_public"
LINE = f"housing,submitted,Performance Lead,2019-10-20,{'a' * 64},{'b' * 64},{'c' * 64}"
HOUSING = ("--directorate", "housing", "--role", "Director of Housing", "--date", "2019-10-21")


@pytest.fixture
def tiny(tiny: Tiny) -> Tiny:
    """A council in which housing has a director, and adults have none."""
    tiny.replace(
        "params/council.yml",
        "    name: Housing\n    services",
        "    name: Housing\n    director: Director of Housing, Tinytown\n    services",
    )
    return tiny


def given(**changed: str) -> tuple[str, ...]:
    """The options of a sign-off that is right but for one of them."""
    options = dict(zip(("directorate", "role", "date"), HOUSING[1::2], strict=True)) | changed
    return tuple(word for name, value in options.items() for word in (f"--{name}", value))


SIGNING = {
    "an unknown directorate": ("2019-20-q2", *given(directorate="parks")),
    "a role that does not approve": ("2019-20-q2", *given(role="Performance Lead")),
    "a directorate without a director": ("2019-20-q2", *given(directorate="adults")),
    "a person in place of a role": ("2019-20-q2", *given(role="a.person@westmere.example"), "--step", "submitted"),
    "a day before the quarter ended": ("2019-20-q2", *given(date="2019-09-30")),
    "a day to come": ("2019-20-q2", *given(date="2199-01-01")),
    "a period without a plan": ("2019-20-q1", *given()),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-")) for case in SIGNING])
def test_it_is_refused_and_nothing_is_signed(
    case: str, tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    status, said = goldenthread("approve", *SIGNING[case])
    assert status == 1
    assert said == golden
    assert not (tiny.root / LINES).exists()


FILES = {
    "conflict markers": f"{HEADER}\n<<<<<<< HEAD\n{LINE}\n=======\n>>>>>>> adults\n",
    "a corrupted line": f"{HEADER}\n{LINE[:-70]}\n",
    "an unknown step": f"{HEADER}\n{LINE.replace('submitted', 'agreed')}\n",
    "an unknown directorate": f"{HEADER}\n{LINE.replace('housing', 'parks')}\n",
    "a day to come": f"{HEADER}\n{LINE.replace('2019', '2199')}\n",
    "a hash that is none": f"{HEADER}\n{LINE.replace('b' * 64, 'b' * 63)}\n",
    "no heading": f"{LINE}\n",
    "another file": "ref,period,value\nH1,2019-20-q2,68\n",
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-")) for case in FILES])
def test_a_broken_file_of_sign_offs_is_refused_and_left_as_it_is(
    case: str, tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    tiny.put(LINES, FILES[case])
    before = tiny.files()
    status, said = goldenthread("approve", "2019-20-q2", *HOUSING)
    assert status == 1
    assert said == golden
    assert tiny.files() == before
    assert goldenthread("check", "2019-20-q2") == (1, said)


def test_a_release_says_of_each_thing_that_is_owed_how_it_is_mended(
    tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    tiny.replace("data/returns/2019-20-q2/all.csv", "H1,2019-20-q2,68,", "H1,2019-20-q2,89,")
    assert goldenthread("approve", "2019-20-q2", *HOUSING)[0] == 0
    status, said = goldenthread("release", "2019-20-q2")
    assert status == 1
    assert said == golden
