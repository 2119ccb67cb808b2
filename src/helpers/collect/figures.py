"""What one figure of a measure may be, in a return of ours or of another council. May import `model`."""

from __future__ import annotations

import math
from decimal import Decimal

from helpers.collect.fields import RowReader
from helpers.model.errors import quoted
from helpers.model.measure import Frequency, Measure
from helpers.model.observation import IN_PLACE_OF_A_FIGURE, Marker, markers_of
from helpers.model.period import Kind

PERCENT_BOUNDS = (Decimal(-100), Decimal(200))
"""Beyond these a percentage is a slip of the keyboard. Within them, but outside 0 to 100, it is doubted, not refused:
a reduction can be negative, and more than all of a budget can be spent."""


def read_kind(measure: Measure) -> Kind | None:
    """Say how ``2010-11`` is to be read: a month or a year by the measure's frequency, else not at all."""
    return {Frequency.MONTHLY: Kind.MONTH, Frequency.ANNUAL: Kind.YEAR}.get(measure.frequency)


def bounds(unit: str) -> tuple[float, float]:
    """Give the least and the most that a figure of a unit can be.

    Examples
    --------
    >>> bounds("count")
    (0.0, inf)
    """
    if unit == "%":
        return float(PERCENT_BOUNDS[0]), float(PERCENT_BOUNDS[1])
    return (0.0 if unit == "count" else -math.inf), math.inf


def check_number(row: RowReader, measure: Measure, name: str, number: Decimal | None) -> None:
    """Refuse a figure that the measure's unit cannot have; the problem is noted on the row."""
    low, high = bounds(measure.unit)
    if number is None or low <= number <= high:
        return
    if measure.unit == "%":
        row.refuse(
            name, f'"{row.cells[name]}" for {measure.ref}, a measure in %', "a percentage, such as 87 for 87%",
            "Correct the figure: has a decimal point been lost, or a count been sent?",
        )  # fmt: skip
    else:
        row.refuse(name, f'"{row.cells[name]}" for {measure.ref}, a count', "a count from 0", "Correct the figure.")


def read_markers(row: RowReader) -> str:
    """Read the marker column: known markers, separated by spaces, and none that contradicts the figure."""
    found = markers_of(row.text("marker"))
    unknown = [marker for marker in found if marker not in tuple(Marker)]
    if unknown:
        row.refuse("marker", quoted(unknown), f"one of {quoted(Marker)}", "Use the markers of the methodology page.")
    elif row.cells.get("value") and any(marker in IN_PLACE_OF_A_FIGURE for marker in found):
        row.refuse(
            "marker", f'"{row.text("marker")}" beside the figure {row.cells["value"]}',
            "x, z or c only where no figure is",
            "Delete the figure, or the marker.",
        )  # fmt: skip
    return " ".join(found)
