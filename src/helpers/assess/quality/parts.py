"""Hold a figure against its own parts, and a percentage against its bounds. Imports nothing of the house above."""

from __future__ import annotations

import pandas as pd

from helpers.assess.figures.scale import scales_of
from helpers.assess.quality.past import MOST_PLACES
from helpers.assess.quality.reason import none_of, plain, with_places

_NEAR = 1e-9


def outside_percent(figures: pd.DataFrame) -> pd.Series[str]:
    """Doubt a percentage below 0 or above 100, as it is published."""
    found = figures[(figures["unit"] == "%") & ((figures["shown"] < 0) | (figures["shown"] > 100))]
    return plain(found["shown"]) + "% lies outside 0 to 100"


def parts_disagree(figures: pd.DataFrame, history: pd.DataFrame) -> pd.Series[str]:
    """Doubt a percentage or rate that its numerator and denominator do not give.

    Half a step of the last published decimal is rounding; so is half a step of the last decimal sent, where more were
    sent. A unit such as ``%`` or ``per 1,000 households`` says what the quotient is multiplied by; for another
    (``days``), the measure's own figures do, and where these do not settle on one scale nothing is said. A count is no
    quotient of its parts.

    Parameters
    ----------
    history
        One row a measure and period: all of them tell the scale.
    """
    quotient = (figures["unit"] != "count") & (figures["denominator"] > 0) & figures["numerator"].notna()
    asked = figures[quotient & figures["shown"].notna() & ~figures["rounded"]]
    if asked.empty:
        return none_of(figures)
    series = history[history["ref"].isin(asked["ref"])]
    group = pd.Index(asked["ref"]).get_indexer(series["ref"])
    scale = pd.Series(scales_of(asked["unit"], series, group), index=asked.index)
    worked_out = scale * asked["numerator"] / asked["denominator"]
    off = (worked_out - asked["shown"]).abs() > 0.5 * 10.0 ** -asked["decimals"] + _NEAR
    finer = (asked["places"] > asked["decimals"]) & (asked["places"] <= MOST_PLACES)
    rounded_on_the_way = (worked_out - asked["unrounded"]).abs() <= 0.5 * 10.0 ** -asked["places"] + _NEAR
    found = asked[worked_out.notna() & off & ~(finer & rounded_on_the_way)]
    sign = found["unit"].where(found["unit"] == "%", "")
    parts = plain(found["numerator"]) + " of " + plain(found["denominator"])
    given = with_places(worked_out[found.index], found["decimals"])
    return parts + " is " + given + sign + ", not " + plain(found["shown"]) + sign
