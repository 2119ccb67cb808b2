"""Every table of one kind that stands in a folder: our own files with their origin, and foreign ones by mapping."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.collect.mapping import Kind, Origin, read_mapped, read_mapping
from helpers.collect.table_file import Table, read_table
from helpers.collect.yaml_file import read_yaml, typed
from helpers.model.errors import Refused
from helpers.model.workspace import Workspace

MAPPING = ".mapping.yml"
ORIGIN = ".origin.yml"


@dataclass(frozen=True, slots=True)
class Source:
    """A table and where it came from.

    Attributes
    ----------
    foreign
        Read through a mapping file: its rows may be fewer or more than a return's of ours.
    sha256
        Hash of the file as it was read.
    """

    table: Table
    origin: Origin
    sha256: str
    foreign: bool


def sources(workspace: Workspace, folder: Path, kind: Kind, pattern: str = "*") -> Iterator[Source]:
    """Read the tables of a kind that a folder holds, in the order of their names.

    Parameters
    ----------
    folder
        The folder; it need not exist.
    kind
        What the tables hold.
    pattern
        Which of the folder's own files to read; mapping files are always looked at.

    Raises
    ------
    Refused
        A file cannot be read, or is not the file its origin describes.
    """
    if not folder.is_dir():
        return
    foreign_ones = foreign_files(workspace, folder)
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or path.resolve() in foreign_ones:
            continue
        label = workspace.label(path)
        _refuse_stray(path, label)
        if path.name.endswith(MAPPING):
            foreign, origin, tables = read_mapped(path, label, kind)
            digest = hashlib.sha256(foreign.read_bytes()).hexdigest()
            _check_hash(foreign.name, origin, digest)
            yield from (Source(table, origin, digest, foreign=True) for table in tables)
        elif path.suffix.lower() in (".csv", ".xlsx") and path.match(pattern):
            table = read_table(path, label)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield Source(table, _origin_beside(path, label, digest), digest, foreign=False)


def foreign_files(workspace: Workspace, folder: Path) -> set[Path]:
    """Name the files that a folder's mapping files read: beside their mapping they are not returns of ours."""
    mappings = sorted(folder.glob(f"*{MAPPING}")) if folder.is_dir() else []
    return {(folder / read_mapping(path, workspace.label(path)).file).resolve() for path in mappings}


def _refuse_stray(path: Path, label: str) -> None:
    """Refuse what would otherwise be passed over in silence: a return that nobody reads is a figure lost."""
    if path.is_dir():
        raise Refused.one(
            label, "a folder", "files, none of them in a folder within", "Move its files up, or the folder elsewhere."
        )
    if path.name.endswith(ORIGIN):
        if not path.with_name(path.name.removesuffix(ORIGIN)).is_file():
            raise Refused.one(
                label, "the origin of a file that is not here", "the file beside its origin",
                "Put the file back, or delete its origin.",
            )  # fmt: skip
    elif path.suffix.lower() not in (".csv", ".xlsx", ".md") and not path.name.endswith(MAPPING):
        raise Refused.one(
            label, f"a {path.suffix or 'nameless'} file",
            "a .csv or .xlsx file, its .origin.yml, a .mapping.yml for any other, or a note in a .md file",
            "Save the return as UTF-8 CSV or xlsx, correct the file's ending, or move the file elsewhere.",
        )  # fmt: skip


def _origin_beside(path: Path, label: str, digest: str) -> Origin:
    beside = path.with_name(path.name + ORIGIN)
    if not beside.is_file():
        return Origin()
    origin = typed(Origin, read_yaml(beside, label + ORIGIN), label + ORIGIN)
    _check_hash(label, origin, digest)
    return origin


def _check_hash(label: str, origin: Origin, digest: str) -> None:
    if origin.sha256 and origin.sha256 != digest:
        raise Refused.one(
            label, f"a file whose sha256 begins {digest[:8]}", f"the file that was received ({origin.sha256[:8]}…)",
            "Raw files are never edited: put the received file back, or record the new one in its origin file.",
        )  # fmt: skip
