"""``goldenthread build``: an edition."""

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
    PackName,
    PackOption,
    PeriodText,
    RunnerChoice,
    RunnerOption,
    SupplementNumber,
    app,
    opened,
    pack_of,
)
from helpers.cli.choices import choices_of


@app.command()
def build(
    period: PeriodText = "",
    workspace: Folder = HERE,
    pack: PackOption = PackName.PUBLIC,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Build just this report, for a look; may be repeated.")
    ] = None,
    engine: Engine = EngineChoice.AUTO,
    runner: RunnerOption = RunnerChoice.AUTO,
    jobs: Jobs = 2,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for what is built, instead of _out/.")] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Make everything anew, without what earlier builds kept.")
    ] = False,
    supplement: SupplementNumber = 0,
) -> None:
    """Build an edition: pages, papers and data. The last one stands until all of the new one does."""
    from helpers.cli.show import counted, near, progress_bar, say
    from helpers.publish.build import build as build_edition

    place, about = opened(workspace, period)
    choices = choices_of(engine, runner, jobs, only or [], out, cache=not no_cache, supplement=supplement)
    with progress_bar() as progress:
        built = build_edition(place, about, pack_of(pack), choices, progress)
    results = built.results
    held = f"{counted(len(results), 'measure')}, {counted(len(built.outcomes), 'report')}"
    say(f"{results.edition.council.name}, {about.label}, {pack.value} pack: {held}.")
    if built.reused:
        say(f"{built.reused} of {counted(len(built.outcomes), 'notebook')} did not have to run again.")
    say(f"Open {near(built.folder / built.opening)}")
