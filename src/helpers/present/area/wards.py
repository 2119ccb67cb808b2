"""The figures of one measure by ward, for one period and the one before. May import the floors below."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.figure import figure, short_figure
from helpers.narrate.row import ResultRow, known


@dataclass(frozen=True, slots=True)
class Wards:
    """What a map and its table show.

    Attributes
    ----------
    row
        The measure.
    period
        Which the figures are about.
    now
        One row a ward: what is known of its figure, the largest first; those without one by name at the end.
    before
        Figures of the period before, by ward.
    whole
        The council's own figure of the period; NaN where it is not published.
    """

    row: ResultRow
    period: Period
    now: pd.DataFrame
    before: dict[str, float]
    whole: float

    @property
    def shown(self) -> pd.DataFrame:
        """The wards that have a figure."""
        return self.now[self.now["value"].notna()]

    @property
    def of_those_shown(self) -> str:
        """What must be said of a highest or lowest ward where others have no figure; they may be higher or lower."""
        return "of those shown " if len(self.shown) < len(self.now) else ""

    def said(self, value: float) -> str:
        """Write a figure as a sentence does."""
        return figure(value, self.row.unit, self.row.decimals)

    def short(self, value: float) -> str:
        """Write a figure under a heading that says its unit."""
        return short_figure(value, self.row.unit, self.row.decimals)

    def at_end(self, largest: bool) -> list[str]:
        """Name the wards with the largest or the smallest figure."""
        values = self.shown["value"]
        end = values.max() if largest else values.min()
        return list(self.shown.loc[values == end, "ward"])


def wards_of(results: Results, row: ResultRow) -> Wards | None:
    """Choose what to show of the one measure in view: the period that its figure is about, or the last one before.

    Returns
    -------
    Wards or None
        Nothing where no ward has a figure of such a period.
    """
    mine = results.wards[results.wards["ref"] == row.ref]
    if mine.empty or results.boundaries.empty or not row.data_period:
        return None
    about = Period.parse(row.data_period)
    periods = [Period.parse(text) for text in mine.loc[mine["value"].notna(), "period"].unique()]
    known_ones = [period for period in periods if period.end <= about.end and period.kind is about.kind]
    if not known_ones:
        return None
    period = max(known_ones)
    now = mine[mine["period"] == str(period)].sort_values(
        ["value", "ward"], ascending=[False, True], na_position="last", kind="stable"
    )
    earlier = mine[(mine["period"] == str(period.shift(-1))) & mine["value"].notna()]
    before = dict(zip(earlier["ward"], earlier["value"].astype(float), strict=True))
    own = results.history[(results.history["ref"] == row.ref) & (results.history["period"] == str(period))]
    whole = float(own["value"].iloc[0]) if len(own) and known(float(own["value"].iloc[0])) else float("nan")
    return Wards(row, period, now.reset_index(drop=True), before, whole)
