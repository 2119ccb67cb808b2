"""What prose says of a target: met, missed, above, just short. May import `narrate.row`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from helpers.narrate.prose.directions import Spoken
from helpers.narrate.prose.figures import FORECASTS, TARGETS, value_of
from helpers.narrate.row import ResultRow

MET, MISSED, AMBER, RED, ABOVE, BELOW, AT = "met", "missed", "amber", "red", "above", "below", "at"

_TARGET = (
    r"(?:(?:the|our|its|their|this|that|a|current|agreed)\s+)*(?:(?:this )?(?:year|quarter|month)'s |annual |"
    r"quarterly )?"
    r"(?:targets?|goals?|profile)(?: range)?\b"
)
_LITTLE = r"(?:just|a little|slightly|only just|narrowly|marginally) "
_BE = r"(?: of [0-9£][\w.,%£]*)?(?: \w+)? (?:was|has been|have been|is|is being|were|had been)"
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (AMBER, rf"\b{_LITTLE}(?:short of|off|outside|missing|missed|misses|behind)\s+{_TARGET}"),
        (RED, rf"\boff[- ]target\b|\b(?:well|far) (?:short of|off|outside|behind)\s+{_TARGET}"),
        (MISSED, rf"\b(?:short of|outside|behind|worse than|adrift of|off)\s+{_TARGET}"),
        (MISSED, rf"\b(?:missed|misses|missing|fail(?:ed|s) to (?:meet|reach|hit|achieve)|fell short of)\s+{_TARGET}"),
        (MET, rf"\b(?:inside|within|ahead of|better than|on)\s+{_TARGET}|\bon[- ]target\b(?! to\b)"),
        (MET, r"\b(?:met|meets?|meeting|hits?|achiev(?:ed|es|ing)|reach(?:ed|es)|beats?|beaten|"
              rf"exceed(?:ed|s|ing)?|surpassed|bettered)\s+{_TARGET}"),
        (ABOVE, rf"\b(?:above|over|higher than|more than|greater than)\s+{_TARGET}"),
        (BELOW, rf"\b(?:below|under|beneath|lower than|fewer than|less than)\s+{_TARGET}"),
        (AT, rf"\b(?:equal to|exactly|the same as|in line with)\s+{_TARGET}"),
        (MET, rf"\b{_TARGET}{_BE} (?:(?:also|now|again|just|only just|comfortably|easily) )?"
              r"(?:met|achieved|reached|exceeded|beaten|hit|surpassed)\b"),
        (MISSED, rf"\b{_TARGET}{_BE} (?:(?:also|now|again|just|only just|narrowly) )?"
                 r"(?:missed|not (?:\w+ )?(?:met|achieved|reached|hit))\b"),
    )
)  # fmt: skip
_NEGATED = re.compile(
    r"(?:\b(?:not|never|no longer|yet to|unable to|neither|nor|cannot|without)|n't)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_INTENDED = re.compile(
    r"\b(?:to|if|would|could|might|may|can|until|unless|whether|must|needs?|how|set|towards?|bring\w*|return\w*|"
    r"get|getting|"
    r"keep)\s+(?:\w+\s+){0,5}$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:expect\w*|will|should|forecast\w*|predict\w*|likely|projected|by the end of the year|year[- ]end)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:last (?:quarter|year|month)|previous\w*|(?:quarter|year|month) (?:before|earlier|ago)|had been|in (?:19|"
    r"20)[0-9]{2})\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:national|government|statutory|england|regional|neighbours?|other councils)\b", re.IGNORECASE)
_ONCE = re.compile(r"\b(?:once|when|if|until|unless|next year)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]|\b(?:but|while|whereas|although)\b", re.IGNORECASE)
_PART = re.compile(r"[;:,(]|\b(?:but|and|while|whereas|although)\b", re.IGNORECASE)
_REACH = 160

_WORDS = {
    AMBER: "just short of target (Amber)", RED: "off target (Red)", MET: "at or better than target",
    MISSED: "worse than target", ABOVE: "above target", BELOW: "below target", AT: "exactly on target",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What is said of the target, and the words around it."""

    words: str
    kind: str
    start: int
    clause: str
    after: str
    negated: bool


def misplaced(spoken: Spoken) -> Iterator[tuple[str, str]]:
    """Find what a sentence says of the target that the figures contradict: the words, and what holds."""
    for phrase in _phrases(spoken.sentence):
        figure, later = _figure(phrase, spoken)
        if (later and figure is None) or _passed_over(phrase, later):
            continue
        level = _level(phrase, spoken, later)
        if level is None and later:
            continue
        holds = _holds(figure, level, spoken, later)
        if not holds:
            yield phrase.words, "no such word: no target is known for this period"
        elif (phrase.kind in holds) == phrase.negated:
            yield phrase.words, ", ".join(words for kind, words in _WORDS.items() if kind in holds)


def _targets(row: ResultRow, later: bool) -> tuple[str, ...]:
    """Say which target a figure is set beside: for a forecast, the year's."""
    if not later:
        return ("target",)
    return ("year_target",) if getattr(row, "target_profiled", False) else ("year_target", "target")


def _level(phrase: _Phrase, spoken: Spoken, later: bool) -> Decimal | None:
    """Give the target that a figure is set beside; where the year's is not known, the one that the sentence states."""
    level = value_of(spoken.figures, *_targets(spoken.row, later))
    if level is None and later:
        end = phrase.start + len(phrase.words)
        both = zip(spoken.found, spoken.said, strict=True)
        level = next((one.value for one, role in both if one.start >= end and role.kinds & TARGETS), None)
    return level


def _phrases(sentence: str) -> Iterator[_Phrase]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            before = sentence[max(0, match.start() - _REACH) : match.start()]
            after = _PART.split(sentence[match.end() : match.end() + 60])[0]
            clause = _CLAUSE.split(before)[-1]
            yield _Phrase(match[0], kind, match.start(), clause, after, bool(_NEGATED.search(before)))


def _passed_over(phrase: _Phrase, later: bool) -> bool:
    """Say whether a phrase speaks of an aim, another time or another body's target, which the figures do not tell."""
    own = _PART.split(phrase.clause)[-1]
    if later and _ONCE.search(phrase.clause):
        return True
    if _OTHER.search(f"{own} {phrase.words} {phrase.after}"):
        return True
    if _EARLIER.search(f"{own} {phrase.after}") and " from " not in f" {own}":
        return True
    return not later and bool(_INTENDED.search(own))


def _figure(phrase: _Phrase, spoken: Spoken) -> tuple[Decimal | None, bool]:
    """Give the figure that is set beside the target, and whether it is the year's."""
    both = zip(spoken.found, spoken.said, strict=True)
    near = [(one, role) for one, role in both if phrase.start - _REACH <= one.start and one.end <= phrase.start]
    last = near[-1] if near else None
    if last and last[1].kinds & FORECASTS and "value" not in last[1].kinds:
        return last[0].value, True
    if _FUTURE.search(phrase.clause) and not (last and "value" in last[1].kinds):
        return value_of(spoken.figures, "forecast"), True
    return value_of(spoken.figures, "value"), False


def _holds(value: Decimal | None, level: Decimal | None, spoken: Spoken, later: bool) -> frozenset[str]:
    """Say everything that is true of a figure beside its target; both the rating and the plain comparison count."""
    row = spoken.row
    rag = row.forecast_rag if later else row.rag
    found = {"Green": {MET}, "Amber": {AMBER, MISSED}, "Red": {RED, MISSED}}.get(rag, set())
    if value is None or level is None:
        return frozenset(found)
    found |= {ABOVE} if value > level else {BELOW} if value < level else {AT}
    if row.polarity in ("higher", "lower"):
        better = value >= level if row.polarity == "higher" else value <= level
        found |= {MET} if better else {MISSED}
        if not better and not rag:
            found |= _how_far(value, value_of(spoken.figures, "intervention"), row.polarity)
    return frozenset(found)


def _how_far(value: Decimal, intervention: Decimal | None, polarity: str) -> set[str]:
    """Say how short of its target a figure is that has no rating, such as one that is not due."""
    if intervention is None:
        return {RED, AMBER}
    return {AMBER} if (value >= intervention if polarity == "higher" else value <= intervention) else {RED}
