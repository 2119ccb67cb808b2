"""A notebook as a build runs it: without the cells that are for the analyst, or whose words stand elsewhere."""

from __future__ import annotations

from pathlib import Path

from helpers.collect.notebook import read_notebook
from helpers.model.errors import Refused
from helpers.model.exempt import Law
from helpers.narrate.cell import is_lab, is_ours
from helpers.narrate.exempt import part_one
from helpers.publish.notebook import Node, place_of, write_notebook


def copy_as_run(written: Path, copy: Path, label: str, law: Law) -> None:
    """Copy a notebook as it is to run.

    A measure's words are left out because the judged store says what of them this pack may see; an exempt block's
    because they are for no pack; a code cell tagged ``lab`` because it helps in JupyterLab and is nothing for readers.
    A copy is made even where nothing is left out: a person may save the notebook while the build runs.

    Parameters
    ----------
    written
        The notebook as it stands, an analyst's or a template.
    copy
        Where the copy goes.
    label
        The notebook as errors name it.
    law
        What may be exempt in the council's country.

    Raises
    ------
    Refused
        The file is missing, has merge conflicts in it, is not a notebook, or is a template with an exempt block.
    """
    notebook = read_notebook(written, label)
    notebook.cells = [_placed(cell, number) for number, cell in enumerate(notebook.cells, start=1)]
    notebook, exempt = part_one(notebook, written.stem, label, law)
    if exempt and not label.startswith("reports/"):
        raise Refused.one(
            exempt[0].where, "an exempt block in a template", "one in a notebook of its period, in reports/",
            "Move it there: a template's words are every quarter's.",
        )  # fmt: skip
    notebook.cells = [cell for cell in notebook.cells if not _is_left_out(cell)]
    write_notebook(notebook, copy)


def _is_left_out(cell: Node) -> bool:
    return is_ours(cell) or (cell.cell_type == "code" and is_lab(cell))


def _placed(cell: Node, number: int) -> Node:
    """Note where a cell stands in the notebook that a person opens, so that a problem names the right one."""
    ours = cell.metadata.get("goldenthread")
    cell.metadata["goldenthread"] = {**(ours if isinstance(ours, dict) else {}), "cell": place_of(cell, number)}
    return cell
