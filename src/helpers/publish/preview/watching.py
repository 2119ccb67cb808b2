"""Watching a workspace: which files an edition is made from, and which saves of them matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def matters(path: PurePath) -> bool:
    """Say whether an edition could be made from a file: not a program's own notes, half-written or hidden files.

    Parameters
    ----------
    path
        The file, from the workspace.

    Examples
    --------
    >>> matters(PurePath("reports/2019-20-q2/housing.ipynb"))
    True
    >>> matters(PurePath("reports/2019-20-q2/history/housing.jsonl")), matters(PurePath("data/returns/~$a.xlsx"))
    (False, False)
    """
    odd = path.name.startswith((".", "~")) or path.name.endswith(("~", ".part", ".tmp"))
    return not odd and not _NOT_READ & set(path.parts)


def watched(workspace: Workspace) -> list[Path]:
    """List the files and folders that an edition is made from, as far as they exist."""
    places = [workspace.root / name for name in OWN] + [workspace.own_or_ours(name) for name in OWN_OR_OURS]
    return [place for place in places if place.exists()]


def saves(workspace: Workspace, ended: Event) -> Iterator[set[Path]]:
    """Give the files of each save, or of several in quick succession, until it has ended."""
    while not ended.is_set():
        places = watched(workspace)

        def counts(_change: Change, path: str, places: Sequence[Path] = places) -> bool:
            below = (Path(path).relative_to(place.parent) for place in places if Path(path).is_relative_to(place))
            return any(map(matters, below))

        for changes in watch(
            *places, watch_filter=counts, debounce=GATHERED, step=QUIET, stop_event=ended, rust_timeout=LOOK_AGAIN,
            yield_on_timeout=True, raise_interrupt=False,
        ):  # fmt: skip
            if changes:
                yield {Path(path) for _, path in changes}
            if watched(workspace) != places:
                break
