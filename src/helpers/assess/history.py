"""What is known of measures over time, as one pack may see it. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.assess.disclosure.control import controlled
from helpers.assess.disclosure.kept import kept_editions
from helpers.assess.disclosure.returns import without_hashes
from helpers.assess.figures.derive import wanted_periods, with_derived
from helpers.assess.figures.look_up import NUMBERS
from helpers.assess.figures.predecessors import with_predecessors
from helpers.assess.figures.restate import latest
from helpers.assess.figures.rounding import round_half_up
from helpers.model.council import Council, Pack
from helpers.model.measure import Measure
from helpers.model.period import Period


def history_of(
    measures: Iterable[Measure], council: Council, period: Period, pack: Pack, observations: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[tuple[str, Period], ...]]:
    """Give one row a measure and period: the latest statement, with what follows from others, controlled and rounded.

    Parameters
    ----------
    measures
        Whose figures are wanted.
    observations
        As :func:`helpers.collect.returns.read_returns` gives them, of any measures.

    Returns
    -------
    tuple
        The rows, with `unrounded` besides and figures at their measure's decimals; and the measures and periods of
        which a withheld count can be told even so.
    """
    held = tuple(measures)
    mine = observations[observations["ref"].isin({measure.ref for measure in held})]
    found = with_predecessors(latest(mine), held, council)
    found = with_derived(found, held, wanted_periods(found, period))
    told: tuple[tuple[str, Period], ...] = ()
    if pack not in council.disclosure.exempt_packs:
        before = kept_editions(held, council, period, mine)
        made = controlled(found, held, council.disclosure, before)
        found, told = without_hashes(made.history, observations, held), made.told
    decimals = found["ref"].map({measure.ref: measure.decimals for measure in held}).astype("int64")
    found = found.astype(dict.fromkeys(NUMBERS, "float64")).assign(unrounded=lambda rows: rows["value"])
    for name in ("value", "forecast", "first_value"):
        found[name] = round_half_up(found[name], decimals)
    return found.sort_values(["ref", "period"], ignore_index=True), told
