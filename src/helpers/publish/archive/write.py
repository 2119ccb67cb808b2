"""Write what stands beside the released editions. May import the floors below."""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers.collect.council import read_council, read_plan
from helpers.model.errors import Refused
from helpers.model.workspace import Workspace
from helpers.publish.archive.feed import feed
from helpers.publish.archive.index import index_page
from helpers.publish.archive.pairs import FOLDER, comparison_pages
from helpers.publish.archive.released import Released, released_editions
from helpers.publish.archive.script import editions_script
from helpers.publish.archive.stack import stacked_files

FEED = "feed.xml"


def write_archive(workspace: Workspace, site: Path) -> list[Released]:
    """Write the list of editions, the script their choosers read, the pages of what changed, and the feed.

    All stand outside every edition's folder, so that a later release changes nothing of an earlier one.

    Raises
    ------
    Refused
        No edition stands released there.
    """
    council = read_council(workspace)
    notices = {period: read_plan(workspace, period).notices for period in workspace.plans()}
    editions = released_editions(site, notices)
    if not editions:
        raise Refused.one(
            str(site), "no released edition", "at least one: the list is of those",
            "Release one first: `goldenthread release`. Another folder is named with --to.",
        )  # fmt: skip
    files = {
        "index.html": index_page(council, editions),
        "editions.js": editions_script(editions),
        **comparison_pages(council, site, editions),
        **stacked_files(council, site, editions),
        **({FEED: feed(council, editions)} if council.site_url else {}),
    }
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    (site / FEED).unlink(missing_ok=True)  # a council that has given its address up
    for name, content in files.items():
        path = site / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return editions
