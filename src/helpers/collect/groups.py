"""Read the groups that councils are compared in, and which councils were formed or abolished. May import `model`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from helpers.collect.fields import RowReader
from helpers.collect.source import sources
from helpers.collect.table_file import Table, check_columns, read_table
from helpers.model.errors import Problem, Refused
from helpers.model.group import EVERYONE, GROUP_SEPARATOR, Area, Group, GroupKind, spelt_alike
from helpers.model.period import Kind, Period
from helpers.model.workspace import Workspace

GROUPS, AREAS = "data/benchmarks/groups.csv", "data/benchmarks/areas.csv"
GROUP_COLUMNS = ("group", "name", "kind", "area")
AREA_COLUMNS = ("area", "from", "to", "successor")

Made = TypeVar("Made")


@dataclass(frozen=True)
class Groupings:
    """Who is compared with whom.

    Attributes
    ----------
    groups
        By key, in the order of the file.
    areas
        Councils that were formed or abolished, by name.
    rows
        The file and row in which a group names a council.
    """

    groups: dict[str, Group]
    areas: dict[str, Area]
    rows: dict[tuple[str, str], str]

    @property
    def predecessors(self) -> dict[str, tuple[Area, ...]]:
        """The councils whose place another took, by its name."""
        found: dict[str, tuple[Area, ...]] = {}
        for area in self.areas.values():
            if area.successor:
                found[area.successor] = (*found.get(area.successor, ()), area)
        return found

    @property
    def spellings(self) -> dict[str, str]:
        """How groups and reorganisations spell the councils: files differ, and from one quarter to the next."""
        named = [area for group in self.groups.values() for area in group.areas]
        return {spelt_alike(name): name for name in (*named, *self.areas)}

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Refuse a group that names a council which no benchmark file knows: it would be compared with nobody.

        Parameters
        ----------
        known
            The councils of the benchmark files, and ourselves.

        Raises
        ------
        Refused
            With each such row.
        """
        names = {EVERYONE, *(self.spellings.get(spelt_alike(name), name) for name in known)}
        names |= {area.successor for area in self.areas.values() if area.name in names}
        problems = [
            Problem(
                f"{where}, column area",
                f'"{area}", which no file of data/benchmarks knows',
                _likely(area, names),
                "Correct the name, or add the file that holds this council's figures.",
            )
            for (_, area), where in self.rows.items()
            if area not in names
        ]
        if problems:
            raise Refused(problems)


def _likely(area: str, names: Iterable[str]) -> str:
    """Name the council that was probably meant: one whose name is nearly the same, or begins so."""
    known = {name.casefold(): name for name in sorted(names, reverse=True)}
    near = get_close_matches(area.casefold(), known, n=1, cutoff=0.8) or [
        name for name in sorted(known) if name.startswith(area.casefold().split()[0])
    ]
    meant = f'"{known[near[0]]}", or another council' if near else "a council"
    return f"{meant} as the files name it"


def read_groups(workspace: Workspace) -> Groupings:
    """Read ``data/benchmarks/groups.csv`` and ``areas.csv``; a workspace may have neither.

    Groups may also come from a foreign file, such as a ministry's list of neighbours, by a mapping with `as: groups`.

    Raises
    ------
    Refused
        With every problem of a file.
    """
    places: dict[tuple[str, str], str] = {}
    first: dict[str, tuple[int, Group]] = {}
    folder = (workspace.root / GROUPS).parent
    lists = [source.table for source in sources(workspace, folder, "groups", (workspace.root / GROUPS).name)]
    members = _rows(lists, GROUP_COLUMNS, lambda row: _member(row, first, places))
    areas: dict[str, Area] = {}
    reorganised = [read_table(workspace.root / AREAS, AREAS)] if (workspace.root / AREAS).is_file() else []
    _rows(reorganised, AREA_COLUMNS, lambda row: _area(row, areas))
    areas |= _successors(areas)
    groups = {
        key: group.model_copy(update={"areas": tuple(area for mine, area in members if mine == key)})
        for key, (_, group) in first.items()
    }
    return Groupings(groups, areas, places)


def _rows(tables: list[Table], columns: tuple[str, ...], make: Callable[[RowReader], Made | None]) -> list[Made]:
    for table in tables:
        check_columns(table, columns, columns)
    readers = [RowReader(table.label, number, cells) for table in tables for number, cells in table.rows]
    made = [found for row in readers if (found := make(row)) is not None]
    if problems := [problem for row in readers for problem in row.problems]:
        raise Refused(problems)
    return made


def _member(
    row: RowReader, first: dict[str, tuple[int, Group]], places: dict[tuple[str, str], str]
) -> tuple[str, str] | None:
    key, area = row.text("group", required=True), row.text("area", required=True)
    name, kind = row.text("name", required=True), row.text("kind", required=True)
    chosen = row.choice("kind", tuple(GroupKind))
    if GROUP_SEPARATOR in key:
        row.refuse(
            "group", f'"{key}"', f'a name without "{GROUP_SEPARATOR}", which separates the groups of a measure',
            "Give the group another name.",
        )  # fmt: skip
    if (key, area) in places:
        row.refuse(
            "area",
            f'"{area}" again (it stands in {places[key, area]})',
            "each council once in a group",
            "Delete one row.",
        )
    if row.problems:
        return None
    number, known = first.setdefault(key, (row.number, Group(key=key, name=name, kind=GroupKind(chosen))))
    for column, found, expected in (("name", name, known.name), ("kind", kind, known.kind.value)):
        if found.casefold() != expected.casefold():
            row.refuse(column, f'"{found}"', f'"{expected}", as in row {number}', "Write the same in both rows.")
    places[key, area] = f"{row.label}, row {row.number}"
    return key, area


def _successors(areas: dict[str, Area]) -> dict[str, Area]:
    """Give each successor of whom the file does not say it the first period after its last predecessor's end."""
    ends: dict[str, list[Period]] = {}
    for area in areas.values():
        if area.successor and area.last is not None:
            ends.setdefault(area.successor, []).append(area.last)
    return {
        name: areas.get(name, Area(name=name)).model_copy(update={"first": max(lasts).shift(1)})
        for name, lasts in ends.items()
        if name not in areas or areas[name].first is None
    }


def _area(row: RowReader, areas: dict[str, Area]) -> Area | None:
    name, successor = row.text("area", required=True), row.text("successor")
    # Councils are formed and abolished with financial years: 2010-11 is a year here.
    first, last = row.period("from", Kind.YEAR), row.period("to", Kind.YEAR)
    if name in areas:
        row.refuse("area", f'"{name}" again', "each council once", "Delete one row.")
    if first is not None and last is not None and last.end < first.start:
        row.refuse("to", f'"{last}", which is before it was formed in {first}', "a later period", "Swap the two.")
    if successor and not row.text("to"):
        row.refuse("to", "nothing, beside a successor", "its last period", "Fill the cell, or delete the successor.")
    if successor and successor == name:
        row.refuse("successor", f'"{name}" itself', "the council that took its place", "Correct the name.")
    if row.problems:
        return None
    areas[name] = Area(name=name, first=first, last=last, successor=successor)
    return areas[name]
