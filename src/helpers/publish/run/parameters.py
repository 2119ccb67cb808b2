"""Refuse a notebook that cannot be read and a parameter that it does not have, before anything runs.

papermill only warns of a parameter that the notebook does not know, and publishes the default quarter. Imports
the floors below and, when called, papermill.
"""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from helpers.collect.notebook import read_notebook
from helpers.model.errors import Problem, Refused, quoted
from helpers.publish.run.job import Job

logging.getLogger("papermill").addHandler(logging.NullHandler())  # an outcome says it; not the terminal too


def check_parameters(source: Path, parameters: Mapping[str, object], label: str = "") -> None:
    """Refuse a notebook that cannot run with these parameters.

    Parameters
    ----------
    source
        The notebook.
    parameters
        What would be passed to it.
    label
        The notebook as errors name it; its path by default.

    Raises
    ------
    Refused
        When the file is missing or is not a notebook, when it has no `parameters` cell to take a parameter, or when a
        parameter's name is not one of the cell's: the known names are listed.
    """
    _refuse_unknown(label or str(source), parameters, known_parameters(source))


def check_jobs(jobs: Iterable[Job]) -> None:
    """Check every job and refuse with all problems at once.

    Raises
    ------
    Refused
        As `check_parameters`.
    """
    known: dict[Path, tuple[str, ...] | None] = {}
    problems: dict[Problem, None] = {}
    for job in jobs:
        try:
            if job.source not in known:
                known[job.source] = known_parameters(job.source)
            _refuse_unknown(str(job.source), job.parameters, known[job.source])
        except Refused as refused:
            problems.update(dict.fromkeys(refused.problems))
    if problems:
        raise Refused(problems)


def known_parameters(source: Path) -> tuple[str, ...] | None:
    """Names that a notebook's `parameters` cell sets, in its order; None where it has no such cell.

    Raises
    ------
    Refused
        When the file is missing or is not a notebook.
    """
    import papermill

    notebook = read_notebook(source, str(source))
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if not cells:
        return None
    # A stripped notebook may have lost its kernelspec, which papermill wants before it reads a parameter.
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return tuple(dict.fromkeys([*papermill.inspect_notebook(notebook), *_assigned(cells[0].source)]))


def _assigned(source: str) -> list[str]:
    """Names that a cell assigns or annotates: papermill overlooks what follows a value of several lines."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # a magic; papermill's own reading must do
        return []
    targets: list[ast.expr] = []
    for statement in statements:
        targets += statement.targets if isinstance(statement, ast.Assign) else []
        targets += [statement.target] if isinstance(statement, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _refuse_unknown(label: str, parameters: Mapping[str, object], known: tuple[str, ...] | None) -> None:
    unknown = [name for name in parameters if name not in (known or ())]
    if not unknown:
        return
    if known is None:
        raise Refused.one(
            label,
            f"no cell tagged `parameters` to take {quoted(unknown)}",
            "one code cell tagged `parameters`",
            'Tag the cell that sets the defaults with "parameters" in JupyterLab (property inspector, Cell Tags).',
        )
    raise Refused.one(
        f"{label}, parameters",
        quoted(unknown),
        f"one of {quoted(known)}" if known else "no parameter",
        "Correct the name in the period's params file, or add it with a default to the notebook's `parameters` cell.",
    )
