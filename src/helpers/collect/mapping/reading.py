"""What the words of a mapping mean on a foreign sheet, and how they make a row of ours. May import `model`."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.collect.mapping.file import Cell, Mapping, OneOrMore, Rows, several
from helpers.collect.mapping.layout import Layout
from helpers.collect.mapping.pattern import folded, matches
from helpers.collect.mapping.period_form import read_period
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
    titles
        What stands above the headings, by the pattern that asks for it.
    """

    layout: Layout
    label: str
    names: dict[str, str]
    titles: dict[str, str]

    def keeps(self, row: Row, part: Mapping | Rows) -> bool:
        """Say whether `where` and `unless` of a part of the mapping keep a row."""
        return (not part.where or self._all(row, part.where)) and not (part.unless and self._all(row, part.unless))

    def _all(self, row: Row, conditions: dict[str, OneOrMore]) -> bool:
        return all(
            any(matches(row[self.names[column]], word) for word in several(words))
            for column, words in conditions.items()
        )


def read_words(layout: Layout, mapping: Mapping, rows: Rows, label: str) -> Reading:
    """Find what a mapping asks for.

    Raises
    ------
    Refused
        A column or a title is not there, or more than one fits.
    """
    cells = rows.made_of()
    deep = [cell for one in cells.values() for cell in one.within()]
    asked = [*mapping.where, *mapping.unless, *rows.where, *rows.unless, *several(mapping.fill)]
    asked += [cell.column for cell in deep if cell.column]
    found = {column: layout.column(column) for column in dict.fromkeys(asked)}
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
    titles = {cell.title: _title(layout, cell.title, label) for cell in deep if cell.title}
    return Reading(layout, label, {column: names[0] for column, names in found.items()}, titles)


def _title(layout: Layout, pattern: str, label: str) -> str:
    found = layout.title(pattern)
    if len(found) != 1:
        raise Refused.one(
            label, f'the title "{pattern}", which fits {len(found) or "none"} of the texts above the headings',
            f"words that fit exactly one of {quoted([text[:120] for text in layout.above], limit=6)}",
            "Correct `title:`; * stands for anything and {} for what is taken.",
        )  # fmt: skip
    return found[0]


def written_row(row: Row, cells: dict[str, Cell], where: str, reading: Reading) -> Row:
    """Make a row of ours.

    Parameters
    ----------
    cells
        How each of our columns is made.
    where
        File and row as errors name them.

    Raises
    ------
    Refused
        A word is not listed, or a period is not written as the mapping says.
    """
    made: Row = {}
    for name, cell in cells.items():
        found = folded(row[reading.names[cell.column]]) if cell.column else ""
        if found in cell.markers:
            made[name], made["marker"] = "", cell.markers[found]
        else:
            made[name] = _written(row, cell, where, reading)
    return made


def _written(row: Row, cell: Cell, where: str, reading: Reading) -> str:
    if cell.text is not None:
        return cell.text
    text = reading.titles[cell.title] if cell.title else row[reading.names[cell.column]]
    found, place = folded(text), f"{where}, column {cell.column}"
    if cell.title:
        place = f"{reading.layout.table.label}, title {cell.title}"
    if found in map(folded, cell.empty):
        return ""
    if cell.words is not None:
        if found in cell.words:
            return cell.words[found]
        if isinstance(cell.otherwise, Cell):
            return _written(row, cell.otherwise, where, reading)
        if cell.otherwise is None:
            raise Refused.one(
                place, f'"{found}"', f"one of {quoted(cell.words)}",
                f"List the word under `words:` in {reading.label}.",
            )  # fmt: skip
        return cell.otherwise
    return read_period(text, cell.form, place)
