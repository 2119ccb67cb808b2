"""The application that the commands hang on, and the options they share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from helpers.model.council import Pack as ModelPack
    from helpers.model.period import Period
    from helpers.model.workspace import Workspace

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


PeriodText = Annotated[str, typer.Argument(help="A period such as 2019-20-q2; without it, the newest that has a plan.")]
Folder = Annotated[Path, typer.Option("--workspace", help="The council's folder.")]
PackOption = Annotated[PackName, typer.Option("--pack", help="Which audience's pack.")]
Engine = Annotated[
    EngineChoice, typer.Option("--engine", help="Quarto where it is installed, else the embedded engine.")
]
RunnerOption = Annotated[RunnerChoice, typer.Option("--runner", help="How notebooks run: forked, or papermill's own.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Notebooks and papers at a time.")]
SupplementNumber = Annotated[
    int, typer.Option("--supplement", min=0, help="Number of a supplement, instead of the pack itself.")
]
HERE = Path()


def opened(folder: Path, period: str) -> tuple[Workspace, Period]:
    """Open the workspace, and the period meant: the newest that has a plan where none is named."""
    from helpers.model.period import Period
    from helpers.model.workspace import Workspace

    workspace = Workspace.at(folder)
    return workspace, Period.parse(period) if period else workspace.newest_plan()


def pack_of(pack: PackName) -> ModelPack:
    """Give the pack that an option names."""
    from helpers.model.council import Pack

    return Pack(pack.value)
