"""``goldenthread verify``: prove that an edition is whole."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from helpers.cli.app import app


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
