"""Keep what was fetched as a return, and what it takes the place of in `data/superseded/`: raw data is never lost."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from helpers.collect.feed.foreign import as_yaml, is_made_of, said_by, whole_mapping
from helpers.collect.mapping.read import Origin
from helpers.collect.source import MAPPING, ORIGIN
from helpers.collect.yaml_file import read_yaml, typed
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.workspace import Workspace

SUPERSEDED = "data/superseded"
"""``<period>/<when>/`` in here holds earlier returns under their own names, with their origins. Nothing reads it."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A return on its way into the folder of returns.

    Attributes
    ----------
    name
        What it is kept as.
    content
        Its bytes.
    origin
        Where it came from.
    template
        The mapping that reads it, as it stands beside its source; empty for a return of ours.
    """

    name: str
    content: bytes
    origin: Origin
    template: str = ""

    def beside(self, source: str) -> dict[str, bytes]:
        """Give the files that are kept beside it, by name."""
        files = {self.name + ORIGIN: as_yaml(said_by(self.origin))}
        if self.template:
            files[source + MAPPING] = whole_mapping(self.template, self.name, self.origin)
        return files


def returns_folder(workspace: Workspace, period: Period) -> Path:
    """Give the folder of a period's returns."""
    return workspace.root / "data" / "returns" / str(period)


def kept(workspace: Workspace, name: str, period: Period) -> list[Path]:
    """List the returns of a period that a source has brought.

    Parameters
    ----------
    name
        The source's; what it brings is called ``<name>.csv``, ``<name>.xlsx`` or ``<name>.<name in the folder>``.

    Raises
    ------
    Refused
        A return of such a name was put there by a person, so that the source's own has no place.
    """
    folder = returns_folder(workspace, period)
    if not folder.is_dir():
        return []
    found = [
        path
        for path in sorted(folder.iterdir())
        if path.name.startswith(f"{name}.") and path.suffix.lower() in (".csv", ".xlsx")
    ]
    for path in found:
        beside = path.with_name(path.name + ORIGIN)
        label = workspace.label(beside)
        if not beside.is_file() or typed(Origin, read_yaml(beside, label), label).fetched is None:
            raise Refused.one(
                workspace.label(path), "a return that was not collected, under a name that a source uses",
                f"the return that the source {name} brings",
                "Rename the file (and its .origin.yml), or the source.",
            )  # fmt: skip
    return found


def keep(workspace: Workspace, name: str, period: Period, arriving: Sequence[Arriving], now: datetime) -> list[Path]:
    """Put what a source brought into the folder of returns, each file with its origin.

    Parameters
    ----------
    name
        The source's name.
    arriving
        What it brought. A file that is there already with the same content is left as it is.
    now
        Names the folder in which an earlier return is kept.

    Returns
    -------
    list of Path
        The files that are new or changed.
    """
    folder = returns_folder(workspace, period)
    before = {path.name: path for path in kept(workspace, name, period)}
    changed = [each for each in arriving if each.name not in before or not _is_as_before(before[each.name], each, name)]
    staying = {each.name for each in arriving if each not in changed}
    outgoing = [path for file, path in before.items() if file not in staying]
    folder.mkdir(parents=True, exist_ok=True)
    incoming = folder / f".{name}.arriving"  # a name with a full stop in front is never read
    shutil.rmtree(incoming, ignore_errors=True)
    try:
        incoming.mkdir()
        for each in changed:
            for file, content in {each.name: each.content, **each.beside(name)}.items():
                (incoming / file).write_bytes(content)
        if outgoing:
            _set_aside(workspace, period, name, outgoing, now)
        _swap(folder, incoming, name, outgoing, changed)
    except OSError as error:
        raise Refused.one(
            workspace.label(folder), f"a folder that cannot be written ({error.strerror})", "a folder you may write to",
            "Ask for write access, or make room on the disk, and collect again.",
        ) from None  # fmt: skip
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return [folder / each.name for each in changed]


def _is_as_before(path: Path, each: Arriving, name: str) -> bool:
    mapping = path.with_name(name + MAPPING)
    if mapping.is_file() != bool(each.template) or path.read_bytes() != each.content:
        return False
    return not each.template or is_made_of(mapping.read_bytes(), each.template)


def _swap(folder: Path, incoming: Path, name: str, outgoing: list[Path], changed: list[Arriving]) -> None:
    """Take out what is no longer there and move in what is new.

    A file without its origin would pass for a person's, so a new one comes after it; one that Excel holds open cannot
    be replaced at all, so a changed one goes before it.
    """
    incoming_names = {each.name for each in changed}
    for path in outgoing:
        if path.name not in incoming_names:
            path.unlink()
            path.with_name(path.name + ORIGIN).unlink(missing_ok=True)
    for each in changed:
        beside = list(each.beside(name))
        is_new = not (folder / each.name).exists()
        for file in [*beside, each.name] if is_new else [each.name, *beside]:
            (incoming / file).replace(folder / file)
        if not each.template:
            (folder / (name + MAPPING)).unlink(missing_ok=True)


def _set_aside(workspace: Workspace, period: Period, name: str, outgoing: list[Path], now: datetime) -> None:
    """Copy returns into a folder of the history, whole before it has its name."""
    history = workspace.root / SUPERSEDED / str(period)
    stamp = f"{now:%Y-%m-%dT%H%M%SZ}"
    again = len(list(history.glob(f"{stamp}*")))
    place = history / (f"{stamp}-{again + 1}" if again else stamp)
    being_filled = history / f".{place.name}"
    shutil.rmtree(being_filled, ignore_errors=True)
    being_filled.mkdir(parents=True)
    for path in outgoing:
        for each in (path, path.with_name(path.name + ORIGIN), path.with_name(name + MAPPING)):
            if each.exists():
                shutil.copy2(each, being_filled / each.name)
    being_filled.rename(place)
