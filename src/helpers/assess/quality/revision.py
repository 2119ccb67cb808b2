"""Tell which published figures a return has since stated otherwise. May import `model`."""

from __future__ import annotations

import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.assess.figures.rounding import round_half_up
from helpers.assess.quality.past import days_of
from helpers.assess.quality.reason import none_of, plain
from helpers.model.observation import Marker
from helpers.model.period import Period

_KEY = ["ref", "period"]
_EXPECTED = (Marker.PROVISIONAL, Marker.ESTIMATED, Marker.FORECAST)
"""A figure sent with one of these was promised to change."""


def revised(figures: pd.DataFrame, history: pd.DataFrame, observations: pd.DataFrame, period: Period) -> pd.Series[str]:
    """Tell of a measure of which this period's return states a published figure otherwise, or marks its own so.

    What was provisional, estimated or forecast when it was published is expected to be revised, and a change that no
    reader sees is none. One reason a measure names the latest of the periods and says how many there are.

    Parameters
    ----------
    history
        One row a measure and period, after disclosure control: what is not in it is not spoken of.
    observations
        Every statement of every return; of measures that disclosure control rounds, the history alone is asked.
    period
        The edition's.
    """
    open_refs = set(figures.loc[~figures["rounded"], "ref"])
    stated = _restated(observations[observations["ref"].isin(open_refs)], period)
    held = history.loc[history["return_period"] == period, [*_KEY, "value", "first_value", "marker"]]
    seen = held.merge(stated, on=_KEY, how="left")
    hidden = ~seen["ref"].isin(open_refs) & marked(seen["marker"], Marker.REVISED)
    seen["was"] = seen["was"].where(~hidden, seen["first_value"])
    places = seen["ref"].map(figures.set_index("ref")["decimals"])
    seen = seen[places.notna()]
    seen["was"] = round_half_up(seen["was"], places.dropna().astype("int64"))
    changed = seen[seen["was"].notna() & seen["value"].notna() & (seen["was"] != seen["value"])]
    marked_so = observations[marked(observations["marker"], Marker.REVISED) & (observations["return_period"] == period)]
    return pd.concat([_of_earlier(figures, changed), _of_own(figures[~figures["ref"].isin(changed["ref"])], marked_so)])


def _restated(observations: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Give what a figure was before this period's return stated it, where it stood in a return before."""
    given = observations.dropna(subset=["value"])
    if "area" in given:  # three predecessors' figures of one period are no restatements of each other
        given = given[given["area"] == ""]
    again = given.loc[given.duplicated(_KEY, keep=False), [*_KEY, "value", "marker", "return_period"]]
    ordered = again.assign(returned=days_of(again["return_period"], last=True)).sort_values("returned", kind="stable")
    before = ordered.groupby(_KEY, sort=False)[["value", "marker"]].shift()
    ordered = ordered.assign(was=before["value"], marked_then=before["marker"].fillna(""))
    last = ordered.groupby(_KEY, sort=False).tail(1)
    now = (last["return_period"] == period).to_numpy(bool) & last["was"].notna().to_numpy(bool)
    surprising = now & ~marked(last["marked_then"], *_EXPECTED)
    made: pd.DataFrame = last.loc[surprising, [*_KEY, "was"]]
    return made


def _of_earlier(figures: pd.DataFrame, changed: pd.DataFrame) -> pd.Series[str]:
    if changed.empty:
        return none_of(figures)
    rows = pd.Series(figures.index, index=figures["ref"])
    listed = changed.assign(row=changed["ref"].map(rows), end=days_of(changed["period"], last=True))
    listed = listed.sort_values("end", kind="stable")
    latest = listed.groupby("row").tail(1).set_index("row")
    others = listed.groupby("row").size().reindex(latest.index) - 1
    labels = pd.Series([about.label for about in latest["period"]], index=latest.index, dtype="str")
    said = labels + " was revised from " + plain(latest["was"]) + " to " + plain(latest["value"])
    more = others.map(_words_of_others).astype("str")
    return said + " since it was published" + more


def _words_of_others(count: int) -> str:
    if not count:
        return ""
    return ", as was 1 period before it" if count == 1 else f", as were {count} periods before it"


def _of_own(figures: pd.DataFrame, marked_so: pd.DataFrame) -> pd.Series[str]:
    """Tell of a figure that its own return marks as revised, where what it was before is not known."""
    keys = set(zip(marked_so["ref"], marked_so["period"], strict=True))
    own = [key in keys for key in zip(figures["ref"], figures["about"], strict=True)]
    found = figures[pd.Series(own, figures.index, "bool") & figures["shown"].notna() & ~figures["rounded"]]
    return pd.Series("the figure was revised since it was first sent in", index=found.index, dtype="str")
