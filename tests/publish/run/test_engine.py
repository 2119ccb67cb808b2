"""papermill knows the engine, and importing it can break nothing."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points


def test_the_engine_imports_without_papermill_and_without_a_notebook_library() -> None:
    program = (
        "import sys; import helpers.publish.run.engine\n"
        "print({'papermill', 'IPython', 'nbformat', 'nbclient', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_papermill_finds_the_engine_by_its_name() -> None:
    (found,) = entry_points(group="papermill.engine", name="goldenthread")
    from papermill.engines import papermill_engines

    from helpers.publish.run.engine import Engine

    assert found.load() is Engine
    assert papermill_engines.get_engine("goldenthread") is Engine


def test_the_papermill_command_runs_a_notebook_with_the_engine(write, tmp_path) -> None:
    source = write("a", "print(period)", defaults="period = ''")
    subprocess.run(
        [sys.executable, "-m", "papermill", source, tmp_path / "out.ipynb", "--engine", "goldenthread", "-p", "period",
         "2019-20-q2", "--no-progress-bar"],
        check=True, capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    assert "2019-20-q2\\n" in (tmp_path / "out.ipynb").read_text()
