"""What the software is: our own modules and the libraries installed. A change of either makes everything anew."""

from __future__ import annotations

import hashlib
import platform
import sys
from pathlib import Path

import helpers
from helpers.model.workspace import REPOSITORY


def source_files() -> list[Path]:
    """List our own modules and whatever lies among them, and the order in which the reference explains them."""
    modules = sorted(
        path
        for folder in helpers.__path__
        for path in Path(folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and "__pycache__" not in path.parts
    )
    return [*modules, *(path for path in (REPOSITORY / "_quarto.yml",) if path.is_file())]


class Software:
    """The software as it stood when this was made.

    Attributes
    ----------
    name
        A hash of our modules, of every library with its version, and of Python.
    """

    def __init__(self) -> None:
        files = source_files()
        self._seen = _states(files)
        digest = hashlib.sha256(f"{sys.version} {platform.platform()}\n".encode())
        for library in _libraries():
            digest.update(f"{library}\n".encode())
        for path in files:
            digest.update(f"{path.parent.name}/{path.name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
        self.name = digest.hexdigest()

    def is_as_it_was(self) -> bool:
        """Say whether nobody has touched a module since: what was made meanwhile may be of either state."""
        try:
            return _states(source_files()) == self._seen
        except OSError:  # a module went while we looked
            return False


def _libraries() -> list[str]:
    """Name every library with its version, as its folder of facts does: to read two hundred of them takes a while."""
    return sorted(facts.name for folder in sys.path for facts in Path(folder).glob("*-info"))


def _states(paths: list[Path]) -> list[tuple[str, int, int]]:
    return [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths]
