"""Bring what is known of a period into its notebooks: a cell for every measure due, drafts, the services' own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.validator import normalize

from helpers.author.block import Due, refs_spoken_of, with_blocks
from helpers.author.history import keep, kept_texts
from helpers.collect.council import read_council
from helpers.collect.notebook import read_notebook
from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.words import ANSWERS
from helpers.model.workspace import Workspace
from helpers.narrate.cell import KINDS, cell_id, text_hash
from helpers.narrate.row import ResultRow, rows
from helpers.publish.judging import Inputs, judge_workspace, read_inputs, returned_results
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


def land(workspace: Workspace, period: Period) -> list[Change]:
    """Bring what came in with the returns into the notebooks of a period that has been opened.

    Raises
    ------
    Refused
        Something in the workspace cannot be used; nothing was changed.
    """
    council = read_council(workspace)
    opened = [entry.key for entry in council.directorates if workspace.authored(period, entry.key).is_file()]
    due = measures_due(workspace, read_inputs(workspace, period)) if opened else {}
    return [change for key in opened for change in fill(workspace, workspace.authored(period, key), due.get(key, []))]


def measures_due(workspace: Workspace, inputs: Inputs) -> dict[str, list[Due]]:
    """List what is to be written about, by directorate, in the order of the framework."""
    last = _last_results(workspace, inputs.plan.period)
    before = {row.ref: row for row in rows(last)} if last else {}
    due = defaultdict(list)
    for row in rows(returned_results(workspace, inputs)):
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
    start = with_ids(notebook if notebook is not None else standing)
    elsewhere = _spoken_of_elsewhere(path, label)
    kept = kept_texts(path)
    made, done = with_blocks(
        start, [each for each in due if each.row.ref not in elsewhere],
        {text_hash(entry.text) for entry in kept},
    )  # fmt: skip
    if standing is None or made != standing:
        write_notebook(made, path)
        keep(path, label)
    lost = _lost({entry.cell for entry in kept}, standing, due)
    return [Change(label, what) for what in [*_gathered(done), *lost]]


def with_ids(notebook: Node) -> Node:
    """Give every cell an id of its own: older notebooks have none, and a copied cell may share one."""
    return normalize(notebook)[1]


def _due(row: ResultRow, before: ResultRow | None, last: Results | None) -> Due:
    if before is None or last is None or before.state == "not due":
        return Due(row, wants_form=bool(row.exception_required))
    still_red = row.state == "missing" and before.rag == "Red"
    return Due(
        row, before.commentary, last.edition.period.label if before.commentary else "", _answers(before),
        bool(row.exception_required) or still_red,
    )  # fmt: skip


def _answers(row: ResultRow) -> Mapping[str, str]:
    return {name: getattr(row, name) for name in ANSWERS if getattr(row, name)} if row.exception_required else {}


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


def _lost(kept: set[str], standing: Node | None, due: list[Due]) -> list[str]:
    """Name the measures whose cell has been deleted since words stood in it."""
    ids = {cell.get("id") for cell in standing["cells"]} if standing is not None else set()
    if standing is None:
        return []
    return [
        f"the cell {name} was deleted and is back, without its words: they are kept in the history folder"
        for each in due
        for kind in KINDS
        if (name := cell_id(kind, each.row.ref)) in kept - ids and kind in ("measure", "exception")
    ]


def _gathered(done: list[str]) -> list[str]:
    """Say the same thing about many measures in one line."""
    by_deed: dict[tuple[str, str], list[str]] = defaultdict(list)
    told = []
    for deed in done:
        what, _, rest = deed.partition(" of ")
        ref, _, verb = rest.rpartition(" ")
        if ref and verb in ("added", "filled"):
            by_deed[what, verb].append(ref)
        else:
            told.append(deed)
    return [
        f"{len(refs)} {what}{'s' * (len(refs) != 1)} {verb}: {', '.join(refs)}"
        for (what, verb), refs in by_deed.items()
    ] + told
