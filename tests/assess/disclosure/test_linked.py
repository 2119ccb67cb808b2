"""A measure that is not sensitive and publishes the count of one that is."""

from __future__ import annotations

import pytest
from tiny import a_measure, observations

from helpers.assess.disclosure.linked import linked

SECRET = a_measure("S", unit="count", sensitive=True, polarity="lower")
QUARTERS = [f"2018-19-q{quarter}" for quarter in (1, 2, 3, 4)]


def sent(part: str, *counts: float | None) -> dict[str, str]:
    """What is linked where an open rate's part is these counts, beside sensitive ones of 3, 9, 12 and 0."""
    rows = [{"ref": "S", "period": at, "value": count} for at, count in zip(QUARTERS, (3, 9, 12, 0), strict=True)]
    rows += [{"ref": "R", "period": at, "value": 50, part: count} for at, count in zip(QUARTERS, counts, strict=True)]
    return linked(observations(rows), [SECRET, a_measure("R")])


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_rate_made_of_a_sensitive_count_is_found(part: str) -> None:
    assert sent(part, 3, 9, 12, 0) == {"R": "S"}
    assert sent(part, 3, 9, 12, None) == {"R": "S"}


@pytest.mark.parametrize("counts", [(3, 9, 12, 1), (3, 9, None, 0), (4, 10, 13, 0)],
                         ids=["one differs", "too few are alike", "all differ"])  # fmt: skip
def test_a_rate_made_of_another_count_is_not(counts: tuple[float | None, ...]) -> None:
    assert sent("numerator", *counts) == {}


def test_a_count_that_repeats_a_sensitive_one_is_found_and_a_sensitive_one_is_no_leak() -> None:
    rows = [{"ref": ref, "period": at, "value": count} for ref in ("S", "N")
            for at, count in zip(QUARTERS, (3, 9, 12, 0), strict=True)]  # fmt: skip
    assert linked(observations(rows), [SECRET, a_measure("N", unit="count")]) == {"N": "S"}
    assert linked(observations(rows), [SECRET, a_measure("N", unit="count", sensitive=True)]) == {}
    assert linked(observations(rows), [a_measure("S", unit="count"), a_measure("N", unit="count")]) == {}


def test_a_count_that_was_restated_is_held_against_what_it_is_now() -> None:
    rows = [{"ref": ref, "period": at, part: count} for ref, part in (("S", "value"), ("R", "numerator"))
            for at, count in zip(QUARTERS, (3, 9, 12, 0), strict=True)]  # fmt: skip
    first = [{"ref": "S", "period": QUARTERS[0], "value": 5}]
    rows[0] = rows[0] | {"returned": QUARTERS[1]}
    assert linked(observations([*first, *rows]), [SECRET, a_measure("R")]) == {"R": "S"}
