"""A numeral with all that its sentence says of it: its role, its neighbours, its way. May import nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from helpers.narrate.prose.figures import TARGETS
from helpers.narrate.prose.numbers import Numeral
from helpers.narrate.prose.roles import Role
from helpers.narrate.prose.ways import DOWN, UP, WAY_OF

_NEGATIVE = re.compile(
    r"\b(?:underspen\w+|deficit|loss|short\w*|behind|below|down|reduc\w+|fall|fell|under|sav\w+|surplus|decrease\w*)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:not|late|missed|without|others?|remaining|rest|longer|over|never|un\w+|fail\w*|outside)\b", re.IGNORECASE
)
_NEARLY = re.compile(
    r"\b(?P<word>about|around|roughly|approximately|some|just over|well over|over|more than|at least|above|nearly|"
    r"almost|"
    r"just under|under|fewer than|less than|up to|close to|below|approaching)(?: the| a)?\s*$",
    re.IGNORECASE,
)
_TIME_UNIT = re.compile(r"\s*(?:working |calendar )?(days?|weeks?|months?|years?|hours?|minutes?)\b", re.IGNORECASE)
_AFTER = re.compile(r"[ -]?([a-z]+)")
_BEFORE = re.compile(r"([a-z]+) $")
_RANKS = re.compile(
    r"\b(?:rank\w*|placed|out of|best|worst|highest|lowest|neighbours|councils)\b|(?:st|nd|rd|th) of [0-9a-z]",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:target|profile|goal)\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:forecast|expect\w*|will|should|predict\w*|end of the year|year[- ]end)\b", re.IGNORECASE)
_TARGET_IS = re.compile(r"\btarget (?:is|was)\b", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\b(?:year ago|last year|year before|year earlier|previous year)\b", re.IGNORECASE)
_LAST_QUARTER = re.compile(
    r"\b(?:last|previous|preceding) (?:quarter|month|period)\b|\b(?:quarter|month|period) (?:before|ago|earlier)\b",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(r"\s+(?:of|people|weeks?|months?|years?|days?|quarters?|times)\b")
_MOVES = re.compile(
    r"\b(?:fell|rose|fallen|risen|dropped|increased|decreased|reduced|grew|improved|worsened|from)\b", re.IGNORECASE
)
_SLOTS = frozenset(
    {"the target", "an earlier figure", "the figure before", "the forecast", "the same period last year"}
)
_WAYS = WAY_OF | {"above": UP, "over": UP, "ahead": UP, "below": DOWN, "under": DOWN, "short": DOWN, "behind": DOWN}


@dataclass(frozen=True)
class Claim:
    """What a sentence claims by one numeral.

    Attributes
    ----------
    numeral, role
        The numeral, and what it is said to be.
    sentence
        The sentence, without the numerals that name.
    """

    numeral: Numeral
    role: Role
    sentence: str

    @cached_property
    def beside(self) -> tuple[str, str]:
        """The words right before and right after, in small letters; empty where there is none."""
        after = _AFTER.match(self.sentence[self.numeral.end : self.numeral.end + 24].lower())
        before = _BEFORE.search(self.sentence[max(0, self.numeral.start - 24) : self.numeral.start].lower())
        return before[1] if before else "", after[1].removesuffix("s") if after else ""

    @cached_property
    def time_unit(self) -> str:
        """The unit of time that follows, in the singular; empty where none does."""
        unit = _TIME_UNIT.match(self.sentence, self.numeral.end)
        return unit[1].lower().removesuffix("s") if unit else ""

    @cached_property
    def nearly(self) -> str:
        """The word that says a numeral is round: ``over``, ``nearly``."""
        near = _NEARLY.search(self.role.left)
        return near["word"].lower() if near else ""

    @cached_property
    def of_loss(self) -> bool:
        """The sentence says in words what a minus would."""
        return bool(_NEGATIVE.search(self.sentence))

    @cached_property
    def of_others(self) -> bool:
        """The sentence speaks of those that the measure does not count: ``were late``, ``did not``."""
        return bool(_OTHERS.search(self.sentence))

    @cached_property
    def ranks(self) -> bool:
        """An ordinal that is a rank, not a name."""
        around = self.sentence[max(0, self.numeral.start - 40) : self.numeral.end + 30]
        return bool(_RANKS.search(around))

    @cached_property
    def way(self) -> int:
        """1 where words say more, -1 where they say less, 0 where they say neither."""
        if _TARGET_IS.search(self.role.left):
            return 0
        before = re.findall(r"[a-z]+", self.role.left[-40:].lower())[-4:]
        for word in [*before, *re.findall(r"[a-z]+", self.role.right[:60].lower())[:3]]:
            if _WAYS.get(word) in (UP, DOWN):
                return 1 if _WAYS[word] == UP else -1
        return 0

    @cached_property
    def against(self) -> frozenset[str]:
        """The kinds of figure that a difference is taken from, where words say so."""
        words = f"{self.role.left} {self._rest}"
        if _TARGET.search(words):
            return TARGETS
        if _LAST_QUARTER.search(words):
            return frozenset({"previous"})
        return frozenset({"last_year", "outturn", "previous"}) if _LAST_YEAR.search(words) else frozenset()

    @cached_property
    def of_forecast(self) -> bool:
        """The words around speak of what is to come."""
        return bool(_TO_COME.search(f"{self.role.left} {self._rest}"))

    @cached_property
    def _rest(self) -> str:
        """The words after the numeral, up to the next one or the end of the clause."""
        return re.split(r"[0-9;:]", self.sentence[self.numeral.end : self.numeral.end + 80])[0]

    @cached_property
    def counts(self) -> bool:
        """A numeral that must be a figure; a small number word must only where a figure stands: ``fell to six``."""
        if not self.numeral.small:
            return True
        if self.role.label in _SLOTS:
            return not _NO_FIGURE.match(self.sentence[self.numeral.end : self.numeral.end + 12])
        return self.role.label == "the figure" and bool(_MOVES.search(self.role.left))
