"""Check what was fetched as any return is checked, before it is kept; name each fault where it can be mended."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers.collect.feed.files import Copied
from helpers.collect.returns import read_returns
from helpers.model.errors import Problem, Refused
from helpers.model.framework import Framework
from helpers.model.period import Period
from helpers.model.workspace import Workspace

Telling = Callable[[Problem], Problem]


@dataclass(frozen=True)
class _OnePeriod(Workspace):
    """A workspace of which only one period's returns are read, in its own folder or in another."""

    period: Period
    staged: Path | None = None
    shown: Mapping[str, str] = field(default_factory=dict)

    def returns(self, below: str = "data") -> list[tuple[Period, Path]]:
        """List the one folder, if it is there."""
        if self.staged is not None:
            return [(self.period, self.staged)]
        return [(period, folder) for period, folder in Workspace.returns(self, below) if period == self.period]

    def label(self, path: Path) -> str:
        """Name a staged file as what it was copied from."""
        is_staged = self.staged is not None and path.parent == self.staged
        return self.shown.get(path.name, path.name) if is_staged else Workspace.label(self, path)


def check_arrived(
    workspace: Workspace,
    framework: Framework,
    name: str,
    period: Period,
    arrived: Sequence[Copied],
    telling: Telling = lambda problem: problem,
) -> int:
    """Refuse what cannot be read as a return, or says again what another return of the period says.

    Parameters
    ----------
    name
        The source's name: what it brought before is about to be replaced and is not looked at.
    arrived
        The files as they would be kept.
    telling
        Turns a problem with a row of a file into one with a row of a query's answer.

    Returns
    -------
    int
        How many rows there are.
    """
    shown = {file.name: file.shown for file in arrived}
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held).resolve() / str(period)
        folder.mkdir()
        for file in arrived:
            (folder / file.name).write_bytes(file.content)
        try:
            rows = read_returns(_OnePeriod(workspace.root, period, folder, shown), framework, period)
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
    # A foreign file is named without its folder.
    own = rows["source_file"].str.startswith((f"data/returns/{period}/{name}.", f"{name}."))
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


def told_of_query(label: str, rows: Mapping[int, int]) -> Telling:
    """Tell problems of what a query returned, its rows counted as a database's own program counts them.

    Parameters
    ----------
    label
        The query as errors name it.
    rows
        Which row of the answer starts in which line of the file that was made of it.

    Examples
    --------
    >>> tell = told_of_query("housing.sql", {2: 1, 3: 2})
    >>> tell(Problem("housing.sql, row 3, column value", "x", "a number", "Correct the figure.")).where
    'housing.sql, row 2 of what it returned, column value'
    """
    in_answer = re.compile(re.escape(label) + r", row (\d+)")

    def mend(match: re.Match[str]) -> str:
        row = rows.get(int(match[1]))
        return f"{label}, row {row} of what it returned" if row else f"{label}, the columns it returned"

    def tell(problem: Problem) -> Problem:
        where, found = (in_answer.sub(mend, text) for text in (problem.where, problem.found))
        next_step = problem.next_step.replace(" in the file", " where it comes from, or the query")
        return Problem(where, found, problem.expected, next_step)

    return tell
