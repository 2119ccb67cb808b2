"""Read the framework: measures, targets, ratings, actions and rebases, checked against the council."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError

from helpers.collect.fields import RowReader
from helpers.collect.mapping.read import Kind as TableKind
from helpers.collect.measures import MEASURE_COLUMNS, measure_of, on_the_thread, refuse_lost_others, refuse_twice
from helpers.collect.rebases import REBASE_COLUMNS, rebase_of
from helpers.collect.source import foreign_files, sources
from helpers.collect.table_file import Table, check_columns, read_table
from helpers.collect.targets import TARGET_COLUMNS, refuse_holes, target_of
from helpers.collect.yaml_file import said_plainly
from helpers.model.council import Council
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.framework import Action, Framework, Rag, Rating, Rebase
from helpers.model.measure import Measure, Target
from helpers.model.noun import Noun
from helpers.model.period import Period
from helpers.model.workspace import Workspace

NounType = TypeVar("NounType", bound=Noun)

KINDS = ("measures", "targets", "ratings", "actions", "rebases")
RATING_COLUMNS = ("ref", "period", "rag", "kind", "reason", "role", "date")
ACTION_COLUMNS = ("key", "title", "priority", "outcome", "service", "owner_role", "due", "status", "progress")


def read_framework(workspace: Workspace, council: Council) -> Framework:
    """Read everything of ``data/framework/``, by our own files and by mapping.

    Raises
    ------
    Refused
        With every problem of every file of a kind.
    """
    _refuse_strangers(workspace)
    measures = _rows(workspace, "measures", MEASURE_COLUMNS, ("ref", "title", "unit", "polarity", "directorate"),
                     lambda row: measure_of(row, council))  # fmt: skip
    refuse_twice(measures)
    by_ref = {measure.ref: measure for _, measure in measures}
    targets = _rows(
        workspace, "targets", TARGET_COLUMNS, ("ref", "period"), lambda row: target_of(row, _known(row, by_ref))
    )
    ratings = _own_rows(workspace, "ratings", RATING_COLUMNS, lambda row: _rating(row, by_ref))
    actions = _own_rows(workspace, "actions", ACTION_COLUMNS, lambda row: _action(row, council))
    rebases = _own_rows(workspace, "rebases", REBASE_COLUMNS, lambda row: rebase_of(row, _known(row, by_ref)))
    if not measures:
        raise Refused.one(
            "data/framework/measures.csv", "no measures", "at least one measure",
            "Write the measures, or a .mapping.yml that reads them from another system's file.",
        )  # fmt: skip
    refuse_lost_others(measures)
    _refuse_second(targets, "target")
    refuse_holes(targets, by_ref)
    _refuse_second(ratings, "rating")
    _refuse_second(rebases, "rebase")
    _refuse_action_twice(actions)
    return Framework(
        tuple(measure for _, measure in measures),
        tuple(target for _, target in targets),
        tuple(rating for _, rating in ratings),
        tuple(action for _, action in actions),
        tuple(rebase for _, rebase in rebases),
    )


Placed = list[tuple[str, NounType]]


def _refuse_strangers(workspace: Workspace) -> None:
    """Refuse a table that nobody would read: ``target.csv`` looks right and would be passed over in silence."""
    folder = workspace.root / "data" / "framework"
    names = {f"{kind}.csv" for kind in KINDS} | {"measures.xlsx", "targets.xlsx"}
    foreign = foreign_files(workspace, folder)
    problems = [
        Problem(workspace.label(path), "a table of another name", f"one of {quoted(sorted(names))}",
                "Correct the file's name, or read it by a .mapping.yml.")
        for path in (sorted(folder.iterdir()) if folder.is_dir() else [])
        if path.suffix.lower() in (".csv", ".xlsx") and not path.name.startswith((".", "~$"))
        and path.name not in names and path.resolve() not in foreign
    ]  # fmt: skip
    if problems:
        raise Refused(problems)


def _refuse_second(placed: Placed[Target] | Placed[Rating] | Placed[Rebase], noun: str) -> None:
    seen: dict[tuple[str, Period], str] = {}
    problems = [
        Problem(
            where, f'a {noun} for "{entry.ref}" in {entry.period} again (it stands at {seen[entry.ref, entry.period]})',
            f"one {noun} for each measure and period", "Delete the row that is wrong.",
        )
        for where, entry in placed
        if seen.setdefault((entry.ref, entry.period), where) != where
    ]  # fmt: skip
    if problems:
        raise Refused(problems)


def _refuse_action_twice(actions: Placed[Action]) -> None:
    seen: dict[str, str] = {}
    problems = [
        Problem(
            where, f'the action "{action.key}" again (it stands at {seen[action.key]})', "each key once",
            "Delete one of the rows, or give one another key.",
        )
        for where, action in actions
        if seen.setdefault(action.key, where) != where
    ]  # fmt: skip
    if problems:
        raise Refused(problems)


def _rows(
    workspace: Workspace,
    kind: TableKind,
    known: tuple[str, ...],
    required: tuple[str, ...],
    make: Callable[[RowReader], NounType | None],
) -> Placed[NounType]:
    made: Placed[NounType] = []
    problems: list[Problem] = []
    for source in sources(workspace, workspace.root / "data" / "framework", kind, pattern=f"{kind}.*"):
        check_columns(source.table, known, required)
        _made_rows(source.table, make, made, problems)
    if problems:
        raise Refused(problems)
    return made


def _own_rows(
    workspace: Workspace, kind: str, known: tuple[str, ...], make: Callable[[RowReader], NounType | None]
) -> Placed[NounType]:
    path = workspace.root / "data" / "framework" / f"{kind}.csv"
    if not path.is_file():
        return []
    table = read_table(path, workspace.label(path))
    check_columns(table, known, known[:1])
    made: Placed[NounType] = []
    problems: list[Problem] = []
    _made_rows(table, make, made, problems)
    if problems:
        raise Refused(problems)
    return made


def _made_rows(
    table: Table, make: Callable[[RowReader], NounType | None], made: Placed[NounType], problems: list[Problem]
) -> None:
    for number, cells in table.rows:
        row = RowReader(table.label, number, cells)
        try:
            noun = make(row)
        except ValidationError as error:
            noun = None
            for detail in error.errors():
                column = str(detail["loc"][0]) if detail["loc"] else ""
                message = said_plainly(detail)
                found = f'"{cells.get(column, "")}"' if column else message
                row.refuse(column, found, message if column else "levels that agree", "Correct the row.")
        problems.extend(row.problems)
        if noun is not None and not row.problems:
            made.append((f"{table.label}, row {number}", noun))


def _rating(row: RowReader, measures: dict[str, Measure]) -> Rating | None:
    measure = _known(row, measures)
    period, day = row.period("period"), row.day("date")
    words = {name: row.text(name, required=True) for name in ("rag", "kind", "reason", "role", "date", "period")}
    rag, kind = row.choice("rag", tuple(Rag)), row.choice("kind", ("assessed", "override"))
    if row.problems or measure is None or period is None or day is None:
        return None
    values = {"ref": measure.ref, "period": period, "rag": rag, "kind": kind, "date": day}
    return Rating.model_validate(values | {"reason": words["reason"], "role": words["role"]})


def _action(row: RowReader, council: Council) -> Action | None:
    def key(noun: str) -> str:
        name = row.text(noun)
        found = row.asking(noun, lambda: council.find(noun, name)) if name else None
        return found.key if found else ""

    values = {
        **{name: row.text(name, required=True) for name in ("key", "title")},
        **{name: row.text(name) for name in ("owner_role", "status", "progress")},
        **{noun: key(noun) for noun in ("priority", "outcome", "service")},
        "due": row.day("due"),
    }
    placed = on_the_thread(row, council, values)
    return None if row.problems else Action.model_validate(placed)


def _known(row: RowReader, measures: dict[str, Measure]) -> Measure | None:
    ref = row.text("ref", required=True)
    if ref and ref not in measures:
        row.refuse("ref", f'"{ref}"', "the ref of a measure in data/framework", "Correct the ref, or add the measure.")
    return measures.get(ref)
