"""Read what the services sent in by ward: ``data/geography/returns/<period>/``. May import `model`."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from helpers.collect.fields import RowReader
from helpers.collect.figures import read_kind, read_markers
from helpers.collect.returns import (
    NUMBERS,
    ORIGIN_COLUMNS,
    RETURN_COLUMNS,
    check_numbers,
    check_period,
    read_rows,
)
from helpers.collect.source import Source, sources
from helpers.collect.table_file import check_columns
from helpers.collect.wards import FOLDER, WARDS
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.framework import Framework
from helpers.model.measure import Measure
from helpers.model.period import Period
from helpers.model.ward import Ward
from helpers.model.workspace import Workspace

COLUMNS = ("ref", "ward", "period", "value", "numerator", "denominator", "marker")
PARTS = ("numerator", "denominator")
_Seen = dict[tuple[str, Period, str], str]


def read_ward_figures(
    workspace: Workspace, framework: Framework, wards: tuple[Ward, ...], observations: pd.DataFrame, through: Period
) -> pd.DataFrame:
    """Read every return by ward of a period and of those before it.

    Parameters
    ----------
    framework
        Every measure there ever was.
    wards
        As :func:`helpers.collect.wards.read_wards` gives them.
    observations
        The council's own returns: no ward may hold more than these say of the whole.
    through
        The edition's period; later returns are not opened.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`helpers.collect.returns.read_returns`, and `ward`.

    Raises
    ------
    Refused
        With every problem of every file.
    """
    folders = [(at, path) for at, path in workspace.returns(FOLDER) if at.end <= through.end]
    known = _Known({measure.ref: measure for measure in framework.measures}, [ward.name for ward in wards])
    if folders and not wards:
        raise Refused.one(
            f"{FOLDER}/returns", "figures by ward, and no wards", f"the wards' boundaries in {WARDS}",
            "Put the boundaries there, or take the returns away.",
        )  # fmt: skip
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    for period, folder in folders:
        seen: _Seen = {}
        try:
            for source in sources(workspace, folder, "wards"):
                rows.extend(_rows_of(source, period, known, seen, problems))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    read = pd.DataFrame(rows, columns=[*RETURN_COLUMNS, *ORIGIN_COLUMNS, "ward"])
    read = read.astype(dict.fromkeys(NUMBERS, "float64"))
    problems += [*_two_of_a_family(read, known.measures), *_above_the_whole(read, observations, known.measures)]
    if problems:
        raise Refused(problems)
    return read


class _Known:
    """What a row may name."""

    def __init__(self, measures: Mapping[str, Measure], wards: Collection[str]) -> None:
        self.measures = measures
        self.wards = {name.casefold(): name for name in wards}


def _rows_of(
    source: Source, returned: Period, known: _Known, seen: _Seen, problems: list[Problem]
) -> list[dict[str, object]]:
    try:
        check_columns(source.table, COLUMNS, COLUMNS[:4])
    except Refused as refused:
        problems.extend(refused.problems)
        return []
    return read_rows(source, returned, lambda row: _figure(row, returned, known, seen), problems)


def _figure(row: RowReader, returned: Period, known: _Known, seen: _Seen) -> dict[str, object] | None:
    ref, ward = row.text("ref", required=True), row.text("ward", required=True)
    measure, name = known.measures.get(ref), known.wards.get(ward.casefold(), "")
    if ref and measure is None:
        row.refuse("ref", f'"{ref}"', "the ref of a measure in data/framework", "Correct the ref, or add the measure.")
    if ward and not name:
        row.refuse("ward", f'"{ward}"', f"a ward of {WARDS}: {quoted(known.wards.values())}", "Correct the name.")
    row.text("period", required=True)
    period = row.period("period", read_kind(measure) if measure else None)
    if measure is None or period is None or not name:
        return None
    check_period(row, period, returned)
    if earlier := seen.get((ref, period, name)):
        row.refuse(
            "ward", f'"{name}" for {ref} in {period} again (it stands at {earlier})',
            "each ward once for each measure and period", "Delete the row that is wrong.",
        )  # fmt: skip
    seen.setdefault((ref, period, name), f"{row.label}, row {row.number}")
    numbers = {column: row.number_or_none(column) for column in ("value", *PARTS)}
    check_numbers(row, measure, numbers)
    return {
        **dict.fromkeys((*RETURN_COLUMNS, *ORIGIN_COLUMNS), ""), "forecast": None,
        "ref": ref, "period": period, "ward": name, "marker": read_markers(row),
        **{column: None if number is None else float(number) for column, number in numbers.items()},
    }  # fmt: skip


def _two_of_a_family(read: pd.DataFrame, measures: Mapping[str, Measure]) -> list[Problem]:
    """Refuse wards of a sensitive measure and of a part of it: what one withholds, the other could tell."""
    held = [ref for ref in dict.fromkeys(read["ref"]) if ref in measures]
    pairs = [(ref, measures[ref].part_of) for ref in held if measures[ref].part_of in held]
    return [
        Problem(
            f"{FOLDER}/returns", f'figures by ward of "{ref}" and of "{whole}", of which it is a part',
            "wards of one of the two, since the measure is sensitive", "Take the wards of one of them away.",
        )
        for ref, whole in pairs
        if measures[ref].sensitive or measures[whole].sensitive
    ]  # fmt: skip


def _above_the_whole(read: pd.DataFrame, observations: pd.DataFrame, measures: Mapping[str, Measure]) -> list[Problem]:
    """Refuse wards that add up to more than the council's own figure: of a count, or of a rate's parts."""
    if read.empty:
        return []
    key = ["ref", "period"]
    ours = observations[(observations["area"] == "") & observations["ref"].isin(set(read["ref"]))]
    stated = ours.sort_values("return_period", kind="stable").drop_duplicates(key, keep="last")
    whole = {(row["ref"], row["period"]): row for row in stated.to_dict(orient="records")}
    last = read.sort_values("return_period", kind="stable").drop_duplicates([*key, "ward"], keep="last")
    problems = []
    for (ref, period), wards in last.groupby(key):
        if (ref, period) not in whole:
            continue
        counted = ("value",) if measures[str(ref)].unit == "count" else PARTS
        for column in counted:
            together, most = wards[column].sum(), whole[ref, period][column]
            if together > most:
                where = f"{wards['source_file'].iloc[-1]}, column {column}"
                problems.append(
                    Problem(
                        where, f"{together:,.10g} for {ref} in {period}, all wards together",
                        f"at most {most:,.10g}, the council's own",
                        "Correct the ward that is wrong, or the council's figure.",
                    )
                )  # fmt: skip
    return problems
