"""What the golden thread's pictures and lists share: how many measures have which rating, how much there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from helpers.model.council import Council
from helpers.narrate.escape import html_text
from helpers.narrate.rating import STANDINGS, standing
from helpers.narrate.row import ResultRow
from helpers.narrate.sentences import listed
from helpers.narrate.thread import Branch
from helpers.present.tag import tag_classes, tag_words


def counts_html(council: Council, measures: Iterable[ResultRow]) -> str:
    """Write one tag for each rating or state that measures are in, with how many: ■ 2 Red."""
    counts = Counter(standing(row) for row in measures)
    return " ".join(
        f'<span class="{tag_classes(word)}">{html_text(_counted(tag_words(council, word), counts[word]))}</span>'
        for word in STANDINGS
        if counts[word]
    )


def _counted(words: str, count: int) -> str:
    """Put a count before a tag's word, after its shape.

    Examples
    --------
    >>> _counted("■ Red", 2), _counted("Not due", 1)
    ('■ 2 Red', '1 Not due')
    """
    shape, blank, word = words.partition(" ")
    return f"{count} {words}" if shape.isalnum() else f"{shape} {count}{blank}{word}"


def counts_words(branch: Branch) -> str:
    """Say how much stands under an outcome: 3 measures and 1 action."""
    counts = ((len(branch.measures), "measure"), (len(branch.actions), "action"))
    return listed([f"{count} {noun}{'s' * (count != 1)}" for count, noun in counts if count])
