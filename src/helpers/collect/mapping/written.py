"""Write a row of ours from a row of a foreign file, as a mapping says. May import `model`."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from helpers.collect.mapping.cell import Cell
from helpers.collect.mapping.file import Mark, Rows
from helpers.collect.mapping.foreign import several
from helpers.collect.mapping.pattern import captured, folded, matches
from helpers.collect.mapping.period_form import form_named, read_period
from helpers.collect.mapping.reading import Reading
from helpers.collect.table_file import Row
from helpers.model.errors import Refused, quoted
from helpers.model.observation import Marker, markers_of, with_marker
from helpers.model.period import Period

_IN_A_REF = {"%": "pct", "&": "and"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NOT_IN_A_REF = re.compile(r"[^A-Za-z0-9._-]+")


def written_row(row: Row, rows: Rows, where: str, reading: Reading) -> Row:
    """Make a row of ours.

    Parameters
    ----------
    rows
        Which markers to add.
    reading
        How each of our columns is made.
    where
        File and row as errors name them.

    Raises
    ------
    Refused
        A word is not listed or not found, or a period is not written as the mapping says.
    """
    made: dict[str, str] = {}
    stands_in: list[str] = []
    for name, cell in reading.cells.items():
        found = folded(row[reading.names[cell.column]]) if cell.column else ""
        if found in cell.markers:
            made[name] = ""
            stands_in.append(cell.markers[found])
        else:
            made[name] = written(row, cell, where, reading)
    added = [mark.marker.value for mark in rows.marks if _holds(mark, made["period"], where, reading.label)]
    if stands_in or added:
        made["marker"] = _together([made.get("marker", ""), *stands_in, *added])
    return made


def has_markers(rows: Rows) -> bool:
    """Say whether rows get a column of markers that no cell is called by."""
    return bool(rows.marks) or any(cell.markers for cell in rows.made_of().values())


def written(row: Row, cell: Cell, where: str, reading: Reading) -> str:
    """Make one cell of ours."""
    if cell.text is not None:
        return cell.text
    text = reading.titles[cell.title] if cell.title else row[reading.names[cell.column]]
    place = f"{reading.layout.table.label}, title {cell.title}" if cell.title else f"{where}, column {cell.column}"
    if folded(text) in map(folded, cell.empty):
        return ""
    if cell.lookup and folded(text):
        text = reading.looked_up(text, cell.lookup, place)
    text = _part(text, cell, place)
    if cell.words is not None:
        return _word(row, folded(text), cell, place, where, reading)
    if cell.form:
        named = cell.form if isinstance(cell.form, str) else form_named(written(row, cell.form, where, reading), place)
        return read_period(text, named, place)
    if cell.spelling == "ref":
        return as_ref(text)
    if cell.by:
        text = _divided(text, row[reading.names[cell.by]], cell, where)
    return text if cell.decimals is None else _rounded(row, text, cell.decimals, where, reading)


def as_ref(text: str) -> str:
    """Write a foreign key as a ref of ours: two keys that become one are refused where refs must differ.

    Examples
    --------
    >>> as_ref("LACHealth%"), as_ref("LAC_Fixed_ Ex"), as_ref("No_3&4yr_olds"), as_ref("%_2yr_olds")
    ('LACHealthpct', 'LAC_Fixed_-Ex', 'No_3and4yr_olds', 'pct_2yr_olds')
    """
    spelt = "".join(_IN_A_REF.get(character, character) for character in folded(text))
    return _NOT_IN_A_REF.sub("-", spelt).lstrip("-._")


def _part(text: str, cell: Cell, place: str) -> str:
    if not cell.part or not folded(text):
        return text
    found = next((part for pattern in several(cell.part) if (part := captured(text, pattern))), "")
    if not found:
        raise Refused.one(
            place, f'"{text}"', f"what one of {quoted(several(cell.part))} fits",
            "Correct `part:`; * stands for anything and {} for what is taken.",
        )  # fmt: skip
    return found


def _word(row: Row, found: str, cell: Cell, place: str, where: str, reading: Reading) -> str:
    words = cell.words or {}
    listed = found if found in words else next((word for word in words if "*" in word and matches(found, word)), None)
    if listed is not None:
        return words[listed]
    if cell.otherwise is None:
        raise Refused.one(
            place, f'"{found}"', f"one of {quoted(words)}", f"List the word under `words:` in {reading.label}."
        )
    return cell.otherwise if isinstance(cell.otherwise, str) else written(row, cell.otherwise, where, reading)


def _divided(text: str, divisor: str, cell: Cell, where: str) -> str:
    """Divide a figure by another's; what is none is left as it is, for whoever reads the row to refuse."""
    if not folded(text) or not folded(divisor):
        return ""
    try:
        number, parts = Decimal(text), Decimal(divisor)
    except InvalidOperation:
        if _NUMBER.fullmatch(text):
            raise Refused.one(
                f"{where}, column {cell.by}", f'"{divisor}"', "a number to divide by, or nothing",
                "Correct `by:`, or give the sign that stands there under `markers:` of the figure above the line.",
            ) from None  # fmt: skip
        return text
    return f"{number * cell.times / parts:.10f}" if parts else ""


def _rounded(row: Row, text: str, decimals: Cell | int, where: str, reading: Reading) -> str:
    """Round a figure half up; what is none is left as it is, for whoever reads the row to refuse."""
    places = str(decimals) if isinstance(decimals, int) else written(row, decimals, where, reading)
    try:
        return f"{Decimal(text).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP):f}"
    except (InvalidOperation, ValueError):
        return text


def _holds(mark: Mark, period: str, where: str, label: str) -> bool:
    if not period:
        return False
    about = read_ours(period, f"{where}, column period")
    if mark.at:
        return about == read_ours(mark.at, f"{label}, key marks")
    return (not mark.since or read_ours(mark.since, f"{label}, key marks").start <= about.start) and (
        not mark.until or about.end <= read_ours(mark.until, f"{label}, key marks").end
    )


def read_ours(text: str, where: str) -> Period:
    """Read a period of ours, naming the place where it stands.

    Raises
    ------
    Refused
        It is none.
    """
    try:
        return Period.parse(text)
    except Refused as refused:
        problem = refused.problems[0]
        raise Refused.one(where, problem.found, problem.expected, problem.next_step) from None


def _together(markers: list[str]) -> str:
    known = [part for text in markers for part in markers_of(text)]
    joined = ""
    for marker in known:
        joined = with_marker(joined, Marker(marker)) if marker in tuple(Marker) else f"{joined} {marker}".strip()
    return joined
