"""The papermill engine ``goldenthread``: run the notebook inside this process.

papermill imports every engine that is installed when it is imported itself, so this module must import whatever
happens: nothing but the standard library at the top, and no papermill, which is then only half made.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

NAME = "goldenthread"


class Engine:
    """A papermill engine: papermill's own, with the kernel in this process.

    Cells of the notebook can do to this process whatever they like; `helpers.publish.run.fork` gives each notebook
    one of its own.
    """

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, spool: Path | None = None, **options: Any) -> Any:  # noqa: ANN401
        """Run every cell, as papermill's engine does, and return the notebook.

        Parameters
        ----------
        nb
            The notebook, parameters injected.
        kernel_name
            Name that papermill found; the kernel is always this Python.
        spool
            Folder of the files to which this process's output goes, to be caught into the cells; None to leave
            subprocesses' output alone.
        **options
            papermill's and nbclient's own.
        """
        from papermill.engines import NBClientEngine

        from helpers.publish.run.kernel import Manager

        return NBClientEngine.execute_notebook(nb, kernel_name, km=Manager(spool), **options)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:  # noqa: ANN401, ARG003
        """Name the kernel: always this Python."""
        return name or "python3"

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:  # noqa: ANN401, ARG003
        """Name the language: always Python."""
        return language or "python"
