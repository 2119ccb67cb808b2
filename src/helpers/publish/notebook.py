"""Notebook files: read, written and made up of cells, with nothing in them that differs from run to run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import nbformat

Node: TypeAlias = Any
"""A part of a notebook. nbformat makes its attributes at run time, where no checker sees them."""

_METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}


def read_notebook(path: Path) -> Node:
    """Read a notebook, whatever minor version it is of."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def write_notebook(notebook: Node, path: Path) -> None:
    """Write a notebook, its folder made if need be; whoever reads it meanwhile sees the old one or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    nbformat.write(notebook, beside)  # type: ignore[no-untyped-call]
    beside.replace(path)


def node(parts: Mapping[str, Any]) -> Node:
    """Return a copy of `parts` as a part of a notebook."""
    return nbformat.from_dict(parts)  # type: ignore[no-untyped-call]


def text_cell(kind: str, source: str, name: str, number: int = 0) -> Node:
    """Return a ``markdown`` or ``raw`` cell; `number` is its place in the notebook it came from.

    Examples
    --------
    >>> text_cell("markdown", "## Summary", "opening").source
    '## Summary'
    """
    return node({"cell_type": kind, "id": name, "metadata": _place(number), "source": source})


def code_cell(source: str, name: str, outputs: Sequence[Node], number: int = 0) -> Node:
    """Return a code cell that has run."""
    cell = {"cell_type": "code", "id": name, "metadata": _place(number), "source": source, "outputs": list(outputs)}
    return node({**cell, "execution_count": None})


def _place(number: int) -> dict[str, Any]:
    return {"goldenthread": {"cell": number}} if number else {}


def place_of(cell: Node, number: int) -> int:
    """Return the place of a cell in the notebook that a person wrote, which assembly noted; else `number`."""
    noted = cell.metadata.get("goldenthread")
    return int(noted.get("cell", number)) if isinstance(noted, Mapping) else number


def notebook_of(cells: Sequence[Node]) -> Node:
    """Return a notebook of these cells."""
    return node({"nbformat": 4, "nbformat_minor": 5, "metadata": _METADATA, "cells": list(cells)})
