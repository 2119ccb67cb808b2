"""The folder that a preview serves: each file replaced at one stroke, and only where it has changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path


class Place:
    """Files of an edition that change one by one.

    Parameters
    ----------
    folder
        Where they stand.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, below: str, files: Mapping[str, bytes]) -> list[str]:
        """Put files into a folder of the edition, and name those that were not there or have changed."""
        return [name for name, content in files.items() if self._put(self.folder / below / name, content)]

    def put_all(self, made: Path) -> list[str]:
        """Put every file that stands in another folder, and name those that were not there or have changed."""
        found = {path.relative_to(made).as_posix(): path for path in sorted(made.rglob("*")) if path.is_file()}
        return self.put("", {name: path.read_bytes() for name, path in found.items()})

    def keep_only(self, files: Collection[str], folders: Collection[str]) -> list[str]:
        """Remove what is neither among `files` nor in one of `folders`, and name it."""
        found = {path.relative_to(self.folder): path for path in self.folder.rglob("*") if path.is_file()}
        gone = [name for name in found if name.as_posix() not in files and name.parts[0] not in folders]
        for name in gone:
            found[name].unlink()
        return [name.as_posix() for name in gone]

    def _put(self, path: Path, content: bytes) -> bool:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(content)
        beside.replace(path)
        return True
