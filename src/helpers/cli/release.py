"""``goldenthread release``: freeze the public pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from helpers.cli.app import (
    HERE,
    Engine,
    EngineChoice,
    Folder,
    Jobs,
    PeriodText,
    RunnerChoice,
    RunnerOption,
    app,
    opened,
)
from helpers.cli.choices import choices_of


@app.command()
def release(
    period: PeriodText = "",
    workspace: Folder = HERE,
    to: Annotated[Path | None, typer.Option("--to", help="Folder of released editions, instead of _site/.")] = None,
    engine: Engine = EngineChoice.AUTO,
    runner: RunnerOption = RunnerChoice.AUTO,
    jobs: Jobs = 2,
) -> None:
    """Freeze the public pack, without the word DRAFT, once nothing is owed."""
    from helpers.cli.show import near, progress_bar, say
    from helpers.publish.release import release as release_edition

    place, about = opened(workspace, period)
    with progress_bar() as progress:
        built = release_edition(
            place, about, to.resolve() if to else None, choices_of(engine, runner, jobs, [], None), progress
        )
    say(f"Released {about.label}: {near(built.folder)}")
