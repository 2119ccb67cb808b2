"""``goldenthread preview``: serve an edition and build it again on every save."""

from __future__ import annotations

from typing import Annotated

import typer

from helpers.cli.app import HERE, Folder, PackName, PackOption, PeriodText, app, opened, pack_of


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

    place, about = opened(workspace, period)
    with progress_bar() as progress:
        built = build_edition(place, about, pack_of(pack), DEFAULTS, progress)
    server = serve(built.folder, port)
    say(f"Serving {about.label} at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)")

    def again() -> None:
        try:
            build_edition(place, about, pack_of(pack))
            say("Built again.")
        except (Refused, NotebooksFailed) as error:
            say(f"Not built; the last edition still stands.\n{error}")

    rebuild_on_save(place, again)
    server.shutdown()
