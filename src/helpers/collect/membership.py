"""Put other councils' figures into the groups that name them. May import `model`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers.collect.groups import Groupings
from helpers.model.errors import Problem, Refused
from helpers.model.group import EVERYONE, Area, Group, GroupKind
from helpers.model.observation import Marker
from helpers.model.period import Period

KEY = ["group", "ref", "period", "area"]
_ABSENT: dict[str, Any] = {
    "value": float("nan"), "numerator": float("nan"), "denominator": float("nan"), "file": "", "row": 0,
    "marker": Marker.UNAVAILABLE.value,
}  # fmt: skip


def in_groups(rows: pd.DataFrame, groupings: Groupings, periods: Sequence[Period]) -> pd.DataFrame:
    """Give each row its groups (rules.md, "Benchmarking").

    A row that names its group belongs to it alone; any other belongs to every group that names its council. A council
    stands in a group only while it exists. Before the first period of a council whose predecessors the group does not
    name, these stand for it, to be summed: `part_of` names it. A council of a group that a file leaves out did not
    report, and has a row that says so.

    Parameters
    ----------
    rows
        Columns `group` (may be empty), `ref`, `period`, `area`, `value`, `numerator`, `denominator`, `marker`, and
        `file` and `row`, where each stands. Periods are given by number: a national file holds a few of them, a million
        times over.
    periods
        What the numbers of `period` stand for.

    Returns
    -------
    pandas.DataFrame
        With the columns `group_name` and `part_of`; rows that belong to no group are kept, their group empty.

    Raises
    ------
    Refused
        A council stands twice in a group, measure and period, once by name and once by the group's list.
    """
    if rows.empty or not (groupings.groups or groupings.areas):
        return rows.assign(group_name=rows["group"], part_of="")
    existing = rows.assign(part_of="")[_existed(rows, groupings, periods)]
    free = existing[existing["group"] == ""]
    listed = free.drop(columns="group").merge(_members(groupings, free), on="area", how="left").fillna({"group": ""})
    whole = pd.concat(
        [existing[existing["group"] != ""], listed[rows.columns.union(["part_of"], sort=False)]], ignore_index=True
    )
    _refuse_twice(whole)
    whole = _joined(whole, *(_parts(free, group, groupings, periods) for group in groupings.groups.values()))
    whole = _joined(whole, *(_silent(whole, group, groupings, periods) for group in groupings.groups.values()))
    names = {key: group.name for key, group in groupings.groups.items()}
    return whole.assign(group_name=whole["group"].map(lambda key: names.get(key, key)).astype("str"))


def _joined(first: pd.DataFrame, *others: pd.DataFrame) -> pd.DataFrame:
    full = [frame for frame in (first, *others) if len(frame)]
    return pd.concat(full, ignore_index=True) if full else first


def _existed(rows: pd.DataFrame, groupings: Groupings, periods: Sequence[Period]) -> np.ndarray:
    """Say which rows are about a council that was there in their period."""
    there = np.ones(len(rows), dtype=bool)
    bounded = rows["area"].isin(groupings.areas).to_numpy(bool)
    of = rows.loc[bounded, ["area", "period"]]
    there[bounded] = [
        groupings.areas[area].existed(periods[number]) for area, number in zip(of["area"], of["period"], strict=True)
    ]
    return there


def _members(groupings: Groupings, free: pd.DataFrame) -> pd.DataFrame:
    pairs = [
        (group.key, area)
        for group in groupings.groups.values()
        for area in (free["area"].unique() if EVERYONE in group.areas else group.areas)
    ]
    return pd.DataFrame(pairs, columns=["group", "area"]).astype("str")


def _refuse_twice(whole: pd.DataFrame) -> None:
    named = whole[whole["group"] != ""]
    twice = named[named.duplicated(KEY)]
    if len(twice):
        first = named[named.duplicated(KEY, keep=False)].drop_duplicates(KEY).set_index(KEY)[["file", "row"]]
        raise Refused(
            Problem(
                f"{_place(row)}, column area",
                f'"{row["area"]}" again in "{row["group"]}" (it stands in {_place(first.loc[tuple(row[KEY])])})',
                "each council once in a group, by the group of its row or by groups.csv",
                "Delete one row, or leave its group empty in one file only.",
            )
            for _, row in twice.iterrows()
        )


def _place(row: pd.Series[str]) -> str:
    return f"{row['file']}, row {row['row']}"


def _parts(free: pd.DataFrame, group: Group, groupings: Groupings, periods: Sequence[Period]) -> pd.DataFrame:
    """Let predecessors stand for the councils of a group that were yet to be formed."""
    found = []
    for successor, before in groupings.predecessors.items():
        names = {area.name for area in before}
        if successor not in group.areas or names & set(group.areas):
            continue
        theirs = free[free["area"].isin(names)].assign(group=group.key, part_of=successor)
        before_it = [groupings.areas[successor].ahead(periods[number]) for number in theirs["period"]]
        theirs = theirs[pd.Series(before_it, index=theirs.index, dtype="bool")]
        found += [theirs, pd.DataFrame(_unreported(theirs, before, periods), columns=theirs.columns)]
    return _joined(free.iloc[:0], *found)


def _unreported(
    theirs: pd.DataFrame, before: tuple[Area, ...], periods: Sequence[Period]
) -> Iterator[dict[str, object]]:
    """Name the predecessors of whom a period holds nothing: without them there is no sum."""
    by_period: Any = theirs.groupby(["ref", "period"])
    for (_, number), rows in by_period:
        for area in before:
            if area.existed(periods[number]) and area.name not in set(rows["area"]):
                yield {**rows.iloc[0].to_dict(), **_ABSENT, "area": area.name}


def _silent(whole: pd.DataFrame, group: Group, groupings: Groupings, periods: Sequence[Period]) -> pd.DataFrame:
    """Name the councils of a group of whom a period holds nothing.

    A region holds counties and districts: one of them that never reports a measure has nothing to do with it.
    """
    rows = whole[whole["group"] == group.key]
    members = pd.DataFrame({"area": sorted({*group.areas} - {EVERYONE})}, dtype="str")
    asked = rows[["ref", "period"]].drop_duplicates().merge(members, how="cross")
    if group.kind is not GroupKind.NEIGHBOURS:
        asked = asked.merge(whole[["ref", "area"]].drop_duplicates())
    asked = asked.merge(rows[KEY[1:]], how="left", indicator="found")
    silent = asked[asked["found"] == "left_only"].drop(columns="found")
    silent = silent[_existed(silent, groupings, periods)]
    return silent.assign(**_ABSENT, group=group.key, part_of="")[list(whole.columns)]
