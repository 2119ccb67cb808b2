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
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.assess.others.ranks import ranked
from helpers.collect.benchmarks import FILE_COLUMNS
from helpers.collect.national import Wanted, read_national
from helpers.model.measure import Measure
from helpers.model.period import Period

COUNCILS, MEASURES, QUARTERS = 317, 150, 40
REFS = [f"M{number:03d}" for number in range(MEASURES)]
BETTER = ("lower", "higher")


def make(file: str) -> None:
    """Write figures such as councils send: one decimal, many ties, one in thirty not reported."""
    chance = np.random.default_rng(1)
    quarters = [f"{2009 + n // 4}-{(10 + n // 4) % 100:02d}-q{n % 4 + 1}" for n in range(QUARTERS)]
    index = pd.MultiIndex.from_product(
        [REFS, quarters, [f"Council {n:03d}" for n in range(COUNCILS)]],
        names=["ref", "period", "area"],
    )
    rows = index.to_frame(index=False).assign(group="England")
    rows["value"] = np.round(chance.normal(50, 15, len(rows)), 1)
    rows.loc[chance.random(len(rows)) < 1 / 30, "value"] = np.nan
    rows.sample(frac=1, random_state=1).to_parquet(file, index=False)


def rank(file: str) -> None:
    """Print seconds of reading, seconds of ranking, and the most megabytes that the process ever held."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:2]))
    measures = {
        ref: Measure(ref=ref, title=ref, unit="%", polarity=BETTER[number % 2], directorate="all")
        for number, ref in enumerate(REFS)
    }
    start = time.perf_counter()
    wanted = Wanted(measures, Period.parse("2018-19-q4"))
    rows = read_national(Path(file), "national.parquet", wanted, FILE_COLUMNS, FILE_COLUMNS[:5]).rows
    better = {ref: measure.polarity.value for ref, measure in measures.items()}
    polarity = pd.Categorical.from_codes(
        np.array([BETTER.index(better[ref]) for ref in rows["ref"].cat.categories])[rows["ref"].cat.codes], BETTER
    )
    rows = rows.drop(columns="row").assign(polarity=polarity)
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
