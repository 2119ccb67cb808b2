"""What the words around a numeral say that it is: the target, the figure before, a difference. May import nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers.narrate.prose.cues import (
    AGAINST,
    BETWEEN,
    BRACKET,
    BY,
    CLAUSE,
    CUT_RIGHT,
    EXPECTS,
    FROM,
    LEFT,
    MERE_TO,
    MORE,
    OR,
    OUT_OF,
    REACH,
    REVISED,
    RIGHT,
    TIME_LINK,
    TO,
)
from helpers.narrate.prose.figures import ANY, EARLIER, FORECASTS, INTERVENTIONS, LIMITS, OWN, TARGETS
from helpers.narrate.prose.numbers import Numeral

DIFFERENCE = "difference"
COMPARED = EARLIER | TARGETS | FORECASTS | INTERVENTIONS | LIMITS | {"median", "mean", "first"}


@dataclass(frozen=True, slots=True)
class Role:
    """What a numeral is said to be.

    Attributes
    ----------
    kinds
        Kinds of figure it may be; ``difference`` among them where it may be one.
    label
        What it is said to be, in words; empty where nothing is said.
    left, right
        The words before and after it that are its own.
    """

    kinds: frozenset[str]
    label: str = ""
    left: str = ""
    right: str = ""


def roles(
    sentence: str,
    found: Sequence[Numeral],
    annual: bool = False,
    title: str = "",
    times: Sequence[tuple[int, int, frozenset[str]]] = (),
) -> list[Role]:
    """Say for each numeral what the sentence takes it for.

    Parameters
    ----------
    sentence
        Plain words.
    found
        Its numerals, in order.
    annual
        The measure is yearly, so that the year before is also the period before.
    title
        The measure's title: a measure of a forecast is not said to be one by the word alone.
    times
        Where times are named, and the kinds of figure that each one has.

    Examples
    --------
    >>> from helpers.narrate.prose.numbers import numerals
    >>> line = "It fell from 47 to 38, against a target of 30."
    >>> [role.label for role in roles(line, list(numerals(line)))]
    ['an earlier figure', 'the figure', 'the target']
    """
    made: list[Role] = []
    for index, numeral in enumerate(found):
        left, right = _around(sentence, found, index)
        role = _role(left, right, numeral, title)
        if made and _follows(made[-1], role, sentence[found[index - 1].end : numeral.start]):
            role = replace(role, kinds=made[-1].kinds, label=made[-1].label)
        elif made and DIFFERENCE in made[-1].kinds and OR.match(sentence[found[index - 1].end : numeral.start]):
            role = replace(role, kinds=made[-1].kinds, label="", left=made[-1].left)
        role = _at_a_time(role, numeral, times)
        if annual and role.kinds & {"last_year", "outturn"}:
            role = replace(role, kinds=role.kinds | {"previous"})
        made.append(role)
    return made


def _around(sentence: str, found: Sequence[Numeral], index: int) -> tuple[str, str]:
    """Give the words before and after a numeral, those between two numerals shared out between them."""
    numeral = found[index]
    before = max(found[index - 1].end if index else 0, numeral.start - REACH)
    after = min(found[index + 1].start if index + 1 < len(found) else len(sentence), numeral.end + REACH)
    left, right = sentence[before : numeral.start], sentence[numeral.end : after]
    if index and (cut := CUT_RIGHT.search(left)) and cut.start() < len(left):
        left = left[cut.start() :]
    clauses = [match.end() for match in CLAUSE.finditer(left)]
    if clauses and left[clauses[-1] :].strip():
        left = left[clauses[-1] :]
    bracket = BRACKET.match(right)
    cut = CUT_RIGHT.search(right)
    return left, bracket[1] if bracket else right[: cut.start()] if cut else right


def _role(left: str, right: str, numeral: Numeral, title: str) -> Role:
    """Say what one numeral is taken for, by the nearest words that say it."""
    forecasts = "forecast" not in title.lower()
    nearest = _nearest(left, forecasts)
    after = next(((label, kinds) for label, pattern, kinds in RIGHT if pattern.match(right)), None)
    if numeral.unit == "points" or (BY.search(left) and not nearest) or MORE.match(right):
        return Role(frozenset({DIFFERENCE, "points"} if numeral.unit == "points" else {DIFFERENCE}), "", left, right)
    if numeral.unit == "ordinal":
        return Role(frozenset({"rank"}), "the rank", left, right)
    if FROM.search(left):
        kinds = EARLIER | {"first"} if "revised" in left.lower() else EARLIER
        return _narrowed(Role(kinds, "an earlier figure", left, right), after)
    if REVISED.search(left):
        return Role(frozenset({"value", "previous", "last_year", "outturn"}), "a revised figure", left, right)
    expects = bool(EXPECTS.search(left)) or (forecasts and "forecast" in left.lower())
    if nearest:
        return _narrowed(Role(nearest[1], nearest[0], left, right), after)
    if expects:
        return Role(FORECASTS | {"year_target"}, "the forecast", left, right)
    if TO.search(left):
        return _arrival(Role(frozenset({"value"}), "the figure", left, right), after)
    if after:
        return Role(after[1], after[0], left, right)
    return _unsaid(left, right)


def _unsaid(left: str, right: str) -> Role:
    """Say what a numeral may be of which no word says what it is."""
    if OUT_OF.match(right) or OUT_OF.match(left):
        return Role(OWN | {"rank", "n"}, "", left, right)
    if BETWEEN.search(left):
        return Role(ANY, "", left, right)
    if AGAINST.search(left):
        return Role(COMPARED, "a figure it is compared with", left, right)
    return Role(OWN, "", left, right)


def _arrival(role: Role, after: tuple[str, frozenset[str]] | None) -> Role:
    """Read the number after ``to``: where the figure came to, or what the words after it say."""
    if not after:
        return role
    kinds = after[1] | {"value"} if after[1] & FORECASTS else after[1]
    return replace(role, kinds=kinds, label=after[0])


def _nearest(left: str, forecasts: bool) -> tuple[str, frozenset[str]] | None:
    """Find the noun nearest before a numeral that says what it is."""
    found = [
        (match.start(), label, kinds)
        for label, pattern, kinds in LEFT
        if (forecasts or label != "the forecast") and (match := pattern.search(left))
    ]
    return max(found, key=lambda one: one[0])[1:] if found else None


def _narrowed(role: Role, after: tuple[str, frozenset[str]] | None) -> Role:
    """Keep what both the words before and the words after say; where they disagree, those before."""
    if after and role.kinds & after[1]:
        return replace(role, kinds=role.kinds & after[1], label=after[0])
    return role


def _follows(before: Role, role: Role, between: str) -> bool:
    """Say whether a numeral is the second of a range whose first one says what both are."""
    if not MERE_TO.match(between) or role.label not in ("", "the figure"):
        return False
    if BETWEEN.search(before.left):
        return True
    return bool(before.label) and not FROM.search(before.left) and not between.strip().endswith("and")


def _at_a_time(role: Role, numeral: Numeral, times: Sequence[tuple[int, int, frozenset[str]]]) -> Role:
    """Let a time that is named right beside a numeral say which figure it is."""
    if DIFFERENCE in role.kinds:
        return role
    first, last = numeral.start - len(role.left), numeral.end + len(role.right)
    after = [kinds for start, end, kinds in times if numeral.end <= start and end <= last + 1]
    before = [
        kinds
        for start, end, kinds in times
        if first <= start and end <= numeral.start and TIME_LINK.match(role.left[end - first :])
    ]
    for kinds in [*after[:1], *before[-1:]]:
        if role.kinds & kinds:
            role = replace(role, kinds=role.kinds & kinds)
        elif not role.label and kinds:
            role = replace(role, kinds=kinds, label="a figure of the period named")
    return role
