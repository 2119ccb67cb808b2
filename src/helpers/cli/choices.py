"""How to build, from the options of a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpers.cli.app import EngineChoice, RunnerChoice

if TYPE_CHECKING:
    from helpers.publish.build import Choices


def choices_of(
    engine: EngineChoice,
    runner: RunnerChoice,
    jobs: int,
    only: list[str],
    out: Path | None,
    cache: bool = True,
    supplement: int = 0,
) -> Choices:
    """Give how to build, as a person chose it."""
    from helpers.publish.build import Choices

    place = out.resolve() if out else None
    return Choices(tuple(only), engine.value, runner.value, jobs, place, cache=cache, supplement=supplement)
