"""Read which goals and protected characteristics a measure tells about. May import `model`."""

from __future__ import annotations

import re

from helpers.collect.fields import RowReader
from helpers.model.errors import quoted
from helpers.model.ways_in import GOALS, SEPARATOR, Characteristic


def goals_of(row: RowReader) -> tuple[int, ...]:
    """Read the column `sdg`: numbers of goals, parted by blanks or semicolons.

    Examples
    --------
    >>> goals_of(RowReader("measures.csv", 2, {"sdg": "10; 3"}))
    (3, 10)
    """
    written = [part for part in re.split(rf"[\s{SEPARATOR}]+", row.text("sdg")) if part]
    known = {str(number): number for number in GOALS}
    return tuple(sorted(known[part] for part in _sound(row, "sdg", written, list(known), _GOALS_EXPECTED)))


def characteristics_of(row: RowReader) -> tuple[Characteristic, ...]:
    """Read the column `equality`: characteristics in the words of the Equality Act, parted by semicolons.

    Examples
    --------
    >>> [str(found) for found in characteristics_of(RowReader("measures.csv", 2, {"equality": "Disability; age"}))]
    ['age', 'disability']
    """
    written = [" ".join(part.split()).casefold() for part in row.text("equality").split(SEPARATOR) if part.strip()]
    found = _sound(row, "equality", written, list(Characteristic), f"one of {quoted(Characteristic)}")
    return tuple(each for each in Characteristic if each in found)


_GOALS_EXPECTED = (
    f"the number of a Sustainable Development Goal, {min(GOALS)} to {max(GOALS)}; blanks or semicolons between several"
)


def _sound(row: RowReader, column: str, written: list[str], known: list[str], expected: str) -> list[str]:
    """Keep what is known and written once; the rest is refused, each word once."""
    for part in dict.fromkeys(written):
        if part not in known:
            row.refuse(column, f'"{part}"', expected, "Correct the word, or take it out.")
        elif written.count(part) > 1:
            row.refuse(column, f'"{part}" twice', "each once", "Take one of them out.")
    return [part for part in dict.fromkeys(written) if part in known]
