"""What every test may ask for: the repository, the real data beside it, golden texts, and the tools to look with."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
IN_CI = os.environ.get("CI") == "true"

# marker: (any one of these commands will do, the Debian package that has it)
TOOLS = {
    "needs_chromium": (("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "needs_libreoffice": (("soffice",), "libreoffice-writer-nogui and libreoffice-calc-nogui"),
    "needs_poppler": (("pdftoppm",), "poppler-utils"),
    "needs_postgres": (("initdb",), "postgresql"),
}
# Debian keeps the programs of a PostgreSQL server off the PATH.
PLACES = os.pathsep.join([os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))])

LONGEST = (
    "editions/test_demo", "editions/test_quarter", "publish/test_cache", "editions/test_disclosure",
    "editions/test_browser", "publish/test_preview", "editions/papers/test_pdf", "editions/test_odd_councils",
    "assess/disclosure/test_disclosure", "assess/quality/test_quality", "assess/figures/test_derive",
    "assess/disclosure", "publish/test_archive", "author/test_history", "author/test_approve", "narrate/prose",
    "assess/variation", "assess/others", "editions", "publish", "author", "assess", "present",
)  # fmt: skip
"""Files and folders of tests that take longest, the longest first; of those that share an edition, the one alone that
builds it stands at the head, so that the others need not wait for it."""

# The same examples in every run of CI, so that a red run can be repeated; new ones at each run on a desk.
settings.register_profile("ci", derandomize=True, database=None, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if IN_CI else "desk")


class GoldenText(SingleFileSnapshotExtension):
    """One small text file a golden, readable in a diff."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers, so that a misspelt one is an error."""
    for marker, (commands, package) in TOOLS.items():
        config.addinivalue_line("markers", f"{marker}: works with {commands[0]} (Debian: {package})")
    config.addinivalue_line("markers", "needs_real: reads the real data in ../shared/real")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Look for tests and doctests neither in what was built nor in scripts that help tests, which are imported."""
    if collection_path.name == "_build":
        return True
    is_script = collection_path.suffix == ".py" and not collection_path.name.startswith(("test_", "conftest"))
    return True if is_script and collection_path.is_relative_to(REPOSITORY / "tests") else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Give one worker more than there are cores: now and then each waits for a browser, a server or another's build."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Leave what was imported out of the collecting of garbage, which a test of many small objects begins often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: a worker that has one left at the end keeps the others waiting."""

    def place(item: pytest.Item) -> int:
        first = (place for place, name in enumerate(LONGEST) if item.nodeid.startswith(f"tests/{name}"))
        return next(first, len(LONGEST))

    items.sort(key=place)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tool is not here and say what to install; where CI runs, such a gap is a failure."""
    for marker, (commands, package) in TOOLS.items():
        if item.get_closest_marker(marker) and not any(shutil.which(command, path=PLACES) for command in commands):
            lacking = f"no {commands[0]} on the PATH: install it (Debian: apt-get install {package})"
            if IN_CI:
                pytest.fail(lacking, pytrace=False)
            pytest.skip(lacking)
    if item.get_closest_marker("needs_real") and not SHARED.exists():
        pytest.skip(f"no real data: {SHARED} does not exist")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository, which is also the workspace of the fictional council."""
    return REPOSITORY


@pytest.fixture(scope="session")
def real() -> Path:
    """Openly licensed data of real councils; a test that asks for it is marked ``needs_real``."""
    return SHARED / "real"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; a test that asks for it is marked ``needs_chromium``."""
    commands, _ = TOOLS["needs_chromium"]
    return next(filter(None, map(shutil.which, commands)))


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the tests of a module."""
    from browsing import chromium_open

    with chromium_open(chromium) as opened:
        yield opened


@pytest.fixture(scope="session", autouse=True)
def judged_once() -> Iterator[None]:
    """Judge the same figures once a test run, where a workspace is judged; the rules themselves are called by tests."""
    with pytest.MonkeyPatch.context() as patch:
        if "helpers.publish.inputs" in sys.modules:  # every test that may need it has been imported by now
            from judged_once import once

            from helpers.assess.judge import judge_figures, judged_then

            patch.setattr("helpers.publish.inputs.judge_figures", once(judge_figures))
            patch.setattr("helpers.publish.compared.judged_then", once(judged_then))
        yield


@pytest.fixture(scope="session")
def postgres_programs() -> Path:
    """The folder of PostgreSQL's programs; a test that asks for it is marked ``needs_postgres``."""
    (command,), _ = TOOLS["needs_postgres"]
    return Path(str(shutil.which(command, path=PLACES))).parent


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare a text with its file in ``golden/`` beside the test: ``assert text == golden(name="unknown-column")``.

    A golden that is missing or that no test reads fails. `pytest --snapshot-update` writes them.
    """
    return snapshot.use_extension(GoldenText)
