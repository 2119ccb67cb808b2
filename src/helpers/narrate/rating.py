"""The one word that says how a measure stands: its rating, or why it has none. May import `model` and `assess`."""

from __future__ import annotations

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate.row import ResultRow, rows

RATINGS = ("Green", "Amber", "Red")
UNRATED = ("Not rated", "Not due", "Missing", "Suppressed", "Unavailable")
STANDINGS = RATINGS + UNRATED

SHAPES = {"Green": "▲", "Amber": "●", "Red": "■"}
"""A rating is said by shape and word as well as colour."""

_STATES = {"not due": "Not due", "missing": "Missing", "suppressed": "Suppressed", "unavailable": "Unavailable"}


def standing(row: ResultRow) -> str:
    """Give a measure's rating, or the state that keeps it from one; zero and missing are never merged."""
    return row.rag if row.rag in RATINGS else _STATES.get(row.state, "Not rated")


def standing_counts(results: Results) -> dict[str, int]:
    """Count the measures by standing, every standing named, in the published order."""
    found = [standing(row) for row in rows(results)]
    return {word: found.count(word) for word in STANDINGS}


def rating_word(council: Council, word: str) -> str:
    """Give the council's own word for a rating; other words stand as they are.

    Examples
    --------
    >>> rating_word(Council(name="W", directorates=[{"key": "a", "name": "A"}]), "Green")
    'Green'
    """
    styles = {"Green": council.rag.green, "Amber": council.rag.amber, "Red": council.rag.red}
    return styles[word].word if word in styles else word


def standing_key(word: str) -> str:
    """Give the name of a standing for classes and anchors.

    Examples
    --------
    >>> standing_key("Not rated"), standing_key("Red")
    ('not-rated', 'red')
    """
    return word.lower().replace(" ", "-")
