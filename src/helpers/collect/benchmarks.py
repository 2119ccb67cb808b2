"""Read what other councils reported: neighbour groups and national files, always from files, never from code."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from helpers.collect.council import read_council
from helpers.collect.fields import RowReader
from helpers.collect.figures import check_number, read_kind, read_markers
from helpers.collect.groups import AREAS, GROUPS, read_groups
from helpers.collect.membership import in_groups
from helpers.collect.source import sources
from helpers.collect.table_file import check_columns
from helpers.model.errors import Problem, Refused
from helpers.model.framework import Framework
from helpers.model.group import spelt_alike
from helpers.model.measure import Measure
from helpers.model.period import Period
from helpers.model.workspace import Workspace

FILE_COLUMNS = ("group", "ref", "period", "area", "value", "numerator", "denominator", "marker", "unit", "definition")
BENCHMARK_COLUMNS = (
    "group", "ref", "period", "area", "value", "marker", "numerator", "denominator", "group_name", "part_of",
)  # fmt: skip
"""Columns of what is read, one row a group, measure, period and council."""

NUMBERS = ("value", "numerator", "denominator")


def read_benchmarks(workspace: Workspace, framework: Framework, through: Period) -> pd.DataFrame:
    """Read every file of ``data/benchmarks/``.

    Like is compared with like: a row that says in which unit or by which definition it was counted must say the
    measure's own (rules.md, "Benchmarking").

    Returns
    -------
    pandas.DataFrame
        :data:`BENCHMARK_COLUMNS`, up to the edition's period; `value` is NaN where the council did not report, and
        `marker` says why. `part_of` names the council for which a predecessor's row stands, to be summed; see
        :func:`helpers.collect.membership.in_groups`. Rows of no group, ours among them, have an empty `group`.

    Raises
    ------
    Refused
        With every problem of every file.
    """
    groupings = read_groups(workspace)
    measures, spellings = {measure.ref: measure for measure in framework.measures}, groupings.spellings
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], int] = {}
    for source in sources(workspace, workspace.root / "data" / "benchmarks", "benchmarks"):
        if source.table.label in (GROUPS, AREAS):
            continue
        required = ("ref", "period", "area", "value") if groupings.groups else FILE_COLUMNS[:5]
        check_columns(source.table, FILE_COLUMNS, required)
        for number, cells in source.table.rows:
            row = RowReader(source.table.label, number, cells)
            made = _peer(row, measures, seen, bool(groupings.groups))
            problems.extend(row.problems)
            if made is not None and not row.problems:
                rows.append(made | {"area": spellings.get(spelt_alike(str(made["area"])), made["area"])})
    if problems:
        raise Refused(problems)
    if groupings.groups:
        groupings.refuse_unknown({*read_council(workspace).areas, *(str(row["area"]) for row in rows)})
    known = [row for row in rows if row["period"].end <= through.end]  # type: ignore[attr-defined]
    read = pd.DataFrame(known, columns=[*BENCHMARK_COLUMNS[:-2], "where"]).astype(dict.fromkeys(NUMBERS, "float64"))
    return in_groups(read, groupings)[list(BENCHMARK_COLUMNS)]


def _peer(
    row: RowReader, measures: dict[str, Measure], seen: dict[tuple[str, ...], int], grouped: bool
) -> dict[str, object] | None:
    words = {
        name: row.text(name, required=name != "group" or not grouped) for name in ("group", "ref", "period", "area")
    }
    if words["ref"] and words["ref"] not in measures:
        row.refuse(
            "ref", f'"{words["ref"]}"', "the ref of a measure in data/framework", "Correct the ref, or add the measure."
        )
    measure = measures.get(words["ref"])
    period = row.period("period", read_kind(measure) if measure else None)
    numbers = _numbers(row)
    if measure is not None:
        check_number(row, measure, "value", numbers["value"])
        _check_like(row, measure)
    key = tuple(words.values())
    if key in seen:
        row.refuse(
            "area", f'"{words["area"]}" again (it stands in row {seen[key]})', "each council once", "Delete one row."
        )
    seen.setdefault(key, row.number)
    if period is None:
        return None
    place = f"{row.label}, row {row.number}"
    figures = {name: None if number is None else float(number) for name, number in numbers.items()}
    return {**words, **figures, "period": period, "marker": read_markers(row), "where": place}


def _numbers(row: RowReader) -> dict[str, Decimal | None]:
    read = {name: row.number_or_none(name) for name in NUMBERS}
    for name, least in (("numerator", "from 0"), ("denominator", "above 0")):
        number = read[name]
        if number is not None and (number < 0 or (number == 0 and name == "denominator")):
            row.refuse(name, f'"{row.cells[name]}"', f"a {name} {least}", "Correct the figure, or leave it out.")
    return read


def _check_like(row: RowReader, measure: Measure) -> None:
    """Refuse a figure counted in another unit, or by another definition, than the measure's."""
    for name, ours in (("unit", measure.unit), ("definition", measure.definition)):
        theirs = row.text(name)
        if theirs and _plain(theirs) != _plain(ours):
            row.refuse(
                name, f'"{theirs}", where the measure {measure.ref} has {_said(ours)}',
                f"the same {name}: like is compared with like",
                f"Ask for figures of the same {name}, or correct it here or in the framework where the two mean one.",
            )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _said(text: str) -> str:
    return f'"{text}"' if text else "none"
