"""Words of direction checked against the figures: rose, fell, better, worse, unchanged. May import `narrate.row`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from helpers.narrate.prose.figures import EARLIER, FORECASTS, Figure, named, value_of
from helpers.narrate.prose.numbers import Numeral
from helpers.narrate.prose.roles import Role
from helpers.narrate.prose.speaks import REACH, Setting, setting, speaks
from helpers.narrate.prose.ways import BETTER, DOWN, EXTREME, SAID, SAME, UP, WORD, WORSE, way_of
from helpers.narrate.prose.words import Subject
from helpers.narrate.row import ResultRow

_NEGATED = re.compile(r"(?:\b(?:not|never|no longer|no|without|neither|nor)|n't)\s+(?:\w+\s+)?$", re.IGNORECASE)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|would|could|may|might|can|to|unless|whether|must|how|towards?)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_EXPECTED = re.compile(
    r"\b(?:expect\w*|predict\w*|likely|forecast|projected|due|set)\s+(?:\w+\s+){0,3}to\s",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:expect\w*|will|should|forecast|predict\w*|likely|projected)\b", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"\b(?:each|every|successive|consecutive|month (?:on|by) month|since|over the (?:last|past) (?:\w+ )?(?:years|"
    r"quarters|months)|"
    r"for (?:\w+ )?(?:years|quarters|months)|long[- ]term|in recent (?:years|months)|over time|steadily|trend|then|"
    r"record|ever|"
    r"expected|planned|hoped|predicted|usual|normal|others?|elsewhere|pandemic)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"\b(?:(?<!the )last year|a year (?:ago|earlier|before)|year[- ]on[- ]year|the (?:year before|previous year)|"
    r"(?:12|twelve) months (?:ago|earlier))\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\b(?:last|previous|this) (?:quarter|month)\b|\b(?:quarter|month) (?:before|ago)\b",
    re.IGNORECASE,
)
_PEERS = re.compile(
    r"\b(?:median|neighbours|average of|(?:other|similar) councils|national|england|region\w*)\b",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"^ (?:the|its|their|our) (?:long[- ](?:run|term)|usual) (?:average|level)", re.IGNORECASE)
_TARGET = re.compile(r"\b(?:target|goal|profiled?|intervention)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|than|on|as|above|below)\b[^.;]{0,60}$", re.IGNORECASE)
_TO = re.compile(r"^[^0-9.;]{0,40}?\bto\b[^0-9.;]{0,20}$", re.IGNORECASE)
_BREAKS = re.compile(r";|\b(?:but|while|whereas|although)\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    rf"\bthe (?P<word>{'|'.join(EXTREME)})(?: \w+){{0,2}} (?:for|in|since|on|ever)\b", re.IGNORECASE
)
_BESIDE = frozenset({"target", "median"})


@dataclass(frozen=True, slots=True)
class _Change:
    """Two figures in the order of time, and how a message names them."""

    earlier: Decimal
    later: Decimal
    words: str

    def way(self, claimed: str, polarity: str) -> str | None:
        """Say which way it went, in the kind of words of the claim; ``None`` where neither way is better."""
        if self.earlier == self.later:
            return SAME
        rose = self.later > self.earlier
        if claimed in (UP, DOWN, SAME):
            return UP if rose else DOWN
        if polarity not in ("higher", "lower"):
            return None
        return BETTER if rose == (polarity == "higher") else WORSE


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence read: its words, its numerals and what each is said to be, and what is known of the measure."""

    sentence: str
    found: Sequence[Numeral]
    said: Sequence[Role]
    figures: Sequence[Figure]
    row: ResultRow
    subject: Subject


def misdirected(spoken: Spoken) -> Iterator[tuple[str, str]]:
    """Find the words of direction that the figures contradict: the word, and what the figures did.

    A word that stands with two numerals is checked against them; one that speaks of the measure, against its result;
    any other is left alone, because it speaks of something else.
    """
    for match in WORD.finditer(spoken.sentence):
        around, way = setting(spoken.sentence, match), way_of(match[0])
        change = _with_numerals(around, spoken) or _of_measure(around, spoken)
        actual = change.way(way, spoken.row.polarity) if change else None
        if change and actual and (actual == way) == bool(_NEGATED.search(around.before)):
            yield match[0], f"{SAID[actual]}: {change.words}"
    yield from _overdone(spoken)


def _overdone(spoken: Spoken) -> Iterator[tuple[str, str]]:
    """Find superlatives that a figure already known belies: ``the quickest for three years``."""
    value = value_of(spoken.figures, "value")
    for match in _SUPERLATIVE.finditer(spoken.sentence):
        way = EXTREME[match["word"].lower()]
        if value is None or _own_before(match.start(), spoken) is None:
            continue
        for one in named(spoken.figures, EARLIER):
            change = _Change(one.value, value, f"{one.words} before")
            actual = change.way(way, spoken.row.polarity)
            if actual not in (way, SAME, None):
                yield match[0], f"not {match['word']}: {change.words}"
                break


def _with_numerals(around: Setting, spoken: Spoken) -> _Change | None:
    """Take the two numerals that a word stands with: ``fell from 47 to 38``, ``38, down from 47``."""
    index = next((index for index, one in enumerate(spoken.found) if one.start >= around.end), None)
    if index is None or spoken.found[index].start - around.end > REACH:
        return None
    first, between = spoken.found[index], spoken.sentence[around.end : spoken.found[index].start]
    if not spoken.said[index].kinds & EARLIER or not _FROM.search(f"{around.word} {between}"):
        return None
    if any(pattern.search(between) for pattern in (_BREAKS, _TARGET, WORD)):
        return None
    if index + 1 < len(spoken.found):
        second = spoken.found[index + 1]
        if _TO.match(spoken.sentence[first.end : second.start]):
            return _Change(first.value, second.value, f"from {first.text} to {second.text}")
    own = _own_before(around.start, spoken)
    value = own.value if own else value_of(spoken.figures, "value")
    return None if value is None else _Change(first.value, value, f"from {first.text} to {own.text if own else value}")


def _own_before(position: int, spoken: Spoken) -> Numeral | None:
    """Give the numeral of the figure itself that stands last before a place in the sentence."""
    both = zip(spoken.found, spoken.said, strict=True)
    return next((one for one, role in reversed([*both]) if one.end <= position and "value" in role.kinds), None)


def _of_measure(around: Setting, spoken: Spoken) -> _Change | None:
    """Compare the measure's own figures, where a word of direction speaks of the measure.

    A measure that is itself a reduction or an increase goes up when what it speaks of goes down, so it is left alone.
    """
    if spoken.subject.of_change:
        return None
    expected = bool(_EXPECTED.search(around.before))
    if _HYPOTHETICAL.search(around.before) and not expected:
        return None
    clause = around.clause
    if not speaks(around, spoken.found, spoken.subject) or (_TARGET.search(clause) and " from " not in clause):
        return None
    if _PEERS.search(clause):
        return _change(spoken.figures, "median")
    if around.word.lower() in ("above", "below"):
        return _change(spoken.figures, "mean") if _AVERAGE.match(around.after) else None
    if _OTHER_TIME.search(clause.replace(around.word, "", 1)) and not _YEAR.search(clause) and not expected:
        return None
    if expected or _FUTURE.search(clause) or _is_forecast(around, spoken):
        return _to_forecast(around, spoken)
    return _change(spoken.figures, *_compared(f"{around.before}{around.word}{around.after}", spoken.row))


def _is_forecast(around: Setting, spoken: Spoken) -> bool:
    last = [role for one, role in zip(spoken.found, spoken.said, strict=True) if one.end <= around.start][-1:]
    return bool(last) and bool(last[0].kinds & FORECASTS)


def _to_forecast(around: Setting, spoken: Spoken) -> _Change | None:
    now = value_of(spoken.figures, "value")
    stated = [
        one.value
        for one, role in zip(spoken.found, spoken.said, strict=True)
        if role.kinds & FORECASTS and one.end <= around.start
    ]
    later = stated[-1] if stated else value_of(spoken.figures, "forecast")
    return None if now is None or later is None else _Change(now, later, f"from {now} to the forecast {later}")


def _compared(sentence: str, row: ResultRow) -> tuple[str, ...]:
    """Say which earlier figures a sentence compares with."""
    if _YEAR.search(sentence) and not _QUARTER.search(sentence):
        return ("last_year", "outturn", "previous")
    return ("last_year",) if row.basis == "cumulative" else ("previous",)


def _change(figures: Sequence[Figure], *kinds: str) -> _Change | None:
    known = {one.kind: one for one in figures}
    earlier, value = next((known[kind] for kind in kinds if kind in known), None), known.get("value")
    return _Change(earlier.value, value.value, f"from {earlier.words} to {value.words}") if earlier and value else None
