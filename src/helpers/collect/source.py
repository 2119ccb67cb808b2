"""Every table of one kind that stands in a folder: our own files with their origin, and foreign ones by mapping."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.collect.council import read_council
from helpers.collect.mapping.file import refuse_changed
from helpers.collect.mapping.read import Kind, Origin, read_mapped, read_mapping
from helpers.collect.return_workbook.facts import Expected
from helpers.collect.return_workbook.read import ReturnWorkbook, is_return_workbook, read_return_workbook
from helpers.collect.table_file import LARGEST_FILE, Table, read_table
from helpers.collect.yaml_file import read_yaml, typed
from helpers.model.council import Council
from helpers.model.errors import Problem, Refused
from helpers.model.period import Period
from helpers.model.workspace import Workspace

LEFT_BY_WINDOWS = ("thumbs.db", "desktop.ini")
MAPPING = ".mapping.yml"
ORIGIN = ".origin.yml"
PARQUET = ".parquet"


@dataclass(frozen=True, slots=True)
class Source:
    """A table and where it came from.

    Attributes
    ----------
    foreign
        Read through a mapping file: its rows may be fewer or more than a return's of ours.
    sha256
        Hash of the file as it was read.
    place
        Where in the file the table stands, as errors name it; empty where the file is one table.
    """

    table: Table
    origin: Origin
    sha256: str
    foreign: bool
    place: str = ""


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
        Once all that can be read is read: a file cannot be read, or is not the file its origin describes.
    """
    if not folder.is_dir():
        return
    foreign_ones = foreign_files(workspace, folder)
    problems: list[Problem] = []
    workbooks = _Workbooks(workspace)
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or path.name.casefold() in LEFT_BY_WINDOWS:
            continue
        if path.resolve() in foreign_ones or path in workspace.aside:
            continue
        try:
            found = _sources_of(workspace, path, kind, pattern, workbooks)
        except Refused as refused:
            problems.extend(refused.problems)
        else:
            yield from found
    if problems:
        raise Refused(problems)


def parquet_files(workspace: Workspace, folder: Path) -> Iterator[tuple[Path, str]]:
    """Name the parquet files of a folder and how errors name them, each held against the origin beside it.

    Raises
    ------
    Refused
        A file is not the one that its origin describes.
    """
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() == PARQUET and not path.name.startswith("."):
            label = workspace.label(path)
            _origin_beside(path, label, hashlib.sha256(path.read_bytes()).hexdigest())
            yield path, label


class _Workbooks:
    """The return workbooks of one folder, each service's once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[str, str] = {}

    @cached_property
    def _council(self) -> Council:
        return read_council(self._workspace)

    def read(self, path: Path, label: str) -> ReturnWorkbook | None:
        """Read a file as the return workbook it is, or give ``None`` where it is none."""
        try:
            raw = path.read_bytes() if path.suffix.lower() == ".xlsx" and path.stat().st_size <= LARGEST_FILE else b""
        except OSError:
            return None  # whoever reads it as a table says why it cannot be read
        if not is_return_workbook(raw):
            return None
        expected = Expected(self._council, Period.parse(path.parent.name), path.stem)
        workbook = read_return_workbook(raw, label, expected)
        if first := self._read.get(workbook.service_key):
            raise Refused.one(
                label, f"the return workbook of {workbook.service} again (it stands in {first})",
                "one for each service",
                "Keep the one that is right, with all of its answers, and take the other out of the folder.",
            )  # fmt: skip
        self._read[workbook.service_key] = label
        return workbook


def _sources_of(workspace: Workspace, path: Path, kind: Kind, pattern: str, workbooks: _Workbooks) -> list[Source]:
    """Read the tables of one file."""
    label = workspace.label(path)
    if path.suffix.lower() == PARQUET and kind in ("benchmarks", "groups"):
        return []  # `parquet_files` names them: no row of theirs is read that is not asked for
    _refuse_stray(path, label)
    if path.name.endswith(MAPPING):
        foreign, origin, tables = read_mapped(path, label, kind)
        digest = hashlib.sha256(foreign.read_bytes()).hexdigest()
        refuse_changed(foreign.name, origin.sha256, digest)
        return [Source(table, origin, digest, foreign=True) for table in tables]
    if path.suffix.lower() not in (".csv", ".xlsx") or not path.match(pattern):
        return []
    if kind == "returns" and (workbook := workbooks.read(path, label)) is not None:
        table, place = workbook.table, workbook.place
    else:
        workbook, table, place = None, read_table(path, label), ""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    origin = _origin_beside(path, label, digest) or Origin(supplied_by=workbook.service if workbook else "")
    return [Source(table, origin, digest, foreign=False, place=place)]


def foreign_files(workspace: Workspace, folder: Path) -> set[Path]:
    """Name the files that a folder's mapping files read: beside their mapping they are not returns of ours."""
    mappings = sorted(folder.glob(f"*{MAPPING}")) if folder.is_dir() else []
    return {(folder / file).resolve() for path in mappings for file in _files_of(workspace, path)}


def _files_of(workspace: Workspace, mapping: Path) -> tuple[str, ...]:
    """Name the files of a mapping; of one that cannot be read, the files beside it that it mentions."""
    try:
        return read_mapping(mapping, workspace.label(mapping)).files
    except Refused:
        if mapping not in workspace.aside:
            raise
        said = mapping.read_text(encoding="utf-8", errors="replace")
        return tuple(path.name for path in mapping.parent.iterdir() if path.name in said)


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


def _origin_beside(path: Path, label: str, digest: str) -> Origin | None:
    beside = path.with_name(path.name + ORIGIN)
    if not beside.is_file():
        return None
    origin = typed(Origin, read_yaml(beside, label + ORIGIN), label + ORIGIN)
    refuse_changed(label, origin.sha256, digest)
    return origin
