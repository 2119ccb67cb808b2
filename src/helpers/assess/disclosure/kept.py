"""State what every earlier edition stated, all of them at once: readers may have kept them. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.disclosure.sums import concerned_by_control
from helpers.assess.figures.derive import wanted_periods, with_derived
from helpers.assess.figures.predecessors import with_predecessors
from helpers.assess.figures.restate import KEY, in_order_of_returns
from helpers.model.council import Council
from helpers.model.measure import Measure
from helpers.model.period import Period

_CONTROLLED = ["ref", "period", "value", "numerator", "denominator", "forecast", "first_value", "marker"]
"""What of a row bears upon what else is withheld."""


def kept_editions(
    measures: Iterable[Measure], council: Council, period: Period, observations: pd.DataFrame
) -> list[pd.DataFrame]:
    """Give the history that each earlier edition was made from, before disclosure control, the oldest first.

    Wherever there is a return there was an edition. Each edition's measures are taken for measures of their own, so
    that predecessors are summed and longer periods derived once for all.

    Parameters
    ----------
    measures
        The framework's; only those that disclosure control acts on are in the histories.
    observations
        Every row of every return.
    """
    concerned = concerned_by_control(measures)
    mine = in_order_of_returns(observations[observations["ref"].isin({measure.ref for measure in concerned})])
    editions = sorted(at for at in mine["return_period"].unique() if at.end < period.end)
    if not editions:
        return []
    after = mine["return_period"].map({at: number for number, at in enumerate(editions)}).fillna(len(editions))
    numbers = range(len(editions))
    frames = [mine[after <= number].drop_duplicates(KEY, keep="last").assign(edition=number) for number in numbers]
    wanted = [set(wanted_periods(frame, at)) for frame, at in zip(frames, editions, strict=True)]
    every = pd.concat(frames, ignore_index=True).assign(first_value=np.nan)
    every["ref"] = every["edition"].astype("str") + " " + every["ref"]
    each = [
        measure.model_copy(update={"ref": f"{number} {measure.ref}"}) for number in numbers for measure in concerned
    ]
    stated = with_predecessors(every, each, council)
    whole = with_derived(stated, each, set().union(*wanted))
    whole["ref"] = whole["ref"].str.partition(" ")[2]
    asked = [at in wanted[number] for at, number in zip(whole["period"], whole["edition"], strict=True)]
    shown = np.array(asked, dtype=bool) | (np.arange(len(whole)) < len(stated))
    by_edition = whole.loc[shown, _CONTROLLED].groupby(whole.loc[shown, "edition"])
    return [frame.reset_index(drop=True) for _, frame in by_edition]
