"""Go on without the returns and notebooks that cannot be read, and say what depends on them.

`check` and `collect` do so, that one broken file may not stop what is known of the others; a build never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from helpers.author.history import history_of
from helpers.collect.mapping.read import read_mapping
from helpers.collect.source import MAPPING
from helpers.model.errors import Problem, Refused
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.owed import Owed, OwedKind, owed

Made = TypeVar("Made")

OF_WORDS = frozenset({"commentary", "exceptions", "prose", "approval"})
"""What is counted of a directorate's notebook, as :class:`~helpers.narrate.owed.Standing` names it."""

OF_FIGURES = OF_WORDS | {"arrived", "late", "quality"}
"""What depends on a directorate's figures."""


COUNTED: Mapping[OwedKind, str] = {
    "return": "arrived", "commentary": "commentary", "draft": "commentary", "choice": "commentary",
    "exception": "exceptions", "doubt": "prose", "approval": "approval",
}  # fmt: skip
"""As which field of a standing each kind of thing owed is counted; what is no directorate's as none."""


@dataclass(frozen=True, slots=True)
class Tried(Generic[Made]):
    """What could be made without the files that cannot be read.

    Attributes
    ----------
    made
        What was made of the rest.
    workspace
        The workspace with those files set aside.
    problems
        What is wrong, by the file that was set aside.
    """

    made: Made
    workspace: Workspace
    problems: Mapping[Path, tuple[Problem, ...]]


def without_unreadable(workspace: Workspace, period: Period, make: Callable[[Workspace], Made]) -> Tried[Made]:
    """Make something of a workspace; where a return or a notebook stops it, set that file aside and try again.

    Parameters
    ----------
    period
        Returns and notebooks up to it may be set aside.
    make
        Makes it. It is called again for as long as there is another file to set aside.

    Raises
    ------
    Refused
        With every problem found, where one of them is in no return and no notebook: nothing can be said without the
        council, its plan or its framework.
    """
    problems: dict[Path, tuple[Problem, ...]] = {}
    while True:
        try:
            return Tried(make(workspace), workspace, problems)
        except Refused as refused:
            names = dict(_named(workspace, period))
            found = [(_file_of(problem, names), problem) for problem in refused.problems]
            if any(path is None for path, _ in found):
                raise Refused([*(one for several in problems.values() for one in several), *refused.problems]) from None
            for path, problem in found:
                if path is not None:
                    problems[path] = (*problems.get(path, ()), problem)
            workspace = replace(workspace, aside=frozenset(problems))


def _named(workspace: Workspace, period: Period) -> Iterator[tuple[str, Path]]:
    """Name, as problems do, the returns and notebooks that may be set aside."""
    for returned, folder in workspace.returns():
        if returned.end <= period.end:
            for path in sorted(set(folder.iterdir()) - workspace.aside):
                yield workspace.label(path), path
                if path.name.endswith(MAPPING):
                    yield from ((name, path) for name in _foreign_names(path))
    for opened in workspace.opened():
        if opened.end <= period.end:
            for path in workspace.notebooks(opened):
                yield from ((workspace.label(name), path) for name in (path, history_of(path)))
                if opened == period:
                    yield path.name, path  # its title is read without a thought of its folder


def _foreign_names(mapping: Path) -> list[str]:
    """Give the names, without a folder, by which problems with a mapping's foreign files go."""
    try:
        return [Path(file).name for file in read_mapping(mapping, mapping.name).files]
    except Refused:
        return []


def _file_of(problem: Problem, names: Mapping[str, Path]) -> Path | None:
    """Find the file in which a problem stands: it is what `where` begins with, and names may hold commas."""
    fitting = [name for name in names if problem.where == name or problem.where.startswith(f"{name},")]
    return names[max(fitting, key=len)] if fitting else None


def not_checked(path: Path, results: Results) -> str:
    """Say in words what depends on a file that was set aside."""
    council = results.edition.council
    if path.suffix == ".ipynb":
        names = [entry.name for entry in council.directorates if entry.key == path.stem]
        whose = f"the words and the sign-off of {names[0]}" if names else "the words in it"
        before = path.parent.name != str(results.edition.period)
        return f"what it said, {path.parent.name}, and promises made then" if before else whose
    services = [entry.name for entry in council.entries("service") if entry.key == path.stem]
    return f"the figures of {services[0]}" if services else "the figures in it"


def unknown_by_directorate(tried: Tried[Results]) -> dict[str, frozenset[str]]:
    """Say what is not known of each directorate, as fields of its standing.

    A notebook is its directorate's; a return leaves every directorate in doubt of which a figure is missing, unless it
    is named after one service.
    """
    results = tried.made
    council, period = results.edition.council, str(results.edition.period)
    lacking = set(results.table.loc[results.table["state"] == "missing", "directorate"])
    unknown: dict[str, frozenset[str]] = {}
    for path in tried.workspace.aside:
        if path.parent.name != period:
            continue
        if path.suffix == ".ipynb":
            found, keys = OF_WORDS, {path.stem} & {entry.key for entry in council.directorates}
        else:
            found, keys = OF_FIGURES, lacking & _directorates_of(path, results)
        unknown |= {key: unknown.get(key, frozenset()) | found for key in keys}
    return unknown


def known_to_be_owed(tried: Tried[Results], unknown: Mapping[str, frozenset[str]]) -> list[Owed]:
    """List what is owed for sure: nothing that may stand in a file that cannot be read.

    Parameters
    ----------
    unknown
        As :func:`unknown_by_directorate` gives it.
    """
    aside = tuple(f"{tried.workspace.label(path)}," for path in tried.workspace.aside)
    return [
        thing
        for thing in owed(tried.made)
        if not thing.where.startswith(aside) and COUNTED.get(thing.kind) not in unknown.get(thing.directorate, ())
    ]


def _directorates_of(path: Path, results: Results) -> set[str]:
    """Name the directorates whose figures a return may hold."""
    council = results.edition.council
    found = council.directorate_of(path.stem)
    return {found} if found else {entry.key for entry in council.directorates}
