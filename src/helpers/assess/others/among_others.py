"""Place every measure of an edition among other councils: their figures, the comparisons, and what the files say of us.

May import `model`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.assess.others.benchmark import comparisons, main_comparison, written
from helpers.assess.others.own_figure import disagreements
from helpers.assess.others.peers import comparable
from helpers.model.council import Council
from helpers.model.framework import Framework

PEERS = (
    "group", "group_name", "ref", "period", "area", "value", "marker", "numerator", "denominator", "compared",
)  # fmt: skip
"""Columns of the peers: `compared` is what is ranked, a rate where `value` is a count."""

FIGURES = ("ref", "about", "value", "denominator", "unit", "polarity", "benchmark_group")
"""What of a measure is compared."""


@dataclass(frozen=True)
class AmongOthers:
    """What comparing an edition gives.

    Attributes
    ----------
    table
        The measures, with the comparison with each one's main group.
    peers
        :data:`PEERS`, one row a group, measure and other council, for the period that the measure is about.
    comparisons
        One row a measure and group.
    signals
        Where a benchmark file holds another figure for us than our return.
    """

    table: pd.DataFrame
    peers: pd.DataFrame
    comparisons: pd.DataFrame
    signals: pd.DataFrame


def among_others(table: pd.DataFrame, benchmarks: pd.DataFrame, framework: Framework, council: Council) -> AmongOthers:
    """Compare every measure of an edition (rules.md, "Benchmarking").

    Parameters
    ----------
    table
        One row a measure, after disclosure control: `ref`, `about`, `value`, `denominator`, `unit`, `polarity`,
        `benchmark_group`, `decimals`, `sensitive`.
    benchmarks
        As :func:`helpers.collect.benchmarks.read_benchmarks` gives them.

    Returns
    -------
    AmongOthers
        Nothing in it comes from a figure of ours that the pack may not see: a row of a file about ourselves is not
        passed on, and a suppressed figure has no place.
    """
    found = comparable(benchmarks, framework.measures, council.areas, council.predecessors)
    figures = table[list(FIGURES)].rename(columns={"about": "data_period"})
    compared = comparisons(figures, found.others)
    main = main_comparison(figures, compared)
    asked = set(zip(compared["ref"], compared["group"], compared["period"], strict=True))
    others = found.others.reindex(columns=list(PEERS))
    used = [key in asked for key in zip(others["ref"], others["group"], written(others["period"]), strict=True)]
    return AmongOthers(
        table.assign(**{str(name): main[name] for name in main}),
        others.loc[pd.Series(used, others.index, dtype=bool)].reset_index(drop=True),
        compared,
        disagreements(table, found.own),
    )
