"""Change the rules of `assess` a little, one change at a time, and see which changes no test notices: `make mutants`.

Each room is held against the tests of the same name: `assess/variation` against `tests/assess/variation`, and what
stands outside of the rooms against the tests beside them. mutmut makes the changes and runs the tests, in a copy.
There are more than ten thousand changes: by default one in ten is tried, drawn anew by another SEED.

As a plugin of pytest (`-p mutate`) it lets every property try a few examples only, and not shrink them; and while
mutmut notes which test runs which function, it makes what tests share anew for each: else only the first would count.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import hypothesis
import pytest
from _pytest.runner import runtestprotocol

REPOSITORY = Path(__file__).resolve().parents[1]
COPIES = REPOSITORY / ".cache" / "mutants"
ASSESS = Path("src/helpers/assess")
GROUND = "ground"
"""The modules of `assess` that stand in no room."""

EXAMPLES = 4
LEAST = 0.85
"""Of all changes, those that a test has to notice (issue 4)."""

NOTICED = ("killed", "timeout", "segfault")


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Keep properties short: thousands of runs make up for the examples that each leaves out."""
    for item in items:
        test = getattr(item, "obj", None)
        if held := getattr(test, "_hypothesis_internal_use_settings", None):
            phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
            few = hypothesis.settings(held, max_examples=EXAMPLES, phases=phases, derandomize=True, database=None)
            test._hypothesis_internal_use_settings = few  # type: ignore[union-attr]


def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    """Tear down all fixtures after each test while mutmut takes its notes."""
    if os.environ.get("MUTANT_UNDER_TEST") != "stats":
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    runtestprotocol(item, nextitem=None)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def rooms() -> list[str]:
    """List the rooms of `assess`, the ground last: its tests take longest."""
    return [*sorted(entry.parent.name for entry in (REPOSITORY / ASSESS).glob("*/__init__.py")), GROUND]


def tests_of(room: str) -> list[str]:
    """List where a room's tests stand."""
    folder = REPOSITORY / "tests" / "assess"
    places = sorted(folder.glob("test_*.py")) if room == GROUND else [folder / room]
    return [str(place.relative_to(REPOSITORY)) for place in places]


def settings_of(room: str) -> str:
    """Write mutmut's settings for a room."""
    chosen = {
        "source_paths": ["src/helpers"],
        "only_mutate": [f"{ASSESS}/*" if room == GROUND else f"{ASSESS}/{room}/*"],
        "do_not_mutate": [f"{ASSESS}/*/*"] if room == GROUND else [],
        "also_copy": ["src", "notebooks", "params", "data", "reports", "_quarto.yml", "_extensions"],
        "pytest_add_cli_args_test_selection": tests_of(room),
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "mutate", "-o", "addopts=--import-mode=importlib"],
    }
    return "\n[tool.mutmut]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in chosen.items())


def copied(room: str) -> Path:
    """Copy what git knows of, as it stands now, to where it may be changed."""
    copy = COPIES / room
    shutil.rmtree(copy, ignore_errors=True)
    known = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, check=True, capture_output=True, text=True)
    for name in filter(None, known.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, copy / name)
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(settings_of(room))
    return copy


def mutmut(copy: Path, *words: str) -> str:
    """Run mutmut in a copy and give what it says; its spinner is kept in a file, in case it stops."""
    surroundings = os.environ | {"PYTHONPATH": str(copy / "tests")}
    command = [str(Path(sys.executable).with_name("mutmut")), *words]
    done = subprocess.run(command, cwd=copy, env=surroundings, capture_output=True, text=True, check=False)
    (copy / "mutmut.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    return done.stdout


def tried(room: str, share: float, seed: int) -> tuple[Counter[str], list[str]]:
    """Try a share of a room's changes: how many ended in which way, and those that no test noticed."""
    copy = copied(room)
    mutmut(copy, "run", "none_yet*")  # only makes them
    every = [name for file in sorted(copy.glob("mutants/**/*.meta"))
             for name in sorted(json.loads(file.read_text("utf-8"))["exit_code_by_key"])]  # fmt: skip
    if not every:
        raise SystemExit(f"mutmut made no change to {room}: read {copy / 'mutmut.log'}")
    chosen = sorted(random.Random(seed).sample(every, max(1, round(len(every) * share))))
    mutmut(copy, "run", *chosen)
    ended = dict(
        line.strip().split(": ") for line in mutmut(copy, "results", "--all", "true").splitlines() if ": " in line
    )
    ways = Counter(ended[name] for name in chosen)
    return ways, [mutmut(copy, "show", name) for name in chosen if ended[name] not in NOTICED]


def main() -> int:
    """Try every room, or those named; say what went by unnoticed, and fail where that is too much."""
    share, seed = float(os.environ.get("SHARE", "0.1")), int(os.environ.get("SEED", "1"))
    every: Counter[str] = Counter()
    for room in sys.argv[1:] or rooms():
        ways, unnoticed = tried(room, share, seed)
        every += ways
        print(*unnoticed, f"{room}: {said(ways)}", sep="\n", flush=True)  # noqa: T201
    print(f"all: {said(every)}")  # noqa: T201
    return int(noticed(every) < LEAST)


def noticed(ways: Counter[str]) -> float:
    """Give the share of changes that a test noticed."""
    return sum(ways[way] for way in NOTICED) / ways.total()


def said(ways: Counter[str]) -> str:
    """Say how changes ended."""
    counts = ", ".join(f"{count} {way}" for way, count in ways.most_common())
    return f"{ways.total()} changes tried, {counts}: {noticed(ways):.1%} noticed"


if __name__ == "__main__":
    sys.exit(main())
