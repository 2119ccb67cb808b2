"""Read a notebook that a person may have broken. May import `model`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat as _nbformat

from helpers.model.errors import Refused

#: nbformat has no types.
nbformat: Any = _nbformat


def read_notebook(source: Path, label: str) -> Any:  # noqa: ANN401 - nbformat has no types
    """Read a notebook file.

    Parameters
    ----------
    label
        The file as errors name it.

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
            label,
            f"no notebook that can be read ({error.strerror})",
            "a notebook (.ipynb)",
            "Put the notebook there, or correct `notebook:` in the period's params file.",
        ) from error
    except UnicodeDecodeError as error:
        raise _not_a_notebook(label, "bytes that are not UTF-8 text") from error
    conflict = next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith("<<<<<<<")), None)
    if conflict is not None:
        raise Refused.one(
            f"{label}, line {conflict}",
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
        raise _not_a_notebook(label, str(error).strip().splitlines()[0][:200]) from error
    return notebook


def _not_a_notebook(label: str, found: str) -> Refused:
    return Refused.one(
        label,
        f"not a notebook: {found}",
        "a Jupyter notebook, format 4, in JSON",
        "Open it in JupyterLab and save it again, or take it back from git.",
    )
