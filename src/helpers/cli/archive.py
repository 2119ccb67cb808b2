"""``goldenthread archive``: what stands beside the released editions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from helpers.cli.app import HERE, Folder, app


@app.command()
def archive(
    workspace: Folder = HERE,
    to: Annotated[Path | None, typer.Option("--to", help="Folder of released editions, instead of _site/.")] = None,
) -> None:
    """Write the list of released editions anew, with notices written since, comparisons and the feed.

    Every release does this too. The editions themselves are frozen, and none is touched.
    """
    from helpers.cli.show import near, say
    from helpers.model.counted import counted
    from helpers.model.workspace import Workspace
    from helpers.publish.archive.write import write_archive
    from helpers.publish.compared import SITE

    place = Workspace.at(workspace)
    site = to.resolve() if to else place.root / SITE
    editions = write_archive(place, site)
    notices = sum(len(edition.notices) for edition in editions)
    say(f"{counted(len(editions), 'released edition')}, {counted(notices, 'notice')}: {near(site / 'index.html')}")
