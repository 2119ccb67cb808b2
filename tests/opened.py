"""A period of a tiny council being opened and written in, cell by cell."""

from __future__ import annotations

from pathlib import Path

import nbformat
from tiny import Tiny

from helpers.author.land import Change, land
from helpers.model.period import Period
from helpers.publish.inputs import read_inputs

Q3 = Period.parse("2019-20-q3")


def template(**cells: str) -> str:
    """A directorate's template: parameters, a heading, and the cells named."""
    made = nbformat.v4.new_notebook()
    parameters = 'period = "2019-20-q2"\ndirectorate = "adults"\npack = "public"'
    made.cells = [
        nbformat.v4.new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_markdown_cell("## Scorecard", id="scorecard-title"),
        *(nbformat.v4.new_code_cell(source, id=name) for name, source in cells.items()),
    ]
    return nbformat.writes(made)


def notebook_at(tiny: Tiny, directorate: str = "housing") -> Path:
    return tiny.root / f"reports/2019-20-q3/{directorate}.ipynb"


def cells_of(path: Path) -> dict[str, nbformat.NotebookNode]:
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


def write_in(path: Path, cell_id: str, text: str) -> None:
    """Type a text into a cell and save, as a person does."""
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if cell.id == cell_id).source = text
    nbformat.write(notebook, path)


def landed(tiny: Tiny) -> list[Change]:
    """Bring what came in with the returns into the notebooks."""
    return land(tiny.workspace, read_inputs(tiny.workspace, Q3))
