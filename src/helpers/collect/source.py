"""Every table of one kind that stands in a folder: our own files with their origin, and foreign ones by mapping."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.collect.mapping import Kind, Origin, read_mapped
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
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or path.is_dir():
            continue
        label = workspace.label(path)
        if path.name.endswith(MAPPING):
            foreign, origin, tables = read_mapped(path, label, kind)
            digest = hashlib.sha256(foreign.read_bytes()).hexdigest()
            _check_hash(foreign.name, origin, digest)
            yield from (Source(table, origin, digest, foreign=True) for table in tables)
        elif path.suffix.lower() in (".csv", ".xlsx") and path.match(pattern):
            table = read_table(path, label)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield Source(table, _origin_beside(path, label, digest), digest, foreign=False)
        elif path.suffix.lower() not in (".csv", ".xlsx", ".yml", ".md", ".txt"):
            raise Refused.one(
                label, f"a {path.suffix or 'nameless'} file", "a .csv or .xlsx file, or a mapping for another",
                "Save the return as UTF-8 CSV or xlsx, or move the file elsewhere.",
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
