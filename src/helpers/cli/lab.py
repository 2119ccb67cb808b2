"""``goldenthread lab``: write in JupyterLab."""

from __future__ import annotations

from typing import Annotated

import typer

from helpers.cli.app import HERE, Folder, PeriodText, app, opened


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(
    context: typer.Context,
    period: PeriodText = "",
    workspace: Folder = HERE,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open it in the browser.")] = True,
) -> None:
    """Open JupyterLab on a period's notebooks; every text is kept at every save.

    Further options are handed to JupyterLab.
    """
    import subprocess

    from helpers.author.lab import lab_command, lab_environment

    place, about = opened(workspace, period)
    options = [*context.args, *([] if browser else ["--no-browser"])]
    raise typer.Exit(subprocess.run(lab_command(place, about, options), env=lab_environment(), check=False).returncode)
