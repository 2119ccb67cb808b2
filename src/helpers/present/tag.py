"""Tags of rating and direction: shape, word and colour together. May import the floors below."""

from __future__ import annotations

import math

from helpers.model.council import Council
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.rating import RATINGS, SHAPES, rating_word
from helpers.narrate.row import ResultRow, compared_with


def tag_classes(word: str, *, forecast: bool = False) -> str:
    """Give the classes of a rating's tag.

    Examples
    --------
    >>> tag_classes("Red"), tag_classes("Missing"), tag_classes("Green", forecast=True)
    ('rag rag-red', 'rag rag-none', 'rag rag-green rag-forecast')
    """
    kind = f"rag-{word.lower()}" if word in RATINGS else "rag-none"
    return f"rag {kind}{' rag-forecast' if forecast else ''}"


def tag_words(council: Council, word: str) -> str:
    """Give a rating's shape and word; a state that is no rating has only its word."""
    return f"{SHAPES[word]} {rating_word(council, word)}" if word in SHAPES else word


def tag_html(council: Council, word: str, *, forecast: bool = False) -> str:
    """Write a rating's tag for a table cell; empty for no word."""
    if not word:
        return ""
    return f'<span class="{tag_classes(word, forecast=forecast)}">{html_text(tag_words(council, word))}</span>'


def tag_markdown(council: Council, word: str, *, forecast: bool = False) -> str:
    """Write a rating's tag for prose: a span with the tag's classes, which every format knows."""
    if not word:
        return ""
    classes = " ".join(f".{name}" for name in tag_classes(word, forecast=forecast).split())
    return f"[{markdown_text(tag_words(council, word))}]{{{classes}}}"


def direction_words(row: ResultRow) -> str:
    """Give a direction of travel: an arrow for how the figure moved, a word for what that means."""
    if not row.direction:
        return ""
    return f"{_arrow(row)} {row.direction}"


def _arrow(row: ResultRow) -> str:
    earlier, _ = compared_with(row)
    if row.direction == "No change" or math.isnan(earlier) or math.isnan(row.value):
        return "→"
    return "↑" if row.value > earlier else "↓" if row.value < earlier else "→"


def direction_html(row: ResultRow) -> str:
    """Write a direction of travel for a table cell."""
    if not row.direction:
        return ""
    kind = {"Improving": "better", "Worsening": "worse"}.get(row.direction, "same")
    return f'<span class="direction direction-{kind}">{html_text(direction_words(row))}</span>'
