"""Find what analysts wrote: commentary cells in the period's notebooks, each naming its measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from helpers.model.errors import Problem, Refused, quoted


@dataclass(frozen=True, slots=True)
class Commentary:
    """What was written about one measure's result.

    Attributes
    ----------
    ref
        The measure that the cell's metadata name.
    text
        Markdown, as written.
    where
        Notebook and cell, as errors name them.
    """

    ref: str
    text: str
    where: str


def read_commentary(notebooks: Iterable[Path], refs: Iterable[str], label: str) -> tuple[Commentary, ...]:
    """Read the commentary cells of a period's notebooks.

    Parameters
    ----------
    notebooks
        The period's authored notebooks.
    refs
        The measures of the edition.
    label
        The folder as errors name it.

    Returns
    -------
    tuple of Commentary
        One a measure, in the order of notebooks and cells; empty cells are left out.

    Raises
    ------
    Refused
        A notebook cannot be read, a cell names an unknown measure, or two cells speak of one measure.
    """
    known = list(refs)
    found: dict[str, Commentary] = {}
    problems: list[Problem] = []
    for path in notebooks:
        for commentary in _cells(path, label):
            if commentary.ref not in known:
                problems.append(
                    Problem(
                        commentary.where, f'commentary for the measure "{commentary.ref}"', f"one of {quoted(known)}",
                        "Correct the ref in the cell's metadata, or move the words to another cell.",
                    )
                )  # fmt: skip
            elif other := found.get(commentary.ref):
                problems.append(
                    Problem(
                        commentary.where, f'commentary for "{commentary.ref}" again (it stands at {other.where})',
                        "one commentary cell a measure", "Bring the two texts together in one cell.",
                    )
                )  # fmt: skip
            else:
                found[commentary.ref] = commentary
    if problems:
        raise Refused(problems)
    return tuple(found.values())


def _cells(path: Path, label: str) -> list[Commentary]:
    where = f"{label}/{path.name}"
    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as error:  # nbformat raises many kinds; all mean the same to the reader
        raise Refused.one(
            where, f"a file that is no notebook ({type(error).__name__})", "a Jupyter notebook",
            "Open it in JupyterLab; if it has merge-conflict markers (<<<<<<<), choose one side and save.",
        ) from None  # fmt: skip
    return [
        Commentary(measure_of(cell), cell.source.strip(), f"{where}, cell {cell.get('id', number)}")
        for number, cell in enumerate(notebook.cells, start=1)
        if measure_of(cell) and cell.source.strip()
    ]


def measure_of(cell: Mapping[str, Any]) -> str:
    """Give the measure that a commentary cell names in its metadata; an empty text for any other cell.

    Examples
    --------
    >>> measure_of({"cell_type": "markdown", "metadata": {"goldenthread": {"measure": "43"}}})
    '43'
    >>> measure_of({"cell_type": "markdown", "metadata": {"goldenthread": None}})
    ''
    """
    ours = cell["metadata"].get("goldenthread")
    return str(ours.get("measure", "")) if cell["cell_type"] == "markdown" and isinstance(ours, Mapping) else ""
