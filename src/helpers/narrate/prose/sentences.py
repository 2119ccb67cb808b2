"""Text split into sentences, each with whether it names its source. May import `model` and `assess`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from helpers.narrate.prose.plain import LINK_CLOSE, LINK_OPEN

_END = re.compile(r"(?<=[.!?…])[\"')\]\ue001]*\s+(?=[\"'(\[\ue000]*[A-Z0-9£−-])|(?<=[a-z)]\.)(?=[A-Z][a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|no|nos|st|dr|mr|mrs|ms|vs|cf|fig|figs|incl|excl|ref|para|est|dept|cllr|p|pp)"
    r"|\b[A-Z])\.[\"')\]\ue001]*\s*$",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\(\s*sources?\s*:\s*\w|\baccording to\b|^sources?\s*:\s*\w", re.IGNORECASE)
_ONLY_SOURCE = re.compile(r"^\(?\s*sources?\s*:", re.IGNORECASE)

LONGEST = 2000
"""Characters of the longest sentence; few people's run to a quarter of it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as a reader sees it.

    Attributes
    ----------
    text
        Its words, without Markdown.
    sourced
        It carries a link, ``(source: …)`` or ``according to …``, so what it says is not ours to know.
    first
        It begins a paragraph.
    """

    text: str
    sourced: bool = False
    first: bool = False


def sentences(blocks: Iterable[str]) -> list[Sentence]:
    """Split the blocks of a plain text into sentences.

    A source that stands alone in brackets after a sentence is that sentence's.

    Examples
    --------
    >>> [one.text for one in sentences(["It took 3.5 days, e.g. in July. That is worse."])]
    ['It took 3.5 days, e.g. in July.', 'That is worse.']
    >>> [one.sourced for one in sentences(["It is 45%. (Source: the census.) It is 3."])]
    [True, True, False]
    """
    made: list[Sentence] = []
    for block in blocks:
        first = True
        for part in _split(block):
            sourced = LINK_OPEN in part or bool(_SOURCE.search(part))
            if not first and made and _ONLY_SOURCE.match(part):
                made[-1] = replace(made[-1], sourced=True)
            made.append(Sentence(part.replace(LINK_OPEN, "").replace(LINK_CLOSE, "").strip(), sourced, first))
            first = False
    return [one for one in made if one.text]


def _split(block: str) -> list[str]:
    parts, start = [], 0
    for match in _END.finditer(block):
        if not _ABBREVIATION.search(block, max(start, match.start() - 12), match.end()):
            parts.append(block[start : match.end()].strip())
            start = match.end()
    return [piece for part in [*parts, block[start:].strip()] for piece in _pieces(part) if piece]


def _pieces(sentence: str) -> list[str]:
    """Cut what has no end into pieces, at commas or else at spaces, so that time grows with length and no faster."""
    if len(sentence) <= LONGEST:
        return [sentence]
    pieces, start = [], 0
    while len(sentence) - start > LONGEST:
        window = (start + LONGEST // 2, start + LONGEST)
        space = max(sentence.rfind(", ", *window), sentence.rfind("; ", *window))
        space = space + 1 if space > 0 else sentence.rfind(" ", *window)
        end = space if space > start else start + LONGEST
        pieces.append(sentence[start:end].strip())
        start = end
    return [*pieces, sentence[start:].strip()]
