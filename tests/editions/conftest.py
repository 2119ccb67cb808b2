"""Editions built once a test session."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.workspace import Workspace
from helpers.publish.build import Built, Choices, build

Build = Callable[..., Built]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a workspace's edition, or give the one built before, whichever worker of this test run built it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def edition(workspace: Path, period: str, pack: str = "public", only: tuple[str, ...] = ()) -> Built:
        folder = shared / "-".join(["edition", workspace.name, period, pack, *only])
        kept = folder.with_suffix(".pickle")
        with FileLock(folder.with_suffix(".lock")):
            if not kept.is_file():
                made = build(Workspace.at(workspace), Period.parse(period), Pack(pack), Choices(only=only, out=folder))
                kept.write_bytes(pickle.dumps(made))
            return pickle.loads(kept.read_bytes())

    return edition


@pytest.fixture(scope="session")
def hart(built: Build, repository: Path) -> Built:
    """Hart's scorecard of quarter 2 of 2014/15, with the pages of figures that are seldom met: below nought, nought."""
    pages = ("environmental-technical-services", "LS05", "PS05", "SNH02")
    only = ("overview", "search", "scorecard", "exceptions", "data-quality", *pages)
    return built(repository / "tests/real/hart", "2014-15-q2", only=only)


@pytest.fixture(scope="session")
def bcp(built: Build, repository: Path) -> Built:
    """BCP's homelessness figures of quarter 2 of 2019/20: the pages of two measures, and all the data."""
    return built(repository / "tests/real/bcp", "2019-20-q2", only=("43", "TA"))


@pytest.fixture(scope="session")
def rbwm(built: Build, repository: Path) -> Built:
    """Windsor and Maidenhead's quarter 2 of 2017/18: the scorecard and the covering report, which hold Table 1."""
    return built(repository / "tests/real/rbwm", "2017-18-q2", only=("scorecard", "report"))


@pytest.fixture(scope="session")
def demo(built: Build, repository: Path) -> Built:
    """The fictional council's quarter 2 of 2019/20."""
    return built(repository, "2019-20-q2")


@pytest.fixture(scope="session")
def guide(built: Build, repository: Path) -> Built:
    """The pages of the guide and the reference, in the services' pack of the fictional council's quarter 3."""
    return built(repository, "2019-20-q3", "service", ("overview", "guide", "guide-files", "reference"))
