"""Read what the services sent in: every return up to a period, checked row by row, as one frame of observations."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property

import pandas as pd

from helpers.collect.council import read_council
from helpers.collect.fields import RowReader
from helpers.collect.figures import check_number, read_kind, read_markers
from helpers.collect.source import Source, sources
from helpers.collect.table_file import check_columns
from helpers.model.council import Council
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.framework import Framework, Rag
from helpers.model.measure import Measure
from helpers.model.observation import IN_PLACE_OF_A_FIGURE, markers_of
from helpers.model.period import Period
from helpers.model.progress import Progress, tell_nobody
from helpers.model.workspace import Workspace

NUMBERS = ("value", "numerator", "denominator", "forecast")
WORDS = ("commentary", "cause", "action", "owner_role")
RETURN_COLUMNS = (
    "ref", "period", "value", "numerator", "denominator", "marker", "forecast", "rag_supplied", "commentary", "cause",
    "action", "owner_role", "action_date", "recovery_date", "area",
)  # fmt: skip
Seen = dict[tuple[str, Period, str], str]
"""Where the figure of each measure, period and area stands."""

ORIGIN_COLUMNS = ("source_file", "source_row", "source_hash", "supplied_by", "system", "received", "return_period")


def read_returns(
    workspace: Workspace,
    framework: Framework,
    through: Period,
    progress: Progress = tell_nobody,
) -> pd.DataFrame:
    """Read every return of a period and of those before it.

    Parameters
    ----------
    framework
        Every measure there ever was: an old return may hold measures since dropped.
    through
        The edition's period; later returns are not opened.
    progress
        Told the step ``read``, how many periods' returns have been read and of how many.

    Returns
    -------
    pandas.DataFrame
        One row a measure, data period, area and return: the columns of a return (numbers as float, dates as ISO text;
        `area` a predecessor of the council, or empty for the council itself), and where it came from. `period` and
        `return_period` are :class:`~helpers.model.period.Period`.

    Raises
    ------
    Refused
        With every problem of every file.
    """
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    known = _Known(workspace, {measure.ref: measure for measure in framework.measures})
    folders = [(period, folder) for period, folder in workspace.returns() if period.end <= through.end]
    for number, (period, folder) in enumerate(folders):
        progress("read", number, len(folders))
        seen: Seen = {}
        try:
            for source in sources(workspace, folder, "returns"):
                rows.extend(_rows_of(source, period, known, seen, problems))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    progress("read", len(folders), len(folders))
    return pd.DataFrame(rows, columns=[*RETURN_COLUMNS, *ORIGIN_COLUMNS]).astype(dict.fromkeys(NUMBERS, "float64"))


class _Known:
    """What a row may name: measures by their refs, and the council's predecessors, read where a row names one."""

    def __init__(self, workspace: Workspace, measures: dict[str, Measure]) -> None:
        self._workspace = workspace
        self.measures = measures

    @cached_property
    def council(self) -> Council:
        return read_council(self._workspace)


def _rows_of(
    source: Source, returned: Period, known: _Known, seen: Seen, problems: list[Problem]
) -> list[dict[str, object]]:
    try:
        check_columns(source.table, RETURN_COLUMNS, ("ref", "period", "value"))
    except Refused as refused:
        problems.extend(refused.problems)
        return []
    if not source.table.rows and not source.foreign:
        problems.append(_without_rows(source.table.label))
    return read_rows(source, returned, lambda row: _observation(row, returned, known, seen), problems)


def _without_rows(label: str) -> Problem:
    return Problem(
        label, "headings and no row", "at least one row; a figure that cannot be given has the marker x",
        "Send the filled file, or delete this one.",
    )  # fmt: skip


def read_rows(
    source: Source, returned: Period, read: Callable[[RowReader], dict[str, object] | None], problems: list[Problem]
) -> list[dict[str, object]]:
    """Read each row of a source by `read`, and say beside what it gives where it came from.

    Parameters
    ----------
    source
        A return, ours or read through a mapping.
    returned
        The period in whose folder it lies.
    read
        Makes a figure of a row, or notes on the row what is wrong with it.
    problems
        Where what is wrong with the rows is added; such rows are left out.
    """
    made = []
    for number, cells in source.table.rows:
        row = RowReader(source.place or source.table.label, number, cells)
        figure = read(row)
        if not source.foreign:
            check_given(row)
        problems.extend(row.problems)
        if figure is not None and not row.problems:
            origin = source.origin
            made.append(
                figure
                | {
                    "source_file": source.table.label, "source_row": number, "source_hash": source.sha256,
                    "supplied_by": origin.supplied_by, "system": origin.system,
                    "received": origin.received.isoformat() if origin.received else "", "return_period": returned,
                }
            )  # fmt: skip
    return made


def _observation(row: RowReader, returned: Period, known: _Known, seen: Seen) -> dict[str, object] | None:
    ref = row.text("ref", required=True)
    measure = known.measures.get(ref)
    if ref and measure is None:
        row.refuse("ref", f'"{ref}"', "the ref of a measure in data/framework", "Correct the ref, or add the measure.")
    row.text("period", required=True)
    period = row.period("period", read_kind(measure) if measure else None)
    if measure is None or period is None:
        return None
    area = _area(row, period, known.council) if row.cells.get("area") else ""
    check_period(row, period, returned)
    _refuse_twice(row, (measure.ref, period, area), seen)
    numbers = {name: row.number_or_none(name) for name in NUMBERS}
    check_numbers(row, measure, numbers)
    dates = {name: row.day(name) for name in ("action_date", "recovery_date")}
    return {
        "ref": ref,
        "period": period,
        **{name: None if number is None else float(number) for name, number in numbers.items()},
        "marker": read_markers(row),
        "rag_supplied": row.choice("rag_supplied", tuple(Rag)),
        **{name: row.text(name) for name in WORDS},
        **{name: day.isoformat() if day else "" for name, day in dates.items()},
        "area": area,
    }


def _area(row: RowReader, period: Period, council: Council) -> str:
    """Read whose figure it is: a predecessor's, as the council's file spells it, or our own."""
    text = row.text("area")
    if text.casefold() in {"", *(name.casefold() for name in council.areas)}:
        return ""
    by_name = {name.casefold(): name for name in council.predecessors}
    if text.casefold() not in by_name:
        row.refuse(
            "area", f'"{text}"', f"nothing, for {council.name} itself"
            + (f", or one of {quoted(council.predecessors)}" if by_name else ": it has no predecessors"),
            "Correct the name, or add it to `predecessors:` in params/council.yml.",
        )  # fmt: skip
        return ""
    if council.formed is not None and period.end >= council.formed:
        row.refuse(
            "area", f'"{text}" for {period}, which ends on or after {council.formed.isoformat()}',
            f"a figure of {council.name} itself: from that day on it stands in the place of {text}",
            "Correct the period, leave the row out, or correct `formed:` in params/council.yml.",
        )  # fmt: skip
    return by_name[text.casefold()]


def check_period(row: RowReader, period: Period, returned: Period) -> None:
    """Refuse a row about a time that was not over when it was sent; the problem is noted on the row."""
    if period.end > returned.end:
        row.refuse(
            "period", f'"{period}", which ends after {returned}', f"{returned} or a period before it",
            "Correct the period, or send the row with that period; a mapping has `until:` for this.",
        )  # fmt: skip


def _refuse_twice(row: RowReader, key: tuple[str, Period, str], seen: Seen) -> None:
    ref, period, area = key
    here = f"{row.label}, row {row.number}"
    if earlier := seen.get(key):
        whose = f" of {area}" if area else ""
        row.refuse(
            "ref", f'"{ref}"{whose} for {period} again (it stands at {earlier})', "each measure once for each period",
            "Delete the row that is wrong; a restated figure belongs in the next period's return.",
        )  # fmt: skip
    seen.setdefault(key, here)


def check_numbers(row: RowReader, measure: Measure, numbers: dict[str, Decimal | None]) -> None:
    """Refuse figures that the measure's unit cannot have, and parts that make none; problems are noted on the row."""
    for name in ("value", "forecast"):
        check_number(row, measure, name, numbers.get(name))
    for name in ("numerator", "denominator"):
        number = numbers[name]
        if number is not None and number < 0:
            row.refuse(name, f'"{row.cells[name]}"', f"a {name} from 0", "Correct the figure.")
    if numbers["denominator"] == 0 and numbers["value"] is not None:
        row.refuse(
            "denominator", '"0" beside a value', "a denominator above 0, or no value and the marker z",
            "Correct the denominator, or say with the marker z that nothing was there to count.",
        )  # fmt: skip


def check_given(row: RowReader) -> None:
    """Refuse a row of ours that gives neither a figure nor the reason why there is none."""
    if not row.cells.get("value") and not set(markers_of(row.text("marker"))) & set(IN_PLACE_OF_A_FIGURE):
        row.refuse(
            "value", "nothing, and no marker that says why", "a number, or a marker: x (not available), z or c",
            "Fill the figure or the marker; delete the row where nothing is to be said.",
        )  # fmt: skip
