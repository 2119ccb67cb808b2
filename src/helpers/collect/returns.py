"""Read what the services sent in: every return up to a period, checked row by row, as one frame of observations."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from helpers.collect.fields import RowReader
from helpers.collect.figures import check_number, read_kind, read_markers
from helpers.collect.source import Source, sources
from helpers.collect.table_file import check_columns
from helpers.model.errors import Problem, Refused
from helpers.model.framework import Framework, Rag
from helpers.model.measure import Measure
from helpers.model.observation import IN_PLACE_OF_A_FIGURE, markers_of
from helpers.model.period import Period
from helpers.model.workspace import Workspace

NUMBERS = ("value", "numerator", "denominator", "forecast")
WORDS = ("commentary", "cause", "action", "owner_role")
RETURN_COLUMNS = (
    "ref", "period", "value", "numerator", "denominator", "marker", "forecast", "rag_supplied", "commentary", "cause",
    "action", "owner_role", "action_date", "recovery_date",
)  # fmt: skip
ORIGIN_COLUMNS = ("source_file", "source_row", "source_hash", "supplied_by", "system", "received", "return_period")


def read_returns(workspace: Workspace, framework: Framework, through: Period) -> pd.DataFrame:
    """Read every return of a period and of those before it.

    Parameters
    ----------
    framework
        Every measure there ever was: an old return may hold measures since dropped.
    through
        The edition's period; later returns are not opened.

    Returns
    -------
    pandas.DataFrame
        One row a measure, data period and return: the columns of a return (numbers as float, dates as ISO text), and
        where it came from. `period` and `return_period` are :class:`~helpers.model.period.Period`.

    Raises
    ------
    Refused
        With every problem of every file.
    """
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    measures = {measure.ref: measure for measure in framework.measures}
    for period, folder in workspace.returns():
        if period.end > through.end:
            continue
        seen: dict[tuple[str, Period], str] = {}
        try:
            for source in sources(workspace, folder, "returns"):
                rows.extend(_rows_of(source, period, measures, seen, problems))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return pd.DataFrame(rows, columns=[*RETURN_COLUMNS, *ORIGIN_COLUMNS]).astype(dict.fromkeys(NUMBERS, "float64"))


def _rows_of(
    source: Source,
    returned: Period,
    measures: dict[str, Measure],
    seen: dict[tuple[str, Period], str],
    problems: list[Problem],
) -> list[dict[str, object]]:
    try:
        check_columns(source.table, RETURN_COLUMNS, ("ref", "period", "value"))
    except Refused as refused:
        problems.extend(refused.problems)
        return []
    if not source.table.rows and not source.foreign:
        problems.append(_without_rows(source.table.label))
    return _read_rows(source, returned, measures, seen, problems)


def _without_rows(label: str) -> Problem:
    return Problem(
        label, "headings and no row", "at least one row; a figure that cannot be given has the marker x",
        "Send the filled file, or delete this one.",
    )  # fmt: skip


def _read_rows(
    source: Source,
    returned: Period,
    measures: dict[str, Measure],
    seen: dict[tuple[str, Period], str],
    problems: list[Problem],
) -> list[dict[str, object]]:
    made = []
    for number, cells in source.table.rows:
        row = RowReader(source.place or source.table.label, number, cells)
        observation = _observation(row, returned, measures, seen)
        if not source.foreign:
            _check_given(row)
        problems.extend(row.problems)
        if observation is not None and not row.problems:
            origin = source.origin
            made.append(
                observation
                | {
                    "source_file": source.table.label, "source_row": number, "source_hash": source.sha256,
                    "supplied_by": origin.supplied_by, "system": origin.system,
                    "received": origin.received.isoformat() if origin.received else "", "return_period": returned,
                }
            )  # fmt: skip
    return made


def _observation(
    row: RowReader, returned: Period, measures: dict[str, Measure], seen: dict[tuple[str, Period], str]
) -> dict[str, object] | None:
    ref = row.text("ref", required=True)
    measure = measures.get(ref)
    if ref and measure is None:
        row.refuse("ref", f'"{ref}"', "the ref of a measure in data/framework", "Correct the ref, or add the measure.")
    row.text("period", required=True)
    period = row.period("period", read_kind(measure) if measure else None)
    if measure is None or period is None:
        return None
    _check_period(row, measure, period, returned, seen)
    numbers = {name: row.number_or_none(name) for name in NUMBERS}
    _check_numbers(row, measure, numbers)
    dates = {name: row.day(name) for name in ("action_date", "recovery_date")}
    return {
        "ref": ref,
        "period": period,
        **{name: None if number is None else float(number) for name, number in numbers.items()},
        "marker": read_markers(row),
        "rag_supplied": row.choice("rag_supplied", tuple(Rag)),
        **{name: row.text(name) for name in WORDS},
        **{name: day.isoformat() if day else "" for name, day in dates.items()},
    }


def _check_period(
    row: RowReader, measure: Measure, period: Period, returned: Period, seen: dict[tuple[str, Period], str]
) -> None:
    if period.end > returned.end:
        row.refuse(
            "period", f'"{period}", which ends after {returned}', f"{returned} or a period before it",
            "Correct the period, or send the row with that period; a mapping has `until:` for this.",
        )  # fmt: skip
    here = f"{row.label}, row {row.number}"
    if earlier := seen.get((measure.ref, period)):
        row.refuse(
            "ref", f'"{measure.ref}" for {period} again (it stands at {earlier})', "each measure once for each period",
            "Delete the row that is wrong; a restated figure belongs in the next period's return.",
        )  # fmt: skip
    seen.setdefault((measure.ref, period), here)


def _check_numbers(row: RowReader, measure: Measure, numbers: dict[str, Decimal | None]) -> None:
    for name in ("value", "forecast"):
        check_number(row, measure, name, numbers[name])
    for name in ("numerator", "denominator"):
        number = numbers[name]
        if number is not None and number < 0:
            row.refuse(name, f'"{row.cells[name]}"', f"a {name} from 0", "Correct the figure.")
    if numbers["denominator"] == 0 and numbers["value"] is not None:
        row.refuse(
            "denominator", '"0" beside a value', "a denominator above 0, or no value and the marker z",
            "Correct the denominator, or say with the marker z that nothing was there to count.",
        )  # fmt: skip


def _check_given(row: RowReader) -> None:
    """Refuse a row of ours that gives neither a figure nor the reason why there is none."""
    if not row.cells.get("value") and not set(markers_of(row.text("marker"))) & set(IN_PLACE_OF_A_FIGURE):
        row.refuse(
            "value", "nothing, and no marker that says why", "a number, or a marker: x (not available), z or c",
            "Fill the figure or the marker; delete the row where nothing is to be said.",
        )  # fmt: skip
