"""Many notebooks at once: in order, watched, ended in time, from whatever program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing import forkserver
from pathlib import Path

import pytest

from helpers.model.errors import Refused
from helpers.publish.run import fork, runner
from helpers.publish.run.environment import reseed
from helpers.publish.run.job import Job
from helpers.publish.run.runner import choose, prepare, run_notebooks


def job(source: Path, name: str = "out", **parameters: object) -> Job:
    return Job(source, source.parent / f"{name}.ipynb", parameters, source.parent)


def test_the_others_finish_when_one_fails_and_outcomes_come_in_the_order_of_the_jobs(write, tmp_path) -> None:
    last = tmp_path / "the-others-were-told-of"
    wait = f"import os, time\nwhile not os.path.exists({str(last)!r}): time.sleep(0.02)"
    jobs = [
        job(write("slow", wait), "1"),
        job(write("broken", "1 +"), "2"),
        job(write("quick", "1"), "3"),
    ]
    done = []

    def tell(outcome) -> None:
        done.append(outcome)
        if len(done) == 2:
            last.touch()

    outcomes = run_notebooks(jobs, "fork", workers=2, on_done=tell)
    assert [outcome.job for outcome in outcomes] == jobs
    assert [outcome.ok for outcome in outcomes] == [True, False, True]
    assert "SyntaxError" in outcomes[1].traceback
    assert sorted(outcome.job.output.name for outcome in done) == ["1.ipynb", "2.ipynb", "3.ipynb"]
    assert done[-1].job is jobs[0]


def test_no_jobs_are_no_work() -> None:
    assert run_notebooks([], "auto") == []


@pytest.mark.parametrize("way", ["fork", "stock"])
def test_a_notebook_that_takes_too_long_is_interrupted_and_says_where_it_was(write, way) -> None:
    source = write("slow", "import time\nprint('started')\ntime.sleep(60)")
    (outcome,) = run_notebooks([job(source)], way, timeout=1)
    assert not outcome.ok
    assert outcome.cell.startswith("cell 1 (id c0):")
    assert outcome.traceback.startswith("Stopped after 1 seconds.\n")
    assert "----> 3 time.sleep(60)" in outcome.traceback
    assert outcome.job.output.exists()


def test_a_notebook_that_does_not_heed_an_interrupt_is_killed_with_what_it_started(write, monkeypatch) -> None:
    monkeypatch.setattr(fork, "GRACE", 0.5)
    stubborn = (
        "import subprocess, time\nchild = subprocess.Popen(['sleep', '60'])\nopen('pid', 'w').write(str(child.pid))\n"
        "while True:\n    try:\n        time.sleep(60)\n    except BaseException:\n        pass"
    )
    source = write("stubborn", stubborn)
    (outcome,) = run_notebooks([job(source)], "fork", timeout=1)
    assert outcome.traceback == "Stopped after 1 seconds.\nIt did not heed the interrupt and was killed."
    assert outcome.cell.startswith("cell 1")
    assert "most recent call first" in outcome.log
    assert is_gone(int((source.parent / "pid").read_text()))


def test_what_a_notebook_leaves_running_is_ended(write) -> None:
    source = write("a", "import subprocess\nopen('pid', 'w').write(str(subprocess.Popen(['sleep', '60']).pid))")
    (outcome,) = run_notebooks([job(source)], "fork")
    assert outcome.ok
    assert is_gone(int((source.parent / "pid").read_text()))


def test_charts_are_drawn_in_a_fork(write) -> None:
    # vl-convert and Arrow's compute use threads: a fork of a process that had used them would hang here.
    source = write(
        "chart",
        "import altair as alt, vl_convert, pandas as pd\n"
        "table = pd.DataFrame({'a': [1, 2]}, dtype='int64[pyarrow]')\n"
        "table.groupby('a').sum(); table.to_parquet('a.parquet')\n"
        "'<svg' in vl_convert.vegalite_to_svg(alt.Chart(pd.read_parquet('a.parquet')).mark_bar().to_json())",
    )
    (outcome,) = run_notebooks([job(source)], "fork", timeout=60)
    assert outcome.traceback is None


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads in /proc")
def test_the_warm_process_has_one_thread_and_holds_the_libraries(write) -> None:
    source = write("a", "import sys\nprint({'pandas', 'altair', 'great_tables', 'helpers.model'} <= set(sys.modules))")
    run_notebooks([job(source)], "fork")
    threads = list(Path(f"/proc/{forkserver._forkserver._forkserver_pid}/task").iterdir())
    assert len(threads) == 1
    assert '"True\\n"' in (source.parent / "out.ipynb").read_text()


def test_two_jobs_do_not_share_random_numbers_and_one_job_repeats_its_own(write) -> None:
    source = write("a", "import random\nprint(random.random())", defaults="n = 0")
    outcomes = run_notebooks([job(source, "1", n=1), job(source, "2", n=2), job(source, "3", n=1)], "fork")
    drawn = [[line for line in o.job.output.read_text().splitlines() if '"0.' in line] for o in outcomes]
    assert drawn[0] == drawn[2] != drawn[1]


def test_reseeding_seeds_python_and_numpy() -> None:
    import random

    import numpy as np

    before = (random.getstate(), np.random.get_state())
    reseed(3)
    first = (random.random(), np.random.rand())
    reseed(3)
    assert (random.random(), np.random.rand()) == first
    random.setstate(before[0])
    np.random.set_state(before[1])


def test_paths_with_braces_are_paths(write, tmp_path) -> None:
    source = write("{period}/a", "1", defaults="period = ''")
    (outcome,) = run_notebooks([Job(source, tmp_path / "{x}" / "out.ipynb", {"period": "q"}, tmp_path)], "fork")
    assert outcome.traceback is None
    assert (tmp_path / "{x}" / "out.ipynb").exists()


def test_auto_forks_where_the_self_test_passes() -> None:
    assert choose("auto").name == "fork"


def test_auto_falls_back_to_stock_and_says_so_once(monkeypatch) -> None:
    monkeypatch.setattr(runner, "fork_fault", lambda: "this system has no fork server (a test).")
    said: list[str] = []
    assert [choose("auto", say=said.append).name for _ in range(2)] == ["stock", "stock"]
    assert said == ["Notebooks run in stock kernels, which is slower: this system has no fork server (a test)."]


def test_the_self_test_notices_a_fork_that_does_not_work(monkeypatch) -> None:
    monkeypatch.setattr(runner, "SELF_TEST", "raise OSError('no threads')")
    assert runner.fork_fault.__wrapped__() == "the self-test of forked processes failed. OSError: no threads"


def test_fork_is_refused_where_there_is_none(monkeypatch, golden) -> None:
    monkeypatch.setattr(fork, "can_fork", lambda: False)
    with pytest.raises(Refused) as caught:
        choose("fork")
    assert str(caught.value) == golden(name="no-fork")


def test_an_unknown_runner_is_refused_with_the_known_ones(golden) -> None:
    with pytest.raises(Refused) as caught:
        choose("forks")
    assert str(caught.value) == golden(name="unknown-runner")


def test_preparing_begins_to_warm_and_does_not_change_the_environment() -> None:
    before = dict(os.environ)
    prepare("auto")
    assert dict(os.environ) == before
    assert forkserver._forkserver._forkserver_pid is not None


PROGRAM = """
print("the program runs")
import pathlib, sys
from helpers.publish.run.job import Job
from helpers.publish.run.runner import run_notebooks
source, way = pathlib.Path(sys.argv[-2]), sys.argv[-1]
outcomes = run_notebooks([Job(source, source.parent / f"{way}.ipynb", {}, source.parent)], way)
print([outcome.traceback for outcome in outcomes])
"""


@pytest.mark.parametrize("way", ["fork", "stock"])
def test_a_program_without_a_main_guard_runs_once_and_nothing_is_written_at_home(write, tmp_path, way) -> None:
    program, home, source = tmp_path / "program.py", tmp_path / "home", write("a", "1")
    program.write_text(PROGRAM, encoding="utf-8")
    home.mkdir()
    done = subprocess.run(
        [sys.executable, program, source, way], env={**os.environ, "HOME": str(home)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout == "the program runs\n[None]\n"
    assert done.stderr == ""
    assert list(home.iterdir()) == []


SLEEPS = "import os, time\nopen(f'pid-{os.getpid()}', 'w').close()\ntime.sleep(60)"


def started(folder: Path, notebooks: int) -> list[int]:
    """Wait until so many notebooks run, and give their process numbers."""
    for _ in range(600):
        if len(found := list(folder.glob("pid-*"))) == notebooks:
            return [int(path.name.removeprefix("pid-")) for path in found]
        time.sleep(0.05)
    raise AssertionError("the notebooks did not start")


def test_ctrl_c_ends_every_notebook_and_leaves_no_word(write, tmp_path) -> None:
    source = write("a", SLEEPS)
    program = tmp_path / "program.py"
    # A shell that runs the tests in the background has them ignore Ctrl-C, and a program inherits that.
    heeds = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program.write_text(f"{heeds}try:\n    {PROGRAM.strip().replace(chr(10), chr(10) + '    ')}\n"
                       "except KeyboardInterrupt:\n    print('interrupted')\n")  # fmt: skip
    running = subprocess.Popen(
        [sys.executable, program, source, "fork"], start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    notebooks = started(tmp_path, 1)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does
    assert running.communicate(timeout=30) == ("the program runs\ninterrupted\n", "")
    assert all(map(is_gone, notebooks))


@pytest.mark.parametrize("way", ["fork", "stock"])
def test_a_stopped_runner_ends_what_runs_and_starts_nothing_more(write, way) -> None:
    source, chosen = write("a", SLEEPS), choose(way)
    run = threading.Thread(target=chosen.run, args=(job(source),))
    run.start()
    notebooks = started(source.parent, 1)
    chosen.stop()
    run.join(30)
    assert not run.is_alive()
    assert all(map(is_gone, notebooks))
    assert chosen.run(job(source, "2")).traceback == "Not started: the build was stopped."


def is_gone(pid: int) -> bool:
    """Whether a process has ended; it may take its killer a moment."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
