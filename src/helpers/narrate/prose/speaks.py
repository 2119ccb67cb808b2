"""Whether a word of direction speaks of the measure, or of something else in the sentence. May import nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.narrate.prose.numbers import Numeral
from helpers.narrate.prose.ways import NOUN_WORDS, VERB_WORDS
from helpers.narrate.prose.words import Subject

REACH = 240
"""Characters either side of a word in which what it speaks of is looked for."""

_BOUNDARY = re.compile(
    r"[,;:()]| [–-] |\b(?:and|but|as|while|whereas|although|though|because|so|when|where|until|unless|if|since)\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"^(?:\W*\b(?:also|only|again|overall|however|with|this quarter|this year|one|two|three|many|far|slightly|a few|"
    r"there were|there was|we had|we saw|a)\b\W*)*$",
    re.IGNORECASE,
)
_NO_QUANTITY = re.compile(
    r"^\W*(?:than|or|information|details?|about|and|often|of|likely|recent\w*|to)\b", re.IGNORECASE
)
_THE = re.compile(
    r"\b(?:the|this|that|these|an?|some|any|no|further|sharp|small|slight|large|big|steady|continued|welcome|seasonal)"
    r"\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_THIS = re.compile(r"\b(?:the|this|that)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OF_THIS = re.compile(r"\b(?:with|after|for|by|from|to|despite|of) (?:the|this|that)\s+(?:\w+\s+)?$", re.IGNORECASE)
_MOST_OF_THIS = re.compile(r"\b(?:most|much|half|all|some) of (?:the|this|that)\s+(?:\w+\s+)?$", re.IGNORECASE)
_IN = re.compile(r"^\s+(?:in|of)\s+(?P<what>[^,;:()0-9]{2,160})", re.IGNORECASE)
_COMPOUND = re.compile(
    r"^\s+(?:plans?|programmes?|boards?|notices?|strategy|work|teams?|officers?|groups?|projects?|measures|actions?|"
    r"journey|areas?|"
    r"targets?|costs?)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:the )?(?:spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|"
    r"november|"
    r"december|quarter|year|last|this)\b",
    re.IGNORECASE,
)
_PREDICATE = re.compile(r"\b(?:was|were|is|are|has|have|had|came|comes|reflects?|because|followed|means?|this|last)\b")
_AUXILIARY = re.compile(
    r"\s*\b(?:has|have|had|was|were|is|are|been|being|be|also|again|always|now|still|did|does|not|only|then|will|"
    r"should|"
    r"further|slightly|sharply|slowly|steadily|each|just|never|continue[sd]?|continuing|to|quickly|even|both|all|since|"
    r"expected|we|expect|a little|much|far|significantly|greatly|once|more)\s*$",
    re.IGNORECASE,
)
_COPULA = re.compile(r"\b(?:is|are|was|were|be|been|went|gone)\s*$", re.IGNORECASE)
_WHICH = re.compile(r"[0-9]%?(?: \w+)?, which (?:is|was) (?:\w+ )?$", re.IGNORECASE)
_IT = re.compile(r"^\W*(?:it|this|that|they) (?:is|was|are|were|has been|remains?)\b", re.IGNORECASE)
_THAN_EARLIER = re.compile(
    r"^\s+than (?:it was |they were |in |at |the )*(?:last|previous|a year|quarter|same|year|spring|summer|autumn|"
    r"winter)",
    re.IGNORECASE,
)
_AFTER_ADJECTIVE = re.compile(r"^(?:\s+than\b|\W*$|\s+(?:this|last|in|on|at|again)\b)", re.IGNORECASE)
_TO_NUMERAL = re.compile(r"^\s+(?:\w+\s+){0,2}(?:to|by)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """A word of direction and what stands around it.

    Attributes
    ----------
    word
        As written.
    start, end
        Where it stands in the sentence.
    before, after
        The sentence as far as it matters.
    """

    word: str
    start: int
    end: int
    before: str
    after: str

    @property
    def lead(self) -> str:
        """The words before it in its own clause."""
        return self.before[max((match.end() for match in _BOUNDARY.finditer(self.before)), default=0) :]

    @property
    def rest(self) -> str:
        """The words after it in its own clause."""
        match = _BOUNDARY.search(self.after)
        return self.after[: match.start()] if match else self.after

    @property
    def clause(self) -> str:
        """Its own clause."""
        return f"{self.lead}{self.word}{self.rest}"


def setting(sentence: str, match: re.Match[str]) -> Setting:
    """Take a word out of its sentence with what stands around it."""
    before = sentence[max(0, match.start() - REACH) : match.start()]
    return Setting(match[0], match.start(), match.end(), before, sentence[match.end() : match.end() + REACH])


def speaks(around: Setting, found: Sequence[Numeral], subject: Subject) -> bool:
    """Say whether a word of direction speaks of the measure.

    Examples
    --------
    >>> import re
    >>> subject = Subject(frozenset({"contact"}), frozenset({"contact", "child"}), share=False)
    >>> line = "Contacts rose as private rents rose."
    >>> [speaks(setting(line, match), [], subject) for match in re.finditer("rose", line)]
    [True, False]
    """
    word = around.word.lower()
    if word in ("above", "below"):
        return subject.meant_by(noun_phrase(around.lead))
    if word in ("more", "fewer", "less"):
        return _counts(around, subject)
    if word in NOUN_WORDS and (not around.lead.strip() or _THE.search(around.lead)):
        return _noun_speaks(around, subject)
    if word in VERB_WORDS or " " in word:
        return _verb_speaks(around, found, subject)
    if word in ("up", "down"):
        return bool(_COPULA.search(around.lead)) and subject.meant_by(noun_phrase(around.lead))
    if word == "unchanged" or _AFTER_ADJECTIVE.match(around.rest):
        it = _IT.match(around.lead) and (_THAN_EARLIER.match(around.rest) or word == "unchanged")
        goes_on = not around.lead.strip() and _THAN_EARLIER.match(around.rest)
        return bool(it or goes_on or _WHICH.search(around.before)) or subject.meant_by(noun_phrase(around.lead))
    return False


def noun_phrase(lead: str) -> str:
    """Take the words before a verb without its helping verbs.

    Examples
    --------
    >>> noun_phrase("The figure has always ")
    'The figure'
    """
    phrase = lead.rstrip()
    for _ in range(8):
        cut = _AUXILIARY.sub("", phrase)
        if cut == phrase:
            break
        phrase = cut.rstrip()
    return phrase


def _noun_speaks(around: Setting, subject: Subject) -> bool:
    """Read ``most of the rise was …`` and ``a reduction in repeat plans``."""
    if _COMPOUND.match(around.rest):
        return False
    of = _IN.match(around.rest)
    if of and not _TIME.match(of["what"]):
        return subject.meant_by(_PREDICATE.split(of["what"])[0])
    if _MOST_OF_THIS.search(around.lead):
        return True
    return bool(_THIS.search(around.lead)) and not _OF_THIS.search(around.lead)


def _verb_speaks(around: Setting, found: Sequence[Numeral], subject: Subject) -> bool:
    """Read ``repeat referrals fell``, and ``fell to 38`` whatever fell."""
    nearby = [one for one in found if around.end <= one.start <= around.end + 40]
    if nearby and not nearby[0].small and _TO_NUMERAL.match(around.rest):
        return True
    phrase = noun_phrase(around.lead)
    return bool(phrase) and subject.meant_by(phrase)


def _counts(around: Setting, subject: Subject) -> bool:
    """Read ``fewer children went missing``: a quantity at the start of a clause, of the thing that is measured."""
    if not _QUANTITY.match(around.lead) or _NO_QUANTITY.match(around.rest):
        return False
    words = re.findall(r"[a-z']+", around.rest.lower())
    return bool(words) and subject.told_by(" ".join(words[:2]), around.rest)
