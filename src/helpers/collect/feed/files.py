"""Copy returns from a file or a folder: what is checked and kept is the bytes that were read, once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpers.collect.feed.definition import Feed, filled
from helpers.collect.return_workbook.read import is_filled, is_return_workbook
from helpers.collect.table_file import LARGEST_FILE
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.period import Period
from helpers.model.workspace import Workspace

KINDS = (".csv", ".xlsx")
NOBODYS = {"thumbs.db", "desktop.ini"}
"""What Windows leaves in folders."""


@dataclass(frozen=True, slots=True)
class Copied:
    """One file as it was read.

    Attributes
    ----------
    name
        What it is kept as in the folder of returns: the source's name, then its own.
    content
        Its bytes.
    shown
        Where it came from, as errors name it.
    """

    name: str
    content: bytes
    shown: str


def copy_file(workspace: Workspace, feed: Feed, period: Period) -> list[Copied]:
    """Read the one file of a source.

    Raises
    ------
    Refused
        It is missing and may not be, or is no return by its name, or cannot be read.
    """
    shown = filled(feed.place.file, period)
    path = workspace.root / shown
    if not path.exists() and feed.place.may_be_empty:
        return []
    if not path.is_file():
        found = "a folder" if path.is_dir() else "no such file"
        raise Refused.one(
            f"{feed.label}, key file", f'"{shown}": {found}', "a CSV file or an xlsx workbook",
            "Correct the name, or ask whether the file has been put there and this machine can see the folder.",
        )  # fmt: skip
    if problem := _stray(path, shown):
        raise Refused([problem])
    return [Copied(f"{feed.name}{path.suffix.lower()}", _content(path, shown), shown)]


def copy_folder(workspace: Workspace, feed: Feed, period: Period) -> list[Copied]:
    """Read the files of a source's folder that match its pattern, in the order of their names.

    Raises
    ------
    Refused
        With every file that is no return or cannot be read; or the folder is missing, or holds nothing and must not.
    """
    shown = filled(feed.place.folder, period)
    folder, pattern = workspace.root / shown, filled(feed.place.pattern, period)
    if not folder.is_dir():
        if feed.place.may_be_empty and not folder.exists():
            return []
        raise Refused.one(
            f"{feed.label}, key folder", f'"{shown}": no such folder', "a folder of returns",
            "Correct the name, or ask whether this machine can see the folder.",
        )  # fmt: skip
    paths = sorted(path for path in folder.glob(pattern) if not path.is_dir() and not _is_nobodys(path.name))
    if not paths and not feed.place.may_be_empty:
        raise Refused.one(
            f"{feed.label}, key folder", f'"{shown}": no file that matches "{pattern}"', "at least one return",
            "Collect again when the files have come, or correct `pattern:`; `may_be_empty: true` lets it pass.",
        )  # fmt: skip
    _refuse_twins(paths, folder, feed, shown)
    copied, problems = [], []
    for path in paths:
        name = f"{shown}/{path.relative_to(folder).as_posix()}"
        try:
            if problem := _stray(path, name):
                problems.append(problem)
            else:
                copied.append(Copied(f"{feed.name}.{path.name}", _content(path, name), name))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return copied


def without_unfilled(copied: list[Copied]) -> tuple[list[Copied], tuple[str, ...]]:
    """Part returns from return workbooks that nobody has filled in yet, and name these.

    Examples
    --------
    >>> without_unfilled([Copied("services.care.csv", b"ref,period,value", "share/care.csv")])[1]
    ()
    """
    unfilled = [file for file in copied if is_return_workbook(file.content) and not is_filled(file.content)]
    return [file for file in copied if file not in unfilled], tuple(file.shown for file in unfilled)


def _is_nobodys(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in NOBODYS


def _stray(path: Path, shown: str) -> Problem | None:
    if path.suffix.lower() in KINDS:
        return None
    return Problem(
        shown, f"a {path.suffix or 'nameless'} file", "a .csv or .xlsx file",
        "Save it as one of these, or leave it out by `pattern:`; data of another form can be asked with `query:`.",
    )  # fmt: skip


def _refuse_twins(paths: list[Path], folder: Path, feed: Feed, shown: str) -> None:
    """Refuse two files that would be kept as one: in two folders within, or alike but for capitals."""
    by_name: dict[str, list[str]] = {}
    for path in paths:
        by_name.setdefault(path.name.casefold(), []).append(path.relative_to(folder).as_posix())
    if twins := [names for names in by_name.values() if len(names) > 1]:
        raise Refused.one(
            f"{feed.label}, key folder", f'"{shown}": {quoted(twins[0])}, two files of one name',
            "each name once, whatever its capitals", "Rename one, or take out the one that is not meant.",
        )  # fmt: skip


def _content(path: Path, shown: str) -> bytes:
    try:
        if (size := path.stat().st_size) > LARGEST_FILE:
            raise Refused.one(
                shown, f"a file of {size:,} bytes", f"at most {LARGEST_FILE:,} bytes", "Send only the rows asked for."
            )
        return path.read_bytes()
    except OSError as error:
        raise Refused.one(
            shown, f"a file that cannot be read ({error.strerror})", "a file you may read",
            "Close it in Excel and other programs, or ask for read access. Nothing of this source was kept.",
        ) from None  # fmt: skip
