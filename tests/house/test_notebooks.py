"""Notebooks are thin: parameters, one import from the front door, calls and prose."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

import helpers

REPOSITORY = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
AUTHORED = sorted((REPOSITORY / "reports").rglob("*.ipynb"))
LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Try, ast.For, ast.While)


def read(path: Path) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def faults(source: str) -> list[str]:
    """Say what a cell holds that belongs in the house."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, LOGIC):
            found.append(f"line {node.lineno}: {type(node).__name__}: logic belongs in helpers")
        elif isinstance(node, ast.Import):
            found.append(f"line {node.lineno}: only `from helpers import …`")
        elif isinstance(node, ast.ImportFrom) and node.module != "helpers":
            found.append(f"line {node.lineno}: {node.module} is not the front door")
        elif isinstance(node, ast.ImportFrom):
            strangers = {alias.name for alias in node.names} - set(helpers.__all__)
            found += [f"line {node.lineno}: helpers does not export {name}" for name in sorted(strangers)]
    return found


@pytest.mark.parametrize(
    "source",
    [
        "def f(): ...",
        "class C: ...",
        "try:\n    f()\nfinally:\n    g()",
        "for row in rows:\n    show(row)",
        "import pandas",
        "from helpers.assess import rag",
        "from helpers import no_such_name",
    ],
)
def test_logic_in_a_cell_is_found(source: str) -> None:
    assert len(faults(source)) == 1


def test_there_are_templates() -> None:
    assert TEMPLATES


@pytest.mark.parametrize("path", [*TEMPLATES, *AUTHORED], ids=lambda path: path.stem)
def test_a_notebook_holds_no_logic(path: Path) -> None:
    assert [fault for cell in code_cells(path) for fault in faults(cell.source)] == []


@pytest.mark.parametrize("path", [*TEMPLATES, *AUTHORED], ids=lambda path: path.stem)
def test_a_notebook_is_valid_and_holds_no_outputs(path: Path) -> None:
    nbformat.validate(read(path))
    assert [cell.id for cell in code_cells(path) if cell.outputs or cell.execution_count is not None] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_has_one_cell_of_parameters_and_it_is_plain_assignments(path: Path) -> None:
    cells = [cell for cell in code_cells(path) if "parameters" in cell.metadata.get("tags", [])]
    assert len(cells) == 1
    statements = ast.parse(cells[0].source).body
    assert statements
    assert all(isinstance(statement, ast.Assign | ast.AnnAssign) for statement in statements)
    assert [ast.literal_eval(statement.value) for statement in statements]
