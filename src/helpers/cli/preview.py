"""``goldenthread preview``: serve an edition and bring it up to date on every save."""

from __future__ import annotations

from typing import Annotated

import typer

from helpers.cli.app import HERE, Engine, EngineChoice, Folder, PackName, PackOption, PeriodText, app, opened, pack_of


@app.command()
def preview(
    period: PeriodText = "",
    workspace: Folder = HERE,
    pack: PackOption = PackName.PUBLIC,
    engine: Engine = EngineChoice.AUTO,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0 takes a free one.")
    ] = 8000,
) -> None:
    """Serve an edition on this machine; on every save the page you look at is made again and loads by itself."""
    from helpers.cli.show import say
    from helpers.publish.preview.session import preview as serve_edition

    place, about = opened(workspace, period)
    serve_edition(place, about, pack_of(pack), port, engine.value, say)
