"""``goldenthread build``: an edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from helpers.model.period import Period
    from helpers.model.workspace import Workspace


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
    part_two: Annotated[
        bool, typer.Option("--part-two", help="Make the Part II papers of exempt matter, and nothing else.")
    ] = False,
) -> None:
    """Build an edition: pages, papers and data. The last one stands until all of the new one does."""
    from helpers.cli.show import near, progress_bar, say
    from helpers.model.counted import counted
    from helpers.publish.build import build as build_edition

    place, about = opened(workspace, period)
    if part_two:
        given = {"--pack": pack is not PackName.PUBLIC, "--only": only, "--out": out, "--supplement": supplement}
        _build_part_two(place, about, engine, [name for name, value in given.items() if value])
        return
    choices = choices_of(engine, runner, jobs, only or [], out, cache=not no_cache, supplement=supplement)
    with progress_bar() as progress:
        built = build_edition(place, about, pack_of(pack), choices, progress)
    results = built.results
    held = f"{counted(len(results), 'measure')}, {counted(len(built.outcomes), 'report')}"
    say(f"{results.edition.council.name}, {about.label}, {pack.value} pack: {held}.")
    if built.reused:
        say(f"{built.reused} of {counted(len(built.outcomes), 'notebook')} did not have to run again.")
    say(f"Open {near(built.folder / built.opening)}")


def _build_part_two(place: Workspace, about: Period, engine: EngineChoice, unfit: list[str]) -> None:
    from helpers.cli.show import near, say
    from helpers.model.errors import Refused
    from helpers.publish.part_two import build_part_two

    if unfit:
        raise Refused.one(
            "--part-two", f"{' and '.join(unfit)} beside it", "no such option: Part II papers have one place",
            "Leave it out. They stand in a folder of their own, which no pack contains.",
        )  # fmt: skip
    made = build_part_two(place, about, engine.value)
    say(f"Part II, {about.label}. Not for publication: these papers go to those who may see exempt matter.")
    for name in made.files:
        say(f"Open {near(made.folder / name)}")
