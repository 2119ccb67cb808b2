"""Keep what was fetched as a return, and what it takes the place of in `data/superseded/`: raw data is never lost."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from helpers.collect.mapping import Origin
from helpers.collect.source import ORIGIN
from helpers.collect.yaml_file import read_yaml, typed
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.workspace import Workspace

SUPERSEDED = "data/superseded"
"""``<period>/<when>/`` in here holds earlier returns under their own names, with their origins. Nothing reads it."""


class _Writer(yaml.SafeDumper):
    """Writes a query as a person would, line by line."""


def _write_text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Writer.add_representer(str, _write_text)


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


def keep(
    workspace: Workspace, name: str, period: Period, arrived: Mapping[str, bytes], origins: Mapping[str, Origin],
    now: datetime,
) -> list[Path]:  # fmt: skip
    """Put what a source brought into the folder of returns, each file with its origin.

    Parameters
    ----------
    name
        The source's name.
    arrived
        Contents by file name. A file that is there already with the same content is left as it is.
    origins
        Where each came from.
    now
        Names the folder in which an earlier return is kept.

    Returns
    -------
    list of Path
        The files that are new or changed.
    """
    folder = returns_folder(workspace, period)
    before = {path.name: path for path in kept(workspace, name, period)}
    changed = [file for file, content in arrived.items() if file not in before or before[file].read_bytes() != content]
    outgoing = [path for file, path in before.items() if file in changed or file not in arrived]
    folder.mkdir(parents=True, exist_ok=True)
    incoming = folder / f".{name}.arriving"  # a name with a full stop in front is never read
    shutil.rmtree(incoming, ignore_errors=True)
    try:
        incoming.mkdir()
        for file in changed:
            (incoming / file).write_bytes(arrived[file])
            (incoming / (file + ORIGIN)).write_bytes(_as_yaml(origins[file]))
        if outgoing:
            _set_aside(workspace, period, outgoing, now)
        for path in outgoing:
            if path.name not in arrived:
                path.unlink()
                path.with_name(path.name + ORIGIN).unlink(missing_ok=True)
        for file in changed:
            # A file without its origin would pass for a person's; one that Excel holds open cannot be replaced at all.
            pair = (file, file + ORIGIN) if file in before else (file + ORIGIN, file)
            for each in pair:
                (incoming / each).replace(folder / each)
    except OSError as error:
        raise Refused.one(
            workspace.label(folder), f"a folder that cannot be written ({error.strerror})", "a folder you may write to",
            "Ask for write access, or make room on the disk, and collect again.",
        ) from None  # fmt: skip
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return [folder / file for file in changed]


def _set_aside(workspace: Workspace, period: Period, outgoing: list[Path], now: datetime) -> None:
    """Copy returns into a folder of the history, whole before it has its name."""
    history = workspace.root / SUPERSEDED / str(period)
    stamp = f"{now:%Y-%m-%dT%H%M%SZ}"
    again = len(list(history.glob(f"{stamp}*")))
    place = history / (f"{stamp}-{again + 1}" if again else stamp)
    being_filled = history / f".{place.name}"
    shutil.rmtree(being_filled, ignore_errors=True)
    being_filled.mkdir(parents=True)
    for path in outgoing:
        for each in (path, path.with_name(path.name + ORIGIN)):
            if each.exists():
                shutil.copy2(each, being_filled / each.name)
    being_filled.rename(place)


def _as_yaml(origin: Origin) -> bytes:
    said: dict[str, Any] = origin.model_dump(exclude_defaults=True)
    return yaml.dump(said, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=10_000).encode("utf-8")
