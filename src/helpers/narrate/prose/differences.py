"""Differences and percentage changes between the figures of a measure. May import nothing of the house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.narrate.prose.claim import Claim
from helpers.narrate.prose.figures import COUNTED, ERRORS, INTERVALS, LIMITS, Figure

_LATER = {"previous": 1, "value": 2, "forecast": 3}
"""The figures that others lead up to, in the order of time; what is not among them is set beside any of them."""

_NEVER = frozenset(COUNTED) | LIMITS | INTERVALS | ERRORS | {"remainder", "first"}


@dataclass(frozen=True, slots=True)
class Move:
    """One figure less another.

    Attributes
    ----------
    kinds
        What the two are.
    size
        In the measure's unit, or in percent of the earlier one.
    relative
        It is in percent.
    """

    kinds: frozenset[str]
    size: Decimal
    relative: bool


def moves(figures: Sequence[Figure]) -> Iterator[Move]:
    """Give every difference and percentage change between two figures of a measure."""
    own = [one for one in figures if one.kind not in _NEVER]
    for later in own:
        for earlier in own:
            if _LATER.get(later.kind, 0) > _LATER.get(earlier.kind, 0):
                kinds, size = frozenset({later.kind, earlier.kind}), later.value - earlier.value
                yield Move(kinds, size, relative=False)
                if earlier.value:
                    yield Move(kinds, 100 * size / abs(earlier.value), relative=True)


def is_difference(claim: Claim, figures: Sequence[Figure], unit: str) -> bool:
    """Say whether a numeral is the difference that its words say, and goes the way that they say.

    Parameters
    ----------
    claim
        The numeral and its words.
    figures
        What is known of the measure.
    unit
        The measure's unit: points are differences of a percentage, percents may be either.
    """
    numeral = replace(claim.numeral, value=abs(claim.numeral.value))
    spoken_of = {"value", "forecast"} if claim.of_forecast else {"value"}
    percent = numeral.unit in ("%", "part")
    return any(
        (percent if one.relative else not percent or unit == "%")
        and (not claim.against or bool(one.kinds & claim.against))
        and bool(one.kinds & spoken_of)
        and (not claim.way or one.size * claim.way >= 0)
        and numeral.reads(abs(one.size))
        for one in moves(figures)
    )
