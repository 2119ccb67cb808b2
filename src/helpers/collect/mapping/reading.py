"""What the words of a mapping mean on a foreign sheet, and which of its rows they keep. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from helpers.collect.mapping.cell import Cell, Lookup
from helpers.collect.mapping.file import Rows
from helpers.collect.mapping.foreign import Foreign, OneOrMore, several
from helpers.collect.mapping.layout import Layout
from helpers.collect.mapping.lookup import Found
from helpers.collect.mapping.pattern import fits
from helpers.collect.table_file import Row
from helpers.model.errors import Refused, quoted


@dataclass(frozen=True, slots=True)
class Reading:
    """A layout, and what the words of the mapping mean in it.

    Attributes
    ----------
    label
        The mapping file as errors name it.
    names
        The foreign columns by the words that ask for them.
    cells
        How each of our columns is made.
    titles
        What stands above the headings, by the pattern that asks for it.
    lookups
        The tables in which words are looked up, by the identity of what asks for them.
    """

    layout: Layout
    label: str
    names: dict[str, str]
    cells: Mapping[str, Cell] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    lookups: Mapping[int, Found] = field(default_factory=dict)

    def keeps(self, row: Row, part: Foreign | Rows) -> bool:
        """Say whether `where` and `unless` of a part of the mapping keep a row."""
        return (not part.where or self._all(row, part.where)) and not (part.unless and self._all(row, part.unless))

    def _all(self, row: Row, conditions: dict[str, OneOrMore]) -> bool:
        return all(fits(row[self.names[column]], words) for column, words in conditions.items())

    def looked_up(self, text: str, lookup: Lookup, where: str) -> str:
        """Give what a table has beside a word."""
        return self.lookups[id(lookup)].of(text, where)


def read_words(layout: Layout, foreign: Foreign, rows: Rows, label: str, lookups: Mapping[int, Found]) -> Reading:
    """Find what a mapping asks for.

    Raises
    ------
    Refused
        A column or a title is not there, or more than one fits.
    """
    deep = rows.deep()
    wanted = [*rows.where, *rows.unless, *(column for cell in deep for column in cell.columns)]
    titles = {cell.title: _title(layout, cell, label) for cell in deep if cell.title}
    return Reading(layout, label, read_names(layout, foreign, wanted, label), rows.made_of(), titles, lookups)


def read_names(layout: Layout, foreign: Foreign, wanted: Iterable[str], label: str) -> dict[str, str]:
    """Find the columns that a mapping asks for.

    Raises
    ------
    Refused
        A column is not there, or more than one fits.
    """
    every = dict.fromkeys([*foreign.where, *foreign.unless, *several(foreign.fill), *wanted])
    found = {column: layout.column(column) for column in every}
    if unknown := sorted(column for column, names in found.items() if not names):
        raise Refused.one(
            label, f"the column {quoted(unknown)}, which {layout.table.label} does not have",
            f"one of {quoted(layout.table.header, limit=40)}",
            "Correct the mapping, or ask for the file in its old form.",
        )  # fmt: skip
    if twice := [column for column, names in found.items() if len(names) > 1]:
        raise Refused.one(
            label, f"the column {quoted(twice)}, which {layout.table.label} has more than once",
            f"words that fit only one of {quoted(found[twice[0]])}",
            "Write more of the heading, or the column's letter where two headings are the same.",
        )  # fmt: skip
    return {column: names[0] for column, names in found.items()}


def _title(layout: Layout, cell: Cell, label: str) -> str:
    found = layout.title(cell.title)
    if len(found) != 1:
        raise Refused.one(
            label, f'the title "{cell.title}", which fits {len(found) or "none"} of the texts above the headings',
            f"words that fit exactly one of {quoted([text[:120] for text in layout.above], limit=6)}",
            "Correct `title:`; * stands for anything and {} for what is taken.",
        )  # fmt: skip
    return found[0]
