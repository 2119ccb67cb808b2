"""Watching a workspace: which files an edition is made from, and which saves of them matter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from threading import Event

from watchfiles import Change, watch

from helpers.model.workspace import Workspace

OWN = ("params", "data", "reports")
OWN_OR_OURS = ("notebooks", "_quarto.yml", "_extensions")
GATHERED, QUIET, LOOK_AGAIN = 500, 60, 2000
"""Milliseconds: saves within so many are one, once so many have passed without another; and how often to look for a
folder that was not there."""

_NOT_READ = {"history", "workbooks", ".ipynb_checkpoints", "__pycache__"}


def matters(_change: Change, path: str) -> bool:
    """Say whether an edition could be made from a file: not a program's own notes, half-written or hidden files.

    Examples
    --------
    >>> matters(Change.modified, "reports/2019-20-q2/housing.ipynb")
    True
    >>> matters(Change.added, "reports/2019-20-q2/history/housing.jsonl"), matters(Change.added, "data/~$a.xlsx")
    (False, False)
    """
    parts = PurePath(path).parts
    name = parts[-1]
    return (
        not (_NOT_READ & set(parts)) and not name.startswith((".", "~")) and not name.endswith(("~", ".part", ".tmp"))
    )


def watched(workspace: Workspace) -> list[Path]:
    """List the files and folders that an edition is made from, as far as they exist."""
    places = [workspace.root / name for name in OWN] + [workspace.own_or_ours(name) for name in OWN_OR_OURS]
    return [place for place in places if place.exists()]


def saves(workspace: Workspace, ended: Event) -> Iterator[set[Path]]:
    """Give the files of each save, or of several in quick succession, until it has ended."""
    while not ended.is_set():
        places = watched(workspace)
        for changes in watch(
            *places, watch_filter=matters, debounce=GATHERED, step=QUIET, stop_event=ended, rust_timeout=LOOK_AGAIN,
            yield_on_timeout=True, raise_interrupt=False,
        ):  # fmt: skip
            if changes:
                yield {Path(path) for _, path in changes}
            if watched(workspace) != places:
                break
