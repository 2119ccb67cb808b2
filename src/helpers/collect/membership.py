"""Put other councils' figures into the groups that name them. May import `model`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from helpers.collect.groups import Groupings
from helpers.model.errors import Problem, Refused
from helpers.model.group import EVERYONE, Area, Group, GroupKind
from helpers.model.observation import Marker

KEY = ["group", "ref", "period", "area"]
_ABSENT = {"value": float("nan"), "numerator": float("nan"), "denominator": float("nan"), "where": "",
           "marker": Marker.UNAVAILABLE.value}  # fmt: skip


def in_groups(rows: pd.DataFrame, groupings: Groupings) -> pd.DataFrame:
    """Give each row its groups (rules.md, "Benchmarking").

    A row that names its group belongs to it alone; any other belongs to every group that names its council. A council
    stands in a group only while it exists. Before the first period of a council whose predecessors the group does not
    name, these stand for it, to be summed: `part_of` names it. A council of a group that a file leaves out did not
    report, and has a row that says so.

    Parameters
    ----------
    rows
        Columns `group` (may be empty), `ref`, `period`, `area`, `value`, `numerator`, `denominator`, `marker`, and
        `where`, the file and row.

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
    existing = rows[_existed(rows, groupings)].assign(part_of="")
    free = existing[existing["group"] == ""]
    listed = free.drop(columns="group").merge(_members(groupings, free), on="area", how="left").fillna({"group": ""})
    whole = pd.concat(
        [existing[existing["group"] != ""], listed[rows.columns.union(["part_of"], sort=False)]], ignore_index=True
    )
    _refuse_twice(whole)
    whole = _joined(whole, *(_parts(free, group, groupings) for group in groupings.groups.values()))
    whole = _joined(whole, pd.DataFrame(_silent(whole, groupings), columns=whole.columns))
    names = {key: group.name for key, group in groupings.groups.items()}
    return whole.assign(group_name=whole["group"].map(lambda key: names.get(key, key)).astype("str"))


def _joined(first: pd.DataFrame, *others: pd.DataFrame) -> pd.DataFrame:
    full = [frame for frame in (first, *others) if len(frame)]
    return pd.concat(full, ignore_index=True) if full else first


def _existed(rows: pd.DataFrame, groupings: Groupings) -> pd.Series[bool]:
    """Say which rows are about a council that was there in their period."""
    areas = groupings.areas
    bounded = rows["area"].isin(areas)
    lives = {
        pair: areas[pair[0]].existed(pair[1])
        for pair in set(zip(rows.loc[bounded, "area"], rows.loc[bounded, "period"], strict=True))
    }
    there = [lives.get(pair, True) for pair in zip(rows["area"], rows["period"], strict=True)]
    return pd.Series(there, index=rows.index, dtype="bool")


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
        first = named.drop_duplicates(KEY).set_index(KEY)["where"]
        raise Refused(
            Problem(
                f"{row['where']}, column area",
                f'"{row["area"]}" again in "{row["group"]}" (it stands in {first[tuple(row[KEY])]})',
                "each council once in a group, by the group of its row or by groups.csv",
                "Delete one row, or leave its group empty in one file only.",
            )
            for _, row in twice.iterrows()
        )


def _parts(free: pd.DataFrame, group: Group, groupings: Groupings) -> pd.DataFrame:
    """Let predecessors stand for the councils of a group that were yet to be formed."""
    found = []
    for successor, before in groupings.predecessors.items():
        names = {area.name for area in before}
        if successor not in group.areas or names & set(group.areas):
            continue
        theirs = free[free["area"].isin(names)].assign(group=group.key, part_of=successor)
        before_it = [groupings.areas[successor].ahead(period) for period in theirs["period"]]
        theirs = theirs[pd.Series(before_it, index=theirs.index, dtype="bool")]
        found += [theirs, pd.DataFrame(_unreported(theirs, before), columns=theirs.columns)]
    return _joined(free.iloc[:0], *found)


def _unreported(theirs: pd.DataFrame, before: tuple[Area, ...]) -> Iterator[dict[str, object]]:
    """Name the predecessors of whom a period holds nothing: without them there is no sum."""
    by_period: Any = theirs.groupby(["ref", "period"])
    for (_, period), rows in by_period:
        for area in before:
            if area.existed(period) and area.name not in set(rows["area"]):
                yield {**rows.iloc[0].to_dict(), **_ABSENT, "area": area.name}


def _silent(whole: pd.DataFrame, groupings: Groupings) -> Iterator[dict[str, object]]:
    """Name the councils of a group of whom a period holds nothing.

    A region holds counties and districts: one of them that never reports a measure has nothing to do with it.
    """
    reports = whole.groupby("ref")["area"].agg(set)
    in_each: Any = whole[whole["group"] != ""].groupby(["group", "ref", "period"])
    for (key, ref, period), rows in in_each:
        group = groupings.groups.get(key)
        if group is None:
            continue
        asked = set(group.areas) - {EVERYONE} - set(rows["area"])
        if group.kind is not GroupKind.NEIGHBOURS:
            asked &= reports[ref]
        for name in sorted(asked):
            if name not in groupings.areas or groupings.areas[name].existed(period):
                yield {**rows.iloc[0].to_dict(), **_ABSENT, "part_of": "", "area": name}
