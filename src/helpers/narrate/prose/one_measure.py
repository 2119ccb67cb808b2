"""A sentence about one measure checked against its result. May import `narrate.row`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpers.narrate.prose.claim import Claim
from helpers.narrate.prose.directions import Spoken, misdirected
from helpers.narrate.prose.doubt import Doubt
from helpers.narrate.prose.known import Known
from helpers.narrate.prose.match import expected, holds, usual
from helpers.narrate.prose.names import names
from helpers.narrate.prose.numbers import numerals
from helpers.narrate.prose.periods import Mention, mentions
from helpers.narrate.prose.ratings import misrated
from helpers.narrate.prose.roles import roles
from helpers.narrate.prose.sentences import Sentence
from helpers.narrate.prose.standings import misplaced
from helpers.narrate.prose.times import times

_AHEAD = re.compile(
    r"\b(?:will|expect\w*|forecast\w*|plan\w*|next|should|from|until|by|likely|due|confident|hope\w*|aim\w*)\b",
    re.IGNORECASE,
)
UNKNOWN_TIME = "a period or date that this measure knows, or a source"


Spans = Sequence[tuple[int, int]]
"""Stretches of a sentence whose numerals are already accounted for."""


def doubts_of_measure(sentence: Sentence, spans: Spans, known: Known) -> Iterator[Doubt]:
    """Check one sentence of a text about one measure."""
    words = sentence.text
    for word, what in misrated(words, known.row):
        yield Doubt(words, word, what)
    if sentence.sourced:
        return
    named = named_times(words, spans, known)
    for one in named:
        if not one.plausible and not _is_to_come(words, one, known):
            yield Doubt(words, words[one.start : one.end], UNKNOWN_TIME)
    spoken = spoken_of(words, [*spans, *((one.start, one.end) for one in named)], named, known)
    for claim in claims_of(spoken):
        if not holds(claim, known.figures, known.described, known.row.unit):
            yield Doubt(words, claim.numeral.text, expected(claim.role, known.figures))
    for word, what in [*misdirected(spoken), *misplaced(spoken)]:
        yield Doubt(words, word, what)


def named_times(words: str, spans: Spans, known: Known) -> list[Mention]:
    """Find the times that a sentence names, without years that are figures of the measure."""
    found = mentions(_blank(words, spans), known.calendar)
    return [one for one in found if one.sure or not _is_figure(words, one, known)]


def spoken_of(words: str, spans: Spans, named: Sequence[Mention], known: Known) -> Spoken:
    """Read a sentence for one measure: its numerals, without those that name, and what each is said to be."""
    words = known.subject.without_title(words)
    rest = _blank(words, spans)
    rest = _blank(rest, list(names(rest)))
    found = list(numerals(rest))
    row = known.row
    said = roles(words, found, row.frequency == "annual", row.title, times(words, named, known.calendar))
    said = [usual(role, words, row, known.figures) for role in said]
    return Spoken(rest, found, said, known.figures, row, known.subject)


def claims_of(spoken: Spoken) -> Iterator[Claim]:
    """Put each numeral of a sentence together with what is said of it."""
    for numeral, role in zip(spoken.found, spoken.said, strict=True):
        yield Claim(numeral, role, spoken.sentence)


def _is_to_come(words: str, mention: Mention, known: Known) -> bool:
    """Say whether a time is a later one of the year that is reported, in a sentence that looks ahead."""
    edition = known.calendar.edition
    if not (mention.period and edition and edition.financial_year.contains(mention.period)):
        return False
    return mention.period.start > edition.end and bool(_AHEAD.search(words))


def _is_figure(words: str, mention: Mention, known: Known) -> bool:
    """Say whether what could be a year, such as ``2019``, is a figure of the measure."""
    return any(one.words.replace(",", "").startswith(words[mention.start : mention.end]) for one in known.figures)


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Put spaces where numerals are already accounted for, so that places stay the same."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
