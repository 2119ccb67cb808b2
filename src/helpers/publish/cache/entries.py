"""The folder of what was kept: entries by kind and key, each sealed with its own hash, the oldest thrown away."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from helpers.model.workspace import Workspace

LIMIT = 500_000_000
"""Bytes that the folder may hold: some twenty states of an edition of eighty reports."""

VARIANTS = 12
"""Entries that one key may have, which differ in what of the store they read."""

_ENDING = ".kept"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was kept.

    Attributes
    ----------
    facts
        What is noted about it, as JSON has it.
    content
        The thing itself.
    """

    facts: dict[str, Any]
    content: bytes


class Entries:
    """Entries in a folder. Several builds may use it at once: an entry appears whole or not at all.

    Parameters
    ----------
    folder
        Where they stand; made when the first one is put.
    limit
        Bytes that they may take after `prune`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     entries = Entries(Path(folder))
    ...     entries.put("page", "abc", {"words": 2}, b"Well done")
    ...     [(entry.facts, entry.content) for entry in entries.get("page", "abc")]
    [({'words': 2}, b'Well done')]
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit

    @classmethod
    def of(cls, workspace: Workspace) -> Entries:
        """Give the entries of a workspace, in `_build/cache/`."""
        return cls(workspace.root / "_build" / "cache")

    def get(self, kind: str, key: str) -> Iterator[Entry]:
        """Go through the whole entries of a key, the last used first; a damaged one is removed and passed over."""
        for path in self._variants(kind, key):
            try:
                raw = path.read_bytes()
            except OSError:
                continue  # another build threw it away
            entry = _opened(raw, kind, key)
            if entry is None:
                with suppress(OSError):
                    path.unlink()
            else:
                yield entry

    def used(self, kind: str, key: str, entry: Entry) -> None:
        """Note that an entry was used, so that it is not the next to go."""
        with suppress(OSError):
            os.utime(self._place(kind, key, entry.facts))

    def put(self, kind: str, key: str, facts: Mapping[str, Any], content: bytes) -> None:
        """Keep a thing; where it cannot be written, a full disk for one, the build goes on without."""
        noted = json.dumps(facts, sort_keys=True).encode()
        body = noted + b"\n" + content
        place = self._place(kind, key, facts)
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as beside:
                beside.write(_seal(kind, key, body) + b"\n" + body)
            Path(beside.name).replace(place)
            for old in self._variants(kind, key)[VARIANTS:]:
                old.unlink()

    def prune(self) -> None:
        """Throw away what was used longest ago, until the rest is within the limit."""
        found = []
        for path in self.folder.rglob("*"):
            with suppress(OSError):
                if path.is_file():
                    state = path.stat()
                    found.append((state.st_mtime_ns, state.st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found, key=lambda entry: entry[0]):
            if total <= self.limit:
                break
            with suppress(OSError):
                path.unlink()
            total -= size

    def _variants(self, kind: str, key: str) -> list[Path]:
        with suppress(OSError):
            with os.scandir(self.folder / kind / key) as found:
                dated = [(entry.stat().st_mtime_ns, entry.path) for entry in found if entry.name.endswith(_ENDING)]
            return [Path(path) for _, path in sorted(dated, reverse=True)]
        return []

    def _place(self, kind: str, key: str, facts: Mapping[str, Any]) -> Path:
        name = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]
        return self.folder / kind / key / f"{name}{_ENDING}"


def _seal(kind: str, key: str, body: bytes) -> bytes:
    return hashlib.sha256(f"{kind}/{key}\n".encode() + body).hexdigest().encode()


def _opened(raw: bytes, kind: str, key: str) -> Entry | None:
    """Open an entry, unless a byte of it is not as it was written or it was written for another place."""
    seal, _, body = raw.partition(b"\n")
    if seal != _seal(kind, key, body):
        return None
    noted, _, content = body.partition(b"\n")
    return Entry(json.loads(noted), content)


def key_of(*parts: object) -> str:
    """Give one key for several parts; it differs as soon as one of them does.

    Examples
    --------
    >>> key_of("a", "bc") == key_of("ab", "c")
    False
    """
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
