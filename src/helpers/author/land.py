"""Bring what is known of a period into its notebooks: a cell for every measure due, drafts, the services' own words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.validator import normalize

from helpers.author.block import WORDS, Deed, Due, answers_of, refs_spoken_of, with_blocks
from helpers.author.history import deleted_from, keep, kept_texts
from helpers.collect.notebook import read_notebook
from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.cell import text_hash
from helpers.narrate.row import ResultRow, rows
from helpers.publish.inputs import Inputs
from helpers.publish.judging import judge_workspace, returned_results
from helpers.publish.notebook import write_notebook

Node = Any


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was done to a period's folder, or that a person should know.

    Attributes
    ----------
    file
        As a person would look for it.
    """

    file: str
    what: str


def land(workspace: Workspace, inputs: Inputs) -> list[Change]:
    """Bring what came in with the returns into the notebooks of a period that has been opened.

    Parameters
    ----------
    inputs
        What the period is judged from.

    Raises
    ------
    Refused
        Something in the workspace cannot be used; nothing was changed.
    """
    due = measures_due(workspace, returned_results(workspace, inputs))
    notebooks = {entry.key: workspace.authored(inputs.plan.period, entry.key) for entry in inputs.council.directorates}
    return [
        change
        for key, path in notebooks.items()
        if path.is_file()
        for change in fill(workspace, path, due.get(key, []))
    ]


def measures_due(workspace: Workspace, returned: Results) -> dict[str, list[Due]]:
    """List what is to be written about, by directorate, in the order of the framework.

    Parameters
    ----------
    returned
        The period's results with the words of its returns alone.
    """
    last = _last_results(workspace, returned.edition.period)
    before = {row.ref: row for row in rows(last)} if last else {}
    due = defaultdict(list)
    for row in rows(returned):
        if row.state != "not due":
            due[row.directorate].append(_due(row, before.get(row.ref), last))
    return due


def fill(workspace: Workspace, path: Path, due: list[Due], notebook: Node | None = None) -> list[Change]:
    """Give a notebook the cells of its measures, and keep what stood in it.

    Parameters
    ----------
    path
        Where the notebook stands, or will.
    due
        Its directorate's measures. Those that another notebook of the period speaks of are left to that one.
    notebook
        What to begin from, in place of what stands there.

    Returns
    -------
    list of Change
        What was done; nothing was written where this is empty.
    """
    label = workspace.label(path)
    standing = read_notebook(path, label) if path.is_file() else None
    if standing is not None:
        keep(path, label)
    elsewhere = _spoken_of_elsewhere(path, label)
    gone = deleted_from(path, standing) if standing is not None else []
    made, done = with_blocks(
        with_ids(notebook if notebook is not None else standing),
        [each for each in due if each.row.ref not in elsewhere],
        {text_hash(entry.text) for entry in kept_texts(path)},
    )
    if standing is None or made != standing:
        write_notebook(made, path)
        keep(path, label)
    back = [name for name in gone if name in {cell["id"] for cell in made["cells"]}]
    lost = "was deleted and is back, without its words: they are kept in the history folder"
    return [Change(label, what) for what in [*_gathered(done), *(f"the cell {name} {lost}" for name in back)]]


def with_ids(notebook: Node) -> Node:
    """Give every cell an id of its own: older notebooks have none, and a copied cell may share one."""
    return normalize(notebook)[1]


def _due(row: ResultRow, before: ResultRow | None, last: Results | None) -> Due:
    if before is None or last is None or before.state == "not due":
        return Due(row, wants_form=bool(row.exception_required))
    still_red = row.state == "missing" and before.rag == "Red"
    return Due(
        row, before.commentary, last.edition.period.label if before.commentary else "",
        answers_of(before) if before.exception_required else {},
        bool(row.exception_required) or still_red,
    )  # fmt: skip


def _last_results(workspace: Workspace, period: Period) -> Results | None:
    """Judge the newest edition of the same kind before this one, where there is one."""
    before = [plan for plan in workspace.plans() if plan.kind is period.kind and plan.end < period.end]
    return judge_workspace(workspace, before[-1], Pack.SERVICE) if before else None


def _spoken_of_elsewhere(path: Path, label: str) -> set[str]:
    folder = label.rpartition("/")[0]
    others = [other for other in sorted(path.parent.glob("*.ipynb")) if other != path]
    return {
        ref
        for other in others
        for ref in refs_spoken_of(read_notebook(other, f"{folder}/{other.name}").cells, "measure")
    }


def _gathered(done: list[Deed]) -> list[str]:
    """Say the same thing about many measures in one line."""
    refs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for deed in done:
        if deed.cell != WORDS["about"]:  # a heading comes and goes with its commentary cell
            refs[deed.cell, deed.what].append(deed.ref)
    return [
        f"{len(about)} {cell}{'s' * (len(about) != 1)} {what}: {', '.join(about)}"
        for (cell, what), about in refs.items()
    ]
