"""The commands of ``goldenthread``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from helpers.model.council import Pack as ModelPack
    from helpers.model.period import Period
    from helpers.model.workspace import Workspace
    from helpers.publish.build import Choices

app = typer.Typer(
    help="Turn a council's quarterly returns into a performance website and the papers of its meetings.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class PackName(StrEnum):
    """What one audience gets."""

    PUBLIC = "public"
    MEMBERS = "members"
    LEADERSHIP = "leadership"
    SERVICE = "service"


class EngineChoice(StrEnum):
    """What renders pages and papers."""

    AUTO = "auto"
    QUARTO = "quarto"
    EMBEDDED = "embedded"


class RunnerChoice(StrEnum):
    """What runs the notebooks."""

    AUTO = "auto"
    FORK = "fork"
    STOCK = "stock"


class Shape(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    JSON = "json"


PeriodText = Annotated[str, typer.Argument(help="A period such as 2019-20-q2; without it, the newest that has a plan.")]
Folder = Annotated[Path, typer.Option("--workspace", help="The council's folder.")]
PackOption = Annotated[PackName, typer.Option("--pack", help="Which audience's pack.")]
Engine = Annotated[
    EngineChoice, typer.Option("--engine", help="Quarto where it is installed, else the embedded engine.")
]
RunnerOption = Annotated[RunnerChoice, typer.Option("--runner", help="How notebooks run: forked, or papermill's own.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Notebooks and papers at a time.")]
HERE = Path()


def _open(folder: Path, period: str) -> tuple[Workspace, Period]:
    from helpers.model.period import Period
    from helpers.model.workspace import Workspace

    workspace = Workspace.at(folder)
    return workspace, Period.parse(period) if period else workspace.newest_plan()


def _choices(engine: EngineChoice, runner: RunnerChoice, jobs: int, only: list[str], out: Path | None) -> Choices:
    from helpers.publish.build import Choices

    return Choices(tuple(only), engine.value, runner.value, jobs, out.resolve() if out else None)


def _pack(pack: PackName) -> ModelPack:
    from helpers.model.council import Pack

    return Pack(pack.value)


@app.command("list")
def list_reports(period: PeriodText = "", workspace: Folder = HERE, pack: PackOption = PackName.PUBLIC) -> None:
    """Show what would be built, from which notebook, with which parameters."""
    from helpers.cli.show import counted, show_table
    from helpers.collect.council import read_plan
    from helpers.publish.plan import planned, source_of

    place, about = _open(workspace, period)
    plan = read_plan(place, about)
    rows = [
        {
            "report": report.slug,
            "page": f"{report.page}",
            "notebook": place.label(source_of(place, plan, report)),
            "parameters": ", ".join(f"{name}={value}" for name, value in report.parameters.items()),
            "audience": report.audience.value,
            "formats": ", ".join(report.formats),
        }
        for report in planned(place, plan, _pack(pack))
    ]
    show_table(rows, f"{counted(len(rows), 'report')} for {about.label}, {pack.value} pack")


@app.command()
def collect(period: PeriodText = "", workspace: Folder = HERE) -> None:
    """Read and check every return up to a period, and say what came in."""
    from helpers.cli.show import counted, show_table
    from helpers.collect.benchmarks import read_benchmarks
    from helpers.collect.council import read_council
    from helpers.collect.framework import read_framework
    from helpers.collect.returns import read_returns

    place, about = _open(workspace, period)
    framework = read_framework(place, read_council(place))
    returns = read_returns(place, framework, about)
    peers = read_benchmarks(place, framework, about)
    rows = [
        {"return": file, "period": str(returned), "rows": len(part), "supplied by": part["supplied_by"].iloc[0],
         "received": part["received"].iloc[0]}
        for (returned, file), part in returns.groupby(["return_period", "source_file"])
        if returned == about
    ]  # fmt: skip
    read = f"{counted(len(returns), 'row')} of returns up to {about.label}, {counted(len(peers), 'benchmark')}"
    show_table(rows, f"{read}: all can be used")


@app.command()
def check(
    period: PeriodText = "",
    workspace: Folder = HERE,
    pack: PackOption = PackName.PUBLIC,
    shape: Annotated[Shape, typer.Option("--format", help="A table for people or JSON for machines.")] = Shape.TABLE,
) -> None:
    """Show what is still owed before a release: returns, exception reports, commentary. Builds nothing."""
    from helpers.cli.show import counted, show_json, show_table
    from helpers.publish.owed import owed
    from helpers.publish.store import judge_workspace

    place, about = _open(workspace, period)
    rows = owed(judge_workspace(place, about, _pack(pack)))
    if shape is Shape.JSON:
        show_json(rows)
    else:
        show_table(
            rows,
            f"{counted(len(rows), 'thing')} owed for {about.label}" if rows else f"Nothing is owed for {about.label}",
        )


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
) -> None:
    """Build an edition: pages, papers and data. The last one stands until all of the new one does."""
    from helpers.cli.show import counted, near, progress_bar, say
    from helpers.publish.build import build as build_edition

    place, about = _open(workspace, period)
    with progress_bar() as progress:
        built = build_edition(place, about, _pack(pack), _choices(engine, runner, jobs, only or [], out), progress)
    results = built.results
    held = f"{counted(len(results), 'measure')}, {counted(len(built.outcomes), 'report')}"
    say(f"{results.edition.council.name}, {about.label}, {pack.value} pack: {held}.")
    say(f"Open {near(built.folder / built.opening)}")


@app.command()
def preview(
    period: PeriodText = "",
    workspace: Folder = HERE,
    pack: PackOption = PackName.PUBLIC,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0 takes a free one.")
    ] = 8000,
) -> None:
    """Build, serve on this machine, and build again on every save, until Ctrl-C."""
    from helpers.cli.show import progress_bar, say
    from helpers.model.errors import Refused
    from helpers.publish.build import DEFAULTS, NotebooksFailed
    from helpers.publish.build import build as build_edition
    from helpers.publish.preview import rebuild_on_save, serve

    place, about = _open(workspace, period)
    with progress_bar() as progress:
        built = build_edition(place, about, _pack(pack), DEFAULTS, progress)
    server = serve(built.folder, port)
    say(f"Serving {about.label} at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)")

    def again() -> None:
        try:
            build_edition(place, about, _pack(pack))
            say("Built again.")
        except (Refused, NotebooksFailed) as error:
            say(f"Not built; the last edition still stands.\n{error}")

    rebuild_on_save(place, again)
    server.shutdown()


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

    place, about = _open(workspace, period)
    with progress_bar() as progress:
        built = release_edition(
            place, about, to.resolve() if to else None, _choices(engine, runner, jobs, [], None), progress
        )
    say(f"Released {about.label}: {near(built.folder)}")


@app.command()
def verify(folder: Annotated[Path, typer.Argument(help="Folder of a built or released edition.")]) -> None:
    """Prove that an edition is whole: every file as it was built, none lost, none added."""
    from helpers.cli.show import say
    from helpers.model.errors import Refused
    from helpers.publish.manifest import verify as verify_edition

    try:
        count = verify_edition(folder)
    except Refused as refused:
        print(f"Not proven whole.\n\n{refused}", file=sys.stderr)  # noqa: T201
        raise typer.Exit(1) from None
    say(f"{folder}: {count} files, all as they were built")


def run() -> None:
    """Run a command; what a person can mend comes out in plain words, with exit status 1."""
    from helpers.model.errors import Refused

    try:
        app()
    except Refused as refused:
        print(f"Refused. Nothing was published and nothing was lost.\n\n{refused}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except Exception as error:
        if type(error).__name__ != "NotebooksFailed":
            raise
        print(f"Notebooks stopped; the last edition still stands.\n\n{error}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
