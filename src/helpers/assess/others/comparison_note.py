"""Say in plain words why figures are not compared, or what was done to make them comparable."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.assess.others.peers import RATE
from helpers.model.observation import Marker
from helpers.model.period import Period

NOT_RETURNED = "no figure of ours has been returned yet"
NO_RATE = "counts are compared as rates only, and there is nothing here to divide them by"
NOT_HELD = "no figures of these councils are held"
OURS_MISSING = "there is no rank without a figure of ours"
NO_BETTER = "there is no rank, because neither more nor less is better"
AS_RATE = f"compared as a rate per {RATE:,.0f}"


def notes(compared: pd.DataFrame, theirs: pd.DataFrame, used: pd.DataFrame) -> pd.Series[str]:
    """Write the note of each comparison; empty where there is nothing to say.

    Parameters
    ----------
    compared
        One row a measure and group: `ref`, `group`, `period`, `label`, `n`, `value`, `polarity`, `rate` and
        `without_rate`.
    theirs
        Every figure of other councils, of whatever period.
    used
        Those of the very period.

    Returns
    -------
    pandas.Series
        Indexed as `compared`.
    """
    nobody = ~compared["n"].gt(0)
    estimated = _estimated(compared, used)
    plain = ~nobody & ~compared["rate"] & compared["value"].notna() & compared["polarity"].isin(("higher", "lower"))
    if plain.all():
        return estimated
    none_for = "no figures for " + compared["label"]
    asked, known = _pair(compared), _pair(theirs)
    reported = theirs["value"].notna()
    latest = _latest(asked, theirs[reported], known[reported])
    held = asked.isin(known)
    without_rate = compared["without_rate"] | (compared["rate"] & ~asked.isin(known[reported]))
    why = np.select(
        [
            compared["period"].eq(""), without_rate, ~held, nobody & latest.ne(""), nobody,
            compared["value"].isna(), ~compared["polarity"].isin(("higher", "lower")),
        ],
        [
            NOT_RETURNED, NO_RATE, NOT_HELD, none_for + ": the latest are of " + latest, none_for,
            OURS_MISSING, NO_BETTER,
        ],
        "",
    )  # fmt: skip
    parts = pd.DataFrame({
        "why": why, "rate": np.where(compared["rate"] & ~nobody, AS_RATE, ""), "estimated": estimated,
    }, index=compared.index)  # fmt: skip
    said = parts.astype("str")
    joined = said["why"] + "; " + said["rate"] + "; " + said["estimated"]
    return joined.str.replace(r"(; )+", "; ", regex=True).str.strip("; ")


def _pair(frame: pd.DataFrame) -> pd.Series[str]:
    return frame["ref"].astype("str") + "|" + frame["group"].astype("str")


def _latest(asked: pd.Series[str], reported: pd.DataFrame, pairs: pd.Series[str]) -> pd.Series[str]:
    """Name the last period for which anyone of a measure's group reported."""
    last: dict[str, Period] = {}
    for pair, about in set(zip(pairs, reported["about"], strict=True)):
        last[pair] = max(about, last.get(pair, about))
    words = {pair: getattr(about, "label", str(about)) for pair, about in last.items()}
    return pd.Series([words.get(pair, "") for pair in asked], index=asked.index, dtype="str")


def _estimated(compared: pd.DataFrame, used: pd.DataFrame) -> pd.Series[str]:
    """Name the councils whose figures are estimates, such as sums of those that they replaced."""
    them = used[marked(used["marker"], Marker.ESTIMATED) & used["value"].notna()]
    if them.empty:
        return pd.Series("", index=compared.index, dtype="str")
    key = them["ref"].astype("str") + "|" + them["period"] + "|" + them["group"].astype("str")
    named = {pair: "estimated: " + ", ".join(sorted(areas)) for pair, areas in them["area"].groupby(key)}
    asked = compared["ref"] + "|" + compared["period"] + "|" + compared["group"]
    return asked.map(lambda key: named.get(key, "")).astype("str")
