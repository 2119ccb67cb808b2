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
    SupplementNumber,
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
    supplement: SupplementNumber = 0,
) -> None:
    """Freeze the public pack, without the word DRAFT, once nothing is owed.

    With --supplement 1 the pack, released before, stays as it is: the comments of scrutiny panels that met too late for
    it are published beside it, once they are written.
    """
    from helpers.cli.show import near, progress_bar, say
    from helpers.publish.release import release as release_edition
    from helpers.publish.release import release_supplement

    place, about = opened(workspace, period)
    site, choices = to.resolve() if to else None, choices_of(engine, runner, jobs, [], None)
    with progress_bar() as progress:
        if supplement:
            built = release_supplement(place, about, supplement, site, choices, progress)
        else:
            built = release_edition(place, about, site, choices, progress)
    what = f"supplement {supplement} to {about.label}" if supplement else about.label
    say(f"Released {what}: {near(built.folder)}")
