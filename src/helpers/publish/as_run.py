"""A notebook as a build runs it: without the cells that are for the analyst, or whose words stand elsewhere."""

from __future__ import annotations

from pathlib import Path

from helpers.collect.notebook import read_notebook
from helpers.narrate.cell import is_lab, is_ours
from helpers.publish.notebook import Node, place_of, write_notebook


def copy_as_run(written: Path, copy: Path, label: str) -> None:
    """Copy a notebook as it is to run.

    A measure's words are left out because the judged store says what of them this pack may see; a code cell tagged
    ``lab`` because it helps in JupyterLab and is nothing for readers. A copy is made even where nothing is left out:
    a person may save the notebook while the build runs.

    Parameters
    ----------
    written
        The notebook as it stands, an analyst's or a template.
    copy
        Where the copy goes.
    label
        The notebook as errors name it.

    Raises
    ------
    Refused
        The file is missing, has merge conflicts in it, or is not a notebook.
    """
    notebook = read_notebook(written, label)
    numbered = enumerate(notebook.cells, start=1)
    notebook.cells = [_placed(cell, number) for number, cell in numbered if not _is_left_out(cell)]
    write_notebook(notebook, copy)


def _is_left_out(cell: Node) -> bool:
    return is_ours(cell) or (cell.cell_type == "code" and is_lab(cell))


def _placed(cell: Node, number: int) -> Node:
    """Note where a cell stands in the notebook that a person opens, so that a problem names the right one."""
    ours = cell.metadata.get("goldenthread")
    cell.metadata["goldenthread"] = {**(ours if isinstance(ours, dict) else {}), "cell": place_of(cell, number)}
    return cell
