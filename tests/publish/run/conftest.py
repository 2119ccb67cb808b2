"""Small notebooks, and each of them run once with each runner for all the tests here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from helpers.publish.run.job import Job, Outcome
from helpers.publish.run.runner import run_notebooks

KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}


@dataclass(frozen=True)
class Ran:
    """What one runner made of one notebook."""

    outcome: Outcome
    notebook: NotebookNode | None

    def texts(self) -> str:
        """Everything that the cells printed or that came out as plain text."""
        outputs = [output for cell in self.notebook.cells for output in cell.get("outputs", [])]
        return "".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


def write_notebook(path: Path, *cells: str | NotebookNode, defaults: str | None = None) -> Path:
    """Write a notebook of these cells, the first a `parameters` cell where there are defaults."""
    made = [cell if isinstance(cell, NotebookNode) else new_code_cell(cell) for cell in cells]
    if defaults is not None:
        made.insert(0, new_code_cell(defaults, metadata={"tags": ["parameters"]}))
    for number, cell in enumerate(made):
        cell["id"] = f"c{number}"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=made, metadata={"kernelspec": KERNELSPEC}), path)
    return path


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    return lambda name, *cells, **options: write_notebook(tmp_path / f"{name}.ipynb", *cells, **options)


@pytest.fixture(scope="session")
def run_each(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Ran]]:
    """Run a set of notebooks, all at once, and give what became of each."""

    def run(runner: str, notebooks: dict[str, list[str | NotebookNode]], timeout: float = 60) -> dict[str, Ran]:
        folder = tmp_path_factory.mktemp(runner)
        (folder / "beside.py").write_text("VALUE = 7\n", encoding="utf-8")
        jobs = [
            Job(
                source=write_notebook(folder / f"{name}.ipynb", *cells, defaults='period = "a default"'),
                output=folder / "executed" / f"{name}.ipynb",
                parameters={"period": "2019-20-q2"},
                folder=folder,
                environment={"OF_THE_JOB": name},
            )
            for name, cells in notebooks.items()
        ]
        with pytest.MonkeyPatch.context() as patch:
            # ipykernel leaves subprocesses' output alone where it finds that pytest runs it.
            patch.delenv("PYTEST_CURRENT_TEST", raising=False)
            outcomes = run_notebooks(jobs, runner, workers=3, timeout=timeout)
        return {
            outcome.job.source.stem: Ran(
                outcome, nbformat.read(outcome.job.output, as_version=4) if outcome.job.output.exists() else None
            )
            for outcome in outcomes
        }

    return run
