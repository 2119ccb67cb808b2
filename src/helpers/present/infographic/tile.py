"""What an infographic says of one measure, in words and figures. May import the floors below."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate.figure import MARKERS, figure, short_figure, target_words
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, known
from helpers.narrate.sentences import measure_sentence
from helpers.present.highlights import what_happened
from helpers.present.history.series import history_of, up_to
from helpers.present.tag import direction_words, tag_words

POINTS = 13
"""Periods that the small chart joins: three years of quarters, and the one before."""

INSTEAD = {"suppressed": "Withheld", "missing": "Missing", "unavailable": "Not available"}
"""What stands in place of the big number."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One measure's infographic.

    Attributes
    ----------
    row
        The measure.
    number
        The big number, or the word that stands in its place.
    about
        Period, what qualifies the figure, and target.
    direction
        An arrow for how the figure moved, then the word for what that means; empty where there is none.
    tag
        Shape and word of its rating, or why it has none.
    sentence
        What happened.
    series
        The periods of the small chart; empty where there is none.
    """

    row: ResultRow
    number: str
    about: str
    direction: str
    tag: str
    sentence: str
    series: pd.DataFrame

    @classmethod
    def of(cls, results: Results, row: ResultRow) -> Tile:
        """Make what is said of one measure of a view."""
        shown = known(row.value) and row.state in ("reported", "not due")
        number = short_figure(row.value, row.unit, row.decimals) if shown else INSTEAD.get(row.state, "No figure")
        return cls(
            row,
            number,
            _about(row, shown=shown),
            direction_words(row) if shown else "",
            tag_words(results.edition.council, standing(row)),
            what_happened(row) if row.state == "reported" and shown else measure_sentence(row),
            _series(results, row),
        )

    @property
    def chart_words(self) -> str:
        """What the small chart shows; empty where there is none."""
        if not len(self.series):
            return ""
        seen = self.series.dropna(subset=["value"])
        values, labels = [float(value) for value in seen["value"]], list(seen["period_label"])

        def at(place: int) -> str:
            return f"{short_figure(values[place], self.row.unit, self.row.decimals)} in {labels[place]}"

        lowest, highest = (at(values.index(end)) for end in (min(values), max(values)))
        return f"Line from {at(0)} to {at(-1)}; highest {highest}, lowest {lowest}."

    @property
    def words(self) -> str:
        """All that the infographic says, for a reader who does not see it."""
        if self.row.state in INSTEAD:
            return " ".join(filter(None, (self.sentence, self.chart_words)))
        moved = self.direction.partition(" ")[2]
        said = f"{self.row.title}: {', '.join(filter(None, (self.number, self.about)))}. {self.tag}."
        return " ".join(filter(None, (said, f"{moved}." if moved else "", self.sentence, self.chart_words)))


def _about(row: ResultRow, *, shown: bool) -> str:
    whole = figure(row.value, row.unit, row.decimals) if shown else ""
    unit = whole.removeprefix(short_figure(row.value, row.unit, row.decimals)).strip() if shown else ""
    target = target_words(row)
    qualified = [MARKERS[code] for code in row.marker.split() if code in ("p", "e", "f", "u")] if shown else []
    said = [unit if unit and unit not in target else "", row.data_period_label, *qualified]
    return "; ".join(filter(None, (", ".join(filter(None, said)), f"target {target}" if target and shown else "")))


def _series(results: Results, row: ResultRow) -> pd.DataFrame:
    """Give the periods to join: none of a withheld measure, and none where there are not two figures."""
    series = up_to(history_of(results.history, row), row).tail(POINTS).reset_index(drop=True)
    if row.state == "suppressed" or int(series["value"].notna().sum()) < 2:
        return series.iloc[:0]
    return series


def tag_fill(council: Council, row: ResultRow) -> str:
    """Give the fill of a rating's tag; empty for a state that is no rating."""
    styles = {"Green": council.rag.green, "Amber": council.rag.amber, "Red": council.rag.red}
    return styles[row.rag].colour if row.rag in styles else ""
