"""Check what was fetched as any return is checked, before it is kept; name each fault where it can be mended."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.collect.feed.keep import returns_folder
from helpers.collect.returns import read_returns
from helpers.model.errors import Problem, Refused
from helpers.model.framework import Framework
from helpers.model.period import Period
from helpers.model.workspace import Workspace

Telling = Callable[[Problem], Problem]


@dataclass(frozen=True)
class _OnePeriod(Workspace):
    """A workspace of which only one period's returns are read."""

    period: Period

    def returns(self) -> list[tuple[Period, Path]]:
        """List the one folder, if it is there."""
        return [(period, folder) for period, folder in Workspace.returns(self) if period == self.period]


def check_arrived(
    workspace: Workspace, framework: Framework, name: str, period: Period, arrived: Mapping[str, bytes],
    telling: Telling,
) -> int:  # fmt: skip
    """Refuse what cannot be read as a return, or says again what another return of the period says.

    Parameters
    ----------
    name
        The source's name: what it brought before is about to be replaced and is not looked at.
    arrived
        Contents by the file names under which they would be kept.
    telling
        Turns a problem of the file that would be kept into one of the query or file it came from.

    Returns
    -------
    int
        How many rows there are.
    """
    with tempfile.TemporaryDirectory() as held:
        staged = Workspace(Path(held).resolve())
        folder = returns_folder(staged, period)
        folder.mkdir(parents=True)
        for file, content in arrived.items():
            (folder / file).write_bytes(content)
        try:
            rows = read_returns(staged, framework, period)
        except Refused as refused:
            raise Refused(map(telling, refused.problems)) from None
    if twice := [telling(problem) for problem in _said_again(rows, _others(workspace, framework, name, period))]:
        raise Refused(twice)
    return len(rows)


def _others(workspace: Workspace, framework: Framework, name: str, period: Period) -> pd.DataFrame:
    """Read what other returns of the period say; where they are wrong themselves, they are refused by and by."""
    try:
        rows = read_returns(_OnePeriod(workspace.root, period), framework, period)
    except Refused:
        return pd.DataFrame({"ref": [], "period": [], "source_file": [], "source_row": []})
    own = rows["source_file"].str.startswith(f"data/returns/{period}/{name}.")
    return rows[~own.astype(bool)]


def _said_again(rows: pd.DataFrame, others: pd.DataFrame) -> list[Problem]:
    said = {(row.ref, row.period): f"{row.source_file}, row {row.source_row}" for row in others.itertuples(index=False)}
    return [
        Problem(
            f"{row.source_file}, row {row.source_row}, column ref",
            f'"{row.ref}" for {row.period} again (it stands at {said[row.ref, row.period]})',
            "each measure once for each period", "Leave it out of one of the two.",
        )
        for row in rows.itertuples(index=False)
        if (row.ref, row.period) in said
    ]  # fmt: skip


def told_of_files(period: Period, shown: Mapping[str, str]) -> Telling:
    """Tell problems of the files that were copied.

    Parameters
    ----------
    shown
        Where each came from, by the file name under which it would be kept.
    """

    def tell(problem: Problem) -> Problem:
        where, found = problem.where, problem.found
        for file, source in shown.items():
            label = f"data/returns/{period}/{file}"
            where, found = where.replace(label, source), found.replace(label, source)
        return Problem(where, found, problem.expected, problem.next_step)

    return tell


def told_of_query(period: Period, file: str, label: str, rows: Mapping[int, int]) -> Telling:
    """Tell problems of what a query returned, its rows counted as a database's own program counts them.

    Parameters
    ----------
    file
        The file name under which it would be kept.
    label
        The query as errors name it.
    rows
        Which row of the answer starts in which line of the file.
    """
    in_file = re.compile(re.escape(f"data/returns/{period}/{file}") + r"(?:, row (\d+))?")

    def mend(match: re.Match[str]) -> str:
        line = int(match[1] or 0)
        place = {0: "", 1: ", the columns it returned"}.get(line)
        return f"{label}{f', row {rows.get(line, line - 1)} of what it returned' if place is None else place}"

    def tell(problem: Problem) -> Problem:
        where, found = (in_file.sub(mend, text) for text in (problem.where, problem.found))
        next_step = problem.next_step.replace(" in the file", " where it comes from, or the query")
        return Problem(where, found, problem.expected, next_step)

    return tell
