"""What the process of a notebook finds in its environment, whichever runner starts it. Imports the standard library."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

from helpers.publish.run.job import Job

#: Set before the warm process starts and in every notebook. One thread each: a process that has threads must not be
#: forked, and as many notebooks run at once as there are cores. One hash seed: sets come in the same order each time.
FIXED = {
    "ARROW_IO_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONHASHSEED": "0",
}


def environment_of(job: Job, scratch: Path) -> dict[str, str]:
    """Compose the environment of one notebook.

    Parameters
    ----------
    job
        The job; its own variables win.
    scratch
        Folder for what IPython and Jupyter write, so that nothing lands in the home folder and nothing of the
        analyst's own IPython configuration changes a page.
    """
    own = {
        "IPYTHONDIR": str(scratch / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }
    return {**os.environ, **FIXED, **own, **job.environment}


def reseed(seed: int) -> None:
    """Seed Python's and numpy's global random numbers.

    A forked process would otherwise repeat its parent's numbers, the same in every report, and a build could not be
    repeated. Two things stay out of reach: `numpy.random.default_rng()` without a seed asks the operating system, and
    a library that draws a number as it is imported (rich does) draws it in a stock kernel, where it is imported anew.
    """
    import numpy as np

    random.seed(seed)
    np.random.seed(seed)


def reseed_at_first_cell(seed: int) -> None:
    """Seed when the first cell runs: IPython itself draws numbers until then. Called inside a kernel."""
    from IPython import get_ipython

    events: Any = get_ipython().events

    def first(_info: object) -> None:
        events.unregister("pre_run_cell", first)
        reseed(seed)

    events.register("pre_run_cell", first)


def write_startup(job: Job, scratch: Path) -> None:
    """Leave a startup file in the scratch IPython folder, by which a stock kernel seeds itself as a fork does."""
    startup = scratch / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True, exist_ok=True)
    name = reseed_at_first_cell.__name__
    lines = [f"from {__name__} import {name}", f"{name}({job.seed})", f"del {name}", ""]
    (startup / "00-seed.py").write_text("\n".join(lines), encoding="utf-8")
