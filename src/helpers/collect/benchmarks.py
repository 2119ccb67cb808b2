"""Read what other councils reported: neighbour groups and national files, always from files, never from code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
import pandas as pd

from helpers.collect.benchmark_rows import KEY, NUMBERS, ROW, TEXTS, checked, in_columns
from helpers.collect.council import read_council
from helpers.collect.groups import AREAS, GROUPS, Groupings, read_groups
from helpers.collect.membership import in_groups
from helpers.collect.national import Wanted, read_national
from helpers.collect.source import parquet_files, sources
from helpers.collect.table_file import check_columns
from helpers.model.council import Council
from helpers.model.errors import Problem, Refused
from helpers.model.framework import Framework
from helpers.model.group import EVERYONE, spelt_alike
from helpers.model.measure import Measure
from helpers.model.period import Period
from helpers.model.workspace import Workspace

FILE_COLUMNS = (*KEY, *NUMBERS, *TEXTS[4:])
BENCHMARK_COLUMNS = (
    "group", "ref", "period", "area", "value", "marker", "numerator", "denominator", "group_name", "part_of",
)  # fmt: skip
"""Columns of what is read, one row a group, measure, period and council."""


@dataclass(frozen=True)
class _File:
    """One file's rows, in columns, and every council that it names."""

    label: str
    rows: pd.DataFrame
    areas: frozenset[str]


def read_benchmarks(workspace: Workspace, framework: Framework, through: Period) -> pd.DataFrame:
    """Read every file of ``data/benchmarks/``.

    Like is compared with like: a row that says in which unit or by which definition it was counted must say the
    measure's own (rules.md, "Benchmarking"). Of a parquet file, no more is read than is compared; see
    :func:`helpers.collect.national.read_national`. The same rows give the same whether they come as CSV or as parquet.

    Returns
    -------
    pandas.DataFrame
        :data:`BENCHMARK_COLUMNS`, up to the edition's period; `value` is NaN where the council did not report, and
        `marker` says why. `part_of` names the council for which a predecessor's row stands, to be summed; see
        :func:`helpers.collect.membership.in_groups`. Our own rows that no group holds have an empty `group`.

    Raises
    ------
    Refused
        With every problem of every file.
    """
    groupings, council = read_groups(workspace), read_council(workspace)
    measures = {measure.ref: measure for measure in framework.measures}
    files = _files(workspace, groupings, Wanted(measures, through, _wanted_areas(groupings, council)))
    rows = _checked(files, measures, bool(groupings.groups))
    spellings = groupings.spellings
    spelt = {area: spellings.get(spelt_alike(area), area) for area in rows["area"].unique()}
    rows["area"] = rows["area"].map(spelt).astype("str")
    if groupings.groups:
        named = {area for file in files for area in file.areas}
        groupings.refuse_unknown({*council.areas, *(spellings.get(spelt_alike(area), area) for area in named)})
    numbers, periods = pd.factorize(rows["period"])
    ended = np.array([period.end <= through.end for period in periods], dtype=bool)[numbers]
    known = rows.assign(period=numbers)[ended].reset_index(drop=True)
    read = in_groups(known, groupings, list(periods))[list(BENCHMARK_COLUMNS)]
    read = read.assign(period=pd.Index(periods, dtype="object").take(read["period"]))
    us = set(map(spelt_alike, council.areas))
    ours = {area for area in read["area"].unique() if spelt_alike(area) in us}
    before_us = [area.name for area in groupings.areas.values() if spelt_alike(area.successor) in us]
    # Whose place we took is no peer of ours; where these stand for us, they are summed.
    read = read[~(read["area"].isin(before_us) & (read["part_of"] == ""))]
    return read[(read["group"] != "") | read["area"].isin(ours)].reset_index(drop=True)


def _wanted_areas(groupings: Groupings, council: Council) -> frozenset[str] | None:
    """Name the councils that a file without groups can be asked for; ``None`` for everyone it knows."""
    listed = {area for group in groupings.groups.values() for area in group.areas}
    if not listed or EVERYONE in listed:
        return None
    return frozenset(map(spelt_alike, (*listed, *groupings.areas, *council.areas)))


def _files(workspace: Workspace, groupings: Groupings, wanted: Wanted) -> list[_File]:
    folder = (workspace.root / GROUPS).parent
    required = KEY[1:] + NUMBERS[:1] if groupings.groups else KEY + NUMBERS[:1]
    lists = {PurePosixPath(path).name for path in (GROUPS, AREAS)}
    files = []
    for source in sources(workspace, folder, "benchmarks"):
        if PurePosixPath(source.table.label).name not in lists:  # by name: data may be a link to a shared drive
            check_columns(source.table, FILE_COLUMNS, required)
            rows = in_columns(source.table)
            files.append(_File(source.table.label, rows, frozenset(rows["area"])))
    for path, label in parquet_files(workspace, folder):
        found = read_national(path, label, wanted, FILE_COLUMNS, required)
        files.append(_File(f"{label} (rows counted from 1)", found.rows, found.areas))
    return files


def _checked(files: list[_File], measures: Mapping[str, Measure], grouped: bool) -> pd.DataFrame:
    """Check the rows of every file, and refuse a council's figure that stands in them twice."""
    problems: list[Problem] = []
    made = []
    for file, again in zip(files, _again(files), strict=True):
        rows, found = checked(file.rows, file.label, measures, grouped, again)
        made.append(rows)
        problems.extend(found)
    if problems:
        raise Refused(problems)
    if not made:
        return pd.DataFrame(columns=[*KEY, *NUMBERS, "marker", "file", ROW]).astype(dict.fromkeys(NUMBERS, "float64"))
    return pd.concat(made, ignore_index=True)


def _again(files: list[_File]) -> list[dict[int, str]]:
    """Find the rows that say a council's figure again: by their position in each file, where it was said first."""
    if not files:
        return []
    keys = pd.concat([file.rows.assign(group=file.rows.get("group", ""))[[*KEY, ROW]] for file in files])
    keys = keys.assign(file=np.repeat(np.arange(len(files)), [len(file.rows) for file in files]))
    twice = keys[keys.duplicated(list(KEY), keep=False)]
    said = twice.groupby(list(KEY), observed=True, sort=False)[["file", ROW]].transform("first")
    found: list[dict[int, str]] = [{} for _ in files]
    later = twice.duplicated(list(KEY))
    for place, file, first, row in zip(
        twice.index[later], twice["file"][later], said["file"][later], said[ROW][later], strict=True
    ):
        found[file][place] = f"row {row}" + ("" if file == first else f" of {files[first].label}")
    return found
