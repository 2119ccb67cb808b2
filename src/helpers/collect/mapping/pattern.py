"""Compare the words of a mapping file with those of a foreign file. Imports no floor."""

from __future__ import annotations

import re
from functools import lru_cache

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "), **dict.fromkeys("\u200b\u2060\ufeff\u00ad", None),
        **dict.fromkeys("‘’‛", "'"), **dict.fromkeys("“”‟", '"'), "‑": "-",
    }
)  # fmt: skip
"""What looks alike to a reader: spaces that do not break, letters without width, quotation marks, one hyphen."""

UNSEEN = "".join(
    map(chr, (*range(0x09, 0x0E), 0x20, 0x85, 0xA0, *range(0x2000, 0x200C), 0x202F, 0x2060, 0x3000, 0xFEFF))
)

KEPT = 1 << 15
"""Texts of which it is remembered what they look like: a column of a national file holds a few, many times over."""

LONGEST_TITLE = 1_000
"""Characters of a title that are looked at."""


@lru_cache(maxsize=KEPT)
def folded(text: str) -> str:
    r"""Write text as a reader sees it: one space between words, straight quotation marks, nothing invisible.

    Examples
    --------
    >>> folded(" Households\xa0in  the\ncouncil’s area ")
    "Households in the council's area"
    """
    return " ".join((text if text.isascii() else text.translate(_ALIKE)).split())


def trimmed(text: str) -> str:
    r"""Take away what cannot be seen at both ends of a text, and leave what stands between as it is.

    Examples
    --------
    >>> trimmed("\ufeff value\u200b ")
    'value'
    """
    return text.strip(UNSEEN)


@lru_cache(maxsize=KEPT)
def fits(text: str, patterns: str | tuple[str, ...]) -> bool:
    """Say whether text is what a pattern, or one of several, asks for.

    Examples
    --------
    >>> fits("Total [note 1]", ("Sum", "Total*")), fits("Mean", "Total*")
    (True, False)
    """
    return matches(text, patterns) if isinstance(patterns, str) else any(matches(text, one) for one in patterns)


def matches(text: str, pattern: str) -> bool:
    """Say whether text is what a pattern asks for; ``*`` stands for anything, and nothing else is special.

    Examples
    --------
    >>> matches("Total [note 1]", "Total [note *]"), matches("Totals", "Total")
    (True, False)
    """
    seen, wanted = folded(text), _pieces(pattern)
    first, last = wanted[0], wanted[-1]
    if len(wanted) == 1:
        return seen == first
    if not (seen.startswith(first) and seen.endswith(last) and len(seen) >= len(first) + len(last)):
        return False
    # Each piece where it first stands: no text, however long, is looked through twice.
    place, end = len(first), len(seen) - len(last)
    for piece in wanted[1:-1]:
        found = seen.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def captured(text: str, pattern: str) -> str:
    """Give what stands where a pattern has ``{}``; empty where the text does not match.

    Examples
    --------
    >>> captured("Table A1 - Households, England, April to June 2019", "*England, {}")
    'April to June 2019'
    """
    found = _compiled(pattern).fullmatch(folded(text)[:LONGEST_TITLE])
    return found[1].strip() if found and found.re.groups else ""


@lru_cache(maxsize=512)
def _pieces(pattern: str) -> tuple[str, ...]:
    return tuple(folded(pattern).split("*"))


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    # A run of stars is one star: "**" asks no more than "*", and takes for ever to say no.
    escaped = re.escape(folded(pattern)).replace(r"\{\}", "(.+)")
    return re.compile(re.sub(r"(\\\*)+", ".*", escaped), re.DOTALL)
