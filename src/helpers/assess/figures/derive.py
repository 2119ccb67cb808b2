"""Add up months to quarters, and quarters to years, where the basis of a measure allows it. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.assess.figures.pool import COUNTED as COUNTED
from helpers.assess.figures.pool import pooled
from helpers.model.measure import Basis, Measure
from helpers.model.observation import Marker
from helpers.model.period import Kind, Period

PARTS = {
    Kind.QUARTER: (Kind.MONTH,),
    Kind.TERM: (Kind.MONTH,),
    Kind.HALF: (Kind.QUARTER, Kind.MONTH),
    Kind.YEAR: (Kind.HALF, Kind.QUARTER, Kind.MONTH),
}
"""What a longer period is added up from, in this order of choice: the fewest figures first."""

_KEY = ["ref", "period"]


def with_derived(history: pd.DataFrame, measures: Iterable[Measure], wanted: Iterable[Period]) -> pd.DataFrame:
    """Add the figures of longer periods that no return states but the shorter ones in them give.

    Counts over a period add up; percentages and rates are pooled from their numerators and denominators, and not
    derived without them; a snapshot, a running total and a rolling year are the last figure within. What was returned
    is never derived (rules.md, "Direction of travel": last year's outturn; issue 4, "Bases").

    Parameters
    ----------
    history
        One row a measure and period.
    measures
        The framework's.
    wanted
        The periods to derive where they are missing.

    Returns
    -------
    pandas.DataFrame
        The history with the derived rows added; each keeps the words and the source of its last part.
    """
    asked = set(wanted)
    terms = pd.DataFrame(
        {"ref": measure.ref, "unit": measure.unit, "within": measure.basis is Basis.PERIOD} for measure in measures
    )
    if history.empty or terms.empty or not asked:
        return history
    known = history
    for kind, choices in PARTS.items():
        wholes = _wholes(kind, asked)
        for part in choices:
            known = pd.concat([known, _derived(known, terms, wholes, part)], ignore_index=True)
    derived = known.iloc[len(history) :]
    kept = derived[derived["period"].isin(asked)]
    return pd.concat([history, kept], ignore_index=True)[history.columns] if len(kept) else history


def wanted_periods(history: pd.DataFrame, period: Period) -> list[Period]:
    """List the periods that an edition may set a figure beside: those of its own kind, and the years that are over.

    Parameters
    ----------
    history
        One row a measure and period: no period before the first of these is wanted.
    period
        The edition's.

    Examples
    --------
    >>> history = pd.DataFrame({"period": [Period.parse("2018-05"), Period.parse("2018-06")]})
    >>> [str(each) for each in wanted_periods(history, Period.parse("2018-19-q2"))]
    ['2018-19-q1', '2018-19-q2']
    """
    first = min((each.start for each in history["period"].unique()), default=period.start)
    found = []
    for at in {period, period.financial_year}:
        while at.end >= first:
            if at.end <= period.end:
                found.append(at)
            at = at.shift(-1)
    return sorted(set(found))


def not_derived(history: pd.DataFrame, asked: pd.DataFrame, measures: Iterable[Measure]) -> pd.Series[str]:
    """Say of figures that are not there why the shorter periods in theirs did not give them.

    Parameters
    ----------
    history
        One row a measure and period, with what was derived.
    asked
        Columns `ref` and `period` (``None``: no figure is asked for).
    measures
        The framework's.

    Returns
    -------
    pandas.Series
        Words that follow "there is no figure, because", indexed as `asked`; empty where there is one, or where nothing
        was sent for any part of its period.
    """
    terms = {measure.ref: measure for measure in measures}
    said = pd.Series("", index=asked.index, dtype="str")
    here = pd.MultiIndex.from_frame(history[_KEY])
    periods = {ref: set(mine) for ref, mine in history.groupby("ref")["period"]}
    lacking = asked[asked["period"].notna() & asked["ref"].isin(periods)]
    lacking = lacking[~pd.MultiIndex.from_frame(lacking[_KEY]).isin(here)]
    for index, ref, period in lacking.itertuples():
        said.loc[index] = _why(terms[ref], period, periods[ref])
    return said


def _why(measure: Measure, period: Period, sent: set[Period]) -> str:
    for kind in reversed(PARTS.get(period.kind, ())):
        parts = list(_parts(period, kind))
        held = [part for part in parts if part in sent]
        if held and measure.basis is not Basis.PERIOD:
            return f"no figure was sent for {parts[-1].label}, the last {kind.value} in it"
        if held and len(held) < len(parts):
            lost = next(part for part in parts if part not in sent)
            return f"only {len(held)} of its {len(parts)} {kind.value}s were sent: {lost.label} is not there"
        if held:
            return (
                f"the figures of its {len(parts)} {kind.value}s were sent without the numbers they are made of, "
                "and percentages and averages cannot be added up"
            )
    return ""


def _parts(whole: Period, kind: Kind) -> Iterator[Period]:
    """Give the periods of a kind that fill a longer one, in order; none where they do not fit."""
    part = Period.ending(kind, whole.end)
    count = whole.kind.months // kind.months
    if part is not None and part.shift(1 - count).start == whole.start:
        yield from (part.shift(1 - back) for back in range(count, 0, -1))


def _wholes(kind: Kind, asked: set[Period]) -> list[Period]:
    """List the periods of a kind to derive: those asked for, and those that longer ones asked for are made of."""
    longer = [whole for whole in asked if kind in PARTS.get(whole.kind, ())]
    within = {part for whole in longer for part in _parts(whole, kind)}
    return sorted({period for period in asked if period.kind is kind} | within)


def _derived(known: pd.DataFrame, terms: pd.DataFrame, wholes: list[Period], kind: Kind) -> pd.DataFrame:
    """Derive longer periods from the parts of one kind, wherever all that their basis asks for are there."""
    place = {part: number for number, whole in enumerate(wholes) for part in _parts(whole, kind)}
    last = {part for whole in wholes for part in list(_parts(whole, kind))[-1:]}
    number = known["period"].map(place)
    rows = known[number.notna()].assign(whole=number.dropna().astype("int64"))
    rows = rows.merge(terms, on="ref").sort_values(["ref", "whole", "period"], ignore_index=True)
    if rows.empty:
        return known.iloc[:0]
    rows = rows.assign(latest=rows["period"].isin(last), broken=marked(rows["marker"], Marker.BREAK))
    group = rows.groupby(["ref", "whole"])
    full = group["period"].transform("size") * kind.months == rows["whole"].map(lambda each: wholes[each].kind.months)
    rows["broken"] = group["broken"].transform("any")
    sums = _summed(rows[rows["within"] & full])
    made = pd.concat([sums, _last(rows[~rows["within"] & rows["latest"]])], ignore_index=True)
    made["period"] = made["whole"].map(dict(enumerate(wholes))).astype("object")
    made = made[~pd.MultiIndex.from_frame(made[_KEY]).isin(pd.MultiIndex.from_frame(known[_KEY]))]
    # A forecast is of the year's outturn: beside the outturn itself it says nothing.
    over = made["period"].map(lambda period: period.kind is Kind.YEAR).astype(bool)
    return made.assign(forecast=made["forecast"].mask(over))[known.columns]


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    """Bring the parts of each longer period to one figure, with the words and the source of the last."""
    if rows.empty:
        return rows
    group = rows.groupby(["ref", "whole"]).ngroup().to_numpy("int64")
    sums = pooled(rows, group, rows["unit"])
    lasts = rows[rows["latest"]].reset_index(drop=True)
    made = lasts.assign(
        **{name: sums[name] for name in ("value", "numerator", "denominator", "marker")},
        first_value=np.nan,  # no return ever stated a sum
    )
    return made[~sums["without_parts"].to_numpy(bool)]


def _last(rows: pd.DataFrame) -> pd.DataFrame:
    """Take the last figure within a period; a break anywhere within it parts it from the period before."""
    broken = rows["broken"] & ~marked(rows["marker"], Marker.BREAK)
    return rows.assign(marker=rows["marker"].where(~broken, (rows["marker"] + " b").str.strip()))
