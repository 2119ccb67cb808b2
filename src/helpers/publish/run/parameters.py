"""Refuse a notebook that cannot be read and a parameter that it does not have, before anything runs.

papermill only warns of a parameter that the notebook does not know, and publishes the default quarter. Imports
`helpers.model`, nbformat and, when called, papermill.
"""

from __future__ import annotations

import ast
import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat as _nbformat

from helpers.model.errors import Problem, Refused, quoted
from helpers.publish.run.job import Job

#: nbformat has no types.
nbformat: Any = _nbformat
logging.getLogger("papermill").addHandler(logging.NullHandler())  # an outcome says it; not the terminal too


def check_parameters(source: Path, parameters: Mapping[str, object]) -> None:
    """Refuse a notebook that cannot run with these parameters.

    Parameters
    ----------
    source
        The notebook.
    parameters
        What would be passed to it.

    Raises
    ------
    Refused
        When the file is missing or is not a notebook, when it has no `parameters` cell to take a parameter, or when a
        parameter's name is not one of the cell's: the known names are listed.
    """
    _refuse_unknown(source, parameters, known_parameters(source))


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
            _refuse_unknown(job.source, job.parameters, known[job.source])
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

    notebook = read_notebook(source)
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if not cells:
        return None
    # A stripped notebook may have lost its kernelspec, which papermill wants before it reads a parameter.
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return tuple(dict.fromkeys([*papermill.inspect_notebook(notebook), *_assigned(cells[0].source)]))


def read_notebook(source: Path) -> Any:  # noqa: ANN401 - nbformat has no types
    """Read a notebook file.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    Refused
        When the file is missing, has merge conflicts in it, or is not a notebook.
    """
    try:
        text = source.read_text(encoding="utf-8")
    except OSError as error:
        raise Refused.one(
            str(source),
            f"no notebook that can be read ({error.strerror})",
            "a notebook (.ipynb)",
            "Put the notebook there, or correct `notebook:` in the period's params file.",
        ) from error
    except UnicodeDecodeError as error:
        raise _not_a_notebook(source, "bytes that are not UTF-8 text") from error
    conflict = next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith("<<<<<<<")), None)
    if conflict is not None:
        raise Refused.one(
            f"{source}, line {conflict}",
            "a merge conflict marker (<<<<<<<)",
            "a merged notebook",
            "Settle the conflict (nbdime's `nbmerge` understands notebooks), save, and run the command again.",
        )
    try:
        if not isinstance(json.loads(text), dict):
            raise TypeError("the JSON in it is not an object")
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # nbformat raises many kinds, down to KeyError
        raise _not_a_notebook(source, str(error).strip().splitlines()[0][:200]) from error
    return notebook


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


def _not_a_notebook(source: Path, found: str) -> Refused:
    return Refused.one(
        str(source),
        f"not a notebook: {found}",
        "a Jupyter notebook, format 4, in JSON",
        "Open it in JupyterLab and save it again, or take it back from git.",
    )


def _refuse_unknown(source: Path, parameters: Mapping[str, object], known: tuple[str, ...] | None) -> None:
    unknown = [name for name in parameters if name not in (known or ())]
    if not unknown:
        return
    if known is None:
        raise Refused.one(
            str(source),
            f"no cell tagged `parameters` to take {quoted(unknown)}",
            "one code cell tagged `parameters`",
            'Tag the cell that sets the defaults with "parameters" in JupyterLab (property inspector, Cell Tags).',
        )
    raise Refused.one(
        f"{source}, parameters",
        quoted(unknown),
        f"one of {quoted(known)}" if known else "no parameter",
        "Correct the name in the period's params file, or add it with a default to the notebook's `parameters` cell.",
    )
