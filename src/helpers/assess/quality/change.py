"""Doubt how a figure moved since the one before it: not at all, ten-fold, or in another unit. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.figures.marker import marked
from helpers.assess.quality.past import MOST_PLACES
from helpers.assess.quality.reason import none_of, plain
from helpers.model.council import QualityScheme
from helpers.model.measure import Measure
from helpers.model.observation import Marker


def unchanged(figures: pd.DataFrame) -> pd.Series[str]:
    """Ask about a figure that is that of the period before to the last decimal; a rounded one tells nothing."""
    same = figures[(figures["shown"] == figures["previous"]) & ~figures["rounded"]]
    return plain(same["shown"]) + " is the same as the period before, to the last decimal"


def ten_fold(figures: pd.DataFrame, scheme: QualityScheme) -> pd.Series[str]:
    """Doubt a figure ten times the one before it, or a tenth of it, on the same side of nought.

    A running total is held against the same period last year. A break in the series explains a jump.
    """
    now, before = figures["shown"], figures["before"]
    more, less = np.maximum(now.abs(), before.abs()), np.minimum(now.abs(), before.abs())
    jumped = (np.sign(now) == np.sign(before)) & (less > 0) & (more >= less * scheme.jump * (1 - 1e-12))
    found = figures[jumped]
    grown = (found["shown"].abs() > found["before"].abs()).to_numpy(bool)
    ten = scheme.jump == 10
    ways = ("ten times", "a tenth of") if ten else (f"{scheme.jump:g} times", f"1/{scheme.jump:g} of")
    way = pd.Series(np.where(grown, *ways), index=found.index, dtype="str")
    beyond = pd.Series(np.where(grown, ", or more", ", or less"), index=found.index, dtype="str")
    whose = pd.Series(np.where(found["cumulative"], " of a year before", " before"), index=found.index, dtype="str")
    return plain(found["shown"]) + " is " + way + " the " + plain(found["before"]) + whose + beyond


def unit_changed(figures: pd.DataFrame, earlier: Iterable[Measure]) -> pd.Series[str]:
    """Ask about a figure whose measure had another unit in the period before.

    Parameters
    ----------
    earlier
        Measures of the same refs as the framework held them before.
    """
    crossed = _crossed(figures, earlier)
    found = crossed[crossed["unit"] != crossed["unit_before"]]
    return "the unit was " + found["unit_before"] + " before and is " + found["unit"] + " now"


def decimals_changed(figures: pd.DataFrame, series: pd.DataFrame, earlier: Iterable[Measure]) -> pd.Series[str]:
    """Ask about a figure sent with more decimals than ever before, or whose measure is now published with others.

    More decimals than ever, and than the framework asks for, mean that the figure is now worked out in another way. A
    figure sent with fewer cannot be told from one that ends in a nought. An estimate is expected to look different.
    """
    crossed = _crossed(figures, earlier)
    defined = crossed[crossed["decimals"] != crossed["decimals_before"]]
    said = defined["decimals_before"].astype("str") + " decimals were published before and "
    said = said + defined["decimals"].astype("str") + " are now"
    most = figures["ref"].map(series.dropna(subset=["unrounded"]).groupby("ref")["places"].max()).astype("float64")
    finer = figures["stated"] & (figures["places"] > most) & (figures["places"] > figures["decimals"])
    finer &= ~figures["rounded"] & figures["shown"].notna() & ~marked(figures["marker"], Marker.ESTIMATED)
    sent = figures[finer & ~figures.index.isin(said.index)]
    places = pd.Series([_places_words(count) for count in sent["places"]], index=sent.index, dtype="str")
    had = most[sent.index].map(lambda count: f"{int(count)}" if count else "none").astype("str")
    return pd.concat([said, "the figure was sent " + places + ", where it never had more than " + had])


def _places_words(count: int) -> str:
    return "unrounded" if count > MOST_PLACES else f"with {count} decimals"


def _crossed(figures: pd.DataFrame, earlier: Iterable[Measure]) -> pd.DataFrame:
    """Keep the figures whose period before lies under an earlier definition, and set that beside them."""
    versions = [
        (measure.ref, measure.unit, measure.decimals, measure.last.end) for measure in earlier if measure.last
    ]  # fmt: skip
    if not versions:
        empty = none_of(figures)
        return figures.iloc[:0].assign(unit_before=empty, decimals_before=empty.astype("int64"))
    frame = pd.DataFrame(versions, columns=["ref", "unit_before", "decimals_before", "until"])
    latest = frame.sort_values("until", kind="stable").groupby("ref").tail(1).set_index("ref")
    made = figures.join(latest, on="ref")
    ended = [
        bool(before and pd.notna(until) and before.end <= until)
        for before, until in zip(made["previous_period"], made["until"], strict=True)
    ]
    comparable = made["previous_comparable"].notna() & made["shown"].notna()
    return made[np.array(ended, dtype=bool) & comparable.to_numpy(bool)]
