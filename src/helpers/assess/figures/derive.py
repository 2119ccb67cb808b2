"""Add up months to quarters, and quarters to years, where the basis of a measure allows it. May import `model`."""

from __future__ import annotations

from collections import defaultdict
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
_FIGURE = ["value", "numerator", "denominator", "marker"]


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
    asked, terms = set(wanted), {measure.ref: measure for measure in measures}
    within = asked | {part for whole in asked for kind in PARTS.get(whole.kind, ()) for part in _parts(whole, kind)}
    keys = zip(history["ref"], history["period"], strict=True)
    mine = np.array([ref in terms and period in within for ref, period in keys], dtype=bool)
    if not mine.any():
        return history
    known = history.loc[mine, [*_KEY, *_FIGURE]].assign(row=np.flatnonzero(mine))
    for kind, choices in PARTS.items():
        wholes = _wholes(kind, asked)
        for part in choices:
            made = _derived(known, terms, wholes, part)
            known = pd.concat([known, made], ignore_index=True) if len(made) else known
    derived = known.iloc[mine.sum() :]
    kept = derived[derived["period"].isin(asked)]
    if kept.empty:
        return history
    made = history.iloc[kept["row"]].reset_index(drop=True).assign(**kept.drop(columns="row").reset_index(drop=True))
    # No return ever stated a sum; and a forecast is of the year's outturn: beside the outturn itself it says nothing.
    sums = np.array([terms[ref].basis is Basis.PERIOD for ref in made["ref"]], dtype=bool)
    over = np.array([period.kind is Kind.YEAR for period in made["period"]], dtype=bool)
    made = made.assign(first_value=made["first_value"].mask(sums), forecast=made["forecast"].mask(over))
    return pd.concat([history, made], ignore_index=True)


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
    sent: defaultdict[str, set[Period]] = defaultdict(set)
    for ref, period in zip(history["ref"], history["period"], strict=True):
        sent[ref].add(period)
    said = [
        _why(terms[ref], period, sent[ref]) if isinstance(period, Period) and period not in sent[ref] else ""
        for ref, period in zip(asked["ref"], asked["period"], strict=True)
    ]
    return pd.Series(said, index=asked.index, dtype="str")


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


def _derived(known: pd.DataFrame, terms: dict[str, Measure], wholes: list[Period], kind: Kind) -> pd.DataFrame:
    """Derive longer periods from the parts of one kind, wherever all that their basis asks for are there."""
    place = {part: at for at, part in enumerate(part for whole in wholes for part in _parts(whole, kind))}
    count = len(place) // max(len(wholes), 1)
    at = [place.get(period, -1) for period in known["period"]]
    have = set(zip(known["ref"], known["period"], strict=True))
    lacking = [number >= 0 and (ref, wholes[number // count]) not in have
               for ref, number in zip(known["ref"], at, strict=True)]  # fmt: skip
    if not any(lacking):
        return known.iloc[:0]
    rows = known.assign(at=at)[lacking].sort_values(["ref", "at"], ignore_index=True)
    whole, step = np.divmod(rows.pop("at").to_numpy("int64"), count)
    rows["period"] = pd.Series([wholes[number] for number in whole], dtype="object")
    group = np.unique(pd.factorize(rows["ref"])[0] * len(wholes) + whole, return_inverse=True)[1]
    adds = np.array([terms[ref].basis is Basis.PERIOD for ref in rows["ref"]], dtype=bool)
    full, latest = np.bincount(group)[group] == count, step == count - 1
    broken = np.bincount(group, marked(rows["marker"], Marker.BREAK))[group] > 0
    sums = _summed(rows[adds & full], group[adds & full], terms)
    return pd.concat([sums, _last(rows[~adds & latest], broken[~adds & latest])])


def _summed(rows: pd.DataFrame, group: np.ndarray, terms: dict[str, Measure]) -> pd.DataFrame:
    """Bring the parts of each longer period to one figure, that stands in the row of the last."""
    if rows.empty:
        return rows
    numbers = np.unique(group, return_inverse=True)[1]
    sums = pooled(rows, numbers, pd.Series([terms[ref].unit for ref in rows["ref"]], dtype="str"))
    lasts = rows[np.diff(group, append=-1) != 0].reset_index(drop=True)
    made: pd.DataFrame = lasts.assign(**sums[_FIGURE])[~sums["without_parts"]]
    return made


def _last(rows: pd.DataFrame, broken: np.ndarray) -> pd.DataFrame:
    """Take the last figure within a period; a break anywhere within it parts it from the period before."""
    here = marked(rows["marker"], Marker.BREAK)
    return rows.assign(marker=rows["marker"].where(here | ~broken, (rows["marker"] + " b").str.strip()))
