"""How many measures stand how: the counts that a directorate's introduction may name. May import `narrate.rating`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from helpers.model.results import Results
from helpers.narrate.prose.numbers import Numeral
from helpers.narrate.rating import RATINGS, standing_counts
from helpers.narrate.row import ResultRow, rows

Counts = Mapping[str, frozenset[int]]
"""What may be counted, and the numbers that count it; the whole view stands under an empty name."""

_MEASURE = r"(?:measures?|indicators?|figures?)"
_WHOLE = re.compile(rf"^\s+(?:\w+ )?{_MEASURE}\b", re.IGNORECASE)
_SPEAKS_OF_MEASURES = re.compile(rf"\b{_MEASURE}\b", re.IGNORECASE)
_OF = re.compile(r"\bof (?:the |our |all |these )*$", re.IGNORECASE)
_OF_MANY = re.compile(
    r"^\s+(?:out )?of (?:the |our |all |these )*(?:[0-9]+|two|three|four|five|six|seven|eight|nine|ten|\w+teen|"
    r"twenty|them)\b",
    re.IGNORECASE,
)
_NEXT_NUMBER = re.compile(r"[0-9;.:]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|none)\b", re.IGNORECASE)
_STANDINGS = tuple(
    (name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for name, words in (
        ("Missing", r"missing|not (?:been )?supplied"),
        ("Suppressed", r"withheld|suppressed"),
        ("Not due", r"not due"),
        ("No target", r"no target|no profile"),
        ("Information only", r"information only"),
        ("Unavailable", r"no figure|not available|unavailable"),
        ("Not rated", r"not rated|unrated|no rating"),
        ("Amber", r"amber|(?:just|slightly|narrowly|a little) (?:short|off|below|missed|outside)"),
        ("Red", r"red|off target|missed|short of|miss their|behind"),
        ("Green", r"green|on or better|on target|met|inside|meet|better than target"),
        ("Improving", r"improv\w+|better"),
        ("Worsening", r"wors\w+|deteriorat\w+|declin\w+"),
        ("No change", r"unchanged|the same|no change"),
    )
)
_PREDICATE = re.compile(
    r"^\s+(?:is|are|was|were|has|have|had|met|missed|improved|got|stayed|remain\w*)\b", re.IGNORECASE
)
_REACH = 120
_MOST = re.compile(
    rf"\b(?P<share>most|all|none) of (?:our|the|these) {_MEASURE} (?:is|are|were) "
    r"(?P<standing>on target|off target|green|amber|red|just short of target|met|not rated)\b",
    re.IGNORECASE,
)


def counts_of(results: Results) -> Counts:
    """Count the measures of a view by standing, by why they have none, and by direction."""
    every = list(rows(results))
    standings = standing_counts(results)
    rated = sum(standings[word] for word in RATINGS)
    counts = {name: {count} for name, count in standings.items()}
    counts["Not rated"] |= {len(every) - rated - standings["Missing"], len(every) - rated}
    counts[""] = {len(every), rated}
    for name, basis in (("No target", "no target"), ("Information only", "information only")):
        counts[name] = {_having(every, "rag_basis", basis)}
    counts["No target"] |= {_having(every, "rag_basis", "no profile for this period")}
    counts["No target"] |= {sum(row.rag_basis not in _REASONS and row.rag not in RATINGS for row in every)}
    counts["No target"] |= {
        sum(row.rag_basis == "no target" or row.rag_basis not in _REASONS for row in every if row.rag not in RATINGS)
    }
    for direction in ("Improving", "Worsening", "No change"):
        counts[direction] = {_having(every, "direction", direction)}
    return {name: frozenset(found) for name, found in counts.items()}


_REASONS = (
    "no target",
    "information only",
    "no polarity",
    "not due",
    "suppressed",
    "unavailable",
    "no profile for this period",
    "missing",
)


def _having(every: list[ResultRow], column: str, word: str) -> int:
    return sum(getattr(row, column) == word for row in every)


def counted(sentence: str, numeral: Numeral, counts: Counts) -> tuple[bool, str] | None:
    """Say whether a numeral counts measures rightly, and what they are; ``None`` where it counts something else.

    Examples
    --------
    >>> from helpers.narrate.prose.numbers import numerals
    >>> line = "3 of 14 measures are red."
    >>> [counted(line, one, {"": frozenset({14}), "Red": frozenset({2})}) for one in numerals(line)]
    [(False, '2 (Red)'), (True, '14 (measures)')]
    """
    if numeral.unit not in ("", "%") or not _SPEAKS_OF_MEASURES.search(sentence):
        return None
    before = sentence[max(0, numeral.start - 24) : numeral.start]
    tail = sentence[numeral.end : numeral.end + _REACH]
    if _OF.search(before) and _WHOLE.match(tail):
        return _right(numeral, "", counts)
    of_many = _OF_MANY.match(tail)
    own = _NEXT_NUMBER.split(tail[of_many.end() if of_many else 0 :])[0]
    if not (of_many or _WHOLE.match(own) or _PREDICATE.match(own)):
        return None
    found = [(match.start(), name) for name, pattern in _STANDINGS if (match := pattern.search(own))]
    if not found and not _WHOLE.match(own):
        return None
    return _right(numeral, min(found)[1] if found else "", counts)


def miscounted(sentence: str, counts: Counts) -> Iterator[tuple[str, str]]:
    """Find ``most of our measures are on target`` where fewer than half are: the words, and the count.

    Examples
    --------
    >>> counts = {"": frozenset({14}), "Green": frozenset({6})}
    >>> list(miscounted("Most of our measures are on target.", counts))
    [('Most of our measures are on target', '6 (Green) of 14')]
    """
    for match in _MOST.finditer(sentence):
        name = next((name for name, pattern in _STANDINGS if pattern.search(match["standing"])), "")
        count, whole = max(counts.get(name, [0])), max(counts[""])
        right = {"most": 2 * count > whole, "all": count in counts[""], "none": count == 0}
        if name and not right[match["share"].lower()]:
            yield match[0], f"{count} ({name}) of {whole}"


def _right(numeral: Numeral, name: str, counts: Counts) -> tuple[bool, str]:
    allowed = counts.get(name, frozenset())
    if numeral.unit == "%":
        shares = [Decimal(100 * count) / whole for count in allowed for whole in counts[""] if whole]
        return any(numeral.reads(share) for share in shares), f"a share of {_told('', counts[''])}"
    return numeral.value in allowed, _told(name, allowed)


def _told(name: str, allowed: frozenset[int]) -> str:
    return f"{' or '.join(str(count) for count in sorted(allowed))} ({name or 'measures'})"
