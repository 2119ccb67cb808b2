"""What a scorecard on a page is sorted and narrowed by, for its script. May import the floors below.

Nothing is in here that the table does not show: a figure that is suppressed, missing or not due has no key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate.figure import short_figure
from helpers.narrate.pattern import kind_of
from helpers.narrate.rating import RATINGS, UNRATED, rating_word, standing, standing_key
from helpers.narrate.row import ResultRow, known
from helpers.present.table import About

_URGENT = ("Red", "Amber", "Green")
_DIRECTIONS = ("Worsening", "No change", "Increasing", "Decreasing", "Improving")
_PATTERNS = ("worse", "changed", "usual", "better")
_LONG = 100
"""With more rows than these a page shows the first until the others are asked for."""
_NOUNS = {"directorate": "Directorate", "service": "Service", "priority": "Priority"}


def title_key(row: ResultRow) -> str:
    """Sort measures by their words."""
    return row.title.casefold()


def figure_key(shown: str, value: float, decimals: int) -> str:
    """Sort by a figure as it is published; one that a marker stands for has no key.

    Parameters
    ----------
    shown
        What its cell says.
    value
        The figure itself; NaN where it is not known.
    decimals
        Places published.

    Examples
    --------
    >>> figure_key("1,234.5 [p]", 1234.5, 1), figure_key("[c]", 3.0, 0), figure_key("", float("nan"), 0)
    ('1234.5', '', '')
    """
    return f"{value:.{decimals}f}" if known(value) and shown and not shown.startswith("[") else ""


def target_key(row: ResultRow) -> str:
    """Sort by the target, or by the low end of one that is a range."""
    level = row.target if known(row.target) else row.target_low
    return figure_key(short_figure(level, row.unit, row.decimals), level, row.decimals)


def rating_key(word: str) -> str:
    """Sort ratings by need: red, amber, green; what is not rated has no key.

    Examples
    --------
    >>> rating_key("Red"), rating_key("Green"), rating_key("Suppressed")
    ('0', '2', '')
    """
    return _place(word, _URGENT)


def direction_key(row: ResultRow) -> str:
    """Sort directions of travel from worsening to improving."""
    return _place(row.direction, _DIRECTIONS)


def pattern_key(row: ResultRow) -> str:
    """Sort patterns from a real worsening to a real improvement."""
    return _place(kind_of(row.variation) or "", _PATTERNS)


def benchmark_key(row: ResultRow) -> str:
    """Sort by the place among the councils compared with."""
    return f"{row.benchmark_rank / row.benchmark_n:.4f}" if known(row.benchmark_rank) else ""


def about(results: Results, listed: Sequence[ResultRow]) -> About:
    """Say of each row of a scorecard what a reader can choose it by, and in which words and order.

    Returns
    -------
    About
        For a row its ref, and its rating, directorate, service, priority and direction by key. For the table whether it
        is long, and the choices that there are, as JSON: a list of key, label and pairs of key and name.
    """
    council = results.edition.council
    told = [_told(row) for row in listed]
    choices: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("rating", "Rating", _ratings(council, listed)),
        *((noun, label, _named(results, noun, listed)) for noun, label in _NOUNS.items()),
        ("direction", "Direction", [
            (standing_key(word), word) for word in _DIRECTIONS if word in {row.direction for row in listed}
        ]),
    ]  # fmt: skip
    of_table = {"choices": json.dumps([choice for choice in choices if choice[2]], ensure_ascii=True)}
    return About(of_table | ({"long": ""} if len(listed) > _LONG else {}), told)


def _place(word: str, order: Sequence[str]) -> str:
    return str(order.index(word)) if word in order else ""


def _told(row: ResultRow) -> dict[str, str]:
    told = {
        "ref": row.ref,
        "rating": standing_key(standing(row)),
        "directorate": row.directorate,
        "service": row.service,
        "priority": row.priority,
        "direction": standing_key(row.direction),
    }
    return {name: value for name, value in told.items() if value}


def _ratings(council: Council, listed: Iterable[ResultRow]) -> list[tuple[str, str]]:
    seen = {standing(row) for row in listed}
    ordered = (*_URGENT, *UNRATED)
    return [(standing_key(word), rating_word(council, word) if word in RATINGS else word)
            for word in ordered if word in seen]  # fmt: skip


def _named(results: Results, noun: str, listed: Iterable[ResultRow]) -> list[tuple[str, str]]:
    seen = {getattr(row, noun) for row in listed}
    return [(entry.key, entry.name) for entry in results.edition.council.entries(noun) if entry.key in seen]
