"""Doubt what seems to stand in the returns twice. Imports the reasons.

What cannot be read in two ways is refused when a return is collected: a measure that stands twice for one period in the
returns of a period, a heading twice, two workbooks of one service, a ref that two measures have at one time. What may
be true, and mostly is a copied cell, is asked about here.
"""

from __future__ import annotations

import pandas as pd

from helpers.assess.quality.reason import none_of, plain

LIKENESS = 4
"""Figures in a row that two measures do not share by chance."""


def sent_again(figures: pd.DataFrame) -> pd.Series[str]:
    """Ask about a row that is that of the period before: figure, numerator and denominator."""
    same = (figures["shown"] == figures["previous"]) & (figures["numerator"] == figures["previous_numerator"])
    same &= figures["denominator"] == figures["previous_denominator"]
    found = figures[same & (figures["denominator"] > 0) & ~figures["rounded"]]
    parts = plain(found["numerator"]) + " of " + plain(found["denominator"])
    return parts + " is the very row of the period before, sent again"


def same_as_another(figures: pd.DataFrame, series: pd.DataFrame) -> pd.Series[str]:
    """Ask about two measures of one unit that were sent the same row, or the same figures time and again.

    The same row has figure, numerator and denominator alike, and is neither none nor all of its denominator. The same
    figures are the last four of both, with more than one value among them. One figure alone is often shared by chance.

    Parameters
    ----------
    series
        As :func:`helpers.assess.quality.past.series_before` gives them.
    """
    told = figures[figures["shown"].notna() & ~figures["rounded"]]
    telling = (told["denominator"] > 0) & (told["numerator"] > 0) & (told["numerator"] != told["denominator"])
    row = told[telling]
    by_row = _others(row, ["unit", "about", "shown", "numerator", "denominator"])
    said_row = (plain(row["numerator"]) + " of " + plain(row["denominator"]))[by_row.index]
    runs = told.assign(run=told["ref"].map(_runs(series)))
    by_run = _others(runs[runs["run"].notna()], ["unit", "about", "shown", "run"])
    by_run = by_run[~by_run.index.isin(by_row.index)]
    return pd.concat([
        said_row + " is also the row of " + by_row,
        f"the last {LIKENESS} figures are also those of " + by_run,
    ]).astype("str")  # fmt: skip


def _runs(series: pd.DataFrame) -> pd.Series[str]:
    """Give the earlier figures of each measure as one text, where there are enough and they differ."""
    recent = series.groupby("ref").tail(LIKENESS - 1)
    runs = recent.groupby("ref")["value"].agg(["size", "nunique"])
    enough = runs.index[(runs["size"] == LIKENESS - 1) & (runs["nunique"] > 1)]
    kept = recent[recent["ref"].isin(enough)]
    texts = kept["start"].astype("str") + "=" + kept["value"].map(repr).astype("str")
    return texts.groupby(kept["ref"]).agg("|".join).astype("str")


def _others(rows: pd.DataFrame, alike: list[str]) -> pd.Series[str]:
    """Name, for each row, the measures that share everything in some columns."""
    found = rows[rows.duplicated(alike, keep=False)]
    if found.empty:
        return none_of(rows)
    shared = found.groupby(alike, sort=False)["ref"].agg(list)
    pairs = shared.explode().to_frame("ref").assign(all=shared).set_index("ref")["all"]
    names = {ref: ", ".join(sorted(other for other in refs if other != ref)) for ref, refs in pairs.items()}
    return found["ref"].map(names).astype("str")
