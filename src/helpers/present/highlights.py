"""What a reader with one minute should see first: what needs attention, and what has improved."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.results import Results
from helpers.narrate.escape import html_text
from helpers.narrate.figure import figure, short_figure
from helpers.narrate.pattern import kind_of
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, compared_with, known, rows
from helpers.narrate.sentences import change_words
from helpers.present.history.series import history_of
from helpers.present.link import link_html, measure_address
from helpers.present.parts import Parts, Prose
from helpers.present.sparkline import sparkline
from helpers.present.table import Column, table
from helpers.present.tag import tag_html

MOST = 5

_OVER_TIME: dict[tuple[str | None, str], str] = {
    ("better", "Improving"): "; that is a real change, not chance",
    ("worse", "Worsening"): "; that is a real change, not chance",
    ("better", "Worsening"): "; over a longer time it has got better",
    ("worse", "Improving"): "; over a longer time it has got worse",
}
"""What the figures before the last two add to it, by kind of variation and direction of travel."""


_REALLY: dict[tuple[str | None, str], str] = {
    ("better", "Improving"): ": a real improvement",
    ("worse", "Worsening"): ": a real worsening",
    ("better", "Worsening"): ": worse, though better over a longer time",
    ("worse", "Improving"): ": better, though worse over a longer time",
}
_WAY = {"Improving": "better", "Worsening": "worse"}


def needs_attention(results: Results, most: int = MOST) -> Parts:
    """List the measures that most need attention: red before amber, real worsening first, then any worsening.

    Parameters
    ----------
    most
        How many to list at the most.

    Returns
    -------
    Parts
        A heading and a table of measure, trend, what happened, and rating.

    Examples
    --------
    >>> needs_attention(open_store("2019-20-q2").directorate("childrens-services"))  # doctest: +SKIP
    """
    found = most_in_need(results, most)
    return _listed(results, "Needs attention", "attention", found, "No measure is off target.")


def most_in_need(results: Results, most: int = MOST) -> list[ResultRow]:
    """Choose the measures that most need attention."""
    found = [row for row in rows(results) if row.rag in ("Red", "Amber")]
    found.sort(
        key=lambda row: (
            row.rag != "Red", kind_of(row.variation) != "worse", row.direction != "Worsening", -_moved(row)
        )
    )  # fmt: skip
    return found[:most]


def improved(results: Results, most: int = MOST) -> Parts:
    """List the measures that improved most for their size, real improvements before those that may be chance.

    Parameters
    ----------
    most
        How many to list at the most.

    Returns
    -------
    Parts
        A heading and a table of measure, trend, what happened, and rating.

    Examples
    --------
    >>> improved(open_store("2019-20-q2"), most=3)  # doctest: +SKIP
    """
    found = most_improved(results, most)
    return _listed(results, "Improved", "improved", found, "No measure improved since the previous period.")


def most_improved(results: Results, most: int = MOST) -> list[ResultRow]:
    """Choose the measures that improved most for their size."""
    found = [row for row in rows(results) if row.direction == "Improving" and row.state == "reported"]
    found.sort(key=lambda row: (kind_of(row.variation) != "better", -_moved(row)))
    return found[:most]


def _moved(row: ResultRow) -> float:
    """Give the change as a share of where the figure was, so that pounds and per cents can be compared."""
    earlier, _ = compared_with(row)
    return abs(row.value - earlier) / (abs(earlier) or 1.0) if known(row.value) and known(earlier) else 0.0


def _listed(results: Results, title: str, key: str, found: Sequence[ResultRow], none: str) -> Parts:
    if not found:
        return Parts((Prose(f"## {title}"), Prose(none)))
    council = results.edition.council
    columns = [
        Column(
            "Measure", [link_html(measure_address(row.ref), row.title) for row in found], markup=True, name="measure"
        ),
        Column("Trend", [_line(results, row) for row in found], markup=True, name="spark"),
        Column("What happened", [html_text(_in_short(results, row)) for row in found], markup=True, name="said"),
        Column("Rating", [tag_html(council, standing(row)) for row in found], markup=True, name="rating"),
    ]
    return Parts((Prose(f"## {title}"), table(key, columns, "highlights")))


def what_happened(row: ResultRow) -> str:
    """Say how a measure's figure moved, without its name, and whether that is more than chance."""
    said = f"{change_words(row)}{_OVER_TIME.get((kind_of(row.variation), row.direction), '')}"
    return f"{said[:1].upper()}{said[1:]}."


def _in_short(results: Results, row: ResultRow) -> str:
    """Say in a line how a figure moved; since when, only where that is not the period before."""
    earlier, label = compared_with(row)
    if not known(earlier) or earlier == row.value:
        return what_happened(row)
    verb = "Rose" if row.value > earlier else "Fell"
    before, now = short_figure(earlier, row.unit, row.decimals), figure(row.value, row.unit, row.decimals)
    period = results.edition.period
    usual = label == period.shift(-1).label and row.data_period == str(period)
    return f"{verb} from {before} to {now}{'' if usual else f', {label} to {row.data_period_label}'}{_meaning(row)}."


def _meaning(row: ResultRow) -> str:
    kind = kind_of(row.variation)
    if (kind, row.direction) in _REALLY:
        return _REALLY[kind, row.direction]
    if row.direction not in _WAY:
        return ""
    return f": {_WAY[row.direction]}{', but within normal variation' if row.within_variation else ''}"


def _line(results: Results, row: ResultRow) -> str:
    return sparkline([float(value) for value in history_of(results.history, row)["value"].tail(13)])
