"""Look words up in another table, as a mapping says: a council by its number, the kind of year by the indicator.

May import `model`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from helpers.collect.mapping.cell import Lookup
from helpers.collect.mapping.pattern import folded
from helpers.collect.table_file import Row
from helpers.model.errors import Refused, quoted


@dataclass(frozen=True, slots=True)
class Found:
    """What a table gives for each word.

    Attributes
    ----------
    label
        The table as errors name it.
    find, take
        Its columns as the mapping calls them.
    taken
        What stands beside each word, each once.
    """

    label: str
    find: str
    take: str
    taken: dict[str, tuple[str, ...]]

    def of(self, text: str, where: str) -> str:
        """Give what stands beside a word.

        Raises
        ------
        Refused
            The word is not there, or stands beside more than one.
        """
        found = self.taken.get(folded(text), ())
        if len(found) == 1:
            return found[0]
        what = f"{quoted(found)} beside it" if found else "no row with it"
        raise Refused.one(
            where, f'"{text}", for which {self.label} has {what}',
            f"one row with it in the column {self.find}, or rows that agree in the column {self.take}",
            "Correct `lookup:`; its own `where:` and `unless:` can leave rows out.",
        )  # fmt: skip


def found_in(rows: list[Row], lookup: Lookup, named: Callable[[str], str], label: str) -> Found:
    """Gather what a table gives for each word.

    Parameters
    ----------
    rows
        Its kept rows.
    named
        Gives the table's own name of a column.
    label
        The table as errors name it.
    """
    find, take = named(lookup.find), named(lookup.take)
    taken: dict[str, dict[str, None]] = {}
    for row in rows:
        if word := folded(row[find]):
            taken.setdefault(word, {})[row[take]] = None
    return Found(label, lookup.find, lookup.take, {word: tuple(cells) for word, cells in taken.items()})
