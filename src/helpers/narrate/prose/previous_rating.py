"""How the figure before would be rated, where this period's levels held for it too. May import `narrate.row`."""

from __future__ import annotations

from helpers.narrate.row import ResultRow, known


def previous_rating(row: ResultRow) -> str:
    """Rate the figure before by this period's levels; an empty text where it may have had other ones.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> row = SimpleNamespace(basis="period", target_profiled=False, rag_basis="rule", data_period="2019-20-q2",
    ...     previous_period="2019-20-q1", polarity="higher", previous=81.0, target=80.0, intervention=75.0)
    >>> previous_rating(row), previous_rating(SimpleNamespace(**vars(row) | {"previous_period": "2018-19-q4"}))
    ('Green', '')
    """
    if not _same_levels(row):
        return ""
    sign = 1 if row.polarity == "higher" else -1
    if sign * row.previous >= sign * row.target:
        return "Green"
    return "Amber" if known(row.intervention) and sign * row.previous >= sign * row.intervention else "Red"


def _same_levels(row: ResultRow) -> bool:
    """Say whether the period before is of the same year and judged by the same target, by the rule."""
    if row.basis == "cumulative" or row.rag_basis != "rule" or row.polarity not in ("higher", "lower"):
        return False
    if getattr(row, "target_profiled", True) or not (known(row.previous) and known(row.target)):
        return False
    before = str(getattr(row, "previous_period", ""))
    return len(before) > len("2019-20") and before[:7] == row.data_period[:7]
