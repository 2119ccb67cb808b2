"""Read what other councils reported: neighbour groups and national files, always from files, never from code."""

from __future__ import annotations

import pandas as pd

from helpers.collect.fields import RowReader
from helpers.collect.figures import check_number, read_kind, read_markers
from helpers.collect.source import sources
from helpers.collect.table_file import check_columns
from helpers.model.errors import Problem, Refused
from helpers.model.framework import Framework
from helpers.model.measure import Measure
from helpers.model.period import Period
from helpers.model.workspace import Workspace

BENCHMARK_COLUMNS = ("group", "ref", "period", "area", "value", "marker")


def read_benchmarks(workspace: Workspace, framework: Framework, through: Period) -> pd.DataFrame:
    """Read every file of ``data/benchmarks/``.

    Returns
    -------
    pandas.DataFrame
        One row a group, measure, period and council, up to the edition's period; `value` is NaN where the council did
        not report, and `marker` says why.

    Raises
    ------
    Refused
        With every problem of every file.
    """
    measures = {measure.ref: measure for measure in framework.measures}
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], int] = {}
    for source in sources(workspace, workspace.root / "data" / "benchmarks", "benchmarks"):
        check_columns(source.table, BENCHMARK_COLUMNS, BENCHMARK_COLUMNS[:5])
        for number, cells in source.table.rows:
            row = RowReader(source.table.label, number, cells)
            made = _peer(row, measures, seen)
            problems.extend(row.problems)
            if made is not None and not row.problems and made["period"].end <= through.end:  # type: ignore[attr-defined]
                rows.append(made)
    if problems:
        raise Refused(problems)
    return pd.DataFrame(rows, columns=list(BENCHMARK_COLUMNS)).astype({"value": "float64"})


def _peer(row: RowReader, measures: dict[str, Measure], seen: dict[tuple[str, ...], int]) -> dict[str, object] | None:
    words = {name: row.text(name, required=True) for name in ("group", "ref", "period", "area")}
    if words["ref"] and words["ref"] not in measures:
        row.refuse(
            "ref", f'"{words["ref"]}"', "the ref of a measure in data/framework", "Correct the ref, or add the measure."
        )
    measure = measures.get(words["ref"])
    period = row.period("period", read_kind(measure) if measure else None)
    value = row.number_or_none("value")
    if measure is not None:
        check_number(row, measure, "value", value)
    key = tuple(words.values())
    if key in seen:
        row.refuse(
            "area", f'"{words["area"]}" again (it stands in row {seen[key]})', "each council once", "Delete one row."
        )
    seen.setdefault(key, row.number)
    if period is None:
        return None
    return {
        **words,
        "period": period,
        "value": None if value is None else float(value),
        "marker": read_markers(row),
    }
