"""What the warm process holds before it is forked: libraries imported, and none of them used.

A process may be forked only while it has one thread, and Polars or vl-convert, once *used*, start threads that a fork
does not have: the child would wait for them for ever. So this module imports and calls nothing but pure Python, and
`helpers.publish.run.environment.FIXED` keeps the libraries from starting threads as they are imported.

Imports the floors below `publish` and the notebook libraries. A missing one is left to the notebook that wants it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import pkgutil
from pathlib import Path

import helpers

LIBRARIES = (
    "papermill.execute",
    "black",  # papermill sets parameters with it where it is installed, and each notebook would import it by itself
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "IPython.core.completer",
    "IPython.core.ultratb",
    "numpy.random",
    "pandas",
    "pandas.io.formats.html",
    "pyarrow.parquet",
    "pyarrow.dataset",
    "altair",
    "great_tables",
    "vl_convert",
    "helpers.publish.run.kernel",
    "helpers.publish.run.execute",
)
#: Floors that a notebook may reach through the front door.
FLOORS = ("model", "collect", "assess", "narrate", "present")


def warm_up() -> None:
    """Import everything, once, and keep the garbage collector from copying it in every child."""
    for name in (*LIBRARIES, *_rooms()):
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    with contextlib.suppress(Exception):
        _compile_notebook_schema()
    gc.collect()
    gc.freeze()


def _rooms() -> list[str]:
    """Name the modules of the floors."""
    folders = [f"{folder}/{floor}" for folder in helpers.__path__ for floor in FLOORS]
    return [
        f"helpers.{Path(folder).name}.{module.name}" for folder in folders for module in pkgutil.iter_modules([folder])
    ]


def _compile_notebook_schema() -> None:
    from helpers.collect.notebook import nbformat

    nbformat.validate(nbformat.v4.new_notebook())


warm_up()
