"""Say how long a measure has been red and what its earlier promises came to. May import `model` and `assess`."""

from __future__ import annotations

import pandas as pd

from helpers.model.council import Council
from helpers.model.period import Period
from helpers.narrate.rating import rating_word
from helpers.narrate.row import ResultRow

_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LENGTHS = {"half": "half-year", "span": "period"}


def promise_sentences(row: ResultRow, promises: pd.DataFrame, council: Council) -> str:
    """Say for how many periods running a measure is red, and how many earlier dates were met or passed in vain.

    Parameters
    ----------
    promises
        The measure's own, of columns :data:`~helpers.model.results.PROMISES`.

    Returns
    -------
    str
        Up to three sentences; empty where there is nothing to say. Two reports that gave the same date gave one date.
    """
    said = [_running(row, council), _dates(promises, "missed", "passed without recovery")]
    said.append(_dates(promises, "kept", "was met", "were met"))
    return " ".join(filter(None, said))


def _running(row: ResultRow, council: Council) -> str:
    count = row.red_running
    if row.rag != "Red" or count < 2 or not row.data_period:
        return ""
    kind = Period.parse(row.data_period).kind.value
    place = _ORDINALS[count - 2] if count - 2 < len(_ORDINALS) else ordinal(count)
    return f"{rating_word(council, 'Red')} for the {place} {_LENGTHS.get(kind, kind)} running."


def _dates(promises: pd.DataFrame, outcome: str, verb: str, verbs: str = "") -> str:
    count = promises.loc[promises["outcome"] == outcome, "recovery_date"].nunique()
    if not count:
        return ""
    number = _NUMBERS[count].capitalize() if count < len(_NUMBERS) else str(count)
    return f"{number} earlier {'date' if count == 1 else 'dates'} {verb if count == 1 else verbs or verb}."


def ordinal(count: int) -> str:
    """Write a place in a row in figures.

    Examples
    --------
    >>> [ordinal(count) for count in (11, 12, 13, 21, 22, 23, 24)]
    ['11th', '12th', '13th', '21st', '22nd', '23rd', '24th']
    """
    ending = "th" if 10 < count % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"
