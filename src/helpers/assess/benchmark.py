"""Compare a figure with those of other councils: rank, quartile, median, and who did not report."""

from __future__ import annotations

import numpy as np
import pandas as pd

COLUMNS = (
    "benchmark_group",
    "benchmark_n",
    "benchmark_rank",
    "benchmark_quartile",
    "benchmark_median",
    "benchmark_missing",
)


def benchmark(figures: pd.DataFrame, peers: pd.DataFrame) -> pd.DataFrame:
    """Rank figures among those of the same measure, period and group.

    Like is compared with like: peers of another period are left out, and a measure counted in whole numbers of cases
    is never ranked, because councils differ in size (rules.md, "Benchmarking").

    Parameters
    ----------
    figures
        Columns `ref`, `data_period`, `value`, `polarity`, `unit`, `benchmark_group`.
    peers
        Columns `ref`, `period`, `group`, `area`, `value`; our own council is not in it. Rounded as `figures` are.

    Returns
    -------
    pandas.DataFrame
        Indexed as `figures`. Rank 1 is the best, ties share the better rank, `benchmark_n` counts us and those who
        reported; quartile 1 is the best quarter.

    Examples
    --------
    >>> ours = pd.DataFrame({"ref": ["TA"], "data_period": ["2019-20-q2"], "value": [1.75], "polarity": ["lower"],
    ...     "unit": ["per 1,000"], "benchmark_group": ["unitaries"]})
    >>> theirs = pd.DataFrame({"ref": ["TA"] * 3, "period": ["2019-20-q2"] * 3, "group": ["unitaries"] * 3,
    ...     "area": ["A", "B", "C"], "value": [1.2, 3.4, None]})
    >>> compared = benchmark(ours, theirs).iloc[0]
    >>> int(compared["benchmark_rank"]), int(compared["benchmark_n"]), compared["benchmark_missing"]
    (2, 3, 'C')
    """
    made = pd.DataFrame(index=figures.index, columns=list(COLUMNS), dtype="object")
    made[["benchmark_group", "benchmark_missing"]] = ""
    groups = dict(iter(peers.groupby(["ref", "period", "group"])))
    for index, figure in figures.iterrows():
        theirs = groups.get((figure["ref"], figure["data_period"], figure["benchmark_group"]))
        if theirs is not None and figure["unit"] not in ("count", "£"):
            made.loc[index] = pd.Series(_compared(figure, theirs))
    return made.astype(dict.fromkeys(COLUMNS[1:5], "float64"))


def _compared(figure: pd.Series, theirs: pd.DataFrame) -> dict[str, object]:
    reported = theirs["value"].dropna().to_numpy("float64")
    silent = "; ".join(sorted(theirs.loc[theirs["value"].isna(), "area"]))
    ours = float(figure["value"])
    everyone = np.append(reported, ours) if not np.isnan(ours) else reported
    made: dict[str, object] = {
        "benchmark_group": figure["benchmark_group"],
        "benchmark_n": len(everyone),
        "benchmark_median": float(np.median(everyone)) if len(everyone) else float("nan"),
        "benchmark_missing": silent,
    }
    if not np.isnan(ours) and figure["polarity"] in ("higher", "lower"):
        better = reported > ours if figure["polarity"] == "higher" else reported < ours
        rank = int(better.sum()) + 1
        made |= {"benchmark_rank": rank, "benchmark_quartile": 1 + 4 * (rank - 1) // len(everyone)}
    return made
