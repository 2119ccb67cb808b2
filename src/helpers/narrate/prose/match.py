"""Whether a numeral, taken for what its words say, is a figure that is known. May import `narrate.row`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from helpers.narrate.prose.claim import Claim
from helpers.narrate.prose.differences import is_difference, moves
from helpers.narrate.prose.figures import COUNTED, EARLIER, OWN, TARGETS, Figure, named, told, value_of
from helpers.narrate.prose.numbers import Numeral
from helpers.narrate.prose.roles import DIFFERENCE, Role
from helpers.narrate.row import ResultRow

_A_YEAR = re.compile(r"\b(?:year\w*|annual\w*|12 months|twelve months|outturn|(?:19|20)[0-9]{2})\b", re.IGNORECASE)
_UPWARDS = frozenset({"over", "more than", "just over", "at least", "well over", "above"})
_DOWNWARDS = frozenset(
    {"nearly", "almost", "under", "fewer than", "less than", "just under", "up to", "close to", "below", "approaching"}
)
_TOLD = OWN | EARLIER | TARGETS | {"forecast", "median", "rank", "n"}
_PART_OF_A_PERCENT = Decimal("2.5")
"""How near a fraction in words must be: two thirds is said of 65%."""


def usual(role: Role, sentence: str, row: ResultRow, figures: Sequence[Figure]) -> Role:
    """Take an earlier figure that no word places for the one that words are compared with: the period before.

    A running total is also compared with the same point of last year.
    """
    if role.label != "an earlier figure" or _A_YEAR.search(sentence) or value_of(figures, "previous") is None:
        return role
    kinds = frozenset({"previous", "first", "last_year"} if row.basis == "cumulative" else {"previous", "first"})
    return replace(role, kinds=role.kinds & kinds)


def holds(claim: Claim, figures: Sequence[Figure], about: frozenset[tuple[str, str]], unit: str) -> bool:
    """Say whether a numeral is what its sentence takes it for, or is no figure at all.

    Parameters
    ----------
    claim
        The numeral and its words.
    figures
        What is known of the measure.
    about
        The numerals of the measure's title, definition and unit, each with the word beside it.
    unit
        The measure's unit.
    """
    numeral, role = claim.numeral, claim.role
    if not claim.counts or _describes(claim, about) or (numeral.unit == "ordinal" and not claim.ranks):
        return True
    if numeral.unit == "part":
        return _is_part(claim, figures)
    if DIFFERENCE in role.kinds and is_difference(claim, figures, unit):
        return True
    kinds = OWN if DIFFERENCE in role.kinds else role.kinds
    if any(_is(claim, one) for one in named(figures, kinds)):
        return True
    return not role.label and bool(kinds & OWN) and _is_complement(claim, figures, unit)


def expected(role: Role, figures: Sequence[Figure]) -> str:
    """Say what a numeral would have to be."""
    if DIFFERENCE in role.kinds:
        return f"a difference between two of {told(_main(figures))}, or a source"
    fitting = named(figures, role.kinds - frozenset(COUNTED) - {"remainder"} or role.kinds)
    if not fitting:
        return f"a source, because {role.label or 'a figure of this measure'} is not known here"
    return f"{told(_main(fitting))}, or a source" if not role.label else told(_main(fitting))


def _main(figures: Sequence[Figure]) -> Sequence[Figure]:
    return [one for one in figures if one.kind in _TOLD] or figures


def _describes(claim: Claim, about: frozenset[tuple[str, str]]) -> bool:
    """Say whether a numeral is one of the measure's title, definition or unit, such as ``per 1,000``."""
    number = claim.numeral.text.lower().replace(",", "").strip("%£ ").split(" ")[0]
    before, after = claim.beside
    if before in ("per", "of") and (before, number) in about:
        return True
    return not claim.role.label and ((number, after) in about or (before, number) in about)


def _is(claim: Claim, figure: Figure) -> bool:
    numeral, value = claim.numeral, figure.value
    if not _same_unit(claim, figure):
        return False
    if numeral.reads(value) or (value < 0 < numeral.value and claim.of_loss and numeral.reads(-value)):
        return True
    return bool(claim.nearly) and _is_near(numeral, value, claim.nearly)


def _same_unit(claim: Claim, figure: Figure) -> bool:
    """Say whether a numeral's unit can be that of a figure."""
    unit = claim.numeral.unit
    if unit in ("", "ordinal"):
        return not claim.time_unit or figure.kind in ("n", "rank") or claim.time_unit in figure.unit
    return unit == figure.unit or (unit == "£" and figure.kind in COUNTED)


def _is_near(numeral: Numeral, value: Decimal, word: str) -> bool:
    """Read ``over 400``: a round number, with the figure between it and the next one."""
    digits = str(int(abs(numeral.value))) if numeral.step >= 1 else "1"
    zeros = len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0
    step = max(numeral.step, Decimal(1).scaleb(zeros)) if numeral.step >= 1 else numeral.step
    if word in _UPWARDS:
        return numeral.value <= value < numeral.value + step
    if word in _DOWNWARDS:
        return numeral.value - step < value <= numeral.value
    return abs(value - numeral.value) <= step / 2


def _is_part(claim: Claim, figures: Sequence[Figure]) -> bool:
    """Say whether a fraction in words is near a percentage that is known, or near what is left of it."""
    shares = [one.value for one in figures if one.unit == "%"]
    top, bottom = value_of(figures, "numerator"), value_of(figures, "denominator")
    if top is not None and bottom:
        shares.append(100 * top / bottom)
    shares += [abs(one.size) for one in moves(figures) if one.relative]
    low = high = _PART_OF_A_PERCENT
    if claim.nearly in _UPWARDS | _DOWNWARDS:
        low, high = (Decimal(0), 5 * high) if claim.nearly in _UPWARDS else (5 * low, Decimal(0))
    return any(-low <= one - claim.numeral.value <= high for share in shares for one in (share, 100 - share))


def _is_complement(claim: Claim, figures: Sequence[Figure], unit: str) -> bool:
    """Read ``21.7% were late`` of a measure of what was on time."""
    value = value_of(figures, "value")
    return (
        unit == claim.numeral.unit == "%" and value is not None and claim.of_others and claim.numeral.reads(100 - value)
    )
