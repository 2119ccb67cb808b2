"""A sentence about several measures at once checked against all of them. May import `narrate.row`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.narrate.prose.counts import Counts, counted, miscounted
from helpers.narrate.prose.directions import Spoken, misdirected
from helpers.narrate.prose.doubt import Doubt
from helpers.narrate.prose.known import Known
from helpers.narrate.prose.match import holds
from helpers.narrate.prose.numbers import Numeral, numerals
from helpers.narrate.prose.one_measure import UNKNOWN_TIME, Spans, claims_of, doubts_of_measure, named_times, spoken_of
from helpers.narrate.prose.sentences import Sentence
from helpers.narrate.prose.words import stems

_ENOUGH = 2
"""Words of a title that a sentence must share with it before it is taken to speak of the measure."""

_GENERIC = re.compile(r"\b(?:figures?|numbers?|rates?|results?|performance|measures?|scores?)\b", re.IGNORECASE)


def doubts_of_view(sentence: Sentence, spans: Spans, everything: Sequence[Known], counts: Counts) -> Iterator[Doubt]:
    """Check one sentence of a text about several measures.

    A number may be a figure of any of them, or count them; where the sentence names one by the words of its title, all
    it says must be true of that one.
    """
    words = sentence.text
    if sentence.sourced or not everything:
        return
    for phrase, what in miscounted(words, counts):
        yield Doubt(words, phrase, what)
    meaning = stems(words)
    about = [one for one in everything if one.subject.named_in(meaning)]
    if len(about) == 1:
        yield from _of_one_in_view(words, spans, about[0], counts)
        return
    if any(character.isdigit() for character in words) or next(numerals(words), None):
        yield from _of_many(words, spans, about or everything, counts)
    yield from _ways_of_many(words, spans, [one for one in everything if meaning & one.subject.heads], meaning)


def _ways_of_many(words: str, spans: Spans, near: Sequence[Known], meaning: frozenset[str]) -> Iterator[Doubt]:
    """Check the words of direction of a sentence where one measure alone counts what it speaks of."""
    if len(near) != 1 or len(meaning & near[0].subject.title) < _ENOUGH or _GENERIC.search(words):
        return
    times = [(time.start, time.end) for time in named_times(words, spans, near[0])]
    spoken = spoken_of(words, [*spans, *times], (), near[0])
    for word, what in misdirected(replace(spoken, found=(), said=())):
        yield Doubt(words, word, what)


def _of_one_in_view(words: str, spans: Spans, known: Known, counts: Counts) -> Iterator[Doubt]:
    """Check a sentence that names a measure by the words of its title: all it says is about that measure."""
    numbers = {numeral.text: counted(words, numeral, counts) for numeral in numerals(words)}
    for doubt in doubts_of_measure(Sentence(words), spans, known):
        count = numbers.get(doubt.found)
        if not count or not count[0]:
            yield doubt


def _of_many(words: str, spans: Spans, about: Sequence[Known], counts: Counts) -> Iterator[Doubt]:
    """Check a sentence that may speak of any of several measures: a number must be some measure's, or count them."""
    readings = [_reading(words, spans, group) for group in _alike(about)]
    for numeral in dict.fromkeys(numeral for spoken, *_ in readings for numeral in spoken.found):
        count = counted(words, numeral, counts)
        if count and not count[0]:
            yield Doubt(words, numeral.text, count[1])
        elif not count and not any(numeral in right for _, right, _ in readings):
            yield Doubt(words, numeral.text, "a figure of a measure on this page, a count of them, or a source")
    unknown = [ones for *_, ones in readings]
    for time in dict.fromkeys(time for ones in unknown for time in ones):
        if all(time in ones for ones in unknown):
            yield Doubt(words, time, UNKNOWN_TIME)


def _alike(about: Sequence[Known]) -> list[list[Known]]:
    """Put together the measures of which a sentence can be read in one way: those of the same periods."""
    groups: dict[object, list[Known]] = {}
    for one in about:
        periods = replace(one.calendar, days=frozenset(), until=None)
        key = (periods, one.row.frequency == "annual", "forecast" in one.row.title.lower(), one.row.basis)
        groups.setdefault(key, []).append(one)
    return [[_with_days(group), *group[1:]] for group in groups.values()]


def _with_days(group: Sequence[Known]) -> Known:
    """Give the first of a group the days that any of it knows."""
    days = frozenset(day for one in group for day in one.calendar.days)
    until = max((one.calendar.until for one in group if one.calendar.until), default=None)
    return replace(group[0], calendar=replace(group[0].calendar, days=days, until=until))


def _reading(words: str, spans: Spans, group: Sequence[Known]) -> tuple[Spoken, frozenset[Numeral], frozenset[str]]:
    """Read a sentence for measures of the same periods: what they bear out, and which times they do not know."""
    named = named_times(words, spans, group[0])
    spoken = spoken_of(words, [*spans, *((one.start, one.end) for one in named)], named, group[0])
    right = frozenset(
        claim.numeral
        for claim in claims_of(spoken)
        if any(holds(claim, one.figures, one.described, one.row.unit) for one in group)
    )
    return spoken, right, frozenset(words[one.start : one.end] for one in named if not one.plausible)
