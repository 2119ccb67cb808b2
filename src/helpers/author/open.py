"""Open a period: its plan, notebooks of directorates and covering report, return workbooks. Opening again adds."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from helpers.author.land import Change, fill, measures_due, with_ids
from helpers.author.merge import Carried, Conflict, carried
from helpers.author.next_plan import is_released, last_plan, next_plan, refuse_released, refuse_skipped
from helpers.author.supplement import supplement_cells
from helpers.author.workbooks import write_workbooks
from helpers.collect.council import read_council, read_plan, typed_plan
from helpers.collect.notebook import read_notebook
from helpers.model.edition import EditionPlan
from helpers.model.house_style import REPORT, template_of
from helpers.model.period import Period
from helpers.model.supplement import NOTEBOOK as SUPPLEMENT
from helpers.model.workspace import Workspace
from helpers.publish.inputs import read_inputs
from helpers.publish.judging import returned_results
from helpers.publish.run.parameters import check_parameters

Node = Any
TEMPLATE = "directorate"
"""The template of a directorate's notebook, where the plan names no other."""

MERGES = "*/approvals.csv merge=union\n*/history/*.jsonl merge=union\n"
"""Both are files of lines that are only ever added to: git takes both sides."""


@dataclass(frozen=True)
class Opened:
    """What opening a period did.

    Attributes
    ----------
    conflicts
        By notebook: cells that both the analyst and the template changed. The analyst's stand.
    """

    changes: tuple[Change, ...]
    conflicts: Mapping[str, tuple[Conflict, ...]]


def open_period(workspace: Workspace, period: Period) -> Opened:
    """Open a period, or carry what is new into one that is open; what a person wrote is never touched.

    Raises
    ------
    Refused
        Something in the workspace cannot be used, or the period has been released; nothing was changed.
    """
    if is_released(workspace, period) and (later := _open_supplements(workspace, period)):
        return later  # a pack that is released changes no more; what is late for it is still to be written
    refuse_released(workspace, period)
    refuse_skipped(workspace, period)
    plan, text = _plan(workspace, period)
    inputs = read_inputs(workspace, period, plan)
    own = (spec for spec in plan.reports if spec.for_each == "directorate" and not plan.below(spec))
    name = next((spec.notebook for spec in own), TEMPLATE)
    returned = returned_results(workspace, inputs)
    due = measures_due(workspace, returned)
    templates: dict[str, tuple[str, dict[str, str]]] = {
        entry.key: (name, {"directorate": entry.key}) for entry in inputs.council.directorates
    }
    templates |= {
        spec.slug or REPORT: (template_of(inputs.council.papers.style), {})
        for spec in plan.reports
        if spec.notebook == REPORT
    }
    added = supplement_cells(plan, inputs.council)
    templates |= {slug: (SUPPLEMENT, {}) for slug in added}
    merged = {slug: _merged(workspace, period, slug, *made, added.get(slug, [])) for slug, made in templates.items()}
    changes = []
    if text:
        (workspace.root / f"params/{period}.yml").write_text(text, encoding="utf-8")
        changes.append(Change(f"params/{period}.yml", f"made from that of {last_plan(workspace, period).label}"))
    for key, made in merged.items():
        path = workspace.authored(period, key)
        source = f"notebooks/{templates[key][0]}.ipynb"
        new = [] if path.is_file() else [Change(workspace.label(path), f"made from {source}")]
        carried_in = [] if new else [Change(workspace.label(path), change) for change in made.changes]
        changes += [*new, *carried_in, *fill(workspace, path, due.get(key, []), made.notebook)]
    changes += write_workbooks(workspace, returned)
    changes += _merge_rules(workspace)
    conflicts = {f"reports/{period}/{key}.ipynb": made.conflicts for key, made in merged.items() if made.conflicts}
    return Opened(tuple(changes), conflicts)


def _plan(workspace: Workspace, period: Period) -> tuple[EditionPlan, str]:
    """Read the period's plan, or make one; give its text where it is not written down yet."""
    if (workspace.root / f"params/{period}.yml").is_file():
        return read_plan(workspace, period), ""
    last = last_plan(workspace, period)
    before = (workspace.root / f"params/{last}.yml").read_text(encoding="utf-8")
    text = next_plan(before, read_plan(workspace, last), period, read_council(workspace).meetings)
    return typed_plan(text, period), text


def _open_supplements(workspace: Workspace, period: Period) -> Opened | None:
    """Make, or carry on, the notebooks of a released pack's supplements; nothing where its plan has none."""
    if period not in workspace.plans():
        return None
    changes, conflicts = list[Change](), dict[str, tuple[Conflict, ...]]()
    cells = supplement_cells(read_plan(workspace, period), read_council(workspace))
    for slug, parts in cells.items():
        path = workspace.authored(period, slug)
        made = _merged(workspace, period, slug, SUPPLEMENT, {}, parts)
        new = [] if path.is_file() else [Change(workspace.label(path), f"made from notebooks/{SUPPLEMENT}.ipynb")]
        changes += new or [Change(workspace.label(path), change) for change in made.changes]
        fill(workspace, path, [], made.notebook)
        if made.conflicts:
            conflicts[workspace.label(path)] = made.conflicts
    return Opened(tuple(changes), conflicts) if cells else None


def _merged(
    workspace: Workspace, period: Period, slug: str, name: str, own: Mapping[str, str], more: Sequence[Node] = ()
) -> Carried:
    """Carry a template into a notebook of the period; `more` are cells that belong to this one besides."""
    source = workspace.template(name)
    values = {"period": str(period), **own}
    check_parameters(source, values, f"notebooks/{name}.ipynb")
    template = with_ids(_with_parameters(read_notebook(source, f"notebooks/{name}.ipynb"), values))
    template["cells"] += more
    path = workspace.authored(period, slug)
    if not path.is_file():
        bare = deepcopy(template)
        bare["cells"] = []
        return carried(bare, template, name)
    return carried(with_ids(read_notebook(path, workspace.label(path))), template, name)


def _with_parameters(notebook: Node, values: Mapping[str, str]) -> Node:
    """Set parameters in the cell that holds their defaults; what else stands in it stays."""
    made = deepcopy(notebook)
    cell = next(cell for cell in made["cells"] if "parameters" in cell["metadata"].get("tags", ()))
    lines = cell["source"].splitlines()
    for statement in reversed(ast.parse(cell["source"]).body):
        target = statement.targets[0] if isinstance(statement, ast.Assign) else None
        if isinstance(target, ast.Name) and target.id in values:
            lines[statement.lineno - 1 : statement.end_lineno] = [f"{target.id} = {json.dumps(values[target.id])}"]
    cell["source"] = "\n".join(lines)
    return made


def _merge_rules(workspace: Workspace) -> list[Change]:
    """Tell git how to merge what is only ever added to, where the workspace does not say so itself."""
    ours = workspace.root / "reports" / ".gitattributes"
    told = [path for path in (workspace.root / ".gitattributes", ours) if path.is_file()]
    if any("merge=union" in path.read_text(encoding="utf-8") for path in told):
        return []
    with ours.open("a", encoding="utf-8") as file:
        file.write(MERGES)
    return [Change("reports/.gitattributes", "sign-offs and histories of two people merge by themselves")]
