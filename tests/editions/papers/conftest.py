"""The papers of every kind of workspace: the demo council's, two real councils', and the worst case."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from word_rules import WordFile
from worst import worst_council

from helpers.publish.build import Built


@pytest.fixture(scope="session")
def worst(built: Callable[..., Built], repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All the papers of a council in which all is long, odd or missing that can be, by themselves and bound."""
    return built(worst_council(tmp_path_factory.mktemp("worst"), repository / "notebooks"), "2019-20-q2")


@pytest.fixture(scope="session")
def editions(demo: Built, rbwm: Built, worst: Built, real: Path, request: pytest.FixtureRequest) -> dict[str, Path]:
    """The folders of the editions, by name; Hart's where its data is."""
    made = {"demo": demo, "rbwm": rbwm, "worst": worst}
    if real.exists():
        made["hart"] = request.getfixturevalue("hart")
    return {name: edition.folder for name, edition in made.items()}


@pytest.fixture(scope="session")
def word_papers(editions: dict[str, Path]) -> dict[str, WordFile]:
    """Every Word paper, by its edition and its name."""
    return {f"{name}: {path.stem}": WordFile(path) for name, folder in editions.items()
            for path in sorted(folder.rglob("*.docx"))}  # fmt: skip


@pytest.fixture(scope="session")
def pdf_papers(editions: dict[str, Path]) -> dict[str, Path]:
    """Every PDF paper, by its edition and its name."""
    return {f"{name}: {path.stem}": path for name, folder in editions.items() for path in sorted(folder.rglob("*.pdf"))}
