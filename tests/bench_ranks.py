"""Rank a national file in a process of its own, for `tests/bench.py`: prints seconds of reading, of ranking, and MB.

python tests/bench_ranks.py make FILE    writes 317 councils x 150 measures x 40 quarters, shuffled
python tests/bench_ranks.py rank FILE    ranks and quartiles them on two cores
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import time

import numpy as np
import pandas as pd
import pyarrow.parquet

from helpers.assess.others.ranks import ranked

COUNCILS, MEASURES, QUARTERS = 317, 150, 40
TEXTS = ["ref", "period", "group", "area", "polarity"]


def make(file: str) -> None:
    """Write figures such as councils send: one decimal, many ties, one in thirty not reported."""
    chance = np.random.default_rng(1)
    quarters = [f"{2009 + n // 4}-{(10 + n // 4) % 100:02d}-q{n % 4 + 1}" for n in range(QUARTERS)]
    index = pd.MultiIndex.from_product(
        [[f"M{n:03d}" for n in range(MEASURES)], quarters, [f"Council {n:03d}" for n in range(COUNCILS)]],
        names=["ref", "period", "area"],
    )
    rows = index.to_frame(index=False).assign(group="England")
    rows["polarity"] = np.where(index.codes[0] % 2, "higher", "lower")
    rows["value"] = np.round(chance.normal(50, 15, len(rows)), 1)
    rows.loc[chance.random(len(rows)) < 1 / 30, "value"] = np.nan
    rows.sample(frac=1, random_state=1).to_parquet(file, index=False)


def rank(file: str) -> None:
    """Print seconds of reading, seconds of ranking, and the most megabytes that the process ever held."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:2]))
    start = time.perf_counter()
    table = pyarrow.parquet.read_table(file, read_dictionary=TEXTS)
    rows = table.to_pandas(self_destruct=True, split_blocks=True)
    del table
    read = time.perf_counter()
    found = ranked(rows)
    done = time.perf_counter()
    if len(found.rows) != COUNCILS * MEASURES * QUARTERS or len(found.groups) != MEASURES * QUARTERS:
        raise SystemExit("not every council was ranked")
    unit = 2**20 if platform.system() == "Darwin" else 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(read - start, done - read, peak)  # noqa: T201


if __name__ == "__main__":
    {"make": make, "rank": rank}[sys.argv[1]](sys.argv[2])
