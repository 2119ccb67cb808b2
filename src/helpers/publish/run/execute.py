"""One notebook through papermill, the same call for every runner; the executed notebook tidied and put in place.

What an executed notebook carries follows from the notebook, its parameters and the store alone: times, paths, process
numbers and random cell ids are taken out. Imports papermill, nbformat and `helpers.publish.run`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import papermill
from papermill.exceptions import PapermillExecutionError, strip_color

from helpers.collect.notebook import nbformat
from helpers.publish.notebook import place_of
from helpers.publish.run.job import Failure, Job

#: ipykernel names a cell's code after the process that runs it: `/tmp/ipykernel_4711/123.py`.
_CODE_FILE = re.compile(r"[^\s\"'<>]*ipykernel_\d+[/\\]+\d+\.py")
_INJECTED = "injected-parameters"


class ExitError(Exception):
    """A cell called `exit` or `quit`."""


class Progress:
    """Knows the cell that is running. nbclient calls it when a cell starts.

    Parameters
    ----------
    tell
        Called with the label of each cell that starts.
    """

    def __init__(self, tell: Callable[[str], None] | None = None) -> None:
        self._tell = tell
        self._injected = 0
        self.index = -1
        self.label: str | None = None

    def __call__(self, cell: Any, cell_index: int) -> None:  # noqa: ANN401
        """Take note of the cell that starts."""
        self.index = cell_index
        if _INJECTED in cell.metadata.get("tags", []):
            self._injected = 1
            number = "the injected parameters"
        else:
            place = place_of(cell, cell_index + 1 - self._injected)
            number = f"cell {place} (id {cell.get('id', 'none')})"
        lines = [line for line in cell.source.splitlines() if line.strip()][:3]
        self.label = "\n    ".join([f"{number}:", *lines])
        if self._tell:
            self._tell(self.label)


def _refuse_exit(cell: Any, cell_index: int, execute_reply: Any) -> None:  # noqa: ANN401, ARG001
    """Stop after a cell that called `exit`. A stock kernel would end a tenth of a second later, in some later cell."""
    if any(item.get("source") == "ask_exit" for item in execute_reply["content"].get("payload", [])):
        raise ExitError


def execute(job: Job, scratch: Path, progress: Progress, **engine: Any) -> Failure | None:  # noqa: ANN401
    """Run one notebook and put the executed notebook at `job.output`, with its error in it if a cell failed.

    Parameters
    ----------
    job
        The job.
    scratch
        Folder for the unfinished result.
    progress
        Told of each cell as it starts.
    **engine
        Options of the papermill engine.

    Returns
    -------
    Failure or None
        None when every cell ran.
    """
    executed = scratch / "executed.ipynb"
    failure = None
    job.output.unlink(missing_ok=True)  # should this process crash, nobody takes an older run for this one
    try:
        papermill.execute_notebook(
            _literal(job.source.absolute()), _literal(executed), parameters=dict(job.parameters),
            kernel_name="python3", language="python", progress_bar=False,
            request_save_on_cell_execute=False, autosave_cell_every=0,
            # Streams are merged per cell: a stock kernel cuts them where its clock strikes, every 0.2 seconds.
            coalesce_streams=True, record_timing=False, on_cell_start=progress,
            on_cell_executed=_refuse_exit, **engine,
        )  # fmt: skip
    except PapermillExecutionError as error:
        failure = Failure(progress.label, strip_color("\n".join(error.traceback)))
    except ExitError:
        return Failure(progress.label, "The notebook ended itself here (exit); the cells below did not run.")
    notebook = nbformat.read(executed, as_version=4)
    if failure is None and progress.index + 1 < len(notebook.cells):
        failure = Failure(progress.label, "The notebook ended itself here (SystemExit); the cells below did not run.")
    _put(tidy(notebook, nbformat.read(job.source, as_version=4)), job.output)
    return failure


def tidy(notebook: Any, source: Any) -> Any:  # noqa: ANN401
    """Take out of an executed notebook what would differ between two runs of the same job.

    Parameters
    ----------
    notebook
        The executed notebook; changed in place.
    source
        The notebook it came from, whose cell ids are kept.

    Returns
    -------
    nbformat.NotebookNode
        The notebook.
    """
    kept = notebook.metadata.pop("papermill", {})
    if "parameters" in kept:
        notebook.metadata["papermill"] = {"parameters": kept["parameters"]}
    ids = {cell.get("id") for cell in source.cells}
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        if cell.get("id") not in ids:
            cell["id"] = f"made-{number}"
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                output.text = _CODE_FILE.sub("cell.py", output.text)
            elif output.output_type == "error":
                output.traceback = [_CODE_FILE.sub("cell.py", line) for line in output.traceback]
    return notebook


def _literal(path: Path) -> str:
    """Write a path so that papermill, which fills in ``{parameters}`` in paths, leaves it as it is."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _put(notebook: Any, output: Path) -> None:  # noqa: ANN401
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = output.with_name(f".{output.name}.{os.getpid()}")
    beside.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    beside.replace(output)
