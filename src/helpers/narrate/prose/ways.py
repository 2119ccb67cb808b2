"""The words that say which way a figure went. May import nothing of the house."""

from __future__ import annotations

import re

UP, DOWN, BETTER, WORSE, SAME = "up", "down", "better", "worse", "same"

VERBS = {
    UP: "rose rises rise risen rising increased increases increase increasing grew grows grow grown growing climbed "
    "climbs climbing jumped jumping soared surged raised raises raising doubled",
    DOWN: "fell falls fall fallen falling decreased decreases decrease decreasing dropped drops drop dropping reduced "
    "reduces reduce reducing declined declines decline declining lowered lowers lowering shrank shrunk cut halved "
    "dipped",
    BETTER: "improved improves improve improving recovered recovers recovering",
    WORSE: "worsened worsens worsen worsening deteriorated deteriorates deteriorate deteriorating slipped",
}
NOUNS = {
    UP: "rise increase growth jump upturn",
    DOWN: "fall decrease drop reduction decline dip downturn",
    BETTER: "improvement recovery",
    WORSE: "deterioration worsening",
}
ADJECTIVES = {
    UP: "up higher more greater upward upwards above",
    DOWN: "down lower fewer less smaller downward downwards below",
    BETTER: "better quicker faster",
    WORSE: "worse slower",
    SAME: "unchanged",
}
SUPERLATIVES = {
    UP: "highest most longest largest",
    DOWN: "lowest fewest shortest smallest",
    BETTER: "best quickest fastest",
    WORSE: "worst slowest",
}


def _words(*lexicons: dict[str, str]) -> dict[str, str]:
    return {word: way for lexicon in lexicons for way, text in lexicon.items() for word in text.split()}


WAY_OF = _words(VERBS, NOUNS, ADJECTIVES)
"""The way that each word of direction says."""

VERB_WORDS = frozenset(_words(VERBS))
NOUN_WORDS = frozenset(_words(NOUNS))

EXTREME = _words(SUPERLATIVES)
"""The way in which each superlative is the furthest."""

SAID = {UP: "a rise", DOWN: "a fall", BETTER: "an improvement", WORSE: "a worsening", SAME: "no change"}

WORD = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(WAY_OF, key=len, reverse=True))})(?![\w-])"
    r"|(?<![\w-])(?:went|gone|going|goes|go) (?:up|down)\b"
    r"|(?<![\w-])the same (?:as|figure|rate|level|number|score)\b|\bno change\b",
    re.IGNORECASE,
)


def way_of(word: str) -> str:
    """Give the way that a word of direction says.

    Examples
    --------
    >>> way_of("Rose"), way_of("went down"), way_of("the same as")
    ('up', 'down', 'same')
    """
    word = word.lower()
    if word in WAY_OF:
        return WAY_OF[word]
    return UP if word.endswith(" up") else DOWN if word.endswith(" down") else SAME
