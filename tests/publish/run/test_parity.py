"""Fork and stock give the same cells, outputs and mime types."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

ALLOWED = {"tags": ["raises-exception"]}

OUTPUTS = [
    "print(period)",
    new_markdown_cell("Words between the cells"),
    "import os, sys, time, warnings, logging",
    "print('a'); print('b', file=sys.stderr); print('c')",
    "print('error first', file=sys.stderr); print('then out')",
    "from IPython.display import display, HTML, Markdown, clear_output, update_display",
    "print('before'); display(Markdown('*x*')); print('after'); HTML('<b>y</b>')",
    'display({"text/html": "<p>1</p>", "image/png": "iVBORw0KGgo="}, raw=True, metadata={"image/png": {"alt": "no"}})',
    "handle = display('one', display_id='same'); print('between')",
    "update_display('two', display_id='same')",
    "print('gone'); clear_output(); print('kept')",
    "display(1); clear_output(wait=True); display(2)",
    "import pandas as pd, numpy as np; pd.DataFrame({'a': [1.5, np.nan], 'b': ['x', 'yé–']})",
    "!echo shell",
    "caught = !echo caught\ncaught",
    "%%bash\necho magic",
    "%pwd\n1;",
    "warnings.warn('look out')",
    "warnings.warn('old', DeprecationWarning)",
    "logging.warning('logged %s', 1)",
    "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')\nasync def five(): return 5\nawait five()",
    "print('one\\rtwo'); print('ab\\bc')",
    "sys.stdout.write('no line end')",
    "import threading\nthread = threading.Thread(target=lambda: print('from a thread'))\nthread.start(); thread.join()",
    "class Bundle:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/plain': 'r', 'application/json': {'a': (1, 2), 'd': None}}, {'text/plain': {'m': 1}}\n"
    "Bundle()",
    new_code_cell(
        "class Broken:\n    def __repr__(self): return 'broken'\n"
        "    def _repr_html_(self): raise ValueError('no')\nBroken()",
        metadata=ALLOWED,
    ),
    "type(get_ipython()).__name__, __name__, os.environ['OF_THE_JOB'], type(sys.stdout).__mro__[-3].__name__",
    "import beside\nbeside.VALUE, os.path.exists('beside.py')",
    "{'a', 'set', 'of', 'words'}, {1: (2,)}",
    "import random\nrandom.random(), np.random.rand()",
    "try:\n    input('?')\nexcept Exception as error:\n    print(type(error).__name__, error)",
    new_code_cell("{}['allowed to fail']", metadata=ALLOWED),
    "",
    "def inverse(number):\n    return 1 / number\ninverse(0)",
    "print('never reached')",
]
#: A stock kernel hears of what a subprocess wrote when its clock lets it: nothing else may be in the same cell.
SUBPROCESS = [
    "import subprocess, sys, time\nsubprocess.run(['echo', 'from a subprocess'])\ntime.sleep(0.4)",
    "subprocess.run('echo wrong >&2', shell=True)\ntime.sleep(0.4)",
]
ENDS_ITSELF = ["import sys\nsys.exit(0)", "print('next')"]
EXITS = ["exit()", "print('next')"]
CRASHES = ["import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)"]
NOTEBOOKS = {"outputs": OUTPUTS, "subprocess": SUBPROCESS, "ends": ENDS_ITSELF, "exits": EXITS, "crashes": CRASHES}


@pytest.fixture(scope="module")
def fork(run_each):
    return run_each("fork", NOTEBOOKS)


@pytest.fixture(scope="module")
def stock(run_each):
    return run_each("stock", NOTEBOOKS)


def test_every_cell_comes_out_of_a_fork_as_out_of_a_stock_kernel(fork, stock) -> None:
    ours, theirs = fork["outputs"].notebook, stock["outputs"].notebook
    for one, other in zip(ours.cells, theirs.cells, strict=True):
        assert one == other
    assert ours.metadata == theirs.metadata
    assert ours == theirs


def test_the_notebook_of_outputs_shows_what_it_is_meant_to(fork) -> None:
    types = {kind for cell in fork["outputs"].notebook.cells for output in cell.get("outputs", [])
             for kind in [output.output_type, *output.get("data", {})]}  # fmt: skip
    assert types == {"stream", "display_data", "execute_result", "error",
                     "text/plain", "text/html", "text/markdown", "image/png", "application/json"}  # fmt: skip
    texts = fork["outputs"].texts()
    assert "2019-20-q2" in texts
    assert "never reached" not in texts
    assert "ipykernel_" not in texts


def test_what_a_subprocess_writes_comes_into_its_cell_in_both(fork, stock) -> None:
    assert [cell.get("outputs") for cell in fork["subprocess"].notebook.cells[2:]] == [
        [{"output_type": "stream", "name": "stdout", "text": "from a subprocess\n"}],
        [{"output_type": "stream", "name": "stderr", "text": "wrong\n"}],
    ]
    assert fork["subprocess"].notebook == stock["subprocess"].notebook
    assert fork["subprocess"].outcome.log == "from a subprocess\nwrong\n"


def test_a_failure_is_told_in_the_same_words_by_both(fork, stock) -> None:
    for name in ("outputs", "ends", "exits", "crashes"):
        one, other = fork[name].outcome, stock[name].outcome
        assert (one.ok, one.cell, one.traceback) == (False, other.cell, other.traceback)


def test_a_failure_names_the_cell_as_it_stands_in_the_source_and_gives_the_traceback(fork) -> None:
    outcome = fork["outputs"].outcome
    number = OUTPUTS.index("print('never reached')")  # counted from 1, the parameters cell before it
    first, *lines = outcome.cell.splitlines()
    assert first == f"cell {number + 1} (id c{number}):"
    assert lines == ["    def inverse(number):", "        return 1 / number", "    inverse(0)"]
    assert outcome.traceback.endswith("ZeroDivisionError: division by zero")
    assert "----> 2     return 1 / number" in outcome.traceback
    assert "\x1b" not in outcome.traceback


def test_a_notebook_that_ends_itself_early_has_failed(fork) -> None:
    assert fork["ends"].outcome.traceback.startswith("The notebook ended itself here (SystemExit)")
    assert fork["exits"].outcome.traceback.startswith("The notebook ended itself here (exit)")


def test_a_crashed_process_is_reported_with_its_signal_and_where_it_was(fork) -> None:
    outcome = fork["crashes"].outcome
    assert outcome.traceback == "The notebook's process ended with SIGSEGV before the notebook did."
    assert outcome.cell.startswith("cell 2 (id c1):\n    import os, signal")
    assert not outcome.job.output.exists()
    assert "Fatal Python error: Segmentation fault" in outcome.log


def test_the_same_job_gives_the_same_bytes_again_random_numbers_and_all(fork, run_each) -> None:
    again = run_each("fork", {"outputs": OUTPUTS})["outputs"]
    assert again.outcome.job.output.read_bytes() == fork["outputs"].outcome.job.output.read_bytes()


def test_an_executed_notebook_carries_no_times_and_no_paths(fork) -> None:
    notebook = fork["outputs"].notebook
    assert notebook.metadata.papermill == {"parameters": {"period": "2019-20-q2"}}
    assert [cell.id for cell in notebook.cells if "papermill" in cell.metadata or "execution" in cell.metadata] == []
    assert str(fork["outputs"].outcome.job.folder) not in fork["outputs"].outcome.job.output.read_text("utf-8")
