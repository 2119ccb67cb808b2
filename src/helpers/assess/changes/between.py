"""What changed from one edition to a later one, as one table. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.assess.changes.figures import figure_changes
from helpers.assess.changes.framework import framework_changes
from helpers.assess.changes.told import Row, Told
from helpers.model.results import CHANGES


def changes_between(before: Told, after: Told, since: str = "", how: str = "") -> pd.DataFrame:
    """List what changed from one edition to a later one.

    Parameters
    ----------
    before, after
        What each of the two told its readers.
    since
        The period of the earlier edition.
    how
        Where its figures are from: ``published`` or ``judged``.

    Returns
    -------
    pandas.DataFrame
        The columns of :data:`helpers.model.results.CHANGES`, all text. The first row is of kind ``since`` and says what
        is compared with; so a table without a row says that there is no earlier edition.

    Examples
    --------
    >>> old, new = ({"A1": {"title": name, "rag": "Red", "rag_basis": "rule"}} for name in ("Visits", "Calls"))
    >>> found = changes_between(Told(old), Told(new), "2019-20-q1", "published")
    >>> found[["kind", "ref", "what", "before", "after"]].to_dict("list")  # doctest: +NORMALIZE_WHITESPACE
    {'kind': ['since', 'definition'], 'ref': ['', 'A1'], 'what': ['2019-20-q1', 'title'], 'before': ['', 'Visits'],
     'after': ['', 'Calls']}
    """
    rows: Iterable[Row] = (
        {"kind": "since", "what": since, "reason": how},
        *framework_changes(before, after),
        *figure_changes(before, after),
    )
    return pd.DataFrame([_whole(row, before, after) for row in rows], columns=list(CHANGES), dtype="str")


def _whole(row: Row, before: Told, after: Told) -> dict[str, str]:
    """Put a measure's names beside its change: as they are now, or as they were where it is gone."""
    ref = row.get("ref", "")
    told = after if ref in after.results else before
    named = {name: told.defined(ref, name) for name in ("title", "directorate", "unit", "decimals")}
    return {**dict.fromkeys(CHANGES, ""), **named, **row}
