"""Read the framework: measures, targets, ratings and delivery-plan actions, checked against the council."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from pydantic import ValidationError

from helpers.collect.fields import RowReader
from helpers.collect.mapping import Kind as TableKind
from helpers.collect.source import sources
from helpers.collect.table_file import Table, check_columns, read_table
from helpers.model.council import Council, Noun
from helpers.model.errors import Problem, Refused
from helpers.model.framework import Action, Framework, Rag, Rating
from helpers.model.measure import Basis, Frequency, Measure, Polarity, Target
from helpers.model.workspace import Workspace

NounType = TypeVar("NounType", bound=Noun)

MEASURE_COLUMNS = (
    "ref", "title", "definition", "why", "unit", "decimals", "polarity", "frequency", "basis", "lag", "directorate",
    "service", "priority", "outcome", "portfolio", "owner_role", "source_system", "sensitive", "part_of",
    "benchmark_group", "from", "to",
)  # fmt: skip
TARGET_COLUMNS = (
    "ref", "period", "target", "low", "high", "intervention", "intervention_low", "intervention_high", "tolerance",
    "tolerance_basis",
)  # fmt: skip
RATING_COLUMNS = ("ref", "period", "rag", "kind", "reason", "role", "date")
ACTION_COLUMNS = ("key", "title", "priority", "outcome", "service", "owner_role", "due", "status", "progress")


def read_framework(workspace: Workspace, council: Council) -> Framework:
    """Read everything of ``data/framework/``, by our own files and by mapping.

    Raises
    ------
    Refused
        With every problem of every file of a kind.
    """
    measures = _rows(workspace, "measures", MEASURE_COLUMNS, ("ref", "title", "unit", "polarity", "directorate"),
                     lambda row: _measure(row, council))  # fmt: skip
    _refuse_twice(measures)
    by_ref = {measure.ref: measure for _, measure in measures}
    targets = _rows(workspace, "targets", TARGET_COLUMNS, ("ref", "period"), lambda row: _target(row, by_ref))
    ratings = _own_rows(workspace, "ratings", RATING_COLUMNS, lambda row: _rating(row, by_ref))
    actions = _own_rows(workspace, "actions", ACTION_COLUMNS, lambda row: _action(row, council))
    if not measures:
        raise Refused.one(
            "data/framework/measures.csv", "no measures", "at least one measure",
            "Write the measures, or a .mapping.yml that reads them from another system's file.",
        )  # fmt: skip
    _check_parts(measures, by_ref)
    return Framework(
        tuple(measure for _, measure in measures),
        tuple(target for _, target in targets),
        tuple(rating for _, rating in ratings),
        tuple(action for _, action in actions),
    )


Placed = list[tuple[str, NounType]]


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
                message = detail["msg"].removeprefix("Value error, ")
                found = f'"{cells.get(column, "")}"' if column else message
                row.refuse(column, found, message if column else "levels that agree", "Correct the row.")
        problems.extend(row.problems)
        if noun is not None and not row.problems:
            made.append((f"{table.label}, row {number}", noun))


def _measure(row: RowReader, council: Council) -> Measure | None:
    def key(noun: str, required: bool = False) -> str:
        name = row.text(noun, required)
        found = row.asking(noun, lambda: council.find(noun, name)) if name else None
        return found.key if found else ""

    frequency = Frequency(row.choice("frequency", tuple(Frequency), "quarterly"))
    values = {
        **{name: row.text(name, required=True) for name in ("ref", "title", "unit")},
        **{
            name: row.text(name)
            for name in ("definition", "why", "owner_role", "source_system", "part_of", "benchmark_group")
        },
        "decimals": row.whole("decimals", 0),
        "polarity": row.choice("polarity", tuple(Polarity)) or row.text("polarity", required=True) or "none",
        "frequency": frequency,
        "basis": row.choice("basis", tuple(Basis), "period"),
        "lag": row.whole("lag", 0),
        "directorate": key("directorate", required=True),
        **{noun: key(noun) for noun in ("service", "priority", "outcome", "portfolio")},
        "sensitive": row.yes("sensitive"),
        "first": row.period("from"),
        "last": row.period("to"),
    }
    return None if row.problems else Measure.model_validate(values)


def _target(row: RowReader, measures: dict[str, Measure]) -> Target | None:
    measure = _known(row, measures)
    if measure is None:
        return None
    levels = {name: row.number_or_none(name) for name in TARGET_COLUMNS[2:9]}
    tolerance, basis = levels.pop("tolerance"), row.choice("tolerance_basis", ("unit", "percent"), "unit")
    period = row.period("period", None if measure.frequency is not Frequency.MONTHLY else measure.frequency.kind)
    if row.problems or period is None:
        return row.text("period", required=True) and None  # type: ignore[return-value]
    if tolerance is not None:
        levels |= _tolerated(levels, measure.polarity, tolerance, basis)
    target = Target(ref=measure.ref, period=period, **levels)
    _check_levels(row, measure, target)
    return target


def _tolerated(
    levels: dict[str, Decimal | None], polarity: Polarity, tolerance: Decimal, basis: str
) -> dict[str, Decimal | None]:
    """Turn a tolerance into intervention levels (rules, RAG): in the unit, or as a percent of the target."""

    def level(anchor: str, sign: int) -> Decimal | None:
        start = levels[anchor]
        if start is None:
            return None
        return start + sign * (tolerance if basis == "unit" else abs(start) * tolerance / 100)

    if polarity is Polarity.RANGE:
        return {"intervention_low": level("low", -1), "intervention_high": level("high", 1)}
    return {"intervention": level("target", -1 if polarity is Polarity.HIGHER else 1)}


def _check_levels(row: RowReader, measure: Measure, target: Target) -> None:
    higher, lower = measure.polarity is Polarity.HIGHER, measure.polarity is Polarity.LOWER
    level, goal = target.intervention, target.target
    if level is not None and goal is not None and ((higher and level > goal) or (lower and level < goal)):
        row.refuse(
            "intervention", f"{level} {measure.unit}, which is better than the target {goal} {measure.unit}",
            f"a level worse than the target, because {measure.polarity.value} is better for {measure.ref}",
            "Swap the two, or correct `polarity` in the measures.",
        )  # fmt: skip
    if measure.polarity is Polarity.RANGE and goal is not None:
        row.refuse(
            "target", f"{goal}", "`low` and `high`, because the measure is a range", "Move the target to low and high."
        )
    if measure.polarity is Polarity.RANGE and target.low is None:
        row.refuse("low", "nothing", "the bounds of the range", "Fill `low` and `high`.")


def _rating(row: RowReader, measures: dict[str, Measure]) -> Rating | None:
    measure = _known(row, measures)
    period, day = row.period("period"), row.day("date")
    words = {name: row.text(name, required=True) for name in ("reason", "role", "date", "period")}
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
        **{name: row.text(name) for name in ("key", "title", "owner_role", "status", "progress")},
        **{noun: key(noun) for noun in ("priority", "outcome", "service")},
        "due": row.day("due"),
    }
    return None if row.problems else Action.model_validate(values)


def _known(row: RowReader, measures: dict[str, Measure]) -> Measure | None:
    ref = row.text("ref", required=True)
    if ref and ref not in measures:
        row.refuse("ref", f'"{ref}"', "the ref of a measure in data/framework", "Correct the ref, or add the measure.")
    return measures.get(ref)


def _refuse_twice(measures: Placed[Measure]) -> None:
    problems = [
        Problem(
            where, f'the ref "{measure.ref}" again (it stands at {other_where})', "each ref once at a time",
            "Delete one, or give the older one a `to` and the newer one a `from`.",
        )
        for index, (where, measure) in enumerate(measures)
        for other_where, other in measures[:index]
        if other.ref == measure.ref and _overlap(measure, other)
    ]  # fmt: skip
    if problems:
        raise Refused(problems)


def _overlap(one: Measure, other: Measure) -> bool:
    one_ends_first = one.last and other.first and one.last.end < other.first.start
    other_ends_first = other.last and one.first and other.last.end < one.first.start
    return not (one_ends_first or other_ends_first)


def _check_parts(measures: Placed[Measure], by_ref: dict[str, Measure]) -> None:
    problems = [
        Problem(
            f"{where}, column part_of",
            f'"{measure.part_of}"',
            "the ref of the measure it is a part of",
            "Correct the ref.",
        )
        for where, measure in measures
        if measure.part_of and measure.part_of not in by_ref
    ]
    if problems:
        raise Refused(problems)
