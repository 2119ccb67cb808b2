"""Which words of a sentence speak of the measure itself. May import `narrate.row`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.narrate.row import ResultRow

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_EMPTY = frozenset(
    "a an and are as at be been being by for from had has have he her his i in into is it its more most new no not now "  # noqa: SIM905
    "of on one only or our over own per she some such than that the their them there these they this those to under up "
    "was we were what when which who whose will with would you your all any both can could did do does each few every "
    "further her him how if just last less fewer many may might much next other out should so still then three two "
    "overall total these quite rather also always again slightly little sharply slowly steadily average quarter year "
    "month period four five six seven eight nine ten only first second number rate percentage proportion figure score "
    "share level people children adult adults person area council time".split()
) - {"children", "people", "time", "adults"}
_GENERIC = frozenset(
    "figure figures rate rates number numbers score percentage proportion share performance result results measure "  # noqa: SIM905
    "indicator total position outturn".split()
)
_CHANGE = re.compile(r"\b(?:reduction|increase|decrease|growth|change|improvement)\b")
_COUNTS = frozenset({"number", "numbers", "total"})
_SPLIT = re.compile(
    r"\b(?:of|for|in|with|from|to|by|at|on|who|that|which|about|than|not|or|per|against|after|before|during|into|among|"
    r"between|using|made|given|issued|held|finished|collected|taken|judged|decided|answered|completed|processed|"
    r"received|"
    r"considered|whose|under|claiming|waiting)\b"
)
_LIMIT = 240
_IRREGULAR = {"children": "child", "people": "person", "men": "man", "women": "woman", "left": "leave", "went": "go"}


def stem(word: str) -> str:
    """Cut a word to what its forms share, roughly.

    Examples
    --------
    >>> [stem(word) for word in ("visits", "families", "delayed", "delays", "collection", "missing", "missed")]
    ['visit', 'famil', 'delay', 'delay', 'collect', 'miss', 'miss']
    """
    word = word.removesuffix("'s").removesuffix("'")
    word = _IRREGULAR.get(word, word)
    for ending in ("ations", "ation", "ions", "ion", "ies", "ings", "ing", "ed", "es", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
            return word.removesuffix(ending)
    return word


def stems(text: str) -> frozenset[str]:
    """Give the stems of the words of a text that mean something."""
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY and len(word) > 2)


@dataclass(frozen=True, slots=True)
class Subject:
    """The words by which sentences speak of a measure.

    Attributes
    ----------
    heads
        Stems of the thing its title counts: ``contact`` of "Contacts about a child".
    title
        All stems of the title.
    share
        It is a share or a score, so that the thing alone is not the measure: more plans are not more plans on time.
    written
        The title itself.
    of_change
        It measures a reduction or an increase.
    """

    heads: frozenset[str]
    title: frozenset[str]
    share: bool
    written: str = ""
    of_change: bool = False

    def meant_by(self, phrase: str) -> bool:
        """Say whether a noun phrase is the measure: ``the number of contacts``, ``repeat referrals``."""
        phrase = phrase.lower()[-_LIMIT:]
        parts = _SPLIT.split(phrase)
        head_words = _WORD.findall(parts[0])
        if not head_words:
            return False
        head = head_words[-1]
        if self.share and head in _COUNTS:
            return False
        if head in _GENERIC:
            rest = stems(" ".join([*parts[1:], *head_words[:-1]])) - {stem(word) for word in _GENERIC}
            return not rest or bool(rest & self.title)
        named = stems(parts[0])
        if stem(head) not in self.title:
            return False
        if self.share:
            return len(stems(phrase) & self.title) >= 2
        return stem(head) in self.heads and not named - self.title - _NEUTRAL

    def without_title(self, sentence: str) -> str:
        """Put ``the figure`` where a sentence has the whole title; places stay the same."""
        at = sentence.lower().find(self.written) if len(self.written) > len("the figure") else -1
        if at < 0:
            return sentence
        end = at + len(self.written)
        return f"{sentence[:at]}{'the figure'.ljust(len(self.written))}{sentence[end:]}"

    def named_in(self, spoken_of: frozenset[str]) -> bool:
        """Say whether the stems of a sentence are most of those of the measure's title."""
        return len(spoken_of & self.title) >= max(2, (2 * len(self.title) + 2) // 3)

    def told_by(self, head: str, clause: str) -> bool:
        """Say whether ``more people chose a direct payment`` is the measure: its thing, and what it says of it."""
        found = stems(clause[:_LIMIT]) & self.title
        return len(found) >= 2 and bool(found - stems(head) or len(self.title) < 3 or not self.title - self.heads)


_NEUTRAL = frozenset(stem(word) for word in ("reported", "recorded", "annual", "quarterly", "monthly", "combined"))


def subject_of(row: ResultRow) -> Subject:
    """Read from a measure's title what its sentences will speak of.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> subject = subject_of(SimpleNamespace(title="Contacts about a child", unit="count"))
    >>> subject.meant_by("The number of contacts"), subject.meant_by("Private rents"), subject.meant_by("The figure")
    (True, False, True)
    """
    title = row.title.lower()
    head = _SPLIT.split(title)[0]
    share = row.unit in ("%", "points") or "score" in row.unit
    return Subject(stems(head), stems(title), share, title.rstrip("."), bool(_CHANGE.search(title)))
